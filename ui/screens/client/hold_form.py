"""A legal hold, placed or lifted."""

from PySide6.QtWidgets import QLineEdit

from ui.tools import Tools
from ui.widgets.list_form import ListForm
from vault.model.hold import Hold, HoldReason
from vault.model.hold_words import reason_words
from vault.model.ids import ClientId, HoldId, new_id
from vault.translation import _

_LIFTED = ("lifted", "lifted_words")


class HoldForm(ListForm):
    """Asks when and why it was lifted once it is said to be."""

    def __init__(
        self,
        tools: Tools,
        desk: str,
        client: ClientId,
        known: Hold | None,
        *,
        may_remove: bool,
    ) -> None:
        """`known` is changed, None places a new one; `may_remove` lets one go that is a mistake."""
        super().__init__(tools, desk, _("Legal hold"), known.id if known is not None else "")
        self._client, self._known = client, known
        reasons = {each: reason_words(each) for each in HoldReason}
        words = _("A hold is on this file alone. Where the client has others, place it there too.")
        self.add_choice("reason", _("Why the file is held"), reasons, words)
        self.add_day("placed", _("On hold since"), over=True)
        words = _("Such as the case number, or who asked. It stays with the record.")
        self.add_line("words", _("What it is about"), QLineEdit(), words)
        self.add_check("has_ended", _("The reason has ended, and the hold is lifted"))
        self.add_day("lifted", _("Lifted on"), over=True)
        self.add_line("lifted_words", _("Why it could be lifted"), QLineEdit())
        self._show(known)
        self.checks["has_ended"].toggled.connect(self._show_end)
        self._show_end()
        self.remove.setVisible(may_remove)
        self.ready(self._hold, lambda vault: vault.holds, self._known_id)

    def begin_lift(self) -> None:
        """Ask when and why it was lifted: today, unless another day is entered."""
        self.checks["has_ended"].setChecked(True)
        self.lines["lifted_words"].setFocus()

    def _show(self, known: Hold | None) -> None:
        today = self.tools.clock.now().date()
        self.days["placed"].set_value(known.placed if known is not None else today)
        if known is None:
            return
        reason = self.choices["reason"]
        reason.setCurrentIndex(reason.findData(known.reason))
        self.lines["words"].setText(known.words)
        self.checks["has_ended"].setChecked(not known.is_open)
        self.days["lifted"].set_value(known.lifted)
        self.lines["lifted_words"].setText(known.lifted_words)

    def _show_end(self) -> None:
        ended = self.checks["has_ended"].isChecked()
        for name in _LIFTED:
            self.form.show_field(name, ended)
        if ended and not self.days["lifted"].line.text():
            self.days["lifted"].set_value(self.tools.clock.now().date())

    def _hold(self) -> Hold | None:
        ended = self.checks["has_ended"].isChecked()
        placed = self.needed_day("placed", _("Since when is the file held?"))
        lifted = self.needed_day("lifted", _("On which day was it lifted?")) if ended else None
        reason = HoldReason(self.choices["reason"].currentData())
        if reason is HoldReason.OTHER and not self.lines["words"].text().strip():
            self.form.set_error("words", _("Say in a few words why the file is held."))
        if ended and not self.lines["lifted_words"].text().strip():
            why = _("Say in a few words why the hold could be lifted.")
            self.form.set_error("lifted_words", why)
        if placed is None or (ended and lifted is None):
            return None
        return Hold(
            id=self._known.id if self._known is not None else HoldId(new_id()),
            client=self._client,
            reason=reason,
            placed=placed,
            words=self.lines["words"].text(),
            lifted=lifted,
            lifted_words=self.lines["lifted_words"].text(),
        )
