"""episode add, change, remove and list: when the practice cared for whom."""

import argparse
from collections.abc import Iterable
from typing import Any

from vault.cli.opening import open_vault
from vault.cli.output import Output
from vault.cli.reading import Shape, answer_ids, printed_schema, read_input, read_single
from vault.model.dates import parse_date
from vault.model.episode import (
    Consent,
    Consenter,
    Ending,
    EndReason,
    Episode,
    EpisodeGap,
    Letter,
)
from vault.model.episode_words import consenter_words, gap_words, reason_words
from vault.model.ids import ClientId, DocumentId, EpisodeId, NoteId, new_id
from vault.model.text import unless_blank
from vault.translation import _


class ConsentShape(Shape):
    """Who consented to care: as what, who by name, and under which paper or rule."""

    by: Consenter
    day: str
    names: str = ""
    under: str = ""


class LetterShape(Shape):
    """The letter that ends service: when it was sent, and the end that it names.

    `note` is the signed note that is the letter, `document` its signed scan among the documents.
    """

    sent: str
    end: str
    note: str | None = None
    document: str | None = None

    def noun(self) -> Letter:
        """Return the letter. Raises BadInput for a day that is none."""
        note = NoteId(self.note) if self.note else None
        document = DocumentId(self.document) if self.document else None
        return Letter(parse_date(self.sent), parse_date(self.end), note, document)


class EndingShape(Shape):
    """How care ended. `last_contact` is the last professional contact, as you confirm it."""

    day: str
    last_contact: str
    reason: EndReason
    words: str = ""
    letter: LetterShape | None = None


class EpisodeShape(Shape):
    """An episode of care. `ending` null means that it goes on."""

    client: str
    opened: str
    consent: ConsentShape | None = None
    ending: EndingShape | None = None

    def noun(self, episode_id: EpisodeId) -> Episode:
        """Return the episode. Raises BadInput for a day that is none."""
        consent, ending = self.consent, self.ending
        letter = ending.letter if ending else None
        return Episode(
            id=episode_id,
            client=ClientId(self.client),
            opened=parse_date(self.opened),
            consent=Consent(consent.by, parse_date(consent.day), consent.names, consent.under)
            if consent
            else None,
            ending=Ending(
                day=parse_date(ending.day),
                last_contact=parse_date(ending.last_contact),
                reason=ending.reason,
                words=ending.words,
                letter=letter.noun() if letter else None,
            )
            if ending
            else None,
        )


def add(options: argparse.Namespace, output: Output) -> None:
    """Add the episode, or the array of them, on standard input."""
    if printed_schema(EpisodeShape, options, output):
        return
    with open_vault(options, output) as vault:
        entered, as_list = read_input(EpisodeShape)
        added = vault.episodes.add([each.noun(EpisodeId(new_id())) for each in entered])
    answer_ids([each.id for each in added], as_list, output)


def change(options: argparse.Namespace, output: Output) -> None:
    """Replace what is known of an episode by the object on standard input: its end closes it."""
    with open_vault(options, output) as vault:
        entered = read_single(EpisodeShape)
        changed = vault.episodes.change(entered.noun(EpisodeId(options.id)))
    output.answer(_json(changed), changed.id)


def remove(options: argparse.Namespace, output: Output) -> None:
    """Take out an episode that was entered by mistake."""
    with open_vault(options, output) as vault:
        removed = vault.episodes.remove(EpisodeId(options.id))
    output.answer({"id": removed.id}, _("Removed. Care that ended has an ending instead."))


def list_all(options: argparse.Namespace, output: Output) -> None:
    """List the episodes of a client, with what each lacks, and sessions that lie in none."""
    with open_vault(options, output) as vault:
        care = vault.episodes.care(ClientId(options.client))
    value = [_json(each) | {"gaps": list(gaps)} for each, gaps in care.episodes]
    lines = [line for each, gaps in care.episodes for line in _lines(each, gaps)]
    lines += [_("{day}: a session in no episode").format(day=day) for day in care.outside]
    empty = _("None is entered. Add one with: strongroom episode add VAULT")
    output.answer(value, "\n".join(lines) or empty)


def _json(each: Episode) -> dict[str, Any]:
    return {
        "id": each.id,
        "client": each.client,
        "opened": each.opened.isoformat(),
        "consent": _consent_json(each.consent) if each.consent else None,
        "ending": _ending_json(each.ending) if each.ending else None,
    }


def _consent_json(consent: Consent) -> dict[str, Any]:
    day = consent.day.isoformat()
    return {"by": consent.by, "day": day, "names": consent.names, "under": consent.under}


def _ending_json(ending: Ending) -> dict[str, Any]:
    letter = ending.letter
    return {
        "day": ending.day.isoformat(),
        "last_contact": ending.last_contact.isoformat(),
        "reason": ending.reason,
        "words": ending.words,
        "letter": {
            "sent": letter.sent.isoformat(),
            "end": letter.end.isoformat(),
            "note": letter.note,
            "document": letter.document,
        }
        if letter
        else None,
    }


def _lines(each: Episode, gaps: Iterable[EpisodeGap]) -> list[str]:
    said = [_("from {day}").format(day=each.opened)]
    if each.consent is not None:
        by = unless_blank(each.consent.names) or consenter_words(each.consent.by)
        said.append(_("consent of {day}: {who}").format(day=each.consent.day, who=by))
    if each.ending is not None:
        words = unless_blank(each.ending.words) or reason_words(each.ending.reason)
        said.append(_("until {day}: {reason}").format(day=each.ending.day, reason=words))
    return [f"{each.id}  {', '.join(said)}", *(f"  {gap_words(gap)}" for gap in gaps)]
