"""A copy that is not whole, or says anything else than the package, is refused."""

import random
import re
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from tests.export.packages import LICENSEE, PROSE, ZONE, addendum, many_notes, note, package
from tests.export.pdf_tools import say
from vault.errors import Damaged
from vault.export.pdf_encrypt import encrypt_pdf
from vault.export.pdf_text import TextReader
from vault.export.pdf_verify import verify_record
from vault.export.render_child import typeset
from vault.model.note import Section
from vault.model.release import ReleasePackage

CANARY = "Quillfeather"
ADDENDA = (
    addendum("First words added. Office waffles.", datetime(2026, 5, 20, 9, 5, tzinfo=ZONE)),
    addendum("Second words added.", datetime(2026, 5, 28, 9, 5, tzinfo=ZONE)),
)
PACKAGE = package(
    note({"plan": f"See {CANARY} again on Tuesday."}, addenda=ADDENDA),
    note(template="dap", day=date(2026, 5, 21)),
    preferred_name="Dee",
)


@pytest.fixture(scope="module")
def whole() -> bytes:
    return typeset(PACKAGE)[0]


def saved(pdf: Pdf) -> bytes:
    out = BytesIO()
    pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable, fix_metadata_version=False)
    return out.getvalue()


def test_a_whole_copy_passes_and_so_does_one_that_was_only_saved_again(whole: bytes) -> None:
    """Without the second, the changes below might be refused for the saving."""
    verify_record(whole, PACKAGE, None)
    with pikepdf.open(BytesIO(whole)) as pdf:
        verify_record(saved(pdf), PACKAGE, None)


def _drop_page(pdf: Pdf) -> None:
    del pdf.pages[3]


def _swap_pages(pdf: Pdf) -> None:
    first, second = pdf.pages[2].obj, pdf.pages[3].obj
    first.Contents, second.Contents = second.Contents, first.Contents
    first.Resources, second.Resources = second.Resources, first.Resources


def _repeat_page(pdf: Pdf) -> None:
    pdf.pages.append(pdf.pages[3])


def _attach(pdf: Pdf) -> None:
    pdf.attachments["note.txt"] = b"words"


def _script(pdf: Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def _named_script(pdf: Pdf) -> None:
    pdf.Root.Names.JavaScript = Dictionary(Names=Array())


def _form(pdf: Pdf) -> None:
    pdf.Root.AcroForm = Dictionary(Fields=Array())


def _layers(pdf: Pdf) -> None:
    pdf.Root.OCProperties = Dictionary(OCGs=Array())


def _outline(pdf: Pdf) -> None:
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("Dana Whitfield", 0))


def _outside_link(pdf: Pdf) -> None:
    link = pdf.pages[1].obj.Annots[0]
    del link.Dest
    link.A = Dictionary(S=Name.URI, URI=String("https://example.invalid"))


def _comment(pdf: Pdf) -> None:
    comment = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=[0, 0, 9, 9])
    pdf.pages[2].obj.Annots = Array([pdf.make_indirect(comment)])


def _thumbnail(pdf: Pdf) -> None:
    pdf.pages[2].obj.Thumb = Stream(pdf, b"x")


def _picture(pdf: Pdf) -> None:
    pdf.pages[2].obj.Resources.XObject = Dictionary(Im=Stream(pdf, b"x"))


def _author(pdf: Pdf) -> None:
    pdf.docinfo.Author = String("somebody")


def _title(pdf: Pdf) -> None:
    pdf.docinfo.Title = String("Dana Whitfield")


def _producer_path(pdf: Pdf) -> None:
    pdf.docinfo.Creator = String("/home/somebody/strongroom")


def _made_another_day(pdf: Pdf) -> None:
    pdf.docinfo.CreationDate = String("D:20261123000000Z")


def _metadata(old: bytes, new: bytes) -> Callable[[Pdf], None]:
    def change(pdf: Pdf) -> None:
        before = pdf.Root.Metadata.read_bytes()
        assert old in before
        pdf.Root.Metadata.write(before.replace(old, new))

    return change


def _no_language(pdf: Pdf) -> None:
    del pdf.Root.Lang


def _no_tags(pdf: Pdf) -> None:
    del pdf.Root.StructTreeRoot


def _not_marked(pdf: Pdf) -> None:
    pdf.Root.MarkInfo.Marked = False


def _page_out_of_the_tags(pdf: Pdf) -> None:
    del pdf.pages[2].obj.StructParents


def _font_left_out(pdf: Pdf) -> None:
    for font in pdf.pages[2].obj.Resources.Font.values():
        descriptor = font.DescendantFonts[0].FontDescriptor
        for name in ("/FontFile2", "/FontFile3"):
            if name in descriptor:
                del descriptor[name]


def _no_unicode(pdf: Pdf) -> None:
    for font in pdf.pages[2].obj.Resources.Font.values():
        del font.ToUnicode


