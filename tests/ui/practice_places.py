"""The places of the window that are about the practice: who supervises it, and its templates."""

from collections.abc import Callable
from datetime import date

from tests.ui.record import ask
from tests.ui.window import Hands
from ui.screens.client.cosign_dialog import CosignDialog
from ui.screens.client.note_view import NoteView
from ui.screens.supervision.page import SupervisionPage
from ui.screens.supervision.supervisor_form import SupervisorForm
from ui.screens.templates.page import TemplatesPage
from vault.model.cosignature import Supervisor
from vault.model.ids import SupervisorId, new_id
from vault.model.practice import Licensee
from vault.open_vault import OpenVault


def practice_places(hands: Hands) -> list[tuple[str, Callable[[], None]]]:
    """Return these places in the order in which a person may go."""
    return [
        ("supervision", lambda: _supervision(hands)),
        ("a supervisor", lambda: hands.find(SupervisionPage).add()),
        ("co-signing a note", lambda: _cosigning(hands)),
        ("own templates", lambda: _templates(hands)),
        ("a template", lambda: hands.find(TemplatesPage).copy("session")),
    ]


def _supervision(hands: Hands) -> None:
    """Let notes of many years be co-signed by one who signs on paper, and another since."""

    def arrange(vault: OpenVault) -> None:
        names = (("Ines Okafor-Marchetti", date(2020, 1, 1)), ("Rui Duarte", date(2026, 1, 1)))
        for name, since in names:
            who = Licensee(name=name, credential="LICSW", license_number="SW-000001", state="MA")
            vault.cosignatures.add(Supervisor(SupervisorId(new_id()), who, since))

    hands.tools.worker.run(arrange, owner=hands.shell)
    hands.tools.navigation.go("supervision")


def _cosigning(hands: Hands) -> None:
    """Leave the form half entered, and have the oldest note co-signed."""
    hands.find(SupervisorForm).back_out()
    waiting = ask(hands, lambda v: v.cosignatures.waiting())[0]
    hands.tools.navigation.go("client", client=waiting.client, note=waiting.note)
    hands.settle()
    hands.find(NoteView).begin_cosigning()


def _templates(hands: Hands) -> None:
    hands.find(CosignDialog).reject()
    hands.tools.worker.run(
        lambda v: v.own_templates.add(
            [v.own_templates.copy_of(each) for each in ("dap", "intake")]
        ),
        owner=hands.shell,
    )
    hands.tools.navigation.go("templates")
