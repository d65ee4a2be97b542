"""A measure that was filled in, entered item by item, or put right."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ui.screens.client.measure_items import MeasureItems
from ui.tools import Tools
from ui.widgets.list_form import ListForm
from vault.model.ids import AdministrationId, ClientId, new_id
from vault.model.in_error import InError
from vault.model.measure import Administration, measure_of, measures
from vault.translation import _

_MEASURE, _ANSWERS, _DAY, _WHO = "measure", "answers", "day", "filled_in_by"
_IN_ERROR, _REASON = "in_error", "reason"


class MeasureForm(ListForm):
    """Which measure is asked of a new one alone: what was filled in stays the measure it is."""

    def __init__(
        self,
        tools: Tools,
        desk: str,
        client: ClientId,
        known: Administration | None,
        last: str,
        *,
        may_remove: bool,
    ) -> None:
        """`last` is the measure that the client filled in last, "" where there is none.

        What may not be removed, as it was entered in another sitting, may be marked in error.
        """
        title = measure_of(known.measure).title if known is not None else _("Outcome measure")
        super().__init__(tools, desk, title, known.id if known is not None else "")
        self._client, self._known, self._last = client, known, last
        if known is None:
            named = {name: f"{each.title}, {each.whom}" for name, each in measures().items()}
            chosen = self.add_choice(_MEASURE, _("Measure"), named)
            chosen.setCurrentIndex(max(0, chosen.findData(last)))
            chosen.currentIndexChanged.connect(lambda: self._show_items())
        self.add_day(_DAY, _("Filled in on"), over=True)
        holder = QWidget()
        self._column = QVBoxLayout(holder)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.form.add_row(holder)
        words = _("Empty where the client did. Such as an interpreter who read it out.")
        self.add_line(_WHO, _("Who filled it in"), QLineEdit(), words)
        self._made: dict[str, MeasureItems] = {}
        self._show_items()
        if known is not None and not may_remove:
            self.add_check(_IN_ERROR, _("It was entered in error"))
            self.checks[_IN_ERROR].toggled.connect(self._show_reason)
            words = _("It stays here and can be read. It goes into no chart and no copy.")
            self.add_text(_REASON, _("Why it does not belong here"), words)
            self._show_reason()
        self.days[_DAY].set_value(known.day if known else tools.clock.now().date())
        if known is not None:
            self.lines[_WHO].setText(known.filled_in_by)
            self.items.show_answers(known.answers, known.difficulty)
        self.ready(self._administration, lambda vault: vault.measures, self._known_id)
        self.remove.setVisible(known is not None and may_remove)

    @property
    def items(self) -> MeasureItems:
        """What the measure that is chosen asks."""
        name = self._measure
        if name not in self._made:
            made = self._made[name] = MeasureItems(self.tools.theme, measure_of(name))
            made.changed.connect(self._autosave.touch)
            made.done.connect(lambda: self.save.setFocus(Qt.FocusReason.TabFocusReason))
            self._column.addWidget(made)
        return self._made[name]

    def begin(self) -> None:
        """Put the keyboard on the first item; on the measure where none was filled in yet."""
        if self._known is None and not self._last:
            super().begin()
        else:
            self.items.begin()

    def values(self) -> dict[str, str]:
        """Return what was entered, and the answers."""
        return super().values() | {_ANSWERS: self.items.text()}

    def take_up(self, kept: Mapping[str, Any]) -> None:
        """Go on with what was half entered."""
        super().take_up(kept)
        self.items.set_text(str(kept.get(_ANSWERS, "")))
        self._show_reason()

    @property
    def _measure(self) -> str:
        if self._known is not None:
            return self._known.measure
        return str(self.choices[_MEASURE].currentData())

    def _show_items(self) -> None:
        shown = self.items
        for each in self._made.values():
            each.setVisible(each is shown)

    def _show_reason(self) -> None:
        if _IN_ERROR in self.checks:
            self.form.show_field(_REASON, self.checks[_IN_ERROR].isChecked())

    def _error(self) -> InError | None:
        if _IN_ERROR not in self.checks or not self.checks[_IN_ERROR].isChecked():
            return None
        reason = self.texts[_REASON].text()
        if not reason.strip():
            self.form.set_error(_REASON, _("Why does it not belong here?"))
        return InError(reason, self.tools.clock.now())

    def _administration(self) -> Administration | None:
        day = self.days[_DAY].value()
        if day is None:
            if not self.form.error(_DAY):
                self.form.set_error(_DAY, _("On which day was it filled in?"))
            return None
        return Administration(
            id=self._known.id if self._known is not None else AdministrationId(new_id()),
            client=self._client,
            measure=self._measure,
            day=day,
            answers=self.items.answers(),
            difficulty=self.items.difficulty_answer(),
            filled_in_by=self.lines[_WHO].text(),
            in_error=self._error(),
        )
