"""One session of a group in the records of its members: nobody else is named in any of them."""

import re
import unicodedata
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.practice import a_participant
from vault.model.group_note import (
    group_note,
    has_members,
    named_in,
    names_another,
    placeholders,
    with_placeholders,
)
from vault.model.ids import ClientId, new_id
from vault.model.note import Section
from vault.model.participant import Participant, Role

GROUP = ClientId(new_id())


def members_of(*names: str) -> list[Participant]:
    """Return members of these names, each with a record of their own."""
    return [a_participant(GROUP, name, role=Role.MEMBER, file=ClientId(new_id())) for name in names]


ANA, LUIS, WILL = MEMBERS = members_of("Ana Duarte", "Luís de Sá", "Will Young")


KATHERINE, BOB = INFORMAL_MEMBERS = members_of("Katherine Rossi", "Bob Lund")
INFORMAL = {
    "katherine": ("kathy", "kate", "kit"),
    "bob": ("robert",),
    "ana": ("annie",),
    "will": ("william", "bill"),
}


def informal(name: str) -> Sequence[str]:
    """Know a few nicknames."""
    return INFORMAL.get(name, ())


def found_in(
    text: str, members: Sequence[Participant] = MEMBERS, *, possible: bool = False
) -> list[str]:
    """Return the words in which somebody is named, or may be."""
    found = named_in([Section("note", text)], members, nicknames=informal)
    return [text[each.start : each.stop] for each in found if each.possible is possible]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("{Ana} spoke of it, {Luís} listened.", []),
        ("Ana spoke.", ["Ana"]),
        ("ANA's sister, and ana-duarte too", ["ANA", "ana", "duarte"]),
        ("luis was silent", ["luis"]),
        ("Lui\u0301s was silent", ["Lui\u0301s"]),
        ("A\u200bna was silent", ["A\u200bna"]),
        ("They would be youngsters for long, de facto.", []),
        ("Will wills it.", ["Will"]),
        ("{Nobody} spoke, {Ana Duarte} too", ["{Nobody}", "{Ana Duarte}"]),
        ("Banana, Anatolia, Mana", []),
        ("", []),
    ],
)
def test_names_are_found(text: str, found: list[str]) -> None:
    assert found_in(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Kathy wept; KATE and kate's sister did not.", ["Kathy", "KATE", "kate"]),
        ("bob was late, as was robert", ["bob", "robert"]),
        ("K.R. wept. K. R. left.", ["K.R.", "K. R."]),
        ("I saw K. R. She wept with B.L.", ["K. R", "B.L"]),
        ("Kathryn, Roberta, rossini, Kitchener, skater", []),
        ("Plan: at 6 p.m. e.g. a walk.", []),
    ],
)
def test_nicknames_and_initials_are_found(text: str, found: list[str]) -> None:
    assert found_in(text, INFORMAL_MEMBERS) == found
    assert found_in(text, INFORMAL_MEMBERS, possible=True) == []


@pytest.mark.parametrize(
    ("text", "certain", "possible"),
    [
        ("They will be young for long.", [], ["will", "young"]),
        ("Her first-aid kit. Kit wept.", ["Kit"], ["kit"]),
        ("KR wept, K R did, k.r. too.", [], ["KR", "K R", "k.r."]),
        ("A form M.K.R.T. was filled in.", [], ["K.R"]),
        ("The bill was paid; Bill paid it.", ["Bill"], ["bill"]),
        ("William will. I will, k r, kr.", ["William"], ["will", "will"]),
    ],
)
def test_what_is_a_word_too_is_only_possible(
    text: str, certain: list[str], possible: list[str]
) -> None:
    members = [*INFORMAL_MEMBERS, WILL]
    assert found_in(text, members) == certain
    assert found_in(text, members, possible=True) == possible
    replaced = with_placeholders(text, members, nicknames=informal)
    assert [each for each in possible if each not in replaced] == []


