"""The emergency page: one sheet that says what to do, and a second page for a technical helper."""

from datetime import date

from vault.export.date_words import day_words
from vault.export.sheet import Part, Sheet
from vault.model.audit import Mark
from vault.model.direction import isolated
from vault.model.emergency import Edition, EmergencyPage, EmergencyPlan
from vault.model.share import HeldCard
from vault.translation import _

COMBINE, REBUILD, READ = (
    f"python3 reader/{name}.py" for name in ("combine_cards", "rebuild_backup", "read_vault")
)


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
        _("Connect the backup disk to any computer. START-HERE.html on it says all of this too."),
        _(
            "If the folder “installers” is there, install Strongroom from it. On its first page "
            "choose “I am not the licensee”, and there the folder with START-HERE.html."
        ),
        _(
            "The call card opens the list of whom to call. “Use executor cards” leads to the "
            "records: it asks for the words of the cards."
        ),
    )
    return (
        Part(
            title=_("Page 2, for a technical helper: with Strongroom"),
            paragraphs=(_("The vault is called {vault}.").format(vault=vault_id),),
            steps=with_program,
            new_page=True,
        ),
        *_without(page),
    )


def _without(page: EmergencyPage) -> tuple[Part, ...]:
    cards = f"{COMBINE} {' '.join(f'card-{n}.txt' for n in range(1, page.k + 1))} > key.txt"
    by_cards = Part(
        title=_("A key from cards"),
        paragraphs=(
            _(
                "In the folder with START-HERE.html, type the words of each card into a text "
                "file of its own. Open a terminal in that folder, and type:"
            ),
        ),
        commands=(cards,),
    )
    return (
        Part(
            title=_("Without Strongroom, and without a network"),
            paragraphs=(
                _(
                    "You need three tools that anyone can get: age (age-encryption.org), Python 3 "
                    "(python.org) with its package cryptography, and any program that opens SQLite "
                    "files. On Windows type py in the place of python3."
                ),
            ),
        ),
        Part(
            title=_("The list of whom to call"),
            paragraphs=(
                _(
                    "Put the key that stands on the call card, and nothing else, into a text file "
                    "key.txt in the newest folder of “snapshots”. Open a terminal there, and type:"
                ),
            ),
            commands=("age -d -i key.txt -o list.txt callsheet.age",),
        ),
        *((by_cards,) if page.cards else ()),
        Part(
            title=_("The records"),
            paragraphs=(
                _(
                    "In the folder with START-HERE.html the file key.txt holds the key from cards "
                    "or that of a recovery kit. Open a terminal in that folder, and type:"
                ),
            ),
            commands=(f"{REBUILD} . Rebuilt.strongroom", f"{READ} Rebuilt.strongroom key.txt out"),
        ),
        Part(
            paragraphs=(
                _(
                    "The file records.sqlite in the folder out is an ordinary SQLite file: the "
                    "table client has the names, note_text the notes. When you are done, delete "
                    "key.txt, list.txt, the words of the cards and the folder out: anyone can "
                    "read them."
                ),
                _("This program informs. It is not legal advice."),
            ),
        ),
    )
