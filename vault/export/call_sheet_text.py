"""The call sheet as a text that any program shows, with stock `age` too."""

from vault.export.date_words import day_words, hour_words
from vault.export.record_words import contact_words
from vault.model.call_sheet import CallEntry, CallSheet
from vault.model.direction import isolated
from vault.translation import _, count_of

_WIDTH = 72


def call_sheet_text(sheet: CallSheet) -> str:
    """Return the sheet as text: what it is, how one calls, and an entry for each client."""
    whose = ", ".join(isolated(each) for each in (sheet.licensee, sheet.practice) if each)
    parts = [
        "\n".join(
            [
                _("CALL SHEET"),
                whose,
                _("As it was on {day}: {clients}").format(
                    day=day_words(sheet.day),
                    clients=count_of("{n} client", "{n} clients", len(sheet.entries)),
                ),
            ]
        ),
        "\n".join(
            [
                _("A  Call who is marked CALL FIRST, then who is expected soonest."),
                _("B  Do with a number only what stands beside it. That somebody is a client is"),
                _("   confidential: leave no message where none may be left."),
                _("C  Say that sessions cannot be held for now, and who will call again."),
                _("D  Note whom you reached, and when. You have opened no record, and need none."),
            ]
        ),
        *(_entry(number, entry) for number, entry in enumerate(sheet.entries, 1)),
        _("This sheet informs. It is not legal advice."),
    ]
    return f"\n\n{'-' * _WIDTH}\n\n".join(parts) + "\n"


def _entry(number: int, entry: CallEntry) -> str:
    first = _("   CALL FIRST") if entry.first else ""
    lines = [f"{number}. {isolated(entry.name)}{first}"]
    if entry.minor and entry.contacts:
        lines.append(
            _("   A minor: ask for {guardian}.").format(guardian=isolated(entry.contacts[0].whose))
        )
    for contact in entry.contacts:
        lines += [f"   {line}" for line in contact_words(contact).splitlines()]
    if not entry.contacts:
        lines.append(
            _("   A minor, and no guardian’s number is entered.")
            if entry.minor
            else _("   No number is entered.")
        )
    lines += [
        _("   Expected: {day}, {time}, {place}").format(
            day=day_words(each.day), time=hour_words(each.start), place=each.place
        )
        for each in entry.sessions
    ]
    if entry.line:
        lines.append(_("   Note: {line}").format(line=isolated(entry.line)))
    return "\n".join(line for line in lines if line)
