"""Why a record is kept until its date: clause by clause, with the words of the rule."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui.capital import capital
from ui.date_words import plain_day
from ui.tools import Tools
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.emptied import empty
from ui.widgets.hairline import Hairline
from ui.widgets.labels import label
from ui.widgets.legal_note import legal_note
from vault.model.ids import ClientId, record_number
from vault.model.record_retention import Ask, Dated, RecordRetention, RecordState
from vault.model.retention import RetentionStatus, RuleDate
from vault.model.retention_clocks import Clock
from vault.model.retention_words import (
    ask_words,
    clause_words,
    clock_words,
    doubt_words,
    flag_words,
    majority_words,
    rule_words,
    status_words,
    text_words,
)
from vault.model.rule_trust import MAJORITY
from vault.translation import _


class WhyCard(Card):
    """About one record; what can be done about its date stands at its foot."""

    opened = Signal()
    held = Signal()
    looked = Signal()
    extended = Signal()
    rules_asked = Signal()
    end_asked = Signal()

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools.theme, name=_("Why this date"))
        self._tools = tools
        self._client: ClientId | None = None
        self._clocks_wait = False
        px = tools.theme.px
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setSpacing(px(6))
        self.name = label("", "heading", wrap=True)
        column.addWidget(self.name)
        self.born = label("", "small")
        column.addWidget(self.born)
        column.addSpacing(px(6))
        self._said = QVBoxLayout()
        self._said.setSpacing(px(6))
        column.addLayout(self._said)
        column.addSpacing(px(6))
        column.addLayout(self._buttons())
        column.addWidget(legal_note())
        self.add_row(inside)

    def show_clocks(self, client: ClientId, clocks: Sequence[Clock]) -> None:
        """Show the clocks beside that of a record, once, if it is still shown."""
        waited, self._clocks_wait = self._clocks_wait, False
        if waited and client == self._client and clocks:
            self._section(_("Other clocks"))
            for each in clocks:
                self._words(clock_words(each, plain_day))

    def show_record(self, each: Dated, born: str, *, is_asked: bool) -> None:
        """Show the arithmetic of a record; `is_asked` tells that its end is asked for."""
        found, self._client = each.retention, each.client.id
        self._clocks_wait = True
        self.name.setText(each.client.name)
        number = _("record {number}").format(number=record_number(each.client.id))
        grown = each.client.birth_date is not None and _("minor") not in born
        minor = _("may have been a minor") if found.minor and grown else ""
        self.born.setText(" · ".join(part for part in (born, minor, number) if part))
        empty(self._said)
        self._section(_("Why this date"))
        if found.state is RecordState.IN_CARE:
            self._words(_("Care goes on: the record is kept, and there is no date."))
        if found.held:
            self._words(_("The file is on hold: there is no date until you lift it."))
        for rule in found.rules:
            self._rule(rule, found)
        self._result(found)
        self._asks(found)
        if found.guidance and found.state is not RecordState.IN_CARE:
            self._section(_("Guidance, which binds nobody"))
            for rule in found.guidance:
                self._rule(rule, found)
        dated = found.state not in (RecordState.IN_CARE, RecordState.ON_HOLD)
        self.look.setVisible(dated and found.reminded is not None)
        self.extend.setVisible(dated)
        self.end.setVisible(found.state is RecordState.OVER and not is_asked)
        self.rules.setVisible(bool({Ask.CONFIRM, Ask.NO_RULE} & set(found.asks)))

    def _rule(self, each: RuleDate, found: RecordRetention) -> None:
        for one in each.clauses:
            words = capital(clause_words(one.clause))
            self._day_line(words, plain_day(one.through), "body")
        if each.status not in (RetentionStatus.COMPUTED, RetentionStatus.OPEN):
            self._words(capital(status_words(each.status)) + ".")
        quoted = [one.clause.words for one in each.clauses if one.clause.words]
        bound = each is found.binding
        binding = next(
            (one.clause.words for one in each.clauses if one.clause.id == each.binding_clause), ""
        )
        for words in [binding] if bound and binding else quoted[:1]:
            self._words(f"“{words}”")
        self._words(
            _("{rule}, {text}.").format(
                rule=rule_words(each.rule), text=text_words(each.rule, plain_day)
            )
        )
        for flag in each.flags:
            self._words(flag_words(flag))

    def _result(self, found: RecordRetention) -> None:
        if found.through is None:
            return
        self._said.addWidget(Hairline())
        if found.binding is None:
            words = _("Kept longer by you") if found.through == found.extended else _("Hold lifted")
        elif sum(len(each.clauses) for each in found.rules) > 1:
            words = _("The later one binds")
        else:
            words = _("Kept through")
        self._day_line(words, plain_day(found.through), "strong")

    def _asks(self, found: RecordRetention) -> None:
        if not found.asks:
            return
        self._section(_("Before a review may begin"))
        for ask in found.asks:
            self._words(ask_words(ask, found.unruled), role="body")
        names = {each.rule.id: rule_words(each.rule) for each in found.rules}
        for rule, doubts in found.doubted.items():
            name = majority_words(rule) if rule.startswith(MAJORITY) else names.get(rule, rule)
            self._words(f"{name}: {', '.join(map(doubt_words, doubts))}")

    def _section(self, words: str) -> None:
        if self._said.count():
            self._said.addSpacing(self._tools.theme.px(8))
        self._said.addWidget(label(words, "section"))

    def _words(self, words: str, *, role: str = "small") -> None:
        self._said.addWidget(label(words, role))

    def _day_line(self, words: str, day: str, role: str) -> None:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self._tools.theme.px(12))
        row.addWidget(label(words, role, wrap=True), 1)
        told = label(day, role, wrap=False)
        row.addWidget(told, alignment=Qt.AlignmentFlag.AlignTop)
        self._said.addWidget(line)

    def _buttons(self) -> QBoxLayout:
        theme = self._tools.theme
        self.look = button(_("Looked at"), theme=theme, small=True)
        self.look.setToolTip(_("Remind me again in 90 days; nothing else happens"))
        self.look.clicked.connect(self.looked)
        self.hold = button(_("Place legal hold"), theme=theme, small=True)
        self.hold.clicked.connect(self.held)
        self.extend = button(_("Keep longer…"), theme=theme, small=True)
        self.extend.clicked.connect(self.extended)
        self.rules = button(_("See the rules"), kind="primary", theme=theme, small=True)
        self.rules.clicked.connect(self.rules_asked)
        column = QVBoxLayout()
        column.setSpacing(theme.px(8))
        self.end = button(_("End this record…"), kind="danger", theme=theme, small=True)
        self.end.clicked.connect(self.end_asked)
        self.open = button(_("Open record"), theme=theme, small=True)
        self.open.clicked.connect(self.opened)
        for some in ((self.rules,), (self.open, self.look), (self.hold, self.extend), (self.end,)):
            row = QHBoxLayout()
            row.setSpacing(theme.px(8))
            for each in some:
                row.addWidget(each)
            row.addStretch(1)
            column.addLayout(row)
        return column
