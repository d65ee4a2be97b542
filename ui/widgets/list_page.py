"""What belongs to a client in a list, with a form for one of it: what all such places share."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui.errors import words_of
from ui.tools import Tools
from ui.widgets.banner import Banner
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.earlier_values import EarlierPlace, earlier_link
from ui.widgets.labels import label
from ui.widgets.legal_note import legal_note
from ui.widgets.list_form import Job, ListForm
from ui.widgets.list_row import ListRow
from ui.widgets.scrolled import scrolled
from vault.errors import Damaged
from vault.model.earlier_value import EarlierValue
from vault.model.ids import ClientId
from vault.open_vault import OpenVault
from vault.translation import _

_WIDTH = 720
_SIDE = 28
_Read = tuple[Any, Mapping[str, datetime], Sequence[EarlierValue]]
"""What the page of a kind has read, when things were changed, and what was removed."""
_CHILDREN = Qt.FindChildOption.FindDirectChildrenOnly


@dataclass(frozen=True)
class ListKind:
    """What one kind of thing in a list is, and what is done with it.

    `add` is the words and the icon of the button for a new one. `desk` is such as
    "client/participant-": with the client, the name on the desk. `read` gives what `show` shows,
    `form` the form of one by id, empty for a new one, on that place of the desk, or None for what
    is not there; `bring_back` is the job that undoes a removal, after which `removed` is said.
    `kept` is by which name the vault keeps the earlier values of such a thing, empty for none.
    """

    title: str
    add: tuple[str, str]
    desk: str
    removed: str
    read: Callable[[ClientId, OpenVault], Any]
    show: Callable[[Any], object]
    form: Callable[[ClientId, str, str], ListForm | None]
    bring_back: Callable[[Any, OpenVault], object]
    kept: str = ""


class ListPage(QWidget):
    """Shows what belongs to one client; what is half entered lies on the desk.

    What a page of one kind adds stands in `above` the list, and in `column` below it. That says
    what was found, so nothing of it is seen before the first reading has come, or after one that
    failed.
    """

    def __init__(self, tools: Tools, kind: ListKind) -> None:
        super().__init__()
        self.tools = tools
        self._kind = kind
        self._client: ClientId | None = None
        self._shown = False
        self._half_entered: dict[str, Mapping[str, Any]] = {}
        self._changed: Mapping[str, datetime] = {}
        self.form: ListForm | None = None
        theme, px = tools.theme, tools.theme.px
        self.banner = Banner(theme, "amber")
        words, icon = kind.add
        self.add_button = button(words, icon=icon, theme=theme, small=True)
        self.add_button.clicked.connect(self.add)
        self.listed = Card(theme, inset=True, name=kind.title)
        head = QHBoxLayout()
        head.addWidget(label(kind.title, "heading", wrap=False), 1)
        head.addWidget(self.add_button)
        inside = QWidget()
        inside.setMaximumWidth(px(_WIDTH))
        whole = QVBoxLayout(inside)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(px(12))
        whole.addWidget(self.banner)
        whole.addLayout(head)
        self.above = QVBoxLayout()
        whole.addLayout(self.above)
        whole.addWidget(self.listed)
        self.gone = EarlierPlace(tools, self)
        whole.addWidget(self.gone)
        self._below = QWidget()
        self._below.hide()
        self.column = QVBoxLayout(self._below)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(px(12))
        whole.addWidget(self._below)
        whole.addWidget(legal_note())
        page = QWidget()
        page.setProperty("role", "page")
        outer = QVBoxLayout(page)
        outer.setContentsMargins(px(_SIDE), px(20), px(_SIDE), px(20))
        outer.addWidget(inside)
        outer.addStretch(1)
        self._stack = QStackedWidget()
        self._stack.addWidget(scrolled(page))
        frame = QVBoxLayout(self)
        frame.setContentsMargins(0, 0, 0, 0)
        frame.addWidget(self._stack)

    def show_client(self, client: ClientId) -> None:
        """Show what belongs to a client; what was half entered is on the form again."""
        if client != self._client:
            self.clear()
            self._client = client
        self.reload()

    def clear(self) -> None:
        """Show nothing: what belongs to one client may not stand under the name of another."""
        if self.form is not None and self._client is not None:
            self.form.keep()
            if self.form.changed:
                self._half_entered[self._client] = self.form.values()
            self._put_aside(self.form)
        self._client, self._shown = None, False
        self.banner.clear()
        self.listed.clear()
        self.gone.clear()
        self._below.hide()

    def reload(self) -> None:
        """Read again what is there."""
        client = self._client
        if client is not None:
            self.tools.worker.run(
                partial(self._read_all, client),
                owner=self,
                done=partial(self._got, client),
                failed=partial(self._not_read, client),
            )

    def add(self) -> None:
        """Enter a new one."""
        self.open_form("")

    def begin(self) -> None:
        """Put the keyboard where one goes on: into the form, or on the button for a new one."""
        if self.form is not None:
            self.form.begin()
        else:
            self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def keep(self) -> None:
        """Lay what is half entered on the desk."""
        if self.form is not None:
            self.form.keep()

    def take_up(self, client: str, values: Mapping[str, Any]) -> None:
        """Remember what of a client lies half entered on the desk."""
        self._half_entered[client] = values

    def open_form(self, known: str) -> ListForm | None:
        """Open the form of one by id, or of a new one, and return it.

        None where one is open already, and for what was taken out meanwhile.
        """
        client = self._client
        if client is None or not self._shown or self.form is not None:
            return None
        self.form = form = self._kind.form(client, f"{self._kind.desk}{client}", known)
        if form is None:
            return None
        form.left.connect(partial(self._leave_form, form, client))
        form.removed.connect(partial(self._removed, form, client))
        self._stack.addWidget(form)
        self._stack.setCurrentWidget(form)
        form.begin()
        return form

    def change(self, job: Job, done: Callable[[Any], object] | None = None) -> None:
        """Run a job that changes something, then read again."""
        self.tools.worker.keep(
            job, owner=self, done=done or (lambda _none: self.reload()), failed=self._say
        )

    def changed_at(self, known: str) -> datetime | None:
        """Return when a thing of the client's file was changed last, None for never."""
        return self._changed.get(known)

    def offer_earlier(self, row: ListRow, known: str) -> None:
        """Say on the row of one when it was changed, if it was, and lead to what it was before."""
        at = self.changed_at(known)
        if at is not None:
            row.add_beneath(earlier_link(self.tools, known, row.name, at, self))

    def _read_all(self, client: ClientId, vault: OpenVault) -> _Read:
        found, removed = self._kind.read(client, vault), list[EarlierValue]()
        if self._kind.kept:
            with suppress(Damaged):  # a full check names it; the page is read all the same
                removed = vault.earlier_values.removed(client, self._kind.kept)
        return found, vault.earlier_values.changed(client), removed

    def _got(self, client: ClientId, read: _Read) -> None:
        if client == self._client:
            found, self._changed, removed = read
            self._show(client, found)
            self.gone.show_removed(removed)

    def _show(self, client: ClientId, found: Any) -> None:
        if client != self._client:
            return
        self._shown = True
        self.listed.clear()
        # Laid out once: each row that is added to what is seen lays out all others again.
        self.listed.hide()
        self._kind.show(found)
        self.listed.setVisible(bool(self.listed.rows()))
        # Empty it would still stand apart from what is above and below it.
        those = self._below.findChildren(QWidget, options=_CHILDREN)
        self._below.setVisible(not all(map(_was_hidden, those)))
        half = self._half_entered.pop(client, None)
        if half is not None and self.form is None:
            form = self.open_form(str(half.get("id", "")))
            if form is not None:
                form.take_up(half)

    def _not_read(self, client: ClientId, error: Exception) -> None:
        if client == self._client:
            self._below.hide()
            self._say(error)

    def _leave_form(self, form: ListForm, client: ClientId) -> None:
        # It may have been put aside while it was saved: what is saved is not half entered.
        self._half_entered.pop(client, None)
        here = form is self.form
        form.deleteLater()
        if here:
            self.form = None
            self._take_from_stack(form)
            self.reload()
            self.begin()

    def _take_from_stack(self, form: ListForm) -> None:
        self._stack.removeWidget(form)
        self._stack.setCurrentIndex(0)  # and not what a page of one kind shows beside the list

    def _put_aside(self, form: ListForm) -> None:
        self.form = None
        self._take_from_stack(form)
        form.hide()
        if form.is_busy:
            return  # it goes once its job has answered
        form.deleteLater()

    def _removed(self, form: ListForm, client: ClientId, what: Any) -> None:
        self._leave_form(form, client)
        self.tools.notices.say(
            self._kind.removed,
            action=_("Undo"),
            run=lambda: self.change(partial(self._kind.bring_back, what)),
        )

    def _say(self, error: Exception) -> None:
        self.banner.say(words_of(error).text, closable=False)


def _was_hidden(widget: QWidget) -> bool:
    """Tell whether a widget was hidden by hand, and not because all around it is."""
    return widget.isHidden() and widget.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide)
