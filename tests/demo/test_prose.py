"""The invented practice: the same for a seed, grammatical, varied, and about nobody."""

import random
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from datetime import date, time, timedelta

import pytest

from vault.demo.diary import WEEKDAYS
from vault.demo.invented import Invented, invented_clients
from vault.demo.material import Theme, read_material
from vault.demo.people import DemoNote
from vault.demo.prose import notes_of
from vault.demo.sentence import APART, Deck, Line
from vault.demo.teller import Teller
from vault.model.client import ClientKind, ContactKind
from vault.model.template import TREATMENT_PLAN, templates
from vault.resource_files import read_resource

TODAY = date(2026, 11, 25)
SEED = 11
RUN = 2_000
"""Notes over which a finished sentence is counted."""

odd = re.compile(
    r"[{}\[\]|%=]|  | [.,;:!?]|[.,;:]{2}|\b(\w+) \1\b(?<!that that)"
    r"|\b[Aa] (?!use|one\b|uni|eu)[aeiou]|\b[Aa]n (?![aeiouAEIOU]|hour)"
    r"|\b(he|she) (are|were|have|do)\b|\bthey (is|was|has|does)\b"
)
"""What no sentence may have."""

Session = tuple[Invented, DemoNote]


def practice(seed: int, count: int) -> list[Session]:
    """Return the notes of a practice, client after client."""
    return [
        (client, note)
        for client in invented_clients(seed, count, TODAY)
        for note in notes_of(client, seed)
        if note.template != TREATMENT_PLAN
    ]


@pytest.fixture(scope="module")
def sessions() -> list[Session]:
    return practice(SEED, 180)


def sentences(text: str) -> list[str]:
    """Return the sentences of a text; a closing quotation mark stays with its sentence."""
    return re.split(r'(?:(?<=[.?!])|(?<=[.?!]"))\s(?=["A-ZÀ-Þ])', text)


def texts(note: DemoNote) -> Iterator[str]:
    """Yield everything written about a session."""
    yield from note.sections
    yield from filter(None, (note.addendum, note.process_note))


def test_the_same_seed_writes_the_same() -> None:
    assert practice(5, 12) == practice(5, 12)
    assert [note for _, note in practice(5, 12)] != [note for _, note in practice(6, 12)]


def test_a_client_can_be_written_alone() -> None:
    clients = list(invented_clients(SEED, 6, TODAY))
    alone = [each for each in notes_of(clients[4], SEED) if each.template != TREATMENT_PLAN]
    assert alone == [note for client, note in practice(SEED, 6) if client == clients[4]]


def test_every_line_can_be_said_of_someone() -> None:
    """No line asks for a fact that no client of its theme has: a slip of the pen in a file."""
    known: dict[str, set[str]] = {}
    for client in invented_clients(SEED, 400, TODAY):
        teller = Teller(client.theme, client.facts, random.Random(1))
        teller.sit_down(TODAY, 7, 7, "Monday", "09:00", 7)
        known.setdefault(client.theme.title, set()).update(teller.facts)
    for theme in read_material().themes:
        for line in lines_of(theme):
            assert line.needs <= known[theme.title], (theme.title, line)


def lines_of(theme: Theme) -> Iterator[Line]:
    """Yield every line of a theme."""
    for lines in theme.pools.values():
        yield from lines
    for task in theme.tasks:
        yield from (task.plan, *task.taken_up)


def test_sections_are_those_of_the_template(sessions: list[Session]) -> None:
    for _, note in sessions:
        assert len(note.sections) == len(templates()[note.template].sections)
        assert all(section.strip() for section in note.sections)


def test_grammar(sessions: list[Session]) -> None:
    for _, note in sessions:
        for text in texts(note):
            assert not odd.search(text), text
            for sentence in sentences(text.replace("\n", " ")):
                assert re.match(r'"?[A-ZÀ-Þ]', sentence), sentence
                assert sentence.rstrip('"')[-1] in ".?!" or sentence.endswith('".'), sentence


