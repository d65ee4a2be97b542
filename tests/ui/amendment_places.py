"""The places of the window that are about requests to amend the record, and about holds."""

from dataclasses import replace
from datetime import date

from tests.practice import NOON, a_hold, an_amendment
from tests.ui.window import Hands
from ui.screens.client.amendment_form import AmendmentForm
from ui.screens.client.amendments_page import AmendmentsPage
from ui.screens.client.letter_dialog import LetterDialog
from ui.widgets.buttons import ThemedButton
from vault.model.amendment import AmendmentDecision, Extension, Outcome
from vault.model.circumstances import Answer, Question
from vault.model.client import Client
from vault.open_vault import OpenVault


def amendments(hands: Hands, client: Client) -> None:
    """Keep a request that waits, one that was accepted, and one that is disputed, by the rule."""
    told = NOON.date()
    disputed = an_amendment(
        client,
        asked="Take the word “hostile” out of the note of May 14, please.",
        extension=Extension(date(2026, 11, 9), "The note is in storage."),
        decision=AmendmentDecision(told, Outcome.DENIED, "accurate-and-complete"),
        disagreed=told,
    )
    requests = [
        an_amendment(client, received=date(2026, 9, 1), asked="The date of the intake."),
        an_amendment(client, decision=AmendmentDecision(told, Outcome.ACCEPTED)),
        disputed,
    ]

    def arrange(vault: OpenVault) -> None:
        said = vault.circumstances.get()
        answers = {**said.answers, Question.COVERED_ENTITY: Answer.YES}
        vault.circumstances.set(replace(said, answers=answers))
        vault.amendments.add(requests)

    hands.tools.worker.run(arrange, owner=hands.shell)
    hands.tools.navigation.go("client", client=client.id, note="amendments")


def holds(hands: Hands, client: Client) -> None:
    """Place a hold with many words, and one that was lifted."""
    long = "The lawyer’s letter of November 2 asks that nothing be destroyed until it is settled."
    lifted = a_hold(client, lifted=NOON.date(), lifted_words="Settled; counsel said so.")
    hands.tools.worker.run(
        lambda vault: vault.holds.add([a_hold(client, words=long), lifted]), owner=hands.shell
    )
    hands.tools.navigation.go("client", client=client.id, note="holds")


def a_letter(hands: Hands) -> None:
    """Look at the letter of denial of the one that is disputed."""
    (denied,) = [
        each
        for each in hands.find(AmendmentsPage).findChildren(ThemedButton)
        if each.accessibleName().startswith("Print the letter")
    ]
    denied.click()
    dialog = hands.find(LetterDialog)
    hands.until(lambda: not dialog.paper.bar.isVisible() and not hands.tools.worker.busy)


def a_request(hands: Hands) -> None:
    """Enter a request that is extended and denied: all the form can ask."""
    hands.find(LetterDialog).reject()
    page = hands.find(AmendmentsPage)
    page.add()
    form = hands.find(AmendmentForm)
    form.checks["longer"].setChecked(True)
    form.choices["outcome"].setCurrentIndex(form.choices["outcome"].findData(Outcome.DENIED))
