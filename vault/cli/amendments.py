"""amendment add, change, remove and list: requests to amend the record, with their clock."""

import argparse
from typing import Any

from vault.cli.opening import open_vault
from vault.cli.output import Output
from vault.cli.reading import (
    Shape,
    answer_ids,
    parse_day,
    printed_schema,
    read_input,
    read_single,
)
from vault.model.amendment import (
    AmendmentClock,
    AmendmentDecision,
    AmendmentRequest,
    Extension,
    Outcome,
    amendment_rule,
)
from vault.model.amendment_words import clock_words, left_words, next_words, outcome_words
from vault.model.dates import parse_date
from vault.model.ids import AmendmentId, ClientId, new_id
from vault.translation import _


class ExtensionShape(Shape):
    """The written statement that it takes longer: the day it was sent, and why."""

    sent: str
    reason: str


class AmendmentDecisionShape(Shape):
    """What the client was told, and when; a denial, of all or a part, names its `ground`."""

    told: str
    outcome: Outcome
    ground: str = ""
    words: str = ""


class AmendmentShape(Shape):
    """A request to amend the record. `decision` null means that it waits for one.

    `disagreed` is the day on which the client's statement of disagreement was received.
    """

    client: str
    received: str
    asked: str
    extension: ExtensionShape | None = None
    decision: AmendmentDecisionShape | None = None
    disagreed: str | None = None

    def noun(self, request_id: AmendmentId) -> AmendmentRequest:
        """Return the request. Raises BadInput for a day that is none."""
        extension, decision = self.extension, self.decision
        return AmendmentRequest(
            id=request_id,
            client=ClientId(self.client),
            received=parse_date(self.received),
            asked=self.asked,
            extension=Extension(parse_date(extension.sent), extension.reason)
            if extension
            else None,
            decision=AmendmentDecision(
                parse_date(decision.told), decision.outcome, decision.ground, decision.words
            )
            if decision
            else None,
            disagreed=parse_day(self.disagreed),
        )


def add(options: argparse.Namespace, output: Output) -> None:
    """Keep the request, or the array of them, on standard input."""
    if printed_schema(AmendmentShape, options, output):
        return
    with open_vault(options, output) as vault:
        entered, as_list = read_input(AmendmentShape)
        added = vault.amendments.add([each.noun(AmendmentId(new_id())) for each in entered])
    answer_ids([each.id for each in added], as_list, output)


def change(options: argparse.Namespace, output: Output) -> None:
    """Replace what is known of a request by the object on standard input, such as its decision."""
    with open_vault(options, output) as vault:
        entered = read_single(AmendmentShape)
        changed = vault.amendments.change(entered.noun(AmendmentId(options.id)))
    output.answer(_json(changed), changed.id)


def remove(options: argparse.Namespace, output: Output) -> None:
    """Take out a request that was entered by mistake and is not decided."""
    with open_vault(options, output) as vault:
        removed = vault.amendments.remove(AmendmentId(options.id))
    output.answer({"id": removed.id}, _("Removed."))


def list_all(options: argparse.Namespace, output: Output) -> None:
    """List the requests of a client with what is done next; or every one that waits, due first."""
    with open_vault(options, output) as vault:
        why = vault.amendments.why()
        rule = clock_words(why, runs=vault.amendments.clock_runs())
        if options.client is None:
            found = vault.amendments.waiting()
            names = vault.clients.names(list({each.client for each in found}))
        else:
            found, names = vault.amendments.of_client(ClientId(options.client)), {}
        clocks = [vault.amendments.clock(each) for each in found]
    value = [
        _json(each) | _clock_json(clock) | {"next": next_words(each, clock), "because": why}
        for each, clock in zip(found, clocks, strict=True)
    ]
    lines = [
        line
        for each, clock in zip(found, clocks, strict=True)
        for line in _lines(each, clock, names.get(each.client, ""))
    ]
    output.answer(value, "\n".join([*lines, "", rule] if lines else [_nothing(options.client)]))


def _nothing(client: str | None) -> str:
    return _("No request waits.") if client is None else _("No request is entered.")


def _json(each: AmendmentRequest) -> dict[str, Any]:
    extension, decision = each.extension, each.decision
    return {
        "id": each.id,
        "client": each.client,
        "received": each.received.isoformat(),
        "asked": each.asked,
        "extension": {"sent": extension.sent.isoformat(), "reason": extension.reason}
        if extension
        else None,
        "decision": {
            "told": decision.told.isoformat(),
            "outcome": decision.outcome,
            "ground": decision.ground,
            "words": decision.words,
        }
        if decision
        else None,
        "disagreed": each.disagreed.isoformat() if each.disagreed else None,
    }


def _clock_json(clock: AmendmentClock | None) -> dict[str, Any]:
    if clock is None:
        return {"due": None, "days_left": None}
    return {"due": clock.due.isoformat(), "days_left": clock.left}


def _lines(each: AmendmentRequest, clock: AmendmentClock | None, name: str) -> list[str]:
    said = [_("received {day}").format(day=each.received)]
    decision = each.decision
    if decision is not None:
        words = _("{outcome}, told {day}")
        said.append(words.format(outcome=outcome_words(decision.outcome), day=decision.told))
        said += [amendment_rule().ground_words(decision.ground)] if decision.ground else []
    elif clock is not None:
        words = _("act by {day}: {left}")
        said.append(words.format(day=clock.due, left=left_words(clock.left)))
    if each.disagreed is not None:
        said.append(_("statement of disagreement received {day}").format(day=each.disagreed))
    who = f"{each.client} {name}: " if name else ""
    return [
        f"{each.id}  {who}{', '.join(said)}",
        *(f"  {line}" for line in each.asked.splitlines()),
        *(_("  next: {words}").format(words=words) for words in next_words(each, clock)),
    ]
