"""Documents in the window: attached, looked at, found by a word inside, put right, taken out."""

import os
import shutil
import time
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from tests.conftest import Unlock
from tests.foreign.samples import LINES, letter, scan
from tests.practice import LICENSEE, NOON, a_client, a_document, in_order
from tests.ui.record import ask, go, unnamed
from tests.ui.window import Hands
from ui.screens.client.document_form import DocumentForm
from ui.screens.client.documents_page import DocumentsPage, _read
from ui.screens.client.screen import ClientScreen
from ui.screens.settings.scan_card import ScanCard
from ui.screens.settings.screen import SettingsScreen
from ui.search.field import SearchField
from ui.search.popup import ResultsPopup
from ui.widgets.buttons import ThemedButton
from ui.widgets.labels import Pill
from ui.widgets.list_row import ListRow
from vault.errors import BadInput
from vault.foreign.foreign_file import can_see_words
from vault.model.client import Client
from vault.model.document import Document, Rerelease
from vault.model.ids import DocumentId
from vault.open_vault import OpenVault


@pytest.fixture
def dana(unlocked: Unlock) -> Client:
    """A client of a practice with nothing else to do."""
    vault = unlocked()
    vault.practice.set(LICENSEE)
    client = vault.clients.add([a_client()])[0]
    in_order(vault)
    vault.close()
    return client


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """A report as the scanner gave it."""
    (tmp_path / "Scan_0012.pdf").write_bytes(scan("PDF", pages=2))
    return tmp_path / "Scan_0012.pdf"


def opened(hands: Hands, client: Client, note: str = "documents") -> DocumentsPage:
    """Go to the documents of a client."""
    hands.unlock()
    go(hands, ClientScreen, "client", client=client.id, note=note)
    return hands.find(DocumentsPage)


def attached(hands: Hands, page: DocumentsPage, *files: Path) -> list[Document]:
    """Attach files by the button, wait until they were read, and return what is kept."""
    hands.answers.path = "\n".join(map(str, files))
    page.add_button.click()
    hands.until(lambda: not page.attaching.busy)
    hands.settle()
    return kept(hands, page)


def kept(hands: Hands, page: DocumentsPage) -> list[Document]:
    """Return the documents of the client who is shown."""
    client = page._client
    assert client is not None
    return ask(hands, lambda v: v.documents.of_client(client))


def shown(page: DocumentsPage) -> str:
    """Return every word that is shown."""
    return " ".join(each.text() for each in page.findChildren(QLabel) if each.isVisible())


def rows(page: DocumentsPage) -> list[ListRow]:
    """Return the lines that are shown."""
    return [each for each in page.findChildren(ListRow) if each.isVisible()]


def is_drawn(page: DocumentsPage) -> bool:
    """Tell whether a page of a document is shown."""
    return not page.view.pages.page.pixmap().isNull()


def test_a_file_is_attached_described_and_read_on_the_screen(
    hands: Hands, dana: Client, report: Path
) -> None:
    page = opened(hands, dana)
    assert "No document is attached." in shown(page)
    assert page.add_button.hasFocus()
    assert len(attached(hands, page, report)) == 1
    form = hands.find(DocumentForm)
    assert form.lines["title"].text() == "Scan 0012"
    assert form.lines["title"].hasFocus()
    form.lines["title"].selectAll()
    QTest.keyClicks(form.lines["title"], "School report")
    QTest.keyClicks(form.lines["author"], "A. Moreno")
    QTest.keyClicks(form.lines["source"], "Mill Street School")
    form.choices["kind"].setCurrentIndex(form.choices["kind"].findData("report"))
    hands.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    hands.settle()
    [document] = kept(hands, page)
    assert (document.title, document.kind, document.source, document.received) == (
        "School report",
        "report",
        "Mill Street School",
        NOON.date(),
    )
    assert document.author == "A. Moreno"
    assert "by A. Moreno · received 22 Nov 2026 from Mill Street School" in shown(page)
    page.show_document(document.id)
    hands.until(lambda: is_drawn(page))
    assert page.view.pages.hasFocus() or page.view.pages.area.hasFocus()
    assert page.view.pages.where.text() == "Page 1 of 2"
    QTest.keyClick(page.view.pages.area, Qt.Key.Key_Plus)
    page.view.pages.area.verticalScrollBar().setValue(99_999)
    page.view.pages.turn_by(1)
    assert page.view.pages.where.text() == "Page 2 of 2"
    hands.settle()
    assert unnamed(page) == []
    looked_at = page.view._looked_at
    hands.press(Qt.Key.Key_Escape)
    hands.settle()
    assert rows(page)
    assert looked_at._child.returncode is not None


