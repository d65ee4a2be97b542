"""The card that says when a backup was last restored to see that it can be, and leads there."""

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.date_words import distance
from ui.paper_words import paper_title, route_words
from ui.screens.backup.overview import BackupOverview
from ui.theme import Theme
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.icon_label import IconLabel
from ui.widgets.labels import Pill, label
from vault.model.backup import REHEARSAL_LATE, REHEARSAL_OVERDUE
from vault.model.rehearsal import due_papers
from vault.translation import _, count_of


class RehearsalCard(Card):
    """`asked` tells that the person wants to rehearse."""

    asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, name=_("Rehearsal"))
        self._look = theme

    def show_overview(self, overview: BackupOverview, now: datetime) -> None:
        """Show when it was last, by what, and which key on paper waits."""
        self.clear()
        line = QWidget()
        row = QHBoxLayout(line)
        row.setSpacing(self._look.px(12))
        row.addWidget(IconLabel(self._look, "undo-2", "mute"))
        column = QVBoxLayout()
        column.setSpacing(self._look.px(3))
        due = due_papers(overview.papers, now.date())
        words, tone = _("A backup was not restored yet, to see that it can be"), "amber"
        last = overview.rehearsed
        if last is not None:
            day = last.at.astimezone(now.tzinfo).date()
            days = (now.date() - day).days
            when = distance(day, now.date()).lower()
            words = _("Restored {when}, {way}, and proved whole")
            words = words.format(when=when, way=route_words(last.done))
            late = "amber" if days <= REHEARSAL_OVERDUE else "red"
            tone = "teal" if days <= REHEARSAL_LATE else late
        column.addWidget(label(words, "body"))
        detail = _("By itself each month; with what is on paper once a year.")
        if due:
            detail = _("On paper and due: {what}").format(
                what=", ".join(paper_title(each) for each in due)
            )
        column.addWidget(label(detail, "small"))
        row.addLayout(column, 1)
        if tone != "teal":
            row.addWidget(Pill(_("late") if last else _("not yet"), tone, theme=self._look))
        elif due:
            said = count_of("{n} key due", "{n} keys due", len(due))
            row.addWidget(Pill(said, "amber", theme=self._look))
        go = button(_("Rehearse…"), small=True, theme=self._look)
        go.clicked.connect(self.asked)
        row.addWidget(go)
        self.add_row(line)
