"""A calendar that opens under a field and closes when a day is picked."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QMenu, QToolButton, QWidget, QWidgetAction

from ui.theme import Theme
from vault.translation import _


def calendar_menu(
    theme: Theme, parent: QWidget, day: date, picked: Callable[[date], None]
) -> QMenu:
    """Return a menu with a calendar at `day`; `picked` is called with the day that is chosen."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    calendar = QCalendarWidget()
    calendar.setAccessibleName(_("Calendar"))
    calendar.setGridVisible(False)
    calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
    calendar.setSelectedDate(QDate(day.year, day.month, day.day))
    _color(calendar, theme)

    def choose(chosen: QDate) -> None:
        menu.close()
        picked(date(chosen.year(), chosen.month(), chosen.day()))

    calendar.activated.connect(choose)
    calendar.clicked.connect(choose)
    action = QWidgetAction(menu)
    action.setDefaultWidget(calendar)
    menu.addAction(action)
    menu.aboutToShow.connect(calendar.setFocus)
    return menu


def _color(calendar: QCalendarWidget, theme: Theme) -> None:
    """Keep red for what is overdue: Qt gives it to weekends."""
    plain, heading = QTextCharFormat(), QTextCharFormat()
    plain.setForeground(theme.color("ink"))
    heading.setForeground(theme.color("mute"))
    for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
        calendar.setWeekdayTextFormat(day, plain)
    calendar.setHeaderTextFormat(heading)
    for name, icon in (("prevmonth", "chevron-left"), ("nextmonth", "chevron-right")):
        arrow = calendar.findChild(QToolButton, f"qt_calendar_{name}")
        if arrow is not None:
            arrow.setIcon(theme.icon(icon, "mute"))
            arrow.setIconSize(theme.icon_size())
