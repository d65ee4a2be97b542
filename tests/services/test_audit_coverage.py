"""What each service action leaves in the chain: exactly these entries, with the actor, no text."""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.conftest import Unlock
from tests.practice import (
    LICENSEE,
    NOON,
    PASSPHRASE,
    PROCESS_PASSPHRASE,
    Keys,
    a_charge,
    a_client,
    a_document,
    a_hold,
    a_note,
    a_participant,
    a_payment,
    a_process_note,
    a_referral,
    a_representative,
    an_administration,
    an_amendment,
    an_appointment,
    an_ending,
    an_episode,
    answered,
)
from tests.rule_files import VERMONT, Maker, rule_text
from vault.model.addendum import Mark
from vault.model.amendment import AmendmentDecision, Outcome
from vault.model.appointment import Appointment, CancelledBy, SessionStatus
from vault.model.audit import Action, Entry
from vault.model.circumstances import Circumstances, License
from vault.model.client import Client, ClientKind, ClientStatus, Contact, ContactKind
from vault.model.conflict import Acquaintance, Decision, Relationship
from vault.model.cosignature import Supervisor
from vault.model.emergency import EmergencyPlan
from vault.model.episode import Consent, Consenter
from vault.model.export import Format
from vault.model.hold import HoldReason
from vault.model.ids import (
    AcquaintanceId,
    ClientId,
    OnsetId,
    OwnRuleId,
    ReviewId,
    SearchId,
    SupervisorId,
    new_id,
)
from vault.model.incoming.batch import Basis, Origin
from vault.model.incoming.set_aside import Authorization
from vault.model.note import Note, Section
from vault.model.onset import Given
from vault.model.own_rule import OwnRule
from vault.model.own_template import own_section
from vault.model.participant import RecordBasis, Role, Terms
from vault.model.practice import Licensee
from vault.model.process_note import ProcessNote
from vault.model.representative import Representative
from vault.model.retention_review import Review
from vault.model.retention_rule import Event
from vault.model.search import Filters, SavedSearch
from vault.model.secret import Passphrase, RecoveryKey
from vault.model.settings import VaultSettings
from vault.model.share import Holder
from vault.open_vault import OpenProcessNotes, OpenVault
from vault.progress import Progress
from vault.services.desk import Desk

CANARY = "zqcanary"


@dataclass(frozen=True)
class Scene:
    """A vault with a client, a draft and a signed note, all full of canaries."""

    vault: OpenVault
    process: OpenProcessNotes
    client: Client
    draft: Note
    signed: Note
    weekly: Appointment
    out: Path


@pytest.fixture
def scene(unlocked: Unlock, tmp_path: Path) -> Scene:
    """Fill a vault, then open it anew, so that nothing was viewed yet in this sitting."""
    vault = unlocked()
    vault.practice.set(replace(LICENSEE, name=f"Jordan {CANARY}"))
    contact = Contact(ContactKind.PHONE, CANARY, CANARY)
    client = vault.clients.add([a_client(CANARY, contacts=(contact,))])[0]
    draft, note = vault.notes.begin([a_note(client, CANARY), a_note(client, f"{CANARY} signed")])
    signed = vault.notes.sign(note.id)
    weekly = vault.appointments.add([an_appointment(client, weekly=True, participants=CANARY)])[0]
    vault.close()
    vault = unlocked()
    process = vault.process_door.open(Passphrase(PROCESS_PASSPHRASE))
    return Scene(vault, process, client, draft, signed, weekly, tmp_path / "out")


def participants_kept(s: Scene) -> object:
    """Take someone into a new family as its identified client, and out, and back."""
    unit = s.vault.clients.add([a_client(CANARY, kind=ClientKind.FAMILY)])[0]
    who = s.vault.participants.add([a_participant(unit, CANARY, file=s.client.id)])[0]
    s.vault.participants.change(replace(who, agreed=date(2026, 5, 5), signed_by=CANARY))
    s.vault.participants.set_terms(Terms(unit.id, RecordBasis.IDENTIFIED, who.id))
    s.vault.participants.remove(who.id)
    return s.vault.participants.undo_remove(who.id)


def representatives_kept(s: Scene) -> object:
    """Enter a parent of the client, put them right, out and back; the client then signs anew."""
    parent = a_representative(s.client, CANARY, paper=CANARY)
    who = s.vault.representatives.add([parent])[0]
    s.vault.representatives.change(replace(who, paper=f"{CANARY} 2"))
    s.vault.representatives.remove(who.id)
    s.vault.representatives.undo_remove(who.id)
    return s.vault.representatives.signed_anew(s.client.id)


def let_act(s: Scene, who: Representative) -> object:
    """Let somebody act, with the conflict check of the name."""
    return s.vault.representatives.add([who], s.vault.conflicts.no_conflict(who, CANARY))


def care_kept(s: Scene) -> object:
    """Begin an episode, name who consented, close and reopen the file, take it out and back."""
    each = s.vault.episodes.add([an_episode(s.client)])[0]
    consent = Consent(Consenter.REPRESENTATIVE, each.opened, CANARY, CANARY)
    each = s.vault.episodes.change(replace(each, consent=consent))
    day = NOON.date()
    ending = an_ending(day=day, last_contact=day, words=CANARY)
    s.vault.episodes.change(replace(each, ending=ending))
    s.vault.episodes.change(each)
    s.vault.episodes.remove(each.id)
    return s.vault.episodes.undo_remove(each.id)


def onset_kept(s: Scene) -> object:
    """Say that a client was given something, put it right, and take it out and back."""
    given = s.vault.onset.add([Given(OnsetId(new_id()), s.client.id, "limits", NOON.date())])[0]
    s.vault.onset.change(replace(given, place=CANARY))
    s.vault.onset.remove(given.id)
    return s.vault.onset.undo_remove(given.id)


def notices_printed(s: Scene) -> None:
    """Write both notices that the client lacks to files, and send one of them to a printer."""
    prepared = s.vault.onset_notices.prepare(s.client.id)
    s.vault.onset_notices.write(prepared, prepared.render(), s.out)
    s.vault.onset_notices.record(s.vault.onset_notices.prepare(s.client.id, ["consultation"]))


