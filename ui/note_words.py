"""What notes and clients are called on a screen, beside their dates."""

from vault.model.client import ClientKind
from vault.model.template import PROGRESS_NOTE, kind_of, kinds, templates, templates_of
from vault.translation import _


def template_words(template: str) -> str:
    """Return what a list calls a note of a template, such as "Progress, DAP" or "Contact"."""
    kind = kind_of(template)
    if kind.id != PROGRESS_NOTE:
        return kind.title
    if template == "free":
        return _("Progress, free note")
    return _("Progress, {template}").format(template=template_name(template))


def template_name(template: str) -> str:
    """Return a template's own name, such as "DAP", or what a note is whose kind has only one."""
    kind = kind_of(template)
    alone = len(templates_of(kind=kind.id)) == 1
    return kind.title if alone else templates()[template].title


def kind_title(kind: str) -> str:
    """Return what a kind of note is called, such as "Treatment plan"."""
    return kinds()[kind].title


def other_notes() -> list[tuple[str, str]]:
    """Return the templates of what is no progress note, in the order one chooses, with its kind."""
    return [
        (each.id, kind_of(each.id).title)
        for each in templates().values()
        if each.kind != PROGRESS_NOTE
    ]


def kind_words(kind: ClientKind) -> str:
    """Return whose record it is, in a word."""
    return {
        ClientKind.INDIVIDUAL: _("Individual"),
        ClientKind.COUPLE: _("Couple"),
        ClientKind.FAMILY: _("Family"),
        ClientKind.GROUP: _("Group"),
    }[kind]
