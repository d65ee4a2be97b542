"""Takes a signed note that was filed in the wrong record to the right one."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from ui.errors import words_of
from ui.tools import Tools
from ui.widgets.banner import Banner
from ui.widgets.buttons import button
from ui.widgets.client_field import ClientField
from ui.widgets.form import Form
from ui.widgets.labels import label
from vault.model.ids import NoteId
from vault.model.note import Note
from vault.translation import _

_WIDTH = 520


class RefileDialog(QDialog):
    """`refiled` gives the note as it is in the other record."""

    refiled = Signal(object)

    def __init__(self, tools: Tools, note: NoteId, parent: QWidget) -> None:
        super().__init__(parent)
        self._tools, self._note = tools, note
        theme, px = tools.theme, tools.theme.px
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Strongroom")
        self.setAccessibleName(_("Filed in the wrong record"))
        self.setFixedWidth(min(px(_WIDTH), parent.window().width()))
        self.banner = Banner(theme, "red")
        self.form = Form(theme)
        self.client = ClientField(tools, name=_("The right record"))
        self.form.add_field("client", _("The right record"), self.client)
        self.cancel = button(_("Cancel"), theme=theme)
        self.cancel.clicked.connect(self.reject)
        self.refile_button = button(_("File it there"), kind="primary", theme=theme)
        self.refile_button.setDefault(True)
        self.refile_button.clicked.connect(self.refile)
        foot = QHBoxLayout()
        foot.setSpacing(px(12))
        foot.addStretch(1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.refile_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(20), px(24), px(20))
        column.setSpacing(px(14))
        column.addWidget(label(_("Filed in the wrong record"), "title"))
        words = _(
            "The note goes to the right record as it was signed, with its addenda and the day it "
            "was first filed. This record, its searches and its copies show it no more: they say "
            "that a note was taken out today, and not whose it is. Both are in the chain."
        )
        column.addWidget(label(words, "mute"))
        column.addWidget(self.form)
        column.addWidget(self.banner)
        column.addLayout(foot)
        self.client.setFocus(Qt.FocusReason.OtherFocusReason)

    def refile(self) -> None:
        """File the note in the record that was chosen."""
        client, note = self.client.value(), self._note
        if not self.refile_button.isEnabled():
            return
        self.form.clear_errors()
        if client is None:
            words = _("Choose a client: type the first letters of the name, then Enter.")
            self.form.set_error("client", words)
            self.client.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.refile_button.setEnabled(False)
        self._tools.worker.run(
            lambda v: v.refilings.refile(note, client),
            owner=self,
            done=self._refiled,
            failed=self._refused,
        )

    def _refiled(self, note: Note) -> None:
        self.accept()
        self.refiled.emit(note)

    def _refused(self, error: Exception) -> None:
        self.refile_button.setEnabled(True)
        self.banner.say(words_of(error).text)