def letters_printed(s: Scene) -> None:
    """Write the denial of a request, and print the letter on the end of care."""
    denied = AmendmentDecision(NOON.date(), Outcome.DENIED, "accurate-and-complete", CANARY)
    asked = an_amendment(s.client, asked=CANARY, decision=denied)
    (request,) = s.vault.amendments.add([asked])
    (episode,) = s.vault.episodes.add([an_episode(s.client, ending=an_ending(words=CANARY))])
    prepared = s.vault.letters.denial(request.id)
    s.vault.letters.write(prepared, prepared.render(), s.out)
    s.vault.letters.record(s.vault.letters.termination(episode.id))


def terms_printed(s: Scene) -> None:
    """Choose the terms of a couple's record, write them to a file, and print them."""
    (unit,) = s.vault.clients.add([a_client(CANARY, kind=ClientKind.COUPLE)])
    s.vault.participants.add([a_participant(unit, CANARY)])
    s.vault.participants.set_terms(Terms(unit.id, RecordBasis.JOINT))
    prepared = s.vault.terms_notices.prepare(unit.id)
    s.vault.terms_notices.write(prepared, prepared.render(), s.out)
    s.vault.terms_notices.record(prepared)


def amendment_kept(s: Scene) -> object:
    """Keep a request to amend the record, take it out and back, and deny it."""
    request = s.vault.amendments.add([an_amendment(s.client, asked=CANARY)])[0]
    s.vault.amendments.remove(request.id)
    s.vault.amendments.undo_remove(request.id)
    denial = AmendmentDecision(NOON.date(), Outcome.DENIED, "accurate-and-complete", CANARY)
    return s.vault.amendments.change(replace(request, decision=denial))


def hold_kept(s: Scene) -> object:
    """Place a hold, take it out and back, change it, lift it and open it again."""
    held = s.vault.holds.add([a_hold(s.client, words=CANARY)])[0]
    s.vault.holds.remove(held.id)
    s.vault.holds.undo_remove(held.id)
    held = s.vault.holds.change(replace(held, reason=HoldReason.BOARD))
    s.vault.holds.lift(held.id, None, CANARY)
    return s.vault.holds.change(held)


def brought_in(s: Scene) -> None:
    """Bring a client in, and undo it; bring in what is set aside, take it out and return it."""
    source, imports = s.out.with_name("clients.csv"), s.vault.imports
    source.write_text("Name,Date of Birth\nZoe Quist,1980-05-14\n")
    plan = imports.plan(source, imports.to_read(source).read())
    origin = Origin(Basis.OWN, NOON.date())
    imports.undo(imports.bring_in(imports.to_seal(plan).seal(), origin).id)
    apart = s.out.with_name("process notes")
    apart.mkdir()
    for name in ("Jordan 1.txt", "Jordan 2.txt"):
        (apart / name).write_text(CANARY)
    plan = imports.plan(apart, imports.to_read(apart).read())
    imports.bring_in(imports.to_seal(plan).seal(), origin)
    one, other = (each.id for each in s.vault.set_aside.list_all())
    opened = s.vault.set_aside.to_take_out(one, Authorization(CANARY, NOON.date()))
    s.vault.set_aside.end(opened.write(apart / "out.txt"))
    s.vault.set_aside.end(s.vault.set_aside.to_return(other, CANARY).write(apart / "back.txt"))


def retention_reviewed(s: Scene) -> object:
    """Look at a record, take that out and back, and write the reminders to a calendar file."""
    new = Review(ReviewId(new_id()), s.client.id, NOON.date(), date(2050, 1, 1), CANARY)
    looked = s.vault.retention.add([new])[0]
    s.vault.retention.remove(looked.id)
    s.vault.retention.undo_remove(looked.id)
    return s.vault.retention.write_calendar(s.out.with_suffix(".ics"))


def rules_kept(s: Scene) -> object:
    """Enter an own rule, change it, take it out, and confirm a rule, take that back and again."""
    rules = s.vault.retention_rules
    rule = OwnRule(OwnRuleId(new_id()), CANARY, CANARY, CANARY, NOON.date(), Event.LAST_CONTACT, 9)
    rules.own.add([rule])
    rules.own.change(replace(rule, years=10))
    rules.own.remove(rule.id)
    rules.confirm("hipaa-doc", NOON.date(), CANARY)
    return rules.confirm_again(rules.unconfirm("hipaa-doc"))


def rules_brought(s: Scene) -> object:
    """Trust a maker of rule files, take a file in and back, and trust the maker no more."""
    folder, files = s.out.parent, s.vault.rule_files
    offered = files.offered(Maker().write(folder, rule_text(VERMONT), f"{CANARY}.toml"))
    file = files.take_in(offered, offered.key.fingerprint, CANARY)
    files.take_back(file.id)
    return files.forget_key(offered.key.fingerprint)


def record_ended(s: Scene) -> object:
    """Ask for the end of a record, take it back, ask again, and carry it out."""
    answered(s.vault)
    s.vault.retention_rules.confirm("ma-allied", NOON.date(), CANARY)
    long_ago = date(2017, 5, 2)
    gone = s.vault.clients.add([a_client(CANARY, status=ClientStatus.CLOSED)])[0]
    ending = an_ending(day=long_ago, last_contact=long_ago)
    s.vault.episodes.add([an_episode(gone, opened=long_ago, ending=ending)])
    s.vault.destructions.withdraw(s.vault.destructions.ask(gone.id, PASSPHRASE).id)
    asked = s.vault.destructions.ask(gone.id, PASSPHRASE)
    clock = s.vault.retention._store.clock
    clock.moment += timedelta(days=7)  # type: ignore[attr-defined]
    return s.vault.destructions.finish(asked.id, PASSPHRASE, s.process.endings)


def fees_kept(s: Scene) -> None:
    """Charge for a note, enter a payment, void and restore it, and make both sheets."""
    charge = a_charge(s.signed, service=CANARY, code=CANARY)
    s.vault.fees.charge([charge])
    [paid] = s.vault.fees.pay([a_payment(s.client, words=CANARY)])
    s.vault.fees.void(paid.id, CANARY)
    s.vault.fees.restore(paid.id)
    day = s.signed.service_date
    s.vault.fees.statement(s.client.id, day, day)
    s.vault.fees.superbill(s.client.id, day, day, CANARY)


