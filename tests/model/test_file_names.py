"""What the names of files say, and the first lines of documents."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vault.model.incoming.columns import looks_like_process_notes
from vault.model.incoming.file_names import is_set_aside, named
from vault.model.incoming.labels import labelled

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("path", "name", "day", "kind"),
    [
        ("Jane Roe/2024-03-04 Consent for treatment.pdf", "Jane Roe", date(2024, 3, 4), "consent"),
        ("Roe, Jane/Progress Note 3-4-2024.pdf", "Jane Roe", date(2024, 3, 4), "other-record"),
        ("Documents/ROE, JANE/scan.pdf", "Jane Roe", None, "other"),
        ("roe_jane_20240304.pdf", "Roe Jane", None, "other"),
        ("Jane_Roe_2024-03-04_intake.docx", "Jane Roe", date(2024, 3, 4), "other-record"),
        ("Invoices/Jane Roe invoice 12.pdf", "Jane Roe", None, "administrative"),
        ("IMG_0001.jpg", "", None, "other"),
        ("notes/scan.pdf", "", None, "other"),
        ("subpoena Jane Roe.pdf", "Jane Roe", None, "request"),
        ("2031-01-01 Jane Roe.pdf", "Jane Roe", None, "other"),
        ("Zoë Größe-Fernández/letter.txt", "Zoë Größe-Fernández", None, "letter"),
    ],
)
def test_names_of_files(path: str, name: str, day: date | None, kind: str) -> None:
    found = named(path, (), TODAY, month_first=True)
    assert (found.who.name, found.day, found.kind) == (name, day, kind)


def test_a_known_client_is_found_in_either_order() -> None:
    known = ("Jane Q. Roe", "Peter Pan")
    for path in ("x/roe jane q 2024.pdf", "pan_peter_letter.pdf", "PETER-PAN.txt"):
        assert named(path, known, TODAY, month_first=True).who.name in known


@pytest.mark.parametrize(
    "name", ["Psychotherapy Notes", "process_notes.csv", "Private session notes"]
)
def test_process_notes_are_told_by_their_names(name: str) -> None:
    assert looks_like_process_notes(name)
    assert is_set_aside(f"Jane Roe/{name}")
    assert is_set_aside(f"{name}/2024.txt")


@pytest.mark.parametrize("name", ["Progress Notes", "notes", "Privacy notice", "Processing fee"])
def test_others_are_not(name: str) -> None:
    assert not looks_like_process_notes(name)


@pytest.mark.parametrize(
    ("text", "name", "born", "day"),
    [
        (
            "Progress Note\nPatient: Roe, Jane   DOB: 5/14/1980\nDate of Service: 3/4/2024",
            "Jane Roe",
            date(1980, 5, 14),
            date(2024, 3, 4),
        ),
        ("Client Name: Jane Roe\nSession date: March 4, 2024", "Jane Roe", None, date(2024, 3, 4)),
        ("The client: she said that Jane left.", "", None, None),
        ("", "", None, None),
    ],
)
def test_first_lines_of_documents(
    text: str, name: str, born: date | None, day: date | None
) -> None:
    who, seen = labelled(text, TODAY, month_first=True)
    assert (who.name, who.birth, seen) == (name, born, day)


@given(st.text(max_size=80), st.text(max_size=200))
def test_no_name_and_no_words_trouble_it(path: str, text: str) -> None:
    found = named(path or "x", ("Jane Roe",), TODAY, month_first=False)
    assert found.day is None or found.day <= TODAY
    who, day = labelled(text, TODAY, month_first=True)
    assert all(each is None or each <= TODAY for each in (day, who.birth))
