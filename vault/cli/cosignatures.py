"""supervisor list, add, end and remove; note waiting, cosign and cosigned-on-paper."""

import argparse
from datetime import date
from typing import Any

from vault.cli.opening import open_vault
from vault.cli.output import Output
from vault.cli.reading import Shape, printed_schema, read_single
from vault.cli.shapes import cosignature_json
from vault.cli.typed_secrets import cosigner_passphrase
from vault.errors import BadInput
from vault.model.cosignature import Cosignature, Cosigning, How, Supervisor
from vault.model.dates import parse_date
from vault.model.ids import DocumentId, NoteId, SupervisorId, new_id
from vault.model.practice import Licensee
from vault.open_vault import OpenVault
from vault.translation import _, count_of


class SupervisorShape(Shape):
    """Who co-signs, with the license, from the first day to the last; "" where it goes on.

    `on_paper` says that there is no passphrase: everything is co-signed on paper.
    """

    name: str
    since: str
    credential: str = ""
    license_number: str = ""
    state: str = ""
    until: str = ""
    on_paper: bool = False

    def noun(self) -> Supervisor:
        """Return the supervisor. Raises BadInput for what is no day."""
        return Supervisor(
            id=SupervisorId(new_id()),
            who=Licensee(
                name=self.name,
                credential=self.credential,
                license_number=self.license_number,
                state=self.state,
            ),
            since=parse_date(self.since),
            until=parse_date(self.until) if self.until else None,
        )


def list_all(options: argparse.Namespace, output: Output) -> None:
    """List all who are or were supervisors, the first one first."""
    with open_vault(options, output) as vault:
        found = vault.cosignatures.supervisors()
    lines = [_line(each) for each in found]
    empty = _("Nobody co-signs. Name a supervisor with: strongroom supervisor add VAULT")
    output.answer([_json(each) for each in found], "\n".join(lines) or empty)


def add(options: argparse.Namespace, output: Output) -> None:
    """Add the supervisor on standard input; the passphrase is the supervisor's own."""
    if printed_schema(SupervisorShape, options, output):
        return
    with open_vault(options, output) as vault:
        entered = read_single(SupervisorShape)
        passphrase = None if entered.on_paper else cosigner_passphrase(options, new=True)
        added = vault.cosignatures.add(entered.noun(), passphrase)
    output.answer(_json(added), added.id)


def end(options: argparse.Namespace, output: Output) -> None:
    """Keep the last day of a supervision; without one, it goes on."""
    until = parse_date(options.day) if options.day else None
    with open_vault(options, output) as vault:
        ended = vault.cosignatures.end(SupervisorId(options.supervisor), until)
    output.answer(_json(ended), _line(ended))


def remove(options: argparse.Namespace, output: Output) -> None:
    """Take out who was entered by mistake and co-signed nothing."""
    with open_vault(options, output) as vault:
        removed = vault.cosignatures.remove(SupervisorId(options.supervisor))
    output.answer({"id": removed.id}, _("Removed."))


def waiting(options: argparse.Namespace, output: Output) -> None:
    """List the notes of which something waits for a co-signature."""
    with open_vault(options, output) as vault:
        found = vault.cosignatures.waiting()
    value = [
        {
            "note": each.note,
            "client": each.client,
            "template": each.template,
            "service_date": each.service_date.isoformat(),
            "signed_on": each.since.isoformat(),
            "texts": list(each.texts),
        }
        for each in found
    ]
    lines = [f"{each.note}  {each.service_date}  {each.template}" for each in found]
    if lines:
        lines.append(
            count_of(
                "{n} note waits for a co-signature.",
                "{n} notes wait for a co-signature.",
                len(found),
            )
        )
    output.answer(value, "\n".join(lines) or _("Nothing waits for a co-signature."))


def cosign(options: argparse.Namespace, output: Output) -> None:
    """Co-sign what waits in a note, with the supervisor's own passphrase."""
    note = NoteId(options.id)
    with open_vault(options, output) as vault:
        cosigning = _cosigning(vault, note)
        by = _who(options, cosigning)
        passphrase = cosigner_passphrase(options)
        made = vault.cosignatures.cosign(by, note, _texts(options, cosigning), passphrase)
    _answer(made, output)


def cosigned_on_paper(options: argparse.Namespace, output: Output) -> None:
    """Keep that what waits in a note was co-signed on paper on a day."""
    note, day = NoteId(options.id), parse_date(options.day)
    document = DocumentId(options.document) if options.document else None
    with open_vault(options, output) as vault:
        cosigning = _cosigning(vault, note)
        made = vault.cosignatures.cosign_on_paper(
            _who(options, cosigning), note, _texts(options, cosigning), day, document
        )
    _answer(made, output)


def cosigned_words(cosigning: Cosigning, text: str) -> str:
    """Return the line that says how a text stands; empty where no co-signature is wanted."""
    made = cosigning.made.get(text)
    if made is None:
        return _("Waits for a co-signature") if text in cosigning.waiting else ""
    words = _("Co-signed {when}") if made.how is How.HERE else _("Co-signed on paper {when}")
    when: date | Any = made.signature.at if made.how is How.HERE else made.day
    return words.format(when=when) + f": {made.signature.by.signature_name}"


def _cosigning(vault: OpenVault, note: NoteId) -> Cosigning:
    """Return how a note stands; whoever co-signs reads it, so the view is logged."""
    vault.notes.get(note)
    return vault.cosignatures.of_note(note)


def _texts(options: argparse.Namespace, cosigning: Cosigning) -> list[str]:
    """Return what is named, or else all that waits; the note itself where nothing does."""
    return options.text or list(cosigning.waiting) or [options.id]


def _who(options: argparse.Namespace, cosigning: Cosigning) -> SupervisorId:
    if options.supervisor:
        return SupervisorId(options.supervisor)
    may = cosigning.may or tuple()
    if len(may) != 1:
        raise BadInput(
            _("Say who co-signs."), hint=_("Give --supervisor with an id of: supervisor list.")
        )
    return may[0].id


def _answer(made: list[Cosignature], output: Output) -> None:
    output.answer([cosignature_json(each) for each in made], _("Co-signed."))


def _json(each: Supervisor) -> dict[str, Any]:
    return {
        "id": each.id,
        "name": each.who.name,
        "credential": each.who.credential,
        "license_number": each.who.license_number,
        "state": each.who.state,
        "since": each.since.isoformat(),
        "until": each.until.isoformat() if each.until else None,
        "public_key": each.public_key or None,
    }


def _line(each: Supervisor) -> str:
    until = each.until.isoformat() if each.until else ""
    key = each.fingerprint or _("on paper")
    return f"{each.id}  {each.since} – {until}  {each.who.signature_name}  {key}"
