"""The places of the window that are about who takes part, and the terms of their record."""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.practice import NOON, a_client, a_document, a_participant
from tests.ui.window import Hands
from ui.screens.client.people import People
from ui.screens.client.terms_dialog import TermsDialog
from ui.widgets.list_row import ListRow
from vault.model.client import Client, ClientKind
from vault.model.ids import DocumentId
from vault.model.participant import RecordBasis, Role, Terms
from vault.open_vault import OpenVault


def family(vault: OpenVault) -> str:
    """Add a family with one who has signed, one who has not, and one who has left."""
    unit = vault.clients.add([a_client("The Duarte family", kind=ClientKind.FAMILY)])[0]
    own = vault.clients.page("Marcus", 0, 1)[0].id
    title = "The terms of the record of the family, as each of them signed it"
    day, signed = NOON.date(), signed_page(vault, unit, title=title)
    vault.participants.set_terms(Terms(unit.id, RecordBasis.JOINT))
    vault.participants.add(
        [
            a_participant(
                unit, "Maria Conceição Duarte-Fernandez", agreed=day, document=signed, file=own
            ),
            a_participant(unit, "Marcus Oyelaran", role=Role.COLLATERAL),
            a_participant(unit, "Rui Duarte", role=Role.CHILD, birth_date=date(2012, 2, 29)),
            a_participant(unit, "Inez Duarte", role=Role.SIBLING, left=day),
        ]
    )
    return unit.id


def signed_page(vault: OpenVault, client: Client, **said: object) -> DocumentId:
    """Attach a page as it was signed."""
    with TemporaryDirectory() as folder:
        file = Path(folder, "scan.txt")
        file.write_text("words")
        sealed = vault.documents.to_attach(file).seal()
        return vault.documents.attach([(a_document(client, **said), sealed)])[0].id


def terms(hands: Hands) -> None:
    """Show the terms as they are printed."""
    people = hands.find(People)
    people.print_terms()
    dialog = people.findChild(TermsDialog)
    assert dialog is not None
    hands.until(lambda: not dialog.paper.bar.isVisible() and not hands.tools.worker.busy)


def signer(hands: Hands) -> None:
    """Change who has signed."""
    hands.find(TermsDialog).reject()
    people = hands.find(People)
    row = people.listed.rows()[0]
    assert isinstance(row, ListRow)
    row.change_asked.emit()


def somebody_new(hands: Hands) -> None:
    """Enter somebody new."""
    people = hands.find(People)
    if people.form is not None:
        people.form.back_out()
        hands.settle()
    people.add()
