"""A turn that fails and is continued, in a real window over the real agent."""

from collections.abc import Iterator
from uuid import uuid4

import pytest
import shiboken6
from PySide6.QtCore import QUrl

from desktop.shared.library_calls import LibraryCalls
from desktop.shared.tasks import Tasks
from tests.desktop.screen import Screen
from tests.desktop.timeline.fork_room import ForkRoom, writing
from tests.desktop.timeline.room_pane import RoomPane
from tests.desktop.views.conftest import screen as screen
from tests.endpoint import Reply, Status, Text


@pytest.fixture
def pane(room: ForkRoom, screen: Screen, calls: LibraryCalls, tasks: Tasks) -> Iterator[RoomPane]:
    room.says("What do I need?", Text("Bread and eggs."))
    made = RoomPane(room, screen, calls, tasks, (320, 700))
    made.open()
    yield made
    screen.view.setSource(QUrl())
    room.desk.run(tasks.close())
    shiboken6.delete(made.view_model)


def resume(room: ForkRoom, *replies: Reply) -> None:
    room.endpoint.then(*replies)
    room.desk.run(room.engine.call(lambda host: host.resume(room.branch_id)))


def test_a_failed_try_says_why_and_stays_when_the_turn_is_continued(pane: RoomPane) -> None:
    pane.room.says("Write it down.", writing("notes.txt", "Eggs\n"), Status(400))
    pane.desk.until(lambda: pane.tones[:4] == ["failed", "tool", "calls", "you"])
    why = pane.titles[0]
    assert "HTTP 400" in why
    row = pane.view_model.model.rows[0]
    assert pane.until_shown(row.key).property("title") == why
    assert pane.room.files == {"notes.txt": "Eggs\n"}

    resume(pane.room, Text("Done."))

    pane.desk.until(lambda: pane.tones[:5] == ["model", "failed", "tool", "calls", "you"])
    assert pane.titles[1] == why
    pane.until_shown(row.key)
    assert pane.failures == []


def test_each_of_several_failed_tries_is_seen_and_the_turn_is_folded_as_one_that_ended_well(
    pane: RoomPane,
) -> None:
    pane.room.says("Write it down.", Status(400))
    pane.desk.until(lambda: pane.tones[:2] == ["failed", "you"])
    resume(pane.room, Status(401))
    pane.desk.until(lambda: pane.tones[:3] == ["failed", "failed", "you"])
    assert pane.view_model.model.rows[0].failure != pane.view_model.model.rows[1].failure

    resume(pane.room, Text("Done."))
    pane.desk.until(lambda: pane.tones[:4] == ["model", "failed", "failed", "you"])
    key = pane.view_model.model.rows[3].key
    pane.screen.click(f"fold:{key}")
    pane.desk.until(lambda: pane.titles[0] == "Write it down.")

    head = pane.view_model.model.rows[0]
    assert (head.folded, head.trouble) == (1, False)


def test_one_that_was_left_is_folded_as_failed(pane: RoomPane) -> None:
    pane.room.says("Write it down.", Status(400))
    pane.desk.run(pane.room.engine.call(lambda host: host.leave(pane.room.branch_id)))
    pane.room.says(f"Never mind {uuid4().hex[:4]}", Text("Fine."))

    pane.desk.until(lambda: len(pane.titles) > 3 and pane.titles[2] == "Write it down.")
    assert pane.view_model.model.rows[2].trouble
