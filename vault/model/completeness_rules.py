"""What a record lacks: the rule of each way in which an item is looked for. Pure, without words."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

from vault.model.circumstances import Answer
from vault.model.client import ClientKind
from vault.model.completeness import (
    Attached,
    CheckGap,
    CheckItem,
    CheckLine,
    Contents,
    Lack,
    NoteParts,
    NotePlace,
    Step,
    Way,
    Why,
)
from vault.model.episode import Ending, EndReason, Episode
from vault.model.template import own_kind
from vault.model.template import template as template_of

_OF_MEMBERS = (Way.ANY, Way.FEES, Way.LETTER)
"""What a group's own file is not asked for: each member has a record of their own."""


def check(items: Iterable[CheckItem], contents: Contents) -> list[CheckLine]:
    """Return what was found of each item in a record.

    20 CSR 2263-3.040(11)(A)-(F) for social workers in Missouri; usual and customary practice,
    modelled on 258 CMR 22.02(1)(a)-(i), for those whom 262 CMR 8.02(1)(a) binds. Days that are to
    come are not looked at.
    """
    return [_line(item, contents) for item in items]


def _line(item: CheckItem, contents: Contents) -> CheckLine:
    if contents.kind is ClientKind.GROUP and item.way in _OF_MEMBERS:
        return CheckLine(item, why=Why.OF_MEMBERS)
    ways: dict[Way, Callable[[CheckItem, Contents], CheckLine]] = {
        Way.ANY: _any,
        Way.EACH: _each,
        Way.LATER: _later,
        Way.CONTACTS: _contacts,
        Way.REPORTS: _reports,
        Way.FEES: _fees,
        Way.LETTER: _letter,
    }
    return ways[item.way](item, contents)


def _any(item: CheckItem, contents: Contents) -> CheckLine:
    """Look for one signed note that holds it, the newest first."""
    why = _not_yet(item, contents)
    if why is not None:
        return CheckLine(item, why=why)
    newest = contents.notes[::-1]
    for note in newest:
        if note.signed and any(_fills(note, place) for place in item.places):
            return CheckLine(item, found=note)
    return CheckLine(item, (_what_holds_it(item, newest),))


def _what_holds_it(item: CheckItem, newest: Sequence[NoteParts]) -> CheckGap:
    """Return the gap of what no signed note holds: a draft, a note with room for it, or a new one.

    An addendum goes to a note of the kind that is asked for first; a note of another kind is not
    the place to begin.
    """
    first = item.places[0].kind
    for note in newest:
        if not note.signed and note.kind.id in {place.kind for place in item.places}:
            return _unsigned(note)
    for note in newest:
        room = next((each for each in item.places if _has_room(note, each)), None)
        if room is not None and note.kind.id == first:
            return _empty(note, room)
    return CheckGap(Lack.NOT_FOUND, Step.BEGIN, template=item.template)


def _each(item: CheckItem, contents: Contents) -> CheckLine:
    """Look at every note of the kind: signed, and its sections filled."""
    found = [note for note in contents.notes if note.kind.id == item.places[0].kind]
    if not found:
        return CheckLine(item, why=Why.NONE_THERE)
    return CheckLine(item, tuple(_gaps_in(found, item.places[0])))


def _later(item: CheckItem, contents: Contents) -> CheckLine:
    """Look at every note of the kind but the first, which changes nothing."""
    found = [note for note in contents.notes if note.kind.id == item.places[0].kind][1:]
    if not found:
        return CheckLine(item, why=Why.NO_CHANGE)
    return CheckLine(item, tuple(_gaps_in(found, item.places[0])))


def _contacts(item: CheckItem, contents: Contents) -> CheckLine:
    """Look for a signed note of each session that was kept, and sign what is begun.

    By days, where no signed note is linked: a note may tell of two sessions of one day. A signed
    note is never empty, so only a contact, which has a section of its own for it, can be without
    substance.
    """
    if _first_contact(contents) is None and not contents.untold:
        return CheckLine(item, why=Why.NO_CONTACT)
    place = item.places[0]
    told = [note for note in _until_today(contents) if note.kind.contact]
    # A call on the day of a session is no note of the session.
    days = {note.day for note in told if note.kind.session}
    gaps = [
        CheckGap(Lack.SESSION_WITHOUT_NOTE, Step.BEGIN_SESSION, day, session=appointment)
        for appointment, day in contents.kept
        if day <= contents.today and day not in days and (appointment, day) not in contents.noted
    ]
    untold = [each for each in contents.untold if each[1] not in days]
    if untold:
        appointment, day = untold[0]
        step, count = Step.BEGIN_SESSION, len(untold)
        gaps.append(CheckGap(Lack.SESSION_UNTOLD, step, day, session=appointment, count=count))
    for note in told:
        if not note.signed:
            gaps.append(_unsigned(note))
        elif note.kind.id == place.kind and not _fills(note, place):
            gaps.append(_empty(note, place))
    return CheckLine(item, tuple(sorted(gaps, key=lambda gap: gap.day or date.min)))


