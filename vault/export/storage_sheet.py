"""The storage statement: how the records are kept, on a page for an employer."""

from vault.export.date_words import day_words
from vault.export.loss_sheet import encryption_rows
from vault.export.sheet import Part, Sheet
from vault.model.direction import isolated
from vault.model.storage_statement import CITE, THROUGH, StorageFacts
from vault.translation import _, count_of


def storage_sheet(facts: StorageFacts) -> Sheet:
    """Return the facts on a page, and a page for what only people know, to be signed.

    20 CSR 2263-3.100(4): the licensee makes every reasonable effort to see that the employer
    provides for maintenance, storage and disposal of the records so that unauthorized persons have
    no access to them.
    """
    return Sheet(
        kind=_("Storage statement"),
        title=_("How the records of clients are kept"),
        lead=_(
            "For the employer of a licensee, who sees to it that maintenance, storage and disposal "
            "of the records give unauthorized persons no access to them. No client is named here."
        ),
        foot=_("{cite}, read through {day}").format(cite=CITE, day=day_words(THROUGH)),
        made_on=facts.made_on,
        size=8.5,
        parts=(
            Part(rows=_who(facts)),
            Part(title=_("Maintenance and storage"), paragraphs=_kept(), rows=_stored(facts)),
            Part(title=_("Who can open them"), rows=encryption_rows(facts.ways)),
            Part(title=_("Disposal"), paragraphs=_disposal()),
            Part(title=_("What the program cannot know"), blanks=_blanks(), new_page=True),
            Part(title=_("Signatures"), signatures=_signatures(facts)),
        ),
    )


def _who(facts: StorageFacts) -> tuple[tuple[str, str], ...]:
    by = facts.licensee
    said = (by.credential.strip(), by.license_number.strip(), by.state.strip())
    rows = [
        (_("Licensee"), by.name.strip() or _("Name not entered")),
        (_("License"), ", ".join(isolated(each) for each in said if each) or _("Not entered")),
        (_("Practice"), by.practice_name.strip()),
        (_("Made on"), day_words(facts.made_on)),
    ]
    return tuple((label, value) for label, value in rows if value)


def _kept() -> tuple[str, ...]:
    return (
        _(
            "They are kept in one encrypted vault on the licensee's computer and in its encrypted "
            "backups. The program that keeps them uses no network and no cloud."
        ),
        _("What is done leaves an entry in a chain, in which a change would be found."),
    )


def _stored(facts: StorageFacts) -> tuple[tuple[str, str], ...]:
    settings = facts.settings
    minutes = settings.records_idle_minutes
    locks = count_of("after {n} minute without use", "after {n} minutes without use", minutes)
    every = settings.backup_every_days
    rhythm = count_of("every day", "every {n} days", every) if every else _("by hand")
    places = count_of("{n} place", "{n} places", facts.places)
    return (
        (
            _("Locks"),
            _("{locks}, and when the computer sleeps").format(locks=locks),
        ),
        (_("Backups"), _("{rhythm}, at {places}").format(rhythm=rhythm, places=places)),
        (_("Last backup"), day_words(facts.backed_up) if facts.backed_up else _("None yet")),
        (
            _("Restored to see that it can be"),
            day_words(facts.rehearsed) if facts.rehearsed else _("Not yet"),
        ),
    )


def _disposal() -> tuple[str, ...]:
    return (
        _(
            "A signed note cannot be deleted within the program, and this version destroys no "
            "record. How records, computers and disks are disposed of is written below."
        ),
    )


def _blanks() -> tuple[tuple[str, int], ...]:
    return (
        (_("Where the computer and the backups are kept"), 4),
        (_("Who else can enter there, and who may use the computer"), 4),
        (_("How records, computers and disks are disposed of"), 4),
    )


def _signatures(facts: StorageFacts) -> tuple[str, ...]:
    name = facts.licensee.name.strip() or _("name not entered")
    return (_("Licensee: {name}").format(name=isolated(name)), _("For the employer"))
