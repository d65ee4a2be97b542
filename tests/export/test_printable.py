"""What the fonts cannot show is marked and counted, and no run is wider than a column."""

import random
import unicodedata
from datetime import datetime

import pytest

from tests.export.packages import LICENSEE, ZONE, addendum, licensee_of, note, package
from tests.export.pdf_tools import NAUGHTY
from vault.export.breaks import BREAK, LONGEST_RUN, breakable, shortened
from vault.export.clusters import apart
from vault.export.coverage import NON_JOINER, Coverage, Family
from vault.export.printable import mark, printable, printable_package
from vault.export.shipped_fonts import shipped_coverage


@pytest.fixture(scope="module")
def fonts() -> Coverage:
    return shipped_coverage()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "plain",
        "line\n\nline",
        "Καλημέρα, Фёдоровна, Nguyễn Thị Ánh",
        "→ ✓ ½ € — “x” ﬁ",
        "[U+05D0] written by hand",
        "שלום, בְּרֵאשִׁ֖ית",
        "السَّلَامُ عَلَيْكُمْ، ١٢٣؟ می\u200cخواهم",
        "中文，日本語のカタカナ。한국어",
        "🙂 👍🏽 👨\u200d👩\u200d👧 ❤\ufe0f 🇺🇸 1\ufe0f\u20e3 🏳\ufe0f\u200d🌈",
        "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
        "no\u00a0break",
        "Ọ̀rọ̀",
    ],
)
def test_what_the_fonts_have_stays_as_it_is(text: str, fonts: Coverage) -> None:
    shown, count = printable(text, fonts)
    assert unicodedata.normalize("NFC", shown) == unicodedata.normalize("NFC", text)
    assert count == 0


@pytest.mark.parametrize(
    ("text", "expected", "count"),
    [
        ("ཨོཾ", "[U+0F68][U+0F7C][U+0F7E]", 3),
        ("a\0b", "a[U+0000]b", 1),
        ("\x1b[31m", "[U+001B][31m", 1),
        ("a\r\nb", "a[U+000D]\nb", 1),
        ("\u202eabc\u202c", "[U+202E]abc[U+202C]", 2),
        ("\ufeffx", "[U+FEFF]x", 1),
        ("a\u200bb\u200db", "a[U+200B]b[U+200D]b", 2),
        ("soft\u00adhyphen", "soft[U+00AD]hyphen", 1),
        ("a\u2028b\u2029c", "a[U+2028]b[U+2029]c", 2),
        ("\ue000\U000f0000", "[U+E000][U+F0000]", 2),
        ("\u0378\ufffe", "[U+0378][U+FFFE]", 2),
        ("\ufffc", "[U+FFFC]", 1),
        ("\ud800", "[U+D800]", 1),
        ("𒀀𐤀", "[U+12000][U+10900]", 2),
        ("\u200f\u200e\u061c\u2067א\u2069", "[U+200F][U+200E][U+061C][U+2067]א[U+2069]", 5),
        ("ab\u200cc", "ab[U+200C]c", 1),
        ("می\u200c", "می[U+200C]", 1),
        ("م\u200c\u200cم", "م[U+200C][U+200C]م", 2),
        ("🙂\u200d🙃", "🙂[U+200D]🙃", 1),
        ("\U0001f1fa", "[U+1F1FA]", 1),
        ("\U0001f1fa\U0001f1fa", "[U+1F1FA][U+1F1FA]", 2),
        ("x\ufe0f 1\u20e3\ufe0f", "x[U+FE0F] 1\u20e3[U+FE0F]", 2),
        ("\u3164\u115f\ufdfd", "[U+3164][U+115F][U+FDFD]", 3),
        ("a\tb", "a    b", 0),
    ],
)
def test_everything_else_becomes_a_mark_that_is_counted(
    text: str, expected: str, count: int, fonts: Coverage
) -> None:
    assert printable(text, fonts) == (expected, count)


@pytest.mark.parametrize(
    ("text", "expected", "count"),
    [
        ("e\u0301", "é", 0),
        ("\u0301a", "[U+0301]a", 1),
        ("a \u0301", "a [U+0301]", 1),
        ("a\n\u0301", "a\n[U+0301]", 1),
        ("a\t\u0301", "a    [U+0301]", 1),
        ("ש\u0301", "ש[U+0301]", 1),
        ("ש\u05c1\u05b8\u0301", "ש\u05b8\u05c1[U+0301]", 1),
        ("x\u05b8 م\u05b8 ש\u064e", "x[U+05B8] م[U+05B8] ש[U+064E]", 3),
        ("ب\u064e\u0651\u064e\u0651\u064e", "ب\u064e\u064e\u0651\u0651[U+064E]", 1),
        ("x\u0338\u0339\u033a\u033b\u033c\u033d", "x\u0338\u0339\u033a\u033b[U+033C][U+033D]", 2),
        ("x\u0338\u05b4\u0338", "x\u0338[U+05B4][U+0338]", 2),
        ("a\u2de0", "a[U+2DE0]", 1),
        ("а\u2de0", "а\u2de0", 0),
    ],
)
def test_a_combining_mark_needs_its_letter(
    text: str, expected: str, count: int, fonts: Coverage
) -> None:
    """Alone, after a gap, in a tower or on a letter of another script it is made visible."""
    assert printable(text, fonts) == (expected, count)


