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
    }[kind]
