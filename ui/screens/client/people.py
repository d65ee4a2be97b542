"""The people of a couple, a family or a group: who takes part, and on what terms."""

from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui.date_words import plain_day
from ui.models.clients_model import born_words
from ui.navigation import DOCUMENTS
from ui.screens.client.participant_form import ParticipantForm
from ui.screens.client.terms_card import TermsCard
from ui.tools import Tools
from ui.widgets.buttons import button
from ui.widgets.earlier_values import EarlierPlace
from ui.widgets.labels import label
from ui.widgets.list_page import ListKind, ListPage
from ui.widgets.list_row import ListRow, Ways, days_words
from vault.model.client import ClientKind
from vault.model.document import Document
from vault.model.ids import ClientId, DocumentId
from vault.model.participant import Lack, Participant, Role, Terms, Unit
from vault.model.participant_words import gap_words, group_words, role_words, signed_words
from vault.open_vault import OpenVault
from vault.translation import _


@dataclass(frozen=True)
class PeopleView:
    """Who takes part, with the names of their own records, and the documents of the unit."""

    unit: Unit
    files: Mapping[ClientId, str] = field(repr=False)
    majority_age: int
    why_of_age: str
    papers: tuple[Document, ...]


class People(ListPage):
    """Who takes part in a unit."""

    def __init__(self, tools: Tools) -> None:
        kind = ListKind(
            title=_("Who takes part"),
            add=(_("Add a person…"), "user-plus"),
            desk="client/participant-",
            removed=_("The participant was removed."),
            read=_read,
            show=self._show_found,
            form=self._form_of,
            bring_back=lambda person, vault: vault.participants.undo_remove(person.id),
            kept="participant",
        )
        super().__init__(tools, kind)
        self._view: PeopleView | None = None
        self.terms = TermsCard(tools.theme)
        self.terms.chosen.connect(self._choose)
        self._group = label(group_words(), "mute")
        self._terms_title = label(_("Whose record this is"), "heading", wrap=False)
        self.because = label("", "small")
        self.column.addWidget(self.because)
        self.column.addSpacing(tools.theme.px(12))
        self.column.addWidget(self._terms_title)
        self.column.addWidget(self.terms)
        words = _("Print the terms…")
        self.print_button = button(words, icon="printer", theme=tools.theme, small=True)
        self.print_button.clicked.connect(self.print_terms)
        self.column.addWidget(self.print_button, alignment=Qt.AlignmentFlag.AlignLeft)
        self.earlier = EarlierPlace(tools, self)
        self.column.addWidget(self.earlier)
        self.column.addWidget(self._group)

    def _show_found(self, found: PeopleView) -> None:
        self._view = found
        is_group = found.unit.kind is ClientKind.GROUP
        self.because.setText(found.why_of_age)
        self.because.setVisible(any(each.birth_date is not None for each in found.unit.people))
        self._show_people(found, signs=not is_group)
        self.terms.setVisible(not is_group)
        self._terms_title.setVisible(not is_group)
        self.print_button.setVisible(not is_group and found.unit.can_sign)
        self._group.setVisible(is_group)
        unit = found.unit.terms.unit
        changed = self.changed_at(unit) if not is_group else None
        self.earlier.show_link(unit, self._terms_title.text(), changed)
        self.terms.show_terms(found.unit.terms, found.unit.people)
        self._show_gaps(found.unit)

    def _form_of(self, client: ClientId, desk: str, person: str) -> ParticipantForm | None:
        view = self._view
        if view is None:
            return None
        known = next((each for each in view.unit.people if each.id == person), None)
        if person and known is None:
            return None
        name = view.files.get(known.file, "") if known is not None and known.file else ""
        kind, papers = view.unit.kind, view.papers
        return ParticipantForm(self.tools, desk, client, kind, papers, known, name)

    def _show_people(self, view: PeopleView, *, signs: bool) -> None:
        today = self.tools.clock.now().date()
        papers = {each.id: each for each in view.papers}
        # Who has left stands last: the others are who one sees.
        for each in sorted(view.unit.people, key=lambda each: each.left is not None):
            said = [role_words(each.role), days_words(each.joined, each.left)]
            said.append(born_words(each.birth_date, today, view.majority_age))
            said.append(signed_words(each, papers) if signs else "")
            row = ListRow(
                self.tools.theme,
                each.name,
                [*filter(None, said)],
                state=_state(each) if signs else None,
                beside=self._ways_from(each, papers),
            )
            row.change_asked.connect(partial(self.open_form, each.id))
            self.offer_earlier(row, each.id)
            self.listed.add_row(row)

    def print_terms(self) -> None:
        """Show the terms as they are printed, to be saved or printed."""
        from ui.screens.client.terms_dialog import TermsDialog

        if self._client is not None:
            TermsDialog(self.tools, self._client, self).open()

    def _ways_from(self, each: Participant, papers: Container[DocumentId]) -> QWidget | None:
        """Return the ways to somebody's own record and to the terms as they signed them."""
        theme, go, ways = self.tools.theme, self.tools.navigation.go, []
        if each.file is not None:
            words = _("Own record of {name}").format(name=each.name)
            own = button(_("Own record"), theme=theme, name=words, small=True)
            own.clicked.connect(partial(go, "client", client=each.file))
            ways.append(own)
        if each.document is not None and each.document in papers:
            words = _("Terms as {name} signed them").format(name=each.name)
            signed = button(_("Signed terms"), theme=theme, name=words, small=True)
            there = f"{DOCUMENTS}-{each.document}"
            signed.clicked.connect(partial(go, "client", client=each.unit, note=there))
            ways.append(signed)
        return Ways(theme, ways) if ways else None

    def _show_gaps(self, unit: Unit) -> None:
        names = {each.id: each.name for each in unit.people}
        said = [
            gap_words(gap, names[gap.participant] if gap.participant else "")
            for gap in unit.gaps
            if gap.lack is not Lack.NOBODY or not unit.people
        ]
        if said:
            self.banner.say(" ".join(said), closable=False)
        else:
            self.banner.clear()

    def _choose(self, terms: Terms) -> None:
        self.change(lambda vault: vault.participants.set_terms(terms))


def _state(each: Participant) -> tuple[str, str] | None:
    """Return whether they signed the terms, for who is to sign them."""
    if each.role is Role.COLLATERAL or each.left is not None:
        return None
    if each.agreed is None:
        return _("terms not signed"), "amber"
    return _("signed {day}").format(day=plain_day(each.agreed)), "teal"


def _read(unit: ClientId, vault: OpenVault) -> PeopleView:
    found = vault.participants.unit(unit)
    files = [each.file for each in found.people if each.file is not None]
    return PeopleView(
        found,
        vault.clients.names(files),
        vault.releases.age_of_majority(),
        vault.releases.why_of_age(),
        tuple(vault.participants.papers(unit)),
    )
