"""Unlocking: from a folder and a secret to an OpenVault, with every check on the way."""

from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import NamedTuple

from vault.crypto import age
from vault.crypto.signature import public_key
from vault.errors import VaultError
from vault.format.key_slots import Slot
from vault.format.signing_wraps import unwrap_with_passphrase
from vault.format.vault_header import PROCESS, RECORDS
from vault.lifecycle.compartments import CompartmentPlace
from vault.lifecycle.place import backup_risk, place_warning
from vault.lifecycle.process_door import ProcessDoor
from vault.lifecycle.sitting import Sitting, Surroundings
from vault.model.secret import Passphrase, RecoveryKey, Secret
from vault.model.way_in import reads_only
from vault.open_vault import OpenVault, PreparedBackup, PreparedExport, Records, Rehearsal
from vault.services.amendments import Amendments
from vault.services.appointments import Appointments
from vault.services.audit import Audit
from vault.services.backups import Backups
from vault.services.call_sheets import CallSheetPlace, CallSheets
from vault.services.circumstances import PracticeCircumstances
from vault.services.clients import Clients
from vault.services.completeness import Completeness
from vault.services.conflicts import Conflicts
from vault.services.cosignatures import Cosignatures
from vault.services.desk import Desk
from vault.services.destructions import Destructions, Grounds
from vault.services.documents import Documents
from vault.services.earlier_values import EarlierValues
from vault.services.emergencies import Emergencies
from vault.services.episodes import Episodes
from vault.services.exports import Exports
from vault.services.fees import Fees
from vault.services.group_notes import GroupNotes
from vault.services.holds import Holds
from vault.services.imports.service import Imports
from vault.services.imports.service import Parts as ImportParts
from vault.services.letters import Letters
from vault.services.losses import Losses
from vault.services.measures import Measures
from vault.services.notes.writing import Notes
from vault.services.onset import Onset
from vault.services.onset_notices import OnsetNotices
from vault.services.own_list import OwnList
from vault.services.own_templates import OwnTemplates
from vault.services.participants import Participants
from vault.services.passages import Passages
from vault.services.practice import Practice
from vault.services.referrals import Referrals
from vault.services.refilings import Refilings
from vault.services.rehearsals import Rehearsals
from vault.services.releases import Releases
from vault.services.representatives import Representatives
from vault.services.retention import Retention
from vault.services.retention_rules import RetentionRules
from vault.services.rule_files import RuleFiles
from vault.services.searches import Searches
from vault.services.set_aside import SetAsides
from vault.services.settings import Settings
from vault.services.shares import Shares
from vault.services.spelling import Spelling
from vault.services.storage_statements import StorageStatements
from vault.services.terms_notices import TermsNotices
from vault.services.timelines import Timelines
from vault.services.way_names import WayNames
from vault.services.ways_in import WaysIn, opens
from vault.storage.documents_folder import DocumentsFolder
from vault.storage.files import PRIVATE_FOLDER
from vault.storage.folder import VaultFolder, make_private
from vault.storage.records_store import RecordsStore, RecordsTables, records_tables


def unlock(path: Path, secret: Secret, surroundings: Surroundings) -> OpenVault:
    """Open the records of the vault at `path`.

    Raises NotFound, OpenElsewhere, WrongSecret, Damaged, OlderThanSeen, NewerFormat,
    StorageFailed; nothing is then changed but the count of wrong passphrases.
    """
    sitting = Sitting(VaultFolder(path), surroundings)
    try:
        place = sitting.find(RECORDS, secret)
        store = sitting.begin(place, records_tables)
        try:
            # Only now: a vault that is refused is left as it was.
            sitting.header_file.mend(process_is_open=False)
            make_private(path, PRIVATE_FOLDER)
            sitting.folder.clear_cut_off()
            DocumentsFolder(sitting.folder.documents).clear_cut_off()
            return _assembled(sitting, place, store, secret)
        except BaseException:
            store.close()
            raise
    except BaseException:
        sitting.lock.release()
        raise


