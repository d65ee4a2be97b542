"""Invents people: names, ages, contacts, what they come for, and what is true of them."""

import random
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from vault.demo.diary import Diary, Hours
from vault.demo.material import Material, Theme, facts_from, read_material
from vault.demo.sentence import Facts
from vault.model.client import ClientKind, Contact, ContactKind, ContactUse

MAJORITY = 18
PRONOUNS = {
    "she": ("she", "her", "her", "herself", "was", "is", "has", "does"),
    "he": ("he", "him", "his", "himself", "was", "is", "has", "does"),
    "they": ("they", "them", "their", "themself", "were", "are", "have", "do"),
}
_GAPS = ("he", "him", "his", "himself", "was", "is", "has", "does")


@dataclass(frozen=True)
class Invented:
    """A person, or several seen together, who do not exist.

    `end` is the day of the last session of a closed therapy, None while it goes on; `until` is the
    day the practice looks at, after which nothing was written. `hours` says when they come.
    """

    number: int
    name: str = field(repr=False)
    preferred_name: str = field(repr=False)
    birth_date: date | None = field(repr=False)
    kind: ClientKind
    contacts: tuple[Contact, ...] = field(repr=False)
    theme: Theme = field(repr=False, compare=False)
    hours: Hours
    first: date
    end: date | None
    until: date
    facts: Facts = field(repr=False)


def invented_clients(seed: int, count: int, today: date) -> Iterator[Invented]:
    """Yield `count` invented clients: the same ones for the same seed and day.

    Raises Damaged when the installation lacks the material.
    """
    material = read_material()
    rng = random.Random(seed)  # noqa: S311 - the same people for the same seed, nothing secret
    diary = Diary()
    seen: set[str] = set()
    themes = [theme for theme in material.themes for _ in range(theme.share)]
    rng.shuffle(themes)
    # The themes come around in turn, so that few clients have as mixed a list as many.
    for number in range(count):
        theme = themes[number % len(themes)]
        yield _invent(rng, number, theme, material, diary, seen, today)


def names_beside(taken: set[str], seed: int) -> Iterator[str]:
    """Yield names of more people who do not exist, none of them taken: the same for a seed."""
    rng = random.Random(seed)  # noqa: S311 - the same people for the same seed, nothing secret
    names = read_material().names
    while True:
        name = " ".join(_People(rng, names).someone(rng.choice(("she", "he"))))
        if name not in taken:
            taken.add(name)
            yield name


