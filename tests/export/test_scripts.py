"""Records in the scripts of the world: set the right way round, read back, and nothing replaced."""

import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.export.packages import LICENSEE, free, licensee_of, note, package
from tests.export.pdf_tools import bare, is_read, overlaps, pdf_text, words_of
from vault.errors import Damaged
from vault.export.coverage import Coverage
from vault.export.pdf_verify import verify_record
from vault.export.pieces import in_pieces, stands
from vault.export.printable import printable
from vault.export.render_child import typeset
from vault.export.shipped_fonts import FAMILIES, FURTHER, fonts_folder, shipped_coverage
from vault.model.client import Contact, ContactKind, ContactUse
from vault.model.direction import has_leftward, runs_leftward
from vault.model.release import ReleasedNote

HEBREW = "בפגישה היום (12.5.2026) דיברנו על השינה; 3 שעות בלילה.\nהיא אמרה: “I can't sleep” ושתקה."
POINTED = "בְּרֵאשִׁ֖ית בָּרָ֣א אֱלֹהִ֑ים אֵ֥ת הַשָּׁמַ֖יִם"
ARABIC = (
    'تحدثنا اليوم عن النوم؛ نام 4 ساعات (من 23:00 إلى 03:00).\nقال: "I am fine"، هل هذا صحيح؟ لا'
)
VOWELED = "السَّلَامُ عَلَيْكُمْ ١٢٣٫٥ مَمَرّ"
PERSIAN = "می\u200cخواهم بروم، نمی\u200cدانم"
CHINESE = "今天我们谈到了睡眠问题，他每晚只睡四个小时（从23:00到03:00）。母亲说：“他很累。”"
JAPANESE = "きょうは睡眠について話しました。カタカナ、ひらがな、が\u3099。"
KOREAN = "오늘은 수면에 대해 이야기했습니다."
EMOJI = "Mood 🙂, 👍🏽 👨\u200d👩\u200d👧❤\ufe0f🇺🇸🇬🇧1\ufe0f\u20e3 🏳\ufe0f\u200d🌈 and plain ❤"
MIXED = "Said שלום and مرحبا and 中文 and Ελληνικά, Привет (אבא 3, אמא) 🙂."
LAM_ALEF = "مثلاً لأن لإله لآخذ لاا لاااا لأأأ لَا لاً لاَم مَمَ"
REPEATED = "q\u0338q\u0338 ééé e\u0301\u0330e\u0301\u0330e\u0301\u0330 o\u0338o\u0338"
TEXTS = [
    HEBREW,
    POINTED,
    ARABIC,
    VOWELED,
    PERSIAN,
    CHINESE,
    JAPANESE,
    KOREAN,
    EMOJI,
    MIXED,
    LAM_ALEF,
    REPEATED,
]


@pytest.fixture(scope="module")
def fonts() -> Coverage:
    return shipped_coverage()


@pytest.mark.parametrize("text", TEXTS)
def test_a_record_in_every_script_is_set_whole_and_proved(text: str, fonts: Coverage) -> None:
    """In a note, the client's name, contacts and the signature; two readers find its words."""
    line = text.split("\n")[0]
    contacts = (
        Contact(ContactKind.PHONE, line, line, (ContactUse.CALL,)),
        Contact(ContactKind.ADDRESS, text),
    )
    record = package(
        note({"note": f"{text}\n\n{text}"}, template="free", by=licensee_of(line)),
        name=line,
        preferred_name=line,
        contacts=contacts,
        licensee=licensee_of(line),
    )
    rendered, replaced = typeset(record)
    assert replaced == 0
    verify_record(rendered, record, None)
    assert is_read(text, fonts, bare(pdf_text(rendered)))
    edges = [(left, right) for _word, left, right, _top in words_of(rendered)]
    assert min(left for left, _right in edges) > 80
    assert max(right for _left, right in edges) < 612 - 80


def test_a_reader_that_is_not_ours_finds_the_words_of_a_line_in_their_order() -> None:
    rendered, _replaced = typeset(package(free(HEBREW), free(ARABIC), free(MIXED)))
    said = bare(pdf_text(rendered))
    for text in (HEBREW, ARABIC, MIXED):
        for line in text.split("\n"):
            assert bare(line) in said or any(map(overlaps, line.split()))


