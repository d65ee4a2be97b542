"""What is offered for a word that may be misspelled: other words, and to take it for right."""

from functools import partial

from PySide6.QtGui import QAction, QTextCursor
from PySide6.QtWidgets import QMenu

from ui.spelling import Spelling
from vault.translation import _


def offer_words(menu: QMenu, word: QTextCursor, spelling: Spelling) -> None:
    """Put into a menu what may have been meant by the selected word, and the ways to keep it.

    Choosing a word puts it in place of the other in one step of undo.
    """
    written = word.selectedText()
    suggestions = spelling.speller.suggestions(written)
    for each in suggestions:
        # What begins with a & would be a key of the menu, but no word has one.
        menu.addAction(each).triggered.connect(partial(word.insertText, each))
    if not suggestions:
        menu.addAction(_("No suggestions")).setEnabled(False)
    menu.addSeparator()
    if spelling.can_add:
        add = menu.addAction(_("Add to dictionary"))
        add.triggered.connect(partial(spelling.add_asked.emit, written))
    ignore = menu.addAction(_("Ignore in this sitting"))
    ignore.triggered.connect(partial(spelling.ignore, written))


def first_of(menu: QMenu) -> QAction | None:
    """Return the first entry that can be chosen."""
    return next((each for each in menu.actions() if each.isEnabled() and each.text()), None)
