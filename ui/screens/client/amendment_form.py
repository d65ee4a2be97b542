"""A request to amend the record, entered, extended or decided; one that is decided, answered."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QLineEdit

from ui.tools import Tools
from ui.widgets.labels import label
from ui.widgets.list_form import ListForm
from vault.model.amendment import (
    AmendmentDecision,
    AmendmentRequest,
    Extension,
    Outcome,
    amendment_rule,
)
from vault.model.amendment_words import outcome_words
from vault.model.ids import AmendmentId, ClientId, new_id
from vault.translation import _

_EXTENSION = ("extended", "extension_reason")
_DECISION = ("told", "words")


class AmendmentForm(ListForm):
    """Asks about the decision once there is one, and about a disagreement once there is a denial.

    Of one that is `fixed`, decided in a sitting before, only the disagreement is asked.
    """

    def __init__(
        self,
        tools: Tools,
        desk: str,
        client: ClientId,
        known: AmendmentRequest | None,
        *,
        bound: bool,
        fixed: bool,
    ) -> None:
        """`bound` tells whether the rule binds the practice: a denial then has its ground."""
        title = _("Request to amend the record")
        super().__init__(tools, desk, title, known.id if known is not None else "")
        self._client, self._known, self._bound, self._fixed = client, known, bound, fixed
        if fixed and known is not None:
            self.form.add_row(label(known.asked, "body"))
        self._add_request()
        self._add_decision()
        self._show(known)
        self.checks["longer"].toggled.connect(self._show_fields)
        self.choices["outcome"].currentIndexChanged.connect(self._show_fields)
        self._show_fields()
        self.remove.setVisible(known is not None and known.is_open)
        self.ready(self._request, lambda vault: vault.amendments, self._known_id)

    def begin(self) -> None:
        """Put the keyboard into the first field that is shown."""
        if self._fixed:
            self.days["disagreed"].setFocus()
        else:
            super().begin()

    def _add_request(self) -> None:
        self.add_day("received", _("Received on"), over=True)
        words = _("In their own words, or as the letter says it.")
        self.add_text("asked", _("What the client asks for"), words)
        self.add_check("longer", _("A written statement was sent that it takes longer"))
        words = _("It adds {n} days, once, if it was sent while there was time.")
        words = words.format(n=amendment_rule().extension_days) if self._bound else ""
        self.add_day("extended", _("Sent on"), words, over=True)
        self.add_line("extension_reason", _("Why it takes longer"), QLineEdit())

    def _add_decision(self) -> None:
        decided: dict[Any, str] = {"": _("Not decided yet")}
        decided |= {each: outcome_words(each) for each in Outcome}
        self.add_choice("outcome", _("What was decided"), decided)
        self.add_day("told", _("The client was told on"), over=True)
        rule = amendment_rule()
        grounds: dict[Any, str] = {
            "": _("Not chosen yet") if self._bound else _("None of these, but as told below")
        }
        grounds |= {each: rule.ground_words(each) for each in rule.grounds}
        source = rule.cite if self._bound else ""
        self.add_choice("ground", _("On which ground it is denied"), grounds, source)
        words = _("A part that is accepted, a part that is denied, and why.")
        self.add_text("words", _("The decision in words"), words)
        words = _("Empty while there is none.")
        self.add_day("disagreed", _("Statement of disagreement received on"), words, over=True)

    @property
    def _outcome(self) -> Outcome | None:
        chosen = self.choices["outcome"].currentData()
        return Outcome(chosen) if chosen else None

    @property
    def _denies(self) -> bool:
        return self._outcome in (Outcome.DENIED, Outcome.IN_PART)

    def _request(self) -> AmendmentRequest | None:
        if self._fixed and self._known is not None:
            return replace(self._known, disagreed=self.days["disagreed"].value())
        received = self.needed_day("received", _("On which day was it received?"))
        asked = self.texts["asked"].text()
        if not asked.strip():
            self.form.set_error("asked", _("What does the client ask for?"))
        extension, decision = self._extension(), self._decision()
        if received is None:
            return None
        return AmendmentRequest(
            id=self._known.id if self._known is not None else AmendmentId(new_id()),
            client=self._client,
            received=received,
            asked=asked,
            extension=extension,
            decision=decision,
            disagreed=self.days["disagreed"].value() if self._denies else None,
        )

    def _extension(self) -> Extension | None:
        if not self.checks["longer"].isChecked():
            return None
        sent = self.needed_day("extended", _("On which day was the statement sent?"))
        reason = self.lines["extension_reason"].text()
        if not reason.strip():
            self.form.set_error("extension_reason", _("Why does it take longer?"))
        return Extension(sent, reason) if sent is not None else None

    def _decision(self) -> AmendmentDecision | None:
        outcome = self._outcome
        if outcome is None:
            return None
        told = self.needed_day("told", _("On which day was the client told?"))
        ground = self.choices["ground"].currentData() if self._denies else ""
        words = self.texts["words"].text()
        if self._denies and not ground and self._bound:
            self.form.set_error("ground", _("On which ground is it denied?"))
        if outcome is Outcome.IN_PART and not words.strip():
            self.form.set_error("words", _("Which part is accepted, and which is denied?"))
        return AmendmentDecision(told, outcome, ground, words) if told is not None else None

    def _show(self, known: AmendmentRequest | None) -> None:
        today = self.tools.clock.now().date()
        self.days["received"].set_value(known.received if known is not None else today)
        self.days["told"].set_value(today)
        if known is None:
            return
        self.texts["asked"].set_text(known.asked)
        if known.extension is not None:
            self.checks["longer"].setChecked(True)
            self.days["extended"].set_value(known.extension.sent)
            self.lines["extension_reason"].setText(known.extension.reason)
        decision = known.decision
        if decision is not None:
            for name, value in (("outcome", decision.outcome), ("ground", decision.ground)):
                self.choices[name].setCurrentIndex(self.choices[name].findData(value))
            self.days["told"].set_value(decision.told)
            self.texts["words"].set_text(decision.words)
        self.days["disagreed"].set_value(known.disagreed)

    def take_up(self, kept: Mapping[str, Any]) -> None:
        """Go on with what was half entered; of a decision that stands by now, show it."""
        super().take_up(kept)
        self._show_fields()
        decision = self._known.decision if self._known is not None else None
        if not self._fixed or decision is None:
            return
        typed, disagreed = self.texts["words"].text(), self.days["disagreed"].line.text()
        self._show(self._known)
        self.days["disagreed"].line.setText(disagreed)
        self._show_fields()
        if typed.strip() and typed != decision.words:
            words = _(
                "What was decided stands since the vault was locked. You had typed, and it is not "
                "kept: “{words}”"
            )
            self.banner.say(words.format(words=typed.strip()), closable=False)

    def _show_fields(self) -> None:
        entered = not self._fixed
        for name in ("received", "asked", "outcome"):
            self.form.show_field(name, entered)
        self.checks["longer"].setVisible(entered)
        for name in _EXTENSION:
            self.form.show_field(name, entered and self.checks["longer"].isChecked())
        for name in _DECISION:
            self.form.show_field(name, entered and self._outcome is not None)
        self.form.show_field("ground", entered and self._denies)
        self.form.show_field("disagreed", self._denies)
