"""A progress note: what happened in a session, from the first draft to the signed text."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from typing import Any

from vault.errors import BadInput, NotAllowed
from vault.model.canonical import Json
from vault.model.draft_history import History
from vault.model.ids import ClientId, NoteId
from vault.model.practice import Licensee
from vault.model.seal import Seal, seal
from vault.model.template import (
    MARKED,
    is_section_name,
    kind_of,
    own_kind,
    particulars,
    particulars_of,
    section_title,
)
from vault.model.template import template as template_of
from vault.model.text import clean_name, clean_text, unless_blank
from vault.translation import _


@dataclass(frozen=True)
class Section:
    """One headed part of a note. In an own template the name is the heading that was entered."""

    name: str = field(repr=False)
    text: str = field(repr=False)


@dataclass(frozen=True)
class Signature:
    """Who signed, when, and the Ed25519 proof over the seal.

    `by` is the licensee as entered on that day; `public_key` and `value` are lower-case hex.
    """

    by: Licensee
    at: datetime
    public_key: str
    value: str = field(repr=False)


@dataclass(frozen=True)
class Note:
    """A progress note. A change returns a new one; a signed one refuses every change."""

    id: NoteId
    client: ClientId
    template: str
    service_date: date
    start: time | None
    stop: time | None
    sections: tuple[Section, ...]
    begun_at: datetime
    seal: Seal | None = None
    signature: Signature | None = None
    first_client: ClientId | None = None
    """Whose record it was signed in, if it was filed in the wrong one."""
    history: History | None = field(default=None, repr=False, compare=False)
    """What can be undone in a draft, where that was read or is given; it is in no seal."""

    @property
    def content(self) -> Json:
        """What the seal is over: the words and the session they are about.

        The order of the sections too, where no template of the program says it.
        """
        names = [section.name for section in self.sections]
        return {
            "kind": "note",
            "id": self.id,
            "client": self.first_client or self.client,
            "template": self.template,
            "service_date": self.service_date.isoformat(),
            "start": time_text(self.start),
            "stop": time_text(self.stop),
            "sections": {section.name: section.text for section in self.sections},
            **({"order": names} if own_kind(self.template) else {}),
        }

    @property
    def body(self) -> tuple[Section, ...]:
        """The sections of its template: what is written, beside the particulars."""
        return tuple(each for each in self.sections if each.name not in particulars())

    @property
    def particulars(self) -> tuple[Section, ...]:
        """What it tells beside its template, such as where a session took place."""
        return tuple(each for each in self.sections if each.name in particulars())

    @property
    def marks(self) -> tuple[str, ...]:
        """The marks it has, such as that of what was received in confidence."""
        return tuple(each.name for each in self.particulars if particulars()[each.name].mark)

    @property
    def length(self) -> int:
        """How many letters all sections have."""
        return sum(len(section.text) for section in self.sections)

    @property
    def blank(self) -> bool:
        """Whether no section has a word; particulars alone are no note."""
        beside = particulars()
        return not any(each.text.strip() for each in self.sections if each.name not in beside)

    @property
    def signed(self) -> bool:
        """Whether the note is signed, and so locked."""
        return self.signature is not None

    def sealed(self) -> "Note":
        """Return the note under a fresh seal."""
        return replace(self, seal=seal(self.content))

    def changed(self, **fields: Any) -> "Note":
        """Return a draft with other words, date or times, under a fresh seal.

        Returns the note itself when nothing differs; what could be undone is not said of other
        words. Raises NotAllowed for a signed note, and
        BadInput as `new_note` does.
        """
        if self.signed:
            raise NotAllowed(
                _("This note is signed and cannot be changed."), hint=_("Add an addendum instead.")
            )
        after = replace(self, **fields)
        entered = {section.name: section.text for section in after.sections}
        if len(entered) != len(after.sections):
            raise BadInput(_("A section stands twice in this note."))
        check_times(after.start, after.stop)
        sections = clean_sections(after.template, entered)
        after = replace(after, sections=sections, history=fields.get("history"))
        return self if after.content == self.content else after.sealed()

    def ready_to_discard(self) -> "Note":
        """Return the note itself when it may be thrown away. Raises NotAllowed when signed."""
        if self.signed:
            raise NotAllowed(
                _("This note is signed and cannot be discarded."),
                hint=_("Add an addendum instead."),
            )
        return self

    def ready_to_sign(self) -> "Note":
        """Return the note itself when it may be signed.

        Raises NotAllowed when it is signed already, or says nothing.
        """
        if self.signed:
            raise NotAllowed(_("This note is already signed."), hint=_("Add an addendum instead."))
        if self.blank:
            raise NotAllowed(_("An empty note cannot be signed."), hint=_("Write it first."))
        return self

    def check_has_come(self, today: date) -> None:
        """Raise NotAllowed when this tells of a session or a contact of a day that is to come."""
        kind = kind_of(self.template)
        if (kind.session or kind.contact) and self.service_date > today:
            raise NotAllowed(
                _("This day is still to come, so the note cannot be signed yet."),
                hint=_("It stays as a draft; put its day right, or sign it on that day."),
            )

    def sign(self, signature: Signature) -> "Note":
        """Return the signed note. From here on only addenda can change what it says."""
        return replace(self.ready_to_sign(), signature=signature, history=None)


def new_note(
    *,
    note_id: NoteId,
    client: ClientId,
    template: str,
    service_date: date,
    start: time | None,
    stop: time | None,
    sections: Mapping[str, str],
    begun_at: datetime,
) -> Note:
    """Begin a note from what was entered, sealed as a draft.

    Raises BadInput for an unknown template or section, a stop without or before its start, and
    text as `clean_text` does.
    """
    check_times(start, stop)
    return Note(
        id=note_id,
        client=client,
        template=template,
        service_date=service_date,
        start=start,
        stop=stop,
        sections=clean_sections(template, sections),
        begun_at=begun_at,
    ).sealed()


def clean_sections(template: str, entered: Mapping[str, str]) -> tuple[Section, ...]:
    """Return the entered sections in the template's order; one left out is empty.

    Behind them the particulars that are filled, in their order. In an own template the sections
    stand as they were entered: a note has what its template had when it was begun, and what came
    since. Raises BadInput for a template or a section that does not exist, a name that none can
    have, particulars that notes of its kind do not have, and a mark that says something.
    """
    body = {name: text for name, text in entered.items() if name not in particulars()}
    told = _particulars(template, entered)
    if own_kind(template):
        return _own_sections(body) + told
    names = template_of(template).sections
    if not set(body) <= set(names):
        raise BadInput(
            _("The template {template} has no such section.").format(template=template),
            hint=_("Its sections: {names}.").format(names=", ".join(names)),
        )
    written = (Section(name, clean_text(body.get(name, ""), section_title(name))) for name in names)
    return (*written, *told)


def _own_sections(entered: Mapping[str, str]) -> tuple[Section, ...]:
    if not all(map(is_section_name, entered)):
        raise BadInput(_("The template of this note has no such section."))
    what = _("A heading")
    return tuple(
        Section(clean_name(name, what), clean_text(text, _("A section")))
        for name, text in entered.items()
    )


def _particulars(template: str, entered: Mapping[str, str]) -> tuple[Section, ...]:
    texts = {
        name: unless_blank(clean_text(entered[name], section_title(name)))
        for name in particulars()
        if name in entered
    }
    told = {name: text for name, text in texts.items() if text}
    known = particulars_of(template) if told else ()
    others = [name for name in told if name not in known]
    if others:
        raise BadInput(
            _("A note of this kind has no such particulars: a place is one of a session."),
            hint=_("Leave out: {names}.").format(names=", ".join(others)),
        )
    for name in told:
        if particulars()[name].mark:
            if told[name].strip().casefold() != MARKED:
                raise BadInput(
                    _("“{title}” is a mark, and says nothing more.").format(
                        title=section_title(name)
                    ),
                    hint=_("Enter “{word}”, or leave it out.").format(word=MARKED),
                )
            told[name] = MARKED
    return tuple(Section(name, text) for name, text in told.items())


def check_times(start: time | None, stop: time | None) -> None:
    """Check the times of a session.

    Raises BadInput for a stop without a start. A stop before the start is a session over midnight.
    """
    if stop is not None and start is None:
        raise BadInput(_("A session with a stop time needs its start time."))


def time_text(moment: time | None) -> str | None:
    """Return a time of day as HH:MM, or None."""
    return None if moment is None else f"{moment.hour:02}:{moment.minute:02}"


def signed_message(sealed: Seal, by: Licensee, at: datetime) -> Json:
    """Return what a signature is over: the seal, and who signed when."""
    return {
        "seal": sealed.digest,
        "signed_at": at.isoformat(),
        "signed_by": {
            "name": by.name,
            "credential": by.credential,
            "license_number": by.license_number,
            "state": by.state,
        },
    }
