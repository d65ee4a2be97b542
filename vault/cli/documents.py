"""document add, list, show, get, change and the marks: files attached to a client's record."""

import argparse
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from vault.cli.opening import open_vault
from vault.cli.output import Output, path_text
from vault.cli.reading import (
    Shape,
    answer_ids,
    check_limit,
    entered_text,
    parse_day,
    printed_schema,
    read_input,
    read_single,
)
from vault.errors import NotAllowed, NotFound
from vault.lifecycle.this_computer import surroundings
from vault.model.dates import parse_date, utc_text
from vault.model.document import AttachedFile, Document, Rerelease, document_kind, title_from
from vault.model.ids import ClientId, DocumentId, new_id
from vault.model.media import size_words
from vault.open_vault import OpenVault
from vault.translation import _, count_of


class DocumentSaid(Shape):
    """What is said of a document. `day` is its own date, null where it is not known.

    `author` is who wrote it, `source` from whom it came; each may be empty.
    `consent` of a recording is the id of the document, or of the line of the onset list, that is
    the consent to it.
    """

    title: str
    received: str
    kind: str = "other"
    day: str | None = None
    author: str = ""
    source: str = ""
    rerelease: Rerelease = Rerelease.ASK
    consent: str = ""


class DocumentShape(Shape):
    """A file to attach: `file` is its path. `received` null means today.

    Without a `title` it is called as its file is.
    """

    client: str
    file: str
    title: str = ""
    kind: str = "other"
    day: str | None = None
    received: str | None = None
    author: str = ""
    source: str = ""
    rerelease: Rerelease = Rerelease.ASK
    consent: str = ""

    def noun(self, file: AttachedFile) -> Document:
        """Return the document. Raises BadInput for a day that is none."""
        now = surroundings().clock.now()
        return Document(
            id=DocumentId(new_id()),
            client=ClientId(self.client),
            title=self.title or title_from(file.name),
            kind=self.kind,
            day=parse_day(self.day),
            received=parse_day(self.received) or now.date(),
            file=file,
            added_at=now,
            author=self.author,
            source=self.source,
            rerelease=self.rerelease,
            consent=self.consent,
        )


def add(options: argparse.Namespace, output: Output) -> None:
    """Attach the file, or the array of them, that standard input names; all or none."""
    if printed_schema(DocumentShape, options, output):
        return
    with open_vault(options, output) as vault:
        entered, as_list = read_input(DocumentShape)
        added = _attach(vault, entered, output, quiet=options.quiet)
        _read_words(vault, [each.id for each in added], output, quiet=options.quiet)
    answer_ids([each.id for each in added], as_list, output)


def list_all(options: argparse.Namespace, output: Output) -> None:
    """List the documents of a client, the newest that came first."""
    with open_vault(options, output) as vault:
        found = vault.documents.of_client(ClientId(options.client))
    lines = [_line(each) for each in found] or [_("No document is attached.")]
    output.answer([_json(each) for each in found], "\n".join(lines))


def show(options: argparse.Namespace, output: Output) -> None:
    """Print what is said of one document."""
    with open_vault(options, output) as vault:
        found = vault.documents.get(DocumentId(options.id))
    output.answer(_json(found), _line(found))


def get(options: argparse.Namespace, output: Output) -> None:
    """Write a document as it came, to a new file or to standard output. It is not encrypted."""
    if options.out is None and sys.stdout.isatty():
        raise NotAllowed(
            _("A document is not printed on a terminal."),
            hint=_("Name a new file with --out, or send it to another program."),
        )
    with open_vault(options, output) as vault:
        opened = vault.documents.open(DocumentId(options.id))
        if opened.document.rerelease is Rerelease.NO:
            output.say(_("This document is not to be given on."))
        # Before the first byte leaves: what reads them may stop at any time.
        vault.documents.log_copy(opened.document.id)
        progress = output.progress(quiet=options.quiet)
        if options.out is None:
            opened.write(sys.stdout.buffer, progress)
        else:
            opened.save(options.out, progress)
    if options.out is not None:
        output.say(_("This copy is not encrypted: whoever has the file can read it."))
        file = opened.document.file
        value = {"file": path_text(options.out), "size": file.size, "sha256": file.sha256}
        output.answer(value, f"{path_text(options.out)}\nSHA-256 {file.sha256}")


def change(options: argparse.Namespace, output: Output) -> None:
    """Replace what is said of a document by the object on standard input; its file stays."""
    if printed_schema(DocumentSaid, options, output):
        return
    with open_vault(options, output) as vault:
        said = read_single(DocumentSaid)
        kept = vault.documents.get(DocumentId(options.id))
        changed = vault.documents.change(
            replace(
                kept,
                title=said.title,
                kind=said.kind,
                day=parse_day(said.day),
                received=parse_date(said.received),
                author=said.author,
                source=said.source,
                rerelease=said.rerelease,
                consent=said.consent,
            )
        )
    output.answer(_json(changed), changed.id)


