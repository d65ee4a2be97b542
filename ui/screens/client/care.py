"""The care of a client: from when until when, who consented, how it ended, and what is missing."""

from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui.capital import capital
from ui.date_words import plain_day
from ui.navigation import DOCUMENTS
from ui.screens.client.amendment_part import AmendmentPart
from ui.screens.client.care_reading import CareView, read_care
from ui.screens.client.check_part import CheckPart
from ui.screens.client.conflict_part import ConflictPart
from ui.screens.client.episode_form import EpisodeForm
from ui.screens.client.fees_part import FeesPart
from ui.screens.client.hold_part import HoldPart
from ui.screens.client.measures_part import MeasuresPart
from ui.tools import Tools
from ui.widgets.buttons import ThemedButton, button
from ui.widgets.labels import label
from ui.widgets.list_page import ListKind, ListPage
from ui.widgets.list_row import ListRow, Ways, days_words
from vault.model.client import ClientStatus
from vault.model.episode import EndReason, Episode
from vault.model.episode_words import consenter_words, gap_words, reason_words
from vault.model.ids import ClientId, EpisodeId
from vault.model.text import unless_blank
from vault.open_vault import OpenVault
from vault.translation import _


class CarePage(ListPage):
    """The episodes of care of one client, the newest first."""

    def __init__(self, tools: Tools) -> None:
        kind = ListKind(
            title=_("Episodes of care"),
            add=(_("Add an episode…"), "plus"),
            desk="client/episode-",
            removed=_("The episode was removed."),
            read=self._read,
            show=self._show_found,
            form=self._form_of,
            bring_back=lambda episode, vault: vault.episodes.undo_remove(episode.id),
            kept="episode",
        )
        super().__init__(tools, kind)
        self._view: CareView | None = None
        self.nothing = label("", "mute")
        self.column.addWidget(self.nothing)
        self.close_button = button(_("Close the file…"), theme=tools.theme, small=True)
        self.close_button.clicked.connect(self.close_file)
        self.column.addWidget(self.close_button, alignment=Qt.AlignmentFlag.AlignLeft)
        self.measures = MeasuresPart(tools)
        self.column.addWidget(self.measures)
        self.complete = CheckPart(tools)
        self.column.addWidget(self.complete)
        self.conflicts = ConflictPart(tools)
        self.conflicts.failed.connect(self._say)
        self.banner.acted.connect(self._decide_waiting)
        self.column.addWidget(self.conflicts)
        self.amendments = AmendmentPart(tools)
        self.column.addWidget(self.amendments)
        self.holds = HoldPart(tools)
        self.column.addWidget(self.holds)
        self.fees = FeesPart(tools)
        self.column.addWidget(self.fees)

    def clear(self) -> None:
        """Show nobody, nothing that was found of them or decided about them."""
        super().clear()
        self.measures.clear()
        self.complete.clear()
        self.conflicts.clear()
        self.amendments.clear()
        self.holds.clear()
        self.fees.clear()

    def close_file(self) -> None:
        """Enter how the care ended that goes on; where none is entered, a new one, with its end."""
        if self._view is None:
            return
        going_on = self._view.care.open_episode
        form = self.open_form(going_on.id if going_on is not None else "")
        if isinstance(form, EpisodeForm):
            form.begin_end()

    def _read(self, client: ClientId, vault: OpenVault) -> CareView:
        return read_care(self.tools.clock.now(), client, vault)

    def _show_found(self, found: CareView) -> None:
        self._view = found
        care = found.care
        closed = care.status is ClientStatus.CLOSED
        # Beside the one that goes on; above the list where none is entered that does.
        self.close_button.setVisible(not closed and care.open_episode is None)
        self.nothing.setText(_nothing(care.first_day if not closed else None))
        self.nothing.setVisible(not care.episodes)
        for episode, _gaps in reversed(care.episodes):
            row = self._row(episode)
            row.change_asked.connect(partial(self.open_form, episode.id))
            self.offer_earlier(row, episode.id)
            self.listed.add_row(row)
        if self._client is not None:
            self.measures.show_measures(self._client, found.measures)
            self.complete.show_count(self._client, found.lacking, damaged=found.damaged)
            self.conflicts.show_checks(self._client, found)
            self.amendments.show_requests(self._client, found)
            self.holds.show_holds(self._client, found)
            self.fees.show_account(self._client, found.account)
        self._say_what_is_missing(found)

    def _row(self, episode: Episode) -> ListRow:
        said = []
        if episode.consent is not None:
            who = unless_blank(episode.consent.names) or consenter_words(episode.consent.by)
            words = _("consent of {day}: {who}")
            said.append(words.format(day=plain_day(episode.consent.day), who=who))
            said += [episode.consent.under] if episode.consent.under.strip() else []
        ending = episode.ending
        beside = None
        if ending is not None:
            said.append(unless_blank(ending.words) or reason_words(ending.reason))
            last = _("last contact {day}").format(day=plain_day(ending.last_contact))
            said.append(last)
            if ending.letter is not None:
                words = _("letter of {day}").format(day=plain_day(ending.letter.sent))
                said.append(words)
            state = (_("ended"), "plain")
            if ending.reason is not EndReason.DIED:
                beside = self._letters_of(episode)
        else:
            state = (_("goes on"), "teal")
            beside = button(_("Close the file…"), theme=self.tools.theme, small=True)
            beside.clicked.connect(self.close_file)
        days = days_words(episode.opened, ending.day if ending is not None else None)
        return ListRow(self.tools.theme, capital(days), said, state=state, beside=beside)

    def print_letter(self, episode: EpisodeId) -> None:
        """Show the letter on the end of an episode, to be saved or printed."""
        from ui.screens.client.letter_dialog import LetterDialog, end_of

        LetterDialog(self.tools, end_of(episode), self).open()

    def _letters_of(self, episode: Episode) -> QWidget:
        """Return the ways to the letter that is named, and to one to be printed."""
        note, document = episode.letter_note, episode.letter_document
        ways: list[QWidget] = []
        since = days_words(episode.opened, episode.ending.day if episode.ending else None)
        if note is not None:
            spoken = _("Read the letter by which care ended: {days}").format(days=since)
            ways.append(self._way_to(episode, note, _("The letter"), spoken))
        there = {each.id for each in self._view.scans} if self._view is not None else set()
        if document is not None and document in there:
            spoken = _("Look at the signed letter by which care ended: {days}").format(days=since)
            place = f"{DOCUMENTS}-{document}"
            ways.append(self._way_to(episode, place, _("The signed letter"), spoken))
        return Ways(self.tools.theme, [*ways, self._letter_button(episode)])

    def _way_to(self, episode: Episode, place: str, words: str, spoken: str) -> ThemedButton:
        way = button(words, theme=self.tools.theme, name=spoken, small=True)
        go = self.tools.navigation.go
        way.clicked.connect(partial(go, "client", client=episode.client, note=place))
        return way

    def _letter_button(self, episode: Episode) -> ThemedButton:
        theme, words = self.tools.theme, _("Letter of termination…")
        since = days_words(episode.opened, episode.ending.day if episode.ending else None)
        spoken = _("Print the letter of termination: {days}").format(days=since)
        letter = button(words, icon="printer", theme=theme, name=spoken, small=True)
        letter.clicked.connect(partial(self.print_letter, episode.id))
        return letter

    def _form_of(self, client: ClientId, desk: str, known: str) -> EpisodeForm | None:
        if self._view is None:
            return None
        episodes = [episode for episode, _gaps in self._view.care.episodes]
        found = next((each for each in episodes if each.id == known), None)
        if known and found is None:
            return None
        form = EpisodeForm(self.tools, desk, client, self._view, found)
        form.opened_again.connect(self._offer_to_close_again)
        return form

    def _offer_to_close_again(self, before: Episode) -> None:
        self.tools.notices.say(
            _("The file is open again, and its ending is gone."),
            action=_("Undo"),
            run=lambda: self.change(lambda vault: vault.episodes.change(before)),
        )

    def _decide_waiting(self) -> None:
        waiting = self._view.waiting if self._view is not None else ()
        check = next((each for each in waiting if each.client == self._client), None)
        if self._client is not None and check is not None:
            self.conflicts.decide(self._client, check)

    def _say_what_is_missing(self, found: CareView) -> None:
        gaps = dict.fromkeys(gap for _each, gaps in found.care.episodes for gap in gaps)
        said = [gap_words(gap) for gap in gaps]
        if found.care.outside:
            words = _("The session of {day} lies in no episode of care.")
            said.append(words.format(day=plain_day(found.care.outside[0])))
        if found.waiting:
            said.append(_("A conflict check waits for your decision."))
        if said:
            decide = _("Decide…") if found.waiting else ""
            self.banner.say(" ".join(said), action=decide, closable=False)
        else:
            self.banner.clear()


def _nothing(first_day: date | None) -> str:
    if first_day is None:
        return _("The file is closed. Nobody entered when the care began and how it ended.")
    words = _(
        "The first session, or the file, is of {day}. Nobody entered who consented to the care."
    )
    return words.format(day=plain_day(first_day))
