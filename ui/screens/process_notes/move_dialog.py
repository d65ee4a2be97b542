"""What will stand in the chart: a passage of a process note, in words the licensee edits."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from ui.date_words import plain_day
from ui.theme import Theme
from ui.widgets.announce import announce
from ui.widgets.buttons import button
from ui.widgets.form_dialog import FormDialog
from ui.widgets.labels import label
from ui.widgets.text_area import TextArea
from vault.model.passage import ChartPlace, Into, place_words
from vault.translation import _


class MoveDialog(FormDialog):
    """`move_asked` gives the words and the place that was shown with them. It ends from outside."""

    move_asked = Signal(str, object)

    def __init__(self, theme: Theme, sentence: str, place: ChartPlace, parent: QWidget) -> None:
        super().__init__(theme, _("Move to progress note"), parent)
        self.words = TextArea(theme, name=_("What will stand in the chart"))
        self.words.set_text(sentence)
        self.words.changed.connect(self._follow)
        self.form.add_field(
            "words",
            _("What will stand in the chart"),
            self.words,
            help_text=_("Edit it first, if it says more than the chart needs."),
        )
        self.goes_to = label("", "small")
        self.move_button = button(_("Move"), kind="primary", theme=theme)
        self.move_button.clicked.connect(self._move)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self._move)
        self.lay_out(self.move_button, below=(self.goes_to,))
        self.show_place(place)
        self.words.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self.words.edit.moveCursor(self.words.edit.textCursor().MoveOperation.End)

    def show_place(self, place: ChartPlace) -> None:
        """Say where the words go."""
        self._place = place
        self.goes_to.setText(place_words(place, plain_day(place.day)))
        signs = place.into is Into.ADDENDUM
        self.move_button.setText(_("Sign addendum") if signs else _("Move"))
        self._follow()

    def refuse(self, reason: str) -> None:
        """Say why nothing was moved; the words are still here."""
        self.banner.say(reason, strong=_("Not moved."))
        announce(self.banner, reason)
        self._follow()

    def done(self, result: int) -> None:
        """Close, and hold no word any more."""
        super().done(result)
        self.words.edit.document().clear()
        self.words.set_text("")

    def _follow(self) -> None:
        self.move_button.setEnabled(bool(self.words.text().strip()))

    def _move(self) -> None:
        if self.move_button.isEnabled():
            self.move_button.setEnabled(False)
            self.banner.clear()
            self.move_asked.emit(self.words.text(), self._place)
