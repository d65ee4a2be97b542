"""Who may act for a client, entered or changed: as what, in what, on which paper, and the days."""

from collections.abc import Sequence

from PySide6.QtWidgets import QLineEdit

from ui.screens.client.paper_choice import offered
from ui.tools import Tools
from ui.widgets.labels import label
from ui.widgets.newcomer_form import NewcomerForm
from vault.model.document import Document
from vault.model.ids import ClientId, DocumentId, RepresentativeId, new_id
from vault.model.representative import Power, Representative, RepresentativeKind
from vault.model.representative_words import kind_words, power_words
from vault.translation import _


class RepresentativeForm(NewcomerForm):
    """A new one may consent and receive until it is said otherwise."""

    def __init__(
        self,
        tools: Tools,
        desk: str,
        client: ClientId,
        papers: Sequence[Document],
        known: Representative | None = None,
    ) -> None:
        """`known` is changed, None enters somebody new; `papers` are the client's documents."""
        title = _("Who may act for this client?") if known is None else known.name
        super().__init__(tools, desk, title, known.id if known is not None else "")
        self._client, self._known = client, known
        self.paper = QLineEdit()
        self.paper.setPlaceholderText(_("Custody order, letters of guardianship …"))
        self.name = QLineEdit()
        self.add_line("name", _("Name"), self.name)
        kinds = {kind: kind_words(kind) for kind in RepresentativeKind}
        self.add_choice("kind", _("By what they act"), kinds)
        self.form.add_row(label(_("What they may do"), "field"))
        for power in Power:
            self.add_check(power, power_words(power))
        words = _("In the words of the paper. Empty where it names no bound.")
        self.add_line("scope", _("Only for"), QLineEdit(), words)
        words = _("Which document shows it, and where it is. Empty where none is needed.")
        self.add_line("paper", _("Paper"), self.paper, words)
        before = known.document if known is not None else None
        combo = self.add_choice(
            "document", _("The paper, among the documents"), offered(papers, before)
        )
        combo.activated.connect(self._name_paper)
        self._titles = {each.id: each.title for each in papers}
        self.add_day("paper_day", _("Day of the paper"))
        self.add_day("since", _("Acts since"))
        words = _("Empty while no end is known. A parent’s authority ends at majority by itself.")
        self.add_day("until", _("Until"), words, past=False)
        self._show(known)
        self.ready_to_check(self._representative, lambda vault: vault.representatives)

    def _representative(self) -> Representative | None:
        since = self.days["since"].value()
        if since is None:
            if not self.form.error("since"):
                self.form.set_error("since", _("Since when may they act?"))
            return None
        document = self.choices["document"].currentData()
        return Representative(
            id=self._known.id if self._known is not None else RepresentativeId(new_id()),
            client=self._client,
            name=self.name.text(),
            kind=RepresentativeKind(self.choices["kind"].currentData()),
            powers=tuple(power for power in Power if self.checks[power].isChecked()),
            since=since,
            until=self.days["until"].value(),
            paper=self.paper.text(),
            paper_day=self.days["paper_day"].value(),
            document=DocumentId(document) if document else None,
            scope=self.lines["scope"].text(),
        )

    def _name_paper(self) -> None:
        """Take the title of the document for what the paper is, until something else is said."""
        title = self._titles.get(self.choices["document"].currentData())
        if title is not None and not self.paper.text().strip():
            self.paper.setText(title)

    def _show(self, known: Representative | None) -> None:
        for power, box in self.checks.items():
            box.setChecked(known is None or power in known.powers)
        if known is None:
            self.days["since"].set_value(self.tools.clock.now().date())
            return
        self.name.setText(known.name)
        self.paper.setText(known.paper)
        self.lines["scope"].setText(known.scope)
        combo = self.choices["document"]
        combo.setCurrentIndex(max(0, combo.findData(known.document or "")))
        self.choices["kind"].setCurrentIndex(self.choices["kind"].findData(known.kind))
        for name, field in self.days.items():
            field.set_value(getattr(known, name))
