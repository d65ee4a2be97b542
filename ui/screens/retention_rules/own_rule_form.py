"""A rule of the licensee's own, entered or changed, with what it means for three made-up lives."""

from datetime import date

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ui.date_words import plain_day
from ui.tools import Tools
from ui.widgets.labels import label
from ui.widgets.list_form import ListForm
from vault.model.ids import OwnRuleId, new_id
from vault.model.own_rule import BEGINNINGS, OwnRule
from vault.model.retention import CareSpan, RetentionFacts, rule_dates
from vault.model.retention_rule import Event
from vault.model.retention_words import event_words
from vault.model.states import state_names
from vault.translation import _

_NO_MINORS, _MAJORITY = "", "0"


class OwnRuleForm(ListForm):
    """The examples are computed anew with every change."""

    def __init__(self, tools: Tools, desk: str, known: OwnRule | None = None) -> None:
        """`known` is changed, None enters a new one."""
        title = _("What must be kept, and by which rule?") if known is None else known.title
        super().__init__(tools, desk, title, known.id if known is not None else "")
        self._known = known
        self.form.add_row(self._examples())
        words = _("Such as “Malpractice insurer”, or “Vermont, LCMHC”.")
        self.add_line("name", _("Name"), QLineEdit(), words)
        words = _("The clause, the contract with its date, or your written policy.")
        self.add_line("cite", _("Where it stands"), QLineEdit(), words)
        self.add_line("address", _("Where it can be read"), QLineEdit(), _("May be empty."))
        self.add_day("read", _("You read it on"), over=True)
        states = {"": _("of no state: a payer, a contract, a policy"), **state_names()}
        self.add_choice("state", _("The law for your license in"), states)
        self.add_line("years", _("Years"), QLineEdit())
        beginnings = {each.value: event_words(each) for each in BEGINNINGS}
        self.add_choice("since", _("Counted from"), beginnings)
        ages = {_NO_MINORS: _("the rule says nothing of minors"), _MAJORITY: _("majority")}
        ages |= {str(n): _("age {n}").format(n=n) for n in range(14, 31)}
        self.add_choice("minor_age", _("For who was a minor, also from"), ages)
        self.add_line("minor_years", _("Years after it"), QLineEdit())
        self._show(known)
        self.choices["minor_age"].currentIndexChanged.connect(self._show_fields)
        for line in self.lines.values():
            line.textChanged.connect(self._compute)
        for choice in self.choices.values():
            choice.currentIndexChanged.connect(self._compute)
        self._show_fields()
        self._compute()
        self.ready(self._rule, lambda vault: vault.retention_rules.own, self._known_id)

    def _examples(self) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.tools.theme.px(4))
        column.addWidget(label(_("What it means"), "section"))
        self.examples = label("", "mute")
        column.addWidget(self.examples)
        return box

    def _show(self, known: OwnRule | None) -> None:
        today = self.tools.clock.now().date()
        self.days["read"].set_value(known.read if known is not None else today)
        if known is None:
            return
        self.lines["name"].setText(known.title)
        self.lines["cite"].setText(known.cite)
        self.lines["address"].setText(known.address)
        self.lines["years"].setText(str(known.years))
        for name, value in (("state", known.state), ("since", known.since.value)):
            self.choices[name].setCurrentIndex(self.choices[name].findData(value))
        if known.minor_years is not None:
            ages = self.choices["minor_age"]
            ages.setCurrentIndex(ages.findData(str(known.minor_age)))
            self.lines["minor_years"].setText(str(known.minor_years))

    def _show_fields(self) -> None:
        asked = self.choices["minor_age"].currentData() != _NO_MINORS
        self.form.show_field("minor_years", asked)

    def _compute(self) -> None:
        """Say what the rule as it stands means for three lives."""
        rule = self._entered_rule(date(2026, 11, 20))
        if rule is None:
            self.examples.setText(_("Enter the years, and three examples stand here."))
            return
        seen = date(2026, 11, 20)
        lines = []
        for born, words in (
            (date(1980, 3, 1), _("An adult, last seen {seen}: kept through {day}")),
            (date(2019, 5, 10), _("A child of 7, last seen {seen}: kept through {day}")),
            (date(2012, 2, 29), _("Born February 29, 2012, last seen {seen}: kept through {day}")),
        ):
            span = CareSpan(seen, (seen,), termination=seen, closed=True)
            facts = RetentionFacts(18, born, last_entry=seen, episodes=(span,))
            through = rule_dates(facts, [rule.rule])[0].through
            if through is not None:
                lines.append(words.format(seen=plain_day(seen), day=plain_day(through)))
        self.examples.setText("\n".join(lines))

    def _rule(self) -> OwnRule | None:
        read = self.needed_day("read", _("On which day did you read it?"))
        if not self.lines["cite"].text().strip():
            self.form.set_error("cite", _("Say where the rule stands."))
        for name in ("years", "minor_years"):
            line = self.lines[name]
            if self.form.is_shown(name) and not _is_years(line.text().strip()):
                self.form.set_error(name, _("How many years? A number up to 99."))
        return self._entered_rule(read) if read is not None else None

    def _entered_rule(self, read: date) -> OwnRule | None:
        years, minor = (self.lines[name].text().strip() for name in ("years", "minor_years"))
        age = self.choices["minor_age"].currentData()
        if not _is_years(years) or (age != _NO_MINORS and not _is_years(minor)):
            return None
        return OwnRule(
            id=self._known.id if self._known is not None else OwnRuleId(new_id()),
            title=self.lines["name"].text(),
            cite=self.lines["cite"].text(),
            address=self.lines["address"].text(),
            read=read,
            since=Event(self.choices["since"].currentData()),
            years=int(years),
            state=self.choices["state"].currentData(),
            minor_age=int(age) if age != _NO_MINORS else 0,
            minor_years=int(minor) if age != _NO_MINORS else None,
        )


def _is_years(typed: str) -> bool:
    return typed.isascii() and typed.isdecimal() and len(typed) <= 2