def search(options: argparse.Namespace, output: Output) -> None:
    """Find documents whose titles and words hold every word, the newest that came first."""
    check_limit(options.limit)
    client = ClientId(options.client) if options.client else None
    with open_vault(options, output) as vault:
        hits = vault.documents.search(options.text, client, options.limit)
    value = [
        {
            "client": hit.client,
            "id": hit.document,
            "snippet": hit.snippet,
            "in_error": hit.in_error,
        }
        for hit in hits
    ]
    lines = [f"{hit.document}  {hit.title}: {' '.join(hit.snippet.split())}" for hit in hits]
    output.answer(value, "\n".join(lines) or _("Nothing was found."))


def read_words(options: argparse.Namespace, output: Output) -> None:
    """Read the documents in which no word was found yet, so that they are found by their words."""
    client = ClientId(options.client) if options.client else None
    with open_vault(options, output) as vault:
        found = _read_words(
            vault, vault.documents.without_words(client), output, quiet=options.quiet
        )
    output.answer(
        {"with_words": found},
        count_of("Words were read in {n} document.", "Words were read in {n} documents.", found),
    )


def scans(options: argparse.Namespace, output: Output) -> None:
    """List the newest files of the scan folder, to be attached."""
    with open_vault(options, output) as vault:
        folder = vault.documents.scan_folder()
    if folder is None:
        raise NotFound(_("No scan folder is named."), hint=_("Name one with `settings set`."))
    found = folder.newest()
    value = [
        {"file": path_text(each.path), "size": each.size, "written_at": utc_text(each.written_at)}
        for each in found
    ]
    lines = [f"{each['written_at']}  {each['file']}" for each in value]
    output.answer(value, "\n".join(lines) or _("It is empty."))


def mark_in_error(options: argparse.Namespace, output: Output) -> None:
    """Say that a document does not belong in this record, for the reason on standard input."""
    with open_vault(options, output) as vault:
        marked = vault.documents.mark_in_error(DocumentId(options.id), entered_text())
    output.answer(_json(marked), _("Marked in error."))


def mark_as_standing(options: argparse.Namespace, output: Output) -> None:
    """Take that mark back."""
    with open_vault(options, output) as vault:
        standing = vault.documents.mark_as_standing(DocumentId(options.id))
    output.answer(_json(standing), _("It stands in the record again."))


def _attach(
    vault: OpenVault, entered: list[DocumentShape], output: Output, *, quiet: bool
) -> list[Document]:
    sealed = []
    try:
        for each in entered:
            document_kind(each.kind)  # before a long reading
            file = vault.documents.to_attach(Path(each.file))
            sealed.append(file.seal(output.progress(quiet=quiet)))
        new = [each.noun(it.file) for each, it in zip(entered, sealed, strict=True)]
        return vault.documents.attach(list(zip(new, sealed, strict=True)))
    except BaseException:
        for it in sealed:
            vault.documents.discard(it)
        raise


def _read_words(
    vault: OpenVault, documents: list[DocumentId], output: Output, *, quiet: bool
) -> int:
    """Read documents for their words; return in how many there are any."""
    found = 0
    for each in documents:
        words = vault.documents.open(each).words(output.progress(quiet=quiet))
        vault.documents.keep_words(each, words)
        found += bool(words.strip())
    return found


def _json(each: Document) -> dict[str, Any]:
    error = each.in_error
    return {
        "id": each.id,
        "client": each.client,
        "title": each.title,
        "kind": each.kind,
        "day": each.day.isoformat() if each.day else None,
        "received": each.received.isoformat(),
        "author": each.author,
        "source": each.source,
        "rerelease": each.rerelease,
        "consent": each.consent,
        "name": each.file.name,
        "media": each.file.media,
        "size": each.file.size,
        "sha256": each.file.sha256,
        "added_at": utc_text(each.added_at),
        "in_error": {"reason": error.reason, "at": utc_text(error.at)} if error else None,
    }


def _line(each: Document) -> str:
    said = [each.title, document_kind(each.kind).title, size_words(each.file.size)]
    said += [_("of {day}").format(day=each.day)] if each.day else []
    said.append(_("received {day}").format(day=each.received))
    said += [_("no consent to it is entered")] if each.lacks_consent else []
    said += [_("in error")] if each.in_error else []
    return f"{each.id}  {', '.join(said)}"