class _Keys(NamedTuple):
    """The licensee's signing key as far as this way in knows it, and where it may sign."""

    known: bytes | None
    to_sign: bytes | None


def _assembled(
    sitting: Sitting,
    place: CompartmentPlace,
    store: RecordsStore,
    secret: Secret,
) -> OpenVault:
    known = signing_key_of(place, store.tables, secret)
    keys = _Keys(known, known if isinstance(secret, Passphrase) else None)
    records = _services(sitting, place, store, keys)
    if not reads_only(place.opened.way_in):
        # What was begun and cut off goes on; where it cannot, the records open all the same.
        with suppress(VaultError):
            records.destructions.resume(None)
    with suppress(VaultError):
        records.exports.clear_cut_off()

    def close() -> None:
        # Its days have moved on, and what could not be written before can be now.
        if not reads_only(place.opened.way_in):
            with suppress(VaultError):
                records.call_sheets.refresh()
        records.documents.close()
        try:
            sitting.remember(RECORDS, store)
        finally:
            store.close()
            sitting.lock.release()

    def prepare_backup() -> PreparedBackup:
        # Imported when it is wanted: unlocking is waited for.
        from vault.lifecycle.backup import put_aside

        return put_aside(sitting, store, place, door)

    def prepare_export(out: Path) -> PreparedExport:
        from vault.lifecycle.leaving import put_practice_aside

        records.exports.begin(out)
        return put_practice_aside(sitting, store, place, door, records.retention, out)

    def prepare_rehearsal() -> Rehearsal:
        from vault.lifecycle.rehearsal import ScratchRestore

        return ScratchRestore(sitting.folder, place, sitting.header_file.current)

    door = ProcessDoor(sitting, store, records.holds.check)
    path = sitting.folder.path
    return OpenVault(
        place.header.vault_id,
        records,
        process=door,
        prepare_backup=prepare_backup,
        prepare_export=prepare_export,
        prepare_rehearsal=prepare_rehearsal,
        close=close,
        warnings=tuple(sitting.warnings),
        place_warning=place_warning(path),
        backup_risk=lambda each: backup_risk(path, Path(each)),
    )


def _services(
    sitting: Sitting, place: CompartmentPlace, store: RecordsStore, keys: _Keys
) -> Records:
    key = keys.to_sign
    call_sheets = _call_sheets(sitting, place, store)
    notes = Notes(store, key)
    shares = Shares(store, lambda: sitting.header_file.current)
    return Records(
        practice=Practice(store),
        circumstances=PracticeCircumstances(store),
        clients=Clients(store),
        notes=notes,
        timelines=Timelines(store),
        searches=Searches(store),
        group_notes=GroupNotes(store, notes),
        set_aside=SetAsides(store, sitting.folder.documents, key),
        imports=_imports(sitting, store, key),
        passages=Passages(store, notes, Appointments(store)),
        refilings=Refilings(store, may_sign=key is not None),
        cosignatures=_cosignatures(sitting, store, key),
        participants=Participants(store),
        representatives=Representatives(store),
        episodes=Episodes(store),
        earlier_values=_earlier_values(store),
        onset=Onset(store),
        onset_notices=OnsetNotices(store, Onset(store).of_client),
        completeness=Completeness(store),
        amendments=Amendments(store),
        holds=_holds(store),
        retention=Retention(store),
        destructions=_destructions(sitting, store, key),
        exports=Exports(store, sitting.folder.path, partial(_opens_records, sitting)),
        retention_rules=RetentionRules(store),
        rule_files=RuleFiles(store, key, Retention(store).under),
        letters=Letters(store),
        terms_notices=TermsNotices(store),
        fees=Fees(store),
        documents=Documents(store, sitting.folder.documents),
        measures=Measures(store),
        conflicts=Conflicts(store),
        own_list=OwnList(store),
        own_templates=OwnTemplates(store),
        referrals=Referrals(store),
        appointments=Appointments(store),
        releases=Releases(store, partial(_is_own_passphrase, sitting)),
        desk=Desk(store),
        settings=Settings(store),
        spelling=Spelling(store),
        audit=Audit(store, place.header.vault_id, RECORDS),
        ways_in=WaysIn(store, sitting.header_file, sitting.keys(place, keys.known)),
        backups=Backups(store),
        rehearsals=Rehearsals(store, lambda: sitting.header_file.current),
        losses=Losses(store, place.header.vault_id, lambda: sitting.header_file.current),
        storage_statements=StorageStatements(store, lambda: sitting.header_file.current),
        shares=shares,
        call_sheets=call_sheets,
        way_names=WayNames(store, lambda: sitting.header_file.current),
        emergencies=Emergencies(store, place.header.vault_id, shares.list_all, call_sheets.cards),
        publish_to=store.publish_to,
    )


