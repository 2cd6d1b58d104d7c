"""Saves a picture of the sheet before a branch is made, in each of its states.

    python -m tests.desktop.timeline.fork_gallery FOLDER [WIDTH HEIGHT [light|dark [TEXT_SCALE]]]

QT_SCALE_FACTOR=2 in the environment gives the pictures of a screen at 200 %.
"""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")

import sys
import tempfile
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtQuick import QQuickView

from desktop.app import event_loop
from desktop.app.application import make_application
from desktop.shared.library_calls import LibraryCalls
from desktop.shared.tasks import Tasks
from graphs import Home, Library, StepKind
from tests.desktop.conftest import Desk
from tests.desktop.timeline.fork_room import ForkRoom
from tests.desktop.timeline.fork_stage import ForkStage
from tests.endpoint import MODEL, ScriptedEndpoint


def take(room: ForkRoom, stage: ForkStage, folder: Path) -> None:
    """Every state, one after the other."""

    def picture(name: str) -> None:
        stage.desk.settle(0.35)
        stage.window.grabWindow().save(str(folder / f"continue-{name}.png"))

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
        room = ForkRoom(desk, library, calls, tasks, endpoint, workspace)
        stage = ForkStage(desk, QQuickView(), room.view_model, int(width), int(height))
        theme = stage.view.engine().singletonInstance("Theme", "Theme")
        theme.setProperty("dark", scheme == "dark")
        take(room, stage, Path(folder))
        stage.end()
        desk.run(tasks.close())
        room.end()
        desk.run(calls.close())
    desk.loop.close()


def raise_(error: BaseException) -> None:
    raise error


if __name__ == "__main__":
    main(*sys.argv[1:])
