"""The people of a couple, a family or a group: who takes part, and on what terms."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui.errors import words_of
from ui.screens.client.participant_form import ParticipantForm
from ui.screens.client.participant_row import ParticipantRow
from ui.screens.client.terms_card import TermsCard
from ui.tools import Tools
from ui.widgets.banner import Banner
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.labels import label
from ui.widgets.legal_note import legal_note
from ui.widgets.scrolled import scrolled
from vault.model.client import ClientKind
from vault.model.ids import ClientId
from vault.model.participant import Lack, Participant, Terms, Unit
from vault.model.participant_words import gap_words, group_words
from vault.open_vault import OpenVault
from vault.translation import _

_WIDTH = 720
_SIDE = 28


@dataclass(frozen=True)
class PeopleView:
    """Who takes part, with the names of their own records."""

    unit: Unit
    files: Mapping[ClientId, str]
    majority_age: int


class People(QWidget):
    """Shows one unit; who is half entered lies on the desk."""

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self._unit: ClientId | None = None
        self._view: PeopleView | None = None
        self._half_entered: dict[str, Mapping[str, Any]] = {}
        self.form: ParticipantForm | None = None
        theme, px = tools.theme, tools.theme.px
        self.banner = Banner(theme, "amber")
        self.add_button = button(_("Add a person…"), icon="user-plus", theme=theme, small=True)
        self.add_button.clicked.connect(self.add)
        self.people = Card(theme, inset=True, name=_("Who takes part"))
        self.terms = TermsCard(theme)
        self.terms.chosen.connect(self._choose)
        self._group = label(group_words(), "mute")
        self._terms_title = label(_("Whose record this is"), "heading", wrap=False)
        head = QHBoxLayout()
        head.addWidget(label(_("Who takes part"), "heading", wrap=False), 1)
        head.addWidget(self.add_button)
        inside = QWidget()
        inside.setMaximumWidth(px(_WIDTH))
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(12))
        column.addWidget(self.banner)
        column.addLayout(head)
        column.addWidget(self.people)
        column.addSpacing(px(12))
        column.addWidget(self._terms_title)
        column.addWidget(self.terms)
        column.addWidget(self._group)
        column.addWidget(legal_note())
        page = QWidget()
        page.setProperty("role", "page")
        outer = QVBoxLayout(page)
        outer.setContentsMargins(px(_SIDE), px(20), px(_SIDE), px(20))
        outer.addWidget(inside)
        outer.addStretch(1)
        self._stack = QStackedWidget()
        self._stack.addWidget(scrolled(page))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)

    def show_unit(self, unit: ClientId) -> None:
        """Show who takes part in a unit; who was half entered is on the form again."""
        if unit != self._unit:
            self.clear()
            self._unit = unit
        self.reload()

    def clear(self) -> None:
        """Show nobody: who is in one unit may not stand under the name of another."""
        if self.form is not None:
            self.form.keep()
            if self.form.changed:
                self._half_entered[self._known()] = self.form.values()
            self._end_form()
        self._unit = self._view = None
        self.people.clear()

    def reload(self) -> None:
        """Read again who takes part."""
        unit = self._unit
        if unit is not None:
            self._tools.worker.run(
                partial(_read, unit), owner=self, done=partial(self._show, unit), failed=self._say
            )

    def add(self) -> None:
        """Enter somebody new."""
        self._open(None)

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

    def take_up(self, unit: str, values: Mapping[str, Any]) -> None:
        """Remember who of a unit lies half entered on the desk."""
        self._half_entered[unit] = values

    def _known(self) -> ClientId:
        if self._unit is None:
            raise RuntimeError("No unit is shown.")
        return self._unit

    def _show(self, unit: ClientId, view: PeopleView) -> None:
        if unit != self._unit:
            return
        self._view = view
        today = self._tools.clock.now().date()
        is_group = view.unit.kind is ClientKind.GROUP
        self._show_people(view, today, signs=not is_group)
        self.terms.setVisible(not is_group)
        self._terms_title.setVisible(not is_group)
        self._group.setVisible(is_group)
        self.terms.show_terms(view.unit.terms, view.unit.people)
        self._show_gaps(view.unit)
        half = self._half_entered.pop(unit, None)
        if half is not None and self.form is None:
            self._take_up(view, half)

    def _show_people(self, view: PeopleView, today: date, *, signs: bool) -> None:
        self.people.clear()
        self.people.setVisible(bool(view.unit.people))
        # Who has left stands last: the others are who one sees.
        for each in sorted(view.unit.people, key=lambda each: each.left is not None):
            row = ParticipantRow(self._tools.theme, each, today, view.majority_age, signs=signs)
            row.change_asked.connect(partial(self._open, each))
            row.file_asked.connect(partial(self._go, each.file))
            self.people.add_row(row)

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

    def _take_up(self, view: PeopleView, half: Mapping[str, Any]) -> None:
        known = next((each for each in view.unit.people if each.id == half.get("id")), None)
        if half.get("id") and known is None:
            return  # they were taken out meanwhile
        self._open(known)
        if self.form is not None:
            self.form.take_up(half)

    def _open(self, known: Participant | None) -> None:
        view = self._view
        if view is None or self.form is not None:
            return
        name = view.files.get(known.file, "") if known is not None and known.file else ""
        self.form = ParticipantForm(self._tools, self._known(), view.unit.kind, known, name)
        self.form.left.connect(self._leave_form)
        self.form.removed.connect(self._removed)
        self._stack.addWidget(self.form)
        self._stack.setCurrentWidget(self.form)
        self.form.begin()

    def _leave_form(self) -> None:
        self._end_form()
        self.reload()
        self.begin()

    def _end_form(self) -> None:
        form, self.form = self.form, None
        if form is not None:
            self._stack.removeWidget(form)
            form.deleteLater()

    def _removed(self, who: Participant) -> None:
        self._leave_form()
        self._tools.notices.say(
            _("The participant was removed."),
            action=_("Undo"),
            run=partial(self._bring_back, who),
        )

    def _bring_back(self, who: Participant) -> None:
        self._tools.worker.keep(
            lambda v: v.participants.undo_remove(who.id),
            owner=self,
            done=lambda _who: self.reload(),
        )

    def _choose(self, terms: Terms) -> None:
        self._tools.worker.keep(
            lambda v: v.participants.set_terms(terms),
            owner=self,
            done=lambda _terms: self.reload(),
            failed=self._say,
        )

    def _go(self, file: ClientId | None) -> None:
        self._tools.navigation.go("client", client=file)

    def _say(self, error: Exception) -> None:
        self.banner.say(words_of(error).text, closable=False)


def _read(unit: ClientId, vault: OpenVault) -> PeopleView:
    found = vault.participants.unit(unit)
    files = [each.file for each in found.people if each.file is not None]
    return PeopleView(found, vault.clients.names(files), vault.releases.age_of_majority())
