"""Every place of the window that a test walks through, with something on each."""

from collections.abc import Callable
from dataclasses import replace
from datetime import time

from PySide6.QtWidgets import QWidget

from tests.practice import (
    LICENSEE,
    NOON,
    PROCESS_PASSPHRASE,
    a_client,
    a_note,
    a_process_note,
    a_representative,
    an_appointment,
    in_order,
)
from tests.ui.amendment_places import a_letter, a_request, amendments, holds
from tests.ui.care_places import (
    end_care,
    item,
    measures,
    notices,
    onset,
    passage,
    plan,
    report,
    session,
    times,
)
from tests.ui.closed_places import holder, key_on_paper, key_typed_back, leave_holder
from tests.ui.document_places import document_places
from tests.ui.fee_places import fees, make_sheet, mistaken, payment
from tests.ui.group_places import end_group, sign_for_each
from tests.ui.import_places import import_places
from tests.ui.known_places import calendar_import, details
from tests.ui.people_places import family, signer, somebody_new, terms
from tests.ui.practice_places import practice_places
from tests.ui.record import ask
from tests.ui.referral_places import refer, referrals
from tests.ui.retention_places import retention_places
from tests.ui.search_places import people_found, search_places
from tests.ui.window import Hands
from ui.screens.client.care import CarePage
from ui.screens.client.fees_page import FeesPage
from ui.screens.client.header import PEOPLE
from ui.screens.client.holds_page import HoldsPage
from ui.screens.client.measures_page import MeasuresPage
from ui.screens.client.note_view import NoteView
from ui.screens.client.release_dialog import ReleaseDialog
from ui.screens.client.representatives import Representatives
from ui.screens.client.screen import ClientScreen
from ui.screens.clients.new_client import NewClientPanel
from ui.screens.own_list.page import OwnListPage
from ui.screens.process_notes.screen import ProcessNotesScreen
from ui.screens.referrals.page import ReferralsPage
from ui.screens.rehearsal.screen import RehearsalScreen
from ui.screens.settings.screen import SettingsScreen
from ui.screens.settings.ways import PROCESS, RECORDS
from ui.screens.succession.proof_pages import CardsPage
from ui.screens.succession.screen import SuccessionScreen
from ui.screens.succession.wizard import CardsWizard
from ui.screens.today.screen import TodayScreen
from ui.widgets.card_words import CardWords
from ui.widgets.conflict_dialog import ConflictDialog
from vault.model.client import Client, Contact, ContactKind
from vault.model.conflict import Acquaintance, Decision, Relationship
from vault.model.emergency import EmergencyPlan
from vault.model.ids import AcquaintanceId, new_id
from vault.model.note import Note
from vault.model.rehearsal import PaperWay
from vault.model.representative import RepresentativeKind
from vault.model.secret import Passphrase
from vault.model.share import Holder
from vault.model.way_in import WayIn
from vault.open_vault import OpenVault

HOLDERS = [
    Holder("Amara Osei-Whitfield, successor", "617-555-0177", "the safe of her office"),
    Holder("P. Grant, attorney", "617-555-0188", "the bank"),
    Holder("Jo Rivera, sister", "", "the bank"),
]

_KEY_ON_PAPER = PaperWay("records", "recovery:2", NOON.date(), name="in the bank")

Place = tuple[str, Callable[[], None]]