def test_an_abbreviation_is_only_possible_and_small_ones_are_none() -> None:
    paul, may = members_of("Paul Moreno", "May Ito")
    assert found_in("At 6 P.M., at 6 PM, at 6 p.m.", [paul]) == []
    assert found_in("At 6 P.M., at 6 PM, at 6 p.m.", [paul], possible=True) == ["P.M.", "PM"]
    assert found_in("May wept in May.", [may]) == ["May", "May"]
    mary = members_of("Mary Ito")
    found = named_in([Section("note", "May wept.")], mary, nicknames=lambda _name: ["may"])
    assert [each.possible for each in found] == [True]


def test_words_that_begin_or_end_like_a_name_are_none() -> None:
    members = members_of("Don Jones", "Tim Less", "Carrie Garcia", "Les Mills")
    text = "Don't; they don’t. Many times, Times, lesser. Don's and the Joneses, the Garcias came."
    assert found_in(text, members) == ["Don", "Joneses", "Garcias"]
    assert found_in(text, members, possible=True) == []
    text = "She carries it, garcias; mills, Less."
    assert found_in(text, members) == ["Less"]
    assert found_in(text, members, possible=True) == ["carries", "garcias", "mills"]


def test_the_own_name_goes_before_another_s_nickname() -> None:
    kate, katherine = members_of("Kate Berg", "Katherine Rossi")
    members = [kate, katherine]
    assert with_placeholders("Kate wept.", members, nicknames=informal) == "{Kate} wept."
    sections = [Section("note", "Kate wept.")]
    for own, other, is_other in (("Kate", katherine, False), ("Katherine", kate, True)):
        assert names_another(sections, [other], {}, [own], informal) is is_other


def test_what_may_be_a_name_is_shown_with_what_stands_beside_it() -> None:
    text = "Data\nShe said that in the end it will be as it was, or so they said later.\nPlan"
    (named,) = named_in([Section("note", text)], [WILL])
    assert named.around == "She said that in the end it will be as it was, or so they said…"
    (named,) = named_in([Section("note", "will")], [WILL])
    assert named.around == "will"


def test_names_without_spaces_are_found_within_other_words() -> None:
    members = members_of("王小明", "김민준")
    assert found_in("今天王小明说话了", members) == ["王小明"]
    assert found_in("김민준은 말했다", members) == ["김민준"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Al Green", "Al shouted at the group."),
        ("Le Do", "LE was late."),
        ("J. R.", "J. R. shouted."),
        ("Łukasz Nowak", "Lukasz wept"),
        ("Søren", "soren"),
        ("Işıl", "IŞIL, and Isil"),
        ("Ana Garcia", "the Garcias came"),
        ("Mary-Jane O'Brien", "Maryjane and OBrien"),
        ("Kaʻiulani", "Ka'iulani"),
        ("Alexandra", "Alex-\nandra"),
        ("Sofia", "So\ufb01a"),
        ("王小明", "小明哭了"),
        ("김민수", "오늘은 그리고민수가"),
        ("김민수", "\u1100\u1173\u1105\u1175\u1100\u1169\u1106\u1175\u11ab\u1109\u116e"),
        ("สมชาย", "วันนี้สมชายร้องไห้"),
        ("שרה", "לשרה"),
        ("Ana", "A\u20ddna"),
    ],
)
def test_ordinary_spellings_are_found(name: str, text: str) -> None:
    assert found_in(text, members_of(name))


def test_what_a_member_is_called_in_their_own_record_is_found() -> None:
    (kat,) = members_of("Kat")
    aliases = {kat.id: ["Katarzyna Wisniewska", "Kasia"]}
    section = [Section("note", "Katarzyna (Kasia) Wisniewska wept")]
    assert len(list(named_in(section, [kat], (), aliases))) == 3
    assert has_members(section, [kat], aliases)
    assert has_members([Section("note", "{Somebody} wept")], [kat], aliases)
    assert not has_members([Section("note", "{Somebody} wept")], [], {})


