"""The completeness check of a client's record: each item of the list, and the way to its gaps."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.date_words import plain_day
from ui.navigation import CARE, DOCUMENTS, ONSET
from ui.tools import Tools
from ui.widgets.card import Card
from ui.widgets.emptied import empty
from ui.widgets.labels import label
from ui.widgets.list_page import ListKind, ListPage
from ui.widgets.list_row import ListRow
from vault.model.completeness import (
    CheckGap,
    CheckItem,
    CheckLine,
    CheckList,
    Standing,
    Step,
    counted,
)
from vault.model.completeness_words import (
    answered_words,
    cite_words,
    count_words,
    gap_words,
    list_title,
    list_words,
    step_words,
    why_words,
)
from vault.model.ids import ClientId
from vault.model.note import Note
from vault.model.template import PROGRESS_NOTE, kind_of
from vault.open_vault import OpenVault
from vault.translation import _, count_of

_PAGES = {Step.CARE: CARE, Step.ONSET: ONSET, Step.DOCUMENTS: DOCUMENTS}

MOST_SHOWN = 10
"""Gaps of one item that are shown at once: the first ones, until they are gone."""


class CheckPage(ListPage):
    """What stands here follows from the record; nothing can be added to it.

    `begin` begins a note of a template, or, of "", one in that of the newest progress note.
    """

    def __init__(self, tools: Tools, begin: Callable[[str], object]) -> None:
        kind = ListKind(
            title=_("Is the record complete?"),
            add=(_("Begin with the first"), "check"),
            desk="client/check-",
            removed="",
            read=_read,
            show=self._show_found,
            form=lambda client, desk, known: None,
            bring_back=lambda what, vault: None,
        )
        super().__init__(tools, kind)
        self._begin_note = begin
        self._lines: tuple[CheckLine, ...] = ()
        words = _(
            "No list was found for your license as it stands in Settings. What a record holds by "
            "the rules that bind you has to be looked up."
        )
        self.nothing = label(words, "mute")
        self.column.addWidget(self.nothing)
        words = _(
            "The check finds nothing that is missing. What the notes say, and whether that is all, "
            "is for you to judge."
        )
        self.calm = label(words, "body")
        self.column.addWidget(self.calm)
        self.add_button.hide()
        self._lists = QVBoxLayout()
        self._lists.setSpacing(tools.theme.px(12))
        self.column.addLayout(self._lists)

    def clear(self) -> None:
        """Show nobody's record."""
        super().clear()
        empty(self._lists)
        self._lines = ()
        self.add_button.hide()

    def add(self) -> None:
        """Go to where the first gap is put right."""
        first = next(((line, gap) for line in self._lines for gap in line.gaps), None)
        if first is not None:
            self.put_right(first[1])

    def put_right(self, gap: CheckGap) -> None:
        """Go to where a gap is put right: a note that is begun or opened, or a page."""
        client = self._client
        if client is None:
            return
        go = partial(self.tools.navigation.go, "client", client=client)
        if gap.step is Step.BEGIN:
            self._begin_note("" if kind_of(gap.template).id == PROGRESS_NOTE else gap.template)
        elif gap.step is Step.BEGIN_SESSION:
            self._begin_session(client, gap)
        elif gap.step in _PAGES:
            go(note=_PAGES[gap.step])
        else:
            go(note=gap.note)

    def _begin_session(self, client: ClientId, gap: CheckGap) -> None:
        appointment, day = gap.session, gap.day
        if appointment is not None and day is not None:
            self.tools.worker.run(
                lambda v: v.appointments.begin_note(appointment, day),
                owner=self,
                done=partial(self._begun, client),
                failed=self._say,
            )

    def _begun(self, client: ClientId, note: Note) -> None:
        # Whoever went elsewhere meanwhile writes there by now.
        if client == self._client and self.isVisible():
            self.tools.navigation.go("client", client=client, note=note.id)

    def _not_read(self, client: ClientId, error: Exception) -> None:
        self.add_button.hide()
        super()._not_read(client, error)

    def _show_found(self, lines: tuple[CheckLine, ...]) -> None:
        self._lines = lines
        empty(self._lists)
        lacking = counted(lines)
        self.nothing.setVisible(not lines)
        self.calm.setVisible(bool(lines) and not lacking)
        self.add_button.setVisible(bool(lacking))
        for of in dict.fromkeys(line.item.list for line in lines):
            self._add_list(of, [line for line in lines if line.item.list == of])
        # Amber is for what a rule asks for; what is usual is only told.
        self.banner.set_tone("amber" if Standing.RULE in lacking else "plain")
        if lacking:
            said = [count_words(standing, count) for standing, count in lacking.items()]
            self.banner.say(" ".join(said), closable=False)
        else:
            self.banner.clear()

    def _add_list(self, of: CheckList, lines: Sequence[CheckLine]) -> None:
        title = list_title(of)
        card = Card(self.tools.theme, inset=True, name=title)
        for line in sorted(lines, key=lambda line: not line.gaps):
            for row in self._rows(line):
                card.add_row(row)
        self._lists.addWidget(label(title, "section"))
        said = f"{list_words(of, plain_day(of.through))}\n{lines[0].because}"
        self._lists.addWidget(label(said, "small"))
        self._lists.addWidget(card)

    def _rows(self, line: CheckLine) -> list[QWidget]:
        if not line.gaps:
            row = ListRow(self.tools.theme, line.item.title, _held(line), state=_state(line))
            row.change.hide()
            return [row]
        rows: list[QWidget] = [self._gap_row(line, gap) for gap in line.gaps[:MOST_SHOWN]]
        more = len(line.gaps) - len(rows)
        if more:
            words = count_of("And {n} more of this.", "And {n} more of these.", more)
            rows.append(label(words, "small"))
        return rows

    def _gap_row(self, line: CheckLine, gap: CheckGap) -> ListRow:
        said = [cite_words(line.item), _gap_words(line.item, gap), answered_words(line)]
        row = ListRow(
            self.tools.theme,
            line.item.title,
            [each for each in said if each],
            state=_state(line),
            action=step_words(gap.step),
        )
        row.change_asked.connect(partial(self.put_right, gap))
        return row


def _gap_words(item: CheckItem, gap: CheckGap) -> str:
    return gap_words(item, gap, plain_day(gap.day) if gap.day is not None else "")


def _held(line: CheckLine) -> list[str]:
    said = [cite_words(line.item)]
    if line.why is not None:
        said.append(why_words(line.why))
    said += filter(None, [answered_words(line)])
    if line.found is not None:
        words = _("{note} of {day}")
        day = plain_day(line.found.day)
        said.append(words.format(note=line.found.kind.title, day=day))
    return said


def _state(line: CheckLine) -> tuple[str, str]:
    if line.why is not None:
        return _("does not apply"), "plain"
    if not line.gaps:
        return _("in the record"), "teal"
    if line.item.list.standing is Standing.RULE:
        return _("lacking"), "amber"
    return _("not found"), "plain"


def _read(client: ClientId, vault: OpenVault) -> tuple[CheckLine, ...]:
    return tuple(vault.completeness.of_client(client))
