"""The outcome measures of one client: each that was filled in, its score, and the way it goes."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from ui.date_words import plain_day
from ui.navigation import CARE
from ui.screens.client.measure_form import MeasureForm
from ui.screens.client.measure_over_time import MeasureOverTime
from ui.tools import Tools
from ui.widgets.buttons import button
from ui.widgets.emptied import empty
from ui.widgets.labels import label
from ui.widgets.list_page import ListKind, ListPage
from ui.widgets.list_row import ListRow
from ui.widgets.scrolled import bring_into_sight
from vault.model.ids import AdministrationId, ClientId
from vault.model.measure import Administration, by_measure, measure_of
from vault.model.measure_words import band_words, risk_words, score_words
from vault.model.template import SAFETY
from vault.open_vault import OpenVault
from vault.translation import _

_Read = tuple[tuple[Administration, ...], frozenset[AdministrationId], frozenset[AdministrationId]]
"""What a client filled in, which of it was entered in this sitting, and which waits for a note."""


class MeasuresPage(ListPage):
    """What one client filled in, the newest first; `begin` begins a note of a template."""

    def __init__(self, tools: Tools, begin: Callable[[str], object]) -> None:
        kind = ListKind(
            title=_("Outcome measures"),
            add=(_("Add a measure…"), "plus"),
            desk="client/measure-",
            removed=_("The measure was removed."),
            read=_read,
            show=self._show_found,
            form=self._form_of,
            bring_back=lambda each, vault: vault.measures.undo_remove(each.id),
            kept="measure",
        )
        super().__init__(tools, kind)
        self._begin_note = begin
        self._found: tuple[Administration, ...] = ()
        self._entered_here: frozenset[AdministrationId] = frozenset()
        self._risks: dict[ClientId, AdministrationId] = {}
        self._open: frozenset[AdministrationId] = frozenset()
        self._answered: set[AdministrationId] = set()
        self.banner.acted.connect(self.write_risk_note)
        self.banner.closed.connect(self._forget_risk)
        words = _(
            "Nothing was filled in yet. Here you keep what a client answers on PHQ-9, GAD-7 or "
            "PHQ-A; the score and its band are as the source published them."
        )
        self.nothing = label(words, "mute")
        self.column.addWidget(self.nothing)
        self._charts = QVBoxLayout()
        self._charts.setSpacing(tools.theme.px(12))
        self.column.addLayout(self._charts)
        self.back = button(_("Back to care"), theme=tools.theme, small=True)
        self.back.clicked.connect(self._to_care)
        self.column.addWidget(self.back, alignment=Qt.AlignmentFlag.AlignLeft)

    def clear(self) -> None:
        """Show nobody's."""
        super().clear()
        empty(self._charts)
        self._found, self._open = (), frozenset()

    def write_risk_note(self) -> None:
        """Begin a note on safety and risk for this client."""
        self._forget_risk()
        self.banner.clear()
        self._begin_note(SAFETY)

    def charts(self) -> list[MeasureOverTime]:
        """Return what is shown of each measure."""
        return self.findChildren(MeasureOverTime)

    def _show_found(self, read: _Read) -> None:
        found, self._entered_here, self._open = read
        self._found = found
        self.nothing.setVisible(not found)
        for each in reversed(found):
            self.listed.add_row(self._row(each))
        empty(self._charts)
        for given in by_measure(found).values():
            self._charts.addWidget(MeasureOverTime(self.tools.theme, given))
        self._say_risk()

    def _row(self, each: Administration) -> ListRow:
        name = f"{measure_of(each.measure).title}, {plain_day(each.day)}"
        said = [score_words(each.score)]
        if each.raises_risk:
            said.append(_("item 9 above zero"))
        elif each.leaves_risk_open:
            said.append(_("item 9 not answered"))
        if each.filled_in_by.strip():
            said.append(_("filled in by {who}").format(who=each.filled_in_by))
        band = band_words(each.score)
        state = (band, "plain") if band else None
        if each.in_error is not None:
            said.append(each.in_error.reason)
            state = (_("in error"), "red")
        row = ListRow(self.tools.theme, name, said, state=state)
        row.change_asked.connect(partial(self.open_form, each.id))
        self.offer_earlier(row, each.id)
        row.change.setVisible(each.in_error is None)
        return row

    def _form_of(self, client: ClientId, desk: str, known: str) -> MeasureForm | None:
        found = next((each for each in self._found if each.id == known), None)
        if known and found is None:
            return None
        last = self._found[-1].measure if self._found else ""
        here = known in self._entered_here
        form = MeasureForm(self.tools, desk, client, found, last, may_remove=here)
        form.kept.connect(self._kept)
        return form

    def _kept(self, each: Administration) -> None:
        if each.raises_risk:
            self._risks[each.client] = each.id
            self._answered.discard(each.id)
        elif self._risks.get(each.client) == each.id:
            del self._risks[each.client]

    def _say_risk(self) -> None:
        """Say it of what was kept in this sitting, until it is closed, answered or put right.

        And of what was kept earlier and waits for a note on safety.
        """
        wanted = self._risks.get(self._client) if self._client is not None else None
        standing = [each for each in self._found if each.in_error is None]
        here = any(each.id == wanted and each.raises_risk for each in standing)
        if here or self._open - self._answered:
            words = _("Write a note on safety and risk")
            if self.banner.text() != risk_words():
                self.banner.say(risk_words(), action=words)
                bring_into_sight(self.banner)
        else:
            self.banner.clear()

    def _forget_risk(self) -> None:
        if self._client is not None:
            self._risks.pop(self._client, None)
            self._answered |= self._open

    def _to_care(self) -> None:
        self.tools.navigation.go("client", client=self._client, note=CARE)


def _read(client: ClientId, vault: OpenVault) -> _Read:
    found = tuple(vault.measures.of_client(client))
    here = frozenset(each.id for each in found if vault.measures.added_here(each.id))
    risks = vault.measures.open_risks()
    return found, here, frozenset(each.administration for each in risks if each.client == client)
