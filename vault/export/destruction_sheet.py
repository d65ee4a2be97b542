"""The certificate of destruction: what went, why it could, and what may still hold it."""

from datetime import date, datetime
from typing import Any

from vault.export.date_words import day_words
from vault.export.sheet import Part, Sheet
from vault.model.destruction import Destruction, ids_digest
from vault.model.destruction_words import content_words
from vault.translation import _, count_of

_SHOWN_OF_SHA256 = 16


def destruction_sheet(each: Destruction, chain_head: str) -> Sheet:
    """Return the certificate as a sheet, after `domain/law.md` 6.4; no name unless it was chosen.

    It says when the destruction is complete, by the backups that are known, and never that nothing
    can be recovered.
    """
    said = dict(each.contents)
    done = each.done or each.asked
    complete = complete_on(each)
    return Sheet(
        kind=_("Certificate of destruction"),
        title=_("Certificate of destruction"),
        lead=_("A record was taken out of the vault of this practice and out of nothing else."),
        foot=_("Destruction · record {number} · {day}").format(
            number=said["number"], day=day_words(done.date())
        ),
        made_on=done.date(),
        size=8.5,
        parts=(
            Part(title=_("Whose record"), rows=_whose(said)),
            Part(title=_("Why it could end"), rows=_why(said)),
            Part(title=_("What was destroyed"), rows=_what(said, each)),
            Part(title=_("How, by whom, and when"), rows=_how(said, each, done)),
            Part(
                title=_("What may still hold it"),
                paragraphs=(_remains(complete), _solid_state()),
                rows=_copies(said),
            ),
            Part(title=_("Proof"), rows=_proof(each, chain_head), paragraphs=_limits()),
        ),
    )


def complete_on(each: Destruction) -> date | None:
    """Return the day on which the last known backup goes; None where no backup is known."""
    days = [date.fromisoformat(one["ages_out"]) for one in each.contents["backups"]]
    return max(days, default=None)


def _whose(said: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    rows = [
        (_("Record number"), said["number"]),
        (_("Name"), said["name"] or _("Not kept")),
        (_("Year of birth"), str(said["birth_year"] or _("not known"))),
        (_("First contact"), _written(said["first"])),
        (_("Last contact"), _written(said["last"])),
    ]
    return tuple(rows)


def _why(said: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    rows = [(_("Kept through"), _written(said["through"]))]
    for each in said["rules"]:
        text = _("through {day}; text of {text}; confirmed {confirmed}").format(
            day=_written(each["through"]),
            text=_written(each["text"]),
            confirmed=_written(each["confirmed"]),
        )
        if "signed_by" in each:
            came = _("came in signed by {name}, edition of {day}")
            said_so = came.format(name=each["signed_by"], day=_written(each["edition"]))
            text = f"{text}; {said_so}"
        rows.append((f"{each['cite']} ({each['id']})", text))
    rows += [(_("Notice that a rule speaks of"), words) for words in said["notices"]]
    rows.append(
        (
            _("Holds"),
            count_of("none open; {n} lifted before", "none open; {n} lifted before", said["holds"]),
        )
    )
    return tuple(rows)


def _what(said: dict[str, Any], each: Destruction) -> tuple[tuple[str, str], ...]:
    rows = [(words, str(count)) for words, count in content_words(said["counts"])]
    if said["notes_from"]:
        days = _("{first} to {last}").format(
            first=_written(said["notes_from"]), last=_written(said["notes_to"])
        )
        rows.append((_("Days of the notes"), days))
    rows.append((_("Process notes"), str(said["process_notes"])))
    rows.append(
        (
            _("Ids of all of it"),
            _("{n}; SHA-256 {digest}").format(n=len(each.ids), digest=ids_digest(each.ids)),
        )
    )
    return tuple(rows)


def _how(said: dict[str, Any], each: Destruction, done: datetime) -> tuple[tuple[str, str], ...]:
    by = ", ".join(filter(None, (said["decided_by"], said["license"])))
    told = (
        (_("Place"), said.get("place")),
        (_("Witness"), said.get("witness")),
        (_("Disk"), said.get("media")),
    )
    return (
        (
            _("Method"),
            _("Deleted from the encrypted databases, zeros written over it; files taken away"),
        ),
        (_("Tool"), said["tool"]),
        (
            _("First look"),
            _("{day}, {by}").format(day=day_words(each.asked.date()), by=said["asked_by"]),
        ),
        (
            _("Second look, carried out"),
            _("{day}, {hour}, {by}").format(
                day=day_words(done.date()), hour=f"{done:%H:%M %Z}", by=by
            ),
        ),
        *((name, words or _("not said")) for name, words in told),
    )


def _remains(complete: date | None) -> str:
    if complete is None:
        return _("No backup of this vault is known. Copies that others made are not known here.")
    return _(
        "Complete on {day}, when the last of the backups below has gone, if each of their places "
        "is given a backup in every month until then. Where fewer are made they stay longer, and "
        "on a disk that is used no more until it is wiped."
    ).format(day=day_words(complete))


def _solid_state() -> str:
    return _(
        "A solid-state disk may keep older blocks of a file that was written over; they are "
        "encrypted under the key of the vault. Paper and other media are not part of this."
    )


def _copies(said: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    rows = [
        (
            _("Backup of {day}").format(day=_written(each["made_at"][:10])),
            _("ages out by {day}").format(day=_written(each["ages_out"])),
        )
        for each in said["backups"]
    ]
    for each in said["copies"]:
        words = _("given out; SHA-256 {digest}…").format(digest=each["sha256"][:_SHOWN_OF_SHA256])
        rows.append((_("Copy of {day}").format(day=_written(each["at"][:10])), words))
    for each in said.get("exports", []):  # none in what was signed before there were any
        words = _("everything in plain files; manifest {digest}…").format(
            digest=each["manifest"][:_SHOWN_OF_SHA256]
        )
        rows.append((_("Export of {day}").format(day=_written(each["at"][:10])), words))
    return tuple(rows)


def _proof(each: Destruction, chain_head: str) -> tuple[tuple[str, str], ...]:
    return (
        (_("Destruction"), each.id),
        (_("Chain head"), chain_head),
        (_("Signed with"), each.public_key or _("no key")),
        (_("Signature (Ed25519)"), _in_groups(each.signature) or _("none")),
    )


def _in_groups(digits: str) -> str:
    """Return digits in groups of 32, so that a line of the page can end between two."""
    return " ".join(digits[i : i + 32] for i in range(0, len(digits), 32))


def _limits() -> tuple[str, ...]:
    return (
        _(
            "The signature is over what the vault keeps of this destruction, letter by letter; "
            "the program gives it as “signed”, and proves it whenever the vault is verified."
        ),
        _("This program informs. It is not legal advice."),
    )


def _written(day: str | None) -> str:
    return day_words(date.fromisoformat(day)) if day else _("not known")
