import dataclasses
import time
from datetime import datetime, timedelta

import pytest
from PySide6.QtTest import QAbstractItemModelTester

from desktop.conversations.view_model import ConversationsViewModel
from desktop.shared.library_calls import LibraryCalls
from desktop.shared.tasks import Tasks
from graphs import (
    Conversation,
    ConversationStatus,
    ConversationTitled,
    Library,
    Message,
    TurnStarted,
    TurnStatus,
    TurnWaiting,
)
from tests.desktop.conftest import Desk
from tests.desktop.timeline.path import Path

State = ConversationsViewModel.State


class Sidebar:
    """The view model under test, with what it told."""

    def __init__(self, desk: Desk, library: Library, calls: LibraryCalls, tasks: Tasks) -> None:
        self.desk = desk
        self.library = library
        self.now = datetime.now().astimezone()
        self.view_model = ConversationsViewModel(calls, tasks, lambda: self.now)
        self.opened: list[str] = []
        self.failed: list[tuple[str, str]] = []
        self.view_model.opened.connect(self.opened.append)
        self.view_model.failed.connect(lambda *words: self.failed.append(words))
        QAbstractItemModelTester(
            self.view_model.model,
            QAbstractItemModelTester.FailureReportingMode.Fatal,
            self.view_model,
        )

    @property
    def titles(self) -> list[str]:
        return [row.conversation.title for row in self.view_model.model.rows]

    def add(self, title: str) -> Conversation:
        made = self.library.create(agent_version="1")
        self.library.rename(made.id, title)
        return self.library.conversation(made.id)

    def read(self, wanted: str = "") -> None:
        self.desk.run(self.view_model.read(wanted))
        self.desk.settle(0.02)


@pytest.fixture
def sidebar(desk: Desk, library: Library, calls: LibraryCalls, tasks: Tasks) -> Sidebar:
    return Sidebar(desk, library, calls, tasks)


def test_it_knows_reading_from_nothing_and_from_no_match(sidebar: Sidebar) -> None:
    view_model = sidebar.view_model
    assert view_model.state == State.READING

    sidebar.read()
    assert view_model.state == State.NOTHING_YET

    sidebar.add("Trip")
    sidebar.read()
    assert view_model.state == State.ROWS

    view_model.filter("zebra")
    assert view_model.state == State.NO_MATCH
    view_model.filter("tri")
    assert sidebar.titles == ["Trip"]


def test_the_conversation_open_last_is_opened_again(sidebar: Sidebar) -> None:
    sidebar.add("Other")
    trip = sidebar.add("Trip")

    sidebar.read(trip.id)

    assert sidebar.opened == [trip.id]
    assert sidebar.view_model.currentRow == sidebar.titles.index("Trip")


def test_a_new_one_is_opened_when_the_last_is_gone(sidebar: Sidebar) -> None:
    sidebar.add("Trip")

    sidebar.read("long gone")

    assert sidebar.opened == [""]
    assert sidebar.view_model.currentRow == -1


def test_a_title_typed_is_shown_at_once_and_kept(sidebar: Sidebar) -> None:
    trip = sidebar.add("Trip")
    sidebar.read()

    sidebar.view_model.rename(trip.id, "  Lisbon \n in May ")
    assert sidebar.titles == ["Lisbon in May"]

    sidebar.desk.until(lambda: sidebar.library.conversation(trip.id).title == "Lisbon in May")


@pytest.mark.parametrize("title", ["", "   ", "Trip"])
def test_a_blank_or_unchanged_title_changes_nothing(sidebar: Sidebar, title: str) -> None:
    trip = sidebar.add("Trip")
    sidebar.read()

    sidebar.view_model.rename(trip.id, title)
    sidebar.desk.settle()

    assert sidebar.library.conversation(trip.id).title == "Trip"


def test_deleting_opens_the_next_and_undo_brings_it_back(sidebar: Sidebar) -> None:
    for title in ("C", "B", "A"):
        sidebar.add(title)
        time.sleep(0.002)
    sidebar.read()
    a, b, c = (row.conversation.id for row in sidebar.view_model.model.rows)
    sidebar.view_model.select(b)

    sidebar.view_model.trash(b)

    assert sidebar.titles == ["A", "C"]
    assert sidebar.view_model.selectedId == c
    assert sidebar.view_model.undoShown
    assert sidebar.view_model.deletedTitle == "B"
    sidebar.desk.until(lambda: len(sidebar.library.conversations(trashed=True)) == 1)

    sidebar.view_model.undo()
    sidebar.desk.until(lambda: sidebar.titles == ["A", "B", "C"])

    assert sidebar.view_model.selectedId == b
    assert not sidebar.view_model.undoShown
    assert [one.id for one in sidebar.library.conversations()] == [a, b, c]


