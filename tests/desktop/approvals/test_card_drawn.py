"""What the card shows, and how it bears what is long."""

import asyncio
import time

import pytest
from PySide6.QtCore import Qt

from desktop.approvals.draft import Mode
from tests.desktop.approvals.room import Room, run, write
from tests.desktop.screen import Screen

Key = Qt.Key
PLAIN = 0
HELD = 0.05
"""Seconds of the window's own thread between two turns of its loop, drawing included."""


def test_words_of_an_action_are_shown_as_they_are(room: Room, stage: Screen) -> None:
    path, content = "<b>bold</b>.txt", "<img src='http://127.0.0.1/x.png'><h1>Approved</h1>"
    room.open(room.ask(write(path, content)))

    assert stage.words("cardTitle") == f"Write {path}"
    told = 0
    for item in stage.within(stage.item("actionCard")):
        text = str(item.property("text") or "")
        if item.inherits("QQuickText") or item.inherits("QQuickTextEdit"):
            assert stage.value(item, "textFormat") == PLAIN, text
            told += "<b>" in text or "<h1>" in text
    assert told >= 4


@pytest.mark.alone
def test_ten_thousand_characters_are_typed_on_without_holding_the_window(
    room: Room, stage: Screen
) -> None:
    room.open(room.ask(write("letter.txt", "A line of a long letter.\n" * 400)))
    stage.item("cardHome").forceActiveFocus()
    stage.key(Key.Key_E)
    stage.key(Key.Key_Tab)
    held: list[float] = []

    async def watch() -> None:
        while True:
            before = time.thread_time()
            await asyncio.sleep(0.001)
            held.append(time.thread_time() - before)

    watching = room.desk.loop.create_task(watch())
    stage.type("as it goes")
    room.desk.settle(0.5)
    watching.cancel()

    print(f"held for {max(held) * 1000:.0f} ms")
    assert room.value("content").startswith("as it goes")
    assert max(held) < HELD


def test_a_long_difference_scrolls_in_itself(room: Room, stage: Screen) -> None:
    room.open(room.ask(write("numbers.txt", "\n".join(str(n) for n in range(3000)))))

    assert stage.item("diff").height() < 260
    assert room.card.more == 2600
    assert stage.item("actionCard").height() < 700


def test_each_control_has_a_name(room: Room, stage: Screen) -> None:
    room.open(room.ask(write("a.txt"), run("make")))
    for mode in Mode:
        room.desk.act(lambda mode=mode: room.card.setMode(mode))
        room.desk.settle()
        for item in stage.within(stage.item("actionCard")):
            if not item.activeFocusOnTab():
                continue
            assert stage.spoken(item), item.objectName() or item