def _reports(item: CheckItem, contents: Contents) -> CheckLine:
    """Look for a copy of each report: among the documents, or word for word in its note.

    20 CSR 2263-3.040(11)(E) asks for the copy, whoever made the report. A note about one is none.
    """
    place = item.places[0]
    notes = [note for note in contents.notes if note.kind.id == place.kind]
    copies = [each for each in contents.documents if each.kind in item.documents]
    if not notes and not copies:
        return CheckLine(item, why=Why.NONE_THERE)
    gaps = [_unsigned(note) for note in notes if not note.signed]
    about = [note for note in notes if note.signed and not _fills(note, place)]
    gaps += [
        CheckGap(
            Lack.NO_REPORT,
            Step.DOCUMENTS,
            note.day,
            note.template,
            note.id,
            sections=place.sections,
        )
        for note in _without_copy(about, copies)
    ]
    return CheckLine(item, tuple(sorted(gaps, key=lambda gap: gap.day or date.min)))


def _without_copy(notes: Sequence[NoteParts], copies: Sequence[Attached]) -> list[NoteParts]:
    """Return the notes that are left when each document went to one of them, the nearest first.

    Which report a note is about nobody entered, so it goes by number and by days.
    """
    pairs = sorted(
        (min(abs(day - note.day) for day in (copy.dated, copy.received)), number, which)
        for number, note in enumerate(notes)
        for which, copy in enumerate(copies)
    )
    held: dict[int, int] = {}
    for _apart, number, which in pairs:
        if number not in held and which not in held.values():
            held[number] = which
    return [note for number, note in enumerate(notes) if number not in held]


def _fees(item: CheckItem, contents: Contents) -> CheckLine:
    """Look for the fee arrangement, of the first session or before, in a note or the onset list.

    The clause names no day. A note that is begun today would be of today, so the onset list is the
    place for what was agreed on earlier. That it was agreed on is not yet what: without a signed
    note, it names the signed copy.
    """
    first = _first_contact(contents, session=True)
    if first is None:
        return CheckLine(item, why=Why.NO_CONTACT)
    place = item.places[0]
    agreements = [note for note in contents.notes if note.kind.id == place.kind]
    held = [note for note in agreements if note.signed and _fills(note, place)]
    told = sorted(day for day, _copied in contents.fees)
    if held or any(copied for _day, copied in contents.fees):
        earliest = min([*told, *(note.day for note in held)])
        if earliest <= first:
            return CheckLine(item, found=next((note for note in held if note.day <= first), None))
        return CheckLine(item, (CheckGap(Lack.FEES_LATER, Step.ONSET, earliest),))
    for note in agreements:
        return CheckLine(item, (_empty(note, place) if note.signed else _unsigned(note),))
    if told:
        return CheckLine(item, (CheckGap(Lack.NO_FEES_COPY, Step.ONSET, told[0]),))
    return CheckLine(item, (CheckGap(Lack.NO_FEES, Step.ONSET),))


def _letter(item: CheckItem, contents: Contents) -> CheckLine:
    """Look at each end of care for the letter, and for a copy, named or dated within that care.

    Nothing is asked of a practice that is not private, nor of the end of a client who died.
    """
    if contents.private_practice is Answer.NO:
        return CheckLine(item, why=Why.NOT_PRIVATE)
    assumed = contents.private_practice is Answer.UNKNOWN
    ended = [each for each in contents.episodes if each.ending is not None]
    gaps: list[CheckGap] = []
    if contents.closed and not ended:
        gaps.append(CheckGap(Lack.NO_ENDING, Step.CARE))
    died = 0
    for episode, sessions, letters, attached in _with_letters(item, contents):
        if episode.ending is None:
            continue
        if episode.ending.reason is EndReason.DIED:
            died += 1
        else:
            named = any(each.id == episode.letter_document for each in contents.documents)
            gaps += _gaps_of_end(
                item,
                episode.ending,
                sessions,
                letters,
                is_attached=bool(attached) or (episode.letter_document is not None and named),
            )
    if not gaps and died == len(ended):
        return CheckLine(item, why=Why.DIED if died else Why.GOES_ON)
    return CheckLine(item, tuple(gaps), assumed=assumed)


