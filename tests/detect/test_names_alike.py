"""How far names are alike, against lists of names that are, and that are not."""

import random
import string
import tomllib
from collections import Counter
from collections.abc import Sequence
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.detect.common_names import GIVEN_NAMES, SURNAMES
from vault.detect import names_alike
from vault.detect.names_alike import NamesAlike
from vault.model.conflict import Likeness
from vault.resource_files import read_resource

SAME = [
    ("Dana Whitfield", "dana whitfield"),
    ("Whitfield, Dana", "Dana Whitfield"),
    ("Dana Whitfield Jr.", "Dana Whitfield"),
    ("Dr. Dana Whitfield", "Dana Whitfield"),
    ("María José García", "Maria Jose Garcia"),
    ("Maria Garcia Lopez", "María García"),
    ("Ana & Rui Duarte", "Ana Duarte"),
    ("Anna Berg and Tom Weber", "Tom Weber"),
    ("Ana and Rui Duarte", "Rui Duarte"),
    ("Carmen Ortiz", "her mother, Carmen Ortiz"),
    ("Carmen Ortiz", "Carmen Ortiz (work)"),
    ("Seán O'Brien", "Sean O’Brien"),
    ("Ольга Петрова", "ольга петрова"),
    ("王小明", "王小明"),
    ("Łukasz Wójcik", "Lukasz Wojcik"),
    ("Jan van den Berg", "Jan Vandenberg"),
    ("Juan de la Cruz", "Juan Delacruz"),
    ("Xiaoming Li", "Xiao Ming Li"),
    ("山田太郎", "山田 太郎"),
    ("John E Smith", "John Smith"),
    ("Mark Friend", "Mark Friend"),
    ("Garcia Lopez, Maria Jose", "Maria Jose Garcia Lopez"),
    ("Ana Maria de Souza Pereira da Silva Costa", "Ana Costa"),
    ("Anna Reed, Tom Weber, Mia Chen", "Mia Chen"),
    ("Ana Duarte, Rui Berg", "Rui Berg"),
]
NICKNAMES = [
    ("Bob Smith", "Robert Smith"),
    ("Liz Taylor", "Elizabeth Taylor"),
    ("Bill Chen", "William Chen"),
    ("Peggy Olson", "Margaret Olson"),
    ("Anna Berg and Tom Weber", "Thomas Weber"),
    ("Kate Moreau", "Katherine Moreau"),
    ("Jim Okafor", "James Okafor"),
    ("Dick Grant", "Richard Grant"),
    ("Al Smith", "Albert Smith"),
]
SIMILAR = [
    ("Dana Whitfeld", "Dana Whitfield"),
    ("Katherine Meyer", "Catherine Meier"),
    ("Youssef Haddad", "Yusuf Hadad"),
    ("Shawn O'Brian", "Sean O'Brien"),
    ("Jeffrey Steven", "Geoffrey Stephen"),
    ("Bob Smith", "Robert Smyth"),
    ("D. Whitfield", "Dana Whitfield"),
    ("Dana", "Dana Whitfield"),
    ("Lucía Fernández Ortiz", "Lucia Fernandes"),
    ("Mohammed Rahman", "Muhammad Rahman"),
    ("Aleksandr Petrov", "Alexander Petrow"),
    ("Ann Lee", "Anne Leigh"),
    ("Sam Lee", "Sam Li"),
    ("Ron Mac Donald", "Ron McDonald"),
    ("Ruth Cohen", "Ruth Kohn"),
    ("Stephen Meyers", "Steven Maier"),
    ("Dana Myers", "Dana Meier"),
    ("Hugh Pfeiffer", "Hugh Fifer"),
    ("Gene Tsai", "Jean Cai"),
    ("Min Hsu", "Min Xu"),
    ("Min Hsieh", "Xie, Min"),
    ("Wei Zhu", "Wei Chu"),
    ("Wei Tseng", "Wei Zeng"),
    ("Cristina Nguyen", "Kristina Win"),
    ("Ann Philips", "Ann Fillip"),
]
FAMILY = [
    ("Ana Duarte", "Bento Duarte"),
    ("Duarte family", "Rui Duarte"),
    ("Rosa Whitfield-Bell", "Dana Whitfield"),
    ("Rafael Fernández", "Lucía Fernández Ortiz"),
    ("Sam Maier", "Dana Meier"),
    ("Priya Das", "Ravi Das"),
    ("An Le", "Binh Le"),
    ("Joanna Berg", "Anna Berg"),
    ("Ruth Cohen", "Ada Kohn"),
    ("Stephen Meyers", "Ada Maier"),
    ("Ana Vandenberg", "Piet van den Berg"),
]
STRANGERS = [
    ("Sam Hill", "Mia Chen"),
    ("Dana Whitfield", "Marcus Oyelaran"),
    ("her mother", "his mother"),
    ("her mother, Ana Duarte", "her mother, Mia Chen"),
    ("work", "work"),
    ("Dana Berg", "Dana Weber"),
    ("Joan Baker", "John Miller"),
    ("Marta Lind", "Martin Cole"),
    ("李小龙", "王小明"),
    ("Mother", "mother"),
    ("emergency contact", "Emergency Contact"),
    ("John E Smith", "John Carter"),
    ("Mary Ann Jones", "Beth Ann Smith"),
    ("Ana Bell LCSW", "Tom Reed LCSW"),
    ("Mai Le", "Mai Tran"),
    ("Juan de la Cruz", "Rosa de la Paz"),
    ("Ruth Cohen", "Ruth Cowper"),
    ("Lee Tsai", "Lee Kay"),
    ("Ann Morris", "Ann Moe"),
    ("Meyers Cole", "Maier Lind"),
]


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        (SAME, Likeness.SAME),
        (NICKNAMES, Likeness.NICKNAME),
        (SIMILAR, Likeness.SIMILAR),
        (FAMILY, Likeness.FAMILY_NAME),
        (STRANGERS, None),
    ],
)
def test_pairs_of_names(pairs: list[tuple[str, str]], expected: Likeness | None) -> None:
    told = {pair: NamesAlike([pair[0]]).likeness([pair[1]]) for pair in pairs}
    assert told == dict.fromkeys(pairs, expected)
    turned = {pair: NamesAlike([pair[1]]).likeness([pair[0]]) for pair in pairs}
    assert turned == told


