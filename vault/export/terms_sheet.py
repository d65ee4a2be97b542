"""The terms of a record of several people as they are printed: what each agrees to, and signs."""

from collections.abc import Iterator, Sequence
from datetime import date

from vault.export.date_words import day_words
from vault.export.notice_sheet import license_words
from vault.export.sheet import Part, Sheet
from vault.model.circumstances import License
from vault.model.direction import isolated
from vault.model.practice import Licensee
from vault.model.terms_notice import VERSION, TermsNotice, TermsSigner
from vault.translation import _


def terms_sheet(
    notice: TermsNotice, licensee: Licensee, licenses: Sequence[License], made_on: date
) -> Sheet:
    """Return the terms for everyone who takes part, dated the day on which the page is made."""
    title = _("The terms of this record")
    return Sheet(
        kind=title,
        title=title,
        lead=_("How the record of the sessions is kept, and what leaves it."),
        foot=_foot(notice),
        made_on=made_on,
        parts=(
            Part(rows=tuple(_heads(notice, licensee, licenses, made_on))),
            Part(title=notice.words.title, paragraphs=(notice.words.terms,)),
            Part(
                title=_("Signatures"),
                paragraphs=(
                    _(
                        "I have read how this record is kept and what leaves it, and I agree to "
                        "it. Where the terms change, each of us signs the new ones; who comes of "
                        "age signs anew."
                    ),
                ),
                signatures=tuple(map(_signing, notice.signers)),
            ),
        ),
    )


def _foot(notice: TermsNotice) -> str:
    if not notice.words.source:
        words = _("an agreement between those who sign · version {version}")
        return words.format(version=VERSION)
    words = _("worded from {source} · version {version}")
    return words.format(source=notice.words.source, version=VERSION)


def _heads(
    notice: TermsNotice, licensee: Licensee, licenses: Sequence[License], made_on: date
) -> Iterator[tuple[str, str]]:
    yield _("Record"), notice.unit
    if notice.identified:
        yield _("Identified client"), notice.identified
    if licensee.practice_name.strip():
        yield _("Practice"), licensee.practice_name
    yield _("Licensee"), licensee.name.strip() or _("Name not entered")
    for each in licenses or (None,):
        yield _("License"), license_words(each)
    yield _("Date"), day_words(made_on)


def _signing(signer: TermsSigner) -> str:
    words = _("Participant: {name}")
    if signer.minor:
        words = _("Parent or guardian, for {name}, who is a minor")
    return words.format(name=isolated(signer.name))
