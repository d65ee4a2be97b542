"""Days, moments and hours in documents, as the system of the reader writes them."""

from datetime import UTC, date, datetime, time

import pytest
from PySide6.QtCore import QLocale

from ui.date_words import system_style
from vault.child_environment import child_environment
from vault.date_style import VARIABLE, DateStyle, date_style
from vault.export.date_words import day_words, moment_words, times_words

US, GERMAN = DateStyle(month_first=True, half_days=True), DateStyle(False, False)
AT = datetime(2026, 5, 14, 0, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("style", "day", "moment", "hours"),
    [
        (US, "May 14, 2026", "May 14, 2026 at 12:05 AM", "11:30 AM – 12:20 PM"),
        (GERMAN, "14 May 2026", "14 May 2026 at 00:05", "11:30 – 12:20"),
        (DateStyle(False, True), "14 May 2026", "14 May 2026 at 12:05 AM", "11:30 AM – 12:20 PM"),
    ],
)
def test_documents_write_as_the_window_does(
    monkeypatch: pytest.MonkeyPatch, style: DateStyle, day: str, moment: str, hours: str
) -> None:
    monkeypatch.setenv(VARIABLE, style.text())
    assert date_style() == style
    assert day_words(date(2026, 5, 14)) == day
    assert moment_words(AT) == moment
    assert times_words(time(11, 30), time(12, 20)) == hours
    assert child_environment()[VARIABLE] == style.text()


@pytest.mark.parametrize(
    ("said", "style"),
    [
        ({"LANG": "en_US.UTF-8"}, US),
        ({"LANG": "en_US.UTF-8", "LC_TIME": "de_DE.UTF-8"}, GERMAN),
        ({"LC_ALL": "en_GB", "LANG": "en_US"}, GERMAN),
        ({"LC_ALL": "", "LANG": "es_PR@euro"}, US),
        ({"LANG": "C.UTF-8"}, US),
        ({}, US),
    ],
)
def test_the_command_line_takes_it_from_the_locale(
    monkeypatch: pytest.MonkeyPatch, said: dict[str, str], style: DateStyle
) -> None:
    for name in (VARIABLE, "LC_ALL", "LC_TIME", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in said.items():
        monkeypatch.setenv(name, value)
    assert date_style() == style


@pytest.mark.parametrize(
    ("locale", "style"),
    [("en_US", US), ("de_DE", GERMAN), ("ja_JP", DateStyle(True, False)), ("C", GERMAN)],
)
def test_the_window_takes_it_from_the_system(locale: str, style: DateStyle) -> None:
    before = QLocale()
    QLocale.setDefault(QLocale(locale))
    try:
        assert system_style() == style
    finally:
        QLocale.setDefault(before)
