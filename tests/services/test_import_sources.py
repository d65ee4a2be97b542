"""Sources as other programs give them on leaving, each made up but as they are."""

import io
import time
import zipfile
from datetime import date, datetime
from datetime import time as clock_time
from pathlib import Path

import openpyxl
import pytest
import typst

from tests.practice import LICENSEE
from tests.services.test_imports import brought, planned
from vault.model.incoming.chart import Missing
from vault.open_vault import OpenVault


@pytest.fixture
def own(vault: OpenVault, monkeypatch: pytest.MonkeyPatch) -> OpenVault:
    """A practice whose licensee writes the month first."""
    monkeypatch.setenv("STRONGROOM_DATES", "month-first")
    vault.practice.set(LICENSEE)
    return vault


DIALECTS = {
    "US, commas": ("Client Name,DOB,Phone\nZoë Größe,05/24/1980,555-0101\n", "utf-8-sig"),
    "German, semicolons, Windows": ("Name;Born;Phone\nZoë Größe;24.05.1980;555-0101\n", "cp1252"),
    "tabs, UTF-16": ("Full Name\tBirth Date\tMobile\nZoë Größe\t24 May 1980\t555-0101\n", "utf-16"),
    "quoted lines": (
        'Client,"Date of Birth",Notes about,Phone\n"Größe, Zoë",1980-05-24,"a\nb;c",555-0101\n',
        "utf-8",
    ),
    "a title above": (
        "My clients 2026\n\nName,DOB,Phone\nZoë Größe,1980-05-24,555-0101\n",
        "utf-8",
    ),
}


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_table_says_the_same_in_every_dialect(
    own: OpenVault, tmp_path: Path, dialect: str
) -> None:
    text, encoding = DIALECTS[dialect]
    file = tmp_path / "clients.csv"
    file.write_bytes(text.encode(encoding))
    plan = planned(own, file)
    assert plan.problems == ()
    [chart] = plan.charts
    assert (chart.name, chart.person.who.birth) == ("Zoë Größe", date(1980, 5, 24))
    assert [each.value for each in chart.person.contacts] == ["555-0101"]