def _one_letter(text: str) -> str:
    return text.replace("ו", "י", 1).replace("ن", "ت", 1).replace("今", "明", 1).replace("🙂", "🙃")


def _without_a_point(text: str) -> str:
    mark = next(character for character in text if unicodedata.category(character) == "Mn")
    return text.replace(mark, "", 1)


def _two_letters_swapped(text: str) -> str:
    return text[:1] + text[2] + text[1] + text[3:]


def _two_words_swapped(text: str) -> str:
    first, second, *others = text.split(" ")
    return " ".join([second, first, *others])


def _a_letter_once(text: str) -> str:
    shorter = text.replace("مَمَ", "مَ").replace("👍🏽", "👍").replace("لاا", "لا")
    return shorter.replace("q\u0338q\u0338", "q\u0338").replace("أأ", "أ")


@pytest.mark.parametrize(
    ("change", "texts"),
    [
        (_one_letter, (HEBREW, ARABIC, CHINESE, EMOJI, MIXED)),
        (_without_a_point, (POINTED, VOWELED, "שָׁלוֹם")),
        (_two_letters_swapped, (HEBREW, ARABIC, CHINESE, "שלום", "لابد", PERSIAN)),
        (_two_words_swapped, (HEBREW, POINTED, ARABIC, VOWELED, PERSIAN, MIXED)),
        (_a_letter_once, (VOWELED, "مَمَرّ", EMOJI, LAM_ALEF, "لأأأ", REPEATED)),
    ],
)
def test_a_copy_that_says_anything_else_is_refused(
    change: Callable[[str], str], texts: tuple[str, ...]
) -> None:
    """What was set is changed against the record: one letter, point, place or picture."""
    for text in texts:
        changed = change(text)
        assert changed != text
        rendered, _replaced = typeset(package(free(text), name=text))
        verify_record(rendered, package(free(text), name=text), None)
        with pytest.raises(Damaged, match="Note 1"):
            verify_record(rendered, package(free(changed), name=text), None)
        with pytest.raises(Damaged):
            verify_record(rendered, package(free(text), name=changed), None)


def _further(fonts: Coverage) -> Iterator[tuple[str, list[str], list[str], frozenset[str]]]:
    """Give each further family with its letters, its marks and its pictures of sequences."""
    for read in fonts.further:
        family = read()
        shown = [chr(code) for code in sorted(family.widths) if fonts.shows(chr(code))]
        marks = [character for character in shown if unicodedata.category(character)[0] == "M"]
        letters = [character for character in shown if character not in set(marks)]
        yield family.style, letters, marks, family.sequences


def test_every_character_of_the_further_fonts_is_read_back_as_itself(fonts: Coverage) -> None:
    notes: list[ReleasedNote] = []
    for style, letters, marks, sequences in _further(fonts):
        letter = {"hebrew": "ש", "arabic": "س"}.get(style)
        marked = [f"{letter}{mark}{letter}" for mark in marks] if letter else []
        assert len(letters) > 60
        notes += [free(" ".join(letters)), free("".join(letters)), free(" ".join(marked))]
        # A font has some in the order of a line that runs leftward, which nobody writes.
        rows = sorted(row for row in sequences if printable(row, fonts) == (row, 0))
        assert len(rows) > 3600 or style != "emoji"
        notes.append(free(" ".join(rows)))
    everything = package(*notes)
    rendered, replaced = typeset(everything)
    assert replaced == 0
    verify_record(rendered, everything, None)


def test_pictures_take_every_sequence_that_people_write(fonts: Coverage) -> None:
    for row in ("👨‍👩‍👧‍👦", "👩🏽‍⚕️", "🧑‍🤝‍🧑", "🏴‍☠️", "🇩🇪", "#️⃣", "👁️‍🗨️", "❤️‍🔥", "🤷🏾‍♀️"):
        assert printable(row, fonts) == (row, 0)
        assert [piece.style for piece in in_pieces(row, fonts)] == ["emoji"]


@pytest.mark.parametrize(
    ("text", "leftward"),
    [
        ("", False),
        ("123, (5)", False),
        ("שלום abc", True),
        ("abc שלום", False),
        ("12.5.2026 – שלום", True),
        ("«مرحبا» abc", True),
        ("🙂 שלום", True),
        ("\u2068דנה\u2069, LMHC", False),
        ("\u2068דנה\u2069, עו״ס", True),
    ],
)
def test_the_first_letter_of_a_paragraph_gives_its_direction(text: str, leftward: bool) -> None:
    assert runs_leftward(text) is leftward


