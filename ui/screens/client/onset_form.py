"""One item of the onset list: given on which day, in which version, and where it was signed."""

from collections.abc import Mapping

from PySide6.QtWidgets import QLineEdit

from ui.date_words import plain_day
from ui.tools import Tools
from ui.widgets.labels import label
from ui.widgets.list_form import ListForm
from vault.model.ids import ClientId, DocumentId, OnsetId, new_id
from vault.model.onset import Given, OnsetLine
from vault.translation import _


class OnsetForm(ListForm):
    """Today, unless another day is entered."""

    def __init__(
        self,
        tools: Tools,
        desk: str,
        client: ClientId,
        line: OnsetLine,
        documents: Mapping[str, str],
    ) -> None:
        """`documents` are what can be the signed copy, by their ids, in words."""
        known = line.given
        super().__init__(tools, desk, line.item.title, line_id(line))
        self._client, self._line, self._known = client, line, known
        words = _("{cite}. Source current through {day}.")
        source = words.format(cite=line.item.cite, day=plain_day(line.item.through))
        self.form.add_row(label(f"{line.name} · {source}" if line.name else source, "small"))
        self.add_day("given", _("Given or agreed on"), over=True)
        if line.item.may_not_apply:
            self.add_check("not_applied", _("It does not apply to this client"))
            self.checks["not_applied"].toggled.connect(self._show_day)
        self.add_line("version", _("Version"), QLineEdit(), _("Such as the date of the wording."))
        words = _(
            "Such as the paper file. Empty where nothing was signed, or it is a document here."
        )
        self.add_line("place", _("Where the signed copy is"), QLineEdit(), words)
        offered = {"": _("Not among the documents")} | dict(documents)
        if known is not None and known.document is not None and known.document not in offered:
            offered[known.document] = _("A document that is there no more")
        self.add_choice("document", _("The signed copy"), offered)
        if known is not None:
            self.add_check("newer", _("This is a newer version: keep the one before too"))
            self.checks["newer"].clicked.connect(self._offer_printed)
        self.remove.setVisible(known is not None)
        self._show(known)
        self.ready(self._given, lambda vault: vault.onset, known.id if known is not None else "")

    @property
    def _applies(self) -> bool:
        return "not_applied" not in self.checks or not self.checks["not_applied"].isChecked()

    @property
    def _is_new(self) -> bool:
        return self._known is None or self.checks["newer"].isChecked()

    def _given(self) -> Given | None:
        day = self.days["given"].value() if self._applies else None
        if self._applies and day is None:
            if not self.form.error("given"):
                self.form.set_error("given", _("On which day?"))
            return None
        document = self.choices["document"].currentData()
        return Given(
            id=OnsetId(new_id()) if self._is_new or self._known is None else self._known.id,
            client=self._client,
            item=self._line.item.id,
            day=day,
            participant=self._line.participant,
            version=self.lines["version"].text(),
            place=self.lines["place"].text(),
            document=DocumentId(document) if document else None,
        )

    def _show(self, known: Given | None) -> None:
        day = known.day if known is not None else self.tools.clock.now().date()
        self.days["given"].set_value(day)
        if known is None:
            self._offer_printed()
            return
        self.lines["version"].setText(known.version)
        self.lines["place"].setText(known.place)
        combo = self.choices["document"]
        combo.setCurrentIndex(max(0, combo.findData(known.document or "")))
        if "not_applied" in self.checks:
            self.checks["not_applied"].setChecked(known.day is None)

    def _offer_printed(self) -> None:
        """Offer the version of the notice that was printed last: that is what was given, mostly."""
        version, printed = self.lines["version"], self._line.printed
        if self._is_new and printed:
            version.setText(printed)
        elif self._known is not None and version.text() == printed:
            version.setText(self._known.version)

    def _show_day(self) -> None:
        self.form.show_field("given", self._applies)


def line_id(line: OnsetLine) -> str:
    """Return what a line is known by on the desk: its item, and for whom."""
    return f"{line.item.id}:{line.participant or ''}"
