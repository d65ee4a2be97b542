"""The places of the window that are about how long records are kept, and their end."""

import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.practice import PASSPHRASE
from tests.rule_files import VERMONT, Maker, massachusetts, rule_text
from tests.ui.record import ask
from tests.ui.screens.retention.arranged import arranged
from tests.ui.window import Hands
from ui.screens.retention.end_dialog import EndDialog
from ui.screens.retention.keep_dialog import KeepDialog
from ui.screens.retention.screen import RetentionScreen
from ui.screens.retention_rules.confirm_dialog import ConfirmDialog
from ui.screens.retention_rules.own_rule_form import OwnRuleForm
from ui.screens.retention_rules.page import RetentionRulesPage
from ui.screens.retention_rules.rules_dialog import RulesDialog
from ui.widgets.list_row import ListRow


def retention_places(hands: Hands) -> list[tuple[str, Callable[[], None]]]:
    """Return these places in the order in which a person may go."""
    return [
        ("retention", lambda: _table(hands)),
        ("a record kept longer", lambda: _chosen(hands, "Hanna Weiss").extend()),
        ("the end of a record", lambda: _end(hands)),
        ("what is asked to end", lambda: _asked(hands)),
        ("rules of retention", lambda: hands.tools.navigation.go("retention-rules")),
        ("rules that come in", lambda: _bring(hands)),
        ("rules that came in", lambda: _brought(hands)),
        ("rules to take back", lambda: _take_back(hands)),
        ("a rule to confirm", lambda: _confirm(hands)),
        ("an own rule", lambda: _own_rule(hands)),
        ("the table again", lambda: hands.find(OwnRuleForm).back_out()),
    ]


def _table(hands: Hands) -> None:
    ask(hands, arranged)
    hands.tools.navigation.go("retention")


def _chosen(hands: Hands, name: str) -> RetentionScreen:
    screen = hands.find(RetentionScreen)
    rows = [screen.model.at(n) for n in range(screen.model.rowCount())]
    at = next(n for n, row in enumerate(rows) if row is not None and row.client.name == name)
    screen.list.select_row(at)
    screen.list.moved.emit(at)
    hands.settle()
    return screen


def _end(hands: Hands) -> None:
    hands.find(KeepDialog).reject()
    _chosen(hands, "Hanna Weiss").ask_for_end()


def _asked(hands: Hands) -> None:
    dialog = hands.find(EndDialog)
    dialog.passphrase.setText(PASSPHRASE)
    dialog.end()


def _bring(hands: Hands) -> None:
    text = rule_text(massachusetts(8), VERMONT)
    path = Maker().write(Path(tempfile.mkdtemp()), text)
    hands.find(RetentionRulesPage).look_at(path)
    hands.settle()
    hands.find(RulesDialog).decide()


def _brought(hands: Hands) -> None:
    dialog = hands.find(RulesDialog)
    dialog.trusts.setChecked(True)
    dialog.name.setText("State office")
    dialog.decide()


def _take_back(hands: Hands) -> None:
    page = hands.find(RetentionRulesPage)
    page.came_in.findChildren(ListRow)[0].change.click()


def _confirm(hands: Hands) -> None:
    dialog = hands.find(RulesDialog)
    dialog.decide()
    hands.settle()
    hands.find(RetentionRulesPage).confirm("ma-allied", "262 CMR 8.02(1)(b)", "a copy of it")


def _own_rule(hands: Hands) -> None:
    hands.find(ConfirmDialog).reject()
    hands.find(RetentionRulesPage).add()
    form = hands.find(OwnRuleForm)
    form.lines["years"].setText("10")
