"""The place of the window in which a group's session is looked at before it is signed for each."""

from tests.practice import a_client, a_participant
from tests.ui.record import ask
from tests.ui.referral_places import end_referring
from tests.ui.window import Hands
from ui.screens.client.editor import DraftEditor
from ui.screens.client.group_dialog import GroupDialog
from vault.model.client import ClientKind
from vault.model.participant import Role
from vault.open_vault import OpenVault

NAMES = ("Ana Adeyemi-Castellanos", "Luis Fernández", "Zoë Okafor")
NAMED = "Ana wept, and Luis held her hand. They will try it again."


def sign_for_each(hands: Hands) -> None:
    """Write what names two members of a group, and go to sign it."""
    end_referring(hands)
    group = ask(hands, a_group)
    hands.tools.navigation.go("client", client=group, note="new")
    hands.settle()
    name_members(hands.find(DraftEditor), NAMED)


def end_group(hands: Hands) -> None:
    """Sign nothing."""
    hands.find(GroupDialog).reject()
    hands.settle()


def name_members(editor: DraftEditor, words: str) -> None:
    """Put words into the first section of the draft that is open, and ask to sign them."""
    first = next(iter(editor.sections.texts()))
    editor.fill({first: words})
    editor.sign()


def a_group(vault: OpenVault) -> str:
    """Add a group of four, one of them without a record of their own, and return its id."""
    unit = vault.clients.add([a_client("Monday group", kind=ClientKind.GROUP, birth_date=None)])[0]
    files = vault.clients.add([a_client(name) for name in NAMES])
    members = [a_participant(unit, each.name, role=Role.MEMBER, file=each.id) for each in files]
    vault.participants.add([*members, a_participant(unit, "Will Young", role=Role.MEMBER)])
    return unit.id
