"""Who co-signs what the licensee signs, and below them the notes that wait for it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from ui.commands import Command
from ui.date_words import plain_day
from ui.note_words import template_words
from ui.screens.supervision.supervisor_form import SupervisorForm
from ui.tools import Tools
from ui.widgets.card import Card
from ui.widgets.labels import label
from ui.widgets.list_page import ListKind, ListPage
from ui.widgets.list_row import ListRow, days_words
from vault.model.cosignature import Supervisor, WaitingNote
from vault.model.direction import isolated
from vault.model.ids import ClientId
from vault.open_vault import OpenVault
from vault.translation import _, count_of

_MOST_ROWS = 50
"""Waiting notes that are shown at once: the oldest."""


@dataclass(frozen=True)
class SupervisionView:
    """Supervisors, how many notes wait, the oldest of them, and the names of their clients."""

    supervisors: tuple[Supervisor, ...]
    count: int
    waiting: tuple[WaitingNote, ...]
    names: Mapping[ClientId, str] = field(repr=False)


class SupervisionPage(ListPage):
    """A note is read in its record, and co-signed there."""

    def __init__(self, tools: Tools) -> None:
        kind = ListKind(
            title=_("Who co-signs your notes"),
            add=(_("Add a supervisor…"), "user-plus"),
            desk="supervision/supervisor",
            removed=_("The supervisor is off the list."),
            read=_read,
            show=self._show_found,
            form=self._form_of,
            bring_back=lambda who, vault: vault.cosignatures.undo_remove(who.id),
        )
        super().__init__(tools, kind)
        self._supervisors: tuple[Supervisor, ...] = ()
        words = _(
            "If your work is supervised, name your supervisor here. What you sign from the first "
            "day on then waits for a co-signature: notes of the record, and addenda to them."
        )
        self.column.addWidget(label(words, "mute"))
        self.column.addSpacing(tools.theme.px(12))
        self.heading = label("", "heading")
        self.column.addWidget(self.heading)
        self.waiting = Card(tools.theme, inset=True, name=_("Waiting for a co-signature"))
        self.column.addWidget(self.waiting)
        self.more = label("", "mute")
        self.column.addWidget(self.more)

    def commands(self) -> Sequence[Command]:
        """Return what can be done here by name."""
        return (Command(_("Add a supervisor…"), self.add, icon="user-plus"),)

    def _show_found(self, found: SupervisionView) -> None:
        self._supervisors = found.supervisors
        for each in found.supervisors:
            said = [days_words(each.since, each.until)]
            if each.who.license_number:
                said.append(_("License {number}").format(number=each.who.license_number))
            said.append(key_words(each))
            row = ListRow(self.tools.theme, each.who.signature_name, said)
            row.change_asked.connect(partial(self.open_form, each.id))
            self.listed.add_row(row)
        self.waiting.clear()
        # Laid out once all rows are there: each is as tall as its words are when it is shown.
        self.waiting.hide()
        for note in found.waiting:
            row = ListRow(
                self.tools.theme,
                isolated(found.names.get(note.client, "")),
                [
                    f"{template_words(note.template)}, {plain_day(note.service_date)}",
                    _("signed {day}").format(day=plain_day(note.since)),
                    *_texts(note),
                ],
                action=_("Read"),
            )
            go = partial(self.tools.navigation.go, "client", client=note.client, note=note.note)
            row.change_asked.connect(go)
            self.waiting.add_row(row)
        self.waiting.setVisible(bool(found.waiting))
        self.heading.setText(waiting_words(found.count))
        self.heading.setVisible(bool(found.supervisors))
        left = found.count - len(found.waiting)
        self.more.setText(count_of("{n} more, signed later", "{n} more, signed later", left))
        self.more.setVisible(left > 0)

    def _form_of(self, _own: ClientId, desk: str, supervisor: str) -> SupervisorForm | None:
        known = next((each for each in self._supervisors if each.id == supervisor), None)
        if supervisor and known is None:
            return None
        return SupervisorForm(self.tools, desk, known)


def waiting_words(count: int) -> str:
    """Return how many notes wait, such as "3 notes wait for a co-signature"."""
    if not count:
        return _("Nothing waits for a co-signature")
    return count_of("{n} note waits for a co-signature", "{n} notes wait for a co-signature", count)


def key_words(supervisor: Supervisor) -> str:
    """Return how somebody co-signs: on paper, or with which key."""
    if not supervisor.public_key:
        return _("co-signs on paper")
    return _("key {number}").format(number=supervisor.fingerprint)


def _texts(note: WaitingNote) -> list[str]:
    addenda = len(note.texts) - (note.note in note.texts)
    if not addenda:
        return []
    if note.note in note.texts:
        return [count_of("with {n} addendum", "with {n} addenda", addenda)]
    return [count_of("only {n} addendum", "only {n} addenda", addenda)]


def _read(_own: ClientId, vault: OpenVault) -> SupervisionView:
    found = vault.cosignatures.waiting()
    shown = tuple(found[:_MOST_ROWS])
    return SupervisionView(
        supervisors=tuple(vault.cosignatures.supervisors()),
        count=len(found),
        waiting=shown,
        names=vault.clients.names([each.client for each in shown]),
    )