def test_no_sentence_is_heard_too_often(sessions: list[Session]) -> None:
    worst = 0.0
    for begin in range(0, len(sessions) - RUN, RUN // 2):
        heard: Counter[str] = Counter()
        for _, note in sessions[begin : begin + RUN]:
            heard.update({each for text in note.sections for each in sentences(text)})
        sentence, times = heard.most_common(1)[0]
        print(f"{begin}: {len(heard)} sentences, at most {times / RUN:.2%}: {sentence}")
        worst = max(worst, times / RUN)
    assert worst <= 0.02


def test_no_line_comes_back_within_six_notes(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[Line] = []
    fill = Line.fill

    def listening(line: Line, facts: dict[str, tuple[str, ...]], rand: object) -> str:
        said.append(line)
        return fill(line, facts, rand)  # type: ignore[arg-type]

    monkeypatch.setattr(Line, "fill", listening)
    nearest = 999
    for client in invented_clients(SEED, 40, TODAY):
        whole = set(lines_of(client.theme))
        last: dict[Line, int] = {}
        said.clear()
        for number, _ in enumerate(notes_of(client, SEED)):
            for line in said:
                if line in whole:  # not a choice within a line
                    nearest = min(nearest, number - last.get(line, -999))
                    last[line] = number
            said.clear()
    print(f"a line comes back after {nearest} notes at the earliest")
    assert nearest >= APART


def test_notes_are_of_a_readable_length(sessions: list[Session]) -> None:
    words = sorted(sum(len(text.split()) for text in note.sections) for _, note in sessions)
    usual = sum(40 <= count <= 120 for count in words) / len(words)
    print(f"{len(words)} notes, {words[0]} to {words[-1]} words, {usual:.0%} of them 40 to 120")
    assert usual > 0.85
    assert words[-1] <= 250
    assert words[0] >= 15


def test_days_are_in_order_and_never_after_today(sessions: list[Session]) -> None:
    days: dict[int, date] = {}
    for client, note in sessions:
        before = days.get(client.number)
        assert before is None or before + timedelta(days=6) < note.day
        days[client.number] = note.day
        assert client.first <= note.day <= (client.end or TODAY) <= TODAY
        assert time.fromisoformat(note.start) < time.fromisoformat(note.stop)
        assert note.day < TODAY or not note.addendum


def test_a_child_is_a_child_at_every_session(sessions: list[Session]) -> None:
    seen = 0
    for client, note in sessions:
        if client.theme.minor:
            assert client.birth_date is not None
            born = client.birth_date
            assert (note.day.year - born.year, note.day.month, note.day.day) < (
                18,
                born.month,
                born.day,
            )
            assert "mother, " in client.contacts[0].whose or "father, " in client.contacts[0].whose
            seen += 1
    assert seen > 100


def test_nobody_can_be_reached() -> None:
    for client in invented_clients(SEED, 300, TODAY):
        for contact in client.contacts:
            assert contact.cleaned() == contact
            if contact.kind is ContactKind.PHONE:
                assert re.fullmatch(r"\d{3}-555-01\d\d", contact.value)
            elif contact.kind is ContactKind.EMAIL:
                assert re.fullmatch(r"[a-z.]+@[a-z]+\.example", contact.value)
            else:
                assert contact.value.endswith("Exampleton, MA 00000")


def test_the_practice_is_mixed() -> None:
    clients = list(invented_clients(SEED, 300, TODAY))
    kinds = Counter(client.kind for client in clients)
    assert 0.7 < kinds[ClientKind.INDIVIDUAL] / len(clients) < 0.9
    assert set(kinds) == set(ClientKind)
    assert len({client.theme.title for client in clients}) >= 14
    names = Counter(client.name for client in clients if client.kind is ClientKind.INDIVIDUAL)
    assert max(names.values()) == 1
    old = [each for each in clients if each.end and (TODAY - each.end).days > 8 * 365]
    assert old
    assert all(not each.theme.minor for each in old)


def test_an_hour_by_video_was_in_no_room(sessions: list[Session]) -> None:
    in_a_room = re.compile(
        r"in the chair|walked here|[Ss]hook hands|glass(es)? of water|paper napkin|coat off|Seated"
        r"|the chair (by|nearest)|end of the couch|[Tt]urned the chairs|at the window"
    )
    seen = 0
    for client, note in sessions:
        if any("y video" in text for text in note.sections):
            hour = " ".join(note.sections)
            assert not in_a_room.search(hour), (client.theme.title, hour)
            seen += 1
    assert seen > 50


def test_what_is_seen_is_compared_with_no_time_before_the_first_session() -> None:
    for theme in (*read_material().names["themes"], "adult", "child", "pair", "circle"):
        for use, text in tomllib.loads(read_resource(f"demo/{theme}.toml").decode()).items():
            if use.startswith(("seen", "assess", "done", "risk", "response")):
                assert not re.search(r"(weeks|months) ago|last month", text), (theme, use)


def test_a_group_speaks_of_the_day_on_which_it_meets(sessions: list[Session]) -> None:
    days = set()
    for client, note in sessions:
        if client.kind is ClientKind.GROUP:
            for found in re.finditer(r"new for (\w+)s\b", " ".join(note.sections)):
                assert found[1] == WEEKDAYS[note.day.weekday()]
                days.add(found[1])
    assert days


def test_process_notes_are_one_in_ten(sessions: list[Session]) -> None:
    share = sum(bool(note.process_note) for _, note in sessions) / len(sessions)
    assert 0.07 < share < 0.13


def test_a_deck_keeps_its_lines_apart() -> None:
    rand = random.Random(3).random
    lines = [Line(f"Line {number}.", {}) for number in range(4)]
    deck = Deck(lines, {}, rand)
    drawn = [deck.draw(now, rand) for now in range(24)]
    for at, line in enumerate(drawn):
        assert line is None or line not in drawn[max(0, at - APART + 1) : at]
    assert drawn[:4].count(None) == 0


def test_a_line_does_not_compare_a_day_with_itself() -> None:
    rand = random.Random(4).random
    line = Line("Worse on {day} than on {day}.", {"day": ("Monday", "Tuesday", "Friday")})
    for _ in range(50):
        _, one, other = re.split(r"on (?=[A-Z])", line.fill({}, rand))
        assert one.split()[0] != other.rstrip(".")
