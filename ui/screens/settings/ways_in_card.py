"""The ways into records and process notes: what there is, and what can be added or changed."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.screens.settings.card import SettingsCard
from ui.screens.settings.ways import PROCESS, RECORDS, Ways, read_ways
from ui.tools import Tools
from ui.widgets.banner import Banner
from ui.widgets.buttons import button
from ui.widgets.emptied import empty
from ui.widgets.icon_label import IconLabel
from ui.widgets.labels import Pill, label
from vault.translation import _


class WaysInCard(SettingsCard):
    """Lists the ways in; each signal names the compartment it is about."""

    change_asked = Signal(str)
    add_asked = Signal(str)
    prove_asked = Signal(str)

    def __init__(self, tools: Tools) -> None:
        super().__init__(
            tools.theme,
            _("Ways in"),
            _("Records and process notes are locked apart, each with its own ways in."),
        )
        self._tools = tools
        self.ways: Ways | None = None
        self.recovered = Banner(tools.theme, "amber")
        self.recovered.acted.connect(lambda: self.change_asked.emit(RECORDS))
        self.column.addWidget(self.recovered)
        self._lists = QVBoxLayout()
        self._lists.setSpacing(tools.theme.px(16))
        self.column.addLayout(self._lists)

    def reload(self) -> None:
        """Read the ways in again."""
        self._tools.worker.run(read_ways, owner=self, done=self._show)

    def _show(self, ways: Ways) -> None:
        if ways == self.ways:
            return
        self.ways = ways
        empty(self._lists)
        self._lists.addWidget(self._listed(RECORDS, ways.records))
        if ways.process_exists:
            self._lists.addWidget(self._listed(PROCESS, ways.process))
        else:
            words = _("Process notes have none yet: the first of them asks for a passphrase.")
            self._lists.addWidget(label(words, "small"))
        if ways.by_paper:
            said = _("The records were opened with the recovery key.")
            action = _("Choose a new passphrase")
            self.recovered.say(said, action=action, closable=False)
        else:
            self.recovered.clear()

    def _listed(self, compartment: str, types: tuple[str, ...] | None) -> QWidget:
        theme = self._tools.theme
        holder = QWidget()
        if compartment == PROCESS:
            holder.setProperty("room", "process")
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        titles = {RECORDS: _("Records"), PROCESS: _("Process notes")}
        column.addWidget(label(titles[compartment], "strong"))
        open_now = self.ways is not None and compartment in self.ways.unconfirmed
        if types is None:
            words = _("Their ways in are listed while they are open.")
            column.addWidget(label(words, "small"))
        for type_ in types or ():
            column.addWidget(self._way(compartment, type_))
        if open_now:
            column.addWidget(self._reminder(compartment, titles[compartment]))
        column.addLayout(self._actions(compartment, titles[compartment]))
        return holder

    def _way(self, compartment: str, type_: str) -> QWidget:
        icons = {"passphrase": "key-round", "recovery": "file-key", "executor": "users"}
        words = {
            "passphrase": _("Passphrase"),
            "recovery": _("Recovery key on paper"),
            "executor": _("Executor shares"),
        }
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self._tools.theme.px(10))
        tint = "plum" if compartment == PROCESS else "mute"
        row.addWidget(IconLabel(self._tools.theme, icons.get(type_, "key-round"), tint))
        row.addWidget(label(words.get(type_, type_), "body"), 1)
        return line

    def _reminder(self, compartment: str, title: str) -> QWidget:
        theme = self._tools.theme
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        row.addWidget(Pill(_("recovery key not checked"), "amber", theme=theme))
        row.addStretch(1)
        name = _("Check the recovery key: {compartment}").format(compartment=title)
        check = button(_("Check it"), small=True, theme=theme, name=name)
        check.clicked.connect(partial(self.prove_asked.emit, compartment))
        row.addWidget(check)
        return line

    def _actions(self, compartment: str, title: str) -> QHBoxLayout:
        theme = self._tools.theme
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        for words, asked in (
            (_("Change passphrase"), self.change_asked),
            (_("Add recovery key"), self.add_asked),
        ):
            name = f"{words}: {title}"
            made = button(words, theme=theme, name=name, small=True)
            made.clicked.connect(partial(asked.emit, compartment))
            row.addWidget(made)
        row.addStretch(1)
        return row
