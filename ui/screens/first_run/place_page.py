"""What the practice is called and where its vault goes."""

from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout

from ui.errors import words_of
from ui.folders import documents
from ui.screens.first_run.answers import Answers
from ui.screens.first_run.page import GoOn, Page
from ui.tools import Tools
from ui.widgets.banner import Banner
from ui.widgets.buttons import button
from ui.widgets.form import Form
from ui.widgets.labels import ElidedLabel, label
from vault.errors import BadInput, VaultError
from vault.lifecycle.place import PlaceFindings, folder_name, look_at, risk_words, safer_folder
from vault.translation import _


class PlacePage(Page):
    """A name and a folder; what is there already is never touched."""

    part = 1

    def __init__(self, tools: Tools, folder: Path | None = None) -> None:
        super().__init__(
            tools,
            _("What is your practice called?"),
            _("Its vault is one folder of this name. Moving the folder moves everything."),
        )
        self._folder = folder or documents()
        self._told: Path | None = None
        self._going: tuple[Answers, GoOn] | None = None
        px = tools.theme.px
        self.name = QLineEdit()
        self.name.textEdited.connect(self._changed)
        self._form = Form(tools.theme)
        self._form.add_field("name", _("Name of the practice"), self.name)
        self.column.addWidget(self._form)
        self.column.addSpacing(px(16))
        self.column.addWidget(label(_("Where it goes"), "field"))
        self.column.addSpacing(px(6))
        row = QHBoxLayout()
        row.setSpacing(px(12))
        where = QVBoxLayout()
        where.setSpacing(px(2))
        self.folder_name = ElidedLabel("", "body")
        self.where = ElidedLabel("", "small")
        where.addWidget(self.folder_name)
        where.addWidget(self.where)
        self.choose = button(_("Choose…"), theme=tools.theme, name=_("Choose where it goes"))
        self.choose.clicked.connect(self._choose)
        row.addLayout(where, 1)
        row.addWidget(self.choose)
        self.column.addLayout(row)
        self.column.addSpacing(px(12))
        self.risk = Banner(tools.theme, "amber")
        self.risk.acted.connect(self._go_safer)
        self.column.addWidget(self.risk)
        self._safer: Path | None = None
        self._show_where()

    def arrive(self, answers: Answers) -> None:
        """Put the keyboard into the name."""
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_on(self, answers: Answers, go: GoOn) -> None:
        """Look at the place apart, then go on, or say what is wrong with it."""
        self._form.clear_errors()
        try:
            path = self._folder / folder_name(self.name.text())
        except BadInput as refused:
            self._refuse(refused)
            return
        self._going = (answers, go)
        self.tools.worker.apart(
            partial(look_at, path), owner=self, done=self._seen, failed=self._refuse
        )

    def has_input(self) -> bool:
        """Return whether a name was typed."""
        return bool(self.name.text().strip())

    def _seen(self, found: PlaceFindings) -> None:
        going, self._going = self._going, None
        if going is None:
            return
        answers, go = going
        if found.taken:
            self._say(_("There is something of this name already. Choose another name or place."))
        elif found.missing:
            self._say(_("The folder it goes into is not there. Choose another place."))
        elif found.risk is not None and self._told != found.path.parent:
            # Explained once, not forbidden: the second time Next goes on.
            self._told = found.path.parent
            self._explain(risk_words(found.risk))
        else:
            name = self.name.text().strip()
            licensee = replace(answers.licensee, practice_name=name)
            go(replace(answers, path=found.path, licensee=licensee))

    def _explain(self, words: str) -> None:
        home = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.HomeLocation))
        self._safer = safer_folder(documents(), home)
        use = _("Use {folder} instead").format(folder=self._safer) if self._safer else ""
        after = _("Choose Next again to keep this place.")
        self.risk.say(f"{words} {after}", action=use, closable=False)

    def _go_safer(self) -> None:
        if self._safer is not None:
            self._folder = self._safer
            self._changed()
            self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose(self) -> None:
        title = _("Where the vault goes")
        chosen = self.tools.dialogs.folder(self, title, str(self._folder))
        if chosen:
            self._folder = Path(chosen)
            self._changed()

    def _changed(self) -> None:
        self._going = None
        self._form.set_error("name", "")
        self.risk.clear()
        self._told = None
        self._show_where()

    def _show_where(self) -> None:
        try:
            name = folder_name(self.name.text())
        except BadInput:
            name = _("A folder of its name")
        self.folder_name.set_text(name)
        self.where.set_text(_("in {folder}").format(folder=self._folder))

    def _refuse(self, error: Exception) -> None:
        self._going = None
        said = error.sentence if isinstance(error, VaultError) else words_of(error).text
        self._say(said)

    def _say(self, sentence: str) -> None:
        self._form.set_error("name", sentence)
        self._form.focus_first_error()
