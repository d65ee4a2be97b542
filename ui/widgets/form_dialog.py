"""A question in a window of its own: a title, a form, and at its foot what can be done."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from ui.theme import Theme
from ui.widgets.banner import Banner
from ui.widgets.buttons import button
from ui.widgets.form import Form
from ui.widgets.labels import label
from ui.widgets.scrolled import scrolled
from vault.translation import _

_EDGE, _BAR = 24, 12


class FormDialog(QDialog):
    """Goes with its last answer; its title names nobody.

    Whoever makes one fills `form`, then says by `lay_out` what stands around it. `banner` says what
    went wrong.
    """

    def __init__(
        self, theme: Theme, title: str, parent: QWidget, *, width: int = 520, height: int = 0
    ) -> None:
        """`width` and `height` in pixels of the design; with a height the form scrolls."""
        super().__init__(parent)
        self._theme, self._title, self._scrolls = theme, title, bool(height)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Strongroom")
        self.setAccessibleName(title)
        room = parent.window().size()
        if height:
            self.resize(min(theme.px(width), room.width()), min(theme.px(height), room.height()))
        else:
            self.setFixedWidth(min(theme.px(width), room.width()))
        self.banner = Banner(theme, "red")
        self.form = Form(theme)
        self.cancel = button(_("Cancel"), theme=theme)
        self.cancel.clicked.connect(self.reject)

    def lay_out(
        self,
        *buttons: QWidget,
        above: Sequence[QWidget] = (),
        below: Sequence[QWidget] = (),
        apart: QWidget | None = None,
    ) -> None:
        """Put words `above` and `below` the form, and *Cancel* and the buttons at the foot.

        `apart` is a button that stands at the other end of the foot.
        """
        px = self._theme.px
        column = QVBoxLayout(self)
        bar = px(_BAR) if self._scrolls else 0
        column.setContentsMargins(px(_EDGE), px(20), px(_EDGE) - bar, px(20))
        column.setSpacing(px(14))
        column.addWidget(label(self._title, "title"))
        for each in above:
            column.addWidget(each)
        column.addWidget(self._page(bar) if self._scrolls else self.form, int(self._scrolls))
        for each in (*below, self.banner):
            column.addWidget(each)
        foot = QHBoxLayout()
        foot.setContentsMargins(0, 0, bar, 0)
        foot.setSpacing(px(12))
        if apart is not None:
            foot.addWidget(apart)
        foot.addStretch(1)
        for each in (self.cancel, *buttons):
            foot.addWidget(each)
        column.addLayout(foot)

    def _page(self, bar: int) -> QWidget:
        page = QWidget()
        page.setProperty("role", "page")
        inside = QVBoxLayout(page)
        inside.setContentsMargins(0, 0, bar, 0)
        inside.addWidget(self.form)
        inside.addStretch(1)
        return scrolled(page)
