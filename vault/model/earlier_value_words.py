"""What was changed of a thing, field by field, in the words that its form has for them."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import pairwise
from typing import Any

from vault.model.amendment import AmendmentRequest, amendment_rule
from vault.model.amendment_words import outcome_words
from vault.model.client import Client, Contact
from vault.model.client_words import contact_words, kind_words, status_words, use_words
from vault.model.direction import isolated
from vault.model.document import Document, document_kind
from vault.model.document_words import rerelease_words
from vault.model.earlier_value import Past
from vault.model.episode import Episode
from vault.model.episode_words import consenter_words, reason_words
from vault.model.hold import Hold
from vault.model.hold_words import reason_words as held_words
from vault.model.measure import Administration, measure_of
from vault.model.measure_words import score_words
from vault.model.onset import Given, onset_items
from vault.model.participant import Participant, RecordBasis, Terms
from vault.model.participant_words import basis_words, role_words
from vault.model.representative import Representative
from vault.model.representative_words import kind_words as acting_words
from vault.model.representative_words import power_words
from vault.translation import _

Said = tuple[str, str]
"""What a field is called, and what is entered there; empty where nothing is."""


@dataclass(frozen=True)
class Difference:
    """One field of a thing that was changed, as it was `before` and `after`; None for removed."""

    label: str = field(repr=False)
    before: str = field(repr=False)
    after: str | None = field(repr=False)

    @property
    def words(self) -> str:
        """Both, in one line; of what was removed what it was."""
        before = _quoted(self.before)
        if self.after is None:
            return _("{field}: {before}").format(field=self.label, before=before)
        words = _("{field}: {before}, then {after}")
        return words.format(field=self.label, before=before, after=_quoted(self.after))


@dataclass(frozen=True)
class Change:
    """What one entry of the chain replaced of a thing, and when; or that it was `removed` then."""

    entry: int
    at: datetime
    differences: tuple[Difference, ...]
    removed: bool


@dataclass(frozen=True)
class Speaker:
    """How days are written, and what the ids of other things stand for."""

    day_words: Callable[[date], str] = field(repr=False)
    names: Mapping[str, str | date] = field(repr=False)

    def day(self, day: date | None) -> str:
        """Return a day in words, nothing for none."""
        return self.day_words(day) if day is not None else ""

    def name(self, known: str | None) -> str:
        """Return what an id stands for: a name, a title, or the day of a note; else the id."""
        found = self.names.get(known or "", known or "")
        return found if isinstance(found, str) else _("note of {day}").format(day=self.day(found))


def changes_of(past: Past, day_words: Callable[[date], str]) -> list[Change]:
    """Return what was changed of a thing, the newest change first."""
    speaker, changes = Speaker(day_words, past.names), []
    for kind in dict.fromkeys(each.kind for each in past.values):
        values = [each for each in past.values if each.kind == kind]
        nouns = [*(each.value for each in values), past.now.get(kind)]
        for each, (before, after) in zip(values, pairwise(nouns), strict=True):
            differences = tuple(_differences(before, after, speaker))
            changes.append(Change(each.entry, each.replaced_at, differences, after is None))
    return sorted(changes, key=lambda change: -change.entry)


def title_of(value: Any, day_words: Callable[[date], str]) -> str:
    """Return what a thing that was removed is called: a name, a title, or since when it was."""
    if isinstance(value, Episode):
        return _("care since {day}").format(day=day_words(value.opened))
    if isinstance(value, AmendmentRequest):
        return _("request of {day}").format(day=day_words(value.received))
    if isinstance(value, Hold):
        return _("hold since {day}").format(day=day_words(value.placed))
    if isinstance(value, Administration):
        return f"{measure_of(value.measure).title}, {day_words(value.day)}"
    if isinstance(value, Given):
        return onset_items()[value.item].title
    called: str = value.title if isinstance(value, Document) else value.name
    return called


def _quoted(text: str) -> str:
    return _("“{text}”").format(text=isolated(text)) if text.strip() else _("not entered")


def _differences(before: Any, after: Any, speaker: Speaker) -> Iterator[Difference]:
    say = _WORDS[type(before)]
    if after is None:
        yield from (Difference(name, said, None) for name, said in say(before, speaker) if said)
        return
    for (label, was), (_label, became) in zip(
        say(before, speaker), say(after, speaker), strict=True
    ):
        if was != became:
            yield Difference(label, was, became)


def _client(each: Client, speaker: Speaker) -> list[Said]:
    return [
        (_("Name"), each.name),
        (_("Preferred name"), each.preferred_name),
        (_("Whose record it is"), kind_words(each.kind)),
        (_("Birth date"), speaker.day(each.birth_date)),
        (_("File"), status_words(each.status)),
        (_("Contacts"), "; ".join(map(_contact, each.contacts))),
        (_("Call this client first"), _yes(each.call_first)),
        (_("A line for whoever calls"), each.call_line),
    ]


def _contact(each: Contact) -> str:
    value = ", ".join(each.value.splitlines())
    whose = f" ({each.whose})" if each.whose else ""
    uses = ", ".join(map(use_words, each.may)) or _("ask first")
    return f"{contact_words(each.kind)} {isolated(value)}{whose}: {uses}"


def _participant(each: Participant, speaker: Speaker) -> list[Said]:
    return [
        (_("Name"), each.name),
        (_("What they are here"), role_words(each.role)),
        (_("Their own record"), speaker.name(each.file)),
        (_("Birth date"), speaker.day(each.birth_date)),
        (_("Takes part since"), speaker.day(each.joined)),
        (_("Until"), speaker.day(each.left)),
        (_("Signed the terms of this record on"), speaker.day(each.agreed)),
        (_("Who signed for them"), each.signed_by),
        (_("Which terms they signed"), _terms(each.agreed_to, speaker)),
        (_("The signed terms"), speaker.name(each.document)),
    ]


def _representative(each: Representative, speaker: Speaker) -> list[Said]:
    return [
        (_("Name"), each.name),
        (_("By what they act"), acting_words(each.kind)),
        (_("What they may do"), ", ".join(map(power_words, each.powers))),
        (_("Only for"), each.scope),
        (_("Paper"), each.paper),
        (_("The paper, among the documents"), speaker.name(each.document)),
        (_("Day of the paper"), speaker.day(each.paper_day)),
        (_("Acts since"), speaker.day(each.since)),
        (_("Until"), speaker.day(each.until)),
    ]


def _episode(each: Episode, speaker: Speaker) -> list[Said]:
    consent, ending = each.consent, each.ending
    letter = ending.letter if ending is not None else None
    return [
        (_("Care began on"), speaker.day(each.opened)),
        (_("Who consented to it"), consenter_words(consent.by) if consent else ""),
        (_("By name"), consent.names if consent else ""),
        (_("Consented on"), speaker.day(consent.day if consent else None)),
        (_("On which paper or rule"), consent.under if consent else ""),
        (_("File closed on"), speaker.day(ending.day if ending else None)),
        (_("Last professional contact"), speaker.day(ending.last_contact if ending else None)),
        (_("Why it ended"), reason_words(ending.reason) if ending else ""),
        (_("In your words"), ending.words if ending else ""),
        (_("Letter sent on"), speaker.day(letter.sent if letter else None)),
        (_("End as the letter names it"), speaker.day(letter.end if letter else None)),
        (_("Which note is the letter"), speaker.name(letter.note if letter else None)),
        (_("The signed letter"), speaker.name(letter.document if letter else None)),
    ]


def _document(each: Document, speaker: Speaker) -> list[Said]:
    return [
        (_("Title"), each.title),
        (_("Kind"), document_kind(each.kind).title),
        (_("Who wrote it"), each.author),
        (_("From whom it came"), each.source),
        (_("Received on"), speaker.day(each.received)),
        (_("Its own date"), speaker.day(each.day)),
        (_("May it be given on?"), rerelease_words(each.rerelease)),
        (_("The consent to it"), speaker.name(each.consent)),
        (_("Why it does not belong here"), each.in_error.reason if each.in_error else ""),
    ]


def _onset(each: Given, speaker: Speaker) -> list[Said]:
    given = speaker.day(each.day) or _("It does not apply to this client")
    return [
        (_("Given or agreed on"), given),
        (_("Version"), each.version),
        (_("Where the signed copy is"), each.place),
        (_("The signed copy"), speaker.name(each.document)),
    ]


def _amendment(each: AmendmentRequest, speaker: Speaker) -> list[Said]:
    extension, decision = each.extension, each.decision
    ground = amendment_rule().ground_words(decision.ground) if decision else ""
    return [
        (_("Received on"), speaker.day(each.received)),
        (_("What the client asks for"), each.asked),
        (
            _("Told that it takes longer on"),
            speaker.day(extension.sent if extension else None),
        ),
        (_("Why it takes longer"), extension.reason if extension else ""),
        (_("What was decided"), outcome_words(decision.outcome) if decision else ""),
        (_("The client was told on"), speaker.day(decision.told if decision else None)),
        (_("On which ground it is denied"), ground),
        (_("The decision in words"), decision.words if decision else ""),
        (_("Statement of disagreement received on"), speaker.day(each.disagreed)),
    ]


def _hold(each: Hold, speaker: Speaker) -> list[Said]:
    return [
        (_("Why the file is held"), held_words(each.reason)),
        (_("On hold since"), speaker.day(each.placed)),
        (_("What it is about"), each.words),
        (_("Who placed it"), each.placed_by),
        (_("Lifted on"), speaker.day(each.lifted)),
        (_("Why it could be lifted"), each.lifted_words),
        (_("Who lifted it"), each.lifted_by),
    ]


def _measure(each: Administration, speaker: Speaker) -> list[Said]:
    difficulty = "" if each.difficulty is None else str(each.difficulty)
    return [
        (_("Filled in on"), speaker.day(each.day)),
        (_("Answers"), " ".join("–" if n is None else str(n) for n in each.answers)),
        (_("Score"), score_words(each.score)),
        (_("Difficulty"), difficulty),
        (_("Who filled it in"), each.filled_in_by),
        (_("Why it does not belong here"), each.in_error.reason if each.in_error else ""),
    ]


def _terms_of(each: Terms, speaker: Speaker) -> list[Said]:
    return [(_("Terms of this record"), _terms(each.key, speaker))]


def _terms(key: str, speaker: Speaker) -> str:
    basis, _colon, identified = key.partition(":")
    said = [basis_words(RecordBasis(basis)).title] if basis else []
    return ": ".join([*said, *([speaker.name(identified)] if identified else [])])


def _yes(said: bool) -> str:
    return _("yes") if said else _("no")


_WORDS: Mapping[type, Callable[[Any, Speaker], list[Said]]] = {
    Client: _client,
    Participant: _participant,
    Representative: _representative,
    Episode: _episode,
    Document: _document,
    Given: _onset,
    AmendmentRequest: _amendment,
    Hold: _hold,
    Administration: _measure,
    Terms: _terms_of,
}
