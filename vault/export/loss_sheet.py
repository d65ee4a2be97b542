"""The sheet about a lost computer: facts for its owner, and nothing of what they mean in law."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from vault.export.date_words import day_words, hour_words
from vault.export.sheet import Part, Sheet
from vault.model.loss import FileOut, LossFacts, LostWay
from vault.translation import _, count_of

_MOST_FILES = 5
_KIB_OF_MIB = 1024
_SHOWN_OF_SHA256 = 16


def loss_sheet(facts: LossFacts) -> Sheet:
    """Return the facts as one page."""
    return Sheet(
        kind=_("Lost computer"),
        title=_("If a computer with the vault is lost"),
        lead=_("What this copy of the vault knows. No client is named here."),
        foot=_("Lost computer · {day} · vault {vault}").format(
            day=day_words(facts.made_at.date()), vault=facts.vault_id
        ),
        made_on=facts.made_at.date(),
        size=8.5,
        parts=(
            Part(title=_("What was on it, as this copy has it"), rows=_content(facts)),
            Part(title=_("How it was encrypted"), rows=encryption_rows(facts.ways)),
            Part(title=_("How far this copy reaches"), rows=_moments(facts)),
            Part(title=_("Files that were written outside of the vault"), rows=_files(facts)),
            Part(title=_("What this sheet cannot know"), paragraphs=_unknown()),
            Part(paragraphs=_next()),
        ),
    )


def loss_text(facts: LossFacts) -> str:
    """Return the sheet as lines of text."""
    sheet = loss_sheet(facts)
    lines = [sheet.title, sheet.lead]
    for part in sheet.parts:
        lines += ["", *filter(None, [part.title])]
        lines += [f"  {label}: {value}" for label, value in part.rows]
        lines += [f"  {paragraph}" for paragraph in part.paragraphs]
    return "\n".join([*lines, "", sheet.foot])


def _content(facts: LossFacts) -> tuple[tuple[str, str], ...]:
    process = (
        _("A compartment of their own, locked apart; how many there are is told by its own key")
        if facts.has_process_notes
        else _("None")
    )
    return (
        (_("Vault"), facts.vault_id),
        (_("Clients"), str(facts.clients)),
        (_("Progress notes"), str(facts.notes)),
        (_("Process notes"), process),
    )


def encryption_rows(ways: Sequence[LostWay]) -> tuple[tuple[str, str], ...]:
    """Return how databases are encrypted, and what opens them, as rows of a sheet."""
    cipher = _("SQLCipher 4: each page by AES-256-CBC with HMAC-SHA512, under a random key")
    rows = [(_("Databases"), cipher)]
    for name, title in (("records", _("Opens records")), ("process", _("Opens process notes"))):
        counted = Counter(_way(each) for each in ways if each.compartment == name)
        if counted:
            said = (words if n == 1 else f"{n} × {words}" for words, n in counted.items())
            rows.append((title, "; ".join(said)))
    return tuple(rows)


def _way(way: LostWay) -> str:
    if way.cost is not None:
        passes, lanes, memory = way.cost
        return _("a passphrase (Argon2id, {t} passes, {p} lanes, {m} MiB)").format(
            t=passes, p=lanes, m=memory // _KIB_OF_MIB
        )
    if way.type == "executor":
        return _("executor cards, any {k} of {n} (SLIP-39)").format(k=way.k, n=way.n)
    return _("a recovery key on paper (X25519)")


def _moments(facts: LossFacts) -> tuple[tuple[str, str], ...]:
    rows = [
        (_("Last opened"), _moment(facts.opened, facts)),
        (_("Last entry"), _moment(facts.last_entry, facts)),
        (_("Last lock"), _("Not before the last entry; locking leaves no entry of its own")),
        (_("Last backup"), _moment(facts.backed_up, facts)),
    ]
    if facts.restored is not None:
        entries = count_of("{n} entry since", "{n} entries since", facts.since)
        words = _("{moment}; {entries}").format(
            moment=_moment(facts.restored, facts), entries=entries
        )
        rows.append((_("Restored here"), words))
    return tuple(rows)


def _moment(at: datetime | None, facts: LossFacts) -> str:
    if at is None:
        return _("Not known")
    here = at.astimezone(facts.made_at.tzinfo)
    return _("{day}, {time} (UTC{offset})").format(
        day=day_words(here.date()), time=hour_words(here.time()), offset=_offset(here)
    )


def _offset(at: datetime) -> str:
    text = f"{at:%z}"
    return f"{text[:3]}:{text[3:5]}"


def _files(facts: LossFacts) -> tuple[tuple[str, str], ...]:
    if not facts.files:
        return ((_("None"), _("The log of this copy names none")),)
    rows = [_file(each, facts) for each in facts.files[:_MOST_FILES]]
    more = len(facts.files) - _MOST_FILES
    if more > 0:
        words = count_of("{n} more; the log has each", "{n} more; the log has each", more)
        rows.append((_("Before these"), words))
    return tuple(rows)


def _file(file: FileOut, facts: LossFacts) -> tuple[str, str]:
    at = file.at.astimezone(facts.made_at.tzinfo)
    what = _("the log of everything done, without names")
    if file.notes is None and file.sha256:
        what = _("a notice or letter that names a client; SHA-256 {sha256}…").format(
            sha256=file.sha256[:_SHOWN_OF_SHA256]
        )
    if file.everything:
        what = _("everything in plain files, not encrypted; manifest {sha256}…").format(
            sha256=file.sha256[:_SHOWN_OF_SHA256]
        )
    elif file.notes is not None:
        what = _("a copy of a record, {notes}; SHA-256 {sha256}…").format(
            notes=count_of("{n} note", "{n} notes", file.notes),
            sha256=file.sha256[:_SHOWN_OF_SHA256],
        )
    return day_words(at.date()), _("{time}, {what}").format(time=hour_words(at.time()), what=what)


def _unknown() -> tuple[str, ...]:
    return (
        _("What was written in the vault after the last entry above."),
        _("Whether the vault was open when the computer was lost; how strong its passphrase is."),
        _("Whether the disk of the computer was encrypted, and whether the computer was locked."),
        _(
            "Whether the files above still lay on it, and what other programs copied, printed or "
            "sent."
        ),
    )


def _next() -> tuple[str, ...]:
    return (
        _(
            "Settings, Ways in, “Change the key after a loss” gives what is written from now on "
            "another key. The lost copy still opens with what opened it then."
        ),
        _("This program informs. It is not legal advice."),
    )
