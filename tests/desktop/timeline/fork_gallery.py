"""Saves a picture of the sheet before a branch is made, in each of its states.

    python -m tests.desktop.timeline.fork_gallery FOLDER [WIDTH HEIGHT [light|dark [TEXT_SCALE]]]

QT_SCALE_FACTOR=2 in the environment gives the pictures of a screen at 200 %.
"""

import sys

from PySide6.QtCore import Qt

from graphs import StepKind
from tests.desktop.pictures import Gallery, Wish, gallery, studio
from tests.desktop.timeline.fork_room import STAGE, ForkRoom


def take(room: ForkRoom, shown: Gallery) -> None:
    """Every state, one after the other."""
    stage = shown.screen

    def picture(name: str) -> None:
        shown.picture(f"continue-{name}")

    room.begin(0)
    picture("empty")
    room.view_model.cancel()
    room.shopping()
    room.begin(room.position(StepKind.MODEL, -1))
    picture("nothing-since")
    room.view_model.cancel()
    room.runs("echo Lisbon")
    (room.workspace / "new.txt").write_text("Tea, and what I added myself\n")
    room.begin(room.position(StepKind.YOU, -2))
    picture("done-since")
    stage.click("file:notes.txt")
    stage.click("unfold:notes.txt")
    picture("files")
    stage.item("changeSomething").forceActiveFocus(Qt.FocusReason.TabFocusReason)
    stage.key(Qt.Key.Key_Return)
    stage.type("Please: ")
    picture("changing")
    for _ in range(4):
        stage.key(Qt.Key.Key_Tab)
    picture("changing-tools")
    room.view_model.cancel()


def main(wish: Wish) -> None:
    """Save them all."""
    with studio(wish) as desk, gallery(desk, wish) as shown:
        room = shown.room(ForkRoom)
        shown.show_file(STAGE, fork=room.view_model)
        take(room, shown)


if __name__ == "__main__":
    main(Wish.of(*sys.argv[1:]))
