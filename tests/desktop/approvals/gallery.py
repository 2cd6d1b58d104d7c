"""Saves a picture of the card, the dialog and the inbox in each of their states.

    python -m tests.desktop.approvals.gallery FOLDER [WIDTH HEIGHT [light|dark [TEXT_SCALE]]]

QT_SCALE_FACTOR=2 in the environment gives the pictures of a screen at 200 %. All but the model is
real, and nothing of it is on this computer's network or in its folders.
"""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtQuick import QQuickView

from desktop.app import event_loop
from desktop.app.application import make_application
from desktop.approvals.draft import Mode
from desktop.shared.library_calls import LibraryCalls
from desktop.shared.tasks import Tasks
from graphs import Home, Library
from tests.desktop.approvals.room import Room, run, write
from tests.desktop.approvals.stage import Stage
from tests.desktop.conftest import Desk
from tests.endpoint import MODEL, ScriptedEndpoint, ToolCall

NOTES = "Shopping\n\nBread\nEggs\nButter\nTea\n"
NEW_NOTES = "Shopping\n\nBread\nOat milk\nButter\nTea\nApples\n"
HEBREW = "רשימת קניות\nחלב\nלחם and butter\n"
LONG = "A line of a letter that is rather long, and goes on. " * 200


class Gallery:
    """One stage after the other, and a picture of each."""

    def __init__(self, room: Room, screen: Stage, folder: Path) -> None:
        self.room = room
        self.screen = screen
        self.folder = folder

    def picture(self, name: str) -> None:
        self.screen.desk.settle(0.35)
        self.screen.window.grabWindow().save(str(self.folder / f"{name}.png"))

    def show(self, name: str, *wanted: ToolCall) -> None:
        """What waits in a new conversation, in view."""
        self.room.open(self.room.ask(*wanted, title=name))
        self.picture(name)


def diff(gallery: Gallery) -> None:
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


def changed(gallery: Gallery) -> None:
    (gallery.room.workspace / "notes.txt").write_text(NOTES)
    gallery.show("changing", write("notes.txt", NEW_NOTES))
    (gallery.room.workspace / "notes.txt").write_text(NOTES + "Coffee\n")
    gallery.room.card.approve()
    gallery.picture("changed")


def five(gallery: Gallery) -> None:
    names = ("bread", "eggs", "butter", "tea", "apples")
    gallery.show("five", *(write(f"lists/{name}.txt", name) for name in names))
    gallery.room.card.approve()
    gallery.screen.desk.settle(0.8)
    gallery.room.card.reject()
    gallery.picture("five-decided")


def command(gallery: Gallery) -> None:
    gallery.show("command", run("git status --short"))
    gallery.screen.click("approveMore")
    gallery.picture("rules-allow")
    gallery.screen.key(Qt.Key.Key_Escape)
    gallery.screen.desk.settle(0.3)
    gallery.screen.click("rejectMore")
    gallery.picture("rules-never")
    gallery.screen.key(Qt.Key.Key_Escape)


def misfit(gallery: Gallery) -> None:
    gallery.room.open(gallery.room.ask_unfit("write_file", '{"path": "notes.txt", "ink": 3}'))
    gallery.picture("misfit")


def unknown(gallery: Gallery) -> None:
    of = gallery.room.ask(write("notes.txt", NEW_NOTES), run("make release"), title="unknown")
    for action in gallery.room.waiting(of):
        gallery.room.lose(action)
    gallery.room.open(of)
    gallery.picture("unknown")


def long(gallery: Gallery) -> None:
    gallery.show("long", write("letters/a-rather-long-name-of-a-file-" + "x" * 90 + ".txt", LONG))
    gallery.show("long-diff", write("numbers.txt", "\n".join(f"{n:,}" for n in range(3000))))


def right_to_left(gallery: Gallery) -> None:
    gallery.show("right-to-left", write("קניות.txt", HEBREW))


def dialog(gallery: Gallery) -> None:
    of = gallery.room.ask(
        write("lists/bread.txt", NOTES), write("lists/b.txt"), title="Weekly list"
    )
    (first, _) = gallery.room.waiting(of)
    gallery.room.view_model.openDialog(first.id)
    gallery.screen.desk.until(lambda: gallery.room.view_model.dialogShown)
    gallery.picture("dialog")
    gallery.screen.key(Qt.Key.Key_E)
    gallery.picture("dialog-edit")


def inbox(gallery: Gallery) -> None:
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


STATES: tuple[Callable[[Gallery], None], ...] = (
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


def main(
    folder: str, width: str = "1016", height: str = "760", scheme: str = "light", text: str = "1"
) -> None:
    """Save them all."""
    Path(folder).mkdir(parents=True, exist_ok=True)
    app = make_application(["cairn"])
    font = app.font()
    font.setPixelSize(round(font.pixelSize() * float(text)))
    app.setFont(font)
    desk = Desk(event_loop.join(app, raise_))
    with tempfile.TemporaryDirectory() as place, ScriptedEndpoint() as endpoint:
        os.environ |= {
            "OPENAI_BASE_URL": endpoint.base_url,
            "OPENAI_API_KEY": "key",
            "CAIRN_MODEL": MODEL,
        }
        home = Home(Path(place) / "home")
        home.prepare()
        library = Library.open(home)
        calls = LibraryCalls(desk.loop)
        calls.provide(library)
        tasks = Tasks(desk.loop, raise_)
        workspace = Path(place) / "Documents"
        workspace.mkdir()
        room = Room(desk, library, calls, tasks, endpoint, workspace)
        stage = Stage(desk, QQuickView(), room.view_model, int(width), int(height))
        theme = stage.view.engine().singletonInstance("Theme", "Theme")
        theme.setProperty("dark", scheme == "dark")
        for state in STATES:
            state(Gallery(room, stage, Path(folder)))
        stage.end()
        desk.run(tasks.close())
        room.end()
        desk.run(calls.close())
    desk.loop.close()


def raise_(error: BaseException) -> None:
    raise error


if __name__ == "__main__":
    main(*sys.argv[1:])
