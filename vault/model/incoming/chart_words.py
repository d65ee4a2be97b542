"""What is missing of a chart, in words."""

from vault.model.incoming.chart import Missing
from vault.translation import _


def missing_words(missing: Missing) -> str:
    """Return what is missing, or to be looked at."""
    return {
        Missing.NAME: _("nobody is named"),
        Missing.WHOSE: _("names nobody"),
        Missing.BIRTH: _("no birth date"),
        Missing.LAST: _("closed, and no last service"),
        Missing.ALIKE: _("a record of the same name is here"),
    }[missing]
