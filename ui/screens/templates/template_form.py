"""One template edited: its sections at the left, and at the right what a note will look like."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ui.screens.templates.section_rows import SectionRows, Typed
from ui.theme import Theme
from ui.tools import Tools
from ui.widgets.labels import ElidedLabel, label
from ui.widgets.list_form import ListForm
from ui.widgets.scrolled import bring_into_sight, scrolled
from ui.widgets.sections import SectionFields
from vault.errors import BadInput
from vault.model.own_template import MOST_TITLE, OwnTemplate, own_section
from vault.translation import _

_TWO_PANES_FROM = 860
_AROUND = 40


class Preview(QFrame):
    """Shows the form of a note as whoever writes it will see it; nothing is typed here."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setAccessibleName(_("Preview"))
        px = theme.px
        self._title = ElidedLabel("", "strong")
        self._said = label("", "small")
        self.sections = SectionFields(theme, writable=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(18), px(16), px(18), px(18))
        column.setSpacing(px(10))
        column.addWidget(label(_("Preview"), "heading"))
        column.addWidget(self._title)
        column.addWidget(self._said)
        column.addWidget(self.sections)
        column.addStretch(1)

    def show_template(self, template: OwnTemplate) -> None:
        """Show an empty note in a template."""
        self._title.set_text(template.title or _("No title yet"))
        self._said.setText(template.kind.title)
        self.sections.hints = template.hints
        self.sections.show_texts(dict.fromkeys(template.names, ""))
        self.sections.set_busy(True)
        for field in self.sections.fields():
            field.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def bring_into_sight(self, heading: str) -> None:
        """Scroll to the section with this heading."""
        for field in self.sections.fields():
            if field.accessibleName() == heading:
                bring_into_sight(field, _AROUND)


class TemplateForm(ListForm):
    """The preview stands beside what is typed, or beneath it where the window is narrow."""

    def __init__(
        self, tools: Tools, desk: str, template: OwnTemplate, own: Sequence[OwnTemplate]
    ) -> None:
        """`own` are those that are kept; `template` is new if it is none of them."""
        self._template = template
        self._others = [each for each in own if each.id != template.id]
        kept = any(each.id == template.id for each in own)
        title = _("Edit your template") if kept else _("A template of your own")
        self.preview = Preview(tools.theme)
        self._side, self._beneath = QWidget(), QWidget()
        self.rows = SectionRows(tools.theme)
        super().__init__(tools, desk, title, template.id if kept else "")
        self.name = QLineEdit(template.title)
        self.name.setMaxLength(MOST_TITLE)
        self.add_line("title", _("Title"), self.name, _("The template is chosen by it."))
        self.form.add_row(self.rows)
        self.rows.show_typed([(each.heading, each.hint) for each in template.sections])
        self.ready(self._checked, lambda vault: vault.own_templates, self._known_id)
        self.name.textEdited.connect(self._show_preview)
        self.rows.changed.connect(self._autosave.touch)
        self.rows.changed.connect(self._show_preview)
        self._show_preview()

    def lay_out(
        self, theme: Theme, parts: Sequence[QWidget], buttons: Sequence[QWidget]
    ) -> QHBoxLayout:
        """Leave room for the preview beside what is typed, and beneath it."""
        row = super().lay_out(theme, (*parts, self._beneath), buttons)
        self._side.setProperty("role", "page")
        self._beside = scrolled(self._side)
        self._beside.verticalScrollBar().rangeChanged.connect(self._follow)
        row.addWidget(self._beside, 1)
        self._columns = QVBoxLayout(self._beneath), QVBoxLayout(self._side)
        px = theme.px
        self._columns[0].setContentsMargins(0, 0, 0, 0)
        self._columns[1].setContentsMargins(px(12), px(20), px(28), px(20))
        self._place_preview()
        return row

    def values(self) -> dict[str, str]:
        """Return what was entered; the id of a new one tells its kind."""
        typed = json.dumps(self.rows.typed(), ensure_ascii=False)
        return super().values() | {"id": self._template.id, "sections": typed}

    def take_up(self, kept: Mapping[str, Any]) -> None:
        """Go on with what was half entered."""
        super().take_up(kept)
        typed = _typed(kept.get("sections"))
        if typed:
            self.rows.show_typed(typed)
        self._show_preview()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the preview where there is room for it."""
        super().resizeEvent(event)
        self._place_preview()

    def entered(self) -> OwnTemplate:
        """Return the template as it stands on the screen, right or wrong."""
        kind = self._template.kind.id
        sections = (own_section(heading, kind, hint) for heading, hint in self.rows.typed())
        return replace(self._template, title=self.name.text(), sections=tuple(sections))

    def _checked(self) -> OwnTemplate | None:
        entered = self.entered()
        try:
            return entered.cleaned(self._others)
        except BadInput as refused:
            self.banner.say(refused.sentence)
            return None

    def _place_preview(self) -> None:
        wide = self.width() >= self.tools.theme.px(_TWO_PANES_FROM)
        column = self._columns[wide]
        if self.preview.parentWidget() is not column.parentWidget():
            column.addWidget(self.preview, alignment=Qt.AlignmentFlag.AlignTop)
        self._beside.setVisible(wide)

    def _show_preview(self) -> None:
        entered = self.entered()
        typed = tuple(each for each in entered.sections if each.heading.strip())
        self.preview.show_template(replace(entered, sections=typed))

    def _follow(self) -> None:
        """Let the section that is typed in be seen in the preview, once that is laid out anew."""
        focus = self.focusWidget()
        for row in self.rows.rows:
            if focus is not None and row.isAncestorOf(focus):
                self.preview.bring_into_sight(row.heading.text())


def _typed(text: object) -> Typed:
    """Return the sections that lay on the desk; none for what is no such list."""
    try:
        rows = json.loads(text) if isinstance(text, str) else []
        return [(str(heading), str(hint)) for heading, hint in rows]
    except (ValueError, TypeError):
        return []