def document_kept(s: Scene) -> None:
    """Attach a document, change it, mark it and take the mark back, take it out and back, copy."""
    file = s.out.parent / f"{CANARY}.txt"
    file.write_text(CANARY)
    sealed = s.vault.documents.to_attach(file).seal()
    new = a_document(s.client, title=CANARY, source=CANARY, author=CANARY)
    added = s.vault.documents.attach([(new, sealed)])[0]
    s.vault.documents.change(replace(added, kind="letter"))
    s.vault.documents.mark_in_error(added.id, CANARY)
    s.vault.documents.mark_as_standing(added.id)
    s.vault.documents.remove(added.id)
    s.vault.documents.undo_remove(added.id)
    s.vault.documents.open(added.id).save(s.out.parent / "copy.txt")
    s.vault.documents.log_copy(added.id)


def measure_kept(s: Scene) -> object:
    """Keep a filled-in measure, change it, take it out and back."""
    filled = an_administration(s.client, filled_in_by=CANARY)
    s.vault.measures.add([filled])
    s.vault.measures.change(replace(filled, difficulty=2))
    s.vault.measures.remove(filled.id)
    return s.vault.measures.undo_remove(filled.id)


def own_list_kept(s: Scene) -> object:
    """Put somebody on the own list, change them, and take them off and back."""
    someone = Acquaintance(AcquaintanceId(new_id()), CANARY, Relationship.SOCIAL, CANARY)
    s.vault.own_list.add([someone])
    s.vault.own_list.change(replace(someone, words=f"{CANARY} 2"))
    s.vault.own_list.remove(someone.id)
    return s.vault.own_list.undo_remove(someone.id)


def templates_kept(s: Scene) -> object:
    """Copy a template, change it, take it out and back, and begin a note in it."""
    own = s.vault.own_templates.copy_of("dap")
    section = own_section(CANARY, own.kind.id, CANARY)
    (kept,) = s.vault.own_templates.add([replace(own, title=CANARY)])
    s.vault.own_templates.change(replace(kept, sections=(*kept.sections, section)))
    s.vault.own_templates.remove(kept.id)
    s.vault.own_templates.undo_remove(kept.id)
    return s.vault.own_templates.list_all()


def cosigned(s: Scene) -> None:
    """Name a supervisor, take her out and back, co-sign a note and, on paper, its addendum."""
    day = NOON.date()
    who = Licensee(name=CANARY, credential=CANARY, license_number=CANARY)
    ines = s.vault.cosignatures.add(Supervisor(SupervisorId(new_id()), who, day), CANARY)
    s.vault.cosignatures.remove(ines.id)
    s.vault.cosignatures.undo_remove(ines.id)
    s.vault.cosignatures.waiting()
    s.vault.cosignatures.cosign(ines.id, s.signed.id, [s.signed.id], CANARY)
    addendum = s.vault.notes.addend(s.signed.id, CANARY)
    s.vault.cosignatures.cosign_on_paper(ines.id, s.signed.id, [addendum.id], day)
    s.vault.cosignatures.end(ines.id, day)


def referrals_kept(s: Scene) -> object:
    """Keep an entry of the referral directory, put it away, take it out and back, and find it."""
    (kept,) = s.vault.referrals.add([a_referral(CANARY, phone=CANARY, note=CANARY)])
    s.vault.referrals.put_away(kept.id)
    s.vault.referrals.remove(kept.id)
    s.vault.referrals.undo_remove(kept.id)
    return s.vault.referrals.find(CANARY)


def group_signed(s: Scene) -> object:
    """Write one session of a group of one, and sign it in the record of the member."""
    group = s.vault.clients.add([a_client(CANARY, kind=ClientKind.GROUP)])[0]
    who = s.vault.participants.add(
        [a_participant(group, CANARY, role=Role.MEMBER, file=s.client.id)]
    )[0]
    draft = s.vault.notes.begin([a_note(group, f"{CANARY} spoke.", service_date=who.joined)])[0]
    s.vault.group_notes.look_at(draft.id)
    s.vault.group_notes.put_placeholders(draft.id)
    return s.vault.group_notes.sign(draft.id, [who.id])


def refiled(s: Scene) -> object:
    """Take a signed note to another record, and look at what is left of it."""
    other = s.vault.clients.add([a_client(CANARY)])[0]
    s.vault.refilings.refile(s.signed.id, other.id)
    return s.vault.refilings.of_note(s.signed.id), s.vault.refilings.out_of(s.client.id)


def release(s: Scene) -> object:
    """Give out a copy."""
    prepared = s.vault.releases.prepare(s.client.id)
    return s.vault.releases.write(prepared, prepared.render(), s.out)


def written_out(s: Scene) -> None:
    """Write everything as plain files."""
    s.vault.exports.check_passphrase(PASSPHRASE)
    s.vault.exports.clear_cut_off()
    prepared = s.vault.prepare_export(s.out / CANARY)
    s.vault.exports.keep(prepared.run(frozenset({Format.JSON})))
    prepared.discard()


def left_and_cleared(desk: Desk) -> object:
    """Leave a form on the desk, look at it, and take it away."""
    desk.keep("form", {"text": CANARY})
    lay = desk.all()
    desk.clear("form")
    return lay


def backed_up(s: Scene) -> object:
    """Make a backup and keep that it was made."""
    s.out.mkdir()
    prepared = s.vault.prepare_backup()
    made = prepared.run(str(s.out / CANARY), Progress())
    prepared.discard()
    s.vault.backups.record(made)
    return made


def rehearsed(s: Scene) -> None:
    """Make a backup and restore it to see that it can be."""
    backed_up(s)
    done = s.vault.prepare_rehearsal().run(str(s.out / CANARY), Progress())
    s.vault.rehearsals.record(done)


def places_chosen(s: Scene) -> None:
    """Choose a place for backups and give it up."""
    s.vault.backups.add_place(f"/media/{CANARY}")
    s.vault.backups.remove_place(f"/media/{CANARY}")


def cards_confirmed(s: Scene) -> None:
    """Make executor cards for two holders, and hear from one of them."""
    holders = [Holder(f"Ash {CANARY}", CANARY, CANARY), Holder("Jordan", "", CANARY)]
    way_in = s.vault.add_executor(s.vault.ways_in, 2, holders, lambda cards: None)
    s.vault.shares.confirm("records", way_in, 2)
    s.vault.shares.change_holder("records", way_in, 1, Holder(CANARY, "617-555-0119"))


