"""The plain files that a salvage leaves: a text for each client, JSON lines, the report."""

import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

from vault.lifecycle.salvage_earlier import earlier_lines, unproved
from vault.lifecycle.salvage_records import Record
from vault.model.addendum import Mark
from vault.model.fee import money_words
from vault.model.template import section_title
from vault.storage.files import PRIVATE_FILE, explained, sync
from vault.storage.finds import Loss
from vault.storage.found_rows import object_in
from vault.translation import _, count_of

_RULE = "=" * 78


class PlainFile:
    """A new private file that is written line by line. Not encrypted, and its name says nothing."""

    def __init__(self, path: Path) -> None:
        """Make it. Raises StorageFailed."""
        with explained():
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE)
        self._file: IO[str] = os.fdopen(descriptor, "w", encoding="utf-8", newline="\n")

    def lines(self, lines: Iterable[str]) -> None:
        """Write lines. Raises StorageFailed."""
        with explained():
            for line in lines:
                self._file.write(f"{line}\n")

    def record(self, record: Record) -> None:
        """Write one line of JSON."""
        self.lines([json.dumps(record, ensure_ascii=False)])

    def finish(self) -> None:
        """Let it be on the disk. Raises StorageFailed."""
        with explained():
            self._file.flush()
            sync(self._file.fileno())
            self._file.close()

    def close(self) -> None:
        """Close it, whatever is in it."""
        self._file.close()


def warning() -> str:
    """Return the sentence that stands above everything a salvage writes."""
    return _(
        "This is not encrypted: whoever has this file can read it. Keep it as short as you can."
    )


def administrative_lines(found: Record) -> Iterator[str]:
    """Yield what is in nobody's record, such as a conflict check or a template, as one line."""
    if found["kind"] == "own_template":
        words = _("Own template: {title} [{id}]: {sections}")
        headings = [section_title(name) for name, _hint in json.loads(found["sections"])]
        yield words.format(title=found["title"], id=found["id"], sections=", ".join(headings))
        return
    if found["kind"] == "supervisor":
        words = _("Supervisor from {since} to {until}: {name} [{id}]")
        name = object_in(found["who"]).get("name", "")
        until = found["until"] or "–"
        yield words.format(since=found["since"], until=until, name=name, id=found["id"])
        return
    if found["kind"] == "referral_entry":
        words = _("Referral directory: {name} [{id}]: {said}")
        texts = "profession", "specialities", "languages", "place", "phone", "way", "note"
        said = "; ".join(" ".join(found[each].splitlines()) for each in texts if found[each])
        yield words.format(name=found["name"], id=found["id"], said=said)
        return
    if found["kind"] in ("own_rule", "rule_file", "rule_confirmation"):
        yield from _rule_lines(found)
        return
    if found["kind"] == "destruction":
        yield _destruction_line(found)
        return
    if found["kind"] in ("import_batch", "set_aside"):
        yield _import_line(found)
        return
    if found["kind"] == "acquaintance":
        words = _("On the own list: {name}, {relationship} {words}")
        yield words.format(
            name=found["name"], relationship=found["relationship"], words=found["words"]
        ).strip()
        return
    words = _("Conflict check of {when} for {names}: {decision}, {count} found. {reason}")
    yield words.format(
        when=found["checked_at"],
        names=", ".join(json.loads(found["names"])),
        decision=found["decision"],
        count=len(json.loads(found["found"])),
        reason=found["reason"],
    ).strip()


def _destruction_line(found: Record) -> str:
    words = _("End of record {client} asked for {asked} [{id}]: {done} {contents}")
    return words.format(
        client=found["client"],
        asked=found["asked"],
        id=found["id"],
        done=found["done"] or found["withdrawn"] or "–",
        contents=found["contents"],
    )


