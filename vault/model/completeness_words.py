"""What the completeness check says: of a list, of a gap, of why an item does not apply."""

from vault.model.completeness import (
    CheckGap,
    CheckItem,
    CheckLine,
    CheckList,
    Lack,
    Standing,
    Step,
    Why,
)
from vault.model.document import document_kind
from vault.model.template import kind_of, kinds, section_title
from vault.translation import _, count_of


def list_title(of: CheckList) -> str:
    """Return what a list is: a rule by its citation, or usual and customary practice."""
    if of.standing is Standing.RULE:
        return _("What a record holds by {cite}").format(cite=of.cite)
    return _("Usual and customary (modelled on {cite})").format(cite=of.cite)


def list_words(of: CheckList, through: str) -> str:
    """Return what is to be known of a list; `through` is the day of its source, in words."""
    if of.standing is Standing.RULE:
        words = _("{cite}. Source current through {day}.")
        return words.format(cite=of.cite, day=through)
    words = _(
        "{basis} asks for the standards of usual and customary practice and names no list. This "
        "one is modelled on that of another board, {cite}, in a copy that ended after (i), current "
        "through {day}: a help to look by, and no rule for your license."
    )
    return words.format(basis=of.basis, cite=of.cite, day=through)


def cite_words(item: CheckItem) -> str:
    """Return the clause of an item, or on which clause it is modelled."""
    if item.list.standing is Standing.RULE:
        return item.cite
    return _("modelled on {cite}").format(cite=item.cite)


def gap_words(item: CheckItem, gap: CheckGap, day: str) -> str:
    """Return what is lacking, in a sentence; `day` is the gap's day, in words."""
    note = kind_of(gap.template).title if gap.template else ""
    sections = ", ".join(section_title(name) for name in gap.sections)
    document = ", ".join(document_kind(kind).title for kind in item.documents)
    words = {
        Lack.NOT_FOUND: _("No signed note holds it. It is looked for in: {places}."),
        Lack.EMPTY: _(
            "{note} of {day}: empty is {sections}. An addendum fills it with a line that begins "
            "with that heading and a colon."
        ),
        Lack.UNSIGNED: _("{note} of {day}: begun, and not signed."),
        Lack.SESSION_WITHOUT_NOTE: _("The session of {day} was kept, and no note tells of it."),
        Lack.SESSION_UNTOLD: count_of(
            "The session of {{day}} was planned, and nothing says what became of it. Begin its "
            "note, or mark it on that day of Today.",
            "{n} sessions were planned, the first on {{day}}, and nothing says what became of "
            "them. Begin their notes, or mark them on their days of Today.",
            gap.count,
        ),
        Lack.NO_FEES: _(
            "No fee arrangement is entered under Onset, and there is no signed fee agreement."
        ),
        Lack.NO_FEES_COPY: _(
            "Onset has the day, {day}, and neither the document nor where the signed copy is; no "
            "signed fee agreement says what was agreed on."
        ),
        Lack.FEES_LATER: _(
            "It is of {day}, after the first session. If it was agreed on earlier, say so under "
            "Onset; the clause itself names no day."
        ),
        Lack.NO_REPORT: _(
            "{note} of {day}: the report itself is not in the record. Attach it under Documents as "
            "“{document}”, or write it word for word into an addendum below the line “{sections}:”."
        ),
        Lack.NO_ENDING: _("The file is closed, and how the care ended is not entered."),
        Lack.NO_LETTER: _(
            "The care that ended on {day}: no letter is entered that tells the client the date and "
            "the reason."
        ),
        Lack.NO_COPY: _(
            "The care that ended on {day}: no copy of the letter is in the record. Attach it under "
            "Documents as “{document}”, or give the note the date of the letter."
        ),
        Lack.SESSION_AFTER_LETTER: _(
            "The care that ended on {day}: a session is later than the end that the letter names."
        ),
    }[gap.lack]
    places = _places(item)
    return words.format(note=note, day=day, sections=sections, document=document, places=places)


def step_words(step: Step) -> str:
    """Return what a button says that goes to where a gap is put right."""
    return {
        Step.BEGIN: _("Begin the note"),
        Step.BEGIN_SESSION: _("Begin its note"),
        Step.SIGN: _("Open the draft"),
        Step.ADD: _("Open the note"),
        Step.CARE: _("Go to Care"),
        Step.ONSET: _("Go to Onset"),
        Step.DOCUMENTS: _("Go to Documents"),
    }[step]


def why_words(why: Why) -> str:
    """Return why an item does not apply."""
    return {
        Why.NO_CONTACT: _("there was no contact yet"),
        Why.ONLY_INTAKE: _("there was no session yet but the intake"),
        Why.NONE_THERE: _("none is in this record"),
        Why.NO_CHANGE: _("no change is in this record"),
        Why.GOES_ON: _("the care has not ended"),
        Why.NOT_PRIVATE: _("set-up says that this is no private practice"),
        Why.DIED: _("the client died"),
        Why.OF_MEMBERS: _("it belongs in the record of each member"),
    }[why]


def answered_words(line: CheckLine) -> str:
    """Return by which answer of set-up an item is asked for besides, if by any, or by none."""
    if not line.assumed:
        return line.answered
    return _("Nobody said in set-up whether the practice is private, so it is looked for.")


def count_words(standing: Standing, count: int) -> str:
    """Return how much of a list was not found."""
    if standing is Standing.RULE:
        return count_of("{n} thing is lacking.", "{n} things are lacking.", count)
    return count_of(
        "{n} thing that is usual and customary was not found.",
        "{n} things that are usual and customary were not found.",
        count,
    )


def _places(item: CheckItem) -> str:
    said: dict[str, list[str]] = {}
    for place in item.places:
        headings = said.setdefault(kinds()[place.kind].title, [])
        headings += [section_title(name) for name in place.sections]
    return "; ".join(
        f"{kind} ({', '.join(headings)})" if headings else kind for kind, headings in said.items()
    )
