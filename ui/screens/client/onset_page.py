"""The onset checklist of a client: each item that the license asks for, given or missing."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui.date_words import plain_day
from ui.navigation import PEOPLE
from ui.screens.client.onset_form import OnsetForm, line_id
from ui.tools import Tools
from ui.widgets.buttons import button
from ui.widgets.labels import label
from ui.widgets.list_page import ListKind, ListPage
from ui.widgets.list_row import ListRow
from vault.model.direction import isolated
from vault.model.document import Document
from vault.model.ids import ClientId
from vault.model.onset import Given, OnsetLine, onset_items
from vault.model.switched_on import shared_cause
from vault.open_vault import OpenVault
from vault.translation import _, count_of


@dataclass(frozen=True)
class OnsetView:
    """The list of a client, and what was given besides."""

    lines: tuple[OnsetLine, ...]
    before: tuple[Given, ...]
    documents: tuple[Document, ...] = ()
    """What can be a signed copy."""


class OnsetPage(ListPage):
    """What stands in the list follows from the licenses; nothing can be added to it."""

    def __init__(self, tools: Tools) -> None:
        kind = ListKind(
            title=_("At the onset of care"),
            add=(_("Say what was given"), "check"),
            desk="client/onset-",
            removed=_("It was taken out."),
            read=_read,
            show=self._show_found,
            form=self._form_of,
            bring_back=lambda given, vault: vault.onset.undo_remove(given.id),
            kept="onset",
        )
        super().__init__(tools, kind)
        self._lines: tuple[OnsetLine, ...] = ()
        self._documents: dict[str, str] = {}
        words = _(
            "No list was found for your license as it stands in Settings. What the rules that bind "
            "you ask for has to be looked up."
        )
        self.nothing = label(words, "mute")
        self.column.addWidget(self.nothing)
        self.print_button = button(
            _("Print notices…"),
            icon="printer",
            theme=tools.theme,
            small=True,
            name=_("Print the notices of all items that are missing"),
        )
        self.print_button.clicked.connect(lambda: self.print_notices())
        self.column.addWidget(self.print_button, alignment=Qt.AlignmentFlag.AlignLeft)
        self.because = label("", "small")
        self.column.addWidget(self.because)
        self.before = label("", "small")
        self.column.addWidget(self.before)

    def add(self) -> None:
        """Go to the first item that is missing."""
        missing = next((line for line in self._lines if line.given is None), None)
        if missing is not None:
            self._change_line(missing)

    def print_notices(self, line: OnsetLine | None = None) -> None:
        """Show the notice of a line, or those of all that are missing, to be saved or printed."""
        if self._client is None:
            return
        from ui.screens.client.notices_dialog import NoticesDialog

        items, who = ((line.item.id,), line.participant) if line is not None else ((), None)
        NoticesDialog(self.tools, self._client, self, items, who).open()

    def _change_line(self, line: OnsetLine) -> None:
        if line.wants_people:
            self.tools.navigation.go("client", client=self._client, note=PEOPLE)
        else:
            self.open_form(line_id(line))

    def _show_found(self, view: OnsetView) -> None:
        found = self._lines = view.lines
        self._documents = {each.id: _named(each) for each in view.documents}
        self.before.setText(_before_words(view.before))
        self.before.setVisible(bool(view.before))
        missing = sum(line.given is None for line in found)
        self.nothing.setVisible(not found)
        self.add_button.setVisible(bool(missing))
        wanted = [line for line in found if line.given is None and not line.wants_people]
        self.print_button.setVisible(bool(wanted))
        shared = shared_cause([line.because for line in found])
        self.because.setText(shared)
        self.because.setVisible(bool(shared))
        for line in found:
            row = ListRow(
                self.tools.theme,
                line.item.title,
                self._said(line) + ([] if shared else [line.because]),
                state=_state(line),
                beside=self._printing(line),
            )
            row.change_asked.connect(partial(self._change_line, line))
            self.offer_earlier(row, line.given.id if line.given is not None else "")
            self.listed.add_row(row)
        if missing:
            words = count_of("{n} item is missing.", "{n} items are missing.", missing)
            self.banner.say(words, closable=False)
        else:
            self.banner.clear()

    def _printing(self, line: OnsetLine) -> QWidget | None:
        if line.wants_people:
            return None
        name = f"{line.item.title}, {line.name}" if line.name else line.item.title
        words = _("Print the notice of {name}").format(name=name)
        asked = button(_("Print…"), theme=self.tools.theme, name=words, small=True)
        asked.clicked.connect(lambda: self.print_notices(line))
        return asked

    def _form_of(self, client: ClientId, desk: str, known: str) -> OnsetForm | None:
        line = next((each for each in self._lines if line_id(each) == known), None)
        if line is None or line.wants_people:
            return None
        return OnsetForm(self.tools, desk, client, line, self._documents)

    def _said(self, line: OnsetLine) -> list[str]:
        given = line.given
        said = [line.name, line.item.cite]
        if line.wants_people:
            said.insert(0, _("Enter under People who takes part"))
        if given is not None:
            said += [given.version, given.place, self._signed_copy(given)]
        elif line.printed:
            said.append(_("Printed, not yet given"))
        return [each for each in said if each.strip()]

    def _signed_copy(self, given: Given) -> str:
        if given.document is None:
            return ""
        title = self._documents.get(given.document)
        if title is None:
            return _("its signed copy is among the documents no more")
        return _("signed copy: {title}").format(title=title)


def _named(document: Document) -> str:
    day = plain_day(document.day or document.received)
    return _("{title}, {day}").format(title=isolated(document.title), day=day)


def _state(line: OnsetLine) -> tuple[str, str]:
    if line.given is None:
        return _("missing"), "amber"
    if line.given.day is None:
        return _("does not apply"), "plain"
    return _("given {day}").format(day=plain_day(line.given.day)), "teal"


def _before_words(before: Sequence[Given]) -> str:
    said = []
    for each in before:
        day = plain_day(each.day) if each.day is not None else _("does not apply")
        known = onset_items().get(each.item)
        said.append(f"{known.title if known is not None else each.item}, {day}")
    return _("Given before, or no longer asked: {items}.").format(items="; ".join(said))


def _read(client: ClientId, vault: OpenVault) -> OnsetView:
    return OnsetView(
        tuple(vault.onset.of_client(client)),
        tuple(vault.onset.before(client)),
        tuple(vault.onset.signed_copies(client)),
    )
