"""Names and notes in the scripts of the world, in our own fonts and the right way round."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontDatabase, QImage, QPainter, QTextLayout
from PySide6.QtWidgets import QListView, QWidget
from pytestqt.qtbot import QtBot

from tests.conftest import Unlock
from tests.practice import NOON, a_client, a_note, answered
from tests.ui.window import Hands
from ui.fonts import load_further_fonts
from ui.screens.client.header import Header
from ui.screens.client.note_view import signature_words
from ui.search.delegate import ResultsDelegate
from ui.theme import Theme
from ui.widgets.labels import ElidedLabel, label
from ui.widgets.plain_text_edit import PlainTextEdit
from ui.widgets.text_direction import painted
from vault.model.note import Signature
from vault.model.practice import Licensee

HEBREW = "שרה כהן"
ARABIC = "سارة محمد"
OURS = {
    HEBREW: {"noto sans hebrew"},
    "שָׁלוֹם": {"noto sans hebrew"},
    ARABIC: {"noto naskh arabic"},
    "中文かな한국어": {"noto sans cjk sc"},
    "🙂👨\u200d👩\u200d👧🇺🇸1\ufe0f\u20e3": {"noto color emoji"},
    "Ελληνικά, Привет ❤": {"inter"},
}

NO_FONTS = '<?xml version="1.0"?><fontconfig><cachedir>{cache}</cachedir></fontconfig>'


def families_of(text: str, theme: Theme) -> tuple[set[str], bool]:
    """Return the families that the letters of a text are taken from, and whether one is missing."""
    layout = QTextLayout(text.replace(" ", ""), theme.font())
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    runs = layout.glyphRuns()
    missing = any(0 in run.glyphIndexes() for run in runs)
    return {run.rawFont().familyName().lower() for run in runs}, missing


def ink(picture: QImage) -> tuple[int, int]:
    """Return the first and the last column that are not of the ground's color."""
    ground = picture.pixel(0, 0)
    columns = [
        x
        for x in range(picture.width())
        if any(picture.pixel(x, y) != ground for y in range(picture.height()))
    ]
    return columns[0], columns[-1]


def test_every_script_is_shown_in_our_own_fonts(theme: Theme) -> None:
    theme.load_scripts()
    for text, families in OURS.items():
        assert families_of(text, theme) == (families, False), ascii(text)


