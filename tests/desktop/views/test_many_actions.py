"""A hundred thousand actions: what the person waits for, and what holds the window."""

import asyncio
import time
from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import Qt, QUrl

from desktop.shared.library_calls import LibraryCalls
from desktop.shared.tasks import Tasks
from graphs import ActionStatus, Library
from graphs.storage.tables import actions
from tests.desktop.activity.conftest import Activity
from tests.desktop.conftest import Desk
from tests.desktop.screen import Screen

MANY = 100_000
HELD = 0.05
"""Seconds of the window's own thread between two turns of its loop, drawing included: some 8 ms
are aimed at; a machine that tests much at once, drawing in software, takes more."""


def write_many(activity: Activity) -> None:
    """One action, and copies of it, each a minute older."""
    of = activity.journal.conversation("Invoices")
    waiting = activity.journal.propose(of, "Write a note", content="Buy milk. " * 20)
    approved = activity.journal.decide(waiting, ActionStatus.APPROVED)
    activity.journal.finish(approved, "Wrote it. " * 20)
    names = [column.name for column in actions.columns]
    anew = {
        "id": "'a' || n",
        "call_id": "'k' || n",
        "message_id": "'m' || n",
        "proposed_at": "proposed_at - 60 * n",
    }
    copied = ", ".join(anew.get(name, name) for name in names)
    with activity.library.database.transaction() as c:
        c.exec_driver_sql(
            f"WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number "
            f"WHERE n < {MANY}) INSERT INTO actions ({', '.join(names)}) "
            f"SELECT {copied} FROM actions, number"
        )


@pytest.fixture
def many(desk: Desk, library: Library, calls: LibraryCalls, tasks: Tasks) -> Iterator[Activity]:
    """Without a tester of the model, which takes longer than all that it tests."""
    made = Activity(desk, library, calls, tasks)
    write_many(made)
    yield made
    desk.run(tasks.close())
    shiboken6.delete(made.view_model)


@pytest.mark.alone
def test_scrolling_through_many_never_holds_the_window(many: Activity, screen: Screen) -> None:
    given = {"activity": many.view_model}
    began = time.perf_counter()
    many.desk.act(lambda: screen.show("Activity", "ActivityPage", 760, 640, **given))
    many.desk.until(lambda: many.view_model.model.rowCount() > 0)
    shown = time.perf_counter() - began
    screen.item("activityList").forceActiveFocus()
    held: list[float] = []

    async def watch() -> None:
        while True:
            before = time.thread_time()
            await asyncio.sleep(0.001)
            held.append(time.thread_time() - before)

    watching = many.desk.loop.create_task(watch())
    for _ in range(30):
        screen.key(Qt.Key.Key_End)
    watching.cancel()
    read = many.view_model.model.rowCount()
    screen.view.setSource(QUrl())

    print(f"shown after {shown * 1000:.0f} ms, held for {max(held) * 1000:.0f} ms, {read} rows")
    assert shown < 3
    assert read > 2_000
    assert max(held) < HELD


def test_a_search_through_all_of_them_ends(many: Activity) -> None:
    many.enter()
    began = time.perf_counter()

    many.desk.act(lambda: many.view_model.search("nowhere to be found"))
    many.desk.until(lambda: many.view_model.state == many.view_model.State.NO_MATCH)

    print(f"searched after {time.perf_counter() - began:.1f} s")
