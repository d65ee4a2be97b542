"""What a client asked to have amended in the record: how long there is, and what is done next."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.date_words import plain_day
from ui.navigation import CARE
from ui.screens.client.amendment_form import AmendmentForm
from ui.tools import Tools
from ui.widgets.buttons import button
from ui.widgets.labels import label
from ui.widgets.list_page import ListKind, ListPage
from ui.widgets.list_row import ListRow
from vault.model.amendment import AmendmentClock, AmendmentRequest, amendment_rule
from vault.model.amendment_words import clock_words, left_words, next_words, outcome_words
from vault.model.ids import AmendmentId, ClientId
from vault.open_vault import OpenVault
from vault.translation import _


@dataclass(frozen=True)
class Shown:
    """A request with its clock, if one runs, and whether it may be put right."""

    request: AmendmentRequest
    clock: AmendmentClock | None
    may_change: bool


@dataclass(frozen=True)
class AmendmentsView:
    """The requests of a client, whether the rule binds the practice, and the sentence on that."""

    requests: tuple[Shown, ...]
    bound: bool
    clock: str


class AmendmentsPage(ListPage):
    """The requests of one client, the newest first."""

    def __init__(self, tools: Tools) -> None:
        kind = ListKind(
            title=_("Requests to amend the record"),
            add=(_("Add a request…"), "plus"),
            desk="client/amendment-",
            removed=_("The request was removed."),
            read=_read,
            show=self._show_found,
            form=self._form_of,
            bring_back=lambda request, vault: vault.amendments.undo_remove(request.id),
            kept="amendment",
        )
        super().__init__(tools, kind)
        self._view: AmendmentsView | None = None
        self.nothing = label(_("No request is entered."), "mute")
        self.clock = label("", "small")
        self.back = button(_("Back to care"), theme=tools.theme, small=True)
        self.back.clicked.connect(self._to_care)
        for widget in (self.nothing, self.clock):
            self.column.addWidget(widget)
        self.column.addWidget(self.back, alignment=Qt.AlignmentFlag.AlignLeft)

    def _show_found(self, view: AmendmentsView) -> None:
        self._view = view
        self.banner.clear()
        self.nothing.setVisible(not view.requests)
        self.clock.setText(view.clock)
        for shown in reversed(view.requests):
            self.listed.add_row(self._row(shown))

    def _row(self, shown: Shown) -> QWidget:
        request, theme = shown.request, self.tools.theme
        beside = None
        if not request.is_open:
            words = _("To the record")
            beside = button(words, theme=theme, small=True)
            beside.clicked.connect(self._to_record)
        name = _("Request of {day}").format(day=plain_day(request.received))
        row = ListRow(theme, name, _said(shown), state=_state(shown), beside=beside)
        row.change_asked.connect(partial(self.open_form, request.id))
        self.offer_earlier(row, request.id)
        row.change.setVisible(shown.may_change or request.is_disputed)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        row.set_flush()
        column.addWidget(row)
        column.addWidget(label(request.asked, "body"))
        if request.decision is not None and request.decision.words.strip():
            words = _("Decision: {words}").format(words=request.decision.words)
            column.addWidget(label(words, "body"))
        for words in next_words(request, shown.clock):
            column.addWidget(label(_("Next: {words}").format(words=words), "small"))
        if request.is_disputed and self._view is not None and self._view.bound:
            spoken = _("Print the letter of denial: {name}").format(name=name)
            words = _("Letter of denial…")
            letter = button(words, icon="printer", theme=theme, name=spoken, small=True)
            letter.clicked.connect(partial(self.print_denial, request.id))
            column.addWidget(letter, alignment=Qt.AlignmentFlag.AlignLeft)
        return whole

    def print_denial(self, request: AmendmentId) -> None:
        """Show the letter of denial of a request, to be saved or printed."""
        from ui.screens.client.letter_dialog import LetterDialog, denial_of

        LetterDialog(self.tools, denial_of(request), self).open()

    def _form_of(self, client: ClientId, desk: str, known: str) -> AmendmentForm | None:
        if self._view is None:
            return None
        found = next((each for each in self._view.requests if each.request.id == known), None)
        if known and (found is None or not (found.may_change or found.request.is_disputed)):
            return None
        return AmendmentForm(
            self.tools,
            desk,
            client,
            found.request if found is not None else None,
            bound=self._view.bound,
            fixed=found is not None and not found.may_change,
        )

    def _to_record(self) -> None:
        self.tools.navigation.go("client", client=self._client)

    def _to_care(self) -> None:
        self.tools.navigation.go("client", client=self._client, note=CARE)


def _said(shown: Shown) -> list[str]:
    request = shown.request
    said = []
    if shown.clock is not None:
        said.append(_("act by {day}").format(day=plain_day(shown.clock.due)))
    if request.extension is not None:
        said.append(_("extended on {day}").format(day=plain_day(request.extension.sent)))
        said.append(request.extension.reason)
    decision = request.decision
    if decision is not None:
        said.append(_("told {day}").format(day=plain_day(decision.told)))
        said += [amendment_rule().ground_words(decision.ground)] if decision.ground else []
    if request.disagreed is not None:
        words = _("statement of disagreement {day}")
        said.append(words.format(day=plain_day(request.disagreed)))
    return said


def _state(shown: Shown) -> tuple[str, str]:
    decision, clock = shown.request.decision, shown.clock
    if decision is not None:
        return outcome_words(decision.outcome), "plain" if decision.denies else "teal"
    if clock is None:
        return _("waits"), "amber"
    return left_words(clock.left), "red" if clock.left < 0 else "amber"


def _read(client: ClientId, vault: OpenVault) -> AmendmentsView:
    amendments = vault.amendments
    return AmendmentsView(
        tuple(
            Shown(each, amendments.clock(each), amendments.may_change(each))
            for each in amendments.of_client(client)
        ),
        amendments.clock_runs(),
        clock_words(amendments.why(), runs=amendments.clock_runs()),
    )
