"""Light, dark, or as the system has it: at once, on this computer only."""

from PySide6.QtWidgets import QButtonGroup, QRadioButton

from ui.screens.settings.card import SettingsCard
from ui.tools import Tools
from vault.translation import _


class AppearanceCard(SettingsCard):
    """Three choices."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools.theme, _("Appearance"), _("Kept on this computer."))
        self._tools = tools
        self.choices: dict[str, QRadioButton] = {}
        self._group = QButtonGroup(self)
        for choice, words in (
            ("system", _("As the system has it")),
            ("light", _("Light")),
            ("dark", _("Dark")),
        ):
            radio = QRadioButton(words)
            radio.setAccessibleName(words)
            radio.setChecked(choice == tools.settings.current.theme)
            self._group.addButton(radio)
            self.choices[choice] = radio
            self.column.addWidget(radio)
        self._group.buttonToggled.connect(self._toggled)

    def choose(self, choice: str) -> None:
        """Choose as if the button of "system", "light" or "dark" had been pressed."""
        self.choices[choice].setChecked(True)

    def _toggled(self, _button: QRadioButton, checked: bool) -> None:
        if not checked:
            return
        for choice, radio in self.choices.items():
            if radio.isChecked():
                self._tools.settings.change(theme=choice)
                self._tools.theme.set_choice(choice)
