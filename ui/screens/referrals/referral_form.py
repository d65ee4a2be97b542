"""An entry of the referral directory, entered or changed."""

from PySide6.QtWidgets import QLineEdit

from ui.tools import Tools
from ui.widgets.list_form import ListForm
from vault.model.ids import ReferralId, new_id
from vault.model.referral import ReferralEntry, Taking, taking_words
from vault.translation import _


class ReferralForm(ListForm):
    """Somebody, or a service: who they are, how to reach them, and what is known of their room."""

    def __init__(self, tools: Tools, desk: str, known: ReferralEntry | None = None) -> None:
        """`known` is changed, None enters a new one."""
        title = _("To whom do you refer?") if known is None else known.name
        super().__init__(tools, desk, title, known.id if known is not None else "")
        self._known = known
        for name, words, help_text in (
            ("name", _("Name"), _("Of a person or a service.")),
            ("profession", _("Profession or license"), ""),
            ("specialities", _("Specialties"), ""),
            ("languages", _("Languages"), ""),
            ("place", _("Place"), ""),
            ("phone", _("Phone"), ""),
            ("way", _("E-mail, or another way to reach them"), ""),
        ):
            self.add_line(name, words, QLineEdit(), help_text)
        kinds = {each: taking_words(each) for each in Taking}
        taking = self.add_choice("taking", _("New clients"), kinds)
        self.add_text(
            "note", _("Note"), _("Such as fees or a waiting list. No client belongs here.")
        )
        self.add_day("confirmed", _("Last confirmed on"), _("Empty if never."), over=True)
        if known is not None:
            for name, line in self.lines.items():
                line.setText(getattr(known, name))
            taking.setCurrentIndex(taking.findData(known.taking))
            self.texts["note"].set_text(known.note)
            self.days["confirmed"].set_value(known.confirmed)
        self.ready(self._entry, lambda vault: vault.referrals, self._known_id)

    def _entry(self) -> ReferralEntry:
        return ReferralEntry(
            id=ReferralId(self._known_id or new_id()),
            taking=Taking(self.choices["taking"].currentData()),
            note=self.texts["note"].text(),
            confirmed=self.days["confirmed"].value(),
            away=self._known.away if self._known is not None else False,
            **{name: line.text() for name, line in self.lines.items()},
        )
