"""Naming a way in, removing one, and changing a key after a loss."""

from collections.abc import Sequence

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ui.date_words import plain_day
from ui.screens.settings.key_change import key_change
from ui.screens.settings.room import Room
from ui.screens.settings.ways import (
    RECORDS,
    KnownBackups,
    checked_secret,
    full_words,
    known_backups,
)
from ui.tools import Tools
from ui.widgets.card import Card
from ui.widgets.form import Form
from ui.widgets.labels import ElidedLabel, label
from ui.widgets.new_passphrase import NewPassphrase
from vault.errors import BadInput, NotAllowed
from vault.model.practice import Licensee
from vault.model.secret import Secret
from vault.model.way_in import WayIn
from vault.translation import _, count_of


class NameRoom(Room):
    """What the licensee calls a way in; an empty field takes the name away."""

    def __init__(self, tools: Tools, way: WayIn) -> None:
        titles = {
            "passphrase": _("Name this passphrase"),
            "recovery": _("Name this recovery key"),
            "executor": _("Name these executor shares"),
        }
        super().__init__(
            tools,
            way.compartment,
            titles.get(way.type, _("Name this way in")),
            _("So that you know it again. The name is kept in the records, encrypted."),
        )
        self.primary.set_text(_("Save"))
        self._way = way
        self._form = Form(tools.theme)
        self.name = QLineEdit(way.name)
        self._form.add_field(
            "name", _("Name"), self.name, help_text=_("Such as “in the bank”. Never the secret.")
        )
        self.body.addWidget(self._form)

    def begin(self) -> None:
        """Put the keyboard into the field."""
        self.name.selectAll()
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_on(self) -> None:
        """Keep the name."""
        self._form.clear_errors()
        way, name = self._way, self.name.text()
        self.busy(True)
        self.tools.worker.run(
            lambda v: v.way_names.name(way.compartment, way.way_in, name),
            owner=self,
            done=lambda _none: self.leave(),
            failed=self._refused,
        )

    def _refused(self, error: Exception) -> None:
        if isinstance(error, BadInput):
            self.busy(False)
            self._form.set_error("name", f"{error.sentence} {error.hint}".strip())
            self._form.focus_first_error()
        else:
            self.failed(error)


class _KeyRoom(Room):
    """A room whose end is a new key: it says what old copies still open with, and lists them."""

    def __init__(self, tools: Tools, compartment: str, title: str, sentence: str) -> None:
        super().__init__(tools, compartment, title, sentence)
        self.copies = _Copies(tools)

    def _close_for(self, secret: Secret, *, without: int | None, passphrase: str | None) -> None:
        """Hand the work on, unless the person went elsewhere: nothing is changed in secret."""
        wanted = self.isVisible()
        self.busy(False)
        self.leave()
        if wanted:
            around = self.tools.surroundings
            self.tools.work_closed(
                key_change(self.compartment, secret, around, without=without, passphrase=passphrase)
            )


class RemoveRoom(_KeyRoom):
    """Lets one way in end; the passphrase stays."""

    def __init__(self, tools: Tools, way: WayIn) -> None:
        sentences = {
            "recovery": _("Whoever has the paper can open nothing with it from then on."),
            "executor": _("Whoever holds the cards can open nothing with them from then on."),
        }
        super().__init__(
            tools,
            way.compartment,
            _("Remove: {way}").format(way=full_words(way)),
            sentences.get(way.type, _("It opens nothing from then on.")),
        )
        self.primary.set_text(_("Remove it"))
        self._way = way
        self._form, self.old = self.old_secret()
        how = {
            True: _(
                "The vault closes for this, the records are written anew under another key, and "
                "the lock screen comes back. The other ways in stay."
            ),
            False: _(
                "The vault closes for this, process notes are written anew under another key, "
                "and the lock screen comes back. The other ways in stay."
            ),
        }
        self.body.addWidget(label(how[way.compartment == RECORDS], "small"))
        self.body.addWidget(self.copies)

    def begin(self) -> None:
        """Put the keyboard into the passphrase."""
        self.old.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_on(self) -> None:
        """Prove the passphrase, then let the shell close the vault and do it."""
        self._form.clear_errors()
        typed, way = self.old.text(), self._way
        if not typed.strip():
            self._form.set_error("old", _("Type the present passphrase."))
            self._form.focus_first_error()
            return
        self.busy(True)
        self.tools.worker.run(
            lambda v: checked_secret(v, way.compartment, typed),
            owner=self,
            done=lambda secret: self._close_for(secret, without=way.id, passphrase=None),
            failed=lambda error: self.failed(error, self._form),
        )

    def forget(self) -> None:
        """Empty the field."""
        self.old.take()