def test_the_plain_file_stays_until_it_is_deleted_on_purpose(
    hands: Hands, dana: Client, report: Path
) -> None:
    page = opened(hands, dana)
    attached(hands, page, report)
    hands.find(DocumentForm).back_out()
    hands.settle()
    assert "still where it was" in page.plain.text()
    hands.answers.yes = False
    page.plain.acted.emit()
    assert report.exists()
    hands.answers.yes = True
    page.plain.acted.emit()
    hands.settle()
    assert not report.exists()
    assert len(kept(hands, page)) == 1
    assert page.plain.text() == ""


@pytest.mark.skipif(not can_see_words(), reason="needs the extra ocr")
def test_a_received_report_is_scanned_and_found_by_a_word_inside_it(
    hands: Hands, dana: Client, report: Path
) -> None:
    page = opened(hands, dana)
    [document] = attached(hands, page, report)
    hands.until(lambda: not ask(hands, lambda v: v.documents.without_words()))
    hands.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    hands.settle()
    hands.tools.navigation.go("today")
    hands.settle()
    hands.press(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    field = hands.find(SearchField)
    QTest.keyClicks(field, "marmalade")
    hands.until(lambda: not field.is_looking)
    popup = hands.shell.findChild(ResultsPopup)
    assert popup is not None
    assert popup.current is not None
    assert "Marmalade on Tuesdays." in popup.current.words
    hands.press(Qt.Key.Key_Return)
    hands.until(lambda: is_drawn(hands.find(DocumentsPage)))
    assert hands.find(DocumentsPage).view.document == document


def test_several_files_are_attached_by_a_drop_and_none_by_halves(
    hands: Hands, dana: Client, report: Path, tmp_path: Path
) -> None:
    page = opened(hands, dana)
    (tmp_path / "letter.docx").write_bytes(letter())
    screen = hands.find(ClientScreen)
    drop(screen, [report, tmp_path / "letter.docx"])
    hands.until(lambda: len(kept(hands, page)) == 2)
    hands.settle()
    assert page.form is None
    assert len(rows(page)) == 2
    (tmp_path / "empty.txt").write_bytes(b"")
    hands.answers.path = f"{report}\n{tmp_path / 'empty.txt'}"
    page.add_button.click()
    hands.until(lambda: "empty" in page.banner.text())
    assert len(kept(hands, page)) == 2


def drop(screen: ClientScreen, files: list[Path]) -> None:
    """Drop files on the record."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(each)) for each in files])
    event = QDropEvent(
        QPointF(9, 9),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    screen.dropEvent(event)


def test_an_office_file_shows_its_words_and_another_says_what_to_do(
    hands: Hands, dana: Client, tmp_path: Path
) -> None:
    page = opened(hands, dana)
    (tmp_path / "letter.docx").write_bytes(letter())
    (tmp_path / "data.zip").write_bytes(b"PK\x03\x04 nothing")
    attached(hands, page, tmp_path / "letter.docx", tmp_path / "data.zip")
    found = {each.file.name: each.id for each in kept(hands, page)}
    page.show_document(found["letter.docx"])
    hands.until(lambda: "Marmalade" in page.view.words.text())
    assert LINES.splitlines()[1] in page.view.words.text()
    page.show_document(found["data.zip"])
    hands.until(lambda: "cannot be shown here" in shown(page))
    assert page.view.save.isEnabled()


def test_a_copy_is_saved_where_the_person_says_and_never_over_another(
    hands: Hands, dana: Client, report: Path, tmp_path: Path
) -> None:
    page = opened(hands, dana)
    [document] = attached(hands, page, report)
    hands.find(DocumentForm).back_out()
    hands.settle()
    page.show_document(document.id)
    hands.until(lambda: is_drawn(page))
    hands.answers.path = str(tmp_path / "copy.pdf")
    page.view.save.click()
    hands.until(lambda: "not encrypted" in page.view.banner.text())
    assert (tmp_path / "copy.pdf").read_bytes() == report.read_bytes()
    page.view.save.click()
    hands.until(lambda: "exists" in page.view.banner.text())


def test_what_is_not_to_be_given_on_is_asked_about(
    hands: Hands, dana: Client, report: Path, tmp_path: Path
) -> None:
    page = opened(hands, dana)
    [document] = attached(hands, page, report)
    hands.find(DocumentForm).back_out()
    ask(hands, lambda v: v.documents.change(replace(document, rerelease=Rerelease.NO)))
    page.show_document(document.id)
    hands.until(lambda: is_drawn(page))
    hands.answers.path = str(tmp_path / "copy.pdf")
    hands.answers.yes = False
    page.view.save.click()
    assert "not to be given on" in hands.answers.asked[-1]
    hands.settle()
    assert not (tmp_path / "copy.pdf").exists()


def test_a_document_is_marked_in_error_and_taken_out_with_undo(
    hands: Hands, dana: Client, report: Path
) -> None:
    page = opened(hands, dana)
    attached(hands, page, report)
    form = hands.find(DocumentForm)
    form.checks["in_error"].setChecked(True)
    form.finish()
    assert "Why does it not belong here?" in form.form.error("reason")
    QTest.keyClicks(form.texts["reason"].edit, "Of another family.")
    form.finish()
    hands.settle()
    assert [each.text() for each in page.findChildren(Pill) if each.isVisible()] == ["in error"]
    rows(page)[0].change.click()
    form = hands.find(DocumentForm)
    assert form.remove.isVisible()
    form.remove.click()
    hands.settle()
    assert rows(page) == []
    assert "No document is attached." in shown(page)


def test_what_is_half_entered_and_what_is_shown_survive_a_lock(
    hands: Hands, dana: Client, report: Path
) -> None:
    page = opened(hands, dana)
    attached(hands, page, report)
    QTest.keyClicks(hands.find(DocumentForm).lines["source"], "The school")
    hands.lock()
    hands.unlock()
    page = hands.find(DocumentsPage)
    hands.until(lambda: page.form is not None)
    form = hands.find(DocumentForm)
    assert form.lines["source"].text() == "The school"
    assert not form.remove.isVisible()
    form.choices["rerelease"].setCurrentIndex(form.choices["rerelease"].findData(Rerelease.NO))
    form.finish()
    hands.settle()
    [document] = kept(hands, page)
    assert (document.source, document.rerelease) == ("The school", Rerelease.NO)


def test_a_damaged_document_is_named_and_can_be_taken_out(
    hands: Hands, dana: Client, report: Path, path: Path
) -> None:
    page = opened(hands, dana)
    [document] = attached(hands, page, report)
    hands.find(DocumentForm).back_out()
    hands.settle()
    os.truncate(path / "documents" / f"{document.id}.age", 1000)
    page.show_document(document.id)
    hands.until(lambda: bool(page.view.banner.text()))
    page.view.banner.acted.emit()
    hands.settle()
    assert kept(hands, page) == []


def test_an_address_of_a_document_shows_it(hands: Hands, dana: Client, report: Path) -> None:
    page = opened(hands, dana)
    [document] = attached(hands, page, report)
    hands.find(DocumentForm).back_out()
    hands.tools.navigation.go("today")
    hands.settle()
    go(hands, ClientScreen, "client", client=dana.id, note=f"documents-{document.id}")
    hands.until(lambda: is_drawn(page))
    other = ask(hands, a_second_client)
    go(hands, ClientScreen, "client", client=other.id, note="documents")
    assert page.view.document is None
    assert not is_drawn(page)
    assert rows(page) == []
    # One that is gone shows the list.
    go(hands, ClientScreen, "client", client=dana.id, note=f"documents-{DocumentId('0' * 32)}")
    assert len(rows(page)) == 1


def a_second_client(vault: OpenVault) -> Client:
    """Add somebody else."""
    return vault.clients.add([a_client("Rui Duarte")])[0]


def test_the_offer_to_delete_goes_with_the_document(
    hands: Hands, dana: Client, report: Path
) -> None:
    page = opened(hands, dana)
    attached(hands, page, report)
    hands.find(DocumentForm).remove.click()
    hands.settle()
    assert page.plain.text() == ""
    page.plain.acted.emit()
    hands.settle()
    assert report.exists()


def test_what_comes_while_another_is_attached_waits_its_turn(
    hands: Hands, dana: Client, report: Path, tmp_path: Path
) -> None:
    page = opened(hands, dana)
    large = tmp_path / "large.bin"
    large.write_bytes(b"x" * 30_000_000)
    page.attach([large])
    page.attach([report])
    hands.until(lambda: len(kept(hands, page)) == 2)
    assert {each.file.name for each in kept(hands, page)} == {large.name, report.name}


def test_files_that_a_lock_called_off_are_told_of(
    hands: Hands, dana: Client, tmp_path: Path
) -> None:
    page = opened(hands, dana)
    ask(hands, lambda v: v.desk.keep(f"client/attaching-{dana.id}", {"files": 1}))
    said: list[str] = []
    hands.lock()
    hands.tools.notices.said.connect(lambda notice: said.append(notice.sentence))
    hands.unlock()
    go(hands, ClientScreen, "client", client=dana.id, note="documents")
    assert [each for each in said if "None was attached" in each]
    assert page is not None
    assert f"client/attaching-{dana.id}" not in ask(hands, lambda v: v.desk.all())


def test_words_that_were_not_read_before_a_lock_are_read_when_one_comes_back(
    hands: Hands, dana: Client, unlocked: Unlock, tmp_path: Path
) -> None:
    (tmp_path / "letter.txt").write_text("Marmalade on Tuesdays.")
    vault = unlocked()
    sealed = vault.documents.to_attach(tmp_path / "letter.txt").seal()
    [document] = vault.documents.attach([(a_document(dana), sealed)])
    vault.close()
    hands.unlock()
    assert not ask(hands, lambda v: v.documents.search("marmalade"))
    go(hands, ClientScreen, "client", client=dana.id, note="documents")
    hands.until(lambda: bool(ask(hands, lambda v: v.documents.search("marmalade"))))
    [hit] = ask(hands, lambda v: v.documents.search("marmalade"))
    assert hit.document == document.id


def test_looking_away_lets_go_and_coming_back_shows_it_again(
    hands: Hands, dana: Client, report: Path
) -> None:
    page = opened(hands, dana)
    [document] = attached(hands, page, report)
    hands.find(DocumentForm).back_out()
    hands.settle()
    page.show_document(document.id)
    hands.until(lambda: is_drawn(page))
    child = page.view._looked_at._child
    hands.tools.navigation.go("today")
    hands.settle()
    assert child.returncode is not None
    assert not is_drawn(page)
    hands.tools.navigation.back()
    hands.until(lambda: is_drawn(page))


def test_one_page_that_cannot_be_drawn_does_not_close_off_the_others(
    hands: Hands, dana: Client, report: Path
) -> None:
    page = opened(hands, dana)
    [document] = attached(hands, page, report)
    hands.find(DocumentForm).back_out()
    hands.settle()
    page.show_document(document.id)
    hands.until(lambda: is_drawn(page))
    page.view.pages._not_drawn(page.view.pages._asked, BadInput("This page is too large."))
    assert page.view.pages.page.text() == "This page is too large."
    page.view.pages.turn_by(1)
    hands.until(lambda: is_drawn(page))


def test_a_hit_and_a_document_say_that_it_is_in_error(
    hands: Hands, dana: Client, report: Path
) -> None:
    page = opened(hands, dana)
    [document] = attached(hands, page, report)
    hands.find(DocumentForm).back_out()
    ask(hands, lambda v: v.documents.mark_in_error(document.id, "Of another."))
    hands.settle()
    page.show_document(document.id)
    assert page.view.said.text_in_full().startswith("in error")
    hands.press(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    field = hands.find(SearchField)
    QTest.keyClicks(field, "scan 0012")
    hands.until(lambda: not field.is_looking)
    popup = hands.shell.findChild(ResultsPopup)
    assert popup is not None
    hands.until(lambda: popup.current is not None)
    assert popup.current is not None
    assert popup.current.spoken.startswith("Document, ")
    assert "(in error)" in popup.current.words


def test_many_documents_are_shown(hands: Hands, dana: Client, report: Path) -> None:
    page = opened(hands, dana)

    def fill(vault: OpenVault) -> None:
        files = [vault.documents.to_attach(report).seal() for _ in range(150)]
        vault.documents.attach([(a_document(dana), each) for each in files])
        for each in vault.documents.without_words():
            vault.documents.keep_words(each, "")

    ask(hands, fill)
    found = ask(hands, partial(_read, dana.id))
    begun = time.perf_counter()
    page._show(dana.id, found)
    hands.settle()
    took = time.perf_counter() - begun
    print(f"150 documents shown in {took:.2f} s")
    assert len(rows(page)) == 150


def test_the_newest_scans_are_offered_and_attached_by_one_button(
    hands: Hands, dana: Client, report: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "scans"
    folder.mkdir()
    for number in range(7):
        file = folder / f"scan{number}.txt"
        file.write_text("Marmalade.")
        os.utime(file, (1_790_000_000 + number, 1_790_000_000 + number))
    (folder / ".hidden").write_text("x")
    page = opened(hands, dana)
    assert not page.scans.isVisible()
    go(hands, SettingsScreen, "settings")
    card = hands.find(ScanCard)
    hands.answers.path = str(folder)
    card.choose.click()
    hands.settle()
    assert card.path.text_in_full() == str(folder)
    go(hands, ClientScreen, "client", client=dana.id, note="documents")
    hands.until(lambda: len(page.scans.findChildren(ListRow)) == 5)
    names = [each.text() for each in page.scans.findChildren(ThemedButton) if each.isVisible()]
    assert len(names) == 5
    page.scans.asked.emit(folder / "scan6.txt")
    hands.until(lambda: len(kept(hands, page)) == 1)
    hands.settle()
    hands.find(DocumentForm).back_out()
    shutil.rmtree(folder)
    page.reload()
    hands.until(lambda: "no such folder" in page.scans.said.text())
    go(hands, SettingsScreen, "settings")
    card.none.click()
    hands.settle()
    assert ask(hands, lambda v: v.settings.get().scan_folder) == ""
