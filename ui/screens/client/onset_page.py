"""The onset checklist of a client: each item that the license asks for, given or missing."""

from collections.abc import Sequence
from functools import partial

from ui.date_words import plain_day
from ui.screens.client.onset_form import OnsetForm, line_id
from ui.tools import Tools
from ui.widgets.labels import label
from ui.widgets.list_page import ListKind, ListPage
from ui.widgets.list_row import ListRow
from vault.model.ids import ClientId
from vault.model.onset import OnsetLine
from vault.translation import _, count_of


class OnsetPage(ListPage):
    """What stands in the list follows from the licenses; nothing can be added to it."""

    def __init__(self, tools: Tools) -> None:
        kind = ListKind(
            title=_("At the onset of care"),
            add=(_("Say what was given"), "check"),
            desk="client/onset-",
            removed=_("It counts as missing again."),
            read=lambda client, vault: vault.onset.of_client(client),
            show=self._show_found,
            form=self._form_of,
            bring_back=lambda given, vault: vault.onset.undo_remove(given.id),
        )
        super().__init__(tools, kind)
        self._lines: tuple[OnsetLine, ...] = ()
        words = _(
            "No list was found for your license as it stands in Settings. What the rules that bind "
            "you ask for has to be looked up."
        )
        self.nothing = label(words, "mute")
        self.column.addWidget(self.nothing)

    def add(self) -> None:
        """Go to the first item that is missing."""
        missing = next((line for line in self._lines if line.given is None), None)
        if missing is not None:
            self.open_form(line_id(missing))

    def _show_found(self, found: Sequence[OnsetLine]) -> None:
        self._lines = tuple(found)
        missing = sum(line.given is None for line in found)
        self.nothing.setVisible(not found)
        self.add_button.setVisible(bool(missing))
        for line in found:
            row = ListRow(self.tools.theme, line.item.title, _said(line), state=_state(line))
            row.change_asked.connect(partial(self.open_form, line_id(line)))
            self.listed.add_row(row)
        if missing:
            words = count_of("{n} item is missing.", "{n} items are missing.", missing)
            self.banner.say(words, closable=False)
        else:
            self.banner.clear()

    def _form_of(self, client: ClientId, desk: str, known: str) -> OnsetForm | None:
        line = next((each for each in self._lines if line_id(each) == known), None)
        return OnsetForm(self.tools, desk, client, line) if line is not None else None


def _said(line: OnsetLine) -> list[str]:
    given = line.given
    said = [line.name, line.item.cite]
    if given is not None:
        said += [given.version, given.place]
    return [each for each in said if each]


def _state(line: OnsetLine) -> tuple[str, str]:
    if line.given is None:
        return _("missing"), "amber"
    if line.given.day is None:
        return _("does not apply"), "plain"
    return _("given {day}").format(day=plain_day(line.given.day)), "teal"
