"""The legal holds on a client's file: placed when and why, and when they were lifted."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt

from ui.capital import capital
from ui.date_words import plain_day
from ui.navigation import CARE
from ui.screens.client.hold_form import HoldForm
from ui.tools import Tools
from ui.widgets.buttons import button
from ui.widgets.labels import label
from ui.widgets.list_page import ListKind, ListPage
from ui.widgets.list_row import ListRow, days_words
from vault.model.hold import Hold
from vault.model.hold_words import reason_words
from vault.model.ids import ClientId, HoldId
from vault.open_vault import OpenVault
from vault.translation import _


@dataclass(frozen=True)
class Shown:
    """A hold, and what may be done with it."""

    hold: Hold
    may_change: bool
    may_remove: bool


class HoldsPage(ListPage):
    """The holds on one file, the newest first."""

    def __init__(self, tools: Tools) -> None:
        kind = ListKind(
            title=_("Holds"),
            add=(_("Place a hold…"), "plus"),
            desk="client/hold-",
            removed=_("The hold was removed."),
            read=_read,
            show=self._show_found,
            form=self._form_of,
            bring_back=lambda hold, vault: vault.holds.undo_remove(hold.id),
            kept="hold",
        )
        super().__init__(tools, kind)
        self._holds: tuple[Shown, ...] = ()
        self.nothing = label(_("The file is not on hold."), "mute")
        self.what = label(
            _(
                "While a hold is open, no draft of this file can be discarded and nothing of it "
                "removed. Signed notes never change, held or not."
            ),
            "small",
        )
        self.back = button(_("Back to care"), theme=tools.theme, small=True)
        self.back.clicked.connect(self._to_care)
        for widget in (self.nothing, self.what):
            self.column.addWidget(widget)
        self.column.addWidget(self.back, alignment=Qt.AlignmentFlag.AlignLeft)

    def lift(self, hold: HoldId) -> None:
        """Enter when and why a hold was lifted."""
        form = self.open_form(hold)
        if isinstance(form, HoldForm):
            form.begin_lift()

    def _show_found(self, holds: tuple[Shown, ...]) -> None:
        self._holds = holds
        self.banner.clear()
        self.nothing.setVisible(not holds)
        for shown in reversed(holds):
            self.listed.add_row(self._row(shown))

    def _row(self, shown: Shown) -> ListRow:
        hold, theme = shown.hold, self.tools.theme
        said = [days_words(hold.placed, hold.lifted)]
        said += [hold.words] if hold.words.strip() else []
        said += [hold.lifted_words] if hold.lifted_words else []
        beside, state = None, (_("lifted"), "plain")
        if hold.is_open:
            state = (_("on hold"), "amber")
            since = plain_day(hold.placed)
            spoken = _("Lift the hold of {day}").format(day=since)
            beside = button(_("Lift…"), theme=theme, name=spoken, small=True)
            beside.clicked.connect(partial(self.lift, hold.id))
        row = ListRow(theme, capital(reason_words(hold.reason)), said, state=state, beside=beside)
        row.change_asked.connect(partial(self.open_form, hold.id))
        self.offer_earlier(row, hold.id)
        row.change.setVisible(shown.may_change)
        return row

    def _form_of(self, client: ClientId, desk: str, known: str) -> HoldForm | None:
        found = next((each for each in self._holds if each.hold.id == known), None)
        if known and (found is None or not found.may_change):
            return None
        hold = found.hold if found is not None else None
        may_remove = found is not None and found.may_remove
        return HoldForm(self.tools, desk, client, hold, may_remove=may_remove)

    def _to_care(self) -> None:
        self.tools.navigation.go("client", client=self._client, note=CARE)


def _read(client: ClientId, vault: OpenVault) -> tuple[Shown, ...]:
    holds = vault.holds
    return tuple(
        Shown(each, holds.may_change(each), holds.may_remove(each))
        for each in holds.of_client(client)
    )
