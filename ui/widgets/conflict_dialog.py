"""Shows who is known by a name like one that is new, and asks for the licensee's decision."""

from collections.abc import Sequence
from enum import Enum
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ui.conflict_look import ConflictLook
from ui.date_words import plain_day
from ui.tools import Tools
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.form import Form
from ui.widgets.labels import ElidedLabel, Pill, label
from ui.widgets.legal_note import legal_note
from ui.widgets.scrolled import scrolled
from ui.widgets.wide_dialog import WideDialog
from vault.model.client import ClientStatus
from vault.model.conflict import Decision, FoundBefore, KnownAs, Likeness, Match, needs_reason
from vault.model.conflict_words import known_words, likeness_words
from vault.model.former_client_words import no_rule_words, rule_words
from vault.model.text import LINE_LIMIT
from vault.open_vault import OpenVault
from vault.translation import _, count_of

_TONES = {Likeness.SAME: "amber", Likeness.NICKNAME: "amber"}
_MOST_ROWS = 30
_OF_CLIENTS = {
    KnownAs.CLIENT,
    KnownAs.PARTICIPANT,
    KnownAs.REPRESENTATIVE,
    KnownAs.CONTACT,
}


class Act(Enum):
    """What waits for the decision: a file to open, something of a file to save, or nothing."""

    OPEN = 1
    SAVE = 2
    CHECK = 3


class ConflictDialog(WideDialog):
    """`decided` gives the decision and the reason; a reason half typed lies on the desk."""

    decided = Signal(object, str)

    def __init__(
        self, tools: Tools, look: ConflictLook, desk: str, parent: QWidget, act: Act
    ) -> None:
        """Let `act` be what the decision that there is no conflict does."""
        super().__init__(tools.theme, _("Conflict check"), parent)
        self._tools, self._look, self._desk = tools, look, desk
        theme, px = tools.theme, tools.theme.px
        self.form = Form(theme)
        self.reason = QLineEdit(look.reason)
        self.reason.setMaxLength(LINE_LIMIT)
        words = _("It is kept with the check, and is in no copy of the record.")
        self.form.add_field("reason", _("Why you decide so"), self.reason, help_text=words)
        no_conflict, conflict, back = _decisions(act)
        self.no_conflict = button(no_conflict, kind="primary", theme=theme)
        self.no_conflict.clicked.connect(partial(self._decide, Decision.NO_CONFLICT))
        self.conflict = button(conflict, theme=theme)
        self.conflict.clicked.connect(partial(self._decide, Decision.CONFLICT))
        self.back = button(back, theme=theme)
        self.back.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.setSpacing(px(12))
        foot.addWidget(self.back)
        foot.addStretch(1)
        foot.addWidget(self.conflict)
        foot.addWidget(self.no_conflict)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(20), px(24), px(20))
        column.setSpacing(px(14))
        column.addWidget(label(_("Do you know them already?"), "title"))
        column.addWidget(label(_intro(look), "mute"))
        column.addWidget(scrolled(self._found()), 1)
        column.addWidget(self.form)
        column.addLayout(foot)
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
        self.finished.connect(self._keep)

    def _found(self) -> QWidget:
        px = self._tools.theme.px
        inside = QWidget()
        inside.setProperty("role", "page")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(12))
        if self._look.matches:
            card = Card(self._tools.theme, inset=True, name=_("Who is known by a name like that"))
            for match in self._look.matches[:_MOST_ROWS]:
                card.add_row(self._row(match))
            column.addWidget(card)
        more = len(self._look.matches) - _MOST_ROWS
        if more > 0:
            column.addWidget(label(_more_words(more, self._look.matches[_MOST_ROWS]), "mute"))
        if any(match.known_as in _OF_CLIENTS for match in self._look.matches):
            column.addWidget(label(_("Former clients"), "section"))
            for rule in self._look.rules:
                column.addWidget(label(rule_words(rule, plain_day(rule.through)), "small"))
            if not self._look.rules:
                column.addWidget(label(no_rule_words(), "small"))
            column.addWidget(legal_note())
        column.addStretch(1)
        return inside

    def _row(self, match: Match) -> QWidget:
        px = self._tools.theme.px
        row = QWidget()
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(px(10))
        who = QVBoxLayout()
        who.setSpacing(px(2))
        who.addWidget(ElidedLabel(match.name, "strong"))
        who.addWidget(label(" · ".join(_said(match)), "small"))
        across.addLayout(who, 1)
        tone = _TONES.get(match.likeness, "plain")
        pill = Pill(likeness_words(match.likeness), tone, theme=self._tools.theme)
        across.addWidget(pill, alignment=Qt.AlignmentFlag.AlignVCenter)
        if match.client is not None:
            words = _("File of {name}").format(name=match.name)
            theirs = button(_("Their file"), theme=self._tools.theme, name=words, small=True)
            theirs.clicked.connect(partial(self._go_to, match.client))
            across.addWidget(theirs, alignment=Qt.AlignmentFlag.AlignVCenter)
        return row

    def _go_to(self, client: str) -> None:
        self.reject()
        self._tools.navigation.go("client", client=client)

    def _decide(self, decision: Decision) -> None:
        self.form.clear_errors()
        reason = self.reason.text()
        known: list[Match | FoundBefore] = [*self._look.matches, *self._look.before]
        if not reason.strip() and needs_reason(known, decision):
            self.form.set_error("reason", _("Say in a few words why you decide so."))
            self.form.focus_first_error()
            return
        # The reason lies on the desk until the job that keeps the decision takes it from there.
        self.accept()
        self.decided.emit(decision, reason)

    def _keep(self) -> None:
        reason = self.reason.text()
        if reason != self._look.reason:
            job = partial(_lay, self._desk, self._look.names, reason)
            self._tools.worker.keep(job, owner=self)


def _decisions(act: Act) -> tuple[str, str, str]:
    """Return what the buttons say: no conflict, a conflict, and neither."""
    return {
        Act.OPEN: (_("No conflict: open the file"), _("A conflict: open no file"), _("Back")),
        Act.SAVE: (_("No conflict: save"), _("A conflict: do not save"), _("Back")),
        Act.CHECK: (_("No conflict"), _("A conflict"), _("Cancel")),
    }[act]


def _intro(look: ConflictLook) -> str:
    if look.matches:
        return _(
            "These names are like the one that is new. Whether it is the same person, and a "
            "conflict, only you can say."
        )
    return _("Nobody is known by a name like that.")


def _more_words(more: int, first: Match) -> str:
    if first.likeness is Likeness.FAMILY_NAME:
        return count_of(
            "{n} more shares only the family name.", "{n} more share only the family name.", more
        )
    return count_of("{n} more is less like it.", "{n} more are less like it.", more)


def _said(match: Match) -> list[str]:
    said = [known_words(match.known_as)]
    if match.status is not None:
        closed = match.status is ClientStatus.CLOSED
        said.append(_("file closed") if closed else _("file open"))
    if match.last_service is not None:
        said.append(_("last session {day}").format(day=plain_day(match.last_service)))
    return [*said, match.said] if match.said.strip() else said


def _lay(desk: str, names: Sequence[str], reason: str, vault: OpenVault) -> None:
    if reason.strip():
        vault.desk.keep(desk, {"names": list(names), "reason": reason})
    else:
        vault.desk.clear(desk)
