"""A calendar that opens under a field and closes when a day is picked."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QCalendarWidget, QMenu, QWidget, QWidgetAction

from vault.translation import _


def calendar_menu(parent: QWidget, day: date, picked: Callable[[date], None]) -> QMenu:
    """Return a menu with a calendar at `day`; `picked` is called with the day that is chosen."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    calendar = QCalendarWidget()
    calendar.setAccessibleName(_("Calendar"))
    calendar.setGridVisible(False)
    calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
    calendar.setSelectedDate(QDate(day.year, day.month, day.day))

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
