"""An episode of care, entered or changed: its beginning, who consented, and how it ended."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit

from ui.date_words import plain_day
from ui.navigation import COMPLETE
from ui.screens.client.care_reading import CareView
from ui.screens.client.paper_choice import offered
from ui.tools import Tools
from ui.widgets.labels import label
from ui.widgets.list_form import ListForm
from vault.model.completeness_words import count_words
from vault.model.episode import Consent, Consenter, Ending, EndReason, Episode, Letter
from vault.model.episode_words import consenter_words, reason_words
from vault.model.ids import ClientId, DocumentId, EpisodeId, NoteId, new_id
from vault.translation import _, count_of

_CONSENT = ("names", "consented", "under")
_END = (
    "last_contact",
    "ended",
    "reason",
    "words",
    "letter_sent",
    "letter_end",
    "letter_note",
    "letter_document",
)


class EpisodeForm(ListForm):
    """What is asked about the end shows once the care is said to have ended.

    `opened_again` gives an episode as it was before its ending was taken away.
    """

    opened_again = Signal(object)

    def __init__(
        self,
        tools: Tools,
        desk: str,
        client: ClientId,
        view: CareView,
        known: Episode | None = None,
    ) -> None:
        """`known` is changed, None enters a new one."""
        super().__init__(tools, desk, _("Episode of care"), known.id if known is not None else "")
        self._client, self._view, self._known = client, view, known
        self._suggested = ""
        self._add_beginning()
        self._add_end()
        self._show(known)
        self.checks["has_ended"].toggled.connect(self._show_end)
        self.choices["by"].currentIndexChanged.connect(self._show_consent)
        self.choices["by"].activated.connect(self._suggest_names)
        self._show_end()
        self._show_consent()
        self.ready(self._episode, lambda vault: vault.episodes, self._known_id)
        self.kept.connect(self._look_at_ending)
        self.banner.acted.connect(self._see_what_is_lacking)

    def begin_end(self) -> None:
        """Ask only how the care ended: today, unless another day is entered."""
        self.checks["has_ended"].setChecked(True)
        if self._known is not None:
            self.title.setText(_("Close the file"))
            for name in ("opened", "by", *_CONSENT):
                self.form.show_field(name, False)
            self.checks["has_ended"].hide()
            self.end_title.hide()
            self.remove.hide()
            self.save.setText(_("Close the file"))
        if not self.days["ended"].line.text():
            self.days["ended"].set_value(self.tools.clock.now().date())
        self.days["last_contact"].setFocus(Qt.FocusReason.OtherFocusReason)

    def take_up(self, kept: Mapping[str, Any]) -> None:
        """Go on with what was half entered."""
        super().take_up(kept)
        self._show_end()
        self._show_consent()

    def _add_beginning(self) -> None:
        self.add_day("opened", _("Care began on"), over=True)
        who: dict[Any, str] = {"": _("Not entered yet")}
        who |= {by: consenter_words(by) for by in Consenter}
        self.add_choice("by", _("Who consented to it"), who)
        self.add_line("names", _("By name"), QLineEdit())
        self.add_day("consented", _("Consented on"), over=True)
        words = _(
            "Such as a custody order, or the rule by which a minor may consent. Empty if none."
        )
        self.add_line("under", _("On which paper or rule"), QLineEdit(), words)
        self.add_check("has_ended", _("The care has ended, and the file is closed"))

    def _add_end(self) -> None:
        self.end_title = label(_("How it ended"), "heading")
        self.form.add_row(self.end_title)
        words = _("Confirm it: times of keeping can run from it.")
        last = self._view.care.last_contact
        if last is not None:
            said = _("The last session or call in the record is of {day}.")
            words += " " + said.format(day=plain_day(last))
        self.add_day("last_contact", _("Last professional contact"), words, over=True)
        self.add_day("ended", _("File closed on"), over=True)
        reasons = {each: reason_words(each) for each in EndReason}
        self.add_choice("reason", _("Why it ended"), reasons)
        self.add_line("words", _("In your words"), QLineEdit())
        words = _(
            "The letter that tells the client the day and the reason of the end. Empty if none."
        )
        self.add_day("letter_sent", _("Letter sent on"), words, over=True)
        words = _("The day that the letter itself names as the end.")
        self.add_day("letter_end", _("End as the letter names it"), words, past=False)
        notes = {"": _("none: the letter is on paper, or a document")}
        for row in self._view.letters:
            words = _("Termination letter of {day}")
            notes[row.id] = words.format(day=plain_day(row.service_date))
        words = _("A signed note of the kind termination letter. Its words are the letter’s.")
        self.add_choice("letter_note", _("Which note is the letter"), notes, words)
        self.choices["letter_note"].activated.connect(self._suggest_sent)
        words = _("A document of the kind “Termination letter, signed or sent”.")
        scans = offered(self._view.scans, self._known.letter_document if self._known else None)
        self.add_choice("letter_document", _("The signed letter"), scans, words)
        self.choices["letter_document"].activated.connect(self._suggest_sent)

    def _episode(self) -> Episode | None:
        opened = self.needed_day("opened", _("When did the care begin?"))
        consent = self._consent()
        ending = self._ending() if self._ended else None
        if opened is None:
            return None
        return Episode(
            id=self._known.id if self._known is not None else EpisodeId(new_id()),
            client=self._client,
            opened=opened,
            consent=consent,
            ending=ending,
        )

    def _consent(self) -> Consent | None:
        by = self.choices["by"].currentData()
        if not by:
            return None
        day = self.needed_day("consented", _("On which day did they consent?"))
        names, under = self.lines["names"].text(), self.lines["under"].text()
        if by != Consenter.CLIENT and not names.strip():
            self.form.set_error("names", _("Who consented for the client?"))
        return None if day is None else Consent(Consenter(by), day, names, under)

    def _ending(self) -> Ending | None:
        last = self.needed_day("last_contact", _("When was the last professional contact?"))
        day = self.needed_day("ended", _("On which day was the file closed?"))
        sent, end = self.days["letter_sent"].value(), self.days["letter_end"].value()
        if sent is not None and end is None:
            end = self.needed_day("letter_end", _("Which day does the letter name as the end?"))
        if end is not None and sent is None:
            sent = self.needed_day("letter_sent", _("On which day was the letter sent?"))
        note = self.choices["letter_note"].currentData()
        document = self.choices["letter_document"].currentData()
        if (note or document) and sent is None:
            self.needed_day("letter_sent", _("On which day was the letter sent?"))
            self.needed_day("letter_end", _("Which day does the letter name as the end?"))
        if last is None or day is None:
            return None
        letter = None
        if sent and end:
            scan = DocumentId(document) if document else None
            letter = Letter(sent, end, NoteId(note) if note else None, scan)
        return Ending(
            day=day,
            last_contact=last,
            reason=EndReason(self.choices["reason"].currentData()),
            words=self.lines["words"].text(),
            letter=letter,
        )

    @property
    def _ended(self) -> bool:
        return self.checks["has_ended"].isChecked()

    def _look_at_ending(self, kept: Episode) -> None:
        before = self._known
        if before is not None and before.ending is not None and kept.ending is None:
            self.opened_again.emit(before)

    def _say_what_goes_on(self) -> None:
        view, said = self._view, []
        if view.drafts:
            said.append(
                count_of("{n} note is not signed.", "{n} notes are not signed.", view.drafts)
            )
        if view.next_day is not None:
            words = _("A session is still planned for {day}: end the appointment in Today.")
            said.append(words.format(day=plain_day(view.next_day)))
        if view.lacking is not None:
            said += [count_words(standing, count) for standing, count in view.lacking.items()]
        ends_now = self._ended and view.care.open_episode == self._known
        if said and ends_now:
            action = _("See what") if view.lacking else ""
            self.banner.say(" ".join(said), closable=False, action=action)
        else:
            self.banner.clear()

    def _see_what_is_lacking(self) -> None:
        # What is half entered here lies on the desk, and is open again on coming back.
        self.tools.navigation.go("client", client=self._client, note=COMPLETE)

    def _show(self, known: Episode | None) -> None:
        care = self._view.care
        if known is None:
            self.days["opened"].set_value(None if care.episodes else care.first_day)
            if care.episodes and care.open_episode is None:
                self.days["opened"].set_value(self.tools.clock.now().date())
        else:
            self.days["opened"].set_value(known.opened)
        self._show_known_consent(known.consent if known is not None else None)
        ending = known.ending if known is not None else None
        # Beside one that goes on, another one can only have ended.
        past = known is None and care.open_episode is not None
        self.checks["has_ended"].setChecked(ending is not None or past)
        opened, last = self.days["opened"].value(), care.last_contact
        proposed = last if last is not None and opened is not None and last >= opened else None
        self.days["last_contact"].set_value(ending.last_contact if ending else proposed)
        if ending is None:
            return
        self.days["ended"].set_value(ending.day)
        reason = self.choices["reason"]
        reason.setCurrentIndex(reason.findData(ending.reason))
        self.lines["words"].setText(ending.words)
        if ending.letter is not None:
            self.days["letter_sent"].set_value(ending.letter.sent)
            self.days["letter_end"].set_value(ending.letter.end)
            for name, named in (
                ("letter_note", ending.letter.note),
                ("letter_document", ending.letter.document),
            ):
                combo = self.choices[name]
                combo.setCurrentIndex(max(0, combo.findData(named or "")))

    def _show_known_consent(self, consent: Consent | None) -> None:
        if consent is not None:
            self.choices["by"].setCurrentIndex(self.choices["by"].findData(consent.by))
            self.lines["names"].setText(consent.names)
            self.lines["under"].setText(consent.under)
            self.days["consented"].set_value(consent.day)

    def _suggest_sent(self) -> None:
        """Offer the day of the letter that is chosen as the day on which it was sent."""
        sent = self.days["letter_sent"]
        chosen = {self.choices[name].currentData() for name in ("letter_note", "letter_document")}
        days = [row.service_date for row in self._view.letters if row.id in chosen]
        days += [each.day or each.received for each in self._view.scans if each.id in chosen]
        if days and not sent.line.text():
            sent.set_value(days[0])

    def _suggest_names(self) -> None:
        by, line = self.choices["by"].currentData(), self.lines["names"]
        who = {
            Consenter.CLIENT: self._view.themselves,
            Consenter.REPRESENTATIVE: self._view.for_them,
        }
        if line.text().strip() in ("", self._suggested.strip()):
            self._suggested = who.get(by, "")
            line.setText(self._suggested)

    def _show_consent(self) -> None:
        for name in _CONSENT:
            self.form.show_field(name, bool(self.choices["by"].currentData()))

    def _show_end(self) -> None:
        self.end_title.setVisible(self._ended)
        asked = {
            "letter_note": bool(self._view.letters),
            "letter_document": self.choices["letter_document"].count() > 1,
        }
        for name in _END:
            self.form.show_field(name, self._ended and asked.get(name, True))
        self._say_what_goes_on()