@pytest.mark.parametrize(
    ("text", "is_other"),
    [
        ("Luís listened", True),
        ("{luis} listened", True),
        ("the Bells came", False),
        ("Tom Bell came", True),
        ("Iris Bell, or {Iris}, came", False),
        ("Rosie came", False),
        ("{see below}", False),
    ],
)
def test_what_may_be_the_client_s_own_name_is_no_other_member(text: str, is_other: bool) -> None:
    others = members_of("Luís de Sá", "Tom Bell")
    assert names_another([Section("note", text)], others, {}, ["Iris Bell", "Rosie"]) is is_other


def test_marks_are_never_the_same() -> None:
    marks = placeholders(members_of("Ana K", "Ana K", "Ana K 2")).values()
    assert len(set(marks)) == 3


@pytest.mark.parametrize(
    ("names", "marks"),
    [
        (["Ana Duarte", "Luis Sá"], ["{Ana}", "{Luis}"]),
        (["Ana Duarte", "Ana Bell", "Luis"], ["{Ana Duarte}", "{Ana Bell}", "{Luis}"]),
        (["Ana Bell", "ána bell"], ["{Ana Bell}", "{ána bell 2}"]),
        (["{A}na", "B"], ["{Ana}", "{B}"]),
    ],
)
def test_a_placeholder_means_one_member(names: list[str], marks: list[str]) -> None:
    assert list(placeholders(members_of(*names)).values()) == marks


def test_each_record_tells_of_its_own_client() -> None:
    text = "{Ana} wept. {Luís} gave {Ana} his hand; {Will}'s turn came late.\n{Luís} went first."
    note = group_note([Section("data", text), Section("plan", "")], MEMBERS)
    assert note.named == ()
    assert [each.text for each in note.told[LUIS.id]] == [
        "Another member wept. The client gave another member his hand; another member's turn came "
        "late.\nThe client went first.",
        "",
    ]
    assert note.told[None][0].text == (
        "A member wept. A member gave a member his hand; a member's turn came late.\n"
        "A member went first."
    )
    assert set(note.told) == {None, *(each.id for each in MEMBERS)}
    only = group_note([Section("note", "x")], [a_participant(GROUP, "No File", role=Role.MEMBER)])
    assert set(only.told) == {None}


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("Ana and Luis came.", "{Ana} and {Luís} came."),
        ("Ana Duarte's mother, ANA", "{Ana}'s mother, {Ana}"),
        ("Luís de Sá left", "{Luís} de {Luís} left"),
        ("They will go; Will went.", "They will go; {Will} went."),
        ("{Ana} stays {Ana}.", "{Ana} stays {Ana}."),
        ("Nobody", "Nobody"),
        ("We listened to Ana. Ana cried.", "We listened to {Ana}. {Ana} cried."),
        ("Ana - Ana cried; Ana Ana", "{Ana} - {Ana} cried; {Ana} {Ana}"),
        ("Annie Duarte and annie d. came.", "{Ana} and {Ana} d. came."),
        ("Ana D. came, I saw Ana D. She wept.", "{Ana} came, I saw {Ana}. She wept."),
        ("L.S. wept. William Y wept.", "{Luís} wept. {Will} wept."),
        ("I gave Ana A book and Ana D’Souza one.", "I gave {Ana} A book and {Ana} D’Souza one."),
        ("They will go, AD too.", "They will go, AD too."),
    ],
)
def test_names_become_placeholders(text: str, after: str) -> None:
    assert with_placeholders(text, MEMBERS, nicknames=informal) == after


def test_a_nickname_of_two_is_left_to_the_writer() -> None:
    two = members_of("Ana Bell", "Anna Roe")
    text = with_placeholders("Annie wept, Annie R. did not.", two, nicknames=lambda _n: ["annie"])
    assert text == "Annie wept, {Anna} did not."