def test_the_closest_of_several_names_counts() -> None:
    sought = NamesAlike(["Bento Duarte", "Dana Whitfeld"])
    assert sought.likeness(["Mia Chen", "Ana Duarte"]) is Likeness.FAMILY_NAME
    assert sought.likeness(["Ana Duarte", "Dana Whitfield"]) is Likeness.SIMILAR
    assert sought.likeness([]) is None


_NOT_PARTS = frozenset(
    """
    al and bin couple da das de del den der di do dos dr du e el et family group ibn ii iii iv jr la
    le mr mrs ms mx of sr ten und van von y
    """.split()  # noqa: SIM905 - a list of thirty words
)
PARTS = st.text(string.ascii_letters, min_size=2, max_size=9).filter(
    lambda part: part.lower() not in _NOT_PARTS and not part.islower()
)


@given(st.lists(PARTS, min_size=2, max_size=4), st.randoms(use_true_random=False))
def test_a_name_is_the_same_in_any_order_and_case(parts: list[str], chance: random.Random) -> None:
    other = list(parts)
    chance.shuffle(other)
    written = " ".join(other).title()
    assert NamesAlike([" ".join(parts)]).likeness([written]) is Likeness.SAME


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_two_texts_are_compared_and_alike_both_ways(one: str, other: str) -> None:
    assert NamesAlike([one]).likeness([other]) == NamesAlike([other]).likeness([one])


def test_how_much_is_found_and_how_much_too_much() -> None:
    """One letter is left out, doubled or changed: of 1,000 names nearly all are found again."""
    chance = random.Random(7)
    origins = tomllib.loads(read_resource("demo/names.toml").decode())["origins"]
    people = sorted(
        {
            f"{chance.choice(origin[side])} {chance.choice(origin['last'])}"
            for _ in range(2_000)
            for origin in [chance.choice(origins)]
            for side in [chance.choice(("she", "he"))]
        }
    )
    chance.shuffle(people)
    found = 0
    for name in people[:1_000]:
        place = chance.randrange(1, len(name))
        letter = chance.choice(string.ascii_lowercase)
        changed = chance.choice(
            (
                name[:place] + name[place + 1 :],
                name[:place] + name[place] + name[place:],
                name[:place] + letter + name[place + 1 :],
            )
        )
        close = NamesAlike([changed]).likeness([name])
        found += close in (Likeness.SAME, Likeness.NICKNAME, Likeness.SIMILAR)
    sought = [NamesAlike([name]) for name in people[:50]]
    others = people[1_000:]
    wrong = sum(
        each.likeness([name]) not in (None, Likeness.FAMILY_NAME)
        for each in sought
        for name in others
    )
    print(f"names with one letter wrong: {found} of 1000 found as alike")
    families = sum(
        each.likeness([name]) is Likeness.FAMILY_NAME for each in sought for name in others
    )
    print(f"names of others: {families} of {len(sought) * len(others)} have a family name alike")
    print(f"names of others: {wrong} of {len(sought) * len(others)} taken for alike")
    assert found > 900
    assert wrong < len(sought) * len(others) / 500


def _pairs(ours: Sequence[str], theirs: Sequence[str]) -> Counter[Likeness | None]:
    """Count how far each of our names is like each later one of theirs."""
    sought = [NamesAlike([each]) for each in ours]
    places = combinations(range(len(ours)), 2)
    return Counter(sought[one].likeness([theirs[other]]) for one, other in places)


def test_the_looser_sound_takes_few_common_names_for_one_another(
    monkeypatch: pytest.MonkeyPatch, long: bool
) -> None:
    surnames = SURNAMES if long else SURNAMES[::2]
    one, other = ([f"{given} {each}" for each in surnames] for given in ("Quentin", "Ada"))
    alike = (Likeness.SIMILAR, Likeness.NICKNAME, Likeness.SAME)

    def counted() -> tuple[int, int, int, int]:
        families = sum(_pairs(one, one)[each] for each in alike)
        given = sum(_pairs(GIVEN_NAMES, GIVEN_NAMES)[each] for each in alike)
        # Two whole names are alike where both their parts are the same or alike.
        both = (2 * families + len(surnames)) * (2 * given + len(GIVEN_NAMES))
        whole = (both - len(surnames) * len(GIVEN_NAMES)) // 2
        return families, given, whole, _pairs(one, other)[Likeness.FAMILY_NAME]

    with_it = counted()
    monkeypatch.setattr(names_alike, "sound_loosely_alike", lambda *_names, families: False)
    without_it = counted()
    counts = (len(surnames), len(GIVEN_NAMES), len(surnames) * len(GIVEN_NAMES), len(surnames))
    kinds = ("family names", "given names", "whole names", "families of others")
    for kind, count, more, less in zip(kinds, counts, with_it, without_it, strict=True):
        size = count * (count - 1) // 2
        print(f"common {kind}: {more} of {size} pairs alike, {more - less} by the looser sound")
        assert 0 <= more - less < size / 5_000
