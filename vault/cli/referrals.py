"""referral list, add, change, put-away, bring-back and remove: to whom you refer clients."""

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
from vault.model.ids import ReferralId, new_id
from vault.model.referral import ReferralEntry, Taking, taking_words
from vault.translation import _


class ReferralShape(Shape):
    """Somebody, or a service, to whom you refer; `confirmed` is a day or null."""

    name: str
    profession: str = ""
    specialities: str = ""
    languages: str = ""
    place: str = ""
    phone: str = ""
    way: str = ""
    taking: Taking = Taking.UNKNOWN
    note: str = ""
    confirmed: str | None = None

    def noun(self, entry_id: ReferralId, *, away: bool = False) -> ReferralEntry:
        """Return the entry. Raises BadInput for a day that is none."""
        return ReferralEntry(
            id=entry_id,
            name=self.name,
            profession=self.profession,
            specialities=self.specialities,
            languages=self.languages,
            place=self.place,
            phone=self.phone,
            way=self.way,
            taking=self.taking,
            note=self.note,
            confirmed=parse_day(self.confirmed),
            away=away,
        )


def add(options: argparse.Namespace, output: Output) -> None:
    """Add the entry, or the array of them, on standard input."""
    if printed_schema(ReferralShape, options, output):
        return
    with open_vault(options, output) as vault:
        entered, as_list = read_input(ReferralShape)
        added = vault.referrals.add([each.noun(ReferralId(new_id())) for each in entered])
    answer_ids([each.id for each in added], as_list, output)


def change(options: argparse.Namespace, output: Output) -> None:
    """Replace what is known of an entry by the object on standard input."""
    with open_vault(options, output) as vault:
        before = vault.referrals.get(options.id)
        entered = read_single(ReferralShape)
        changed = vault.referrals.change(entered.noun(before.id, away=before.away))
    output.answer(_json(changed), changed.id)


def put_away(options: argparse.Namespace, output: Output) -> None:
    """Offer an entry no more; it is kept."""
    with open_vault(options, output) as vault:
        entry = vault.referrals.put_away(ReferralId(options.id))
    output.answer(_json(entry), _("Put away."))


def bring_back(options: argparse.Namespace, output: Output) -> None:
    """Offer an entry again that was put away."""
    with open_vault(options, output) as vault:
        entry = vault.referrals.bring_back(ReferralId(options.id))
    output.answer(_json(entry), _("Brought back."))


def remove(options: argparse.Namespace, output: Output) -> None:
    """Take an entry out; notes that name it stay as they are."""
    with open_vault(options, output) as vault:
        removed = vault.referrals.remove(ReferralId(options.id))
    output.answer({"id": removed.id}, _("Removed."))


def list_all(options: argparse.Namespace, output: Output) -> None:
    """List by name the entries that hold every word that is given, or those put away."""
    with open_vault(options, output) as vault:
        entries = vault.referrals.find(" ".join(options.words), away=options.away)
    lines = [line for each in entries for line in _lines(each)]
    empty = _("None is found. Add one with: strongroom referral add VAULT")
    output.answer([_json(each) for each in entries], "\n".join(lines) or empty)


def _lines(each: ReferralEntry) -> list[str]:
    said = [*each.said, taking_words(each.taking)]
    if each.confirmed is not None:
        said.append(_("confirmed {day}").format(day=each.confirmed))
    first = f"{each.id}  {each.name}: {'; '.join(said)}"
    return [first, *(f"  {line}" for line in each.note.splitlines())]


def _json(each: ReferralEntry) -> dict[str, Any]:
    return {
        "id": each.id,
        "name": each.name,
        "profession": each.profession,
        "specialities": each.specialities,
        "languages": each.languages,
        "place": each.place,
        "phone": each.phone,
        "way": each.way,
        "taking": each.taking,
        "note": each.note,
        "confirmed": each.confirmed.isoformat() if each.confirmed else None,
        "away": each.away,
    }
