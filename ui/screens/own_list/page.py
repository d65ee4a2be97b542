"""Everyone on the licensee's own list, and below them what was decided after conflict checks."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial

from ui.conflict_look import check_line
from ui.screens.own_list.acquaintance_form import AcquaintanceForm
from ui.tools import Tools
from ui.widgets.card import Card
from ui.widgets.labels import label
from ui.widgets.list_page import ListKind, ListPage
from ui.widgets.list_row import ListRow
from vault.model.conflict import Acquaintance, ConflictCheck, KnownAs
from vault.model.conflict_words import relationship_words
from vault.model.ids import ClientId
from vault.open_vault import OpenVault
from vault.translation import _


@dataclass(frozen=True)
class OwnListView:
    """The list, the decisions, the names of the files they opened, and of whom they found."""

    people: tuple[Acquaintance, ...]
    checks: tuple[ConflictCheck, ...]
    files: Mapping[ClientId, str] = field(repr=False)
    found: Mapping[tuple[str, KnownAs], str] = field(repr=False)


class OwnListPage(ListPage):
    """Nothing of it is in any record."""

    def __init__(self, tools: Tools) -> None:
        kind = ListKind(
            title=_("Your own list"),
            add=(_("Add a person…"), "user-plus"),
            desk="own-list/person",
            removed=_("They are off the list."),
            read=_read,
            show=self._show_found,
            form=self._form_of,
            bring_back=lambda person, vault: vault.own_list.undo_remove(person.id),
        )
        super().__init__(tools, kind)
        self._people: tuple[Acquaintance, ...] = ()
        words = _(
            "Whom you know otherwise: your family, friends, colleagues, supervisees. Before a file "
            "is opened, new names are looked for here too. The list is in nobody’s record."
        )
        self.column.addWidget(label(words, "mute"))
        self.column.addSpacing(tools.theme.px(12))
        self.column.addWidget(label(_("What you decided last after conflict checks"), "heading"))
        self.checks = Card(tools.theme, inset=True, name=_("Decisions"))
        self.column.addWidget(self.checks)
        self._none = label(_("No check was made yet: it is made with each new file."), "mute")
        self.column.addWidget(self._none)

    def _show_found(self, found: OwnListView) -> None:
        self._people = found.people
        for each in found.people:
            said = [relationship_words(each.relationship)]
            said += [each.words] if each.words.strip() else []
            row = ListRow(self.tools.theme, each.name, said)
            row.change_asked.connect(partial(self.open_form, each.id))
            self.listed.add_row(row)
        self.checks.clear()
        for check in found.checks:
            names = ", ".join(check.names)
            if check.client is not None:
                names = found.files.get(check.client, names)
            self.checks.add_row(label(check_line(check, found.found, names), "body"))
        self.checks.setVisible(bool(found.checks))
        self._none.setVisible(not found.checks)

    def _form_of(self, _own: ClientId, desk: str, person: str) -> AcquaintanceForm | None:
        known = next((each for each in self._people if each.id == person), None)
        if person and known is None:
            return None
        return AcquaintanceForm(self.tools, desk, known)


def _read(_own: ClientId, vault: OpenVault) -> OwnListView:
    checks = vault.conflicts.list_all()
    files = [each.client for each in checks if each.client is not None]
    return OwnListView(
        people=tuple(vault.own_list.list_all()),
        checks=tuple(checks),
        files=vault.clients.names(files),
        found=vault.conflicts.names_found(checks),
    )
