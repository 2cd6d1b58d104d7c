"""What the card, the dialog and the inbox make of little room, and of much to show."""

import asyncio
import time
from collections.abc import Callable

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtQuick import QQuickItem

from tests.desktop.approvals.room import Room, run, write
from tests.desktop.screen import Screen

Key = Qt.Key
HELD = 0.04
"""Seconds of the window's own thread between two turns of its loop, drawing included."""


def inside(stage: Screen, item: QQuickItem) -> bool:
    """Whether all of an item is within the window."""
    top = item.mapToScene(QPointF(0, 0))
    end = item.mapToScene(QPointF(item.width(), item.height()))
    window = stage.window
    beside = min(top.x(), top.y(), window.width() - end.x(), window.height() - end.y())
    return beside >= 0


def longest_hold(room: Room, deed: Callable[[], object]) -> float:
    """Seconds for which the window's thread was at work without a break."""
    held: list[float] = []

    async def watch() -> None:
        while True:
            before = time.thread_time()
            await asyncio.sleep(0.001)
            held.append(time.thread_time() - before)

    watching = room.desk.loop.create_task(watch())
    room.desk.settle()
    held.clear()
    room.desk.act(deed)
    room.desk.settle(0.5)
    watching.cancel()
    print(f"held for {max(held) * 1000:.0f} ms")
    return max(held)


@pytest.mark.parametrize("size", [(800, 600), (640, 400)])
def test_a_dialog_taller_than_the_window_scrolls_and_keeps_its_decisions_in_reach(
    room: Room, stage: Screen, size: tuple[int, int]
) -> None:
    stage.view.resize(*size)
    room.desk.settle()
    lines = "\n".join(f"line {n}" for n in range(60))
    first, _ = room.waiting(room.ask(write("a.txt", lines), write("b.txt", lines)))
    room.desk.act(lambda: room.view_model.openDialog(first.id))
    room.desk.until(lambda: stage.look("dialogCard") is not None)
    room.desk.settle(0.3)

    body = stage.item("cardBody")
    assert body.property("contentHeight") > body.height() > 60
    for name in ("approve", "edit", "reject", "answer", "notNow", "approveAll", "rejectAll"):
        assert inside(stage, stage.item(name)), name
    assert inside(stage, stage.item("cardTitle"))

    stage.item("diff").forceActiveFocus()
    room.desk.settle()
    end = body.mapToScene(QPointF(0, body.height())).y()
    assert stage.item("diff").mapToScene(QPointF(0, 0)).y() < end


@pytest.mark.parametrize("begun", [Key.Key_E, Key.Key_R, Key.Key_W])
def test_what_is_begun_in_little_room_can_be_ended_there(
    room: Room, stage: Screen, begun: Qt.Key
) -> None:
    stage.view.resize(640, 400)
    lines = "\n".join(f"line {n}" for n in range(60))
    (action,) = room.waiting(room.ask(write("a.txt", lines)))
    room.desk.act(lambda: room.view_model.openDialog(action.id))
    room.desk.until(lambda: stage.look("dialogCard") is not None)
    room.desk.settle(0.3)

    stage.key(begun)
    room.desk.settle(0.2)

    focused = stage.window.activeFocusItem()
    assert focused.objectName() in {"field:path", "decisionWords"}
    assert inside(stage, focused)
    assert inside(stage, stage.item("back"))


def test_six_rows_of_the_inbox_are_reached_by_key_and_long_titles_stay_in_it(
    room: Room, stage: Screen
) -> None:
    title = "A rather long title of a conversation about many things " * 3
    asked = [room.ask(write(f"{n}-{'x' * 80}.txt"), title=title) for n in range(6)]
    room.desk.act(room.view_model.refresh)
    room.desk.until(lambda: len(room.view_model.inbox.rows) == 6)
    inbox = stage.item("inbox")
    inbox.forceActiveFocus()
    room.desk.settle(0.1)

    for _ in range(5):
        stage.key(Key.Key_Down)
    room.desk.settle(0.2)
    last = stage.item(f"inbox:{room.waiting(asked[-1])[0].id}")
    top = last.mapToItem(inbox, QPointF(0, 0)).y()
    assert 0 <= top <= inbox.height() - last.height() + 1
    assert last.width() <= inbox.width()

    stage.key(Key.Key_Return)
    room.desk.until(lambda: room.view_model.dialogShown)
    assert room.card.title.startswith("Write 5-xxx")


@pytest.mark.alone
def test_four_hundred_lines_and_ten_thousand_characters_hold_nothing(
    room: Room, stage: Screen
) -> None:
    before = "\n".join(f"line {n} {'x' * 16}" for n in range(400))
    (room.workspace / "numbers.txt").write_text(before)
    of = room.ask(run("make"), write("numbers.txt", before.replace("x", "y")))
    room.open(of)
    assert room.card.tool == "run_command"

    assert longest_hold(room, lambda: room.card.step(1)) < HELD
    assert len(room.card.diff) == 400
    assert longest_hold(room, lambda: room.card.step(-1)) < HELD


def test_what_appears_takes_the_keyboard_from_nobody(room: Room, stage: Screen) -> None:
    of = room.begin()
    room.open(of)
    stage.item("composer").forceActiveFocus()
    stage.type("are")

    room.ask_in(of, write("a.txt"))
    room.desk.until(lambda: stage.look("actionCard") is not None)
    room.settle()
    stage.type("area")

    assert stage.focused == "composer"
    assert stage.item("composer").property("text") == "arearea"
    assert room.card.mode == 0
    (action,) = room.waiting(of)
    assert action.status.needs_person
