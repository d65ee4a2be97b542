"""By which words a glance finds what a sentence is about: homework, risk, what is planned.

They are looked for as they are written and judge nothing. What they miss may still be there, and
the line that quotes them leads to its note.
"""

import re

_HOMEWORK = (
    r"homework",
    r"worksheets?",
    r"diary",
    r"thought records?",
    r"between sessions",
    r"(?:before|until|by) (?:the )?next session",
    r"practi[cs](?:e|es|ed|ing) (?:\w+ ){0,3}?"
    r"(?:daily|nightly|every (?:day|night|morning|evening)|each day|at home)",
    r"(?:will|to|please) bring(?! up)(?: \w+){1,}",
)
_RISK = (
    r"risks?",
    r"at-risk",
    r"suicid\w*",
    r"homicid\w*",
    r"self[- ]?harm\w*",
    r"self[- ]?injur\w*",
    r"harm(?:s|ed|ing|ful)?",
    r"safety[- ]plan\w*",
    r"crisis (?:\w+ )?(?:line|hotline|lifeline|plan|number|team)s?",
    r"lifeline",
    r"988",
    r"overdos\w*",
    r"(?:wish|wishes|wished|wishing|want|wants|wanted|wanting) to (?:die|be dead)",
    r"(?:wish|wishes|wished) (?:\w+ ){1,2}(?:were|was) dead",
    r"death wish",
    r"better off dead",
    r"(?:not|n[’']t) want(?:s|ed|ing)? to (?:live|be alive|wake up)",
    r"(?:kill|kills|killed|killing) (?:him|her|them|my|your|one)sel(?:f|ves)",
    r"(?:end|ends|ended|ending|take|taking|took) (?:his|her|their|my|one[’']s) (?:own )?life",
    r"thoughts? of (?:death|dying|hurting|killing)",
    r"(?:no|any|denie[sd]|denying|without|plan,? (?:or|and|nor)|means,? (?:or|and|nor))"
    r" (?:current |active |stated )?intent",
    r"intent,? (?:or|and|nor|to)",
    r"danger to (?:self|others|him|her|them|my)\w*",
)
_RISK_AS_VERB = (
    r"(?:have|has|had|having|want|wants|wanted|afford|willing|ready|prepared|going|able|afraid"
    r"|need|needs|like|unwilling|not) to risk",
    r"(?:would|will|could|can|should|must|may|might)(?: not|n[’']t)? risk",
    r"(?:(?:do|does|did)(?: not|n[’']t)|cannot|won[’']t|never) risk",
    r"(?:i|you|he|she|we|they|who) risks?",
    r"risks? (?:losing|missing|failing|upsetting|saying|telling|asking|leaving|offending|looking"
    r"|disappointing|making|having)",
    r"risks (?:his|her|their|my|our|it|everything)",
)
_COMPOUND = r"(?![- ](?:assess|screen|monitor|manag|review|level|factor|rating|plan|taking))"
"""Behind *risk*, what shows that no verb is meant, as in "did no risk assessment"."""

_PLANNED = (
    r"we (?:have )?(?:agreed|planned|plan|decided|will)",
    r"(?:the|our) plan is",
    r"plan for (?:the )?(?:next|coming)",
    r"next (?:session|time|week|step|steps|appointment)",
    r"will (?:continue|keep|try|start|begin|practi[cs]e|bring|write|work|meet|review|return)",
    r"(?:to )?follow[- ]up",
    r"(?:to continue|continue|continues|continuing) (?:weekly|with|to)",
)


def _any_of(words: tuple[str, ...], but: str = "") -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(words)})\b{but}", re.IGNORECASE)


PLAN_HEADING = re.compile(r"(?:plan|p)[ \t]*[:–—][ \t]*(?=\S)", re.IGNORECASE)
"""How a paragraph begins that is headed as the plan."""

_HOMEWORK_WORDS = _any_of(_HOMEWORK)
_PLANNED_WORDS = _any_of(_PLANNED)
_RISK_WORDS = _any_of(_RISK)
_VERBS = _any_of(_RISK_AS_VERB, _COMPOUND)


def homework_at(sentence: str) -> int | None:
    """Return where a sentence tells of homework; None where it does not."""
    return _at(_HOMEWORK_WORDS, sentence)


def planned_at(sentence: str) -> int | None:
    """Return where a sentence tells of what comes next; None where it does not."""
    return _at(_PLANNED_WORDS, sentence)


def risk_at(sentence: str) -> int | None:
    """Return where a sentence tells of risk; None where it does not.

    Who has to risk something, or risks losing it, is not spoken of as being at risk.
    """
    without = _VERBS.sub(lambda found: " " * len(found[0]), sentence)
    return _at(_RISK_WORDS, without)


def _at(words: re.Pattern[str], sentence: str) -> int | None:
    found = words.search(sentence)
    return found.start() if found is not None else None