def process_cards(s: Scene) -> None:
    """Make executor cards of process notes, and let them open these."""
    cards = s.process.ways_in.make_cards(2, [Holder(CANARY)] * 2)
    s.process.ways_in.open_to(cards, [card.words for card in cards], lambda cards: None)


def ways_named(s: Scene) -> None:
    """Give a way in a name, read it, and take it away."""
    s.vault.way_names.name("process", "recovery:2", CANARY)
    s.vault.way_names.list_all()
    s.vault.way_names.name("process", "recovery:2", "")


def search_kept(s: Scene) -> None:
    """Keep a search, read it, and keep it no more."""
    kept = SavedSearch(SearchId(new_id()), CANARY, CANARY, Filters(client=s.client.id))
    s.vault.searches.save(kept)
    s.vault.searches.get(kept.id)
    s.vault.searches.remove(kept.id)


def client_pinned(s: Scene) -> None:
    """Pin a client, list who is pinned, and take the pin away."""
    s.vault.clients.pin(s.client.id)
    s.vault.clients.pinned()
    s.vault.clients.unpin(s.client.id)


Act = Callable[[Scene], object]
Wanted = list[Action]


def call_card_ended(s: Scene) -> None:
    """Make a call card, and let it end."""
    s.vault.call_sheets.make_card(lambda card: None)
    s.vault.call_sheets.end_cards()


def emergency_printed(s: Scene) -> None:
    """Say what stands on the emergency page, and print it."""
    s.vault.emergencies.set(EmergencyPlan(executor=CANARY, executor_phone="617-555-0171"))
    s.vault.emergencies.record(s.vault.emergencies.prepare())


def decided_later(s: Scene, client: Client) -> None:
    """Open a file by a check that waits, and decide it."""
    s.vault.clients.add([client], s.vault.conflicts.on_opening(client))
    (check,) = s.vault.conflicts.waiting()
    s.vault.conflicts.decide_waiting(check.id, Decision.NO_CONFLICT, CANARY)


