"""Files brought back from a step's menu, as a person does it: real engine, agent, file, window."""

from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QGuiApplication

from desktop.shared import links
from desktop.shared.library_calls import LibraryCalls
from desktop.shared.links import StepLink
from desktop.shared.tasks import Tasks
from graphs import ActionStatus, StepKind
from tests.desktop.screen import Screen
from tests.desktop.timeline.fork_room import ForkRoom
from tests.desktop.timeline.room_pane import RoomPane
from tests.desktop.views.conftest import screen as screen

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
RIGHT = Qt.MouseButton.RightButton
AFTER = {"new.txt": "Tea\n", "notes.txt": "Bread\nOat milk\n"}


@pytest.fixture(params=[(640, 700)])
def pane(
    request: pytest.FixtureRequest,
    room: ForkRoom,
    screen: Screen,
    calls: LibraryCalls,
    tasks: Tasks,
) -> Iterator[RoomPane]:
    room.shopping()
    made = RoomPane(room, screen, calls, tasks, request.param)
    made.open()
    yield made
    screen.view.setSource(QUrl())
    room.desk.run(tasks.close())
    shiboken6.delete(made.view_model)


def test_files_come_back_from_the_menu_of_a_step_and_are_taken_back(pane: RoomPane) -> None:
    room, screen = pane.room, pane.screen
    before = room.said(room.branch_id)
    pane.sheet(StepKind.YOU, -1)
    assert screen.item("sheetStart").property("text") == "Write it down."
    assert not screen.item("rewindConfirm").isEnabled()
    screen.click("file:notes.txt")
    screen.click("unfold:notes.txt")
    assert screen.item("diff").property("count") == 3
    screen.click("rewindConfirm")
    pane.until_shown("timelineUndo")

    assert room.files == {"new.txt": "Tea\n", "notes.txt": "Bread\nEggs\n"}
    assert screen.look("rewindNotNow") is None
    assert room.said(room.branch_id) == before
    assert len(room.library.branches(room.conversation_id)) == 1
    (action,) = [one for one in room.library.actions() if one.tool == "bring_back"]
    assert (action.status, action.branch_id) == (ActionStatus.DONE, room.branch_id)
    pane.desk.until(lambda: pane.titles[0] == "Bring back 1 file")

    assert screen.item("toastAction").property("text") == "Take back"
    screen.click("toastAction")

    pane.desk.until(lambda: room.files == AFTER)
    pane.desk.until(lambda: pane.titles[0] == "Take back “Bring back 1 file”")
    assert pane.until_shown("toastAction").property("text") == "Undo"
    screen.click("toastAction")
    pane.desk.until(lambda: room.files == {"new.txt": "Tea\n", "notes.txt": "Bread\nEggs\n"})
    assert pane.failures == []


def test_it_is_all_done_by_keys(pane: RoomPane) -> None:
    room, screen = pane.room, pane.screen
    pane.desk.act(screen.view.rootObject().focusList)
    screen.key(Key.Key_Home)
    screen.key(Key.Key_End)
    screen.key(Key.Key_F10, SHIFT)
    pane.until_shown("rewindEntry")
    screen.key(Key.Key_Escape)
    pane.desk.until(lambda: screen.look("rewindEntry") is None)
    screen.key(Key.Key_R)
    pane.until_shown("rewindNotNow")
    reached: list[str] = []
    for _ in range(12):
        screen.key(Key.Key_Tab)
        reached.append(screen.focused)
    assert {"allFiles", "file:notes.txt", "unfold:notes.txt", "rewindNotNow"} <= set(reached)
    screen.item("allFiles").forceActiveFocus()
    screen.key(Key.Key_Space)
    screen.key(Key.Key_Return, CONTROL)

    pane.desk.until(lambda: room.files == {"notes.txt": "Bread\nEggs\n"})
    pane.until_shown("timelineUndo")
    assert screen.focused.startswith("step:")


def test_not_now_changes_nothing(pane: RoomPane) -> None:
    for leave in (
        lambda: pane.screen.key(Key.Key_Escape),
        lambda: pane.screen.click("rewindNotNow"),
    ):
        pane.sheet(StepKind.YOU, -1)
        pane.screen.click("file:notes.txt")
        leave()
        pane.desk.until(lambda: pane.screen.look("rewindNotNow") is None)
    assert pane.room.files == AFTER
    assert pane.view_model.rewind.files.chosen == frozenset()