@pytest.mark.skipif(sys.platform != "linux", reason="fontconfig is what finds fonts on Linux")
def test_so_it_is_on_a_computer_that_has_no_fonts_at_all(tmp_path: Path) -> None:
    config = tmp_path / "fonts.conf"
    config.write_text(NO_FONTS.format(cache=tmp_path / "cache"), encoding="utf-8")
    script = (
        "import json\n"
        "from PySide6.QtWidgets import QApplication\n"
        "from tests.ui.test_scripts import OURS, families_of\n"
        "from ui.theme import Theme\n"
        "theme = Theme(QApplication([]), 'light', scale=1.0)\n"
        "before = families_of('中', theme)\n"
        "theme.load_scripts()\n"
        "after = [families_of(text, theme) for text in OURS]\n"
        "print(json.dumps([before[1], [[sorted(names), lost] for names, lost in after]]))\n"
    )
    said = subprocess.run(
        [sys.executable, "-c", script],
        env=os.environ | {"FONTCONFIG_FILE": str(config), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        check=True,
        text=True,
        timeout=60,
    )
    before, after = json.loads(said.stdout)
    assert before, "without our fonts there should be none here"
    assert after == [[sorted(families), False] for families in OURS.values()]


def test_the_lock_screen_reads_no_further_font(
    hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[bool] = []
    monkeypatch.setattr("ui.theme.load_further_fonts", lambda: read.append(True))
    assert read == []
    hands.unlock()
    assert read == [True]
    hands.lock()
    hands.unlock()
    assert read == [True], "they stay known to the process"


def test_reading_all_of_them_keeps_nobody_waiting(theme: Theme) -> None:
    theme.serif()
    began = time.perf_counter()
    load_further_fonts()
    assert time.perf_counter() - began < 0.1
    assert "Noto Sans CJK SC" in QFontDatabase.families()


def test_a_name_that_runs_leftward_begins_where_the_others_do(qtbot: QtBot, theme: Theme) -> None:
    for made in (ElidedLabel(HEBREW), label(HEBREW, "strong")):
        qtbot.addWidget(made)
        made.setFont(theme.font())
        made.resize(400, 20)
        left, right = ink(made.grab().toImage())
        assert left < 5
        assert right < 120


def test_a_line_that_is_cut_has_its_dots_where_it_goes_on(theme: Theme) -> None:
    """At the left of Hebrew, as it reads; at the right of English."""
    dots = [_painted("…", theme), _painted("אב…", theme), _painted("ab…", theme)]
    assert dots[1].copy(QRect(0, 0, 8, 20)) == dots[0].copy(QRect(0, 0, 8, 20))
    assert dots[2].copy(QRect(0, 0, 8, 20)) != dots[0].copy(QRect(0, 0, 8, 20))


def _painted(text: str, theme: Theme) -> QImage:
    picture = QImage(80, 20, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.white)
    painter = QPainter(picture)
    painter.setFont(theme.font())
    painter.drawText(picture.rect(), painted(text), text)
    painter.end()
    return picture


def test_found_words_that_run_leftward_stay_in_their_order(qtbot: QtBot, theme: Theme) -> None:
    """The first of them is found: it stands at the right, darker than what follows."""
    parent = QWidget()
    qtbot.addWidget(parent)
    theme.load_scripts()
    picture = QImage(300, 20, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.white)
    painter = QPainter(picture)
    delegate = ResultsDelegate(theme, parent)
    delegate._draw_found(painter, picture.rect(), "ממממ שששששש", [(0, 4)])
    painter.end()
    left, right = ink(picture)
    darkest = [
        min(picture.pixelColor(x, y).lightness() for x in columns for y in range(20))
        for columns in (range(left, left + 20), range(right - 20, right))
    ]
    assert left < 5
    assert darkest[1] < darkest[0] - 20


def test_each_paragraph_of_a_note_has_its_own_direction(qtbot: QtBot, theme: Theme) -> None:
    field = PlainTextEdit(theme, name="Note", least_lines=3)
    qtbot.addWidget(field)
    field.setPlainText(f"English first {HEBREW}\n{ARABIC} 123\n中文")
    block, directions = field.document().begin(), []
    while block.isValid():
        directions.append(block.textDirection())
        block = block.next()
    ltr, rtl = Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft
    assert directions == [ltr, rtl, ltr]


def test_a_record_with_such_names_is_written_and_found(hands: Hands, unlocked: Unlock) -> None:
    vault = unlocked()
    answered(vault)
    (client,) = vault.clients.add([a_client(f"{HEBREW} 1984", preferred_name="דנה")])
    (note,) = vault.notes.begin([a_note(client, f"{HEBREW} 12.5.2026")])
    vault.close()
    hands.unlock()
    hands.tools.navigation.go("clients")
    hands.settle()
    assert hands.find(QListView).model().rowCount() == 1
    hands.tools.navigation.go("client", client=client.id, note=note.id)
    hands.settle()
    # Each name is for itself in a line of English, so that the year stays with the first.
    shown = hands.find(Header).name.text_in_full()
    assert shown == "\u2068שרה כהן 1984\u2069 (\u2068דנה\u2069)"


def test_a_signature_keeps_its_date_behind_the_name() -> None:
    by = Licensee(name=HEBREW, credential="LMHC", license_number="1", state="MA")
    assert signature_words(Signature(by, NOON, "", "")).startswith(
        f"Signed by \u2068{HEBREW}\u2069, LMHC · "
    )
