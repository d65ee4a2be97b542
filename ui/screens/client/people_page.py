"""People of a client's file in a list, with a form for one of them: what all such places share."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui.errors import words_of
from ui.screens.client.person_form import Job, PersonForm
from ui.tools import Tools
from ui.widgets.banner import Banner
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.labels import label
from ui.widgets.legal_note import legal_note
from ui.widgets.scrolled import scrolled
from vault.model.ids import ClientId
from vault.open_vault import OpenVault
from vault.translation import _

_WIDTH = 720
_SIDE = 28


@dataclass(frozen=True)
class Kind:
    """What one kind of people is, and what is done with them.

    `desk` is such as "participant": the name on the desk is "client/participant-" and the client.
    `read` gives what `show` shows, `form` the form of a person by id, empty for somebody new, on
    that place of the desk, or None for who is not there; `bring_back` is the job that undoes a
    removal, after which `removed` is said.
    """

    title: str
    desk: str
    removed: str
    read: Callable[[ClientId, OpenVault], Any]
    show: Callable[[Any], object]
    form: Callable[[ClientId, str, str], PersonForm | None]
    bring_back: Callable[[Any, OpenVault], object]


class PeoplePage(QWidget):
    """Shows the people of one client; who is half entered lies on the desk.

    What a page of one kind adds stands in `column`, below the list.
    """

    def __init__(self, tools: Tools, kind: Kind) -> None:
        super().__init__()
        self.tools = tools
        self._kind = kind
        self._client: ClientId | None = None
        self._shown = False
        self._half_entered: dict[str, Mapping[str, Any]] = {}
        self.form: PersonForm | None = None
        theme, px = tools.theme, tools.theme.px
        self.banner = Banner(theme, "amber")
        self.add_button = button(_("Add a person…"), icon="user-plus", theme=theme, small=True)
        self.add_button.clicked.connect(self.add)
        self.people = Card(theme, inset=True, name=kind.title)
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
        whole.addWidget(self.people)
        self.column = QVBoxLayout()
        self.column.setSpacing(px(12))
        whole.addLayout(self.column)
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
        """Show the people of a client; who was half entered is on the form again."""
        if client != self._client:
            self.clear()
            self._client = client
        self.reload()

    def clear(self) -> None:
        """Show nobody: who belongs to one client may not stand under the name of another."""
        if self.form is not None and self._client is not None:
            self.form.keep()
            if self.form.changed:
                self._half_entered[self._client] = self.form.values()
            self._put_aside(self.form, self._client)
        self._client, self._shown = None, False
        self.banner.clear()
        self.people.clear()

    def reload(self) -> None:
        """Read again who is there."""
        client = self._client
        if client is not None:
            self.tools.worker.run(
                partial(self._kind.read, client),
                owner=self,
                done=partial(self._show, client),
                failed=self._say,
            )

    def add(self) -> None:
        """Enter somebody new."""
        self.open_form("")

    def begin(self) -> None:
        """Put the keyboard where one goes on: into the form, or on the button for a person."""
        if self.form is not None:
            self.form.begin()
        else:
            self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def keep(self) -> None:
        """Lay who is half entered on the desk."""
        if self.form is not None:
            self.form.keep()

    def take_up(self, client: str, values: Mapping[str, Any]) -> None:
        """Remember who of a client lies half entered on the desk."""
        self._half_entered[client] = values

    def open_form(self, person: str) -> PersonForm | None:
        """Open the form of a person by id, or of somebody new, and return it.

        None where one is open already, and for who was taken out meanwhile.
        """
        client = self._client
        if client is None or not self._shown or self.form is not None:
            return None
        desk = f"client/{self._kind.desk}-{client}"
        self.form = form = self._kind.form(client, desk, person)
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

    def _show(self, client: ClientId, found: Any) -> None:
        if client != self._client:
            return
        self._shown = True
        self.people.clear()
        self._kind.show(found)
        self.people.setVisible(bool(self.people.rows()))
        half = self._half_entered.pop(client, None)
        if half is not None and self.form is None:
            form = self.open_form(str(half.get("id", "")))
            if form is not None:
                form.take_up(half)

    def _leave_form(self, form: PersonForm, client: ClientId) -> None:
        # It may have been put aside while it was saved: what is saved is not half entered.
        self._half_entered.pop(client, None)
        here = form is self.form
        form.deleteLater()
        if here:
            self.form = None
            self._stack.removeWidget(form)
            self.reload()
            self.begin()

    def _put_aside(self, form: PersonForm, client: ClientId) -> None:
        self.form = None
        self._stack.removeWidget(form)
        form.hide()
        if form.is_busy:
            return  # it goes once its job has answered
        form.deleteLater()

    def _removed(self, form: PersonForm, client: ClientId, who: Any) -> None:
        self._leave_form(form, client)
        self.tools.notices.say(
            self._kind.removed,
            action=_("Undo"),
            run=lambda: self.change(partial(self._kind.bring_back, who)),
        )

    def _say(self, error: Exception) -> None:
        self.banner.say(words_of(error).text, closable=False)
