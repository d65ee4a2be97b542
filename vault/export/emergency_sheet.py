"""The emergency page: one sheet that says what to do, and a second page for a technical helper."""

from datetime import date

from vault.export.date_words import day_words
from vault.export.sheet import Part, Sheet
from vault.model.audit import Mark
from vault.model.direction import isolated
from vault.model.emergency import Edition, EmergencyPage, EmergencyPlan
from vault.model.share import HeldCard
from vault.translation import _


def emergency_sheet(
    page: EmergencyPage, edition: Edition, mark: Mark, *, vault_id: str, made_on: date
) -> Sheet:
    """Return the page as it stands: no client is on it, and nothing that opens anything."""
    return Sheet(
        kind=_("Emergency page"),
        title=_("If {licensee} cannot work").format(licensee=isolated(page.licensee)),
        lead=_("For whoever comes first. You need no computer for this page."),
        foot=_("Emergency page, edition {n} · {day} · chain mark {mark}").format(
            n=edition.number, day=day_words(made_on), mark=mark.words
        ),
        made_on=made_on,
        size=12.0,
        parts=(
            Part(steps=_steps(page)),
            *_keep(page.plan),
            *_cards(page),
            *_helper(page, vault_id),
        ),
    )


def _steps(page: EmergencyPage) -> tuple[str, ...]:
    plan = page.plan
    executor = _joined(plan.executor, plan.executor_license, plan.executor_phone)
    call = _("Call {executor}.").format(executor=executor)
    if plan.backup:
        second = _joined(plan.backup, plan.backup_phone)
        call += " " + _("If there is no answer: {backup}.").format(backup=second)
    soon = (
        _(
            "Clients may be expected soon. The call card opens a list of whom to call, and how: "
            "steps A to D stand on the list, how to open it on page 2."
        )
        if page.call_cards
        else _(
            "Clients may be expected soon. A recovery key or enough executor cards open a list of "
            "whom to call, and how: steps A to D stand on the list, how to open it on page 2."
        )
    )
    return (
        _("You do not have to read any record; please do not."),
        call,
        _("Keep everything below, and do not reset, sell or cancel any of it."),
        soon,
        _records(page),
        _("If a step does not work, give page 2 to a technical helper. Nothing is lost by trying."),
    )


def _records(page: EmergencyPage) -> str:
    if not page.cards:
        return _("Records: they open with a recovery key, which is on paper where a will is kept.")
    newest = page.cards[-1]
    return _("Records: any {k} of the {n} cards open them, held by those named below.").format(
        k=newest.k, n=newest.n
    )


def _keep(plan: EmergencyPlan) -> tuple[Part, ...]:
    rows = (
        (_("Computer"), plan.computer),
        (_("Its login"), plan.login),
        (_("Backup disk"), plan.disk),
        (_("Phone, voicemail"), plan.phone),
        (_("Paper files"), plan.paper),
    )
    said = tuple((label, words or _("Not said")) for label, words in rows)
    return (Part(title=_("What to keep, and where it is"), rows=said),)


def _cards(page: EmergencyPage) -> tuple[Part, ...]:
    if not page.cards:
        return ()
    newest = page.cards[-1]
    title = _("Who holds a card; any {k} of {n} are enough").format(k=newest.k, n=newest.n)
    rows = tuple((_("Card {n}").format(n=card.number), _holder(card)) for card in newest.cards)
    return (Part(title=title, rows=rows),)


def _holder(card: HeldCard) -> str:
    return _joined(card.holder.name, card.holder.phone)


def _joined(*texts: str) -> str:
    # Each for itself: after an Arabic name the groups of a number would stand the other way round.
    return ", ".join(isolated(each) for each in texts if each)


def _helper(page: EmergencyPage, vault_id: str) -> tuple[Part, ...]:
    with_program = (
        _(
            "Connect the backup disk to any computer. Open START-HERE.html on it: it says all of "
            "this at more length, and needs no network."
        ),
        _(
            "If the folder “installers” is there, install Strongroom from it. On its first page "
            "choose “I am not the licensee”, then follow the steps on the screen."
        ),
        _(
            "To call clients, give it the call card, and the folder with START-HERE.html. To look "
            "after records, choose “Restore a backup”, and type the words of the cards."
        ),
    )
    without = (
        _(
            "You need three tools that anyone can get: age (age-encryption.org), Python 3 with its "
            "package cryptography, and any program that opens SQLite files."
        ),
        _(
            "The list of whom to call: put what stands on the call card into a file key.txt, and "
            "in the newest folder of “snapshots” run: age -d -i key.txt -o list.txt callsheet.age"
        ),
        _(
            "A key from cards: type the words of each card into a file of its own, and run: "
            "python3 reader/combine_cards.py card-1.txt card-2.txt > key.txt"
        ),
        _(
            "The records: python3 reader/rebuild_backup.py . Rebuilt.strongroom, and then: python3 "
            "reader/read_vault.py Rebuilt.strongroom key.txt out. The file out/records.sqlite is "
            "an ordinary SQLite file."
        ),
        _("Delete key.txt, list.txt and the folder out when you are done: anyone can read them."),
    )
    return (
        Part(
            title=_("Page 2, for a technical helper: with Strongroom"),
            paragraphs=(_("The vault is called {vault}.").format(vault=vault_id),),
            steps=with_program,
            new_page=True,
        ),
        Part(title=_("Without Strongroom, and without a network"), steps=without),
        Part(paragraphs=(_("This program informs. It is not legal advice."),)),
    )