def test_undo_goes_back_through_all_that_was_deleted(sidebar: Sidebar) -> None:
    for title in ("B", "A"):
        sidebar.add(title)
        time.sleep(0.002)
    sidebar.read()
    for row in sidebar.view_model.model.rows:
        sidebar.view_model.trash(row.conversation.id)
    assert sidebar.view_model.state == State.NOTHING_YET
    assert sidebar.view_model.selectedId == ""
    sidebar.view_model.dismissUndo()

    sidebar.view_model.undo()
    sidebar.desk.until(lambda: sidebar.titles == ["B"])
    sidebar.view_model.undo()
    sidebar.desk.until(lambda: sidebar.titles == ["A", "B"])

    assert not sidebar.view_model.canUndo


def test_what_is_refused_is_told_and_the_truth_shown(sidebar: Sidebar) -> None:
    trip = sidebar.add("Trip")
    sidebar.read()
    with sidebar.library.database.transaction() as connection:
        connection.exec_driver_sql("DELETE FROM branches")
        connection.exec_driver_sql("DELETE FROM conversations")

    sidebar.view_model.rename(trip.id, "Other")
    sidebar.desk.until(lambda: bool(sidebar.failed))
    sidebar.desk.until(lambda: sidebar.titles == [])

    assert sidebar.failed[0][0] != ""


def test_a_running_turn_is_shown_while_it_runs(sidebar: Sidebar) -> None:
    trip = sidebar.add("Trip")
    sidebar.read()
    sidebar.library.leases.acquire(trip.branch_id)
    message = Message("", "t", "user", "x", 0.0, "t")
    from graphs.storage import turns

    with sidebar.library.database.transaction() as connection:
        turns.record(connection, trip.branch_id, "t", "x", time.time())

    sidebar.view_model.handle(TurnStarted(trip.branch_id, "t", message, resumed=False))
    sidebar.desk.settle()

    (row,) = sidebar.view_model.model.rows
    assert row.conversation.status is ConversationStatus.RUNNING


def test_what_a_fork_does_reads_only_the_row_of_its_conversation(
    sidebar: Sidebar, monkeypatch: pytest.MonkeyPatch
) -> None:
    sidebar.add("Letter")
    path = Path(sidebar.library, "Trip")
    path.you("Where to?")
    path.answers("Lisbon.")
    sidebar.read()
    fork = path.fork(2, "by train")
    path.you("By train.")
    path.ends(TurnStatus.WAITING)
    monkeypatch.setattr(sidebar.library, "conversations", lambda: pytest.fail("read everything"))

    sidebar.view_model.handle(TurnWaiting(fork, path.turn_id))

    def of_trip() -> Conversation:
        rows = sidebar.view_model.model.rows
        return next(row.conversation for row in rows if row.conversation.title == "Trip")

    sidebar.desk.until(lambda: of_trip().branches == 2)
    assert of_trip().status is ConversationStatus.WAITING


def test_a_title_made_by_the_model_replaces_the_old(sidebar: Sidebar) -> None:
    trip = sidebar.add("Trip")
    sidebar.read()

    sidebar.view_model.handle(ConversationTitled(trip.id, "Lisbon"))

    assert sidebar.titles == ["Lisbon"]


def test_a_conversation_begun_in_the_page_is_listed_and_selected(sidebar: Sidebar) -> None:
    sidebar.read()
    begun = sidebar.add("Begun")

    sidebar.view_model.started(begun.id)
    sidebar.desk.until(lambda: sidebar.titles == ["Begun"])

    assert sidebar.view_model.currentRow == 0
    assert sidebar.opened == [""]


def test_headings_follow_the_day(sidebar: Sidebar) -> None:
    sidebar.add("Trip")
    sidebar.read()
    (today,) = sidebar.view_model.model.rows

    sidebar.now += timedelta(days=1)
    sidebar.view_model._listing.look_at_the_clock()

    (yesterday,) = sidebar.view_model.model.rows
    assert yesterday.group == today.group + 1


@pytest.mark.alone
def test_ten_thousand_rows_are_filtered_without_holding_the_window(
    sidebar: Sidebar, calls: LibraryCalls, desk: Desk
) -> None:
    one = sidebar.add("Trip")
    many = [
        dataclasses.replace(
            one, id=f"c{n}", title=f"Title {n}", updated_at=one.updated_at - n * 600
        )
        for n in range(10_000)
    ]
    sidebar.read()
    listing = sidebar.view_model._listing
    listing.swap(dataclasses.replace(listing.inputs, conversations=tuple(many)))
    desk.until(lambda: len(sidebar.titles) == 10_000)

    began = time.thread_time()
    sidebar.view_model.filter("title 99")
    here = time.thread_time() - began
    desk.until(lambda: len(sidebar.titles) < 10_000)

    assert here < 0.008
    assert sidebar.titles[0] == "Title 99"
    sidebar.view_model.filter("title 9999")
    sidebar.view_model.filter("title 999")
    desk.until(lambda: len(sidebar.titles) == 19)
