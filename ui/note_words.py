"""What notes are called on a screen, beside their dates."""

from collections.abc import Mapping

from vault.model.direction import isolated
from vault.model.template import (
    IMPORTED,
    PLACE,
    PROGRESS_NOTE,
    kind_of,
    kinds,
    own_kind,
    particulars,
    section_title,
    templates,
    templates_of,
)
from vault.translation import _

_MOST_PLACE = 28
"""Letters of a place: it must not widen the window."""


def template_words(template: str, own_title: str = "") -> str:
    """Return what a list calls a note of a template, such as "Progress, DAP" or "Contact".

    `own_title` is that of an own template, "" when it was removed.
    """
    kind = kind_of(template)
    if kind.id != PROGRESS_NOTE:
        return kind.title
    if own_kind(template):
        return _("Progress, {template}").format(template=own_title) if own_title else kind.title
    if template == "free":
        return _("Progress, free note")
    return _("Progress, {template}").format(template=template_name(template))


def template_name(template: str, own_title: str = "") -> str:
    """Return a template's own name, such as "DAP", or what a note is whose kind has only one.

    Of an own template that was removed, what the note is.
    """
    kind = kind_of(template)
    if own_kind(template):
        return own_title or kind.title
    alone = len(templates_of(kind=kind.id)) == 1
    return kind.title if alone else templates()[template].title


def shown_place(told: Mapping[str, str]) -> str:
    """Return where a session took place as it stands within a line, from its particulars."""
    place = " ".join(told.get(PLACE, "").split())
    if place in particulars()[PLACE].choices:
        return place.lower()
    return isolated(place if len(place) <= _MOST_PLACE else f"{place[:_MOST_PLACE]}…")


def told_words(told: Mapping[str, str]) -> str:
    """Return the particulars but the place of a session, each behind its title, on one line."""
    said = []
    for name in particulars():
        lines = [line.strip() for line in told.get(name, "").split("\n") if line.strip()]
        text = "; ".join([*(line.rstrip(".") for line in lines[:-1]), *lines[-1:]])
        if text and name != PLACE:
            said.append(_("{title}: {text}").format(title=section_title(name), text=isolated(text)))
    return " · ".join(said)


def kind_title(kind: str) -> str:
    """Return what a kind of note is called, such as "Treatment plan"."""
    return kinds()[kind].title


def other_notes() -> list[tuple[str, str]]:
    """Return the templates of what is no progress note, in the order one chooses, with what it is.

    That is its kind, or its own name where a kind has several.
    """
    return [
        (each.id, template_name(each.id))
        for each in templates().values()
        if each.kind != PROGRESS_NOTE and each.id != IMPORTED
    ]