def _import_line(found: Record) -> str:
    if found["kind"] == "set_aside":
        words = _("Set aside as psychotherapy notes, sealed [{id}]: {path}, {size} bytes, {file}")
        file = found.get("file") or found["state"]
        return words.format(id=found["id"], path=found["path"], size=found["size"], file=file)
    words = _("Brought in {when} [{id}]: {counts}, {origin}")
    return words.format(
        when=found["brought_at"], id=found["id"], counts=found["counts"], origin=found["origin"]
    )


def _rule_lines(found: Record) -> Iterator[str]:
    if found["kind"] == "own_rule":
        words = _("Own rule of retention: {name} [{id}]: {years} years from {since}; {cite}")
        yield words.format(
            name=found["title"],
            id=found["id"],
            years=found["years"],
            since=found["since"],
            cite=found["cite"],
        )
        return
    if found["kind"] == "rule_file":
        words = _("Rule file {name} of {day}, signed by {signer} [{id}]:")
        yield words.format(
            name=found["name"], day=found["came_at"], signer=found["signed_by"], id=found["id"]
        )
        yield from (f"    {line}" for line in found["text"].splitlines())
        return
    words = _("Rule {rule} confirmed on {day} [{id}]: {address}")
    yield words.format(
        rule=found["rule"], day=found["confirmed"], id=found["id"], address=found["address"]
    )


def client_lines(client: Record) -> Iterator[str]:
    """Yield the head of a client's file: who it is."""
    yield warning()
    yield ""
    yield client["name"] or _("A client whose name could not be read")
    yield _("Record {id}").format(id=client["id"] or "?")
    for label, value in (
        (_("Goes by {value}"), client.get("preferred_name")),
        (_("Born {value}"), client.get("birth_date")),
        (_("Kind: {value}"), client.get("unit")),
        (_("Status: {value}"), client.get("status")),
    ):
        if value:
            yield label.format(value=value)
    for each in client.get("contacts", []):
        whose = f" ({each['whose']})" if each.get("whose") else ""
        yield f"{each.get('kind')}: {each.get('value')}{whose} [{', '.join(each.get('may', []))}]"


def file_lines(found: Record) -> Iterator[str]:
    """Yield what belongs to a file beside notes and appointments, as one line."""
    lines = {
        "participant": _participant_lines,
        "representative": _representative_lines,
        "episode": _episode_lines,
        "onset_given": _onset_lines,
        "amendment": _amendment_lines,
        "hold": _hold_lines,
        "retention_review": _review_lines,
        "document": _document_lines,
        "charge": _fee_lines,
        "payment": _fee_lines,
        "administration": _measure_lines,
        "terms": _terms_lines,
        "taken-out": _taken_out_lines,
        "earlier-value": earlier_lines,
    }
    yield from lines[found["kind"]](found)


def _taken_out_lines(found: Record) -> Iterator[str]:
    yield _("A note that was filed here in error was taken out on {when}").format(when=found["at"])


def _terms_lines(found: Record) -> Iterator[str]:
    words = _("Basis of this record: {basis}; identified client: {id}")
    yield words.format(basis=found["basis"] or "?", id=found["identified"] or "–")


def _participant_lines(found: Record) -> Iterator[str]:
    days = found["joined"] + (f" – {found['left_on']}" if found["left_on"] else "")
    said = [found["role"], days]
    if found["agreed"]:
        said.append(_("signed {day}").format(day=found["agreed"]))
    said += [f"[{found['document']}]"] if found.get("document") else []
    words = _("Takes part: {name} [{id}], {words}")
    yield words.format(name=found["name"], id=found["id"], words=", ".join(said))


def _episode_lines(found: Record) -> Iterator[str]:
    said = [found["opened"] + " – " + (found["ended"] or "")]
    if found["consent_by"]:
        consent = [found["consent_by"], found["consent_names"], found["consented"]]
        said.append(" ".join([*filter(None, [*consent, found["consent_under"]])]))
    if found["ended"]:
        said.append(_("last contact {day}").format(day=found["last_contact"]))
        said.append(" ".join(filter(None, [found["end_reason"], found["end_words"]])))
    if found["letter_sent"]:
        words = _("letter of {sent} names {end}")
        said.append(words.format(sent=found["letter_sent"], end=found["letter_end"]))
        named = found.get("letter_note"), found.get("letter_document")
        said += [f"[{each}]" for each in named if each]
    yield _("Care [{id}]: {words}").format(id=found["id"], words="; ".join(said))


