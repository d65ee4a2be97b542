"""Own templates in the window: copied, edited beside a preview, removed, and put back."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from tests.conftest import Unlock
from tests.practice import LICENSEE, in_order
from tests.ui.record import ask, unnamed
from tests.ui.window import Hands
from ui.notice_line import NoticeLine
from ui.screens.settings.screen import SettingsScreen
from ui.screens.templates.screen import TemplatesScreen
from ui.screens.templates.template_form import TemplateForm
from ui.shell import LEAST_SIZE
from ui.widgets.banner import Banner
from ui.widgets.list_row import ListRow
from vault.model.own_template import OwnTemplate
from vault.model.template import templates

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def screen(unlocked: Unlock, hands: Hands) -> TemplatesScreen:
    """The place of own templates, reached from Settings; there is none yet."""
    vault = unlocked()
    vault.practice.set(LICENSEE)
    in_order(vault)
    vault.close()
    hands.unlock()
    hands.tools.navigation.go("settings")
    hands.settle()
    hands.find(SettingsScreen).templates.open_list.click()
    hands.settle()
    return hands.find(TemplatesScreen)


def kept(hands: Hands) -> list[OwnTemplate]:
    """Return the own templates."""
    return ask(hands, lambda v: v.own_templates.list_all())


def offered(menu: QMenu) -> list[QAction]:
    """Return what a menu and those in it offer."""
    found: list[QAction] = []
    for action in menu.actions():
        inner = action.menu()
        found += offered(inner) if isinstance(inner, QMenu) else [action]
    return found


def copied(screen: TemplatesScreen, hands: Hands, template: str = "dap") -> TemplateForm:
    """Take a template from the menu of those that can be copied."""
    action = next(each for each in offered(screen.page.sources) if each.data() == template)
    action.trigger()
    hands.settle()
    return hands.find(TemplateForm)


def previewed(form: TemplateForm) -> list[tuple[str, str]]:
    """Return the headings and hints that the preview shows."""
    return [
        (field.accessibleName(), field.placeholderText())
        for field in form.preview.sections.fields()
    ]


def test_every_template_can_be_copied(screen: TemplatesScreen, hands: Hands) -> None:
    assert screen.page.nothing.isVisible()
    assert screen.page.add_button.hasFocus()
    assert {each.data() for each in offered(screen.page.sources)} == set(templates())
    assert len(offered(screen.page.sources)) == len(templates())
    assert unnamed(screen) == []


def test_one_is_edited_by_the_keyboard_beside_a_preview(
    screen: TemplatesScreen, hands: Hands
) -> None:
    form = copied(screen, hands)
    assert form.name.text() == "DAP, own"
    assert form.name.hasFocus()
    assert [each[0] for each in previewed(form)] == ["Data", "Assessment", "Plan"]
    form.name.selectAll()
    hands.type("Weekly")
    hands.press(Qt.Key.Key_Tab)
    assert form.rows.rows[0].heading.hasFocus()
    form.rows.rows[0].heading.selectAll()
    hands.type("Mood & sleep")
    assert previewed(form)[0][0] == "Mood & sleep"
    hands.press(Qt.Key.Key_Down, ALT)
    assert [each[0] for each in previewed(form)] == ["Assessment", "Mood & sleep", "Plan"]
    assert form.rows.rows[1].heading.hasFocus()
    hands.press(Qt.Key.Key_Up, ALT)
    hands.press(Qt.Key.Key_Up, ALT)
    assert [each[0] for each in previewed(form)] == ["Mood & sleep", "Assessment", "Plan"]
    form.rows.rows[1].remove.click()
    assert form.rows.rows[1].heading.hasFocus()
    form.rows.more.click()
    hands.type("homework")
    form.rows.rows[-1].hint.setFocus()
    hands.type("Till when?")
    assert previewed(form) == [("Mood & sleep", ""), ("Plan", ""), ("homework", "Till when?")]
    assert unnamed(screen) == []
    hands.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    (mine,) = kept(hands)
    assert (mine.title, mine.kind.id) == ("Weekly", "progress-note")
    assert mine.names == ("Mood & sleep", "plan", "=homework")
    assert mine.sections[2].hint == "Till when?"
    assert not screen.page.nothing.isVisible()


def test_buttons_move_a_section_and_the_last_one_stays(
    screen: TemplatesScreen, hands: Hands
) -> None:
    form = copied(screen, hands)
    first = form.rows.rows[0]
    assert not first.up.isEnabled()
    first.down.setFocus()
    hands.press(Qt.Key.Key_Space)
    assert first.down.hasFocus()
    hands.press(Qt.Key.Key_Space)
    assert [heading for heading, _hint in form.rows.typed()] == ["Assessment", "Plan", "Data"]
    assert first.heading.hasFocus()
    for _each in range(2):
        form.rows.rows[0].remove.click()
    assert not form.rows.rows[0].remove.isEnabled()
    assert [heading for heading, _hint in form.rows.typed()] == ["Data"]


def test_what_is_wrong_is_said_and_nothing_is_lost(screen: TemplatesScreen, hands: Hands) -> None:
    form = copied(screen, hands)
    form.name.setText("soap")
    form.finish()
    assert form.banner.text() == "Another template of this kind has the same title."
    form.name.setText("Mine")
    form.rows.rows[1].heading.setText("DATA")
    form.finish()
    assert form.banner.text() == "Two sections have the same heading."
    form.rows.rows[1].heading.clear()
    form.finish()
    assert form.banner.text() == "A heading has 1 to 100 letters."
    assert kept(hands) == []
    form.rows.rows[1].heading.setText("Thoughts")
    form.finish()
    hands.settle()
    assert [each.title for each in kept(hands)] == ["Mine"]


def test_one_is_changed_copied_removed_and_put_back(screen: TemplatesScreen, hands: Hands) -> None:
    copied(screen, hands, "contact").finish()
    hands.settle()
    hands.find(ListRow).change.click()
    form = hands.find(TemplateForm)
    form.name.setText("Call")
    form.finish()
    hands.settle()
    (call,) = kept(hands)
    assert (call.title, call.kind.id) == ("Call", "contact")
    copied(screen, hands, call.id).finish()
    hands.settle()
    assert [each.title for each in kept(hands)] == ["Call", "Call, own"]
    hands.find(ListRow).change.click()
    hands.find(TemplateForm).remove.click()
    hands.settle()
    assert [each.title for each in kept(hands)] == ["Call, own"]
    hands.find(NoticeLine).findChildren(Banner)[0].acted.emit()
    hands.settle()
    assert call in kept(hands)


def test_what_is_half_edited_survives_a_lock(screen: TemplatesScreen, hands: Hands) -> None:
    form = copied(screen, hands, "contact")
    form.name.setText("Call")
    form.rows.rows[0].heading.setText("Mit wem?")
    hands.lock()
    hands.unlock()
    hands.tools.navigation.go("templates")
    hands.settle()
    form = hands.find(TemplateForm)
    assert form.name.text() == "Call"
    assert previewed(form)[0][0] == "Mit wem?"
    form.finish()
    hands.settle()
    (call,) = kept(hands)
    assert (call.kind.id, call.sections[0].heading) == ("contact", "Mit wem?")


def test_the_preview_goes_where_there_is_room(screen: TemplatesScreen, hands: Hands) -> None:
    form = copied(screen, hands, "intake")
    hands.shell.resize(1280, 700)
    hands.settle()
    left = form.rows.mapTo(form, QPoint(0, 0))
    assert form.preview.mapTo(form, QPoint(0, 0)).x() > left.x() + form.rows.width()
    # What is typed in the last section is seen there.
    last = form.rows.rows[-1]
    last.heading.setFocus()
    last.heading.clear()
    hands.type("What next?")
    hands.settle()
    shown = form.preview.sections.fields()[-1]
    assert shown.accessibleName() == "What next?"
    assert shown.visibleRegion().boundingRect().height() == shown.height()
    hands.shell.resize(*LEAST_SIZE)
    hands.settle()
    end = form.rows.mapTo(form, QPoint(0, form.rows.height())).y()
    assert form.preview.mapTo(form, QPoint(0, 0)).y() >= end
    assert form.preview.width() <= form.width()
