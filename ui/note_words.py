"""What notes and clients are called on a screen, beside their dates."""

from vault.model.client import ClientKind
from vault.translation import _


def template_words(template: str) -> str:
    """Return what a list calls a note of a template, such as "Progress, DAP"."""
    if template == "free":
        return _("Progress, free note")
    return _("Progress, {template}").format(template=template.upper())


def template_name(template: str) -> str:
    """Return a template's own name, such as "DAP"."""
    return _("Free note") if template == "free" else template.upper()


def kind_words(kind: ClientKind) -> str:
    """Return whose record it is, in a word."""
    return {
        ClientKind.INDIVIDUAL: _("Individual"),
        ClientKind.COUPLE: _("Couple"),
        ClientKind.FAMILY: _("Family"),
        ClientKind.GROUP: _("Group"),
    }[kind]
