"""The receipt of records that were brought in: from whom, on what authority, which files."""

from collections.abc import Sequence

from vault.export.date_words import day_words
from vault.export.sheet import Part, Sheet
from vault.model.incoming.aside_words import state_words
from vault.model.incoming.basis_words import basis_words
from vault.model.incoming.batch import Batch, manifest_digest
from vault.model.incoming.set_aside import SetAside
from vault.translation import _, count_of

_MOST_FILES = 400
"""Of more, the receipt has the hash over all of them, and the command line lists each."""


def import_sheet(batch: Batch, aside: Sequence[SetAside], chain_head: str) -> Sheet:
    """Return the receipt as a sheet, after `domain/law.md` 6.2: no name of a client is on it."""
    brought, origin = batch.brought_at, batch.origin
    undone = batch.undone_at
    state = (
        _("Undone on {day}: nothing of it is here.").format(day=day_words(undone.date()))
        if undone is not None
        else _("Everything below was taken into the vault of this practice.")
    )
    return Sheet(
        kind=_("Receipt"),
        title=_("Receipt of records"),
        lead=state,
        foot=_("Receipt of records · {day}").format(day=day_words(brought.date())),
        made_on=brought.date(),
        size=8.5,
        parts=(
            Part(title=_("From whom"), rows=_from_whom(batch)),
            Part(
                title=_("By whom, and when"),
                rows=(
                    (_("Taken in by"), batch.brought_by),
                    (_("Taken in on"), f"{day_words(brought.date())}, {brought:%H:%M %Z}"),
                    (_("Came on"), day_words(origin.received)),
                ),
            ),
            Part(title=_("What came"), rows=_what(batch)),
            *_set_aside(aside),
            Part(
                title=_("Files, each with its SHA-256"),
                rows=tuple(
                    (f"{number}. {each.size:,} B", each.sha256)
                    for number, each in enumerate(batch.files[:_MOST_FILES], 1)
                ),
                paragraphs=_more(len(batch.files) - _MOST_FILES),
            ),
            Part(title=_("Proof"), rows=_proof(batch, chain_head), paragraphs=(_limits(),)),
        ),
    )


def _from_whom(batch: Batch) -> tuple[tuple[str, str], ...]:
    origin = batch.origin
    license = " ".join(filter(None, (origin.license_kind, origin.license_number, origin.state)))
    rows = (
        (_("Kept before by"), origin.predecessor),
        (_("License"), license),
        (_("On what authority"), origin.authority),
    )
    said = tuple((name, words) for name, words in rows if words)
    return ((_("Why they are here"), basis_words(origin.basis)), *said)


def _what(batch: Batch) -> tuple[tuple[str, str], ...]:
    titles = {
        "clients": _("New records"),
        "known_clients": _("Into records that were here"),
        "notes": _("Notes"),
        "appointments": _("Appointments"),
        "documents": _("Documents"),
        "aside": _("Set aside, sealed, unread"),
    }
    rows = [(words, str(batch.counts.get(name, 0))) for name, words in titles.items()]
    return (*rows, (_("Files of the source"), str(len(batch.files))))


def _set_aside(aside: Sequence[SetAside]) -> tuple[Part, ...]:
    """Return what was set aside, by its numbers: no path, for that can name a client."""
    if not aside:
        return ()
    rows = [(f"{each.number}. {each.size:,} B, {_became(each)}", each.sha256) for each in aside]
    title = _("Set aside as psychotherapy notes, unread, each with its SHA-256")
    more = _more(len(rows) - _MOST_FILES)
    return (Part(title=title, rows=tuple(rows[:_MOST_FILES]), paragraphs=more),)


def _became(each: SetAside) -> str:
    ended = each.ended_at
    day = f", {day_words(ended.date())}" if ended is not None else ""
    return f"{state_words(each.state)}{day}"


def _more(more: int) -> tuple[str, ...]:
    if more <= 0:
        return ()
    return (count_of("And {n} file more.", "And {n} files more.", more),)


def _proof(batch: Batch, chain_head: str) -> tuple[tuple[str, str], ...]:
    digits = batch.signature
    return (
        (_("Import"), batch.id),
        (_("SHA-256 over all files"), manifest_digest(batch.files)),
        (_("Chain head"), chain_head),
        (_("Signed with"), batch.public_key),
        (
            _("Signature (Ed25519)"),
            " ".join(digits[i : i + 32] for i in range(0, len(digits), 32)),
        ),
    )


def _limits() -> str:
    return _(
        "The hash over all files is that of the sorted lines “SHA-256 size path”. Paths can name "
        "clients, so they stand in the vault and not on this page. This program informs. It is "
        "not legal advice."
    )
