"""One backup place as a row: where it is, what lies there, and what can be done about it."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.date_words import distance, time_of_day
from ui.screens.backup.overview import PlaceState
from ui.theme import Theme
from ui.widgets.buttons import LINK_PADDING, button
from ui.widgets.icon_label import IconLabel
from ui.widgets.labels import ElidedLabel, Pill, label
from vault.translation import _, count_of

_ICON = 16


class PlaceRow(QWidget):
    """Each signal names the place."""

    check_asked = Signal(str)
    remove_asked = Signal(str)
    installer_asked = Signal(str)

    def __init__(self, theme: Theme, state: PlaceState, now: datetime) -> None:
        super().__init__()
        px = theme.px
        whole = QVBoxLayout(self)
        whole.setSpacing(px(6))
        row = QHBoxLayout()
        row.setSpacing(px(12))
        whole.addLayout(row)
        top = Qt.AlignmentFlag.AlignTop
        row.addWidget(IconLabel(theme, "hard-drive-download", "mute"), alignment=top)
        column = QVBoxLayout()
        column.setSpacing(px(3))
        name = ElidedLabel(state.path, "body")
        column.addWidget(name)
        column.addWidget(label(_detail(state, now), "small"))
        self.installers = label(_("No installers of Strongroom there yet"), "small")
        self.add_installer = button(
            _("Add an installer…"),
            kind="link",
            theme=theme,
            name=_("Add an installer of Strongroom to {place}").format(place=state.path),
        )
        self.add_installer.clicked.connect(lambda: self.installer_asked.emit(state.path))
        beneath = QHBoxLayout()
        beneath.addSpacing(px(_ICON + 12))  # in line with the words above
        beneath.addWidget(self.installers, 1)
        beneath.addWidget(self.add_installer)
        beneath.addSpacing(-px(LINK_PADDING))
        whole.addLayout(beneath)
        if state.risk:
            column.addWidget(label(state.risk, "small"))
        row.addLayout(column, 1)
        words, tone = _standing(state, now)
        self._standing = Pill(words, tone, theme=theme)
        self._away = Pill(_("not connected"), "amber", theme=theme)
        self._away.hide()
        for pill in (self._standing, self._away):
            row.addWidget(pill, alignment=Qt.AlignmentFlag.AlignVCenter)
        self._has_backups = state.latest is not None
        self.check = button(
            _("Check"), small=True, theme=theme, name=_("Check {place}").format(place=state.path)
        )
        self.check.clicked.connect(lambda: self.check_asked.emit(state.path))
        remove = button(
            _("Remove"), small=True, theme=theme, name=_("Remove {place}").format(place=state.path)
        )
        remove.clicked.connect(lambda: self.remove_asked.emit(state.path))
        for each in (self.check, remove):
            row.addWidget(each, alignment=Qt.AlignmentFlag.AlignVCenter)

    def show_connected(self, connected: bool, systems: Sequence[str] = ()) -> None:
        """Say whether its backups can be seen now, and for which systems installers lie there."""
        if systems:
            words = _("Installers of Strongroom for {systems}")
            self.installers.setText(words.format(systems=", ".join(systems)))
        self.installers.setVisible(connected)
        self.add_installer.setEnabled(connected)
        away = self._has_backups and not connected
        self._away.setVisible(away)
        self._standing.setVisible(not away)
        self.check.setEnabled(connected)


def _standing(state: PlaceState, now: datetime) -> tuple[str, str]:
    if state.latest is None:
        return _("no backup yet"), "amber"
    if not state.changes:
        return _("up to date"), "teal"
    words = count_of("{n} change since", "{n} changes since", state.changes)
    made = state.latest.made_at.astimezone(now.tzinfo)
    return words, "teal" if (now.date() - made.date()).days <= 1 else "amber"


def _detail(state: PlaceState, now: datetime) -> str:
    made = state.latest
    if made is None:
        return _("The first backup copies the whole vault; later ones what has changed.")
    at = made.made_at.astimezone(now.tzinfo)
    words = _("Read back {day}, {time} · {size}").format(
        day=distance(at.date(), now.date()).lower(),
        time=time_of_day(at.time()),
        size=QLocale().formattedDataSize(made.size, 1, QLocale.DataSizeFormat.DataSizeSIFormat),
    )
    if made.process_proved is False:
        return f"{words} · {_('process notes could not be proved')}"
    return words
