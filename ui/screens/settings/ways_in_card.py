"""The ways into records and process notes: what there is, and what can be added or changed."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.screens.settings.card import SettingsCard
from ui.screens.settings.ways import (
    PROCESS,
    RECORDS,
    Ways,
    full_words,
    kind_words,
    read_ways,
)
from ui.tools import Tools
from ui.widgets.banner import Banner
from ui.widgets.buttons import button
from ui.widgets.emptied import empty
from ui.widgets.icon_label import IconLabel
from ui.widgets.labels import Pill, label
from vault.errors import NotAllowed
from vault.model.way_in import WayIn, check_ending
from vault.translation import _


class WaysInCard(SettingsCard):
    """Lists the ways in; a signal names the compartment or the way in it is about."""

    change_asked = Signal(str)
    add_asked = Signal(str)
    prove_asked = Signal(str)
    loss_asked = Signal(str)
    name_asked = Signal(object)
    """A WayIn that gets a name."""
    remove_asked = Signal(object)
    """A WayIn that ends, once it is known that it may."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(
            tools.theme,
            _("Ways in"),
            _("Records and process notes are locked apart, each with its own ways in."),
        )
        self._tools = tools
        self.ways: Ways | None = None
        self.refused: dict[str, Banner] = {}
        """What is said beneath the ways in of a compartment when one may not end."""
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
        if ways.process:
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

    def _remove(self, way: WayIn) -> None:
        """Ask for the removal of a way in, or say why it may not end and what can be done."""
        ways = self.ways
        if ways is None:
            return
        if ways.by_paper and way.compartment == RECORDS:
            self._refuse(
                way.compartment,
                _("The records were opened with the recovery key. Choose a new passphrase first."),
                _("Choose a new passphrase"),
            )
            return
        left = [each.type for each in ways.of(way.compartment) if each.id != way.id]
        try:
            check_ending([way.type], left)
        except NotAllowed as error:
            words = f"{error.sentence} {error.hint}"
            self._refuse(way.compartment, words, _("Change passphrase"))
        else:
            self.refused[way.compartment].clear()
            self.remove_asked.emit(way)

    def _refuse(self, compartment: str, sentence: str, action: str) -> None:
        self.refused[compartment].say(sentence, action=action)

    def _change_instead(self, compartment: str) -> None:
        self.refused[compartment].clear()
        self.change_asked.emit(compartment)

    def _listed(self, compartment: str, listed: tuple[WayIn, ...]) -> QWidget:
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
        for way in listed:
            column.addWidget(self._way(way))
        refused = self.refused[compartment] = Banner(theme, "amber")
        refused.acted.connect(partial(self._change_instead, compartment))
        column.addWidget(refused)
        if open_now:
            column.addWidget(self._reminder(compartment, titles[compartment]))
        column.addLayout(self._actions(compartment, titles[compartment]))
        loss = button(
            _("Change the key after a loss…"),
            theme=theme,
            small=True,
            name=f"{_('Change the key after a loss…')}: {titles[compartment]}",
        )
        loss.clicked.connect(partial(self.loss_asked.emit, compartment))
        row = QHBoxLayout()
        row.addWidget(loss)
        row.addStretch(1)
        column.addLayout(row)
        return holder

    def _way(self, way: WayIn) -> QWidget:
        icons = {"passphrase": "key-round", "recovery": "file-key", "executor": "users"}
        theme = self._tools.theme
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(10))
        tint = "plum" if way.compartment == PROCESS else "mute"
        beside = QVBoxLayout()  # its middle in that of the first line
        beside.setContentsMargins(0, theme.px(3), 0, 0)
        beside.addWidget(IconLabel(theme, icons.get(way.type, "key-round"), tint))
        beside.addStretch(1)
        row.addLayout(beside)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(kind_words(way), "body"))
        if way.name:
            words.addWidget(label(way.name, "small"))
        row.addLayout(words, 1)
        for text, asked in ((_("Name…"), self.name_asked.emit), (_("Remove…"), self._remove)):
            name = f"{text}: {full_words(way)}"
            made = button(text, theme=theme, kind="link", name=name)
            made.clicked.connect(lambda _checked, run=asked: run(way))
            row.addWidget(made, alignment=Qt.AlignmentFlag.AlignTop)
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
