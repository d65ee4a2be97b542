"""The entries of the referral directory by name, found by what is typed above them."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QCheckBox

from ui.date_words import plain_day
from ui.screens.referrals.referral_form import ReferralForm
from ui.tools import Tools
from ui.widgets.buttons import button
from ui.widgets.icon_line import IconLine
from ui.widgets.labels import label
from ui.widgets.list_page import ListKind, ListPage
from ui.widgets.list_row import ListRow
from vault.model.ids import ClientId
from vault.model.referral import ReferralEntry, Taking, found, taking_words
from vault.open_vault import OpenVault
from vault.translation import _


class ReferralsPage(ListPage):
    """Nothing of it is in any record."""

    def __init__(self, tools: Tools) -> None:
        kind = ListKind(
            title=_("Referral directory"),
            add=(_("Add an entry…"), "plus"),
            desk="referrals/entry",
            removed=_("The entry was removed. Notes that name it stay as they are."),
            read=_read,
            show=self._show_found,
            form=self._form_of,
            bring_back=lambda entry, vault: vault.referrals.undo_remove(entry.id),
        )
        super().__init__(tools, kind)
        self._entries: Sequence[ReferralEntry] = ()
        find = _("Find by a word of anything that is known")
        self.typed = IconLine(tools.theme, name=find, placeholder=find)
        self.typed.setClearButtonEnabled(True)
        self.typed.textChanged.connect(self._fill)
        self.above.addWidget(self.typed)
        self.away = QCheckBox(_("Show those that were put away"))
        self.away.toggled.connect(self._fill)
        self.nothing = label("", "mute")
        words = _(
            "Colleagues and services to whom you refer. From a draft that is a referral an entry "
            "is put into the note as words, which stay when it changes here. The directory is in "
            "nobody’s record."
        )
        for widget in (self.nothing, self.away, label(words, "small")):
            self.column.addWidget(widget)

    def _show_found(self, entries: Sequence[ReferralEntry]) -> None:
        self._entries = entries
        self.banner.clear()
        self.typed.setVisible(bool(entries))
        self.away.setVisible(any(each.away for each in entries) or self.away.isChecked())
        self._fill()

    def _fill(self) -> None:
        """Show the entries that hold what is typed."""
        shown = found(self._entries, self.typed.text(), away=self.away.isChecked())
        self.listed.clear()
        self.listed.hide()
        for each in shown:
            self.listed.add_row(self._row(each))
        self.listed.setVisible(bool(shown))
        self.nothing.setText(
            _("None is found.") if self._entries else _("The directory is empty yet.")
        )
        self.nothing.setVisible(not shown)

    def _row(self, entry: ReferralEntry) -> ListRow:
        theme, said = self.tools.theme, [*entry.said, *entry.note.splitlines()]
        if entry.confirmed is not None:
            said.append(_("confirmed {day}").format(day=plain_day(entry.confirmed)))
        words = _("Bring back") if entry.away else _("Put away")
        moves = button(words, theme=theme, name=f"{words}: {entry.name}", small=True)
        moves.clicked.connect(partial(self._move, entry))
        state = None
        if entry.taking is not Taking.UNKNOWN:
            state = taking_words(entry.taking), "teal" if entry.taking is Taking.YES else "plain"
        row = ListRow(theme, entry.name, said, state=state, beside=moves)
        row.change_asked.connect(partial(self.open_form, entry.id))
        return row

    def _move(self, entry: ReferralEntry) -> None:
        """Put an entry away, or bring it back; the other of the two undoes it."""
        done = _("It is offered again.") if entry.away else _("It is put away.")

        def moved(now: ReferralEntry) -> None:
            undo = partial(self.change, partial(_moved, now))
            self.tools.notices.say(done, action=_("Undo"), run=undo)
            self.reload()

        self.change(partial(_moved, entry), moved)

    def _form_of(self, _nobody: ClientId, desk: str, known: str) -> ReferralForm | None:
        entry = next((each for each in self._entries if each.id == known), None)
        if known and entry is None:
            return None
        return ReferralForm(self.tools, desk, entry)


def _moved(entry: ReferralEntry, vault: OpenVault) -> ReferralEntry:
    """Put an entry away; one that is put away is brought back."""
    move = vault.referrals.bring_back if entry.away else vault.referrals.put_away
    return move(entry.id)


def _read(_nobody: ClientId, vault: OpenVault) -> Sequence[ReferralEntry]:
    return vault.referrals.list_all()