RECORDS: dict[str, tuple[Act, Wanted]] = {
    "set the practice": (
        lambda s: s.vault.practice.set(replace(LICENSEE, phone=CANARY)),
        [Action.PRACTICE_CHANGED],
    ),
    "read the practice": (lambda s: s.vault.practice.get(), []),
    "answer set-up": (
        lambda s: s.vault.circumstances.set(Circumstances((License("MA", CANARY, CANARY),))),
        [Action.CIRCUMSTANCES_CHANGED],
    ),
    "read the answers": (lambda s: s.vault.circumstances.get(), []),
    "choose settings": (
        lambda s: s.vault.settings.set(VaultSettings(20)),
        [Action.SETTINGS_CHANGED],
    ),
    "read settings": (lambda s: s.vault.settings.get(), []),
    "leave a form on the desk": (lambda s: left_and_cleared(s.vault.desk), []),
    "add a client": (lambda s: s.vault.clients.add([a_client(CANARY)]), [Action.CLIENT_ADDED]),
    "add two clients": (
        lambda s: s.vault.clients.add([a_client(CANARY), a_client(CANARY)]),
        [Action.CLIENT_ADDED] * 2,
    ),
    "change a client": (
        lambda s: s.vault.clients.change(replace(s.client, preferred_name=CANARY)),
        [Action.CLIENT_CHANGED],
    ),
    "take someone into a unit, and change, remove and bring them back": (
        participants_kept,
        [
            Action.CLIENT_ADDED,
            Action.PARTICIPANT_ADDED,
            Action.PARTICIPANT_CHANGED,
            Action.TERMS_CHANGED,
            Action.PARTICIPANT_CHANGED,
            Action.PARTICIPANT_REMOVED,
            Action.TERMS_CHANGED,
            Action.PARTICIPANT_ADDED,
            Action.TERMS_CHANGED,
        ],
    ),
    "enter who may act for a client, and change, remove and bring them back": (
        representatives_kept,
        [
            Action.REPRESENTATIVE_ADDED,
            Action.REPRESENTATIVE_CHANGED,
            Action.REPRESENTATIVE_REMOVED,
            Action.REPRESENTATIVE_ADDED,
            Action.REPRESENTATIVE_CHANGED,
        ],
    ),
    "enter an episode of care, close the file by its end, and change, remove, bring it back": (
        care_kept,
        [
            Action.EPISODE_ADDED,
            Action.EPISODE_CHANGED,
            Action.EPISODE_CHANGED,
            Action.CLIENT_CHANGED,
            Action.EPISODE_CHANGED,
            Action.CLIENT_CHANGED,
            Action.EPISODE_REMOVED,
            Action.EPISODE_ADDED,
        ],
    ),
    "see the care of a client": (
        lambda s: s.vault.episodes.care(s.client.id),
        [Action.CLIENT_VIEWED],
    ),
    "keep and deny a request to amend": (
        amendment_kept,
        [
            Action.AMENDMENT_ADDED,
            Action.AMENDMENT_REMOVED,
            Action.AMENDMENT_ADDED,
            Action.AMENDMENT_CHANGED,
        ],
    ),
    "see requests to amend, and which wait": (
        lambda s: (s.vault.amendments.of_client(s.client.id), s.vault.amendments.waiting()),
        [Action.CLIENT_VIEWED],
    ),
    "hold a file, and lift the hold": (
        hold_kept,
        [
            Action.HOLD_PLACED,
            Action.HOLD_REMOVED,
            Action.HOLD_PLACED,
            Action.HOLD_CHANGED,
            Action.HOLD_LIFTED,
            Action.HOLD_CHANGED,
        ],
    ),
    "see the holds on a file, and every open one": (
        lambda s: (s.vault.holds.of_client(s.client.id), s.vault.holds.open()),
        [Action.CLIENT_VIEWED],
    ),
    "look at how long a record is kept, and write the reminders": (
        retention_reviewed,
        [
            Action.RETENTION_REVIEWED,
            Action.RETENTION_REVIEW_REMOVED,
            Action.RETENTION_REVIEWED,
            Action.RETENTION_CALENDAR,
        ],
    ),
    "see how long a record is kept, and every record": (
        lambda s: (s.vault.retention.of_client(s.client.id), s.vault.retention.all()),
        [Action.CLIENT_VIEWED],
    ),
    "enter an own rule, and confirm a rule": (
        rules_kept,
        [
            Action.RULE_ADDED,
            Action.RULE_CHANGED,
            Action.RULE_REMOVED,
            Action.RULE_CONFIRMED,
            Action.RULE_UNCONFIRMED,
            Action.RULE_CONFIRMED,
        ],
    ),
    "trust a maker of rule files, take a file in and back, and trust the maker no more": (
        rules_brought,
        [
            Action.RULE_KEY_TRUSTED,
            Action.RULES_CAME_IN,
            Action.RULES_TAKEN_BACK,
            Action.RULE_KEY_FORGOTTEN,
        ],
    ),
    "charge for a note, enter a payment, void it and restore it, and make both sheets": (
        fees_kept,
        [
            Action.FEE_CHARGED,
            Action.FEE_PAID,
            Action.FEE_VOIDED,
            Action.FEE_RESTORED,
            Action.FEE_SHEET_MADE,
            Action.FEE_SHEET_MADE,
        ],
    ),
    "name a supervisor, take her out and back, and have notes co-signed here and on paper": (
        cosigned,
        [
            Action.SUPERVISOR_ADDED,
            Action.SUPERVISOR_REMOVED,
            Action.SUPERVISOR_ADDED,
            Action.COSIGNED,
            Action.ADDENDUM_SIGNED,
            Action.COSIGNED_ON_PAPER,
            Action.SUPERVISOR_ENDED,
        ],
    ),
    "see what a client owes, and what can be charged for": (
        lambda s: (s.vault.fees.account(s.client.id), s.vault.fees.chargeable(s.client.id)),
        [Action.CLIENT_VIEWED],
    ),
    "attach a document, put right what is said of it, and take a copy out": (
        document_kept,
        [
            Action.DOCUMENT_ADDED,
            Action.DOCUMENT_CHANGED,
            Action.DOCUMENT_IN_ERROR,
            Action.DOCUMENT_STANDS,
            Action.DOCUMENT_REMOVED,
            Action.DOCUMENT_ADDED,
            Action.CLIENT_VIEWED,
            Action.DOCUMENT_COPIED,
        ],
    ),
    "see the documents of a client": (
        lambda s: s.vault.documents.of_client(s.client.id),
        [Action.CLIENT_VIEWED],
    ),
    "keep a measure that was filled in": (
        measure_kept,
        [
            Action.MEASURE_ADDED,
            Action.MEASURE_CHANGED,
            Action.MEASURE_REMOVED,
            Action.MEASURE_ADDED,
        ],
    ),
    "see measures": (
        lambda s: s.vault.measures.of_client(s.client.id),
        [Action.CLIENT_VIEWED],
    ),
    "keep what a client was given": (
        onset_kept,
        [Action.ONSET_ADDED, Action.ONSET_CHANGED, Action.ONSET_REMOVED, Action.ONSET_ADDED],
    ),
    "write the notices that a client lacks, and print one": (
        notices_printed,
        [Action.CLIENT_VIEWED, *[Action.ONSET_PRINTED] * 3],
    ),
    "write a letter to a client, and print another": (
        letters_printed,
        [
            Action.AMENDMENT_ADDED,
            Action.EPISODE_ADDED,
            Action.CLIENT_VIEWED,
            *[Action.LETTER_PRINTED] * 2,
        ],
    ),
    "write the terms of a record, and print them": (
        terms_printed,
        [
            Action.CLIENT_ADDED,
            Action.PARTICIPANT_ADDED,
            Action.TERMS_CHANGED,
            Action.CLIENT_VIEWED,
            *[Action.TERMS_PRINTED] * 2,
        ],
    ),
    "see what a client was given, and who lacks something": (
        lambda s: (s.vault.onset.of_client(s.client.id), s.vault.onset.lacking()),
        [Action.CLIENT_VIEWED],
    ),
    "keep and change the own list": (
        own_list_kept,
        [
            Action.ACQUAINTANCE_ADDED,
            Action.ACQUAINTANCE_CHANGED,
            Action.ACQUAINTANCE_REMOVED,
            Action.ACQUAINTANCE_ADDED,
        ],
    ),
    "keep and change own templates": (
        templates_kept,
        [
            Action.TEMPLATE_ADDED,
            Action.TEMPLATE_CHANGED,
            Action.TEMPLATE_REMOVED,
            Action.TEMPLATE_ADDED,
        ],
    ),
    "keep and change the referral directory": (
        referrals_kept,
        [
            Action.REFERRAL_ADDED,
            Action.REFERRAL_CHANGED,
            Action.REFERRAL_REMOVED,
            Action.REFERRAL_ADDED,
        ],
    ),
    "look for names": (
        lambda s: (
            s.vault.conflicts.search([CANARY]),
            s.vault.conflicts.names_of(s.client.id),
            s.vault.conflicts.of_client(s.client.id),
            s.vault.conflicts.list_all(),
            s.vault.conflicts.waiting(),
            s.vault.conflicts.on_opening(a_client(s.client.name)),
            s.vault.conflicts.rules(),
            s.vault.own_list.list_all(),
        ),
        [],
    ),
    "decide after a conflict check, and open a file by it": (
        lambda s: (
            s.vault.conflicts.decide([CANARY], Decision.CONFLICT, CANARY),
            s.vault.conflicts.decide(
                [CANARY], Decision.NO_CONFLICT, CANARY, opening=a_client(CANARY)
            ),
        ),
        [Action.CONFLICT_CHECKED, Action.CLIENT_ADDED, Action.CONFLICT_CHECKED],
    ),
    "open a file whose conflict check waits, and decide it": (
        lambda s: decided_later(s, a_client(s.client.name)),
        [Action.CLIENT_ADDED, Action.CONFLICT_CHECKED, Action.CONFLICT_CHECKED],
    ),
    "keep a conflict check of somebody whose file is not opened": (
        lambda s: s.vault.conflicts.leave_to_decide(a_client(s.client.name)),
        [Action.CONFLICT_CHECKED],
    ),
    "see since when a client comes": (lambda s: s.vault.episodes.since(s.client.id), []),
    "see who acts for a client, and who came of age": (
        lambda s: (
            s.vault.representatives.of_client(s.client.id),
            s.vault.representatives.came_of_age(),
            s.vault.representatives.papers(s.client.id),
        ),
        [Action.CLIENT_VIEWED],
    ),
    "see which couples and families lack their terms": (
        lambda s: s.vault.participants.without_terms(),
        [],
    ),
    "look for somebody who is to act for a client": (
        lambda s: (
            s.vault.conflicts.new_with(a_representative(s.client, CANARY)),
            s.vault.conflicts.known_like(a_representative(s.client, CANARY)),
        ),
        [],
    ),
    "let somebody act for a client, with the check of the name": (
        lambda s: let_act(s, a_representative(s.client, "Rosa Bell")),
        [Action.REPRESENTATIVE_ADDED, Action.CONFLICT_CHECKED],
    ),
    "look up whose units someone is in": (
        lambda s: s.vault.participants.units_of(s.client.id),
        [],
    ),
    "read a client": (lambda s: s.vault.clients.get(s.client.id), [Action.CLIENT_VIEWED]),
    "list clients": (lambda s: s.vault.clients.list_all(), []),
    "page through clients": (
        lambda s: (
            s.vault.clients.page(CANARY, 0, 9),
            s.vault.clients.count(),
            s.vault.clients.row(s.client.id),
            s.vault.clients.names([s.client.id]),
        ),
        [],
    ),
    "begin a note": (
        lambda s: s.vault.notes.begin([a_note(s.client, CANARY)]),
        [Action.NOTE_BEGUN],
    ),
    "save a draft": (
        lambda s: s.vault.notes.save_draft(
            s.draft.changed(sections=(Section("note", CANARY * 2),))
        ),
        [],
    ),
    "discard a draft": (
        lambda s: s.vault.notes.discard(s.draft.id),
        [Action.NOTE_DISCARDED],
    ),
    "bring a draft back": (
        lambda s: (s.vault.notes.discard(s.draft.id), s.vault.notes.undo_discard(s.draft.id)),
        [Action.NOTE_DISCARDED, Action.DISCARD_UNDONE],
    ),
    "sign a note": (lambda s: s.vault.notes.sign(s.draft.id), [Action.NOTE_SIGNED]),
    "look at a group's draft, put placeholders into it, and sign it for each": (
        group_signed,
        [
            Action.CLIENT_ADDED,
            Action.PARTICIPANT_ADDED,
            Action.NOTE_BEGUN,
            Action.CLIENT_VIEWED,
            Action.NOTE_SIGNED,
            Action.NOTE_BEGUN,
            Action.NOTE_SIGNED,
        ],
    ),
    "add an addendum": (
        lambda s: s.vault.notes.addend(s.signed.id, CANARY),
        [Action.ADDENDUM_SIGNED],
    ),
    "mark a note in error, and take it back": (
        lambda s: (
            s.vault.notes.addend(s.signed.id, CANARY, Mark.IN_ERROR),
            s.vault.notes.addend(s.signed.id, CANARY, Mark.STANDS),
        ),
        [Action.ADDENDUM_SIGNED, Action.ADDENDUM_SIGNED],
    ),
    "file a note in the right record": (
        refiled,
        [Action.CLIENT_ADDED, Action.NOTE_TAKEN_OUT, Action.NOTE_REFILED],
    ),
    "read a note": (lambda s: s.vault.notes.get(s.signed.id), [Action.CLIENT_VIEWED]),
    "read addenda": (lambda s: s.vault.notes.addenda(s.signed.id), [Action.CLIENT_VIEWED]),
    "list notes": (lambda s: s.vault.notes.list_rows(), []),
    "add appointments": (
        lambda s: s.vault.appointments.add([an_appointment(s.client, participants=CANARY)]),
        [Action.APPOINTMENT_ADDED],
    ),
    "change an appointment": (
        lambda s: s.vault.appointments.change(replace(s.weekly, participants=f"{CANARY} too")),
        [Action.APPOINTMENT_CHANGED],
    ),
    "end an appointment": (
        lambda s: s.vault.appointments.end(s.weekly.id, s.weekly.day),
        [Action.APPOINTMENT_CHANGED],
    ),
    "mark a session": (
        lambda s: s.vault.appointments.mark(s.weekly.id, s.weekly.day, SessionStatus.MISSED),
        [Action.SESSION_MARKED],
    ),
    "begin the note of a session": (
        lambda s: s.vault.appointments.begin_note(s.weekly.id, s.weekly.day),
        [Action.NOTE_BEGUN, Action.SESSION_MARKED],
    ),
    "list sessions": (lambda s: s.vault.appointments.day(s.weekly.day), []),
    "list appointments": (lambda s: s.vault.appointments.list_all(s.client.id), []),
    "read an appointment": (lambda s: s.vault.appointments.get(s.weekly.id), []),
    "find the next session": (
        lambda s: s.vault.appointments.next_of(s.client.id, NOON),
        [],
    ),
    "count notes": (
        lambda s: (
            s.vault.notes.count(),
            s.vault.timelines.count(s.client.id),
            s.vault.timelines.position(s.client.id, s.draft.id),
            s.vault.timelines.kinds(s.client.id),
            s.vault.notes.unsigned(),
            s.vault.notes.last_template(s.client.id),
        ),
        [],
    ),
    "page through notes": (lambda s: s.vault.notes.page(None, 0, 9), [Action.CLIENT_VIEWED]),
    "page through a timeline": (
        lambda s: s.vault.timelines.page(s.client.id, 0, 9),
        [Action.CLIENT_VIEWED],
    ),
    "find words that are narrowed": (
        lambda s: (
            s.vault.searches.find(CANARY, Filters(kind="note", client=s.client.id)),
            s.vault.searches.authors(),
            s.vault.searches.saved(),
        ),
        [Action.CLIENT_VIEWED],
    ),
    "keep a search, and keep it no more": (search_kept, [Action.SETTINGS_CHANGED] * 2),
    "pin a client, and take the pin away": (
        client_pinned,
        [Action.SETTINGS_CHANGED] * 2,
    ),
    "glance at a client": (
        lambda s: s.vault.notes.glance(s.client.id),
        [Action.CLIENT_VIEWED],
    ),
    "prove the chain in slices": (lambda s: s.vault.audit.check(0, 2), []),
    "list ways in": (lambda s: s.vault.ways_in.list_all(), []),
    "add a paper key": (
        lambda s: s.vault.ways_in.add_recovery(lambda key: None),
        [Action.WAY_IN_ADDED],
    ),
    "name a way in, and take its name away": (
        ways_named,
        [Action.WAY_IN_NAMED] * 2,
    ),
    "make executor cards, confirm one, and give one to another holder": (
        cards_confirmed,
        [
            Action.CARDS_MADE,
            Action.WAY_IN_ADDED,
            Action.CARD_CONFIRMED,
            Action.CARD_HOLDER_CHANGED,
        ],
    ),
    "list executor cards": (lambda s: s.vault.shares.list_all(), []),
    "make a call card and end it": (
        call_card_ended,
        [Action.CALL_CARD_MADE, Action.CALL_CARDS_ENDED],
    ),
    "see the call sheet": (
        lambda s: (
            s.vault.call_sheets.sheet(),
            s.vault.call_sheets.recipients(),
            s.vault.call_sheets.cards(),
            s.vault.call_sheets.refresh(),
        ),
        [],
    ),
    "say what the emergency page says, and print it": (
        emergency_printed,
        [Action.EMERGENCY_CHANGED, Action.EMERGENCY_PRINTED],
    ),
    "look at the emergency page": (
        lambda s: (
            s.vault.emergencies.get(),
            s.vault.emergencies.is_due(),
            s.vault.emergencies.edition(),
        ),
        [],
    ),
    "change the passphrase": (
        lambda s: s.vault.ways_in.change_passphrase(CANARY),
        [Action.PASSPHRASE_CHANGED],
    ),
    "choose a place for backups, and give it up": (
        places_chosen,
        [Action.BACKUP_PLACE_ADDED, Action.BACKUP_PLACE_REMOVED],
    ),
    "back up": (backed_up, [Action.BACKUP_MADE]),
    "rehearse": (rehearsed, [Action.BACKUP_MADE, Action.BACKUP_REHEARSED]),
    "say what was on a lost computer": (lambda s: s.vault.losses.prepare(), []),
    "list backups": (
        lambda s: (
            s.vault.backups.places(),
            s.vault.backups.latest(),
            s.vault.backups.list_all(),
            s.vault.rehearsals.last(),
            s.vault.rehearsals.papers(),
        ),
        [],
    ),
    "give out a copy": (release, [Action.RECORD_RELEASED]),
    "write everything out": (written_out, [Action.PRACTICE_EXPORTED]),
}

