"""A client, and how the practice may reach them."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from vault.errors import BadInput
from vault.model.ids import ClientId
from vault.model.text import clean_line, clean_name, clean_text
from vault.translation import _


class ClientKind(StrEnum):
    """Whose record it is; anything but an individual's needs the consent of several."""

    INDIVIDUAL = "individual"
    COUPLE = "couple"
    FAMILY = "family"
    GROUP = "group"


class ClientStatus(StrEnum):
    """Whether the practice still sees the client."""

    ACTIVE = "active"
    CLOSED = "closed"


class ContactKind(StrEnum):
    """What a contact is."""

    PHONE = "phone"
    ADDRESS = "address"
    EMAIL = "email"


class ContactUse(StrEnum):
    """What the client agreed a contact may be used for (20 CSR 2263-3.100(3))."""

    CALL = "call"
    SAY_WHO = "say-who"
    LEAVE_MESSAGE = "leave-message"
    TEXT = "text"
    WRITE = "write"
    PLAIN_ENVELOPE = "plain-envelope"
    NEVER = "never"


_USES_OF = {
    ContactKind.PHONE: {
        ContactUse.CALL,
        ContactUse.SAY_WHO,
        ContactUse.LEAVE_MESSAGE,
        ContactUse.TEXT,
    },
    ContactKind.ADDRESS: {ContactUse.WRITE, ContactUse.PLAIN_ENVELOPE},
    ContactKind.EMAIL: {ContactUse.WRITE},
}


@dataclass(frozen=True)
class Contact:
    """One phone, address or e-mail: whose it is, and how it may be used.

    No `may` at all means: ask before using. Even that someone is a client is confidential
    (20 CSR 2263-3.100(3)), so every letter, call list and delivery obeys this.
    """

    kind: ContactKind
    value: str = field(repr=False)
    whose: str = field(default="", repr=False)
    may: tuple[ContactUse, ...] = ()

    def cleaned(self) -> "Contact":
        """Return this contact with its text normalised.

        Raises BadInput for an empty value, a use that this kind does not have (a phone cannot be
        written to), and 'never' beside another use.
        """
        if self.kind is ContactKind.ADDRESS:
            value = clean_text(self.value, _("The address"))
            if not value.strip():
                raise BadInput(_("The address must not be empty."))
        else:
            value = clean_name(self.value, _("The contact"))
        uses = set(self.may)
        if ContactUse.NEVER in uses and len(uses) > 1:
            raise BadInput(_("A contact that may never be used can have no other use."))
        if len(uses) != len(self.may):
            raise BadInput(_("A contact names the same use twice."))
        if not uses <= _USES_OF[self.kind] | {ContactUse.NEVER}:
            raise BadInput(
                _("This kind of contact cannot be used in that way."),
                hint=_(
                    "A phone: call, say-who, leave-message, text. An address: write or "
                    "plain-envelope. An e-mail: write. Or never."
                ),
            )
        return replace(self, value=value, whose=clean_line(self.whose, _("Whose contact it is")))

    @property
    def ask_first(self) -> bool:
        """Whether nobody has said yet how it may be used."""
        return not self.may

    def allows(self, use: ContactUse) -> bool:
        """Tell whether the client agreed to this use."""
        return use in self.may


@dataclass(frozen=True)
class Client:
    """Someone the practice sees: a person, or a unit that is seen together.

    `birth_date` None means unknown, which no rule may take for adult. `call_first` and `call_line`
    stand on the call sheet, which is for whoever calls in the licensee's place, and nowhere else.
    """

    id: ClientId
    name: str = field(repr=False)
    preferred_name: str = field(repr=False)
    birth_date: date | None = field(repr=False)
    kind: ClientKind
    status: ClientStatus
    contacts: tuple[Contact, ...] = field(repr=False)
    added_at: datetime
    call_first: bool = False
    call_line: str = field(default="", repr=False)

    def cleaned(self) -> "Client":
        """Return this client with its text normalised.

        Raises BadInput for an empty name, a birth date in the future, and bad contacts.
        """
        if self.birth_date is not None and self.birth_date > self.added_at.date():
            raise BadInput(_("The birth date is in the future."))
        return replace(
            self,
            name=clean_name(self.name, _("The name")),
            preferred_name=clean_line(self.preferred_name, _("The preferred name")),
            call_line=clean_line(self.call_line, _("The line of the call sheet")),
            contacts=tuple(contact.cleaned() for contact in self.contacts),
        )
