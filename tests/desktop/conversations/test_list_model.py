from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QLocale, QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from desktop.conversations.changes import changes
from desktop.conversations.derive import rows
from desktop.conversations.list_model import ConversationListModel, Role
from graphs import ConversationStatus
from tests.desktop.conversations.conftest import conversation

NOW = datetime.now().astimezone()

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal


@given(st.lists(st.lists(st.integers(0, 9), unique=True), max_size=6))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_any_row_of_changes_keeps_the_model_sound(app: object, lists: list[list[int]]) -> None:
    model = ConversationListModel()
    QAbstractItemModelTester(model, FATAL, model)

    for ids in lists:
        wanted = rows([conversation(number) for number in ids], "", NOW)
        model.apply(changes(model.rows, wanted))
        assert model.rows == wanted


def test_a_row_says_what_the_sidebar_shows(app: object) -> None:
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    model = ConversationListModel()
    one = conversation(1, NOW.timestamp(), "Trip", ConversationStatus.WAITING)
    model.apply(changes((), rows([one], "", NOW)))
    place = model.index(0)

    assert model.data(place, Role.TITLE) == "Trip"
    assert model.data(place, Role.GROUP) == "Today"
    assert model.data(place, Role.WHEN) == NOW.strftime("%H:%M")
    assert model.data(place, Role.STATUS) == "waiting"
    assert model.row_of("c1") == 0
    assert model.row_of("c2") == -1


@pytest.mark.parametrize(
    ("day", "heading", "when"),
    [(21, "Yesterday", ""), (17, "This week", "Tue"), (3, "This month", "3 Nov")],
)
def test_older_rows_name_their_day(app: object, day: int, heading: str, when: str) -> None:
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    now = datetime(2026, 11, 22, 12, tzinfo=UTC)
    model = ConversationListModel()
    changed = now.replace(day=day)
    model.apply(changes((), rows([conversation(1, changed.timestamp())], "", now)))

    assert model.data(model.index(0), Role.GROUP) == heading
    assert model.data(model.index(0), Role.WHEN) == when


def test_an_older_heading_is_the_month(app: object) -> None:
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    now = datetime(2026, 11, 22, 12, tzinfo=UTC)
    model = ConversationListModel()
    changed = datetime(2025, 3, 9, 12, tzinfo=UTC).timestamp()
    model.apply(changes((), rows([conversation(1, changed)], "", now)))

    assert model.data(model.index(0), Role.GROUP) == "March 2025"


def test_places_outside_hold_nothing(app: object) -> None:
    model = ConversationListModel()

    assert model.data(QModelIndex(), Qt.ItemDataRole.DisplayRole) is None
    assert model.rowCount() == 0
