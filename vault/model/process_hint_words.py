"""What is said of a passage of a process note that looks misplaced."""

from vault.model.process_hint_phrases import MisplacedKind
from vault.translation import _


def looks_like(kind: MisplacedKind) -> str:
    """Return the sentence for a kind; the passage goes where it has {words}."""
    return {
        MisplacedKind.MEDICATION: _("“{words}” looks like medication."),
        MisplacedKind.SESSION_TIMES: _("“{words}” looks like a session time."),
        MisplacedKind.TREATMENT: _("“{words}” looks like the modality or frequency of treatment."),
        MisplacedKind.TEST_RESULT: _("“{words}” looks like a test result."),
        MisplacedKind.DIAGNOSIS: _("“{words}” looks like a diagnosis."),
        MisplacedKind.FUNCTIONAL_STATUS: _("“{words}” looks like a functional status."),
        MisplacedKind.PLAN: _("“{words}” looks like part of a treatment plan."),
        MisplacedKind.SYMPTOMS: _("“{words}” looks like a summary of symptoms."),
        MisplacedKind.PROGNOSIS: _("“{words}” looks like a prognosis."),
        MisplacedKind.PROGRESS: _("“{words}” looks like a summary of progress."),
        MisplacedKind.RISK: _("“{words}” looks like a risk, a threat, a report or its outcome."),
    }[kind]


def why_words(kind: MisplacedKind) -> str:
    """Return why what is of a kind belongs in the progress note, and who says so."""
    if kind is MisplacedKind.RISK:
        return _(
            "Facts of risk, threats, reports that were made and what a consultation came to belong "
            "in the progress note, where others who must act can find them. This is Strongroom’s "
            "own advice and no rule of 45 CFR 164.501."
        )
    return _(
        "Medication, session times, modality and frequency of treatment, results of "
        "clinical tests, diagnosis, functional status, treatment plan, symptoms, prognosis "
        "and progress belong in the progress note; written only here, they are still part "
        "of the record a client may see (45 CFR 164.501)."
    )
