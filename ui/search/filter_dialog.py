"""Asks for what narrows a search, and for a name to keep it under."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from ui.errors import words_of
from ui.search.filter_words import choices
from ui.tools import Tools
from ui.widgets.buttons import button
from ui.widgets.client_field import ClientField
from ui.widgets.date_field import DateField
from ui.widgets.form_dialog import FormDialog
from vault.errors import BadInput
from vault.model.ids import SearchId, new_id
from vault.model.search import EVERYTHING, LONGEST_NAME, Filters, SavedSearch
from vault.open_vault import OpenVault
from vault.translation import _

_WIDTH, _HEIGHT = 560, 640


@dataclass(frozen=True)
class Sought:
    """What is looked for; `saved` is the kept search that it is, or None."""

    words: str = field(default="", repr=False)
    filters: Filters = EVERYTHING
    saved: SavedSearch | None = None


class FilterDialog(FormDialog):
    """`sought` gives what is to be looked for; `removed` the search that is kept no more."""

    sought = Signal(object)
    removed = Signal(object)

    def __init__(self, tools: Tools, begins: Sought, parent: QWidget) -> None:
        super().__init__(
            tools.theme, _("Search with filters"), parent, width=_WIDTH, height=_HEIGHT
        )
        self._tools, self._saved = tools, begins.saved
        self._add_fields(begins)
        self._add_foot()
        self.words.setFocus(Qt.FocusReason.OtherFocusReason)
        self._ask(begins.filters)

    def search(self) -> None:
        """Look for what stands here; with a name, keep it first."""
        if not self.search_button.isEnabled():
            return
        self.form.clear_errors()
        self.banner.clear()
        for name, day in self.days.items():
            self.form.set_error(name, day.problem())
        if not self.words.text().strip():
            self.form.set_error("words", _("Type a word to look for."))
        if self.client.text().strip() and self.client.value() is None:
            words = _("Choose a client: type the first letters of the name, then Enter.")
            self.form.set_error("client", words)
        if self.form.focus_first_error():
            return
        try:
            found = Sought(self.words.text(), self._filters().cleaned(), self._saved)
        except BadInput as error:
            self._refused(error)
            return
        name = self.name.text()
        if not name.strip():
            self._done(found)
            return
        known = self._saved.id if self._saved is not None else SearchId(new_id())
        kept = SavedSearch(known, name, found.words, found.filters)
        self.search_button.setEnabled(False)
        self._tools.worker.run(
            partial(_save, kept), owner=self, done=self._kept, failed=self._refused
        )

    def remove(self) -> None:
        """Keep this search no more."""
        saved = self._saved
        if saved is not None:
            self._tools.worker.run(
                lambda v: v.searches.remove(saved.id),
                owner=self,
                done=self._gone,
                failed=self._refused,
            )

    def _add_fields(self, begins: Sought) -> None:
        theme = self._tools.theme
        self.words = QLineEdit(begins.words)
        self.words.setMaxLength(200)
        self.form.add_field("words", _("Words"), self.words)
        self.kind = QComboBox()
        for kind, said in choices().items():
            self.kind.addItem(said, kind)
        self.kind.setCurrentIndex(max(0, self.kind.findData(begins.filters.kind)))
        self.form.add_field("kind", _("What"), self.kind)
        self.days: dict[str, DateField] = {}
        today = self._tools.clock.now().date()
        for name, title, value, about in (
            ("first", _("From"), begins.filters.first, ""),
            (
                "last",
                _("To"),
                begins.filters.last,
                _("Of a document its own date counts, or else the day it came."),
            ),
        ):
            self.days[name] = DateField(theme, name=title, today=today, past=True)
            self.days[name].set_value(value)
            self.form.add_field(name, title, self.days[name], help_text=about)
        self.client = ClientField(self._tools, name=_("Client"))
        self.form.add_field("client", _("Client"), self.client)
        self.author = QComboBox()
        self.form.add_field("author", _("Written or signed by"), self.author)
        self.form.show_field("author", False)
        self.name = QLineEdit(begins.saved.name if begins.saved is not None else "")
        self.name.setMaxLength(LONGEST_NAME)
        words = _("It is then offered beneath the empty search field. It stays in this vault.")
        self.form.add_field("name", _("Keep it under a name"), self.name, help_text=words)

    def _add_foot(self) -> None:
        theme = self._tools.theme
        self.remove_button = button(_("Remove kept search"), icon="trash-2", theme=theme)
        self.remove_button.clicked.connect(self.remove)
        self.remove_button.setVisible(self._saved is not None)
        self.search_button = button(_("Search"), kind="primary", icon="search", theme=theme)
        self.search_button.clicked.connect(self.search)
        self.search_button.setDefault(True)
        self.lay_out(self.search_button, apart=self.remove_button)

    def _ask(self, filters: Filters) -> None:
        client = filters.client

        def read(vault: OpenVault) -> tuple[Sequence[str], str]:
            names = vault.clients.names([client]) if client is not None else {}
            return vault.searches.authors(), "".join(names.values())

        self._tools.worker.run(read, owner=self, done=partial(self._know, filters))

    def _know(self, filters: Filters, found: tuple[Sequence[str], str]) -> None:
        authors, name = found
        offered = dict.fromkeys((*authors, *([filters.author] if filters.author else [])))
        self.author.addItem(_("Anybody"), "")
        for each in offered:
            self.author.addItem(each, each)
        self.author.setCurrentIndex(max(0, self.author.findData(filters.author)))
        self.form.show_field("author", len(offered) > 1 or bool(filters.author))
        if filters.client is not None and name and not self.client.text():
            self.client.set_client(filters.client, name)

    def _filters(self) -> Filters:
        return Filters(
            self.days["first"].value(),
            self.days["last"].value(),
            self.kind.currentData(),
            self.client.value(),
            self.author.currentData() or "",
        )

    def _kept(self, saved: SavedSearch) -> None:
        self._done(Sought(saved.words, saved.filters, saved))

    def _done(self, found: Sought) -> None:
        self.accept()
        self.sought.emit(found)

    def _gone(self, saved: SavedSearch) -> None:
        self.accept()
        self.removed.emit(saved)

    def _refused(self, error: Exception) -> None:
        self.search_button.setEnabled(True)
        self.banner.say(words_of(error).text)


def _save(search: SavedSearch, vault: OpenVault) -> SavedSearch:
    vault.searches.save(search)
    return vault.searches.get(search.id)
