"""Who takes part, entered or changed: name, role, days, and the day the terms were signed."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QLineEdit

from ui.screens.client.paper_choice import offered
from ui.tools import Tools
from ui.widgets.client_field import ClientField
from ui.widgets.newcomer_form import NewcomerForm
from vault.model.client import ClientKind
from vault.model.document import Document
from vault.model.ids import ClientId, DocumentId, ParticipantId, new_id
from vault.model.participant import Participant, Role
from vault.model.participant_words import role_words
from vault.translation import _

_FIRST_ROLE = {
    ClientKind.COUPLE: Role.PARTNER,
    ClientKind.FAMILY: Role.PARENT,
    ClientKind.GROUP: Role.MEMBER,
}


class ParticipantForm(NewcomerForm):
    """In a group nobody signs terms, so they are not asked for."""

    def __init__(
        self,
        tools: Tools,
        desk: str,
        unit: ClientId,
        kind: ClientKind,
        papers: Sequence[Document],
        known: Participant | None = None,
        file_name: str = "",
    ) -> None:
        """`known` is changed, None enters somebody new; `file_name` is whose own record it is.

        `papers` are the documents of the unit.
        """
        title = _("Who takes part?") if known is None else known.name
        super().__init__(tools, desk, title, known.id if known is not None else "")
        self._unit, self._known, self._papers = unit, known, papers
        self.signed_by = QLineEdit()
        self.file = ClientField(tools, name=_("Their own record"))
        self._add_fields(signs=kind is not ClientKind.GROUP)
        self._show(known, kind, file_name)
        self.file.chosen.connect(self._file_chosen)
        self.ready_to_check(self._participant, lambda vault: vault.participants)

    def values(self) -> dict[str, str]:
        """Return what was entered; whose own record it is, by id too."""
        file = self.file.value() if self.file.text().strip() else None
        return super().values() | {"file_id": file or ""}

    def take_up(self, kept: Mapping[str, Any]) -> None:
        """Go on with what was half entered."""
        super().take_up(kept)
        file = kept.get("file_id")
        known = ClientId(file) if file and isinstance(file, str) else None
        self.file.set_client(known, self.file.text())

    def _participant(self) -> Participant | None:
        joined = self.days["joined"].value()
        if joined is None and not self.form.error("joined"):
            self.form.set_error("joined", _("Since when do they take part?"))
        if self.file.text().strip() and self.file.value() is None:
            self.form.set_error("file", _("Choose one of your clients, or leave it empty."))
        if joined is None:
            return None
        known = self._known
        agreed = known.agreed if known is not None else None
        document = known.document if known is not None else None
        if "agreed" in self.days:
            agreed = self.days["agreed"].value()
            document = self.choices["document"].currentData()
            if document and agreed is None and not self.form.error("agreed"):
                self.form.set_error("agreed", _("On which day did they sign?"))
        return Participant(
            id=known.id if known is not None else ParticipantId(new_id()),
            unit=self._unit,
            name=self.name.text(),
            role=Role(self.choices["role"].currentData()),
            joined=joined,
            left=self.days["left"].value(),
            birth_date=self.days["birth_date"].value(),
            file=self.file.value() if self.file.text().strip() else None,
            agreed=agreed,
            signed_by=self.signed_by.text(),
            document=DocumentId(document) if document else None,
        )

    def _show(self, known: Participant | None, kind: ClientKind, file_name: str) -> None:
        role = _FIRST_ROLE.get(kind, Role.RELATIVE) if known is None else known.role
        self.choices["role"].setCurrentIndex(self.choices["role"].findData(role))
        if known is None:
            self.days["joined"].set_value(self.tools.clock.now().date())
            return
        self.name.setText(known.name)
        self.signed_by.setText(known.signed_by)
        self.file.set_client(known.file, file_name)
        for name, field in self.days.items():
            field.set_value(getattr(known, name))
        if "document" in self.choices:
            combo = self.choices["document"]
            combo.setCurrentIndex(max(0, combo.findData(known.document or "")))

    def _file_chosen(self) -> None:
        if not self.name.text().strip():
            self.name.setText(self.file.text())
        self._autosave.touch()

    def _suggest_day(self) -> None:
        """Offer the day of the page that is chosen as the day on which they signed."""
        chosen, agreed = self.choices["document"].currentData(), self.days["agreed"]
        days = [each.day or each.received for each in self._papers if each.id == chosen]
        if days and not agreed.line.text():
            agreed.set_value(days[0])

    def _add_fields(self, *, signs: bool) -> None:
        self.name = QLineEdit()
        self.add_line("name", _("Name"), self.name)
        words = _("A collateral comes to help the client, and is not one.")
        roles = {role: role_words(role) for role in Role}
        self.add_choice("role", _("What they are here"), roles, words)
        words = _("Empty unless they are also seen alone.")
        self.add_line("file", _("Their own record"), self.file, words)
        words = _("Empty when it is not known: nobody is then taken for an adult.")
        self.add_day("birth_date", _("Birth date"), words)
        self.add_day("joined", _("Takes part since"))
        words = _("Empty while they take part. Sessions before and after are told apart by it.")
        self.add_day("left", _("Until"), words)
        if signs:
            words = _("Empty until they have.")
            self.add_day("agreed", _("Signed the terms of this record on"), words)
            words = _("A parent or guardian, when it was not the person.")
            self.add_line("signed_by", _("Who signed for them"), self.signed_by, words)
            papers = offered(self._papers, self._known.document if self._known else None)
            words = _("The page with the signature. One page can be that of several people.")
            combo = self.add_choice("document", _("The signed terms"), papers, words)
            combo.activated.connect(self._suggest_day)
        else:
            self.signed_by.setParent(self)
            self.signed_by.hide()