def fill(vault: OpenVault) -> tuple[Client, Note, Note]:
    """Fill a vault: a client with a session today, a draft, a signed note, a process note."""
    vault.practice.set(LICENSEE)
    contact = Contact(ContactKind.PHONE, "617-555-0142", "her sister", ())
    client = vault.clients.add([a_client("Dana Whitfield-Fernandez", contacts=(contact,))])[0]
    vault.clients.add([a_client("Marcus Oyelaran", birth_date=None)])
    today = vault.notes.begin([a_note(client, "Came late.")])[0].begun_at.date()
    vault.appointments.add([replace(an_appointment(client), day=today, start=time(12, 0))])
    times = {"start": time(10, 0), "stop": time(10, 50)}
    draft, note = vault.notes.begin(
        [
            a_note(client, "Slept six hours. Keep a sleep diary.", service_date=today, **times),
            a_note(client, "No thoughts of harming herself.", **times),
        ]
    )
    signed = vault.notes.sign(note.id)
    vault.notes.addend(signed.id, "She corrected the date by phone.")
    process = vault.open_process(Passphrase(PROCESS_PASSPHRASE))
    process.notes.add([a_process_note(client)])
    vault.way_names.name("process", "recovery:2", "in the bank, with the papers of the house")
    in_order(vault)
    vault.close_process()
    return client, draft, signed


def places(hands: Hands) -> list[Place]:
    """Return the places of an unlocked window in the order in which a person may go."""
    filled: list[tuple[Client, Note, Note]] = []
    hands.tools.worker.run(fill, owner=hands.shell, done=filled.append)
    hands.settle()
    client, draft, signed = filled[0]
    go = hands.tools.navigation.go
    return [
        ("today", lambda: go("today")),
        ("clients", lambda: go("clients")),
        *search_places(hands),
        ("new client", lambda: go("clients", note="new")),
        ("draft", lambda: go("client", client=client.id, note=draft.id)),
        ("the times of its session", lambda: times(hands)),
        ("its session", lambda: session(hands, client)),
        ("what a report tells", lambda: report(hands)),
        ("a plan with goals", lambda: plan(hands, client)),
        ("signed note", lambda: go("client", client=client.id, note=signed.id)),
        ("an addendum", lambda: hands.find(NoteView).begin_addendum()),
        ("a reason for a mark", lambda: hands.find(NoteView).begin_mark()),
        ("the right record", lambda: hands.find(NoteView).begin_refiling()),
        ("details", lambda: details(hands, client)),
        ("care", lambda: _care(hands, client)),
        ("an episode", lambda: hands.find(CarePage).close_file()),
        ("requests to amend", lambda: amendments(hands, client)),
        ("a letter of denial", lambda: a_letter(hands)),
        ("a request to amend", lambda: a_request(hands)),
        ("holds", lambda: holds(hands, client)),
        ("a hold", lambda: hands.find(HoldsPage).add()),
        *document_places(hands, client),
        ("measures", lambda: measures(hands, client)),
        ("a measure", lambda: hands.find(MeasuresPage).add()),
        ("fees", lambda: fees(hands, client)),
        ("a charge", lambda: hands.find(FeesPage).add()),
        ("a payment", lambda: payment(hands)),
        ("a statement", lambda: make_sheet(hands)),
        ("a payment that does not count", lambda: mistaken(hands, client)),
        ("onset list", lambda: onset(hands, client)),
        ("notices of the onset list", lambda: notices(hands, client)),
        ("an item of the onset list", lambda: item(hands)),
        ("completeness check", lambda: go("client", client=client.id, note="complete")),
        ("a conflict check that waits", lambda: _waiting(hands)),
        ("conflict check", lambda: _conflict(hands)),
        ("own list", lambda: _own_list(hands)),
        ("somebody on the own list", lambda: hands.find(OwnListPage).add()),
        *practice_places(hands),
        *import_places(hands),
        *retention_places(hands),
        ("referral directory", lambda: referrals(hands)),
        ("an entry of the referral directory", lambda: hands.find(ReferralsPage).add()),
        ("a referral", lambda: refer(hands, client)),
        ("a note of a group", lambda: sign_for_each(hands)),
        ("people", lambda: _people(hands)),
        ("the terms of a record", lambda: terms(hands)),
        ("who has signed", lambda: signer(hands)),
        ("somebody new", lambda: somebody_new(hands)),
        ("representatives", lambda: _representatives(hands, client)),
        ("a new representative", lambda: hands.find(Representatives).add()),
        ("people found by name", lambda: people_found(hands)),
        ("process notes, locked", lambda: go("process-notes", client=client.id)),
        ("cards of process notes", lambda: hands.find(ProcessNotesScreen).show_cards()),
        ("process notes", lambda: _open_process_notes(hands)),
        ("a passage to be moved", lambda: passage(hands)),
        ("backup", lambda: _backup(hands)),
        ("rehearsal", lambda: go("rehearsal")),
        ("key to rehearse", lambda: hands.find(RehearsalScreen).choose(_KEY_ON_PAPER)),
        ("succession, empty", lambda: go("succession")),
        ("succession", lambda: _with_cards(hands)),
        ("who holds a card", lambda: holder(hands)),
        ("what cards open", lambda: _what_cards_open(hands)),
        ("how many cards", lambda: hands.find(CardsWizard).go_on()),
        ("holders of cards", lambda: _holders(hands)),
        ("cards to print", lambda: _cards(hands)),
        ("words of cards", lambda: _words(hands)),
        ("emergency page", lambda: _emergency_page(hands)),
        ("what the emergency page says", lambda: hands.find(SuccessionScreen).fill_page()),
        ("settings", lambda: go("settings")),
        ("new passphrase", lambda: hands.find(SettingsScreen).change_passphrase(RECORDS)),
        ("new recovery key", lambda: hands.find(SettingsScreen).add_recovery_key(PROCESS)),
        ("recovery key on paper", lambda: key_on_paper(hands)),
        ("recovery key typed back", lambda: key_typed_back(hands)),
        ("recovery key to check", lambda: hands.find(SettingsScreen).check_recovery_key(RECORDS)),
        ("name of a way in", lambda: hands.find(SettingsScreen).name_way_in(_paper(RECORDS))),
        ("way in to remove", lambda: hands.find(SettingsScreen).remove_way_in(_paper(PROCESS))),
        ("key after a loss", lambda: hands.find(SettingsScreen).change_key(RECORDS)),
        ("export of everything", lambda: hands.find(SettingsScreen).export_everything()),
        ("appointment", lambda: _new_appointment(hands)),
        ("release", lambda: _release(hands, client)),
        ("today again", lambda: _end_release(hands)),
        ("appointments from a calendar file", lambda: calendar_import(hands)),
    ]


