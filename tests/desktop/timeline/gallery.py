"""Saves a picture of the timeline in each of its states.

    python -m tests.desktop.timeline.gallery FOLDER [WIDTH HEIGHT [light|dark [TEXT_SCALE]]]

QT_SCALE_FACTOR=2 in the environment gives the pictures of a screen at 200 %. The pane, the view
model and the file are real; only what a step's detail says of its run is made up.
"""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")

import sys
import tempfile
from pathlib import Path as Folder

from PySide6.QtCore import Qt, QUrl
from PySide6.QtQuick import QQuickView

from desktop.app import event_loop
from desktop.app.application import make_application
from desktop.shared.library_calls import LibraryCalls
from desktop.shared.tasks import Tasks
from desktop.timeline.view_model import TimelineViewModel
from graphs import ActionStatus, Home, Library, TurnStatus
from tests.desktop.conftest import Desk
from tests.desktop.timeline.conftest import PlainHost
from tests.desktop.timeline.path import Path
from tests.desktop.views.conftest import Screen

Key = Qt.Key


def invoices(library: Library) -> Path:
    """The conversation of the drawing, with three branches."""
    path = Path(library, "Clean up the invoices folder")
    path.you("What's in my invoices folder?")
    path.done(path.wants("List invoices/", text="Lists what is there", tool="list_folder"))
    path.answers("There are 14 invoices.", 212)
    path.you("Sort last quarter's invoices into one folder a month, please.")
    path.done(path.wants("Read 14 files", text="Looks at the folder", tool="read_file"))
    path.wants("Move 14 files", tokens=640)
    path.ends(TurnStatus.WAITING)
    path.fork(6, "by customer")
    path.answers("By customer, then.")
    path.fork(5, "with gpt-4o")
    path.wants("Move 14 files")
    path.ends(TurnStatus.WAITING)
    path.branch_id = path.main_id
    return path


def troubled(library: Library) -> Path:
    """Decisions of each kind, a failed action, and a turn that failed."""
    path = Path(library, "Trip to Lisbon")
    path.you("Find the ferry's times and write them down.")
    path.done(path.wants("Fetch example.org", tool="fetch_url"), ActionStatus.FAILED, 30)
    path.done(path.wants("Write ferry.md"))
    path.done(path.wants("Delete old.md"), ActionStatus.REJECTED, 0.0, "I still need that one")
    path.done(path.wants("Write harbour.md"), edited='{"path": "harbour.md"}')
    path.answers("It leaves at nine and at noon; I wrote it into ferry.md.")
    path.you("And back?")
    path.ends(TurnStatus.FAILED, "The model did not answer in time.", "Continue, or wait a little.")
    return path


def many(library: Library) -> Path:
    """Twelve branches."""
    path = Path(library, "Names for the sailing boat")
    path.long(6)
    names = (
        "asked about refunds instead",
        "with gpt-4o",
        "with Qwen3 4B",
        "shorter",
        "in Portuguese, for the harbour master of Lisbon",
        "another answer",
        "with other tools",
        "without the folder",
        "with other instructions",
        "by customer",
        "by month",
    )
    for place, name in enumerate(names):
        path.fork(2 + place % 3 * 4, name)
    path.branch_id = path.main_id
    return path


class Gallery:
    def __init__(self, screen: Screen, desk: Desk, folder: Folder, view: TimelineViewModel) -> None:
        self.screen = screen
        self.desk = desk
        self.folder = folder
        self.view_model = view

    def picture(self, name: str) -> None:
        self.desk.settle(0.3)
        self.screen.window.grabWindow().save(str(self.folder / f"timeline-{name}.png"))

    def open(self, path: Path, branch_id: str = "") -> None:
        self.view_model.open(path.conversation_id, branch_id or path.branch_id)
        self.desk.settle(0.2)
        self.screen.item("stepList").forceActiveFocus()

    def take(self, library: Library) -> None:
        self.picture("empty")
        path = invoices(library)
        self.open(path)
        self.picture("as-drawn")
        for _ in range(5):
            self.screen.key(Key.Key_Down)
        self.screen.key(Key.Key_P)
        self.screen.type("before sorting")
        self.picture("naming")
        self.screen.key(Key.Key_Return)
        self.screen.key(Key.Key_Down)
        self.screen.key(Key.Key_Right)
        self.picture("walked")
        self.screen.key(Key.Key_Up)
        self.screen.key(Key.Key_Up)
        self.screen.key(Key.Key_Space)
        self.picture("detail")
        self.screen.key(Key.Key_Escape)
        self.screen.key(Key.Key_Menu)
        self.picture("menu")
        self.screen.key(Key.Key_Escape)
        self.screen.click("pinnedOnly")
        self.picture("pinned")
        self.screen.click("pinnedOnly")
        self.screen.click("branch:by customer", Qt.MouseButton.RightButton)
        self.picture("branch-menu")
        self.screen.key(Key.Key_Escape)
        self.view_model.branches.trash(self.library_branch(library, path, "by customer"))
        self.picture("undo")
        self.view_model.branches.undo.dismiss()
        self.open(troubled(library))
        self.screen.click(f"fold:{self.view_model.model.rows[-1].key}")
        self.picture("troubled")
        twelve = many(library)
        self.open(twelve)
        self.picture("many-branches")
        self.screen.click("moreBranches")
        self.picture("all-branches")

    @staticmethod
    def library_branch(library: Library, path: Path, name: str) -> str:
        there = library.branches(path.conversation_id)
        return next(branch.id for branch in there if branch.name == name)


def main(
    folder: str, width: str = "300", height: str = "860", scheme: str = "light", text: str = "1"
) -> None:
    """Save them all."""
    Folder(folder).mkdir(parents=True, exist_ok=True)
    app = make_application(["cairn"])
    font = app.font()
    font.setPixelSize(round(font.pixelSize() * float(text)))
    app.setFont(font)
    desk = Desk(event_loop.join(app, raise_))
    with tempfile.TemporaryDirectory() as home_folder:
        home = Home(Folder(home_folder))
        home.prepare()
        library = Library.open(home)
        calls = LibraryCalls(desk.loop)
        calls.provide(library)
        tasks = Tasks(desk.loop, raise_)
        view_model = TimelineViewModel(calls, PlainHost(library), tasks)
        view = QQuickView()
        screen = Screen(desk, view)
        size = int(width), int(height)
        given = {"timeline": view_model, "foldHint": "Ctrl+T", "undoHint": "Ctrl+Z"}
        desk.act(lambda: screen.show("Timeline", "TimelinePane", *size, **given))
        view.engine().singletonInstance("Theme", "Theme").setProperty("dark", scheme == "dark")
        Gallery(screen, desk, Folder(folder), view_model).take(library)
        view.setSource(QUrl())
        view.close()
        desk.run(tasks.close())
        desk.run(calls.close())


def raise_(error: BaseException) -> None:
    raise error


if __name__ == "__main__":
    main(*sys.argv[1:])
