"""The conflict check of who comes into a client's file, refused until decided; or opens one."""

from collections.abc import Iterable
from typing import Protocol

from vault.errors import NotAllowed
from vault.model.client import Client
from vault.model.conflict import ConflictCheck, Newcomer
from vault.open_vault import OpenVault
from vault.translation import _, count_of


class Entered(Protocol):
    """What was entered of somebody, with why there is no conflict, if that was said."""

    no_conflict: str | None


def checks_of(
    vault: OpenVault, newcomers: Iterable[tuple[Newcomer, Entered]]
) -> list[ConflictCheck]:
    """Return the checks to be kept with those who come into files.

    Raises NotAllowed where somebody is known by such a name and nothing was decided, BadInput
    where the decision needs a reason, and as `Conflicts.new_with` does.
    """
    checks, known = [], 0
    for each, entered in newcomers:
        found = vault.conflicts.known_like(each)
        if found and entered.no_conflict is None:
            known += len(found)
        else:
            checks += vault.conflicts.no_conflict(each, entered.no_conflict or "", found)
    if known:
        raise NotAllowed(
            count_of(
                "{n} who is known already has a name like these. Nothing was changed.",
                "{n} who are known already have names like these. Nothing was changed.",
                known,
            ),
            hint=_(
                "See who with: strongroom conflict check. If there is no conflict, say why in "
                "“no_conflict”; if there is one, keep it with: strongroom conflict decide."
            ),
        )
    return checks


def checks_on_opening(
    vault: OpenVault, client: Client, entered: Entered, *, ask: bool
) -> list[ConflictCheck]:
    """Return the checks to be kept with a client whose file is opened.

    Where somebody is known by such a name and nothing was decided, the check waits for a decision;
    with `ask` it is kept at once, and nothing is opened. Raises NotAllowed then, BadInput where the
    decision needs a reason, and as `Client.cleaned` does.
    """
    if entered.no_conflict is not None:
        return checks_of(vault, [(client, entered)])
    left = vault.conflicts.leave_to_decide(client) if ask else None
    if left is None:
        return vault.conflicts.on_opening(client)
    raise NotAllowed(
        count_of(
            "{n} who is known already has a name like this. No file was opened.",
            "{n} who are known already have names like this. No file was opened.",
            len(left.found),
        ),
        hint=_(
            "Decide with: strongroom conflict decide VAULT {check}. If there is no conflict, "
            "add the client with why in “no_conflict”."
        ).format(check=left.id),
    )
