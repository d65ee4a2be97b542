"""A locked copy is locked with AES-256 and nothing weaker, and says the same as the open one."""

from io import BytesIO

import pikepdf
import pytest

from tests.export.packages import note, package
from tests.export.pdf_tools import FILE, bare, pdf_text, run
from vault.errors import BadInput
from vault.export.pdf_encrypt import encrypt_pdf
from vault.export.pdf_verify import verify_record
from vault.export.render_child import typeset

PASSPHRASE = "seven quiet lamps, é"
PACKAGE = package(note())


@pytest.fixture(scope="module")
def opened() -> bytes:
    return typeset(PACKAGE)[0]


@pytest.fixture(scope="module")
def locked(opened: bytes) -> bytes:
    return encrypt_pdf(opened, PASSPHRASE)


def test_it_is_aes_256_of_revision_6(locked: bytes) -> None:
    with pikepdf.open(BytesIO(locked), password=PASSPHRASE) as pdf:
        assert (pdf.encryption.R, pdf.encryption.V, pdf.encryption.bits) == (6, 5, 256)
        assert pdf.user_password_matched
        assert not pdf.owner_password_matched
        assert pdf.allow.accessibility
        assert pdf.allow.print_highres


@pytest.mark.parametrize("guess", ["", "seven quiet lamps, e", PASSPHRASE.upper(), "owner"])
def test_it_opens_with_nothing_else(locked: bytes, guess: str) -> None:
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(BytesIO(locked), password=guess)


def test_no_word_of_it_is_readable(opened: bytes, locked: bytes) -> None:
    assert b"Copy of the record" in opened
    for plain in (b"Copy of the record", b"Progress note", b"Typst", b"pdfuaid", b"en-US"):
        assert plain not in locked


def test_qpdf_finds_it_whole(locked: bytes) -> None:
    answer = run("qpdf", f"--password={PASSPHRASE}", "--check", FILE, pdf=locked)
    assert "stream encryption method: AESv3" in answer
    assert "string encryption method: AESv3" in answer


def test_it_says_the_same_and_is_still_accessible(opened: bytes, locked: bytes) -> None:
    assert bare(pdf_text(locked, "-upw", PASSPHRASE)) == bare(pdf_text(opened))
    with pikepdf.open(BytesIO(locked), password=PASSPHRASE) as pdf:
        assert bool(pdf.Root.MarkInfo.Marked)
        assert str(pdf.Root.Lang) == "en-US"
        metadata = pdf.Root.Metadata.read_bytes()
        assert b"<pdfuaid:part>1<" in metadata
        assert b"pdfaid:part" not in metadata
        assert b"pdfaid:conformance" not in metadata
        assert "/OutputIntents" not in pdf.Root
        assert set(pdf.docinfo.keys()) == {"/Title", "/Creator", "/CreationDate", "/ModDate"}


def test_each_lock_is_another(opened: bytes, locked: bytes) -> None:
    assert encrypt_pdf(opened, PASSPHRASE) != locked
    verify_record(locked, PACKAGE, PASSPHRASE)


@pytest.mark.parametrize(
    "passphrase", ["x", "é" * 63 + "x", "cafe\u0301", "  two  spaces ", "пароль", "1", "\\(;)%"]
)
def test_what_may_be_a_passphrase(opened: bytes, passphrase: str) -> None:
    locked = encrypt_pdf(opened, passphrase)
    verify_record(locked, PACKAGE, passphrase)


def test_composed_and_decomposed_letters_are_the_same(opened: bytes) -> None:
    locked = encrypt_pdf(opened, "cafe\u0301")
    with pikepdf.open(BytesIO(locked), password="caf\u00e9"):
        verify_record(locked, PACKAGE, "caf\u00e9")


@pytest.mark.parametrize(
    "passphrase", ["", "x" * 128, "é" * 64, "\u00ad", "a\u200db", "bell\x07", "🙂🙂🙂", "\ud800"]
)
def test_what_may_not(opened: bytes, passphrase: str) -> None:
    """Readers cut it off, drop a part of it or disagree about it."""
    with pytest.raises(BadInput) as caught:
        encrypt_pdf(opened, passphrase)
    assert not passphrase or passphrase not in str(caught.value) + caught.value.hint
    assert caught.value.__cause__ is None
