"""A person at the window: finds things by their words, clicks, types, and reads what is shown."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.export.pdf_tools import run
from tests.ui.window import Hands
from ui.theme import Theme
from vault.lifecycle.sitting import Surroundings

_LEFT = Qt.MouseButton.LeftButton


class Person(Hands):
    """Knows no widget of the program, only what can be seen on it or is read out."""

    def click(self, words: str) -> None:
        """Click the button that says these words, or is read out so; it can be clicked."""
        found = [each for each in self._seen(QPushButton) if words in _names(each)]
        assert found, f"no button “{words}” in:\n{self.says()}"
        assert found[0].isEnabled(), f"“{words}” cannot be clicked"
        QTest.mouseClick(found[0], _LEFT)
        self.settle()

    def fill(self, name: str, text: str) -> None:
        """Click into the field of this name and type in the place of what stands there."""
        field = next((each for each in self._seen(QLineEdit) if name in _names(each)), None)
        assert field is not None, f"no field “{name}” in:\n{self.says()}"
        QTest.mouseClick(field, _LEFT)
        field.selectAll()
        self.type(text)

    def press_return(self) -> None:
        """Press Enter where the keyboard is."""
        self.press(Qt.Key.Key_Return)

    def choose(self, path: Path, words: str) -> None:
        """Click the button that asks for a file or a folder, and choose this one."""
        self.answers.path = str(path)
        self.click(words)

    def type_card(self, words: str) -> None:
        """Type four letters of each word of a card, wherever the keyboard is put next."""
        for word in words.split():
            for letter in word[:4]:
                self.type(letter)
        self.settle()

    def says(self) -> str:
        """Return everything that can be read in the window, what is cut off in full."""
        QApplication.processEvents()
        texts = [each.accessibleName() or each.text() for each in self._seen(QLabel)]
        fields = [each.toPlainText() for each in self._seen(QTextEdit)]
        fields += [each.toPlainText() for each in self._seen(QPlainTextEdit)]
        buttons = [each.text() or each.accessibleName() for each in self._seen(QPushButton)]
        return "\n".join((*filter(None, texts), *fields, *(f"[{each}]" for each in buttons)))

    def wait(self, words: str) -> None:
        """Wait until words can be read."""
        try:
            self.until(lambda: words in self.says())
        except Exception as error:
            raise AssertionError(f"“{words}” does not stand in:\n{self.says()}") from error
        self.settle()

    def focused(self) -> str:
        """Return the name of what has the keyboard."""
        widget = QApplication.focusWidget()
        return widget.accessibleName() if widget is not None else ""

    def _seen(self, kind: type[QWidget]) -> list:  # type: ignore[type-arg]
        return [each for each in self.shell.findChildren(kind) if each.isVisible()]


def at_a_computer(
    qtbot: QtBot, theme: Theme, around: Surroundings, config: Path, vault: Path | None = None
) -> Person:
    """Start the program on a computer with this state folder and these settings."""
    person = Person(qtbot, vault, around, config, theme)
    person.shell.resize(1366, 768)
    return person


def read_page(pdf: Path, *options: str) -> str:
    """Read a printed page with a program that had no part in making it."""
    return run("pdftotext", "-enc", "UTF-8", *options, "FILE", "-", pdf=pdf.read_bytes())


def _names(widget: QWidget) -> tuple[str, str]:
    text = widget.text() if isinstance(widget, QPushButton) else ""
    return text, widget.accessibleName()