PROCESS: dict[str, tuple[Act, Wanted]] = {
    "add a process note": (
        lambda s: s.process.notes.add([a_process_note(s.client, CANARY)]),
        [Action.PROCESS_NOTE_ADDED],
    ),
    "list process notes": (lambda s: s.process.notes.list_rows(), []),
    "keep a process draft": (
        lambda s: s.process.notes.keep_draft(s.client.id, date(2026, 5, 14), CANARY),
        [],
    ),
    "count process notes": (lambda s: s.process.notes.count(s.client.id), []),
    "change their passphrase": (
        lambda s: s.process.ways_in.change_passphrase(CANARY),
        [Action.PASSPHRASE_CHANGED],
    ),
    "add their paper key": (
        lambda s: s.process.ways_in.add_recovery(lambda key: None),
        [Action.WAY_IN_ADDED],
    ),
    "let executor cards open them": (process_cards, [Action.WAY_IN_ADDED]),
}


def left(entries: list[Entry], seq: int) -> list[Entry]:
    """Return what was appended after a number, but for the export itself."""
    assert entries[-1].action == Action.CHAIN_EXPORTED
    return entries[seq:-1]


def check(entries: list[Entry], wanted: Wanted, way_in: str = "passphrase:1") -> None:
    """Check actions and actor, and that no entry holds a word."""
    assert [entry.action for entry in entries] == wanted
    assert {entry.way_in for entry in entries} <= {way_in}
    text = json.dumps([entry.as_json() for entry in entries])
    assert CANARY not in text.lower()
    assert "Jordan" not in text


