"""The right column of Today: how the vault is, and whose notes were worked on lately."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.date_words import distance, short_day
from ui.paper_words import route_words
from ui.screens.today.chain_proof import ChainProof
from ui.screens.today.overview import Overview, Recent
from ui.theme import Theme
from ui.widgets.buttons import ThemedButton
from ui.widgets.card import Card
from ui.widgets.icon_label import IconLabel
from ui.widgets.labels import ElidedLabel, Pill, label
from vault.model.backup import REHEARSAL_LATE, REHEARSAL_OVERDUE
from vault.translation import _, count_of


class HealthCard(Card):
    """Audit chain, mark, and the ways in: what is proved, and what to do where it is not."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, inset=True, name=_("Vault health"))
        self._look = theme

    def show_health(self, overview: Overview, proof: ChainProof) -> None:
        """Show what is known now."""
        self.clear()
        self.add_row(self._chain(overview, proof))
        self.add_row(self._mark(overview))
        self.add_row(self._backup(overview))
        if overview.backed_up is not None:
            self.add_row(self._rehearsal(overview))
        if overview.has_recovery_key:
            words = _("Recovery key of the records")
            self.add_row(self._entry("file-key", words, label(_("on paper"), "small", wrap=False)))
        else:
            pill = Pill(_("missing"), "amber", theme=self._look)
            hint = _("Without one, a forgotten passphrase is the end of the records.")
            self.add_row(self._entry("file-key", _("No recovery key"), pill, hint=hint))
        if overview.has_process_notes:
            words = _("Process notes, behind their own passphrase")
            self.add_row(self._entry("notebook-pen", words, None))
        if overview.place_warning:
            pill = Pill(_("at risk"), "amber", theme=self._look)
            words = _("Where the vault lies")
            self.add_row(self._entry("map-pin", words, pill, hint=overview.place_warning))

    def _chain(self, overview: Overview, proof: ChainProof) -> QWidget:
        if proof.broken:
            return self._broken(proof)
        if proof.proved_on is None:
            total = proof.check.total or overview.mark.seq
            done = 100 * proof.check.checked_to // max(1, total)
            right = label(_("{n} %").format(n=done), "small", wrap=False)
            return self._entry("shield-check", _("Checking the audit chain"), right)
        words = distance(proof.proved_on, overview.today)
        words = _("today") if proof.proved_on == overview.today else words
        right = label(words, "small", wrap=False)
        return self._entry("shield-check", _("Audit chain verified"), right)

    def _broken(self, proof: ChainProof) -> QWidget:
        number = proof.check.first_broken
        if number is None:
            words = _("The audit chain cannot be read")
        else:
            words = _("The audit chain is broken at entry {n}").format(n=number)
        hint = _(
            "Something changed this vault from outside. Write nothing more in it: lock it, keep a "
            "copy of its folder as it is, and go back to your newest backup."
        )
        return self._entry("shield-alert", words, None, hint=hint, tint="red")

    def _mark(self, overview: Overview) -> QWidget:
        mark = overview.mark
        head = " ".join(mark.chain_head[at : at + 4] for at in (0, 4))
        right = label(head, "small", wrap=False)
        words = count_of("{n} entry", "{n} entries", mark.seq)
        line = self._entry("signature", words, right)
        whole = _("Mark to write down: {mark}").format(mark=mark.words)
        line.setToolTip(whole)
        line.setAccessibleName(whole)
        return line

    def _rehearsal(self, overview: Overview) -> QWidget:
        words, hint = _("Restored and proved"), ""
        if overview.rehearsed is None:
            right: QWidget = label(_("not yet"), "small", wrap=False)
        else:
            hint = route_words(overview.rehearsed.done)
            day = overview.rehearsed.at.astimezone(overview.now.tzinfo).date()
            days = (overview.today - day).days
            said = distance(day, overview.today).lower()
            if days <= REHEARSAL_LATE:
                right = label(said, "small", wrap=False)
            else:
                tone = "amber" if days <= REHEARSAL_OVERDUE else "red"
                right = Pill(said, tone, theme=self._look)
        return self._entry("undo-2", words, right, hint=hint)

    def _backup(self, overview: Overview) -> QWidget:
        icon = "hard-drive-download"
        if overview.backed_up is None:
            pill = Pill(_("missing"), "amber", theme=self._look)
            return self._entry(icon, _("No backup"), pill)
        words = distance(overview.backed_up.date(), overview.today).lower()
        if overview.backup_waits:
            return self._entry(icon, _("Backup"), Pill(words, "amber", theme=self._look))
        right = label(words, "small", wrap=False)
        return self._entry(icon, _("Backup, read back"), right)

    def _entry(
        self, icon: str, words: str, right: QWidget | None, *, hint: str = "", tint: str = "ink"
    ) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setSpacing(self._look.px(12))
        top = Qt.AlignmentFlag.AlignTop if hint else Qt.AlignmentFlag.AlignVCenter
        row.addWidget(IconLabel(self._look, icon, tint), alignment=top)
        column = QVBoxLayout()
        column.setSpacing(self._look.px(2))
        column.addWidget(label(words, "error" if tint == "red" else "body"))
        if hint:
            column.addWidget(label(hint, "small"))
        row.addLayout(column, 1)
        if right is not None:
            row.addWidget(right, alignment=top)
        return line


class RecentCard(Card):
    """The last clients whose notes were worked on; each opens its record."""

    opened = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, inset=True, name=_("Recent"))
        self._look = theme

    def show_recent(self, overview: Overview) -> None:
        """Show them, newest first, the pinned before others, or say that there are none yet."""
        self.clear()
        for recent in overview.recent:
            self.add_row(self._entry(recent, overview), padded=False)
        if not overview.recent:
            holder = QWidget()
            column = QVBoxLayout(holder)
            column.addWidget(label(_("Clients whose notes you work on are listed here."), "small"))
            self.add_row(holder)

    def _entry(self, recent: Recent, overview: Overview) -> QWidget:
        day = short_day(recent.day, overview.today) if recent.day is not None else ""
        state = {True: _("signed"), False: _("draft"), None: ""}[recent.signed]
        detail = ", ".join(filter(None, (_("pinned") if recent.pinned else "", day, state)))
        holder = QWidget()
        row = QHBoxLayout(holder)
        side, above = self._look.px(12), self._look.px(4)
        row.setContentsMargins(side, above, side, above)
        row.setSpacing(0)
        entry = NameButton(self._look, recent.name, detail)
        entry.clicked.connect(partial(self.opened.emit, recent))
        row.addWidget(entry, 1)
        return holder


class NameButton(ThemedButton):
    """A client's name that opens the record, and in muted words what was done last."""

    def __init__(self, theme: Theme, name: str, detail: str) -> None:
        spoken = _("{name}, {detail}").format(name=name, detail=detail)
        super().__init__("", theme, kind="bare", name=spoken)
        self.setToolTip("")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(2), 0, theme.px(2), 0)
        row.setSpacing(theme.px(5))
        shown = ElidedLabel(name)
        shown.setMaximumWidth(shown.sizeHint().width() + theme.px(4))
        row.addWidget(shown, 1_000)
        row.addWidget(label(f"· {detail}", "small", wrap=False))
        row.addStretch(1)
        for part in self.findChildren(QWidget):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
