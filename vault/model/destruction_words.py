"""What goes with a record, in words."""

from collections.abc import Mapping

from vault.translation import _


def content_words(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """Return what each kind of thing is called that goes with a record, and how many there are."""
    names = {
        "note": _("Notes with their addenda and drafts"),
        "document": _("Documents with their files"),
        "appointment": _("Appointments"),
        "administration": _("Outcome measures"),
        "episode": _("Episodes of care"),
        "charge": _("Charges"),
        "payment": _("Payments"),
        "amendment": _("Requests to amend"),
        "onset_given": _("Onset notices"),
        "representative": _("Representatives"),
        "participant": _("People who took part"),
    }
    said = [(words, counts[name]) for name, words in names.items() if name in counts]
    others = sum(count for name, count in counts.items() if name not in names)
    return said + ([(_("Further entries"), others)] if others else [])