def test_what_cannot_come_back_says_why_and_is_not_chosen(pane: RoomPane) -> None:
    (pane.room.workspace / "notes.txt").write_text("mine\n")
    pane.sheet(StepKind.YOU, -1)
    assert not pane.screen.item("file:notes.txt").isEnabled()
    rows = {row.name: row for row in pane.view_model.rewind.files.rows.rows}
    assert "Somebody else has changed it" in rows["notes.txt"].sentence
    pane.screen.click("file:notes.txt")
    assert pane.view_model.rewind.files.chosen == frozenset()


def test_a_file_that_changed_meanwhile_is_left_alone_and_said(pane: RoomPane) -> None:
    pane.sheet(StepKind.YOU, -1)
    pane.screen.click("allFiles")
    (pane.room.workspace / "notes.txt").write_text("mine\n")
    pane.screen.click("rewindConfirm")
    pane.desk.until(lambda: bool(pane.failures))

    ((sentence, hint),) = pane.failures
    assert sentence == "Not every file was brought back."
    assert "notes.txt was left alone" in hint
    assert pane.room.files == {"notes.txt": "mine\n"}
    key = next(row.key for row in pane.view_model.model.rows if row.can_take_back)
    pane.screen.click(key, RIGHT)
    pane.until_shown("takeBackEntry")
    pane.screen.click("takeBackEntry")
    pane.desk.until(lambda: pane.room.files == {"new.txt": "Tea\n", "notes.txt": "mine\n"})


def test_while_the_branch_runs_nothing_is_brought_back_and_it_is_said(pane: RoomPane) -> None:
    room = pane.room
    pane.sheet(StepKind.YOU, -1)
    pane.screen.click("allFiles")
    with room.library.leases.held(room.branch_id):
        pane.screen.click("rewindConfirm")
        pane.desk.until(lambda: bool(pane.failures))

    assert len(pane.failures) == 1
    assert pane.room.files == AFTER
    pane.desk.until(lambda: pane.screen.look("rewindConfirm") is None)


def test_where_nothing_changed_since_it_says_so(pane: RoomPane) -> None:
    pane.sheet(StepKind.MODEL, -1)
    assert pane.screen.look("rewindNothing") is not None
    assert pane.screen.look("rewindConfirm") is None
    pane.screen.key(Key.Key_Return, CONTROL)
    pane.screen.click("rewindNotNow")
    assert not pane.view_model.rewind.shown


def test_the_button_of_a_row_opens_its_menu_and_the_checkpoint_is_copied(pane: RoomPane) -> None:
    position = pane.room.position(StepKind.TOOL)
    pane.screen.hover(f"step:{position}")
    pane.screen.click(f"more:step:{position}")
    pane.until_shown("copyCheckpointEntry")
    pane.screen.click("copyCheckpointEntry")

    step = pane.room.library.step(pane.room.branch_id, str(position))
    assert QGuiApplication.clipboard().text() == step.checkpoint_id


def test_a_link_to_a_step_is_copied(pane: RoomPane) -> None:
    position = pane.room.position(StepKind.TOOL)
    pane.screen.hover(f"step:{position}")
    pane.screen.click(f"more:step:{position}")
    pane.until_shown("copyLinkEntry")
    pane.screen.click("copyLinkEntry")

    copied = links.read(QGuiApplication.clipboard().text())
    assert copied == StepLink(pane.room.branch_id, position)


def test_in_a_fork_that_has_not_gone_on_it_is_seen_too(pane: RoomPane) -> None:
    room = pane.room
    room.begin(room.position(StepKind.MODEL))
    room.desk.act(lambda: room.view_model.files.chooseAll(True))
    room.confirm()
    room.desk.until(lambda: room.files == {"notes.txt": "Bread\nEggs\n"})
    room.branch_id = room.made[-1]

    pane.open()

    pane.desk.until(lambda: pane.titles[0] == "Bring back 2 files")
    assert pane.view_model.model.rows[0].can_take_back


@pytest.mark.parametrize("pane", [(280, 500)], indirect=True)
def test_a_narrow_one_keeps_what_decides_in_sight(pane: RoomPane) -> None:
    pane.sheet(StepKind.YOU, -1)
    for name in ("rewindConfirm", "rewindNotNow"):
        place = pane.screen.place(name)
        assert 0 < place.x() < 280, name
        assert 0 < place.y() < 500, name