def test_a_workbook_of_several_sheets(own: OpenVault, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Clients"
    sheet.append(["Client ID", "Name", "Date of Birth", "Age"])
    sheet.append([7, "Ana Duarte", datetime(1990, 2, 3), "=YEAR(NOW())-YEAR(C2)"])
    sheet.append([8, "Rui Duarte", "=C2", 1])
    notes = book.create_sheet("Session notes")
    notes.append(["Client ID", "Session Date", "Start Time", "Note"])
    notes.append([7, datetime(2024, 3, 4), clock_time(14, 0), "Slept well."])
    file = tmp_path / "export.xlsx"
    book.save(file)
    plan = planned(own, file)
    assert [(each.at.row, each.reason) for each in plan.problems] == [
        (3, "A cell is a formula, not what it came to.")
    ]
    [chart] = plan.charts
    assert (chart.name, chart.person.who.birth) == ("Ana Duarte", date(1990, 2, 3))
    [note] = chart.notes
    assert (note.day, note.start, note.parts) == (
        date(2024, 3, 4),
        clock_time(14),
        (("", "Slept well."),),
    )


def progress_note(name: str, born: str, day: str) -> bytes:
    """Return a progress note as a cloud system prints it."""
    page = (
        f"= Progress Note\n\nPatient: {name} #h(2em) DOB: {born}\n\n"
        f"Date of Service: {day}\n\nThe client slept better.\n"
    )
    return bytes(typst.compile(page.encode()))


def test_printed_notes_are_filed_by_what_stands_on_them(own: OpenVault, tmp_path: Path) -> None:
    folder = tmp_path / "pdfs"
    folder.mkdir()
    for number, (name, born, day) in enumerate(
        (
            ("Dana Whitfield", "3/9/1984", "5/14/2024"),
            ("Dana Whitfield", "3/9/1984", "5/21/2024"),
            ("Bell, Marcus", "3/4/2009", "6/2/2024"),
        )
    ):
        (folder / f"document_{number}.pdf").write_bytes(progress_note(name, born, day))
    plan = planned(own, folder)
    assert [(each.name, each.person.who.birth, len(each.files)) for each in plan.charts] == [
        ("Dana Whitfield", date(1984, 3, 9), 2),
        ("Marcus Bell", date(2009, 3, 4), 1),
    ]
    brought(own, folder)
    days = [
        each.day for client in own.clients.list_all() for each in own.documents.of_client(client.id)
    ]
    assert sorted(filter(None, days)) == [date(2024, 5, 14), date(2024, 5, 21), date(2024, 6, 2)]


def test_a_zip_with_a_folder_for_each_client(own: OpenVault, tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr(
            "data/client_list.csv",
            "First Name,Last Name,Preferred Name,Birthdate,Status\n"
            "Dana,Whitfield,Dee,03/09/1984,Active\nMarcus,Bell,,03/04/2009,Archived\n",
        )
        packed.writestr(
            "data/appointments.csv",
            "Client,Appointment date,Start time,End time,Attendance\n"
            "Dana Whitfield,05/14/2024,10:00 AM,10:50 AM,Show\n",
        )
        for client, name in (
            ("Whitfield, Dana", "Progress Note - 2024-05-14"),
            ("Whitfield, Dana", "Intake Form 2024-01-02"),
            ("Bell, Marcus", "Consent for minor 2024-02-03"),
            ("Bell, Marcus", "Psychotherapy Notes"),
        ):
            packed.writestr(f"Documents/{client}/{name}.txt", "Words.")
    file = tmp_path / "export.zip"
    file.write_bytes(out.getvalue())
    plan = planned(own, file)
    dana, marcus = plan.charts
    assert (dana.name, dana.person.preferred, len(dana.files)) == ("Dana Whitfield", "Dee", 2)
    assert len(dana.sessions) == 1
    assert marcus.missing() == (Missing.LAST,)
    assert plan.aside == ("Documents/Bell, Marcus/Psychotherapy Notes.txt",)
    kinds = {each.title: each.kind for chart in plan.charts for each in chart.files}
    assert kinds["Intake Form 2024-01-02"] == "other-record"
    assert kinds["Consent for minor 2024-02-03"] == "consent"


def test_a_folder_of_three_hundred_charts(own: OpenVault, tmp_path: Path) -> None:
    folder = tmp_path / "charts"
    letters = "abcdefghijklmnopqrst"
    for number in range(300):
        name = f"Ana{letters[number // 15]} Bra{letters[number % 15]}ndt"
        (folder / name).mkdir(parents=True)
        (folder / name / f"2023-0{number % 9 + 1}-11 Progress note.txt").write_text(f"No. {number}")
    begun = time.monotonic()
    plan = planned(own, folder)
    read = time.monotonic() - begun
    assert len(plan.charts) == 300
    assert all(each.missing() == (Missing.BIRTH,) for each in plan.charts)
    assert all(each.files[0].day is not None for each in plan.charts)
    batch = brought(own, folder)
    assert batch.counts["documents"] == 300
    print(f"a folder of 300 charts: read and planned in {read:.1f} s")


def test_a_whole_file_as_one_pdf_tells_whose_it_is_and_when(own: OpenVault, tmp_path: Path) -> None:
    """As EdgeCase exports one: entry after entry, each on its page."""
    folder = tmp_path / "exported"
    folder.mkdir()
    entries = [
        ("Client Profile", "", "Phone: 555-0101"),
        ("Session 1", "March 4, 2021", "Notes of the first one."),
        ("Communication: About the invoice", "June 9, 2025", "It was sent."),
        ("Session 2", "April 12, 2024", "Notes of the last one."),
    ]
    for name, number in (("Ana Maria Duarte", "20210304-AMD"), ("Rui Costa", "20200101-RC")):
        pages = "\n#pagebreak()\n".join(
            f"= {title}\n\n{name} · File \\#{number}\n\n"
            + (f"*Date:* {day} #h(2em) *Time:* 10:00\n\n" if day else "")
            + words
            for title, day, words in entries
        )
        pdf = typst.compile(pages.encode())
        assert isinstance(pdf, bytes)
        (folder / f"client_export_{number}.pdf").write_bytes(pdf)
    plan = planned(own, folder)
    assert plan.problems == ()
    found = {each.name: (each.first, each.last, len(each.files)) for each in plan.charts}
    assert found == dict.fromkeys(
        ("Ana Maria Duarte", "Rui Costa"), (date(2021, 3, 4), date(2024, 4, 12), 1)
    )
    batch = brought(own, folder)
    assert (batch.counts["clients"], batch.counts["documents"]) == (2, 2)
