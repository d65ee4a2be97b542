"""A notice of the onset list as it is printed: what its clause asks for, blanks, and signatures."""

from collections.abc import Iterator, Sequence
from datetime import date

from vault.export.date_words import day_words
from vault.export.sheet import Part, Sheet
from vault.model.circumstances import License
from vault.model.direction import isolated
from vault.model.onset_notice import NoticePage, OnsetNotice, Said
from vault.model.practice import Licensee
from vault.translation import _


def notice_sheet(
    page: NoticePage, licensee: Licensee, license: License | None, made_on: date
) -> Sheet:
    """Return a notice for its client, from a licensee by the license that asks for it."""
    notice = page.notice
    return Sheet(
        kind=notice.title,
        title=notice.title,
        lead=notice.lead,
        foot=_("{cites}, read through {day} · version {version}").format(
            cites="; ".join(notice.cites),
            day=day_words(notice.item.through),
            version=notice.version,
        ),
        made_on=made_on,
        parts=(
            Part(rows=tuple(_rows(page, licensee, license))),
            *_said(notice.said),
            *_blanks(notice, page.people),
            Part(
                title=_("Signatures"),
                paragraphs=(notice.signed,),
                signatures=tuple(_signing(page, licensee, license)),
            ),
        ),
    )


def _rows(
    page: NoticePage, licensee: Licensee, license: License | None
) -> Iterator[tuple[str, str]]:
    yield _("Client"), page.client
    if page.participant is not None:
        yield _("Participant"), ", ".join(page.people)
    if licensee.practice_name.strip():
        yield _("Practice"), licensee.practice_name
    yield _("Licensee"), licensee.name.strip() or _("Name not entered")
    yield _("License"), license_words(license)


def license_words(license: License | None) -> str:
    """Return a license as a sheet names it, also where none or only a part was entered."""
    if license is None:
        return _("Not entered")
    number = license.number.strip() or _("number not entered")
    said = (license.kind.strip(), number, license.state.strip())
    return ", ".join(isolated(each) for each in said if each)


def _said(said: Sequence[Said]) -> Iterator[Part]:
    """Yield what is said, each list of points below the words that lead to it."""
    words: list[str] = []
    points: list[str] = []
    for one in said:
        if points and not one.point:
            yield Part(paragraphs=tuple(words), steps=tuple(points))
            words, points = [], []
        (points if one.point else words).append(one.text)
    yield Part(paragraphs=tuple(words), steps=tuple(points))


def _blanks(notice: OnsetNotice, people: Sequence[str]) -> Iterator[Part]:
    blanks = [(label, blank.lines) for blank in notice.blanks for label in blank.labels(people)]
    if blanks:
        yield Part(blanks=tuple(blanks))


def _signing(page: NoticePage, licensee: Licensee, license: License | None) -> Iterator[str]:
    for name in page.people or (page.client,):
        whose = _("Participant: {name}") if page.people else _("Client: {name}")
        yield whose.format(name=isolated(name))
    name = licensee.name.strip() or _("name not entered")
    kind = license.kind.strip() if license is not None else ""
    said = ", ".join(isolated(each) for each in (name, kind) if each)
    yield _("Licensee: {name}").format(name=said)
