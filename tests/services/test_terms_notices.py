"""Printing the terms over a real vault: for whoever takes part, logged without a name, refused."""

import hashlib
import stat
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.practice import LICENSEE, NOON, a_client, a_participant
from vault.errors import Damaged, NotAllowed, NotFound
from vault.model.audit import Action, Entry
from vault.model.client import Client, ClientKind
from vault.model.ids import ClientId, new_id
from vault.model.participant import RecordBasis, Role, Terms
from vault.model.terms_notice import VERSION
from vault.open_vault import OpenVault
from vault.storage import files

CANARY = "Zqcanary Duarte"
EIGHTEEN_TODAY = NOON.date().replace(year=NOON.year - 18)


@pytest.fixture
def family(vault: OpenVault) -> Client:
    """A family: a mother, a son who is a minor, a collateral, and one who has left."""
    vault.practice.set(LICENSEE)
    unit = vault.clients.add([a_client(f"{CANARY} family", kind=ClientKind.FAMILY)])[0]
    vault.participants.add(
        [
            a_participant(unit, f"Ana {CANARY}", birth_date=None),
            a_participant(unit, "Rui", birth_date=date(2012, 12, 12)),
            a_participant(unit, "Noa", birth_date=EIGHTEEN_TODAY),
            a_participant(unit, "Aunt Inês", role=Role.COLLATERAL),
            a_participant(unit, "Bento", left=NOON.date()),
        ]
    )
    return unit


def printings(vault: OpenVault) -> list[Entry]:
    """Return the entries of the chain that tell of printed terms."""
    return [each for each in vault.audit.export() if each.action == Action.TERMS_PRINTED]


def test_terms_are_written_and_logged_and_not_signed(
    vault: OpenVault, family: Client, tmp_path: Path
) -> None:
    vault.participants.set_terms(Terms(family.id, RecordBasis.JOINT))
    prepared = vault.terms_notices.prepare(family.id)
    assert {(each.name, each.minor) for each in prepared.notice.signers} == {
        (f"Ana {CANARY}", False),  # unknown is no minor, and a line to sign on
        ("Rui", True),
        ("Noa", False),
    }
    pdf = prepared.render()
    written = [vault.terms_notices.write(prepared, pdf, tmp_path / "paper") for _twice in range(2)]
    assert [each.path.name for each in written] == [
        "terms-joint-2026-11-22.pdf",
        "terms-joint-2026-11-22-2.pdf",
    ]
    assert sorted(each.path for each in written) == sorted((tmp_path / "paper").iterdir())
    assert written[0].sha256 == hashlib.sha256(written[0].path.read_bytes()).hexdigest()
    assert stat.S_IMODE(written[0].path.stat().st_mode) == 0o600
    assert CANARY in PdfReader(BytesIO(pdf)).pages[0].extract_text()
    vault.terms_notices.record(prepared)
    detail = {"basis": "joint", "version": VERSION}
    entries = printings(vault)
    sealed = detail | {"sha256": written[0].sha256}
    assert [entry.detail for entry in entries] == [sealed, sealed, detail]
    assert {(entry.subject, entry.client) for entry in entries} == {(family.id, family.id)}
    assert "zqcanary" not in str([entry.as_json() for entry in entries]).lower()
    assert all(each.agreed is None for each in vault.participants.unit(family.id).people)
    saved = {each.sha256 for each in vault.losses.prepare().facts.files}
    assert written[0].sha256 in saved, "a file outside of a lost computer"


def test_the_identified_client_is_named(vault: OpenVault, family: Client) -> None:
    rui = next(each for each in vault.participants.unit(family.id).people if each.name == "Rui")
    vault.participants.set_terms(Terms(family.id, RecordBasis.IDENTIFIED, rui.id))
    assert vault.terms_notices.prepare(family.id).notice.identified == "Rui"


def test_what_cannot_be_printed_is_refused_and_leaves_nothing(
    vault: OpenVault, family: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, group, nobody = vault.clients.add(
        [
            a_client("Alone"),
            a_client("Monday group", kind=ClientKind.GROUP),
            a_client("A couple", kind=ClientKind.COUPLE),
        ]
    )
    vault.participants.set_terms(Terms(nobody.id, RecordBasis.JOINT))
    for unit in (one, group, nobody, family):
        with pytest.raises(NotAllowed):
            vault.terms_notices.prepare(unit.id)
    vault.participants.set_terms(Terms(family.id, RecordBasis.IDENTIFIED))
    with pytest.raises(NotAllowed, match="not chosen"):
        vault.terms_notices.prepare(family.id)
    with pytest.raises(NotFound):
        vault.terms_notices.prepare(ClientId(new_id()))
    vault.participants.set_terms(Terms(family.id, RecordBasis.JOINT))
    prepared = vault.terms_notices.prepare(family.id)

    def bad(path: Path, data: bytes) -> Path:
        aside = path.with_suffix(".part")
        aside.write_bytes(data[:-1])
        return aside

    monkeypatch.setattr(files, "write_aside", bad)
    with pytest.raises(Damaged):
        vault.terms_notices.write(prepared, b"the terms", tmp_path / "paper")
    assert list((tmp_path / "paper").iterdir()) == []
    assert printings(vault) == []