def _care(hands: Hands, client: Client) -> None:
    ask(hands, lambda v: end_care(v, client))
    hands.tools.navigation.go("client", client=client.id, note="care")


def _waiting(hands: Hands) -> None:
    """Go to the care of a client whose file was opened on the command line."""
    new = a_client("Dana Whitfeld-Fernandes")
    ask(hands, lambda v: v.clients.add([new], v.conflicts.on_opening(new)))
    hands.tools.navigation.go("client", client=new.id, note="care")


def _conflict(hands: Hands) -> None:
    """Look for a client who is there already, as for somebody new."""
    hands.tools.navigation.go("clients", note="new")
    hands.settle()
    panel = hands.find(NewClientPanel)
    panel.form.name.setText("Dana Whitfield-Fernandez")
    panel.form.birth.set_unknown(True)
    panel.add()


def _own_list(hands: Hands) -> None:
    hands.find(ConflictDialog).reject()
    someone = Acquaintance(
        AcquaintanceId(new_id()), "Maria Conceição Duarte", Relationship.FAMILY, "my sister"
    )
    hands.tools.worker.run(lambda v: v.own_list.add([someone]), owner=hands.shell)
    hands.tools.worker.run(
        lambda v: v.conflicts.decide([someone.name], Decision.CONFLICT, "My sister."),
        owner=hands.shell,
    )
    hands.tools.navigation.go("own-list")


def _people(hands: Hands) -> None:
    end_group(hands)
    hands.tools.navigation.go("client", client=ask(hands, family))
    hands.settle()
    hands.find(ClientScreen).show_tab(PEOPLE)


