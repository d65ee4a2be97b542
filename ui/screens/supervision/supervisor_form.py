"""A supervisor, entered; of one who is known only the last day changes."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QLineEdit

from ui.tools import Tools
from ui.widgets.labels import label
from ui.widgets.list_form import ListForm
from ui.widgets.list_row import days_words
from ui.widgets.new_passphrase import NewPassphrase
from vault.model.cosignature import How, Supervisor
from vault.model.ids import SupervisorId, new_id
from vault.model.practice import Licensee
from vault.open_vault import OpenVault
from vault.translation import _


class SupervisorForm(ListForm):
    """The passphrase is typed by the supervisor, and lies on no desk."""

    def __init__(self, tools: Tools, desk: str, known: Supervisor | None = None) -> None:
        """`known` is changed, None enters somebody new."""
        title = _("Who co-signs your notes?") if known is None else known.who.signature_name
        super().__init__(tools, desk, title, known.id if known is not None else "")
        self._known = known
        self._typed: str | None = None
        if known is None:
            self._add_new()
        else:
            self.form.add_row(label(days_words(known.since, known.until), "body"))
            if known.public_key:
                self.form.add_row(label(_key_words(known), "small"))
        words = _("Empty while it goes on. Who has left can still co-sign what is of that time.")
        self.add_day("until", _("Last day of the supervision"), words, past=False)
        if known is None:
            self._add_how()
        else:
            self.days["until"].set_value(known.until)
        self.ready(self._entered_supervisor, self._keeping, self._known_id)

    def take_up(self, kept: Mapping[str, Any]) -> None:
        """Go on with what was half entered."""
        super().take_up(kept)
        if self._known is None:
            self._show_fields()

    def _add_new(self) -> None:
        self.add_line("name", _("Name"), QLineEdit())
        words = _("As it stands after the name, such as LICSW.")
        self.add_line("credential", _("License"), QLineEdit(), words)
        self.add_line("license_number", _("License number"), QLineEdit())
        self.add_line("state", _("State of the license"), QLineEdit())
        words = _("What you sign from this day on waits for a co-signature.")
        self.add_day("since", _("First day of the supervision"), words, past=False)
        self.days["since"].set_value(self.tools.clock.now().date())

    def _add_how(self) -> None:
        choices = {
            How.HERE: _("Here, with a passphrase of the supervisor’s own"),
            How.ON_PAPER: _("On paper"),
        }
        self.add_choice("how", _("How they are co-signed"), choices)
        self.told = label(
            _(
                "Let the supervisor type it, and look away. It makes a key that nothing else "
                "opens: not your passphrase, not a recovery key. Forgotten, it cannot be brought "
                "back; add the supervisor anew then."
            ),
            "small",
        )
        self.form.add_row(self.told)
        self.passphrase = NewPassphrase(
            self.tools.theme,
            self.tools.worker,
            title=_("The supervisor’s passphrase"),
            again=_("Once more"),
        )
        self.form.add_row(self.passphrase)
        self.choices["how"].currentIndexChanged.connect(self._show_fields)
        self._show_fields()

    def _show_fields(self) -> None:
        here = self.choices["how"].currentData() == How.HERE
        self.told.setVisible(here)
        self.passphrase.setVisible(here)

    def _entered_supervisor(self) -> Supervisor | None:
        until, known = self.days["until"].value(), self._known
        since = known.since if known is not None else self.days["since"].value()
        if since is None:
            if not self.form.error("since"):
                self.form.set_error("since", _("From which day on?"))
            return None
        if until is not None and until < since:
            self.form.set_error("until", _("The supervision would end before it begins."))
            return None
        if known is not None:
            return known.ended(until)
        here = self.choices["how"].currentData() == How.HERE
        if here and not self.form.error("name") and not self.passphrase.check():
            return None
        self._typed = self.passphrase.text() if here else None
        return Supervisor(
            id=SupervisorId(new_id()),
            who=Licensee(
                name=self.lines["name"].text(),
                credential=self.lines["credential"].text(),
                license_number=self.lines["license_number"].text(),
                state=self.lines["state"].text(),
            ),
            since=since,
            until=until,
        )

    def _keeping(self, vault: OpenVault) -> "_Keeping":
        return _Keeping(vault, self._typed)


class _Keeping:
    """Supervisors, as a form of a list keeps and takes out what it shows."""

    def __init__(self, vault: OpenVault, passphrase: str | None) -> None:
        self._cosignatures, self._passphrase = vault.cosignatures, passphrase

    def add(self, things: Sequence[Supervisor], /) -> list[Supervisor]:
        """Add them."""
        return [self._cosignatures.add(each, self._passphrase) for each in things]

    def change(self, thing: Supervisor, /) -> Supervisor:
        """Keep the last day of one."""
        return self._cosignatures.end(thing.id, thing.until)

    def remove(self, thing: SupervisorId, /) -> Supervisor:
        """Take one out."""
        return self._cosignatures.remove(thing)


def _key_words(known: Supervisor) -> str:
    return _(
        "Key {number}. The supervisor can note it: what is co-signed here is signed with this key, "
        "and with no other."
    ).format(number=known.fingerprint)
