"""How a signed text stands with its co-signature, in words."""

from datetime import datetime

from ui.date_words import plain_day, time_of_day
from vault.model.cosignature import Cosignature, How
from vault.model.direction import isolated
from vault.translation import _


def cosigned_words(cosignature: Cosignature) -> str:
    """Return such as "Co-signed by Ines Okafor, LICSW · 20 Nov 2026 at 16:58"."""
    who = cosignature.signature.by
    by = ", ".join(isolated(part) for part in (who.name, who.credential) if part)
    if cosignature.how is How.ON_PAPER:
        words = _("Co-signed on paper by {name} · {day}")
        if cosignature.document is not None:
            words = _("Co-signed on paper by {name} · {day} · its scan is among the documents")
        return words.format(name=by, day=plain_day(cosignature.day))
    at = cosignature.signature.at
    moment: datetime = at.astimezone() if at.tzinfo is None else at
    words = _("Co-signed by {name} · {day} at {time}")
    return words.format(name=by, day=plain_day(moment.date()), time=time_of_day(moment.time()))


def waits_words() -> str:
    """Return what is said of a text that is not co-signed yet."""
    return _("Waits for a co-signature")
