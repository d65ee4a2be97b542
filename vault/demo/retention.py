"""How the made-up practice keeps its records: what it answered, and the rule it confirmed."""

from datetime import date, timedelta

from vault.model.circumstances import Answer, Circumstances, Question
from vault.open_vault import OpenVault

_READ = timedelta(days=47)
_ADDRESS = "Official edition of 262 CMR 8.02, as the library has it (made up)"


def confirm_the_rules(vault: OpenVault, today: date) -> None:
    """Answer what decides which rules apply, and confirm that of the license; leave one open."""
    kept = vault.circumstances.get()
    answers = {Question.PRIVATE_PRACTICE: Answer.YES, Question.MEDICARE: Answer.NO}
    vault.circumstances.set(Circumstances(kept.licenses, {**kept.answers, **answers}))
    for each in vault.retention_rules.rules():
        if each.rule.jurisdiction.startswith("US-"):
            vault.retention_rules.confirm(each.rule.id, today - _READ, _ADDRESS)
