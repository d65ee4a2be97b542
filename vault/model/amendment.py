"""A client's request to amend the record: what is asked, by when to act, and what was decided.

45 CFR 164.526. What was signed is never overwritten by it: what is accepted is appended.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import cache

from vault.errors import BadInput, NotAllowed
from vault.model.circumstances import Circumstances, Question
from vault.model.ids import AmendmentId, ClientId
from vault.model.text import clean_line, clean_text
from vault.resource_files import read_resource
from vault.translation import _, of_resource


class Outcome(StrEnum):
    """What was decided of what a client asked for."""

    ACCEPTED = "accepted"
    IN_PART = "accepted-in-part"
    DENIED = "denied"


@dataclass(frozen=True)
class AmendmentRule:
    """The rule: `days` to act in from receipt, once longer by `extension_days`.

    `grounds` are the only ones to deny for, by their ids; `through_year` is the year of the copy of
    the rule that was read.
    """

    cite: str
    through_year: int
    days: int
    extension_days: int
    grounds: tuple[str, ...]
    _words: Mapping[str, str] = field(repr=False)

    def ground_words(self, ground: str) -> str:
        """Return what a ground says; "" for one that is none."""
        return of_resource(self._words[ground]) if ground in self._words else ""


@dataclass(frozen=True)
class Extension:
    """The written statement that it takes longer: when it was sent, and the reason it gives."""

    sent: date
    reason: str = field(repr=False)


@dataclass(frozen=True)
class AmendmentDecision:
    """What the client was told, and when; a denial, of all or a part, with its ground.

    `words` say what of it is accepted or denied, and why.
    """

    told: date
    outcome: Outcome
    ground: str = ""
    words: str = field(default="", repr=False)

    @property
    def denies(self) -> bool:
        """Whether anything that was asked for is denied."""
        return self.outcome is not Outcome.ACCEPTED

    @property
    def accepts(self) -> bool:
        """Whether anything that was asked for is accepted."""
        return self.outcome is not Outcome.DENIED


@dataclass(frozen=True)
class AmendmentClock:
    """The last day on which to act, and how many days are `left`: 0 on it, below 0 after it."""

    due: date
    left: int


@dataclass(frozen=True)
class AmendmentRequest:
    """A request, `received` on a day and `asked` in the client's own words; open until decided.

    `disagreed` is the day on which the client's statement of disagreement was received.
    """

    id: AmendmentId
    client: ClientId
    received: date
    asked: str = field(repr=False)
    extension: Extension | None = None
    decision: AmendmentDecision | None = None
    disagreed: date | None = None

    def cleaned(self, today: date, *, bound: bool) -> "AmendmentRequest":
        """Return this request with its text normalised; `bound` tells whether the rule binds.

        Raises BadInput for days that are to come or in an order that cannot be, for a request or an
        extension without words, and for a denial without its ground: of the rule where that binds,
        else in words at least.
        """
        extension, decision = self.extension, self.decision
        days = [self.received]
        days += [extension.sent] if extension is not None else []
        days += [decision.told] if decision is not None else []
        days += [self.disagreed] if self.disagreed is not None else []
        if max(days) > today:
            raise BadInput(_("A day of the request is in the future."))
        asked = clean_text(self.asked, _("What is asked for"))
        if not asked.strip():
            raise BadInput(_("Say what the client asks for, in their own words."))
        return replace(
            self,
            asked=asked,
            extension=self._extension(extension) if extension is not None else None,
            decision=self._decision(decision, bound=bound) if decision is not None else None,
            disagreed=self._disagreed(),
        )

    @property
    def is_open(self) -> bool:
        """Whether it waits for a decision."""
        return self.decision is None

    @property
    def is_disputed(self) -> bool:
        """Whether it was denied, in whole or in part: it goes with later copies of the record."""
        return self.decision is not None and self.decision.denies

    @property
    def is_extended(self) -> bool:
        """Whether it was extended while there still was time."""
        return self.extension is not None and self.extension.sent <= self._first_due

    @property
    def due(self) -> date:
        """The last day on which to act: the day of receipt is day 0, weekends move nothing."""
        more = amendment_rule().extension_days if self.is_extended else 0
        return self._first_due + timedelta(days=more)

    def clock(self, today: date) -> AmendmentClock:
        """Return the clock as it stands on a day."""
        return AmendmentClock(self.due, (self.due - today).days)

    def check_change(self, to: "AmendmentRequest", *, decided_now: bool) -> None:
        """Check that this request may be kept as `to`.

        Once decided it stays as it was decided, and only the day of the client's statement of
        disagreement changes; `decided_now` tells that the decision was entered in this sitting, and
        may still be put right. Raises BadInput for another client, NotAllowed otherwise.
        """
        if to.client != self.client:
            raise BadInput(_("A request stays with its client."))
        if not self.is_open and not decided_now and replace(to, disagreed=self.disagreed) != self:
            raise NotAllowed(
                _("This request was decided, and stays as it was decided."),
                hint=_("If it was decided anew since, add it as another request."),
            )
        before, after = self.extension, to.extension
        if before is not None and after is not None and after.sent > before.sent:
            raise NotAllowed(
                _("This request was extended already; it is extended once."),
                hint=_("If the day was mistyped, take the extension out first."),
            )

    @property
    def _first_due(self) -> date:
        return self.received + timedelta(days=amendment_rule().days)

    def _extension(self, extension: Extension) -> Extension:
        if extension.sent < self.received:
            raise BadInput(_("The extension is from before the request."))
        if self.decision is not None and extension.sent > self.decision.told:
            raise BadInput(_("The extension is from after the decision."))
        reason = clean_line(extension.reason, _("The reason of the extension"))
        if not reason.strip():
            raise BadInput(_("Say why it takes longer, as the written statement does."))
        return replace(extension, reason=reason)

    def _decision(self, decision: AmendmentDecision, *, bound: bool) -> AmendmentDecision:
        grounds = amendment_rule().grounds
        if decision.told < self.received:
            raise BadInput(_("The decision is from before the request."))
        words = clean_text(decision.words, _("The words of the decision"))
        if decision.ground and not decision.denies:
            raise BadInput(_("What is accepted has no ground of a denial."))
        if decision.ground and decision.ground not in grounds:
            raise BadInput(
                _("There is no such ground of a denial."),
                hint=_("Grounds: {names}.").format(names=", ".join(grounds)),
            )
        if decision.denies and not decision.ground and (bound or not words.strip()):
            raise BadInput(_("Say on which ground it is denied."))
        if decision.outcome is Outcome.IN_PART and not words.strip():
            raise BadInput(_("Say which part is accepted and which is denied."))
        return replace(decision, words=words)

    def _disagreed(self) -> date | None:
        if self.disagreed is not None:
            if not self.is_disputed or self.decision is None:
                raise BadInput(_("A statement of disagreement answers a denial; there is none."))
            if self.disagreed < self.decision.told:
                raise BadInput(_("The statement of disagreement is from before the denial."))
        return self.disagreed


def binds_practice(circumstances: Circumstances) -> bool:
    """Tell whether the rule binds a practice: a covered entity under HIPAA, or who may be one."""
    return circumstances.holds(Question.COVERED_ENTITY)


@cache
def amendment_rule() -> AmendmentRule:
    """Return the rule, from resources/law/amendment.toml."""
    table = tomllib.loads(read_resource("law/amendment.toml").decode())
    rule, grounds = table["rule"], table["ground"]
    return AmendmentRule(
        cite=str(rule["cite"]),
        through_year=int(rule["through_year"]),
        days=int(rule["days"]),
        extension_days=int(rule["extension_days"]),
        grounds=tuple(str(each["id"]) for each in grounds),
        _words={str(each["id"]): str(each["words"]) for each in grounds},
    )