def test_text_in_other_scripts_keeps_every_letter() -> None:
    text = "ｶﾞｲﾄﾞ田中が泣いた"
    assert with_placeholders(text, members_of("田中")) == "ｶﾞｲﾄﾞ{田中}が泣いた"
    apart = unicodedata.normalize("NFD", "오늘은 그리고민수가")
    assert unicodedata.normalize("NFC", with_placeholders(apart, members_of("민수"))) == (
        "오늘은 그리고{민수}가"
    )


def test_what_two_share_is_left_to_the_writer() -> None:
    twins = members_of("Ana Bell", "Tom Bell")
    assert with_placeholders("Ana Bell and Tom; the Bells and Bell", twins) == (
        "{Ana} and {Tom}; the Bells and Bell"
    )
    assert found_in("Bell", twins) == ["Bell"]


NAMES = [
    "Ana Duarte",
    "Ana Bell",
    "Luís de Sá",
    "Will Young",
    "王小明",
    "O'Neil Ruth",
    "Zoë",
    "Li Li",
    "Katherine Rossi",
    "Bob Lund",
]
INFORMAL_PIECES = ["Kathy", "kathy", "KATE", "robert", "Annie", "K.R.", "K. R.", "B. L.", "bob"]
PIECES = st.one_of(
    st.sampled_from([*NAMES, *(part for name in NAMES for part in re.split(r"[ ']", name))]),
    st.sampled_from(INFORMAL_PIECES),
    st.sampled_from(
        ["{Ana}", "{Ana Bell}", "{Zoë}", "{ruth}", "{", "}", ".", "\n", "'s ", " ", "-"]
    ),
    st.text(max_size=6),
)


@given(st.lists(PIECES, max_size=12), st.lists(st.sampled_from(NAMES), min_size=2, unique=True))
def test_no_record_names_another_member(pieces: list[str], names: list[str]) -> None:
    """What may be signed names nobody, by a search that knows nothing of the program's own."""
    members = members_of(*names)
    sections = [Section("note", "".join(pieces))]
    note = group_note(sections, members, nicknames=informal)
    if note.named:
        return
    for told in note.told.values():
        assert plain_names(told[0].text, members) == []
        assert informal_names(told[0].text, members) == []


@given(st.lists(PIECES, max_size=12), st.lists(st.sampled_from(NAMES), min_size=2, unique=True))
def test_replacing_names_changes_nothing_else(pieces: list[str], names: list[str]) -> None:
    members = members_of(*names)
    before = "".join(pieces)
    after = with_placeholders(before, members, nicknames=informal)
    assert with_placeholders(after, members, nicknames=informal) == after
    marks = placeholders(members).values()
    rest = after
    for mark in marks:
        rest = rest.replace(mark, "")
    assert len(rest) <= len(before)


def bare(words: str) -> str:
    """Return words in small letters, without what is written over them."""
    apart = unicodedata.normalize("NFKD", words.casefold())
    return "".join(each for each in apart if unicodedata.category(each) not in ("Mn", "Cf"))


def informal_names(text: str, members: Sequence[Participant]) -> list[str]:
    """Return nicknames that are no words, and initials with points, that stand in a text."""
    words = set(re.findall(r"[^\W\d_]+", bare(text)))
    found = []
    for member in members:
        first, *rest = member.name.split()
        found += [form for form in INFORMAL.get(first.casefold(), ()) if form in words]
        if first in ("Katherine", "Bob"):
            initials = rf"(?<![\w.]){first[0]}\. ?{rest[0][0]}\.(?![\w.])"
            found += re.findall(initials, text)
    return [each for each in found if each not in ("kit", "bill")]


def plain_names(text: str, members: Sequence[Participant]) -> list[str]:
    """Return the parts of names that stand in a text as whole words, however written."""
    words = set(re.findall(r"[^\W\d_]+", bare(text)))
    small = {each for each in re.findall(r"[^\W\d_]+", text) if each.islower()}
    found = []
    for member in members:
        for part in re.findall(r"[^\W\d_]+", bare(member.name)):
            is_word = part in ("will", "young") and part in small
            if part in words and part != "de" and len(part) > 1 and not is_word:
                found.append(part)
    return found