def _stream(pattern: bytes, new: bytes) -> Callable[[Pdf], None]:
    def change(pdf: Pdf) -> None:
        contents = pdf.pages[2].obj.Contents
        before = contents.read_bytes()
        after = re.sub(pattern, new, before, count=1, flags=re.DOTALL)
        assert after != before
        contents.write(after)

    return change


CHANGES = {
    "a page is gone": _drop_page,
    "two pages are swapped": _swap_pages,
    "a page is there twice": _repeat_page,
    "a file is attached": _attach,
    "a script runs at opening": _script,
    "a script has a name": _named_script,
    "there is a form": _form,
    "there are layers": _layers,
    "there are bookmarks": _outline,
    "a link leads outside": _outside_link,
    "there is a comment": _comment,
    "there is a thumbnail": _thumbnail,
    "there is a picture": _picture,
    "it names an author": _author,
    "its title names the client": _title,
    "it holds a path": _producer_path,
    "it was made another day": _made_another_day,
    "its XMP names an author": _metadata(b"<dc:title>", b"<dc:creator>x</dc:creator><dc:title>"),
    "it is not PDF/A": _metadata(b"<pdfaid:part>2</pdfaid:part>", b""),
    "it is another PDF/A": _metadata(b"conformance>A<", b"conformance>B<"),
    "it is not PDF/UA": _metadata(b"<pdfuaid:part>1</pdfuaid:part>", b""),
    "it has no language": _no_language,
    "it has no tags": _no_tags,
    "it is not marked": _not_marked,
    "a page is out of the tags": _page_out_of_the_tags,
    "a font is left out": _font_left_out,
    "a font says nothing": _no_unicode,
    "a line is gone": _stream(rb"(MCID 9>>BDC.*?)\[[^\]]*\]TJ", rb"\1[]TJ"),
    "a line is there twice": _stream(rb"(/Span<</MCID 9>>BDC.*?EMC)", rb"\1\n\1"),
    "a line is furniture": _stream(rb"/Span<</MCID 9>>BDC", b"/Artifact BMC"),
    "a line says something else": _stream(
        rb"/Span<</MCID 9>>BDC", rb"/Span<</MCID 9/ActualText(other words)>>BDC"
    ),
    "the header says something else": _stream(
        rb"/Artifact<<", rb"/Artifact<</ActualText(other words)"
    ),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_a_changed_copy_is_refused(whole: bytes, change: Callable[[Pdf], None]) -> None:
    with pikepdf.open(BytesIO(whole)) as pdf:
        change(pdf)
        changed = saved(pdf)
    with pytest.raises(Damaged) as caught:
        verify_record(changed, PACKAGE, None)
    assert caught.value.sentence
    assert caught.value.__cause__ is None


def _with_note(number: int, **changes: object) -> ReleasePackage:
    notes = list(PACKAGE.notes)
    notes[number] = replace(notes[number], **changes)  # type: ignore[arg-type]
    return replace(PACKAGE, notes=tuple(notes))


SIGNATURE = PACKAGE.notes[0].signature
OTHERS = {
    "another name": replace(PACKAGE, name="Dana Whitfeld"),
    "another preferred name": replace(PACKAGE, preferred_name="Di"),
    "another birth date": replace(PACKAGE, birth_date=date(1988, 3, 8)),
    "one contact less": replace(PACKAGE, contacts=PACKAGE.contacts[1:]),
    "another practice": replace(PACKAGE, licensee=replace(LICENSEE, practice_name="Elsewhere")),
    "a draft more": replace(PACKAGE, unsigned=(date(2026, 11, 3),)),
    "a note less": replace(PACKAGE, notes=PACKAGE.notes[:1]),
    "the first note less": replace(PACKAGE, notes=PACKAGE.notes[1:]),
    "no notes": replace(PACKAGE, notes=()),
    "a note more": replace(PACKAGE, notes=(*PACKAGE.notes, PACKAGE.notes[1])),
    "another order": replace(PACKAGE, notes=PACKAGE.notes[::-1]),
    "a word more": _with_note(1, sections=(*PACKAGE.notes[1].sections[:-1],
                                           Section("plan", PROSE + " again"))),
    "a letter less": _with_note(1, sections=(*PACKAGE.notes[1].sections[:-1],
                                             Section("plan", PROSE[:-1]))),
    "sections swapped": _with_note(0, sections=PACKAGE.notes[0].sections[::-1]),
    "addenda swapped": _with_note(0, addenda=ADDENDA[::-1]),
    "an addendum less": _with_note(0, addenda=ADDENDA[:1]),
    "signed by another": _with_note(
        0, signature=replace(SIGNATURE, by=replace(LICENSEE, name="J. Rivera"))
    ),
    "signed a minute later": _with_note(
        0, signature=replace(SIGNATURE, at=SIGNATURE.at.replace(minute=21))
    ),
    "another day": replace(PACKAGE, made_on=date(2026, 11, 23)),
}  # fmt: skip


@pytest.mark.parametrize("other", OTHERS.values(), ids=OTHERS.keys())
def test_a_copy_of_another_package_is_refused(whole: bytes, other: ReleasePackage) -> None:
    with pytest.raises(Damaged):
        verify_record(whole, other, None)


def test_what_is_refused_is_told_without_its_words(whole: bytes) -> None:
    with pytest.raises(Damaged) as caught:
        verify_record(whole, OTHERS["a word more"], None)
    error = caught.value
    assert "Note 2" in error.sentence
    assert CANARY not in f"{error!r}{error.hint}"
    assert "week" not in f"{error!r}{error.hint}"


@pytest.mark.parametrize("cut", [0, 1, 9, 1000, -1, -7, -500, -20000])
def test_a_copy_that_was_cut_off_is_refused(whole: bytes, cut: int) -> None:
    with pytest.raises(Damaged):
        verify_record(whole[:cut], PACKAGE, None)


@pytest.mark.parametrize("more", [b"x", b"\n%%EOF", b"\n" + b"0" * 500 + b"%%EOF"])
def test_a_copy_with_something_after_its_end_is_refused(whole: bytes, more: bytes) -> None:
    with pytest.raises(Damaged):
        verify_record(whole + more, PACKAGE, None)


def test_one_changed_byte_is_never_a_crash_and_rarely_unseen(whole: bytes) -> None:
    """What passes must still say every word: the caller compares the bytes themselves by hash."""
    dice = random.Random(7)
    refused = 0
    for _round in range(80):
        flipped = bytearray(whole)
        flipped[dice.randrange(len(whole))] ^= 1 << dice.randrange(8)
        try:
            verify_record(bytes(flipped), PACKAGE, None)
        except Damaged:
            refused += 1
    assert refused > 40
    say(f"one flipped bit in a copy: {refused} of 80 refused by reading it, the rest unread")


def test_a_locked_copy_is_held_to_its_lock(whole: bytes) -> None:
    locked = encrypt_pdf(whole, "seven quiet lamps")
    verify_record(locked, PACKAGE, "seven quiet lamps")
    for pdf, passphrase in (
        (locked, "another"),
        (locked, None),
        (locked, ""),
        (whole, "seven quiet lamps"),
        (locked[:-9], "seven quiet lamps"),
    ):
        with pytest.raises(Damaged):
            verify_record(pdf, PACKAGE, passphrase)
    with pytest.raises(Damaged):
        verify_record(locked, OTHERS["a letter less"], "seven quiet lamps")


@pytest.mark.parametrize(
    "lock",
    [
        pikepdf.Encryption(user="lamp", owner="x", R=6),  # it still claims PDF/A
        pikepdf.Encryption(user="", owner="x", R=6),
        pikepdf.Encryption(user="lamp", owner="x", R=6, metadata=False),
        pikepdf.Encryption(user="lamp", owner="x", R=4),
        pikepdf.Encryption(user="lamp", owner="x", R=3, metadata=False, aes=False),
    ],
)
@pytest.mark.filterwarnings("ignore::UserWarning")
def test_another_lock_is_refused(whole: bytes, lock: pikepdf.Encryption) -> None:
    out = BytesIO()
    with pikepdf.open(BytesIO(whole)) as pdf:
        pdf.save(out, encryption=lock)
    with pytest.raises(Damaged):
        verify_record(out.getvalue(), PACKAGE, "lamp")


def test_strings_with_brackets_and_escapes_are_read_as_pdf_means_them() -> None:
    from vault.export.pdf_text import _tokens

    stream = rb"/T<</A(a\(b)>>BDC [(x(y)z)20(\101\7\\\)\n)<00fF>]TJ (\
q) Tj /f0 9.5 Tf EMC"
    assert list(_tokens(stream)) == [
        ("name", b"T"),
        ("name", b"A"),
        ("string", b"a(b"),
        ("word", b"BDC"),
        ("string", b"x(y)z"),
        ("string", b"A\x07\\)\n"),
        ("string", b"\x00\xff"),
        ("word", b"TJ"),
        ("string", b"q"),
        ("word", b"Tj"),
        ("name", b"f0"),
        ("word", b"Tf"),
        ("word", b"EMC"),
    ]


def test_a_page_of_another_making_is_refused(whole: bytes) -> None:
    from pypdf import PdfReader

    with pikepdf.open(BytesIO(whole)) as pdf:
        pdf.pages[2].obj.Contents.write(b"/Im0 Do")
        other = PdfReader(BytesIO(saved(pdf)))
    with pytest.raises(Damaged):
        TextReader().page(other.pages[2])


def test_many_pages_are_verified_in_seconds() -> None:
    many = many_notes(140)
    pdf, _replaced = typeset(many)
    begun = time.perf_counter()
    verify_record(pdf, many, None)
    seconds = time.perf_counter() - begun
    pages = len(re.findall(rb"/Type\s*/Page\b", pdf))
    say(f"verify a copy of {pages} pages: {seconds:.1f} s, {pages / seconds:.0f} pages a second")
    assert seconds < 30