def _gaps_of_end(
    item: CheckItem,
    ending: Ending,
    sessions: Sequence[date],
    letters: Sequence[NoteParts],
    *,
    is_attached: bool,
) -> Iterator[CheckGap]:
    if ending.letter is None:
        yield CheckGap(Lack.NO_LETTER, Step.CARE, ending.day)
    elif any(day > ending.letter.end for day in sessions):
        yield CheckGap(Lack.SESSION_AFTER_LETTER, Step.CARE, ending.day)
    place = item.places[0]
    if is_attached or any(note.signed and _fills(note, place) for note in letters):
        return
    for note in letters[-1:]:
        yield _empty(note, place) if note.signed else _unsigned(note)
    if not letters:
        yield CheckGap(Lack.NO_COPY, Step.BEGIN, ending.day, template=item.template)


def _with_letters(
    item: CheckItem, contents: Contents
) -> Iterator[tuple[Episode, list[date], list[NoteParts], list[date]]]:
    """Yield each episode with the days of its sessions, and the letters from then until the next.

    Those that are notes, and the days of those that are attached.
    """
    sessions = sorted(_session_days(contents))
    begins = [each.opened for each in contents.episodes[1:]] + [date.max]
    kind = item.places[0].kind
    for episode, following in zip(contents.episodes, begins, strict=False):
        of_it = [day for day in sessions if episode.opened <= day < following]
        letters = [
            note
            for note in contents.notes
            if note.kind.id == kind and episode.opened <= note.day < following
        ]
        attached = [
            each.dated
            for each in contents.documents
            if each.kind in item.documents and episode.opened <= each.dated < following
        ]
        yield episode, of_it, letters, attached


def _gaps_in(notes: Iterable[NoteParts], place: NotePlace) -> Iterator[CheckGap]:
    for note in notes:
        if not note.signed:
            yield _unsigned(note)
        elif not _fills(note, place):
            yield _empty(note, place)


def _not_yet(item: CheckItem, contents: Contents) -> Why | None:
    """Return why nothing is asked for yet: there was no contact, or none but the intake."""
    if _first_contact(contents) is None:
        return Why.NO_CONTACT
    if not item.after_intake:
        return None
    intakes = {note.day for note in contents.notes if note.kind.id == "intake"}
    return None if _session_days(contents) - intakes else Why.ONLY_INTAKE


def _first_contact(contents: Contents, *, session: bool = False) -> date | None:
    """Return the day of the first contact, or of the first session; None before there was one."""
    days = _session_days(contents)
    if not session:
        days |= {note.day for note in _until_today(contents) if note.kind.contact}
    return min(days, default=None)


def _session_days(contents: Contents) -> set[date]:
    noted = {note.day for note in _until_today(contents) if note.kind.session}
    return noted | {day for _appointment, day in contents.kept if day <= contents.today}


def _until_today(contents: Contents) -> list[NoteParts]:
    return [note for note in contents.notes if note.day <= contents.today]


def _fills(note: NoteParts, place: NotePlace) -> bool:
    return note.kind.id == place.kind and note.filled >= set(place.sections)


def _has_room(note: NoteParts, place: NotePlace) -> bool:
    own = own_kind(note.template)
    sections = note.own_sections if own else template_of(note.template).sections
    return note.signed and note.kind.id == place.kind and set(place.sections) <= set(sections)


def _unsigned(note: NoteParts) -> CheckGap:
    return CheckGap(Lack.UNSIGNED, Step.SIGN, note.day, note.template, note.id)


def _empty(note: NoteParts, place: NotePlace) -> CheckGap:
    lacking = tuple(name for name in place.sections if name not in note.filled)
    return CheckGap(Lack.EMPTY, Step.ADD, note.day, note.template, note.id, sections=lacking)