def _onset_lines(found: Record) -> Iterator[str]:
    said = [found["given"] or _("does not apply"), found["version"], found["place"]]
    words = _("Given at the onset: {item} [{id}], {words}")
    yield words.format(item=found["item"], id=found["id"], words=", ".join(filter(None, said))) + (
        f" [{found['participant']}]" if found["participant"] else ""
    )


def _amendment_lines(found: Record) -> Iterator[str]:
    said = [found["asked"]]
    if found["extended"]:
        words = _("extended on {day}: {reason}")
        said.append(words.format(day=found["extended"], reason=found["extension_reason"]))
    if found["told"]:
        decided = [found["outcome"], found["told"], found["ground"], found["words"]]
        said.append(" ".join(filter(None, decided)))
    if found["disagreed"]:
        said.append(_("statement of disagreement of {day}").format(day=found["disagreed"]))
    words = _("Request of {day} to amend the record [{id}]: {words}")
    yield words.format(day=found["received"], id=found["id"], words="; ".join(said))


def _hold_lines(found: Record) -> Iterator[str]:
    said = [" ".join(filter(None, [found["reason"], found["words"]]))]
    if found["lifted"]:
        words = _("lifted on {day}")
        said += [words.format(day=found["lifted"]), found["lifted_words"]]
    words = _("On hold since {day} [{id}]: {words}")
    yield words.format(day=found["placed"], id=found["id"], words="; ".join(filter(None, said)))


def _review_lines(found: Record) -> Iterator[str]:
    said = []
    if found["keep_through"]:
        said = [_("kept through {day}").format(day=found["keep_through"]), found["words"]]
    words = _("Retention reviewed on {day} [{id}]: {words}")
    yield words.format(day=found["reviewed"], id=found["id"], words="; ".join(said)).strip()


def _fee_lines(found: Record) -> Iterator[str]:
    said = [found.get("service"), found.get("code"), found.get("method"), found.get("words")]
    if found["voided_at"]:
        said.append(_("void: {reason}").format(reason=found["voided_reason"]))
    charged, paid = _("Charged on {day} [{id}]: {words}"), _("Paid on {day} [{id}]: {words}")
    words = charged if found["kind"] == "charge" else paid
    told = ", ".join([money_words(found["cents"]), *filter(None, said)])
    yield words.format(day=found["day"], id=found["id"], words=told)


def _document_lines(found: Record) -> Iterator[str]:
    said = [found["title"], found["is_a"], found["name"], found["source"]]
    said += [found.get("author")]
    said += [found["error_reason"]] if found["error_at"] else []
    words = _("Document received on {day} [{id}]: {words}")
    yield words.format(day=found["received"], id=found["id"], words="; ".join(filter(None, said)))
    if not found["proved"]:
        yield unproved()
    if found["file"]:
        yield _("  its file: {name}").format(name=found["file"])


def _measure_lines(found: Record) -> Iterator[str]:
    # As they were answered: what is damaged may not be a measure that this version knows.
    said = [found["measure"], _("answers {answers}").format(answers=" ".join(found["answers"]))]
    if found["difficulty"] is not None:
        said.append(_("difficulty {answer}").format(answer=found["difficulty"]))
    if found["filled_in_by"]:
        said.append(_("filled in by {who}").format(who=found["filled_in_by"]))
    if found["error_at"]:
        said.append(_("in error: {reason}").format(reason=found["error_reason"]))
    words = _("Measure of {day} [{id}]: {words}")
    yield words.format(day=found["day"], id=found["id"], words="; ".join(said))


