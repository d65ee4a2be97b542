"""The places of the window that are about what is known beside a record: details, a calendar."""

import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

from tests.ui.record import ask
from tests.ui.screens.today.test_calendar_import import WEEKLY, calendar, event
from tests.ui.window import Hands
from ui.screens.client.details import Details
from ui.screens.client.refile_dialog import RefileDialog
from ui.screens.today.screen import TodayScreen
from vault.model.client import Client, Contact, ContactKind, ContactUse
from vault.open_vault import OpenVault

_FILE = calendar(
    event(1, "20261124T090000", "20261124T095000", "Dana Whitfield-Fernandez", WEEKLY),
    event(2, "20261125T140000", "20261125T142500", "M. B. (phone), the one who moved"),
    event(3, "20261127T000000", "20261127T003000", "Dentist", "RRULE:FREQ=YEARLY\n"),
)


def details(hands: Hands, client: Client) -> None:
    """Show what is known of a client, with each kind of contact, and refuse an empty name."""
    hands.find(RefileDialog).reject()
    address = Contact(ContactKind.ADDRESS, "12 Made-up Lane, Apt. 3\nExampleton, MA 02100")
    mail = Contact(ContactKind.EMAIL, "dana.whitfield-fernandez@example.org", "her sister")

    def change(vault: OpenVault) -> None:
        known = vault.clients.get(client.id)
        contacts = (*known.contacts, address, replace(mail, may=(ContactUse.WRITE,)))
        vault.clients.change(replace(known, preferred_name="Dee", contacts=contacts))

    ask(hands, change)
    hands.tools.navigation.go("client", client=client.id, note="details")
    hands.settle()
    form = hands.find(Details).form
    form.name.setText("")
    form.client()


def calendar_import(hands: Hands) -> None:
    """Choose a calendar file with a client who is known, one who is not, and what is left out."""
    folder = Path(tempfile.mkdtemp())
    (folder / "calendar.ics").write_bytes(_FILE)
    hands.answers.path = str(folder / "calendar.ics")
    hands.find(TodayScreen).page.import_asked.emit()
    hands.settle()
    shutil.rmtree(folder)
