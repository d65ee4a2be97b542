"""Who may act for a client: parents, guardians, agents, and the executor of one who died."""

from dataclasses import dataclass, field
from datetime import date
from functools import partial

from PySide6.QtWidgets import QWidget

from ui.date_words import plain_day
from ui.navigation import DOCUMENTS
from ui.screens.client.representative_form import RepresentativeForm
from ui.tools import Tools
from ui.widgets.buttons import button
from ui.widgets.labels import label
from ui.widgets.list_page import ListKind, ListPage
from ui.widgets.list_row import ListRow, days_words
from vault.model.document import Document
from vault.model.ids import ClientId
from vault.model.representative import Authority, Representative, came_of_age
from vault.model.representative_words import (
    authority_words,
    kind_words,
    paper_words,
    power_words,
    scope_words,
)
from vault.open_vault import OpenVault
from vault.translation import _

_TONES = {
    Authority.HOLDS: "teal",
    Authority.NOT_YET: "plain",
    Authority.ENDED: "plain",
    Authority.OF_AGE: "amber",
    Authority.AGE_UNKNOWN: "amber",
    Authority.NO_PAPER: "amber",
    Authority.NO_DEATH: "amber",
}


@dataclass(frozen=True)
class RepresentativesView:
    """Who may act for a client, and what their authority depends on."""

    people: tuple[Representative, ...]
    birth_date: date | None = field(repr=False)
    majority_age: int
    why_of_age: str
    papers: tuple[Document, ...] = ()
    died: bool = False


class Representatives(ListPage):
    """Says of each whether they may act today."""

    def __init__(self, tools: Tools) -> None:
        kind = ListKind(
            title=_("Who may act for this client"),
            add=(_("Add a person…"), "user-plus"),
            desk="client/representative-",
            removed=_("The representative was removed."),
            read=_read,
            show=self._show_found,
            form=self._form_of,
            bring_back=lambda person, vault: vault.representatives.undo_remove(person.id),
            kept="representative",
        )
        super().__init__(tools, kind)
        self._view: RepresentativesView | None = None
        self._nobody = label(
            _("Nobody is entered: the client acts for themselves, or it is not known who does."),
            "mute",
        )
        self.column.addWidget(self._nobody)
        self.because = label("", "small")
        self.column.addWidget(self.because)
        self.banner.acted.connect(self.sign_anew)

    def _show_found(self, found: RepresentativesView) -> None:
        self._view = found
        today = self.tools.clock.now().date()
        self._nobody.setVisible(not found.people)
        papers = {each.id: each for each in found.papers}
        self.because.setText(found.why_of_age)
        self.because.setVisible(bool(found.people))
        ended = [each for each in found.people if each.until is not None and each.until < today]
        for each in (*(one for one in found.people if one not in ended), *ended):
            authority = each.authority(today, found.birth_date, found.majority_age, died=found.died)
            said = [kind_words(each.kind), *map(power_words, each.powers), scope_words(each)]
            said += [days_words(each.since, each.until), paper_words(each, papers)]
            row = ListRow(
                self.tools.theme,
                each.name,
                [words for words in said if words],
                state=(authority_words(authority), _TONES[authority]),
                beside=self._paper(each) if each.document in papers else None,
            )
            row.change_asked.connect(partial(self.open_form, each.id))
            self.offer_earlier(row, each.id)
            self.listed.add_row(row)
        self._show_task(found, today)

    def _form_of(self, client: ClientId, desk: str, person: str) -> RepresentativeForm | None:
        view = self._view
        known = next((each for each in view.people if each.id == person), None) if view else None
        if view is None or (person and known is None):
            return None
        return RepresentativeForm(self.tools, desk, client, view.papers, known)

    def _paper(self, each: Representative) -> QWidget:
        words = _("Paper of {name}").format(name=each.name)
        paper = button(_("Paper"), theme=self.tools.theme, name=words, small=True)
        there = f"{DOCUMENTS}-{each.document}"
        paper.clicked.connect(
            lambda: self.tools.navigation.go("client", client=each.client, note=there)
        )
        return paper

    def sign_anew(self) -> None:
        """Keep that the client, who came of age, signed for themselves."""
        client = self._client
        if client is not None:
            self.change(lambda vault: vault.representatives.signed_anew(client))

    def _show_task(self, found: RepresentativesView, today: date) -> None:
        day = came_of_age(found.people, today, found.birth_date, found.majority_age)
        lacking = [each.name for each in found.people if each.lacks_paper]
        if day is not None:
            words = _(
                "The client came of age on {day}: a parent’s authority has ended. Let the client "
                "sign anew what a parent signed."
            )
            self.banner.say(
                words.format(day=plain_day(day)), action=_("The client has signed"), closable=False
            )
        elif lacking:
            words = _("No paper is named by which {names} may act.")
            self.banner.say(words.format(names=", ".join(lacking)), closable=False)
        else:
            self.banner.clear()


def _read(client: ClientId, vault: OpenVault) -> RepresentativesView:
    return RepresentativesView(
        tuple(vault.representatives.of_client(client)),
        vault.clients.get(client).birth_date,
        vault.releases.age_of_majority(),
        vault.releases.why_of_age(),
        tuple(vault.representatives.papers(client)),
        vault.episodes.died(client),
    )
