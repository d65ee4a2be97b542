"""The conflict checks of a client's file, and what holds for a former client."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.conflict_look import ConflictLook, check_line, desk_of, look
from ui.date_words import plain_day
from ui.screens.client.care_reading import CareView
from ui.tools import Tools
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.emptied import empty
from ui.widgets.labels import label
from vault.model.conflict import ConflictCheck, Decision
from vault.model.former_client_words import rule_words
from vault.model.ids import ClientId
from vault.open_vault import OpenVault
from vault.translation import _


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

    def show_checks(self, client: ClientId, view: CareView) -> None:
        """Show the checks of a file, the newest first, and the rules on a former client, if so."""
        self.clear()
        self._client = client
        for each in view.checks:
            line = label(check_line(each, view.found), "body")
            waits = each in view.waiting
            self.checks.add_row(self._waiting_row(client, each, line) if waits else line)
        self.checks.setVisible(bool(view.checks))
        self.nothing.setVisible(not view.checks)
        if view.rules:
            self._rules.addWidget(label(_("A former client"), "section"))
        for rule in view.rules:
            self._rules.addWidget(label(rule_words(rule, plain_day(rule.through)), "small"))
        self.rules.setVisible(bool(view.rules))

    def clear(self) -> None:
        """Show nobody's checks."""
        self._client = None
        self.checks.clear()
        empty(self._rules)
        self.rules.hide()

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

    def decide(self, client: ClientId, check: ConflictCheck) -> None:
        """Show whom the names of a check that waits are like, and ask for the decision."""
        self._tools.worker.run(
            partial(_look_again, client, check),
            owner=self,
            done=lambda found: self._ask(client, found, check),
            failed=self.failed.emit,
        )

    def _waiting_row(self, client: ClientId, check: ConflictCheck, line: QWidget) -> QWidget:
        theme, row = self._tools.theme, QWidget()
        across = QHBoxLayout(row)
        across.setSpacing(theme.px(12))
        across.addWidget(line, 1)
        spoken = _("Decide about the check of {day}").format(day=plain_day(check.checked_at.date()))
        way = button(_("Decide…"), kind="primary", theme=theme, name=spoken, small=True)
        way.clicked.connect(partial(self.decide, client, check))
        across.addWidget(way, alignment=Qt.AlignmentFlag.AlignVCenter)
        return row

    def _ask(
        self, client: ClientId, found: ConflictLook | None, waits: ConflictCheck | None = None
    ) -> None:
        if client != self._client or found is None:
            return
        from ui.widgets.conflict_dialog import Act, ConflictDialog

        dialog = ConflictDialog(self._tools, found, desk_of(client), self, Act.CHECK)
        dialog.decided.connect(partial(self._decided, client, found, waits))
        dialog.open()

    def _decided(
        self,
        client: ClientId,
        found: ConflictLook,
        waits: ConflictCheck | None,
        decision: Decision,
        reason: str,
    ) -> None:
        job = partial(_decide, client, found, waits, decision, reason)
        self._tools.worker.keep(job, owner=self, failed=self.failed.emit)


def _look(client: ClientId, vault: OpenVault) -> ConflictLook | None:
    names = vault.conflicts.names_of(client)
    return look(names, client, desk_of(client), vault) if names else None


def _look_again(client: ClientId, check: ConflictCheck, vault: OpenVault) -> ConflictLook:
    found = look(check.names, client, desk_of(client), vault)
    return replace(found, before=check.found)


def _decide(
    client: ClientId,
    look: ConflictLook,
    waits: ConflictCheck | None,
    decision: Decision,
    reason: str,
    vault: OpenVault,
) -> None:
    if waits is None:
        vault.conflicts.decide(look.names, decision, reason, file=client, found=look.matches)
    else:
        vault.conflicts.decide_waiting(waits.id, decision, reason, look.matches)
    vault.desk.clear(desk_of(client))
