"""Saves a picture of the card, the dialog and the inbox in each of their states.

    python -m tests.desktop.approvals.gallery FOLDER [W H [light|dark [TEXT_SCALE [STATE…]]]]

QT_SCALE_FACTOR=2 in the environment gives the pictures of a screen at 200 %. All but the model is
real, and nothing of it is on this computer's network or in its folders.
"""

import sys
from collections.abc import Callable

from PySide6.QtCore import Qt

from desktop.approvals.draft import Mode
from tests.desktop.approvals.room import STAGE, Room, run, write
from tests.desktop.pictures import Gallery, Wish, gallery, studio
from tests.endpoint import ToolCall

NOTES = "Shopping\n\nBread\nEggs\nButter\nTea\n"
NEW_NOTES = "Shopping\n\nBread\nOat milk\nButter\nTea\nApples\n"
HEBREW = "רשימת קניות\nחלב\nלחם and butter\n"
LONG = "A line of a letter that is rather long, and goes on. " * 200


class Waiting:
    """What waits, and a picture of it."""

    def __init__(self, room: Room, shown: Gallery) -> None:
        self.room = room
        self.screen = shown.screen
        self.picture = shown.picture

    def show(self, name: str, *wanted: ToolCall) -> None:
        """What waits in a new conversation, in view."""
        self.room.open(self.room.ask(*wanted, title=name))
        self.picture(name)


def diff(gallery: Waiting) -> None:
    (gallery.room.workspace / "notes.txt").write_text(NOTES)
    gallery.show("diff", write("notes.txt", NEW_NOTES))
    gallery.screen.click("approveMore")
    gallery.picture("rules-folder")
    gallery.screen.key(Qt.Key.Key_Escape)
    card = gallery.room.card
    card.setMode(Mode.EDIT)
    card.setField("path", "lists/notes.txt")
    gallery.picture("edited")
    card.setField("content", "")
    card.setField("path", "../elsewhere.txt")
    gallery.picture("edited-wrong")
    card.setMode(Mode.REJECT)
    gallery.screen.item("decisionWords").forceActiveFocus()
    gallery.screen.type("Put it under lists, please")
    gallery.picture("reject")
    card.setMode(Mode.ANSWER)
    gallery.picture("answer")


def changed(gallery: Waiting) -> None:
    (gallery.room.workspace / "notes.txt").write_text(NOTES)
    gallery.show("changing", write("notes.txt", NEW_NOTES))
    (gallery.room.workspace / "notes.txt").write_text(NOTES + "Coffee\n")
    gallery.room.card.approve()
    gallery.picture("changed")


def five(gallery: Waiting) -> None:
    names = ("bread", "eggs", "butter", "tea", "apples")
    gallery.show("five", *(write(f"lists/{name}.txt", name) for name in names))
    gallery.room.card.approve()
    gallery.screen.desk.settle(0.8)
    gallery.room.card.reject()
    gallery.picture("five-decided")


def command(gallery: Waiting) -> None:
    gallery.show("command", run("git status --short"))
    gallery.screen.click("approveMore")
    gallery.picture("rules-allow")
    gallery.screen.key(Qt.Key.Key_Escape)
    gallery.screen.desk.settle(0.3)
    gallery.screen.click("rejectMore")
    gallery.picture("rules-never")
    gallery.screen.key(Qt.Key.Key_Escape)


def misfit(gallery: Waiting) -> None:
    gallery.room.open(gallery.room.ask_unfit("write_file", '{"path": "notes.txt", "ink": 3}'))
    gallery.picture("misfit")


def unknown(gallery: Waiting) -> None:
    of = gallery.room.ask(write("notes.txt", NEW_NOTES), run("make release"), title="unknown")
    for action in gallery.room.waiting(of):
        gallery.room.lose(action)
    gallery.room.open(of)
    gallery.picture("unknown")


def long(gallery: Waiting) -> None:
    gallery.show("long", write("letters/a-rather-long-name-of-a-file-" + "x" * 90 + ".txt", LONG))
    gallery.show("long-diff", write("numbers.txt", "\n".join(f"{n:,}" for n in range(3000))))


def right_to_left(gallery: Waiting) -> None:
    gallery.show("right-to-left", write("קניות.txt", HEBREW))


def dialog(gallery: Waiting) -> None:
    of = gallery.room.ask(
        write("lists/bread.txt", NOTES), write("lists/b.txt"), title="Weekly list"
    )
    (first, _) = gallery.room.waiting(of)
    gallery.room.view_model.openDialog(first.id)
    gallery.screen.desk.until(lambda: gallery.room.view_model.dialogShown)
    gallery.picture("dialog")
    gallery.screen.key(Qt.Key.Key_E)
    gallery.picture("dialog-edit")


def inbox(gallery: Waiting) -> None:
    gallery.screen.key(Qt.Key.Key_Escape)
    gallery.screen.key(Qt.Key.Key_Escape)
    gallery.room.open(gallery.room.ask(write("a.txt"), run("ls"), title="Long " * 12))
    listed = gallery.screen.look("inbox")
    if listed is None:
        return  # a narrow window keeps it in a drawer
    listed.forceActiveFocus(Qt.FocusReason.TabFocusReason)
    for _ in gallery.room.view_model.inbox.rows:
        gallery.screen.key(Qt.Key.Key_Down)
    gallery.picture("inbox")


STATES: tuple[Callable[[Waiting], None], ...] = (
    diff,
    changed,
    five,
    command,
    misfit,
    unknown,
    long,
    right_to_left,
    dialog,
    inbox,
)


def main(wish: Wish) -> None:
    """Save them all, or those of the states named."""
    with studio(wish) as desk, gallery(desk, wish) as shown:
        room = shown.room(Room)
        shown.show_file(STAGE, approvals=room.view_model)
        for state in wish.chosen(STATES):
            state(Waiting(room, shown))


if __name__ == "__main__":
    main(Wish.of(*sys.argv[1:]))
