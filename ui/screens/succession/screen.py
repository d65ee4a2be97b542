"""The place Succession: who opens the records when the licensee cannot any more."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ui.commands import Command
from ui.date_words import plain_day
from ui.errors import words_of
from ui.navigation import EMERGENCY_PAGE, Destination
from ui.screen import Screen
from ui.screens.succession.call_sheet_card import CallSheetCard
from ui.screens.succession.emergency_card import EmergencyCard
from ui.screens.succession.emergency_form import EmergencyForm
from ui.screens.succession.holder_form import HolderForm
from ui.screens.succession.jobs import CardFiles, Known, read_known
from ui.screens.succession.set_card import SetCard
from ui.screens.succession.wizard import CardsWizard
from ui.tools import Tools
from ui.widgets.banner import Banner
from ui.widgets.buttons import button
from ui.widgets.emptied import empty
from ui.widgets.empty_state import EmptyState
from ui.widgets.labels import label
from ui.widgets.scrolled import scrolled
from vault.model.dates import birthday
from vault.model.emergency import EmergencyPlan
from vault.model.share import HeldCard
from vault.translation import _

_WIDTH = 720


class SuccessionScreen(Screen):
    """Each set as a card; a new one is made in a wizard, which may be left and come back to.

    So may the form of the emergency page: one of the two is open, or neither.
    """

    place = "succession"
    topics = (
        "share.",
        "way-in.",
        "vault.process-notes-begun",
        "call-sheet.",
        "emergency.",
        "practice.",
        "client.added",
        "client.changed",
    )

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(tools, parent)
        self.wizard: CardsWizard | None = None
        self.form: EmergencyForm | None = None
        self._kept: Mapping[str, Any] | None = None
        self._kept_page: Mapping[str, Any] | None = None
        self._page_wanted = False
        self._known: Known | None = None
        self._files: CardFiles | None = None
        theme = tools.theme
        self.make_button = button(_("Make executor cards…"), icon="key-round", theme=theme)
        self.make_button.clicked.connect(self.make_cards)
        self.banner = Banner(theme, "amber")
        self.banner.acted.connect(self._delete_files)
        self.empty = EmptyState(
            theme,
            icon="key-round",
            title=_("No executor cards yet"),
            sentence=_(
                "If you die or cannot work, somebody has to look after your records. Executor "
                "cards let people you trust open them together then, and no single one before."
            ),
            action=_("Make executor cards…"),
        )
        self.empty.acted.connect(self.make_cards)
        self.call_sheet = CallSheetCard(tools)
        self.emergency = EmergencyCard(tools)
        self.emergency.fill_asked.connect(self._fill_page)
        self.emergency.shown.connect(self._page_shown)
        for card in (self.call_sheet, self.emergency):
            card.setMaximumWidth(theme.px(_WIDTH))
        self._stack = QStackedWidget()
        self._lay_out()

    def arrive(self, destination: Destination) -> None:
        """Show the sets as they are now, or the wizard or the form where it was left."""
        self._page_wanted = destination.note == EMERGENCY_PAGE
        self.reload()
        if self.wizard is not None:
            self.wizard.begin()
        elif self.form is not None:
            self.form.begin()

    def leave(self) -> None:
        """Let a passphrase go; what was made in the wizard stays until the vault locks."""
        if self.wizard is not None:
            self.wizard.leave()

    def reload(self) -> None:
        """Read the sets again."""
        self.tools.worker.run(read_known, owner=self, done=self._show)

    def put_down(self) -> None:
        """Keep who is to get cards that are being made, the cards are forgotten; keep the form."""
        self.emergency.stop()
        if self.wizard is not None:
            self.wizard.put_down()
        if self.form is not None:
            self.form.keep()

    def take_back(self) -> None:
        """Begin anew with what was answered: the cards are forgotten."""
        if self.wizard is not None:
            self._kept = self.wizard.values()
            self._end_wizard()
            self.reload()

    def take_up(self, forms: Mapping[str, Any]) -> None:
        """Go on with the set whose making was begun, and the page that was half filled in."""
        kept, page = forms.get("making"), forms.get("emergency-page")
        self._kept = kept if isinstance(kept, Mapping) else None
        self._kept_page = page if isinstance(page, Mapping) else None

    def top_actions(self) -> Sequence[QWidget]:
        """Return "Make executor cards…", once there are some."""
        return [self.make_button]

    def commands(self) -> Sequence[Command]:
        """Return what can be done here."""
        if self._known is None or not self._known.may_make:
            return []
        return [
            Command(_("Make executor cards"), self.make_cards, "", "key-round"),
            Command(_("Fill in the emergency page"), self.fill_page, "", "pen-line"),
        ]

    def make_cards(self) -> None:
        """Make a set of cards, or go on where that was left."""
        known = self._known
        if known is None or not known.may_make or (self.wizard is None and self._is_elsewhere):
            return
        if self.wizard is None:
            self.wizard = CardsWizard(self.tools, known)
            self.wizard.made.connect(self._made)
            self.wizard.left.connect(self._left)
            self._stack.addWidget(self.wizard)
            self._stack.setCurrentWidget(self.wizard)
            self.make_button.hide()
            self.banner.clear()
            kept, self._kept = self._kept, None
            if kept is not None:
                self.wizard.take_up(kept)
        self.wizard.begin()

    def fill_page(self) -> None:
        """Say what the emergency page says, or go on where that was left."""
        state = self.emergency.state
        if state is not None and self._known is not None and self._known.may_make:
            self._fill_page(state.plan)

    @property
    def _is_elsewhere(self) -> bool:
        """Whether a form or the wizard stands before the sets."""
        return self._stack.currentWidget() is not self._area

    def _fill_page(self, plan: EmergencyPlan, kept: Mapping[str, Any] | None = None) -> None:
        if self.form is None and self._is_elsewhere:
            return
        if self.form is None:
            self.form = EmergencyForm(self.tools, plan)
            self.form.saved.connect(self._page_saved)
            self.form.left.connect(partial(self._page_left, plan))
            self._stack.addWidget(self.form)
            self._stack.setCurrentWidget(self.form)
            self.make_button.hide()
            self.banner.clear()
            if kept is not None:
                self.form.take_up(kept)
        self.form.begin()

    def _page_saved(self) -> None:
        self._page_wanted = True
        self._end_form()

    def _page_left(self, plan: EmergencyPlan, changed: Mapping[str, Any] | None) -> None:
        self._end_form()
        if changed is not None:
            self.tools.notices.say(
                _("What you changed on the emergency page was discarded."),
                action=_("Undo"),
                run=partial(self._fill_page, plan, changed),
            )

    def _page_shown(self) -> None:
        """Go on with the page that was half filled in, or show the card one came for."""
        state, kept = self.emergency.state, self._kept_page
        if state is None or self.wizard is not None or self.form is not None:
            return
        if kept is not None and self._known is not None and self._known.may_make:
            self._kept_page = None
            self._fill_page(state.plan, kept)
        elif self._page_wanted and self.isVisible():
            self._page_wanted = False
            self._area.ensureWidgetVisible(self.emergency)
            self.emergency.begin()

    def _end_form(self) -> None:
        form, self.form = self.form, None
        if form is not None:
            self._stack.setCurrentIndex(0)
            self._stack.removeWidget(form)
            form.deleteLater()
        self.reload()

    def _show(self, known: Known) -> None:
        self._known = known
        self.call_sheet.reload(may_make=known.may_make)
        self.emergency.reload(may_fill=known.may_make)
        if self.wizard is not None:
            return
        if self._kept is not None and known.may_make:
            self.make_cards()
            return
        today = self.tools.clock.now().date()
        empty(self._sets)
        for each in known.sets:
            several = [one for one in known.sets if one.compartment == each.compartment]
            number = each.way_in.rpartition(":")[2] if len(several) > 1 else ""
            card = SetCard(self.tools.theme, each, today, number=number)
            card.setMaximumWidth(self.tools.theme.px(_WIDTH))
            card.confirm_asked.connect(self._confirm)
            card.change_asked.connect(self.change_holder)
            card.rehearse_asked.connect(partial(self.tools.navigation.go, "rehearsal"))
            self._sets.addWidget(card)
        some = bool(known.sets)
        self._list.setVisible(some)
        self.empty.setVisible(not some)
        self.empty.action.setVisible(known.may_make)
        self.make_button.setVisible(some and known.may_make and not self._is_elsewhere)

    def _confirm(self, card: HeldCard) -> None:
        def confirmed(_none: object) -> None:
            until = plain_day(birthday(self.tools.clock.now().date(), 1))
            words = _("Share {n} is confirmed until {day}.")
            self.tools.notices.say(words.format(n=card.number, day=until))

        self.tools.worker.run(
            lambda v: v.shares.confirm(card.compartment, card.way_in, card.number),
            owner=self,
            done=confirmed,
            failed=self._failed,
        )

    def change_holder(self, card: HeldCard) -> None:
        """Put right who holds a card."""
        form = HolderForm(self.tools, card)

        def left() -> None:
            self._stack.setCurrentIndex(0)
            self._stack.removeWidget(form)
            form.deleteLater()
            self.reload()

        form.left.connect(left)
        self._stack.addWidget(form)
        self._stack.setCurrentWidget(form)
        self.make_button.hide()
        form.begin()

    def _made(self) -> None:
        cards = self.wizard.cards if self.wizard is not None else None
        self._files = cards.files if cards is not None and cards.has_files else None
        self._end_wizard()
        if self._files is not None:
            self.banner.set_tone("amber")
            words = _(
                "The pages still lie where you saved them. Delete them once every card is "
                "printed, then hand the cards out and confirm each that has arrived."
            )
            strong, action = _("The cards open the vault now."), _("Delete the files")
            self.banner.say(words, strong=strong, action=action)
        else:
            self.banner.set_tone("plain")
            words = _("Hand them out, and confirm each that has arrived.")
            self.banner.say(words, strong=_("The cards open the vault now."))

    def _left(self) -> None:
        self._end_wizard()
        self.tools.notices.say(_("No cards were made."))

    def _end_wizard(self) -> None:
        wizard, self.wizard = self.wizard, None
        if wizard is not None:
            self._stack.setCurrentIndex(0)
            self._stack.removeWidget(wizard)
            wizard.deleteLater()
        self.reload()

    def _delete_files(self) -> None:
        files, self._files = self._files, None
        if files is not None:
            self.tools.worker.run(
                lambda _vault: files.remove(),
                owner=self,
                done=lambda _none: self._files_gone(),
                failed=self._failed,
            )

    def _files_gone(self) -> None:
        self.banner.clear()
        words = _("The files are deleted. On most disks something of them can still be found.")
        self.tools.notices.say(words)

    def _failed(self, error: Exception) -> None:
        self.banner.set_tone("amber")
        self.banner.say(words_of(error).text)

    def _lay_out(self) -> None:
        px = self.tools.theme.px
        page = QWidget()
        page.setProperty("role", "page")
        column = QVBoxLayout(page)
        column.setContentsMargins(px(28), px(24), px(28), px(28))
        column.setSpacing(px(16))
        head = QVBoxLayout()
        head.setSpacing(px(4))
        head.addWidget(label(_("Succession"), "title"))
        words = _(
            "Who receives the records if you close, move, fall ill or die, and how they open them."
        )
        head.addWidget(label(words, "mute"))
        column.addLayout(head)
        column.addWidget(self.banner)
        self._list = QWidget()
        inner = QVBoxLayout(self._list)
        inner.setContentsMargins(0, px(8), 0, 0)
        self._sets = QVBoxLayout()
        self._sets.setSpacing(px(16))
        inner.addLayout(self._sets)
        inner.addStretch(1)
        column.addWidget(self._list)
        column.addWidget(self.empty)
        column.addWidget(self.emergency)
        column.addWidget(self.call_sheet)
        column.addStretch(1)
        self._list.hide()
        self.empty.hide()
        self.make_button.hide()
        self._area = scrolled(page)
        self._stack.addWidget(self._area)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)
