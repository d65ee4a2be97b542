"""The rules that apply to the practice, each with how far it was read, and below them one's own."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt

from ui.capital import capital
from ui.date_words import plain_day
from ui.errors import words_of
from ui.screens.retention_rules.came_in import CameIn
from ui.screens.retention_rules.confirm_dialog import ConfirmDialog
from ui.screens.retention_rules.own_rule_form import OwnRuleForm
from ui.screens.retention_rules.rules_dialog import RulesDialog
from ui.tools import Tools
from ui.widgets.card import Card
from ui.widgets.labels import label
from ui.widgets.list_page import ListKind, ListPage
from ui.widgets.list_row import ListRow
from vault.model.circumstances import License
from vault.model.ids import ClientId, OwnRuleId
from vault.model.own_rule import OwnRule
from vault.model.retention_rule import Scope, Standing
from vault.model.retention_words import (
    clause_words,
    doubt_words,
    license_words,
    majority_words,
    rule_words,
    text_words,
)
from vault.model.rule_file import RuleFile, RuleKey
from vault.model.rule_preview import Offered, Preview
from vault.model.rule_trust import Confirmation, Doubt, KnownAge, KnownRule
from vault.open_vault import OpenVault
from vault.translation import _


@dataclass(frozen=True)
class RulesView:
    """What applies, the ages of majority, the licenses without a rule, and the own rules."""

    rules: tuple[KnownRule, ...]
    ages: tuple[KnownAge, ...]
    unruled: tuple[License, ...] = field(repr=False)
    own: Mapping[OwnRuleId, OwnRule] = field(repr=False)
    files: tuple[RuleFile, ...] = ()
    keys: tuple[RuleKey, ...] = ()


class RetentionRulesPage(ListPage):
    """A rule of the program is confirmed, one's own is changed."""

    def __init__(self, tools: Tools) -> None:
        kind = ListKind(
            title=_("Rules of your own"),
            add=(_("Add a rule…"), "plus"),
            desk="retention-rules/rule",
            removed=_("The rule was removed. Dates that it gave are those of the others now."),
            read=_read,
            show=self._show_found,
            form=self._form_of,
            bring_back=lambda rule, vault: vault.retention_rules.own.undo_remove(rule.id),
        )
        super().__init__(tools, kind)
        self._own: Mapping[OwnRuleId, OwnRule] = {}
        self.unruled = label("", "body")
        self.unruled.hide()
        self.known = Card(tools.theme, inset=True, name=_("Rules that apply"))
        self.known.hide()
        self.above.setSpacing(tools.theme.px(12))
        words = _(
            "A payer, an insurer, a contract, your own policy, or the law of a license that the "
            "program does not know. The longest of all rules wins; a rule never shortens."
        )
        self.above.addWidget(label(words, "mute"))
        self.column.addWidget(self.unruled)
        self.column.addWidget(label(_("Rules that apply to your practice"), "heading"))
        words = _(
            "They follow from your licenses and answers in Settings. One that was read at second "
            "hand, or in an old text, gives a date, and lets nothing end before you held it "
            "against the official text."
        )
        self.column.addWidget(label(words, "mute"))
        self.column.addWidget(self.known)
        self.came_in = CameIn(tools)
        self.came_in.bring_asked.connect(self.bring_in)
        self.came_in.back_asked.connect(self.take_back)
        self.came_in.forget_asked.connect(self.forget)
        self.column.addWidget(self.came_in)

    def confirm(self, rule: str, name: str, source: str) -> None:
        """Ask when and where a rule was held against the official text."""
        dialog = ConfirmDialog(self.tools, rule, name, source, self)
        dialog.confirmed.connect(self._confirmed)
        dialog.open()

    def bring_in(self) -> None:
        """Ask for a rule file, and show what it changes."""
        kinds = _("Rule files (*.toml)")
        chosen = self.tools.dialogs.open_file(self, _("Bring rules in"), kinds)
        if chosen:
            self.look_at(Path(chosen))

    def look_at(self, path: Path) -> None:
        """Show what a rule file changes."""
        self.banner.clear()
        self._look(partial(_offered, path))

    def take_back(self, file: RuleFile) -> None:
        """Show what changes when a file is taken back."""
        self._look(partial(_taken_back, file))

    def forget(self, key: RuleKey) -> None:
        """Trust a key no more."""
        question = _("Trust this key no more?")
        detail = _("What it signed and came in stays. A new file of it is asked about again.")
        if self.tools.dialogs.confirm(self, question, detail, _("Forget it")):
            self.change(partial(_forget, key.fingerprint))

    def _look(self, job: Callable[[OpenVault], tuple[Offered | RuleFile, Preview]]) -> None:
        self.tools.worker.run(job, owner=self, done=self._show_preview, failed=self._refused)

    def _show_preview(self, found: tuple[Offered | RuleFile, Preview]) -> None:
        about, preview = found
        dialog = RulesDialog(self.tools, preview, about, self)
        dialog.decided.connect(self._decided)
        dialog.open()

    def _refused(self, error: Exception) -> None:
        self.banner.say(words_of(error).text)

    def _decided(self, file: RuleFile) -> None:
        words = _("The rules came in. Those that are new wait to be confirmed.")
        if file.taken_back_at is not None:
            words = _("The rules before count again.")
        self.tools.notices.say(words)
        self.reload()

    def _confirmed(self, confirmation: Confirmation) -> None:
        take_back = partial(self.change, partial(_unconfirm, confirmation.rule))
        self.tools.notices.say(_("The rule is confirmed."), action=_("Undo"), run=take_back)
        self.reload()

    def _show_found(self, found: RulesView) -> None:
        self._own = found.own
        self.banner.clear()
        asked = {known.rule.id: known.asks for known in found.rules}
        for each in found.own.values():
            said = [clause_words(one) for one in each.rule.clauses]
            said.append(text_words(each.rule, plain_day))
            state = (_("read it again"), "amber") if asked.get(each.id) else None
            row = ListRow(self.tools.theme, each.title, [each.cite, *said], state=state)
            row.change_asked.connect(partial(self.open_form, each.id))
            self.listed.add_row(row)
        words = _("No rule is known for your license: {licenses}. Add it with its citation.")
        if any(each.rule.brought and each.confirmed is None for each in found.rules):
            words = _(
                "No rule may be relied on yet for your license: {licenses}. Confirm what came in, "
                "or add the rule with its citation."
            )
        named = "; ".join(map(license_words, found.unruled))
        self.unruled.setText(words.format(licenses=named))
        self.unruled.setVisible(bool(found.unruled))
        self.known.clear()
        for known in found.rules:
            if known.rule.standing is not Standing.OWN:
                self.known.add_row(self._rule_row(known))
        for age in found.ages:
            self.known.add_row(self._age_row(age))
        self.known.show()
        self.came_in.show_all(found.files, found.keys)

    def _rule_row(self, known: KnownRule) -> ListRow:
        rule = known.rule
        said = [_scope_words(rule.scope)] if rule.scope is not Scope.CLIENT_RECORD else []
        said += [_("guidance, which binds nobody")] if rule.guidance else []
        said += [clause_words(one) for one in rule.clauses]
        said += [_("a rule file says that this rule is no more")] if rule.withdrawn else []
        dated = rule.through is not None or rule.came_in is not None
        text = text_words(rule, plain_day) if dated else ""
        said += _trust(known.confirmed, known.doubts, text)
        state = None
        if not rule.earlier and (rule.brought or not rule.guidance):
            state = (_("to confirm"), "amber") if known.asks else (_("in order"), "teal")
        return self._row(rule.id, rule_words(rule), said, state, rule.source)

    def _age_row(self, age: KnownAge) -> ListRow:
        name = capital(majority_words(age.majority.id))
        said = [_("{n} years").format(n=age.majority.age)]
        said += [age.majority.statute] if age.majority.statute else []
        said += _trust(age.confirmed, age.doubts, "")
        state = (_("to confirm"), "amber") if age.doubts else (_("in order"), "teal")
        return self._row(age.majority.id, name, said, state, age.majority.statute)

    def _row(
        self, rule: str, name: str, said: list[str], state: tuple[str, str] | None, source: str
    ) -> ListRow:
        row = ListRow(self.tools.theme, name, said, state=state, action=_("Confirm…"))
        row.change_asked.connect(partial(self.confirm, rule, name, source))
        row.change.setVisible(state is not None)
        row.change.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return row

    def _form_of(self, _nobody: ClientId, desk: str, known: str) -> OwnRuleForm | None:
        rule = self._own.get(OwnRuleId(known))
        if known and rule is None:
            return None
        return OwnRuleForm(self.tools, desk, rule)