def _representatives(hands: Hands, client: Client) -> None:
    paper = ask(hands, lambda v: v.representatives.papers(client.id))[-1].id
    guardian = a_representative(client, "Bento Costa", kind=RepresentativeKind.GUARDIAN)
    people = [
        a_representative(client, "Maria Conceição Duarte-Fernandez"),
        replace(guardian, paper="The order", document=paper, scope="health, and no schooling"),
        a_representative(client, "Inez Duarte", until=NOON.date(), paper="A proxy, in the safe"),
    ]
    hands.tools.worker.run(lambda v: v.representatives.add(people), owner=hands.shell)
    hands.tools.navigation.go("client", client=client.id, note="people")


def _paper(compartment: str) -> WayIn:
    return WayIn(compartment, 2, "recovery", "in the bank, with the papers of the house")


def widgets_of(window: QWidget) -> list[QWidget]:
    """Return everything that is shown in a window."""
    return [each for each in window.findChildren(QWidget) if each.isVisible()]


def _new_appointment(hands: Hands) -> None:
    hands.tools.navigation.go("today")
    hands.settle()
    hands.find(TodayScreen).begin_appointment()


def _backup(hands: Hands) -> None:
    hands.tools.worker.run(
        lambda v: v.backups.add_place("/media/green-usb/Strongroom backup"), owner=hands.shell
    )
    hands.tools.navigation.go("backup")


def _with_cards(hands: Hands) -> None:
    """Three people with cards of the records, and three with cards of process notes."""

    def make(vault: OpenVault) -> None:
        process = vault.open_process(Passphrase(PROCESS_PASSPHRASE))
        for ways_in in (vault.ways_in, process.ways_in):
            way_in = vault.add_executor(ways_in, 2, HOLDERS, lambda cards: None)
        vault.close_process()
        vault.shares.confirm("records", way_in, 1)

    hands.tools.worker.run(make, owner=hands.shell)
    hands.tools.navigation.go("succession")


def _what_cards_open(hands: Hands) -> None:
    leave_holder(hands)
    hands.find(SuccessionScreen).make_cards()


def _holders(hands: Hands) -> None:
    """Cards of process notes, all in one place, and the passphrase asked for."""
    wizard = hands.find(CardsWizard)
    wizard.what.choose("process")
    wizard.go_on()
    wizard.holders.rows.set_value(HOLDERS)
    wizard.holders.rows.changed.emit()
    wizard.go_on()


def _cards(hands: Hands) -> None:
    wizard = hands.find(CardsWizard)
    wizard.holders.secret.typed.setText(PROCESS_PASSPHRASE)
    wizard.go_on()
    hands.settle()
    hands.find(CardsPage).show_card(2)


def _words(hands: Hands) -> None:
    """One card accepted, of the next a word that is none."""
    cards = hands.find(CardsPage).cards
    hands.find(CardsWizard).go_on()
    boxes = hands.find(CardWords).boxes
    boxes[0].many.emit(cards[0].words)
    boxes[5].many.emit("zzzz zero")


def _emergency_page(hands: Hands) -> None:
    """Instead of the cards, a page that is filled in."""
    hands.find(CardsWizard).give_up()
    hands.settle()
    plan = EmergencyPlan(executor="Amara Osei-Whitfield", executor_phone="617-555-0177")
    hands.tools.worker.run(lambda v: v.emergencies.set(plan), owner=hands.shell)


def _release(hands: Hands, client: Client) -> None:
    hands.tools.navigation.go("client", client=client.id)
    hands.settle()
    hands.find(ClientScreen).release()
    dialog = hands.find(ReleaseDialog)
    hands.until(lambda: dialog.choice.isVisible() and not hands.tools.worker.busy)


def _end_release(hands: Hands) -> None:
    hands.find(ReleaseDialog).reject()
    hands.tools.navigation.go("today")


def _open_process_notes(hands: Hands) -> None:
    door = hands.find(ProcessNotesScreen).door
    door.secret_given.emit(Passphrase(PROCESS_PASSPHRASE))
