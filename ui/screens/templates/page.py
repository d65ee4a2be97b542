"""One's own templates by kind, and what one can copy to make another."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QMenu

from ui.note_words import kind_title, template_name
from ui.screens.templates.template_form import TemplateForm
from ui.tools import Tools
from ui.widgets.buttons import button
from ui.widgets.labels import label
from ui.widgets.list_page import ListKind, ListPage
from ui.widgets.list_row import ListRow
from vault.model.ids import ClientId
from vault.model.own_template import OwnTemplate, copied
from vault.model.template import kinds, own_kind, templates, templates_of
from vault.open_vault import OpenVault
from vault.translation import _


class TemplatesPage(ListPage):
    """A new one begins as the copy of another, the program's or an own one."""

    def __init__(self, tools: Tools) -> None:
        kind = ListKind(
            title=_("Your own templates"),
            add=(_("Copy and edit"), "copy"),
            desk="templates/template",
            removed=_("The template was removed. Notes written in it stay as they are."),
            read=_read,
            show=self._show_found,
            form=self._form_of,
            bring_back=lambda template, vault: vault.own_templates.undo_remove(template.id),
        )
        super().__init__(tools, kind)
        self._own: tuple[OwnTemplate, ...] = ()
        self._copy: OwnTemplate | None = None
        self.sources = QMenu(self)
        self.sources.setAccessibleName(_("Templates that can be copied"))
        self.sources.triggered.connect(lambda taken: self.copy(taken.data()))
        self.add_button.set_menu(self.sources)
        self.nothing = label(
            _("You have none yet. Copy a template of the program, and make it your own."), "mute"
        )
        self.column.addWidget(self.nothing)
        words = _(
            "What is written in a note stays with its headings, whatever becomes of the template. "
            "No client belongs in a template."
        )
        self.column.addWidget(label(words, "small"))

    def add(self) -> None:
        """Leave it to the menu: what is new begins as a copy."""

    def copy(self, template: str) -> None:
        """Open a copy of a template to be edited; it is kept once it is saved."""
        own = next((each for each in self._own if each.id == template), None)
        if own is not None or not own_kind(template):
            self._copy = copied(own or templates()[template], self._own)
            self.open_form(self._copy.id)

    def _show_found(self, own: tuple[OwnTemplate, ...]) -> None:
        self._own = own
        self.banner.clear()
        self.nothing.setVisible(not own)
        self._fill_menu()
        for kind in kinds():
            for template in (each for each in own if each.kind.id == kind):
                self.listed.add_row(self._row(template))

    def _row(self, template: OwnTemplate) -> ListRow:
        theme = self.tools.theme
        name = _("Copy {name}").format(name=template.title)
        copy = button(_("Copy"), icon="copy", theme=theme, name=name, small=True)
        copy.clicked.connect(partial(self.copy, template.id))
        headings = ", ".join(each.heading for each in template.sections)
        said = [template.kind.title, headings]
        row = ListRow(theme, template.title, said, beside=copy)
        row.change_asked.connect(partial(self.open_form, template.id))
        return row

    def _fill_menu(self) -> None:
        """Offer every template, those of a kind with several in a menu of their own."""
        self.sources.clear()
        for kind in kinds():
            shipped = templates_of(kind=kind)
            own = [each for each in self._own if each.kind.id == kind]
            several = len(shipped) + len(own) > 1
            menu = self.sources.addMenu(kind_title(kind)) if several else self.sources
            names = [(each, template_name(each)) for each in shipped]
            names += [(each.id, each.title) for each in own]
            for template, words in names:
                menu.addAction(words.replace("&", "&&")).setData(template)

    def _form_of(self, _client: ClientId, desk: str, known: str) -> TemplateForm | None:
        kept = next((each for each in self._own if each.id == known), None)
        if kept is not None:
            return TemplateForm(self.tools, desk, kept, self._own)
        copy, self._copy = self._copy, None
        if copy is None or copy.id != known:
            # What lies on the desk has its own words; only the kind follows from the id.
            copy = OwnTemplate(known, "", ()) if own_kind(known) else None
        return TemplateForm(self.tools, desk, copy, self._own) if copy is not None else None


def _read(_nobody: ClientId, vault: OpenVault) -> Sequence[OwnTemplate]:
    return tuple(vault.own_templates.list_all())
