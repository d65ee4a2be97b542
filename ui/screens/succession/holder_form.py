"""Who holds one executor card: put right when a number, a place or the holder is another."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ui.errors import words_of
from ui.tools import Tools
from ui.widgets.buttons import button
from ui.widgets.form import Form
from ui.widgets.form_page import FormPage
from ui.widgets.labels import label
from ui.widgets.one_line import keep_to_one_line
from vault.model.share import HeldCard, Holder
from vault.translation import _

_WIDTH = 560


class HolderForm(FormPage):
    """`left` says that it is kept, or that the person backed out."""

    left = Signal()

    def __init__(self, tools: Tools, card: HeldCard) -> None:
        super().__init__()
        self._tools, self._card = tools, card
        self.form = Form(tools.theme)
        self.name, self.phone, self.place = QLineEdit(), QLineEdit(), QLineEdit()
        holder = card.holder
        for key, title, line, text in (
            ("name", _("Name"), self.name, holder.name),
            ("phone", _("Phone"), self.phone, holder.phone),
            ("place", _("Where the card is"), self.place, holder.place),
        ):
            line.setText(text)
            keep_to_one_line(line)
            self.form.add_field(key, title, line)
        self.save = button(_("Save"), kind="primary", theme=tools.theme)
        self.save.clicked.connect(self.finish)
        cancel = button(_("Cancel"), theme=tools.theme)
        cancel.clicked.connect(self.back_out)
        inside = QWidget()
        inside.setMaximumWidth(tools.theme.px(_WIDTH))
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tools.theme.px(20))
        title = _("Who holds share {n}?").format(n=card.number)
        column.addWidget(label(title, "title", wrap=True))
        words = _(
            "What the card opens stays as it is. Whoever held it before can still use it: take it "
            "back, or make new cards and let these end."
        )
        column.addWidget(label(words, "mute"))
        column.addWidget(self.form)
        self.lay_out(tools.theme, (inside,), (self.save, cancel))
        self.listen(self.finish, self.back_out)

    def begin(self) -> None:
        """Put the keyboard into the first line."""
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)
        self.name.selectAll()

    def finish(self) -> None:
        """Keep it, or say what is wrong with it."""
        if not self.save.isEnabled():
            return
        self.form.clear_errors()
        self.save.setEnabled(False)
        card = self._card
        holder = Holder(self.name.text(), self.phone.text(), self.place.text())
        self._tools.worker.run(
            lambda v: v.shares.change_holder(card.compartment, card.way_in, card.number, holder),
            owner=self,
            done=lambda _card: self.left.emit(),
            failed=self._refused,
        )

    def back_out(self) -> None:
        """Leave the holder as they were."""
        if self.save.isEnabled():
            self.left.emit()

    def _refused(self, error: Exception) -> None:
        self.save.setEnabled(True)
        self.form.set_error("name", words_of(error).text)
        self.form.focus_first_error()
