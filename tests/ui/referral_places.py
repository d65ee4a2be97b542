"""The places of the window that are about the referral directory."""

from tests.practice import a_note, a_referral
from tests.ui.window import Hands
from ui.screens.client.note_pane import NotePane
from ui.screens.client.referral_dialog import ReferralDialog
from vault.model.client import Client
from vault.model.ids import NoteId
from vault.model.referral import Taking
from vault.open_vault import OpenVault


def referrals(hands: Hands) -> None:
    """Keep an entry with everything that is known, one with a name alone, and one put away."""
    long = "Anxiety, grief, trauma, and whatever else brings people to a psychotherapist in Quincy"
    full = a_referral("Maria Conceição Duarte-Fernandez", specialities=long, taking=Taking.YES)
    bare = a_referral("Harbor clinic", taking=Taking.NO)
    away = a_referral("Theo Marchetti")

    def arrange(vault: OpenVault) -> None:
        vault.referrals.add([full, bare, away])
        vault.referrals.put_away(away.id)

    hands.tools.worker.run(arrange, owner=hands.shell)
    hands.tools.navigation.go("referrals")


def refer(hands: Hands, client: Client) -> None:
    """Begin a referral, and look into the directory from it."""
    sections = dict.fromkeys(("to", "reason", "result"), "")
    begun: list[NoteId] = []
    hands.tools.worker.run(
        lambda v: v.notes.begin([a_note(client, template="referral", sections=sections)])[0].id,
        owner=hands.shell,
        done=begun.append,
    )
    hands.until(lambda: bool(begun))
    hands.tools.navigation.go("client", client=client.id, note=begun[0])
    hands.settle()
    hands.find(NotePane).choose_referral()


def end_referring(hands: Hands) -> None:
    """Close the directory, throw the empty referral away, and go to Today."""
    hands.find(ReferralDialog).reject()
    hands.find(NotePane).editor.discard_button.click()
    hands.settle()