def _cosignatures(sitting: Sitting, store: RecordsStore, signing_key: bytes | None) -> Cosignatures:
    is_own = partial(_is_own_passphrase, sitting)
    return Cosignatures(store, signing_key, is_own, sitting.surroundings.cost)


def _destructions(sitting: Sitting, store: RecordsStore, signing_key: bytes | None) -> Destructions:
    retention = Retention(store)
    return Destructions(
        store,
        sitting.folder.documents,
        signing_key,
        partial(_opens_records, sitting),
        Grounds(retention.of_client, retention.clocks, Appointments(store).next_of),
        lambda: sitting.header_file.current.process is not None,
    )


def _imports(sitting: Sitting, store: RecordsStore, signing_key: bytes | None) -> Imports:
    appointments, folder = Appointments(store), sitting.folder.documents
    return Imports(
        store,
        folder,
        signing_key,
        ImportParts(
            clients=Clients(store).add,
            episodes=Episodes(store).add,
            holds=Holds(store).add,
            notes=Notes(store, signing_key).begin_and_sign,
            appointments=appointments.add,
            mark=appointments.mark,
            documents=Documents(store, folder).attach,
            set_aside=SetAsides(store, folder, None).add,
        ),
    )


def _holds(store: RecordsStore) -> Holds:
    holds = Holds(store)
    store.guard_by(holds.check_facts)
    return holds


def _earlier_values(store: RecordsStore) -> EarlierValues:
    earlier_values = EarlierValues(store)
    store.watch_by(earlier_values.watch)
    return earlier_values


def _call_sheets(sitting: Sitting, place: CompartmentPlace, store: RecordsStore) -> CallSheets:
    return CallSheets(
        store,
        CallSheetPlace(
            folder=sitting.folder,
            header=lambda: sitting.header_file.current,
            replace_header=sitting.header_file.replace,
            key=place.opened.key,
        ),
    )


def _opens_records(sitting: Sitting, text: str) -> bool:
    return opens(text, sitting.header_file.current, RECORDS)


def _is_own_passphrase(sitting: Sitting, text: str) -> bool:
    header = sitting.header_file.current
    return any(opens(text, header, name) for name in (RECORDS, PROCESS))


def signing_key_of(place: CompartmentPlace, tables: RecordsTables, secret: Secret) -> bytes | None:
    """Return the licensee's signing key; None through an executor's way in, which has no wrap.

    A recovery key gives it too, so that it can be wrapped for the next passphrase, not to sign.
    """
    slot = _used_slot(place)
    wrapped = tables.practice.wrapped_key(slot.opens_with)
    public = tables.practice.public_key()
    if wrapped is None or public is None:
        return None
    try:
        if isinstance(secret, RecoveryKey):
            key = age.open_sealed(age.find_identity(secret.text), wrapped)
        else:
            key = unwrap_with_passphrase(wrapped, place.opened, slot, place.header.vault_id, public)
        return key if public_key(key).hex() == public else None
    except (VaultError, ValueError):
        # The records are whole; only signing is refused, with its own sentence, until a
        # passphrase is set again through the recovery key.
        return None


def _used_slot(place: CompartmentPlace) -> Slot:
    for slot in place.compartment.slots:
        if place.opened.way_in == f"{slot.type}:{slot.id}":
            return slot
    raise RuntimeError("The way in that was used is no slot of the header.")
