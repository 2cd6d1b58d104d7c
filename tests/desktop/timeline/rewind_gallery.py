"""Saves a picture of each state in which files are brought back from a step's menu.

    python -m tests.desktop.timeline.rewind_gallery FOLDER [WIDTH HEIGHT [light|dark [TEXT_SCALE]]]

QT_SCALE_FACTOR=2 in the environment gives the pictures of a screen at 200 %.
"""

import sys

from graphs import StepKind
from tests.desktop.pictures import Gallery, Wish, gallery, studio
from tests.desktop.timeline.fork_room import ForkRoom, writing
from tests.desktop.timeline.room_pane import RoomPane
from tests.endpoint import Status, Text


def take(room: ForkRoom, pane: RoomPane, shown: Gallery) -> None:
    """Every state, one after the other."""

    def picture(name: str) -> None:
        shown.picture(f"rewind-{name}")

    screen = shown.screen
    room.shopping()
    (room.workspace / "plan.txt").write_text("Walk\n")
    room.says("And plan it.", writing("plan.txt", "Ride\n"), Status(400))
    room.endpoint.then(Text("Done."))
    room.desk.run(room.engine.call(lambda host: host.resume(room.branch_id)))
    pane.open()
    pane.view_model.toggleDetail(f"step:{room.position(StepKind.TOOL, -1)}")
    picture("failed-try")
    pane.view_model.detail.close()
    pane.sheet(StepKind.MODEL, -1)
    picture("nothing-since")
    screen.click("rewindNotNow")
    (room.workspace / "plan.txt").write_text("Walk, and my own lines\n")
    pane.sheet(StepKind.YOU, -2)
    picture("sheet")
    screen.click("file:notes.txt")
    screen.click("file:new.txt")
    screen.click("unfold:notes.txt")
    picture("chosen")
    screen.click("rewindConfirm")
    pane.until_shown("timelineUndo")
    picture("done")
    screen.click("toastAction")
    pane.desk.until(lambda: pane.titles[0].startswith("Take back"))
    picture("taken-back")


def main(wish: Wish) -> None:
    """Save them all."""
    with studio(wish) as desk, gallery(desk, wish) as shown:
        room = shown.room(ForkRoom)
        pane = RoomPane(room, shown.screen, shown.calls, shown.tasks, wish.size)
        shown.screen.paint(dark=wish.dark)
        take(room, pane, shown)


if __name__ == "__main__":
    main(Wish.of(*sys.argv[1:], size=(720, 860)))
