"""Rules that come in, in the window: shown first, trusted once, confirmed, and taken back."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.modeltest import ModelTester

from tests.practice import NOON
from tests.rule_files import VERMONT, Maker, massachusetts, rule_text
from tests.ui.record import ask
from tests.ui.screens.retention.arranged import arranged
from tests.ui.window import Hands
from ui.date_words import plain_day
from ui.models.rule_changes_model import Column, RuleChangesModel
from ui.screens.retention_rules.page import RetentionRulesPage
from ui.screens.retention_rules.rules_dialog import RulesDialog
from ui.widgets.list_row import ListRow

TEXT = rule_text(massachusetts(8), VERMONT)


@pytest.fixture
def page(hands: Hands) -> RetentionRulesPage:
    """The rules of a practice with one record of each state."""
    hands.unlock()
    ask(hands, arranged)
    hands.tools.navigation.go("retention-rules")
    hands.settle()
    return hands.find(RetentionRulesPage)


def said(widget: RulesDialog | RetentionRulesPage) -> str:
    """Return all that a part of the window says."""
    return "\n".join(each.text() for each in widget.findChildren(QLabel))


def bring(hands: Hands, page: RetentionRulesPage, path: Path) -> RulesDialog:
    """Choose a rule file, and return what shows it."""
    hands.answers.path = str(path)
    page.came_in.bring.click()
    hands.settle()
    return hands.find(RulesDialog)


def cells(dialog: RulesDialog, row: int) -> list[str]:
    """Return what the cells of a row say."""
    model = dialog.table.model()
    return [
        str(model.data(model.index(row, at), Qt.ItemDataRole.AccessibleTextRole))
        for at in range(model.columnCount())
    ]


def row_of(page: RetentionRulesPage, name: str) -> ListRow:
    """Return the row of a file or a key."""
    return next(each for each in page.came_in.findChildren(ListRow) if each.name == name)


def test_what_changes_is_shown_before_it_is_taken_in_and_taken_back(
    hands: Hands, page: RetentionRulesPage, tmp_path: Path
) -> None:
    maker = Maker()
    before = {each.client.name: each.retention for each in ask(hands, lambda v: v.retention.all())}
    dialog = bring(hands, page, maker.write(tmp_path, TEXT))
    words = said(dialog)
    assert "262 CMR 8.02(1)(b): changed" in words
    assert "7 years from last contact; 1 year from majority → 8 years from last contact" in words
    assert "1 rule of the file is for other licenses" in words
    assert "1 record stays as it is." in words, "who is in care has no date"
    names = [cells(dialog, n)[0].split(",")[0] for n in range(dialog.table.model().rowCount())]
    assert "Hanna Weiss" in names
    assert "Marcus Bell" not in names
    hanna = cells(dialog, names.index("Hanna Weiss"))
    assert hanna[1].startswith(plain_day(date(2026, 11, 2)))
    assert hanna[1].endswith("minimum period over · review")
    assert hanna[2] == hanna[3]
    assert hanna[2].startswith(f"{plain_day(date(2027, 11, 2))}, 8 y from last contact")
    after = ask(hands, lambda v: v.retention.all())
    assert {each.client.name: each.retention for each in after} == before, "nothing is taken in"
    dialog.decide()
    assert dialog.form.error("trusts")
    assert dialog.form.error("name")
    dialog.trusts.setChecked(True)
    dialog.name.setText("State office")
    dialog.decide()
    hands.settle()
    (file,) = ask(hands, lambda v: v.rule_files.list_all())
    assert file.signed_by == "State office"
    assert "signed by State office" in said(page)
    assert "counts until you confirm the newer text" in said(page)
    row_of(page, "rules.toml").change.click()
    hands.settle()
    dialog = hands.find(RulesDialog)
    assert dialog.table.model().columnCount() == 3
    dialog.decide()
    hands.settle()
    after = ask(hands, lambda v: v.retention.all())
    assert {each.client.name: each.retention for each in after} == before
    assert "taken back" in said(page)
    assert not row_of(page, "rules.toml").change.isVisible()


def test_a_key_that_is_known_is_not_asked_about_and_can_be_forgotten(
    hands: Hands, page: RetentionRulesPage, tmp_path: Path
) -> None:
    maker = Maker()
    dialog = bring(hands, page, maker.write(tmp_path, rule_text(VERMONT)))
    assert dialog.asks_trust
    assert "None." in said(dialog)
    dialog.trusts.setChecked(True)
    dialog.name.setText("State office")
    dialog.decide()
    hands.settle()
    dialog = bring(hands, page, maker.write(tmp_path, TEXT, "2.toml", key=False))
    assert not dialog.asks_trust
    assert "Signed by State office" in said(dialog)
    dialog.reject()
    hands.settle()
    hands.answers.yes = False
    row_of(page, "State office").change.click()
    hands.settle()
    assert len(ask(hands, lambda v: v.rule_files.trusted_keys())) == 1
    hands.answers.yes = True
    row_of(page, "State office").change.click()
    hands.settle()
    assert ask(hands, lambda v: v.rule_files.trusted_keys()) == []
    assert not page.came_in.keys.isVisible()


def test_a_changed_file_is_refused_in_a_sentence_and_so_is_one_that_comes_twice(
    hands: Hands, page: RetentionRulesPage, tmp_path: Path
) -> None:
    path = Maker().write(tmp_path, TEXT)
    path.write_bytes(path.read_bytes() + b"\n")
    hands.answers.path = str(path)
    page.bring_in()
    hands.settle()
    assert page.banner.isVisible()
    assert "changed or cut on its way" in said(page)
    hands.answers.path = ""
    page.bring_in()
    hands.settle()
    path = Maker().write(tmp_path, TEXT)
    dialog = bring(hands, page, path)
    offered = ask(hands, lambda v: v.rule_files.offered(path))
    ask(hands, lambda v: v.rule_files.take_in(offered, offered.key.fingerprint, "Office"))
    dialog.trusts.setChecked(True)
    dialog.name.setText("Office")
    dialog.decide()
    hands.settle()
    assert dialog.isVisible()
    assert "came in on" in said(dialog)
    assert dialog.decide_button.isEnabled()


def test_the_model_is_sound(
    hands: Hands, page: RetentionRulesPage, tmp_path: Path, qtmodeltester: ModelTester
) -> None:
    path = Maker().write(tmp_path, TEXT)
    found = ask(hands, lambda v: v.rule_files.preview(v.rule_files.offered(path)))
    for back in (False, True):
        model = RuleChangesModel(found.records, NOON.date(), back=back)
        qtmodeltester.check(model)
        assert model.columnCount() == len(Column) - back
    assert RuleChangesModel((), NOON.date(), back=False).rowCount() == 0