def _trust(confirmed: Confirmation | None, doubts: tuple[Doubt, ...], text: str) -> list[str]:
    said = [text] if text else []
    if confirmed is not None:
        said.append(_("confirmed by you {day}").format(day=plain_day(confirmed.day)))
    return [*said, *map(doubt_words, doubts)]


def _scope_words(scope: Scope) -> str:
    return {
        Scope.CLIENT_RECORD: _("the record"),
        Scope.ITEM: _("each entry of the record by itself"),
        Scope.DOCUMENT: _("paperwork under HIPAA, not the record"),
        Scope.DISCLOSURE_ENTRY: _("the log of disclosures, not the record"),
    }[scope]


def _unconfirm(rule: str, vault: OpenVault) -> Confirmation:
    return vault.retention_rules.unconfirm(rule)


def _offered(path: Path, vault: OpenVault) -> tuple[Offered, Preview]:
    offered = vault.rule_files.offered(path)
    return offered, vault.rule_files.preview(offered)


def _taken_back(file: RuleFile, vault: OpenVault) -> tuple[RuleFile, Preview]:
    return file, vault.rule_files.preview_back(file.id)


def _forget(fingerprint: str, vault: OpenVault) -> RuleKey:
    return vault.rule_files.forget_key(fingerprint)


def _read(_nobody: ClientId, vault: OpenVault) -> RulesView:
    rules = vault.retention_rules
    return RulesView(
        tuple(rules.rules()),
        tuple(rules.ages()),
        rules.unruled(),
        {each.id: each for each in rules.own.list_all()},
        tuple(vault.rule_files.list_all()),
        tuple(vault.rule_files.trusted_keys()),
    )
