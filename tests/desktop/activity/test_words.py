from datetime import date

import pytest
from PySide6.QtCore import QLocale

from desktop.activity.words import day_heading, event_word, tone
from desktop.shared.action_words import duration, status_word
from graphs import ActionStatus

TODAY = date(2026, 5, 8)


@pytest.fixture(autouse=True)
def _british(app: object) -> None:
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(None, ""), (0.04, "0.0 s"), (1.24, "1.2 s"), (9.96, "10 s"), (59.6, "1 min 0 s"),
     (185, "3 min 5 s"), (3599.7, "1 h 0 min"), (8655, "2 h 24 min")],
)  # fmt: skip
def test_durations(seconds: float | None, words: str) -> None:
    assert duration(seconds) == words


@pytest.mark.parametrize(
    ("day", "heading"),
    [
        (date(2026, 5, 8), "Today"),
        (date(2026, 5, 7), "Yesterday"),
        (date(2026, 5, 2), "Saturday"),
        (date(2026, 5, 1), "1 May 2026"),
        (date(2026, 6, 1), "1 June 2026"),
    ],
)
def test_days(day: date, heading: str) -> None:
    assert day_heading(day, TODAY) == heading


@pytest.mark.parametrize("status", list(ActionStatus))
def test_every_status_has_a_word_and_its_own_entry(status: ActionStatus) -> None:
    assert status_word(status)
    assert tone(status)
    assert event_word(status.value) != status.value