def _invent(
    rng: random.Random,
    number: int,
    theme: Theme,
    material: Material,
    diary: Diary,
    seen: set[str],
    today: date,
) -> Invented:
    first, end = _span(rng, theme, today)
    people = _People(rng, material.names)
    pronoun = theme.pronoun or rng.choices(("she", "he", "they"), (55, 40, 5))[0]
    for _ in range(30):
        given, last = people.someone(pronoun)
        name = f"{given} {last}"
        if name not in seen:
            break
    seen.add(name)
    facts = facts_from(rng.choice(theme.lives))
    shown, birth, contact = name, None, (name, "")
    last_day = end or today
    if theme.kind is ClientKind.INDIVIDUAL:
        birth = _birth_date(rng, theme, first, last_day)
        people.add_one(facts, theme, given, pronoun, (first - birth).days // 365)
        if theme.minor:
            parent = rng.choice(("mother", "father"))
            facts["parent"] = (parent,)
            own = people.given("she" if parent == "mother" else "he")
            contact = (f"{own} {last}", f"{people.his(pronoun)} {parent}, {own} {last}")
    elif theme.kind is ClientKind.GROUP:
        shown, contact = f"Group {number + 1}: {theme.title}", ("", "")
    else:
        second = people.add_two(facts, given, last, pronoun)
        both = f"{given} {last} and {second}"
        shown = f"{last} family" if theme.kind is ClientKind.FAMILY else both
        contact = (name, name)
    people.add_verbs(facts, pronoun, material.verbs)
    facts |= {key[0].upper() + key[1:]: _capital(value) for key, value in facts.items()}
    return Invented(
        number=number,
        name=shown,
        preferred_name=given[:3] if birth and len(given) > 6 and rng.random() < 0.15 else "",
        birth_date=birth,
        kind=theme.kind,
        contacts=people.contacts(*contact) if contact[0] else (),
        theme=theme,
        hours=diary.book(rng, theme.kind, theme.minor, first, last_day),
        first=first,
        end=end,
        until=today,
        facts=facts,
    )


def _capital(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word[:1].upper() + word[1:] for word in words)


def _span(rng: random.Random, theme: Theme, today: date) -> tuple[date, date | None]:
    """Return the first day and, of a closed therapy, the day by which it ends."""
    weeks = rng.choices(
        (rng.randint(8, 22), rng.randint(26, 80), rng.randint(90, 230)), (25, 50, 25)
    )[0]
    fewest, most = theme.weeks
    length = timedelta(weeks=rng.randint(fewest, most) if weeks > most else max(weeks, fewest))
    if theme.begins:
        # What comes with a season ends with it, and still goes on only when that is now.
        year = today.year - int(rng.random() ** 2 * 11)
        first = date(year, theme.begins, 1) + timedelta(days=rng.randrange(14))
        first = first if first < today else first.replace(year=year - 1)
        return first, first + length if first + length <= today else None
    fate = rng.random()
    if fate < 0.4:
        return today - length, None
    if fate < 0.55 and not theme.minor:
        ago = rng.randint(8 * 366, 11 * 365)  # long enough for retention to have an end
    else:
        ago = rng.randint(20, 7 * 365)
    end = today - timedelta(days=ago)
    return end - length, end


def _birth_date(rng: random.Random, theme: Theme, first: date, last: date) -> date:
    low, high = theme.ages
    born = first - timedelta(days=rng.randint(low * 366, high * 365))
    if theme.minor:
        # A child's therapy ends before it is of age: the note's words are about a child.
        latest = last - timedelta(days=(MAJORITY - 1) * 365)
        born = max(born, latest)
    return born


class _People:
    """Names and everything that hangs on them, for one client."""

    def __init__(self, rng: random.Random, names: dict[str, Any] | Any) -> None:
        self._rng, self._names = rng, names
        self._shares = [origin["share"] for origin in names["origins"]]
        self._used: set[str] = set()

    def _origin(self) -> Any:
        return self._rng.choices(self._names["origins"], self._shares)[0]

    def given(self, pronoun: str = "") -> str:
        """Return a first name nobody has yet around this client."""
        while True:
            side = pronoun if pronoun in ("she", "he") else self._rng.choice(("she", "he"))
            name: str = self._rng.choice(self._origin()[side])
            if name not in self._used:
                self._used.add(name)
                return name

    def someone(self, pronoun: str) -> tuple[str, str]:
        """Return a first and a last name, mostly of one origin."""
        origin = self._origin()
        side = pronoun if pronoun in ("she", "he") else self._rng.choice(("she", "he"))
        name: str = self._rng.choice(origin[side])
        self._used.add(name)
        other = origin if self._rng.random() < 0.85 else self._origin()
        return name, self._rng.choice(other["last"])

    def his(self, pronoun: str) -> str:
        """Return the possessive of a pronoun."""
        return PRONOUNS[pronoun][2]

    def add_one(self, facts: Facts, theme: Theme, given: str, pronoun: str, age: int) -> None:
        """Add what is true of one person and the people around them."""
        rng, his = self._rng, self.his(pronoun)
        friend, colleague = self.given(), self.given()
        sister = rng.random() < 0.5
        sibling = f"{'sister' if sister else 'brother'} {self.given('she' if sister else 'he')}"
        if facts.get("lost") == ("brother",):
            sibling = f"sister {self.given('she')}"
        if not theme.minor:
            for key, value in facts_from(rng.choice(self._names["jobs"])).items():
                facts.setdefault(key, value)
        pet = rng.choice(("the dog", "the cat", "the guinea pig", "the parakeet"))
        facts |= facts_from({"first": given, "friend": friend, "sibling": sibling, "pet": pet})
        if not theme.minor:
            facts["colleague"] = (colleague,)
        persons = [f"{his} {sibling}", friend, "a neighbor", "a cousin", f"{his} aunt"]
        if theme.partner == "yes" or (not theme.partner and age > 24 and rng.random() < 0.5):
            partner = self.given()
            facts["partner"] = (partner,)
            persons += [partner, partner]
        facts["person"] = tuple(persons)

    def add_two(self, facts: Facts, given: str, last: str, pronoun: str) -> str:
        """Add two people seen together, and a teenager of theirs; return the second's name."""
        rng = self._rng
        side = rng.choice(("she", "he"))
        if pronoun in ("she", "he") and rng.random() < 0.85:
            side = "he" if pronoun == "she" else "she"
        second, teen = self.given(side), self.given()
        for key, name, who in (("one", given, pronoun), ("other", second, side)):
            facts |= facts_from({key: name, f"{key}_s": f"{name}'s", f"{key}_he": who})
        facts |= facts_from({"teen": teen, "teen_s": f"{teen}'s"})
        own = last if rng.random() < 0.4 else self._rng.choice(self._origin()["last"])
        return f"{second} {own}"

    def add_verbs(self, facts: Facts, pronoun: str, verbs: tuple[str, ...]) -> None:
        """Add the pronoun's forms and the verbs that follow it."""
        facts |= facts_from(dict(zip(_GAPS, PRONOUNS[pronoun], strict=True)))
        facts |= {verb: (verb.split("/")[pronoun == "they"],) for verb in verbs}

    def contacts(self, name: str, whose: str) -> tuple[Contact, ...]:
        """Return one to three ways to reach someone, none of which exists."""
        rng, names = self._rng, self._names
        phone = f"{rng.choice(names['area_codes'])}-555-01{rng.randrange(100):02d}"
        uses = [use for use in _PHONE_USES if rng.random() < 0.5]
        found = [Contact(ContactKind.PHONE, phone, whose, tuple(uses))]
        if rng.random() < 0.6:
            plain = unicodedata.normalize("NFKD", name.lower()).encode("ascii", "ignore").decode()
            mail = f"{'.'.join(plain.replace('-', ' ').split())}@{rng.choice(names['mail'])}"
            may = (ContactUse.WRITE,) if rng.random() < 0.5 else ()
            found.append(Contact(ContactKind.EMAIL, mail, whose, may))
        if rng.random() < 0.5:
            street = f"{rng.randint(1, 180)} {rng.choice(names['streets'])}"
            may = (rng.choice((ContactUse.WRITE, ContactUse.PLAIN_ENVELOPE)),)
            value = f"{street}\nExampleton, MA 00000"
            found.append(Contact(ContactKind.ADDRESS, value, whose, may))
        return tuple(found)


_PHONE_USES = (ContactUse.CALL, ContactUse.SAY_WHO, ContactUse.LEAVE_MESSAGE, ContactUse.TEXT)