ENDED = [
    Action.PRACTICE_CHANGED,
    Action.CIRCUMSTANCES_CHANGED,
    Action.RULE_CONFIRMED,
    Action.CLIENT_ADDED,
    Action.EPISODE_ADDED,
    Action.CLIENT_VIEWED,
    Action.DESTRUCTION_ASKED,
    Action.DESTRUCTION_WITHDRAWN,
    Action.DESTRUCTION_ASKED,
    Action.DESTRUCTION_BEGUN,
    Action.RECORD_DESTROYED,
    Action.DESTRUCTION_CLEANED,
    Action.CLIENT_ADDED,
    Action.RECORDS_IMPORTED,
    Action.IMPORT_UNDONE,
    Action.SET_ASIDE,
    Action.SET_ASIDE,
    Action.RECORDS_IMPORTED,
    Action.ASIDE_TAKEN_OUT,
    Action.ASIDE_RETURNED,
]


def test_the_end_of_a_record_leaves_what_it_should_in_both_chains(scene: Scene) -> None:
    seq, apart = scene.vault.audit.mark.seq, scene.process.audit.mark.seq
    record_ended(scene)
    brought_in(scene)
    check(left(scene.vault.audit.export(), seq), ENDED)
    check(left(scene.process.audit.export(), apart), [Action.PROCESS_NOTES_DESTROYED])
    assert scene.vault.audit.first_broken() is None
    assert scene.process.audit.first_broken() is None


@pytest.mark.parametrize("name", RECORDS)
def test_each_action_on_the_records_leaves_what_it_should(scene: Scene, name: str) -> None:
    act, wanted = RECORDS[name]
    seq, apart = scene.vault.audit.mark.seq, scene.process.audit.mark.seq
    act(scene)
    entries = left(scene.vault.audit.export(), seq)
    check(entries, wanted)
    assert {entry.client for entry in entries if entry.client} <= {
        client.id for client in scene.vault.clients.list_all()
    }
    assert scene.process.audit.mark.seq == apart
    assert scene.vault.audit.first_broken() is None
    scene.process.close()


@pytest.mark.parametrize("name", PROCESS)
def test_each_action_on_process_notes_leaves_what_it_should(scene: Scene, name: str) -> None:
    act, wanted = PROCESS[name]
    seq, apart = scene.process.audit.mark.seq, scene.vault.audit.mark.seq
    act(scene)
    check(left(scene.process.audit.export(), seq), wanted)
    assert scene.vault.audit.mark.seq == apart, "the records must not tell of process notes"
    assert scene.process.audit.first_broken() is None
    scene.process.close()


