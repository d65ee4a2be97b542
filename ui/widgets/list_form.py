"""One of a list, entered or changed: what the forms of all kinds of lists share."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any, Protocol, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QVBoxLayout, QWidget

from ui.autosave import Autosave
from ui.capital import capital
from ui.conflict_look import ConflictLook
from ui.errors import words_of
from ui.tools import Tools
from ui.widgets.banner import Banner
from ui.widgets.buttons import button
from ui.widgets.date_field import DateField
from ui.widgets.form import Form
from ui.widgets.form_page import FormPage
from ui.widgets.labels import label
from ui.widgets.text_area import TextArea
from vault.open_vault import OpenVault
from vault.translation import _

_WIDTH = 560


class Thing(Protocol):
    """One of a list, which has an id."""

    @property
    def id(self) -> str:
        """The id."""


Entered = TypeVar("Entered", bound=Thing)


class ListService(Protocol[Entered]):
    """What the services of all lists can do."""

    def add(self, things: Sequence[Entered], /) -> list[Entered]:
        """Add things."""

    def change(self, thing: Entered, /) -> Entered:
        """Keep what is now known of one."""

    def remove(self, thing: Any, /) -> Entered:
        """Take one out, by its id."""


Job = Callable[[OpenVault], Any]


class ListForm(FormPage):
    """`left` says that it is kept, or that one backed out; `kept` and `removed` give what was.

    What is half entered lies on the desk under `desk`. Each kind of list has a form of its own,
    which adds its fields, shows what is known, then says by `ready` what is done with it.
    """

    left = Signal()
    kept = Signal(object)
    removed = Signal(object)

    def __init__(self, tools: Tools, desk: str, title: str, known: str) -> None:
        """`known` is the id of what is changed, or empty for a new one."""
        super().__init__()
        self.tools = tools
        self._desk, self._known_id = desk, known
        self._autosave = Autosave(self)
        self._autosave.due.connect(self.keep)
        theme = tools.theme
        self.banner = Banner(theme, "amber")
        self.form = Form(theme)
        self.lines: dict[str, QLineEdit] = {}
        self.texts: dict[str, TextArea] = {}
        self.days: dict[str, DateField] = {}
        self.choices: dict[str, QComboBox] = {}
        self.checks: dict[str, QCheckBox] = {}
        self._over: set[str] = set()
        self._begun: dict[str, str] = {}
        self._first: QWidget | None = None
        self._entered: Callable[[], Job | None] | None = None
        self._removing: Job | None = None
        self.save = button(_("Save"), kind="primary", theme=theme)
        self.save.clicked.connect(self.finish)
        self.cancel = button(_("Cancel"), theme=theme)
        self.cancel.clicked.connect(self.back_out)
        self.remove = button(_("Remove"), kind="danger", theme=theme)
        self.remove.clicked.connect(self._remove)
        inside = QWidget()
        inside.setMaximumWidth(theme.px(_WIDTH))
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(20))
        self.title = label(title, "title", wrap=True)
        column.addWidget(self.title)
        column.addWidget(self.banner)
        column.addWidget(self.form)
        self.lay_out(theme, (inside,), (self.save, self.cancel, self.remove))
        # Shown before it stands in something, it would be a window of its own for a moment.
        self.remove.setVisible(bool(known))
        self.listen(self.finish, self.back_out)

    def add_line(self, name: str, title: str, line: QLineEdit, help_text: str = "") -> None:
        """Add a line of words."""
        self.lines[name] = line
        self._add(name, title, line, help_text)

    def add_text(self, name: str, title: str, help_text: str = "") -> None:
        """Add several lines of words."""
        self.texts[name] = TextArea(self.tools.theme, name=title)
        self._add(name, title, self.texts[name], help_text)

    def add_choice(
        self, name: str, title: str, words: Mapping[Any, str], help_text: str = ""
    ) -> QComboBox:
        """Add a choice of these values, by their words; return it."""
        combo = QComboBox()
        # What can be chosen may be a long title: it must not widen the window.
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.setMinimumContentsLength(12)
        for value, said in words.items():
            combo.addItem(capital(said), value)
        self.choices[name] = combo
        self._add(name, title, combo, help_text)
        return combo

    def add_day(
        self,
        name: str,
        title: str,
        help_text: str = "",
        *,
        past: bool = True,
        over: bool = False,
    ) -> None:
        """Add a day; one that must be `over` is wrong while it is to come."""
        today = self.tools.clock.now().date()
        field = DateField(self.tools.theme, name=title, today=today, past=past)
        self.days[name] = field
        if over:
            self._over.add(name)
        self._add(name, title, field, help_text)

    def needed_day(self, name: str, question: str) -> date | None:
        """Return a day that has to be entered; where none is, ask for it beside its field."""
        day = self.days[name].value()
        if day is None and not self.form.error(name):
            self.form.set_error(name, question)
        return day

    def add_check(self, name: str, words: str) -> None:
        """Add a box to be ticked."""
        self.checks[name] = QCheckBox(capital(words))
        self.form.add_row(self.checks[name])

    def ready(
        self,
        entered: Callable[[], Entered | None],
        service: Callable[[OpenVault], ListService[Entered]],
        known: str,
    ) -> None:
        """Listen from here on: what is another than now was typed.

        `entered` gives what was entered, or None when something is wrong, which it says beside the
        field; `service` what keeps and takes out things of this kind; `known` is the id of the one
        that is changed, or empty.
        """

        def keep() -> Job | None:
            thing = entered()
            return None if thing is None else partial(_keep, service, thing, known)

        self._entered = keep
        self._removing = partial(_take_out, service, known) if known else None
        self._begun = self.values()
        for line in self.lines.values():
            line.textEdited.connect(self._autosave.touch)
        for area in self.texts.values():
            area.changed.connect(self._autosave.touch)
        for combo in self.choices.values():
            combo.activated.connect(self._autosave.touch)
        for field in self.days.values():
            field.changed.connect(self._autosave.touch)
        for box in self.checks.values():
            box.toggled.connect(self._autosave.touch)

    def begin(self) -> None:
        """Put the keyboard into the first field."""
        if self._first is not None:
            self._first.setFocus(Qt.FocusReason.OtherFocusReason)

    def values(self) -> dict[str, str]:
        """Return what was entered, right or wrong, as the desk can keep it."""
        return (
            {"id": self._known_id}
            | {name: line.text() for name, line in self.lines.items()}
            | {name: area.text() for name, area in self.texts.items()}
            | {name: str(combo.currentData()) for name, combo in self.choices.items()}
            | {name: field.line.text() for name, field in self.days.items()}
            | {name: "yes" if box.isChecked() else "" for name, box in self.checks.items()}
        )

    @property
    def is_busy(self) -> bool:
        """Whether a job that keeps or removes it has not answered yet."""
        return not self.save.isEnabled()

    @property
    def changed(self) -> bool:
        """Whether anything is another than at the beginning."""
        return self.values() != self._begun

    def take_up(self, kept: Mapping[str, Any]) -> None:
        """Go on with what was half entered; what is no such form changes nothing."""
        texts = {name: text for name, text in kept.items() if isinstance(text, str)}
        if not self._begun.keys() <= texts.keys():
            return
        for name, line in self.lines.items():
            line.setText(texts[name])
        for name, area in self.texts.items():
            area.set_text(texts[name])
        for name, combo in self.choices.items():
            combo.setCurrentIndex(max(0, combo.findData(texts[name])))
        for name, field in self.days.items():
            field.line.setText(texts[name])
        for name, box in self.checks.items():
            box.setChecked(bool(texts[name]))

    def keep(self) -> None:
        """Lay on the desk what is another than what was there at the beginning."""
        self._autosave.stop()
        if self.save.isEnabled():  # else the job that saves has every word
            kept = self.values() if self.changed else None
            self.tools.worker.keep(partial(_lay, self._desk, kept), owner=self)

    def finish(self) -> None:
        """Keep it, or say what is wrong."""
        if not self.save.isEnabled():
            return
        self.form.clear_errors()
        self.banner.clear()
        today = self.tools.clock.now().date()
        for name, field in self.days.items():
            day = field.value()
            if not self.form.is_shown(name):
                continue
            if field.problem():
                self.form.set_error(name, field.problem())
            elif name in self._over and day is not None and day > today:
                self.form.set_error(name, _("This day is in the future."))
        if "name" in self.lines and not self.lines["name"].text().strip():
            self.form.set_error("name", _("The name must not be empty."))
        job = self._entered() if self._entered is not None else None
        if not self.form.focus_first_error() and job is not None:
            self._end(job, self._kept)

    def back_out(self) -> None:
        """Leave everything as it was."""
        if self.save.isEnabled():
            self._autosave.stop()
            self.tools.worker.run(partial(_lay, self._desk, None), owner=self)
            self.left.emit()

    def _kept(self, what: Any) -> None:
        self.kept.emit(what)
        self.left.emit()

    def _add(self, name: str, title: str, widget: QWidget, help_text: str) -> None:
        self._first = self._first or widget
        self.form.add_field(name, title, widget, help_text=help_text)

    def _remove(self) -> None:
        if self._known_id and self._removing is not None and self.save.isEnabled():
            self._end(self._removing, self.removed.emit)

    def _end(self, job: Job, done: Callable[[Any], object]) -> None:
        self._autosave.stop()
        self.save.setEnabled(False)
        self.tools.worker.keep(
            partial(_ended, job, self._desk, self.values()),
            owner=self,
            done=done,
            failed=self._refused,
        )

    def _refused(self, error: Exception) -> None:
        self.save.setEnabled(True)
        self.banner.say(words_of(error).text, closable=False)


def _keep(
    service: Callable[[OpenVault], ListService[Entered]],
    thing: Entered,
    known: str,
    vault: OpenVault,
) -> Entered:
    keeping = service(vault)
    return keeping.change(thing) if thing.id == known else keeping.add([thing])[0]


def _take_out(
    service: Callable[[OpenVault], ListService[Entered]], known: str, vault: OpenVault
) -> Entered:
    return service(vault).remove(known)


def _ended(job: Job, desk: str, values: Mapping[str, Any], vault: OpenVault) -> Any:
    done = job(vault)
    # What waits for a decision is not kept yet: nothing but the desk has it.
    _lay(desk, values if isinstance(done, ConflictLook) else None, vault)
    return done


def _lay(desk: str, values: Mapping[str, Any] | None, vault: OpenVault) -> None:
    if values is None:
        vault.desk.clear(desk)
    else:
        vault.desk.keep(desk, values)