def _representative_lines(found: Record) -> Iterator[str]:
    days = found["since"] + (f" – {found['until']}" if found["until"] else " –")
    paper = " ".join(part for part in (found["paper"], found["paper_day"]) if part)
    said = [found["acts_as"], days, found["powers"], paper, found.get("scope", "")]
    words = _("Acts for the client: {name} [{id}], {words}")
    yield words.format(
        name=found["name"], id=found["id"], words=", ".join(part for part in said if part)
    )


def appointment_lines(appointment: Record) -> Iterator[str]:
    """Yield an appointment as one line."""
    weekly = _("weekly from {day}") if appointment.get("weekly") else _("on {day}")
    said = [weekly.format(day=appointment["day"]), appointment["start"]]
    if appointment.get("last_day"):
        said.append(_("until {day}").format(day=appointment["last_day"]))
    yield _("Appointment {words}").format(words=", ".join(said))


def note_lines(note: Record) -> Iterator[str]:
    """Yield a note with its addenda."""
    yield ""
    yield _RULE
    times = " – ".join(str(note[each]) for each in ("start", "stop") if note.get(each))
    day = note.get("service_date") or _("day unknown")
    yield " ".join(part for part in (_("Note of {day}").format(day=day), times) if part)
    if note.get("first_client"):
        yield _("First filed in another record")
    if note["sections"] is None:
        yield _("Its own words could not be read.")
    else:
        yield from _proof_lines(note)
        for name, text in note["sections"].items():
            yield ""
            yield f"[{section_title(name)}]"
            yield text
    for addendum in note["addenda"]:
        yield ""
        yield _addendum_title(addendum).format(when=addendum.get("written_at") or "?")
        yield from _proof_lines(addendum)
        yield addendum["text"]


def _addendum_title(addendum: Record) -> str:
    titles: dict[str | None, str] = {
        Mark.IN_ERROR: _("Marked in error on {when}"),
        Mark.STANDS: _("No longer marked in error since {when}"),
    }
    return titles.get(addendum.get("mark"), _("Addendum of {when}"))


def process_lines(note: Record) -> Iterator[str]:
    """Yield a process note, or what is being written."""
    yield ""
    yield _RULE
    draft = note["kind"] == "process-draft"
    words = _("Draft of {day}") if draft else _("Process note of {day}")
    yield words.format(day=note.get("day") or "?")
    if not draft and not note["proved"]:
        yield unproved()
    yield ""
    yield note["text"]


def report_lines(
    losses: Iterable[Loss], counts: Iterable[tuple[str, int]], pages: Iterable[str]
) -> Iterator[str]:
    """Yield the report: what was written, what is damaged, and every record that is not whole."""
    yield warning()
    yield ""
    yield _("The first thing to try is the newest whole backup; this is for what it does not have.")
    yield ""
    yield from pages
    for name, count in counts:
        yield f"{name}: {count}"
    yield ""
    lines = [loss_line(each) for each in losses]
    yield count_of("{n} record is not whole:", "{n} records are not whole:", len(lines))
    yield from lines


def loss_line(loss: Loss) -> str:
    """Return one line about a record that is not whole: kind, id, client, day, what is wrong."""
    about = [loss.kind, loss.id]
    if loss.client and loss.client != loss.id:
        about.append(_("client {id}").format(id=loss.client))
    if loss.day:
        about.append(_("of {day}").format(day=loss.day))
    return f"{' '.join(each for each in about if each)}: {loss.message}"


def _proof_lines(record: Record) -> Iterator[str]:
    if record.get("signed_at"):
        by = (record.get("signed_by") or {}).get("name") or "?"
        yield _("Signed {when} by {name}").format(when=record["signed_at"], name=by)
    elif record["kind"] == "note":
        yield _("Not signed: a draft")
    if (cosigned := record.get("cosignature")) is not None:
        by = cosigned["cosigned_by"].get("name") or "?"
        yield _("Co-signed {when} by {name}").format(when=cosigned["day"], name=by)
    if not record["proved"]:
        yield unproved()
