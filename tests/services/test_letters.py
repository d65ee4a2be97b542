"""Letters over a real vault: of what was decided, logged, not yet sent, in files without names."""

import hashlib
import stat
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.practice import LICENSEE, a_client, a_note, an_amendment, an_ending, an_episode
from vault.errors import Damaged, NotAllowed, NotFound
from vault.model.amendment import AmendmentDecision, AmendmentRequest, Outcome
from vault.model.audit import Action, Entry
from vault.model.circumstances import Answer, Circumstances, Question
from vault.model.client import Client
from vault.model.printed_letter import TerminationLetter
from vault.open_vault import OpenVault
from vault.storage import files

CANARY = "Zqcanary Whitfield"
TOLD = date(2026, 11, 20)


@pytest.fixture
def dana(vault: OpenVault) -> Client:
    """An adult of a licensee in Massachusetts."""
    vault.practice.set(LICENSEE)
    return vault.clients.add([a_client(CANARY)])[0]


def denied(vault: OpenVault, client: Client) -> AmendmentRequest:
    """Keep a request that was denied."""
    decision = AmendmentDecision(TOLD, Outcome.DENIED, "accurate-and-complete")
    return vault.amendments.add([an_amendment(client, decision=decision)])[0]


def printings(vault: OpenVault) -> list[Entry]:
    """Return the entries of the chain that tell of printed letters."""
    return [each for each in vault.audit.export() if each.action == Action.LETTER_PRINTED]


def test_a_denial_is_written_and_logged(vault: OpenVault, dana: Client, tmp_path: Path) -> None:
    request = denied(vault, dana)
    prepared = vault.letters.denial(request.id)
    pdf = prepared.render()
    files = [vault.letters.write(prepared, pdf, tmp_path / "paper") for _twice in range(2)]
    assert [each.path.name for each in files] == [
        "letter-amendment-denial-2026-11-22.pdf",
        "letter-amendment-denial-2026-11-22-2.pdf",
    ]
    assert sorted(each.path for each in files) == sorted((tmp_path / "paper").iterdir())
    assert files[0].sha256 == hashlib.sha256(files[0].path.read_bytes()).hexdigest()
    assert stat.S_IMODE(files[0].path.stat().st_mode) == 0o600
    assert CANARY in PdfReader(BytesIO(pdf)).pages[0].extract_text()
    vault.letters.record(prepared)
    detail = {"letter": "amendment-denial", "version": "2026-11"}
    entries = printings(vault)
    assert [entry.detail for entry in entries] == [
        *[detail | {"sha256": files[0].sha256}] * 2,
        detail,
    ]
    assert {(entry.subject, entry.client) for entry in entries} == {(request.id, dana.id)}
    assert "zqcanary" not in str([entry.as_json() for entry in entries]).lower()
    saved = {each.sha256 for each in vault.losses.prepare().facts.files}
    assert files[0].sha256 in saved, "a file outside of a lost computer"


def test_the_end_is_told_in_the_words_of_the_newest_signed_letter_of_its_days(
    vault: OpenVault, dana: Client
) -> None:
    (episode,) = vault.episodes.add([an_episode(dana, ending=an_ending())])

    def words() -> tuple[str, ...]:
        letter = vault.letters.termination(episode.id).letter
        assert isinstance(letter, TerminationLetter)
        return letter.words

    def write(text: str, day: date) -> None:
        note = a_note(
            dana, template="termination-letter", sections={"letter": text}, service_date=day
        )
        vault.notes.begin_and_sign([note])

    assert words() == ()
    write("Before the care began.", date(2025, 12, 31))
    vault.notes.begin(
        [a_note(dana, template="termination-letter", sections={"letter": "A draft."})]
    )
    assert words() == ()
    write("The second.", date(2026, 4, 20))
    write("The first.", date(2026, 4, 2))
    assert words() == ("The second.",)


def test_refusals_leave_nothing(
    vault: OpenVault, dana: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (open_one,) = vault.amendments.add([an_amendment(dana)])
    (goes_on,) = vault.episodes.add([an_episode(dana)])
    with pytest.raises(NotAllowed):
        vault.letters.denial(open_one.id)
    with pytest.raises(NotAllowed):
        vault.letters.termination(goes_on.id)
    with pytest.raises(NotFound):
        vault.letters.denial(an_amendment(dana).id)
    with pytest.raises(NotFound):
        vault.letters.termination(an_episode(dana).id)
    request = denied(vault, dana)
    prepared = vault.letters.denial(request.id)

    def bad(path: Path, data: bytes) -> Path:
        aside = path.with_suffix(".part")
        aside.write_bytes(data[:-1])
        return aside

    monkeypatch.setattr(files, "write_aside", bad)
    with pytest.raises(Damaged):
        vault.letters.write(prepared, b"a letter", tmp_path / "paper")
    assert list((tmp_path / "paper").iterdir()) == []
    vault.circumstances.set(Circumstances(answers={Question.COVERED_ENTITY: Answer.NO}))
    with pytest.raises(NotAllowed, match="does not bind"):
        vault.letters.denial(request.id)
    assert printings(vault) == []
