"""The conflict checks of a client's file, and what holds for a former client."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.conflict_look import ConflictLook, look
from ui.date_words import plain_day
from ui.tools import Tools
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.labels import label
from vault.model.conflict import ConflictCheck, Decision
from vault.model.conflict_words import decision_words
from vault.model.former_client import FormerClientRule
from vault.model.former_client_words import rule_words
from vault.model.ids import ClientId
from vault.open_vault import OpenVault
from vault.translation import _, count_of

_DESK = "client/conflict-{client}"


class ConflictPart(QWidget):
    """`failed` gives an error to be shown."""

    failed = Signal(object)

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self._client: ClientId | None = None
        theme, px = tools.theme, tools.theme.px
        self.check = button(_("Check now…"), theme=theme, small=True)
        self.check.clicked.connect(self.look)
        head = QHBoxLayout()
        head.addWidget(label(_("Conflict check"), "heading", wrap=False), 1)
        head.addWidget(self.check)
        self.checks = Card(theme, inset=True, name=_("Conflict checks"))
        self.nothing = label(_("No conflict check is kept for this file."), "mute")
        self._rules = QVBoxLayout()
        self._rules.setSpacing(px(6))
        self.rules = QWidget()
        self.rules.setLayout(self._rules)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, px(12), 0, 0)
        column.setSpacing(px(12))
        column.addLayout(head)
        column.addWidget(self.checks)
        column.addWidget(self.nothing)
        column.addWidget(self.rules)

    def show_checks(
        self,
        client: ClientId,
        checks: Sequence[ConflictCheck],
        rules: Sequence[FormerClientRule],
    ) -> None:
        """Show the checks of a file, the newest first, and the rules on a former client, if so."""
        self._client = client
        self.checks.clear()
        for each in checks:
            self.checks.add_row(label(_line(each), "body"))
        self.checks.setVisible(bool(checks))
        self.nothing.setVisible(not checks)
        while (item := self._rules.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for rule in rules:
            self._rules.addWidget(label(rule_words(rule, plain_day(rule.through)), "small"))
        self.rules.setVisible(bool(rules))

    def look(self) -> None:
        """Look for everyone of this file by name, and ask for a decision."""
        client = self._client
        if client is not None:
            self._tools.worker.run(
                partial(_look, client),
                owner=self,
                done=partial(self._ask, client),
                failed=self.failed.emit,
            )

    def _ask(self, client: ClientId, found: ConflictLook | None) -> None:
        if client != self._client or found is None:
            return
        from ui.widgets.conflict_dialog import ConflictDialog

        desk = _DESK.format(client=client)
        dialog = ConflictDialog(self._tools, found, desk, self, opening=False)
        dialog.decided.connect(partial(self._decided, client, found))
        dialog.open()

    def _decided(
        self, client: ClientId, found: ConflictLook, decision: Decision, reason: str
    ) -> None:
        job = partial(_decide, client, found.names, decision, reason)
        self._tools.worker.keep(job, owner=self, failed=self.failed.emit)


def _line(each: ConflictCheck) -> str:
    found = count_of("{n} found by name", "{n} found by name", len(each.found))
    said = [plain_day(each.checked_at.date()), found, decision_words(each.decision)]
    return " · ".join([*said, each.reason] if each.reason else said)


def _look(client: ClientId, vault: OpenVault) -> ConflictLook | None:
    names = vault.conflicts.names_of(client)
    return look(names, client, _DESK.format(client=client), vault) if names else None


def _decide(
    client: ClientId, names: Sequence[str], decision: Decision, reason: str, vault: OpenVault
) -> None:
    vault.conflicts.decide(names, decision, reason, file=client)
    vault.desk.clear(_DESK.format(client=client))
