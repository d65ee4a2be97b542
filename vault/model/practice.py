"""The licensee: who writes the record, and what stands on every document of the practice."""

from dataclasses import dataclass, field

from vault.model.states import is_listed_state
from vault.model.text import clean_line, clean_text
from vault.translation import _


@dataclass(frozen=True)
class Licensee:
    """The licensed clinician whose practice this vault is.

    `state` is the state of the license (two letters such as MA, or its name). Every field may be
    empty until it is entered.
    """

    name: str = field(default="", repr=False)
    credential: str = field(default="", repr=False)
    license_number: str = field(default="", repr=False)
    state: str = field(default="", repr=False)
    practice_name: str = field(default="", repr=False)
    address: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)
    email: str = field(default="", repr=False)

    def cleaned(self) -> "Licensee":
        """Return this licensee with every field normalised.

        Raises BadInput for text that no document can show.
        """
        return Licensee(
            name=clean_line(self.name, _("Your name")),
            credential=clean_line(self.credential, _("Your credential")),
            license_number=clean_line(self.license_number, _("Your license number")),
            state=clean_line(self.state, _("Your state")),
            practice_name=clean_line(self.practice_name, _("The name of the practice")),
            address=clean_text(self.address, _("The address of the practice")),
            phone=clean_line(self.phone, _("The phone of the practice")),
            email=clean_line(self.email, _("The e-mail address of the practice")),
        )

    @property
    def known(self) -> tuple[str, ...]:
        """What is no secret: whoever guesses a passphrase tries these words first."""
        own = (self.name, self.credential, self.license_number, self.state, self.practice_name)
        return (*own, self.address, self.phone, self.email)

    def why_not_named(self) -> str:
        """Return why a practice does not begin with this licensee; empty when it has a name."""
        return "" if self.name.strip() else _("Your name stands under every note you sign.")

    def what_of_state(self) -> str:
        """Return what follows from a state that no rule knows; empty for one they know, or none."""
        if not self.state.strip() or is_listed_state(self.state):
            return ""
        return _("This is not a state of the list, so the stricter rules hold.")

    @property
    def signature_name(self) -> str:
        """The name as it stands under a note, with the credential; empty when none was entered."""
        return ", ".join(part for part in (self.name, self.credential) if part)
