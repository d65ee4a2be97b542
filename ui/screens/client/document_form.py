"""What is said of a document: its title, kind, days, who wrote it, from whom it came, and so on."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QLineEdit

from ui.tools import Tools
from ui.widgets.list_form import ListForm
from vault.model.document import (
    Document,
    Rerelease,
    document_kind,
    document_kinds,
)
from vault.model.document_words import rerelease_words
from vault.model.in_error import InError
from vault.open_vault import OpenVault
from vault.translation import _


class DocumentForm(ListForm):
    """Changes what is said; the file stays what it is."""

    def __init__(
        self,
        tools: Tools,
        desk: str,
        document: Document,
        *,
        may_remove: bool,
        consents: Mapping[str, str],
    ) -> None:
        """`consents` are what can be the consent to a recording, by their ids, in words."""
        super().__init__(tools, desk, _("Document"), document.id)
        self._document = document
        self.add_line(
            "title",
            _("Title"),
            QLineEdit(),
            _("The file is called “{name}”.").format(name=document.file.name),
        )
        kinds = {each.id: each.title for each in document_kinds().values()}
        self.add_choice("kind", _("Kind"), kinds)
        self.add_line("author", _("Who wrote it"), QLineEdit(), _("Empty where it is not known."))
        words = _("Who gave or sent it to you: another person, or the client.")
        self.add_line("source", _("From whom it came"), QLineEdit(), words)
        self.add_day("received", _("Received on"), over=True)
        words = _("The date on the document itself. Empty when it has none.")
        self.add_day("day", _("Its own date"), words, over=True)
        choices = {each: rerelease_words(each) for each in Rerelease}
        words = _("What who sent it has said, or what you have decided.")
        self.add_choice("rerelease", _("May it be given on?"), choices, words)
        none = _("None is entered") if not consents else _("Not chosen yet")
        self.add_choice(
            "consent",
            _("The consent to it"),
            {"": none} | dict(consents),
            _(
                "A signed consent among the documents, or what the onset list says "
                "(20 CSR 2263-3.040(7))."
            ),
        )
        self.add_check("in_error", _("It does not belong in this record"))
        words = _("It stays here and can be read. It goes into no copy of the record.")
        self.add_text("reason", _("Why it does not belong here"), words)
        self._show(document)
        self.checks["in_error"].toggled.connect(self._show_fields)
        self.choices["kind"].currentIndexChanged.connect(self._show_fields)
        self._show_fields()
        self.remove.setVisible(may_remove)
        self.ready(self._entered_document, _documents, document.id)

    def take_up(self, kept: Mapping[str, Any]) -> None:
        """Go on with what was half entered."""
        super().take_up(kept)
        self._show_fields()

    def _show(self, document: Document) -> None:
        self.lines["title"].setText(document.title)
        self.lines["author"].setText(document.author)
        self.lines["source"].setText(document.source)
        chosen = {
            "kind": document.kind,
            "rerelease": document.rerelease,
            "consent": document.consent,
        }
        for name, value in chosen.items():
            self.choices[name].setCurrentIndex(max(0, self.choices[name].findData(value)))
        self.days["received"].set_value(document.received)
        self.days["day"].set_value(document.day)
        self.checks["in_error"].setChecked(document.in_error is not None)
        if document.in_error is not None:
            self.texts["reason"].set_text(document.in_error.reason)

    def _show_fields(self) -> None:
        marked = self.checks["in_error"].isChecked()
        # A reason that was given stands: taken back and marked again, there is another.
        self.form.show_field("reason", marked and self._document.in_error is None)
        self.form.show_field("consent", self._needs_consent)

    @property
    def _needs_consent(self) -> bool:
        return document_kind(self.choices["kind"].currentData()).needs_consent

    def _entered_document(self) -> Document | None:
        if not self.lines["title"].text().strip():
            self.form.set_error("title", _("What is it called?"))
        received, day = self.days["received"].value(), self.days["day"].value()
        if received is None and not self.form.error("received"):
            self.form.set_error("received", _("On which day was it received?"))
        elif received is not None and day is not None and day > received:
            self.form.set_error("day", _("A document cannot have come before the day it is of."))
        error = self._error()
        if received is None:
            return None
        return replace(
            self._document,
            title=self.lines["title"].text(),
            kind=self.choices["kind"].currentData(),
            author=self.lines["author"].text(),
            source=self.lines["source"].text(),
            received=received,
            day=day,
            rerelease=Rerelease(self.choices["rerelease"].currentData()),
            consent=self.choices["consent"].currentData() if self._needs_consent else "",
            in_error=error,
        )

    def _error(self) -> InError | None:
        if not self.checks["in_error"].isChecked():
            return None
        if self._document.in_error is not None:
            return self._document.in_error
        reason = self.texts["reason"].text()
        if not reason.strip():
            self.form.set_error("reason", _("Why does it not belong here?"))
        return InError(reason, self.tools.clock.now())


def _documents(vault: OpenVault) -> Any:
    """Return what changes a document and takes it out: a new one is attached, not entered."""
    return vault.documents
