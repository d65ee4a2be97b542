"""Rules of retention that come in, before a picture is taken."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QScrollArea

from tests.rule_files import VERMONT, Maker, massachusetts, rule_text
from ui.screens.retention_rules.page import RetentionRulesPage
from ui.screens.retention_rules.rules_dialog import RulesDialog

if TYPE_CHECKING:
    from tests.screenshots.visit import Visit

Way = tuple[str, Callable[[], object]]
_KEY = bytes(range(32))
"""The same key each time: its fingerprint is in the picture."""


def rule_pages(visit: "Visit", home: Path) -> Iterator[Way]:
    """Yield the name of each picture, and what goes there."""

    def page() -> RetentionRulesPage:
        return visit.found(RetentionRulesPage)

    def come_in() -> None:
        page().look_at(Maker(_KEY).write(home, rule_text(massachusetts(8), VERMONT)))

    yield "retention-rules-come-in", come_in
    yield "retention-rules-records", lambda: _down(visit.found(RulesDialog))
    yield "retention-rules-came-in", lambda: _take_in(visit, visit.found(RulesDialog), page())


def _down(dialog: RulesDialog) -> None:
    area = dialog.findChild(QScrollArea)
    if area is not None:
        area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())


def _take_in(visit: "Visit", dialog: RulesDialog, page: RetentionRulesPage) -> None:
    dialog.trusts.setChecked(True)
    dialog.name.setText("State office")
    dialog.decide()
    visit.settle()
    for area in page.findChildren(QScrollArea):
        area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
