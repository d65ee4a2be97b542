"""The end of a record: asked for, looked at again after a week, carried out, and certified.

After `domain/law.md` 6.3 and 6.4. Nothing here happens by itself: each step is the licensee's, with
the passphrase.
"""

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from vault.errors import NotAllowed
from vault.model.backup import YEARLY
from vault.model.canonical import Json, canonical
from vault.model.ids import ClientId, DestructionId
from vault.model.names_in_text import folded
from vault.model.record_retention import RecordRetention, RecordState
from vault.model.retention_clocks import Clock
from vault.model.retention_rule import Scope
from vault.model.retention_words import ask_words, rule_words
from vault.model.text import clean_line, unless_blank
from vault.translation import _

DELAY = timedelta(days=7)
"""Between the first look and the second; until then it is taken back by one click."""


class Stage(StrEnum):
    """How far the end of a record has come."""

    ASKED = "asked"
    WITHDRAWN = "withdrawn"
    BEGUN = "begun"
    DONE = "done"


@dataclass(frozen=True)
class Told:
    """What the licensee adds to a certificate (`domain/law.md` 6.4); "" where nothing is said.

    Where it was done, who saw it, and which disk the vault is on: its maker, model and number.
    """

    place: str = field(default="", repr=False)
    witness: str = field(default="", repr=False)
    media: str = field(default="", repr=False)

    def cleaned(self) -> "Told":
        """Return it as it is kept. Raises BadInput for what is no line."""
        return Told(
            unless_blank(clean_line(self.place, _("The place"))),
            unless_blank(clean_line(self.witness, _("The witness"))),
            unless_blank(clean_line(self.media, _("The disk"))),
        )


NOTHING_TOLD = Told()


@dataclass(frozen=True)
class Destruction:
    """One record's end. `contents` is what the certificate says, once it is begun.

    `ids` are those of everything that went; `token`, under `salt`, finds the record by name and
    birth date. The signature is the licensee's over `signed_contents`.
    """

    id: DestructionId
    client: ClientId
    asked: datetime
    asked_by: str = field(repr=False)
    keeps_name: bool = False
    withdrawn: datetime | None = None
    begun: datetime | None = None
    process_done: datetime | None = None
    done: datetime | None = None
    cleaned: datetime | None = None
    contents: Json = field(default_factory=dict, repr=False)
    ids: tuple[str, ...] = field(default=(), repr=False)
    salt: str = field(default="", repr=False)
    token: str = field(default="", repr=False)
    public_key: str = ""
    signature: str = field(default="", repr=False)

    @property
    def stage(self) -> Stage:
        """How far it has come."""
        if self.withdrawn is not None:
            return Stage.WITHDRAWN
        if self.done is not None:
            return Stage.DONE
        return Stage.BEGUN if self.begun is not None else Stage.ASKED

    @property
    def second_look(self) -> date:
        """The first day on which it may be carried out."""
        return self.asked.date() + DELAY

    def waits(self, today: date) -> bool:
        """Tell whether it waits for the licensee: for the second look, or to go on."""
        if self.stage is Stage.ASKED:
            return today >= self.second_look
        return self.goes_on

    @property
    def goes_on(self) -> bool:
        """Whether it was begun and is not at its end: it was interrupted."""
        return self.begun is not None and self.withdrawn is None and self.cleaned is None

    def check_may_withdraw(self) -> None:
        """Raise NotAllowed unless it is only asked for."""
        if self.stage is not Stage.ASKED:
            raise NotAllowed(_("This can no longer be taken back."))

    def check_may_begin(self, now: datetime) -> None:
        """Raise NotAllowed unless it was asked for, and seven whole days ago."""
        if self.stage is Stage.BEGUN:
            raise NotAllowed(
                _("This was begun, and was interrupted."),
                hint=_("It goes on when the vault, and process notes, are opened."),
            )
        if self.stage is not Stage.ASKED:
            raise NotAllowed(_("This was carried out, or taken back."))
        if now < self.asked + DELAY:
            raise NotAllowed(
                _("Look at it again from {day} on, at the same hour.").format(day=self.second_look),
                hint=_("Between the two looks lies a week, in which it can be taken back."),
            )


def check_may_end(found: RecordRetention, papers: Sequence[Clock], today: date) -> None:
    """Refuse the end of a record, with the rule, unless every clock has run out.

    A hold, an open request, care that goes on and a question that is open refuse it as well. The
    log of disclosures stays in the chain, and is no reason to refuse. Raises NotAllowed.
    """
    if found.state is RecordState.IN_CARE:
        raise NotAllowed(_("Care goes on: the record is kept."))
    if found.held:
        raise NotAllowed(
            _("This file is on hold: it cannot be destroyed."),
            hint=_("A hold is lifted, or a request to amend decided, first."),
        )
    for each in papers:
        through = each.date.through
        if each.date.rule.scope is Scope.DOCUMENT and through is not None and through >= today:
            raise NotAllowed(
                _("Papers of this file must be kept through {day}: {rule}.").format(
                    day=through, rule=each.date.rule.cite
                )
            )
    if found.state is RecordState.KEPT:
        rule = rule_words(found.binding.rule) if found.binding is not None else _("as you decided")
        raise NotAllowed(
            _("This record must be kept through {day}: {rule}.").format(
                day=found.through, rule=rule
            )
        )
    if found.state is not RecordState.OVER:
        hints = [ask_words(ask, found.unruled) for ask in found.asks]
        raise NotAllowed(_("Something must be settled first."), hint=" ".join(hints))


def not_held(each: Destruction) -> str:
    """Return the answer to who asks for a record that was destroyed: not held, since, under."""
    rules = "; ".join(str(rule["cite"]) for rule in each.contents["rules"])
    day = each.done.date() if each.done is not None else None
    return _("Not held: destroyed on {day}, under {rules}.").format(day=day, rules=rules)


def ages_out(made_at: datetime) -> date:
    """Return when a backup goes at the latest, where each month has a backup (`backup.kept`)."""
    return date(made_at.year + YEARLY, 1, 1)


def token_of(salt: str, name: str, birth_date: date | None) -> str:
    """Return the keyed token of a name and a birth date: HMAC-SHA256 (RFC 2104), in hex."""
    said = f"{folded(name)}\n{birth_date.isoformat() if birth_date else ''}"
    return hmac.new(bytes.fromhex(salt), said.encode(), hashlib.sha256).hexdigest()


def ids_digest(ids: Sequence[str]) -> str:
    """Return the SHA-256, in hex, over the sorted ids of what went, as the entry has it."""
    return hashlib.sha256("\n".join(sorted(ids)).encode()).hexdigest()


def signed_contents(each: Destruction) -> bytes:
    """Return what the licensee's signature is over."""
    return canonical(
        {
            "contents": each.contents,
            "destruction": each.id,
            "destroyed_at": each.done.isoformat() if each.done is not None else "",
            "ids": ids_digest(each.ids),
        }
    )
