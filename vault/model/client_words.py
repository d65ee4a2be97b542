"""What kinds and states of files, contacts and their uses are called."""

from vault.model.client import ClientKind, ClientStatus, ContactKind, ContactUse
from vault.translation import _


def kind_words(kind: ClientKind) -> str:
    """Return whose record it is, in a word."""
    return {
        ClientKind.INDIVIDUAL: _("Individual"),
        ClientKind.COUPLE: _("Couple"),
        ClientKind.FAMILY: _("Family"),
        ClientKind.GROUP: _("Group"),
    }[kind]


def status_words(status: ClientStatus) -> str:
    """Return whether a file is open, in a word."""
    return {ClientStatus.ACTIVE: _("open"), ClientStatus.CLOSED: _("closed")}[status]


def contact_words(kind: ContactKind) -> str:
    """Return what a contact is, in a word."""
    return {
        ContactKind.PHONE: _("Phone"),
        ContactKind.ADDRESS: _("Address"),
        ContactKind.EMAIL: _("E-mail"),
    }[kind]


def use_words(use: ContactUse) -> str:
    """Return what a contact may be used for."""
    return {
        ContactUse.CALL: _("may call"),
        ContactUse.SAY_WHO: _("may say who calls"),
        ContactUse.LEAVE_MESSAGE: _("may leave a message"),
        ContactUse.TEXT: _("may text"),
        ContactUse.WRITE: _("may write"),
        ContactUse.PLAIN_ENVELOPE: _("plain envelope only"),
        ContactUse.NEVER: _("never use"),
    }[use]
