"""A form says what is wrong beneath the field it concerns."""

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from ui.theme import Theme
from ui.widgets.form import Form

WRONG = "This is not an address."


@pytest.fixture
def form(qtbot: QtBot, theme: Theme) -> Form:
    """A form of two fields."""
    form = Form(theme)
    form.add_field("name", "Name & pronouns", QLineEdit(), help_text="As the client says it.")
    form.add_field("email", "Email", QLineEdit())
    qtbot.addWidget(form)
    form.show()
    return form


def visible_texts(form: Form) -> list[str]:
    """Return the words a person sees besides the fields."""
    return [each.text() for each in form.findChildren(QLabel) if each.isVisible()]


def test_a_field_has_its_label_and_help(form: Form) -> None:
    assert visible_texts(form) == ["Name && pronouns", "As the client says it.", "Email"]
    assert form.field("name").accessibleName() == "Name & pronouns"
    assert form.field("name").accessibleDescription() == "As the client says it."


def test_an_error_takes_the_place_of_the_help(form: Form) -> None:
    form.set_error("name", WRONG)
    assert WRONG in visible_texts(form)
    assert "As the client says it." not in visible_texts(form)
    assert form.field("name").property("problem") is True
    assert form.field("name").accessibleDescription() == WRONG
    assert (form.error("name"), form.error("email")) == (WRONG, "")
    form.clear_errors()
    assert visible_texts(form) == ["Name && pronouns", "As the client says it.", "Email"]
    assert form.field("name").property("problem") is False


def test_the_keyboard_goes_to_the_first_error(qtbot: QtBot, form: Form) -> None:
    assert not form.focus_first_error()
    form.set_error("email", WRONG)
    form.activateWindow()
    assert form.focus_first_error()
    qtbot.waitUntil(form.field("email").hasFocus)


def test_names_are_names(form: Form) -> None:
    with pytest.raises(ValueError, match="email"):
        form.add_field("email", "Email", QLineEdit())
    with pytest.raises(KeyError):
        form.set_error("nobody", WRONG)


def test_a_pasted_line_break_becomes_a_space(form: Form) -> None:
    field = form.field("name")
    assert isinstance(field, QLineEdit)
    field.insert("Dana \n Whitfield\u2028she\r\n")
    assert field.text() == "Dana Whitfield she "
    field.undo()
    assert "\n" not in field.text()