READS: dict[str, Callable[[Scene, ProcessNote], object]] = {
    "note": lambda s, note: s.process.notes.get(note.id),
    "page": lambda s, note: s.process.notes.page(note.client, 0, 9),
    "draft": lambda s, note: s.process.notes.draft(note.client),
}


@pytest.mark.parametrize("read", READS.values(), ids=list(READS))
def test_reading_a_process_note_is_logged_in_its_own_chain(
    scene: Scene, read: Callable[[Scene, ProcessNote], object]
) -> None:
    note = scene.process.notes.add([a_process_note(scene.client, CANARY)])[0]
    scene.process.notes.keep_draft(note.client, date(2026, 5, 14), CANARY)
    seq, apart = scene.process.audit.mark.seq, scene.vault.audit.mark.seq
    for _time in range(3):
        read(scene, note)
    check(left(scene.process.audit.export(), seq), [Action.PROCESS_NOTE_VIEWED])
    assert scene.vault.audit.mark.seq == apart
    scene.process.close()


@pytest.mark.parametrize("find", ["records", "process"])
def test_a_search_that_shows_words_of_a_client_is_a_view(scene: Scene, find: str) -> None:
    """A3: every view is in the chain; a snippet is words of the record."""
    scene.process.notes.add([a_process_note(scene.client, CANARY)])
    audit = scene.vault.audit if find == "records" else scene.process.audit
    seq = audit.mark.seq
    notes = scene.vault.notes if find == "records" else scene.process.notes
    assert notes.search(CANARY)
    assert notes.search("nowhere") == []
    viewed = Action.CLIENT_VIEWED if find == "records" else Action.PROCESS_NOTE_VIEWED
    check(left(audit.export(), seq), [viewed])
    scene.process.close()


def test_giving_out_a_copy_names_its_hash_and_nothing_else(scene: Scene) -> None:
    scene.vault.notes.begin([a_note(scene.client, CANARY, service_date=date(2026, 6, 1))])
    seq = scene.vault.audit.mark.seq
    release(scene)
    entry = left(scene.vault.audit.export(), seq)[0]
    assert set(entry.detail) == {"sha256", "format", "notes"}
    assert (entry.subject, entry.client) == (scene.client.id, scene.client.id)
    scene.process.close()


def test_what_is_marked_says_how_and_by_whom_and_not_when(scene: Scene) -> None:
    seq = scene.vault.audit.mark.seq
    marks = [(SessionStatus.CANCELLED, CancelledBy.CLIENT), (SessionStatus.KEPT, None)]
    for status, by in marks:
        scene.vault.appointments.mark(scene.weekly.id, scene.weekly.day, status, by)
    entries = left(scene.vault.audit.export(), seq)
    assert [entry.detail for entry in entries] == [
        {"status": "cancelled", "cancelled_by": "client"},
        {"status": "kept"},
    ]
    assert {(entry.subject, entry.client) for entry in entries} == {
        (scene.weekly.id, scene.client.id)
    }
    scene.process.close()


def test_what_fails_leaves_no_entry(scene: Scene) -> None:
    seq = scene.vault.audit.mark.seq
    failing: list[Callable[[], object]] = [
        lambda: scene.vault.clients.add([a_client("")]),
        lambda: scene.vault.clients.get(ClientId("0" * 32)),
        lambda: scene.vault.notes.sign(scene.signed.id),
        lambda: scene.vault.notes.addend(scene.draft.id, CANARY),
        lambda: scene.vault.notes.discard(scene.signed.id),
        lambda: scene.vault.notes.undo_discard(scene.draft.id),
        lambda: scene.vault.settings.set(VaultSettings(0)),
        lambda: scene.vault.ways_in.change_passphrase(PROCESS_PASSPHRASE),
        lambda: scene.vault.appointments.add([an_appointment(ClientId("0" * 32))]),
        lambda: scene.vault.appointments.mark(
            scene.weekly.id, scene.weekly.day, SessionStatus.CANCELLED
        ),
        lambda: scene.vault.appointments.begin_note(scene.weekly.id, date(2026, 11, 23)),
        lambda: scene.vault.releases.prepare(
            scene.vault.clients.add([a_client(birth_date=None)])[0].id
        ),
    ]
    from vault.errors import VaultError

    for act in failing:
        with pytest.raises(VaultError):
            act()
    check(left(scene.vault.audit.export(), seq), [Action.CLIENT_ADDED])
    scene.process.close()


def test_another_way_in_is_another_actor(unlocked: Unlock, keys: Keys) -> None:
    vault = unlocked(RecoveryKey(keys["records"]))
    seq = vault.audit.mark.seq
    client = vault.clients.add([a_client(CANARY)])[0]
    vault.notes.begin([a_note(client, CANARY)])
    vault.clients.get(client.id)
    wanted = [Action.CLIENT_ADDED, Action.NOTE_BEGUN, Action.CLIENT_VIEWED]
    entries = left(vault.audit.export(), seq)
    check(entries, wanted, "recovery:2")
    assert {entry.way_in for entry in entries} == {"recovery:2"}


def test_every_action_that_services_can_leave_is_in_a_table() -> None:
    """A new action must be added here, or to what opening and making a vault leave."""
    tables = {
        action for _act, wanted in [*RECORDS.values(), *PROCESS.values()] for action in wanted
    } | set(ENDED)
    elsewhere = {
        Action.VAULT_CREATED,
        Action.VAULT_UNLOCKED,
        Action.UNLOCKS_FAILED,
        Action.HEADER_CAUGHT_UP,
        Action.OLDER_ACCEPTED,
        Action.PROCESS_NOTES_BEGUN,
        Action.VAULT_RESTORED,
        Action.CALL_SHEET_OPENED,
        Action.KEY_CHANGED,
        Action.SIGNING_KEY_MADE,
        Action.CHAIN_EXPORTED,
        Action.PROCESS_NOTE_VIEWED,
        Action.PROCESS_NOTES_DESTROYED,
    }
    assert tables | elsewhere == {action for action in Action if action.audited}
    assert tables & elsewhere == set()
