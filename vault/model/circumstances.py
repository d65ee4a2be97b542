"""The circumstances of a practice, as set-up asks them: they switch rules on.

What nobody knows is kept as the stricter answer and asked again (decision 5). Of the law nothing is
said but what the source beside it says, and how far that source was read.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from vault.errors import BadInput
from vault.model.text import clean_line, unless_blank
from vault.translation import _

MOST_LICENSES = 100


class Answer(StrEnum):
    """What a person says to a question of set-up."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Question(StrEnum):
    """What set-up asks of the practice."""

    PRIVATE_PRACTICE = "private-practice"
    COVERED_ENTITY = "covered-entity"
    MEDICARE = "medicare"
    SUBSTANCE_USE = "substance-use-program"


_UNKNOWN_COUNTS_AS = {
    Question.PRIVATE_PRACTICE: False,
    Question.COVERED_ENTITY: True,
    Question.MEDICARE: True,
    Question.SUBSTANCE_USE: True,
}
"""The stricter answer: an employer may have a say in the records; the other laws may apply."""


@dataclass(frozen=True)
class QuestionWords:
    """A question in plain words: what is asked, what it means, and where that is from."""

    ask: str = field(repr=False)
    explain: str = field(repr=False)
    source: str = field(repr=False)


@dataclass(frozen=True)
class License:
    """One license to practice: the state, its kind such as LMHC, and its number."""

    state: str = field(default="", repr=False)
    kind: str = field(default="", repr=False)
    number: str = field(default="", repr=False)

    def cleaned(self) -> "License":
        """Return this license with its text normalised. Raises BadInput as `clean_line` does."""
        return License(
            state=clean_line(self.state, _("The state of the license")).strip(),
            kind=clean_line(self.kind, _("The kind of the license")).strip(),
            number=unless_blank(clean_line(self.number, _("The number of the license"))),
        )


@dataclass(frozen=True)
class Circumstances:
    """The licenses of the licensee, and the answers that switch rules on.

    A question without an answer counts as one that nobody could answer yet.
    """

    licenses: tuple[License, ...] = ()
    answers: Mapping[Question, Answer] = field(default_factory=dict)

    def cleaned(self) -> "Circumstances":
        """Return these circumstances with every question answered, if only by UNKNOWN.

        A license without a word in it is left out. Raises BadInput as `License.cleaned` does, and
        for more licenses than anyone has.
        """
        if len(self.licenses) > MOST_LICENSES:
            raise BadInput(_("There are more than {n} licenses.").format(n=MOST_LICENSES))
        cleaned = [license.cleaned() for license in self.licenses]
        return replace(
            self,
            licenses=tuple(license for license in cleaned if license != License()),
            answers={question: self.answer(question) for question in Question},
        )

    def answer(self, question: Question) -> Answer:
        """Return what was answered; UNKNOWN where nothing was."""
        return self.answers.get(question, Answer.UNKNOWN)

    def holds(self, question: Question) -> bool:
        """Tell whether a question counts as yes, what is unknown being the stricter answer."""
        said = self.answer(question)
        return _UNKNOWN_COUNTS_AS[question] if said is Answer.UNKNOWN else said is Answer.YES

    def may_hold(self, question: Question) -> bool:
        """Tell whether a question may be answered by yes: everything but a plain no."""
        return self.answer(question) is not Answer.NO

    @property
    def open_questions(self) -> tuple[Question, ...]:
        """The questions that still want an answer, for a reminder."""
        return tuple(each for each in Question if self.answer(each) is Answer.UNKNOWN)

    @property
    def supported(self) -> bool:
        """Whether this version may hold the records of such a practice.

        Not those of a substance-use program. Where nobody knows, it may, and a reminder stands.
        """
        return self.answer(Question.SUBSTANCE_USE) is not Answer.YES

    def why_not_supported(self) -> str:
        """Return why this version cannot hold the records, in plain words; empty when it can."""
        if self.supported:
            return ""
        return _(
            "Records of a substance-use program are under 42 CFR Part 2, which has its own form "
            "of consent (2.31), its own notice with every disclosure made with consent (2.32), "
            "and its own rule for a program that is discontinued (2.19). This version keeps none "
            "of these rules, so such records must not be kept in it."
        )


def answer_words(answer: Answer) -> str:
    """Return an answer as a person reads it."""
    return {
        Answer.YES: _("Yes"),
        Answer.NO: _("No"),
        Answer.UNKNOWN: _("I don't know"),
    }[answer]


def question_words(question: Question) -> QuestionWords:
    """Return a question in plain words, with what it means and where that is from."""
    return {
        Question.PRIVATE_PRACTICE: _private_practice,
        Question.COVERED_ENTITY: _covered_entity,
        Question.MEDICARE: _medicare,
        Question.SUBSTANCE_USE: _substance_use,
    }[question]()


def _private_practice() -> QuestionWords:
    return QuestionWords(
        ask=_("Are you in private practice?"),
        explain=_(
            "Yes, if the practice is your own. No, if you are employed. Some rules ask it: a "
            "social worker in private practice in Missouri keeps a copy of the letter that tells "
            "the client the date and the reason of the end of service; for a counselor in Texas "
            "an employer may hold the records instead. “I don't know” is kept as no; "
            "the check of a record then looks for the letter all the same."
        ),
        source=_(
            "20 CSR 2263-3.040(11)(F), Missouri Register through 16 September 2024; 22 TAC "
            "681.36(c), Texas. Read in stored copies."
        ),
    )


def _covered_entity() -> QuestionWords:
    return QuestionWords(
        ask=_("Are you a covered entity under HIPAA?"),
        explain=_(
            "Yes, if you, or a billing service for you, send health information electronically in "
            "a HIPAA standard transaction: claims, questions about eligibility and the like. Who "
            "is paid only by clients and sends no such transaction is usually none. “I don't "
            "know” is kept as yes."
        ),
        source=_("45 CFR 160.103. General knowledge: to be confirmed before release."),
    )


def _medicare() -> QuestionWords:
    return QuestionWords(
        ask=_("Do you see clients under Medicare?"),
        explain=_(
            "Medicare has its own times for keeping records: 7 years from the date of service "
            "for original Medicare, 10 years for a Medicare Advantage plan. “I don't know” is "
            "kept as yes."
        ),
        source=_(
            "42 CFR 424.516(f) and 42 CFR 422.504(d)(2)(iii), from secondary sources, not from "
            "the sections themselves."
        ),
    )


def _substance_use() -> QuestionWords:
    return QuestionWords(
        ask=_("Are you, or do you work for, a substance-use disorder program under Part 2?"),
        explain=_(
            "Such a program is federally assisted and holds itself out as providing care for "
            "substance-use disorders. Its records have rules of their own, which this version "
            "does not keep. “I don't know” is kept as yes, and asked again."
        ),
        source=_(
            "42 CFR Part 2 (2.19, 2.31, 2.32), partly from secondary sources. What such a program "
            "is: general knowledge, to be confirmed before release."
        ),
    )
