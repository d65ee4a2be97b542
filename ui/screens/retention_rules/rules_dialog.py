"""What a rule file changes, rule by rule and record by record, before it is taken in or back."""

from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ui.date_words import plain_day
from ui.errors import words_of
from ui.models.rule_changes_model import Column, RuleChangesModel
from ui.tools import Tools
from ui.widgets.banner import Banner
from ui.widgets.buttons import button
from ui.widgets.form import Form
from ui.widgets.labels import label
from ui.widgets.scrolled import scrolled
from ui.widgets.wide_dialog import WideDialog
from vault.model.retention_words import rule_words
from vault.model.rule_file import RuleFile
from vault.model.rule_preview import ChangedRule, Offered, Preview
from vault.model.rule_preview_words import clauses_words, preview_words, rule_change_words
from vault.open_vault import OpenVault
from vault.translation import _, count_of

_ROW, _RECORD = 72, 160


class RulesDialog(WideDialog):
    """`decided` gives the file that was taken in or back."""

    decided = Signal(object)

    def __init__(
        self, tools: Tools, preview: Preview, about: Offered | RuleFile, parent: QWidget
    ) -> None:
        """`about` is a file that is offered, or one that came in and is to be taken back."""
        self._offered = about if isinstance(about, Offered) else None
        self._file = about.file if isinstance(about, Offered) else about
        title = _("Bring rules in") if self._offered is not None else _("Take rules back")
        super().__init__(tools.theme, title, parent)
        self._tools = tools
        px = tools.theme.px
        self.banner = Banner(tools.theme, "red")
        words = _("Take these rules in") if self._offered is not None else _("Put them back")
        self.decide_button = button(words, kind="primary", theme=tools.theme)
        self.decide_button.clicked.connect(self.decide)
        self.cancel = button(_("Cancel"), theme=tools.theme)
        self.cancel.clicked.connect(self.reject)
        self.form = Form(tools.theme)
        self.trusts = QCheckBox(_("Its maker told me this fingerprint by another way"))
        self.name = QLineEdit()
        today = tools.clock.now().date()
        model = RuleChangesModel(preview.records, today, back=self._offered is None, parent=self)
        self.table = _Table(tools, model)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(20), px(24), px(20))
        column.setSpacing(px(12))
        column.addWidget(label(title, "title"))
        column.addWidget(self._page(preview), 1)
        column.addWidget(self.banner)
        foot = QHBoxLayout()
        foot.setSpacing(px(12))
        foot.addStretch(1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.decide_button)
        column.addLayout(foot)
        first = self.table if preview.records else self.cancel
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def decide(self) -> None:
        """Take the rules in, or back."""
        self.form.clear_errors()
        fingerprint, name = "", self.name.text()
        if self.asks_trust and self._offered is not None:
            fingerprint = self._offered.key.fingerprint
            if not self.trusts.isChecked():
                self.form.set_error("trusts", _("Compare the fingerprint first, and say so."))
            if not name.strip():
                self.form.set_error("name", _("Whose key is it?"))
            if self.form.focus_first_error():
                return
        self.decide_button.setEnabled(False)
        job = partial(_take_back, self._file.id)
        if self._offered is not None:
            job = partial(_take_in, self._offered, fingerprint, name)
        self._tools.worker.run(job, owner=self, done=self._done, failed=self._refused)

    @property
    def asks_trust(self) -> bool:
        """Whether the key of the file is not trusted yet."""
        return self._offered is not None and not self._offered.trusted

    def reject(self) -> None:
        """Cancel; not while it is on its way."""
        if self.decide_button.isEnabled():
            super().reject()

    def _done(self, file: RuleFile) -> None:
        self.decided.emit(file)
        self.accept()

    def _refused(self, error: Exception) -> None:
        self.decide_button.setEnabled(True)
        self.banner.say(words_of(error).text, closable=False)

    def _page(self, preview: Preview) -> QWidget:
        page = QWidget()
        page.setProperty("role", "page")
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._tools.theme.px(10))
        edition = _("{name}, edition of {day}").format(
            name=self._file.name, day=plain_day(self._file.reviewed)
        )
        column.addWidget(label(edition, "strong", wrap=True))
        column.addWidget(label("\n".join(preview_words(preview)), "body"))
        column.addWidget(label(_acts() if self._offered is not None else _before(), "mute"))
        column.addWidget(label(_("Rules for your licenses"), "section"))
        for rule in preview.rules:
            if rule.applies:
                column.addWidget(self._rule(rule))
        others = len([rule for rule in preview.rules if not rule.applies])
        words = count_of(
            "{n} rule of the file is for other licenses, or for none of yours as you answered.",
            "{n} rules of the file are for other licenses, or for none of yours as you answered.",
            others,
        )
        if others:
            column.addWidget(label(words, "mute"))
        column.addWidget(label(_("Records that change"), "section"))
        if preview.records:
            column.addWidget(self.table)
        else:
            column.addWidget(label(_("None."), "mute"))
        for each in self._key_widgets():
            column.addWidget(each)
        column.addStretch(1)
        return scrolled(page)

    def _key_widgets(self) -> list[QWidget]:
        if self._offered is None:
            return []
        key, title = self._offered.key, label(_("Who signed it"), "section")
        if not self.asks_trust:
            words = _("Signed by {name}, whom you trust: {fingerprint}")
            said = words.format(name=key.label, fingerprint=key.fingerprint)
            return [title, label(said, "mute")]
        said = _(
            "Nobody's rules are trusted unasked. Compare the fingerprint of this key with what its "
            "maker tells you by another way, by phone for one. Then it is known here."
        )
        self.fingerprint = label(key.fingerprint, "strong", wrap=True)
        self.fingerprint.setAccessibleName(_("Fingerprint of the key"))
        self.fingerprint.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.form.add_field("trusts", _("Fingerprint"), self.trusts)
        self.form.add_field("name", _("Whose key it is"), self.name)
        return [title, label(said, "body"), self.fingerprint, self.form]

    def _rule(self, rule: ChangedRule) -> QWidget:
        known = rule.after or rule.before
        name = rule_words(known) if known is not None else rule.id
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._tools.theme.px(2))
        said = _("{name}: {change}").format(name=name, change=rule_change_words(rule.change))
        column.addWidget(label(said, "strong", wrap=True))
        before, after = clauses_words(rule.before), clauses_words(rule.after)
        clauses = before if before == after else f"{before} → {after}"
        column.addWidget(label(clauses, "small"))
        return box


class _Table(QTableView):
    """Which records change; each row has three lines."""

    def __init__(self, tools: Tools, model: RuleChangesModel) -> None:
        super().__init__()
        px = tools.theme.px
        self.setModel(model)
        self.setAccessibleName(_("Records that change"))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(px(_ROW))
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(Column.RECORD, QHeaderView.ResizeMode.Fixed)
        header.resizeSection(Column.RECORD, px(_RECORD))
        shown = min(model.rowCount(), 4)
        self.setFixedHeight(px(40) + shown * px(_ROW))


def _acts() -> str:
    return _(
        "What comes in lengthens at once. It shortens nothing, and lets nothing be over, before "
        "you have held each rule against the official text and confirmed it."
    )


def _before() -> str:
    return _("The rules that were before it count again. The file stays in the list.")


def _take_in(offered: Offered, fingerprint: str, name: str, vault: OpenVault) -> RuleFile:
    return vault.rule_files.take_in(offered, fingerprint, name)


def _take_back(file: Any, vault: OpenVault) -> RuleFile:
    return vault.rule_files.take_back(file)
