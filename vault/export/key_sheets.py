"""What stands on the pages that open a vault: the recovery kit, and an executor card."""

from datetime import date

from vault.export.date_words import day_words
from vault.export.sheet import Part, Sheet
from vault.model.call_sheet import CallCard
from vault.model.secret import PaperKey, groups_of
from vault.model.share import Card
from vault.translation import _


def kit_sheet(paper: PaperKey) -> Sheet:
    """Return the recovery kit of one compartment: its key, whose it is, and what to do with it."""
    title, opens = {
        "records": (
            _("Recovery kit: the records"),
            _("This key opens the records of a therapist’s practice, without its process notes."),
        ),
        "process": (
            _("Recovery kit: process notes"),
            _("This key opens the process notes of a therapist’s practice, and no record."),
        ),
    }[paper.compartment]
    advice = _(
        "Whoever has this page can read them. Keep it where you keep a will, away from the "
        "computer."
    )
    return Sheet(
        kind=_("Recovery kit"),
        title=title,
        lead=f"{opens} {advice}",
        foot=_("Recovery kit · vault {vault} · made on {day}").format(
            vault=paper.vault_id[:8], day=day_words(paper.made_on)
        ),
        made_on=paper.made_on,
        room="process" if paper.compartment == "process" else "records",
        parts=(
            _key_part(_("The key"), paper.key),
            Part(
                title=_("Which vault"),
                rows=(
                    (_("Vault"), paper.vault_id),
                    (_("Made on"), day_words(paper.made_on)),
                    (_("Chain mark that day"), paper.mark.words),
                ),
            ),
            Part(title=_("When the passphrase is lost"), steps=_kit_steps(paper.compartment)),
            Part(
                title=_("When this page is lost, or somebody has seen it"),
                paragraphs=(
                    _(
                        "In Settings, under Ways in, remove this key: the vault gets a new one. "
                        "Copies and backups made before that day still open with this page."
                    ),
                ),
            ),
        ),
    )


def call_card_sheet(card: CallCard) -> Sheet:
    """Return the call card: its key, and how it opens the list of whom to call."""
    return Sheet(
        kind=_("Call card"),
        title=_("Call card"),
        lead=_(
            "It opens a list of whom to call when the therapist cannot, and how each may be "
            "reached. No note, diagnosis or record can be reached with it. One card is enough."
        ),
        foot=_("Call card · vault {vault} · made on {day}").format(
            vault=card.vault_id[:8], day=day_words(card.made_on)
        ),
        made_on=card.made_on,
        parts=(
            _key_part(_("The key of the list"), card.key),
            Part(
                title=_("How to open the list"),
                steps=(
                    _(
                        "With Strongroom: on the first page choose “I am not the licensee”, then "
                        "“Call clients”. Choose the vault or the backup disk, and type the key."
                    ),
                    _(
                        "Without it: connect the backup disk to a computer, and open "
                        "START-HERE.html on it. It names a helper’s one tool, age."
                    ),
                    _("The list says in steps A to D how to call. Whom you reached, you note."),
                ),
            ),
            Part(
                title=_("Until then"),
                rows=((_("Vault"), card.vault_id), (_("Made on"), day_words(card.made_on))),
                paragraphs=(
                    _(
                        "Keep it where whoever comes first finds it: that somebody is a client is "
                        "confidential too. Strongroom notes that the list was opened and the "
                        "therapist sees it; other programs leave no note."
                    ),
                ),
            ),
        ),
    )


def card_sheet(card: Card, made_on: date) -> Sheet:
    """Return one executor card; it does not say who holds it."""
    what = {
        "records": _("the records of a therapist’s practice, without its process notes"),
        "process": _("the process notes of a therapist’s practice"),
    }[card.compartment]
    return Sheet(
        kind=_("Executor card"),
        title=_("Executor card {number} of {n}").format(number=card.number, n=card.n),
        lead=_(
            "Any {k} of the {n} cards of this set together open {what}, to read. Fewer open "
            "nothing."
        ).format(k=card.k, n=card.n, what=what),
        foot=_("Executor card {number} of {n} · vault {vault} · set {way_in}").format(
            number=card.number, n=card.n, vault=card.vault_id[:8], way_in=card.way_in
        ),
        made_on=made_on,
        room="process" if card.compartment == "process" else "records",
        parts=(
            Part(
                title=_("The words of this card"),
                words=tuple(card.words.split()),
                code=card.words.upper(),
                code_says=_("The same words, for a reader of QR codes that keeps no pictures."),
            ),
            Part(
                title=_("Which vault"),
                rows=(
                    (_("Vault"), card.vault_id),
                    (_("Set"), f"{card.way_in} · {card.compartment} · {day_words(made_on)}"),
                    (_("Opens"), card.recipient),
                ),
            ),
            Part(
                title=_("When the cards are needed"),
                steps=(
                    _(
                        "Bring {k} cards of this set together, at the computer or the backup disk."
                    ).format(k=card.k),
                    _(
                        "In Strongroom, choose “Use executor cards” and type the words of each. "
                        "A mistyped word is named. Without Strongroom, open START-HERE.html on the "
                        "backup disk."
                    ),
                ),
            ),
            Part(
                title=_("Until then"),
                paragraphs=(
                    _(
                        "Keep this card where you keep a will, apart from the others, and type it "
                        "nowhere before it is needed. Strongroom enters in the vault’s log that "
                        "cards opened it; whoever opens a copy with other programs leaves no entry."
                    ),
                ),
            ),
        ),
    )


def _key_part(title: str, key: str) -> Part:
    return Part(
        title=title,
        groups=tuple(groups_of(key)),
        code=key,
        code_says=_("The same key, for a reader of QR codes that keeps no pictures."),
    )


def _kit_steps(compartment: str) -> tuple[str, ...]:
    return (
        _("Start Strongroom on the computer with the vault, and choose “Use recovery key”.")
        if compartment == "records"
        else _("Open the records in Strongroom, go to Process notes, choose “Use recovery key”."),
        _(
            "Type the key. Spaces and small letters do not matter, and a mistyped key is refused: "
            "check it, and try again. Nothing is lost by it."
        ),
        _("Set a new passphrase in Settings, under Ways in. This key goes on opening the vault."),
        _(
            "Is the computer gone? Connect the backup disk to another one, and open "
            "START-HERE.html on it. It says how to restore, with Strongroom or without."
        ),
    )
