"""The emergency page among what Succession has: what is said of it, and the way to paper."""

from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from threading import Event
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.date_words import plain_day
from ui.tools import Tools
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.labels import Pill, label
from ui.widgets.paper_row import PaperRow
from vault.lifecycle.paper_key import PAGE, write_page
from vault.model.emergency import EmergencyPlan
from vault.open_vault import OpenVault
from vault.progress import Progress
from vault.translation import _


@dataclass(frozen=True)
class PageState:
    """What the page says, its newest `edition` with the day it was `printed`, whether it is old."""

    plan: EmergencyPlan = field(repr=False)
    edition: int | None
    printed: date | None
    is_due: bool

    @property
    def says_something(self) -> bool:
        """Whether it was filled in."""
        return self.plan != EmergencyPlan()


class EmergencyCard(Card):
    """`fill_asked` asks for the form, with what the page says by now."""

    fill_asked = Signal(object)
    shown = Signal()
    """It was read again, and is shown as it is now."""

    def __init__(self, tools: Tools) -> None:
        title = _("Emergency page")
        super().__init__(tools.theme, inset=True, name=title)
        self._tools = tools
        self._state: PageState | None = None
        self._may_fill = False
        self._stopped = Event()
        head = QWidget()
        row = QHBoxLayout(head)
        row.setSpacing(tools.theme.px(16))
        row.addWidget(label(title, "heading", wrap=False))
        self.pill = Pill("", "amber", theme=tools.theme)
        row.addWidget(self.pill)
        row.addStretch(1)
        self.fill = button(_("Change…"), icon="pen-line", theme=tools.theme, small=True)
        self.fill.clicked.connect(self._ask_to_fill)
        row.addWidget(self.fill)
        self.add_row(head)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setSpacing(tools.theme.px(6))
        words = _(
            "One sheet for whoever comes first if you cannot work: whom to call, what to keep, and "
            "where it is. No client stands on it, and it opens nothing."
        )
        column.addWidget(label(words, "mute"))
        self.said = label("", "small")
        column.addWidget(self.said)
        self.paper = PaperRow(tools, _("Save the page…"), icon="file-down")
        self.paper.save_asked.connect(partial(self._prepare, self._ask_where))
        self.paper.print_asked.connect(partial(self._prepare, self._print))
        column.addSpacing(tools.theme.px(4))
        column.addWidget(self.paper)
        self.add_row(body)
        for each in (self.pill, self.fill, self.paper):
            each.hide()

    @property
    def state(self) -> PageState | None:
        """What was read last."""
        return self._state

    def reload(self, *, may_fill: bool) -> None:
        """Read again how it stands with the page."""
        self._may_fill = may_fill
        self._tools.worker.run(read_page, owner=self, done=self._show)

    def begin(self) -> None:
        """Put the keyboard on what is to be done."""
        target = self.paper.save if self.paper.isVisible() else self.fill
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def stop(self) -> None:
        """Write no page any more: the vault locks."""
        self._stopped.set()

    def _show(self, state: PageState) -> None:
        self._state = state
        some = state.says_something
        self.fill.setVisible(self._may_fill)
        self.fill.set_text(_("Change…") if some else _("Fill it in…"))
        name = _("Change the emergency page") if some else _("Fill in the emergency page")
        self.fill.set_name(name)
        self.paper.setVisible(some)
        self.pill.setVisible(some)
        self.said.setText(_page_words(state))
        self.pill.set_tone("amber" if state.is_due else "teal")
        self.pill.setText(_("to be printed") if state.is_due else _("as printed"))
        self.shown.emit()

    def _ask_to_fill(self) -> None:
        if self._state is not None:
            self.fill_asked.emit(self._state.plan)

    def _prepare(self, go_on: Any) -> None:
        self._stopped = Event()
        self._tools.worker.run(
            lambda v: v.emergencies.prepare(),
            owner=self,
            done=go_on,
            failed=self.paper.refuse,
        )

    def _ask_where(self, prepared: Any) -> None:
        number = prepared.edition.number
        name = _("Strongroom emergency page {n}.pdf").format(n=number)
        chosen = self._tools.dialogs.save_file(self, _("Save the emergency page"), name)
        if not chosen:
            return
        file = Path(chosen)
        if not file.suffix:
            file = file.with_suffix(PAGE)
        words = _("Saved as “{name}”. Print it, and lay it where whoever comes first looks.")
        self.paper.begin(_("Setting the page …"))
        self._tools.worker.apart(
            partial(_write, prepared, file, self._progress()),
            owner=self,
            done=lambda _none: self._record(prepared, words.format(name=file.name)),
            failed=self.paper.refuse,
        )

    def _print(self, prepared: Any) -> None:
        words = _("Sent to the printer. Lay it where whoever comes first looks.")
        progress = self._progress()
        self.paper.send(lambda: [prepared.render(progress)], lambda: self._record(prepared, words))

    def _record(self, prepared: Any, words: str) -> None:
        self._tools.worker.run(
            lambda v: v.emergencies.record(prepared),
            owner=self,
            done=lambda _none: self.paper.say(words),
            failed=self.paper.refuse,
        )

    def _progress(self) -> Progress:
        return Progress(cancelled=self._stopped.is_set)


def read_page(vault: OpenVault) -> PageState:
    """Return how it stands with the emergency page."""
    page = vault.emergencies
    edition = page.edition()
    return PageState(
        page.get(), edition.number if edition else None, page.printed_on(), page.is_due()
    )


def _page_words(state: PageState) -> str:
    if not state.says_something:
        return _("Nothing is said yet that could stand on it.")
    if state.edition is None or state.printed is None:
        return _("It is filled in, and not yet on paper.")
    words = _("Edition {n}, printed on {day}.")
    if state.is_due:
        words = _(
            "Edition {n}, printed on {day}: something on it is another now. Print it anew, and "
            "take the old sheet away."
        )
    return words.format(n=state.edition, day=plain_day(state.printed))


def _write(prepared: Any, file: Path, progress: Progress) -> None:
    write_page(file, prepared.render(progress))