def test_a_letter_and_its_mark_must_come_from_one_family() -> None:
    one, other = Family({ord("a"): 0.5}), Family({ord("b"): 0.5, 0x0338: 0.0})
    assert printable("a\u0338b\u0338", Coverage((one, other))) == ("a[U+0338]b\u0338", 1)


def test_printable_text_is_printable_and_stays_so(fonts: Coverage) -> None:
    for text in NAUGHTY:
        shown, _count = printable(text, fonts)
        again, count = printable(shown, fonts)
        assert (again, count) == (shown, 0), ascii(text[:40])
        for part, drawn in apart(shown, fonts):
            letters = "" if drawn else part.replace("\n", "").replace(NON_JOINER, "")
            assert all(map(fonts.shows, letters))


def test_random_text_keeps_every_character_or_marks_it(fonts: Coverage) -> None:
    dice = random.Random(20261122)
    for _round in range(300):
        text = "".join(chr(dice.choice((dice.randrange(0x3000), dice.randrange(0x110000))))
                       for _ in range(40))  # fmt: skip
        shown, count = printable(text, fonts)
        assert shown.count("[U+") >= count
        for character in text:
            if not fonts.shows(character) and character not in "\n\t":
                assert mark(character) in shown


def test_no_run_is_wider_than_a_column(fonts: Coverage) -> None:
    for text in NAUGHTY:
        shown, _count = printable(text, fonts)
        broken = breakable(shown, fonts)
        assert broken.replace(BREAK, "") == shown
        for run in broken.replace(BREAK, " ").split():
            assert sum(map(fonts.width, run)) <= LONGEST_RUN, ascii(text[:40])


def test_breaks_are_put_only_where_they_are_needed(fonts: Coverage) -> None:
    for text in ("Ordinary words, even counterrevolutionaries.", "https://example.invalid/a/b"):
        assert breakable(text, fonts) == text
    assert BREAK in breakable("W" * 40, fonts)


def test_a_break_parts_neither_a_mark_nor_a_letter_from_its_accents(fonts: Coverage) -> None:
    shown, _count = printable("ཀ" * 50 + "x\u0338" * 90, fonts)
    pieces = breakable(shown, fonts).split(BREAK)
    assert len(pieces) > 20
    assert all(piece.count("[") == piece.count("]") for piece in pieces)
    assert not any(unicodedata.combining(piece[0]) for piece in pieces)


def test_a_long_name_is_shortened_for_the_header(fonts: Coverage) -> None:
    assert shortened("Dana Whitfield", 28, fonts) == "Dana Whitfield"
    cut = shortened("Maximiliana Theodora " * 20, 28, fonts)
    assert cut.endswith("…")
    assert sum(map(fonts.width, cut)) <= 29.5


def test_a_package_counts_what_its_reader_sees(fonts: Coverage) -> None:
    at = datetime(2026, 5, 20, 9, 5, tzinfo=ZONE)
    odd = note({"note": "ཀ"}, template="free", by=licensee_of("ཀ"), addenda=(addendum("ཀཀ", at),))
    shown, count = printable_package(package(odd, name="ཀ", licensee=licensee_of("ཀ")), fonts)
    # Eight fields on the cover and the name; a section, four fields of a signature, an addendum.
    assert count == 8 + 1 + 1 + 4 + 2
    assert shown.name == "[U+0F40]"
    assert shown.notes[0].signature.by.address == ""
    assert printable_package(package(note(), licensee=LICENSEE), fonts)[1] == 0


def test_the_shipped_fonts_cover_latin_greek_and_cyrillic(fonts: Coverage) -> None:
    for low, high in ((0x20, 0x7E), (0xA1, 0x17F), (0x391, 0x3C9), (0x400, 0x45F)):
        missing = [hex(code) for code in range(low, high + 1)
                   if code not in (0xAD, 0x3A2) and not fonts.shows(chr(code))]  # fmt: skip
        assert missing == []