class LossRoom(_KeyRoom):
    """A new key and a new passphrase, after a laptop or a passphrase was lost."""

    def __init__(self, tools: Tools, compartment: str) -> None:
        titles = {
            True: _("Change the key of the records after a loss"),
            False: _("Change the key of process notes after a loss"),
        }
        sentence = _(
            "When someone else may have a copy of the vault and its passphrase. Everything is "
            "written anew under another key, with a new passphrase."
        )
        super().__init__(tools, compartment, titles[compartment == RECORDS], sentence)
        self.primary.set_text(_("Change key and passphrase"))
        self._form, self.old = self.old_secret(by_paper=True)
        self.new = NewPassphrase(
            tools.theme,
            tools.worker,
            title=_("The new passphrase"),
            again=_("The same once more"),
        )
        self.body.addWidget(self.new)
        more = _(
            "Recovery keys and executor shares stay: remove the one that is lost as well. The "
            "vault closes for this, and the lock screen comes back."
        )
        self.body.addWidget(label(more, "small"))
        self.body.addWidget(self.copies)
        tools.worker.run(lambda v: v.practice.get(), owner=self, done=self._know)

    def begin(self) -> None:
        """Put the keyboard into the first field."""
        self.old.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_on(self) -> None:
        """Prove what was typed, then let the shell close the vault and do it."""
        self._form.clear_errors()
        typed, new = self.old.text(), self.new.text()
        if not typed.strip():
            self._form.set_error("old", _("Type the present passphrase."))
            self._form.focus_first_error()
            return
        if not self.new.check():
            return
        compartment = self.compartment
        self.busy(True)
        self.tools.worker.run(
            lambda v: checked_secret(v, compartment, typed, new=new, by_paper=True),
            owner=self,
            done=lambda secret: self._close_for(secret, without=None, passphrase=new),
            failed=self._refused,
        )

    def forget(self) -> None:
        """Empty every field."""
        self.old.take()
        self.new.take()

    def _know(self, who: Licensee) -> None:
        self.new.set_known(
            (who.name, who.credential, who.license_number, who.practice_name, who.address)
        )

    def _refused(self, error: Exception) -> None:
        if isinstance(error, NotAllowed):
            self.busy(False)
            self.new.refuse(f"{error.sentence} {error.hint}".strip())
        else:
            self.failed(error, self._form)


class _Copies(QWidget):
    """What no change reaches: the backups there are, by place."""

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tools.theme.px(8))
        self._said = label("", "body")
        column.addWidget(self._said)
        self._card = Card(tools.theme, name=_("Copies made before"))
        self._card.hide()
        column.addWidget(self._card)
        tools.worker.run(known_backups, owner=self, done=self._show)

    def _show(self, places: Sequence[KnownBackups]) -> None:
        if not places:
            self._said.setText(
                _("Copies made before today still open with the old key. No backup is known here.")
            )
            return
        self._said.setText(
            _("Copies made before today still open with the old key. They are listed here.")
        )
        for each in places:
            row = QWidget()
            inner = QVBoxLayout(row)
            inner.setSpacing(self._tools.theme.px(2))
            inner.addWidget(ElidedLabel(each.place, "strong"))
            inner.addWidget(label(self._when(each), "small"))
            self._card.add_row(row)
        self._card.show()

    def _when(self, known: KnownBackups) -> str:
        here = self._tools.clock.now().tzinfo
        days = dict.fromkeys(plain_day(each.astimezone(here).date()) for each in known.made_at)
        return _("{count}: {days}").format(
            count=count_of("{n} backup", "{n} backups", len(known.made_at)),
            days=QLocale().createSeparatedList(list(days)),
        )