def test_a_word_that_runs_leftward_stands_backwards_and_nothing_else_does(fonts: Coverage) -> None:
    assert stands("He said שלום (12) twice", fonts) == "He said םולש (12) twice"
    assert stands("لا إله", fonts) == "ال هلإ"
    assert stands("中文 🙂 é", fonts) == "中文 🙂 é"


def _places(pdf: bytes) -> dict[str, tuple[float, float]]:
    """Return where each word stands; poppler's boxes hold a leftward word backwards."""
    return {_turned(word): (left, right) for word, left, right, _top in words_of(pdf)}


def _turned(word: str) -> str:
    return word[::-1] if has_leftward(word) else word


def test_paragraphs_that_run_leftward_begin_at_the_right() -> None:
    rendered, _replaced = typeset(package(free("שלום 1234 abc\nEnglish שלומי")))
    at = _places(rendered)
    assert at["שלום"][1] == pytest.approx(612 - 86, abs=1)
    assert at["abc"][1] < at["1234"][0] < at["1234"][1] < at["שלום"][0]
    assert at["English"][0] == pytest.approx(86, abs=1)
    assert at["English"][1] < at["שלומי"][0]


def test_numbers_around_a_name_that_runs_leftward_keep_their_places() -> None:
    by = licensee_of("דנה")
    record = package(note({"note": "x"}, template="free", by=by), name="שרה 1984")
    rendered, _replaced = typeset(record)
    verify_record(rendered, record, None)
    words = [(top, left, word) for word, left, _right, top in words_of(rendered)]
    signed = [word for _top, _left, word in words].index("Signed")
    line = sorted(words[signed : signed + 20], key=lambda item: item[1])
    said = "".join(word for top, _left, word in line if abs(top - words[signed][0]) < 5)
    # As it stands on the page: each name is for itself, and the date comes after it.
    assert said.startswith("Signedbyהנד,הנד,14May2026at11:20·Licenseהנד,הנד")
    number, name = (
        min(left for _top, left, word in words if word == part) for part in ("1984", "הרש")
    )
    assert number == pytest.approx(86, abs=1)
    assert number + 20 < name


@pytest.mark.parametrize(
    "text", ["字" * 3000, "。" * 300, "ゃ" * 300, "ー" * 300, "글" * 999, "سلام" * 500, "🙂" * 400,
             "👨\u200d👩\u200d👧" * 90, "שָׁ" * 400, "（字）" * 200]
)  # fmt: skip
def test_a_run_without_spaces_stays_on_the_paper(text: str) -> None:
    record = package(free(text), name=text[:300], licensee=licensee_of(text[:40]))
    rendered, replaced = typeset(record)
    assert replaced == 0
    verify_record(rendered, record, None)
    assert max(right for _word, _left, right, _top in words_of(rendered)) < 612 - 80


def test_no_line_of_chinese_begins_with_a_full_stop() -> None:
    rendered, _replaced = typeset(package(free("他每晚只睡四个小时。" * 200)))
    lines = [line for line in pdf_text(rendered).splitlines() if "他" in line]
    assert len(lines) > 10
    assert not any(line.startswith("。") for line in lines)


def test_the_fonts_stay_small_and_have_their_licenses() -> None:
    files = [path for path in fonts_folder().iterdir() if path.suffix in (".otf", ".ttf")]
    assert sum(path.stat().st_size for path in files) <= 30_000_000
    used = {name for row in (*FAMILIES, *FURTHER.values()) for name in row}
    assert used <= {path.name for path in files}
    licenses = "".join(
        path.read_text(encoding="utf-8") for path in Path(fonts_folder()).glob("*-LICENSE.txt")
    )
    assert all(path.stem.split("-")[0] in licenses for path in files)


def test_a_usual_record_reads_no_further_font() -> None:
    def never() -> None:
        raise AssertionError("a font was read that no character needs")

    usual = Coverage(shipped_coverage().families, (never,))  # type: ignore[arg-type]
    for text in ("Plain words.", "Ελληνικά, Привет, Nguyễn → ½", LICENSEE.name):
        assert printable(text, usual) == (text, 0)
        assert usual.usual(text)
