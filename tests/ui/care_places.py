"""The places of the window that are about care: the session, requests, measures, the onset."""

from datetime import date

from tests.practice import (
    NOON,
    a_note,
    a_termination_letter,
    an_administration,
    an_ending,
    an_episode,
)
from tests.ui.people_places import signed_page
from tests.ui.record import ask
from tests.ui.window import Hands
from ui.screens.client.editor import DraftEditor
from ui.screens.client.notices_dialog import NoticesDialog
from ui.screens.client.onset_page import OnsetPage
from ui.screens.client.screen import ClientScreen
from ui.screens.client.session_dialog import SessionDialog
from ui.screens.client.times_popup import TimesPopup
from ui.screens.process_notes.screen import ProcessNotesScreen
from vault.model.client import Client
from vault.model.episode import Letter
from vault.model.ids import OnsetId, new_id
from vault.model.note import Note
from vault.model.onset import Given
from vault.open_vault import OpenVault

_ENDED, _AGAIN = date(2026, 5, 1), date(2026, 5, 2)
MISPLACED = "She sounds rehearsed to me. PHQ-9 was 14 today, which scares me more than her."
_GOALS = (
    "Sleep through the night at least four times a week, without the television\nBack to school"
)


def times(hands: Hands) -> None:
    """Ask for the day and the times of the draft that is open, and say what is wrong with two."""
    hands.find(DraftEditor).chips.times.click()
    popup = hands.find(TimesPopup)
    popup.day.line.setText("someday")
    popup.stop.setText("noonish")
    popup.accept()


def session(hands: Hands, client: Client) -> None:
    """Tell of the session of the draft that is open: its goals are offered, one is chosen."""
    hands.find(TimesPopup).close()
    plan = a_note(client, template="treatment-plan", sections={"goals": _GOALS})
    told = {"note": "Words.", "goals-worked-on": "Back to school", "place": "Telehealth"}

    def signed(note: Note) -> None:
        ask(hands, lambda v: v.notes.sign(v.notes.begin([note])[0].id))

    signed(plan)
    signed(a_note(client, sections=told))
    hands.find(DraftEditor).ask_session()
    dialog = hands.find(SessionDialog)
    hands.until(lambda: dialog.goals_read)
    dialog.goals["Back to school"].setChecked(True)


def report(hands: Hands) -> None:
    """Keep what was told, and tell of a mandated report whom it is about, and of the confidence."""
    hands.find(SessionDialog).accept()
    hands.find(ClientScreen).begin_other("mandated-report")
    hands.settle()
    hands.find(DraftEditor).ask_session()
    hands.settle()


def plan(hands: Hands, client: Client) -> None:
    """Keep what was told, and go to the plan."""
    hands.find(SessionDialog).accept()
    found = ask(hands, lambda v: v.notes.list_rows(client.id, "treatment-plan"))[0].id
    hands.tools.navigation.go("client", client=client.id, note=found)


def end_care(vault: OpenVault, client: Client) -> None:
    """Keep care that ended by a letter, a note that was signed on paper too, and care of now."""
    note = vault.notes.begin_and_sign([a_termination_letter(client, service_date=_ENDED)])[0].id
    title = "Letter on the end of service, signed and sent"
    scan = signed_page(vault, client, kind="termination", title=title, received=_ENDED)
    ending = an_ending(words="Went abroad", letter=Letter(_ENDED, _ENDED, note, scan))
    past = an_episode(client, opened=date(2019, 1, 1), ending=ending)
    vault.episodes.add([past, an_episode(client, opened=_AGAIN)])


def measures(hands: Hands, client: Client) -> None:
    """Two of one measure with the risk said, one with an open item, one of another measure."""
    open_item = (None, *(1,) * 8)
    risky = an_administration(client, day=NOON.date(), answers=(3, 3, 3, 2, 2, 2, 2, 1, 1))
    hands.tools.worker.run(
        lambda v: v.measures.add(
            [
                an_administration(client, filled_in_by="Ana Duarte, interpreter"),
                risky,
                an_administration(client, day=date(2026, 11, 8), answers=open_item),
                an_administration(client, measure="gad-7", answers=(1, 2, 0, 0, 3, 1, 1)),
            ]
        ),
        owner=hands.shell,
    )
    hands.tools.navigation.go("client", client=client.id, note="measures")


def onset(hands: Hands, client: Client) -> None:
    """Go to the list, with one item given."""
    given = Given(OnsetId(new_id()), client.id, "records-notice", NOON.date(), version="2024")
    hands.tools.worker.run(lambda v: v.onset.add([given]), owner=hands.shell)
    hands.tools.navigation.go("client", client=client.id, note="onset")


def notices(hands: Hands, client: Client) -> None:
    """Show two notices."""
    items = ["records-notice", "consultation"]
    dialog = NoticesDialog(hands.tools, client.id, hands.find(OnsetPage), items)
    dialog.open()
    hands.until(lambda: not dialog.paper.bar.isVisible() and not hands.tools.worker.busy)


def item(hands: Hands) -> None:
    """Say what was given of one item."""
    hands.find(NoticesDialog).reject()
    hands.find(OnsetPage).open_form("records-notice:")


def passage(hands: Hands) -> None:
    """Ask to move a sentence of a process note."""
    ask_to_move(hands.find(ProcessNotesScreen))


def ask_to_move(screen: ProcessNotesScreen) -> None:
    """Write what is misplaced into the open room, and take the hint."""
    writing = screen.work.room.writing
    writing.editor.set_text(MISPLACED)
    writing.editor.changed.emit()
    writing.hints.look()
    writing.hints.banner.acted.emit()
