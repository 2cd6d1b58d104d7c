"""Saves a picture of the timeline in each of its states.

    python -m tests.desktop.timeline.gallery FOLDER [WIDTH HEIGHT [light|dark [TEXT_SCALE]]]

QT_SCALE_FACTOR=2 in the environment gives the pictures of a screen at 200 %. The pane, the view
model and the file are real; only what a step's detail says of its run is made up.
"""

import sys

from PySide6.QtCore import Qt

from desktop.timeline.view_model import TimelineViewModel
from graphs import ActionStatus, Library, TurnStatus
from tests.desktop.pictures import Gallery, Wish, gallery, studio
from tests.desktop.timeline.conftest import PlainHost
from tests.desktop.timeline.path import Path

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


def long(library: Library) -> Path:
    """Three hundred turns, of which some failed and most used tools."""
    path = Path(library, "A year of invoices", ago=300 * 8.0 * 3600)
    path.pace = 2.4 * 3600
    asked = ("Sort the invoices of week {n}.", "And who has not paid?", "Write to them, please.")
    for number in range(300):
        path.you(asked[number % 3].format(n=number // 3 + 1))
        if number % 3 != 1:
            path.done(path.wants(f"Write week-{number // 3 + 1}.md"))
        if number % 29 == 28:
            path.ends(TurnStatus.FAILED, "The model did not answer in time.", "Wait a little.")
        else:
            path.answers("Done; three are still open, and I wrote down which.")
    return path


class Walk:
    """Through all that the pane can show."""

    def __init__(self, shown: Gallery, view_model: TimelineViewModel) -> None:
        self.gallery = shown
        self.screen = shown.screen
        self.view_model = view_model

    def picture(self, name: str) -> None:
        self.gallery.picture(f"timeline-{name}")

    def open(self, path: Path, branch_id: str = "") -> None:
        self.view_model.open(path.conversation_id, branch_id or path.branch_id)
        self.gallery.desk.settle(0.2)
        self.screen.item("stepList").forceActiveFocus()

    def take(self) -> None:
        library = self.gallery.library
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
        self.open(long(library))
        self.picture("300-turns")
        self.view_model.moveTo(40)
        self.picture("300-turns-walked")

    @staticmethod
    def library_branch(library: Library, path: Path, name: str) -> str:
        there = library.branches(path.conversation_id)
        return next(branch.id for branch in there if branch.name == name)


def main(wish: Wish) -> None:
    """Save them all."""
    with studio(wish) as desk, gallery(desk, wish) as shown:
        timeline = TimelineViewModel(shown.calls, PlainHost(shown.library), shown.tasks)
        hints = {"foldHint": "Ctrl+T", "undoHint": "Ctrl+Z"}
        shown.show("Timeline", "TimelinePane", timeline=timeline, **hints)
        Walk(shown, timeline).take()


if __name__ == "__main__":
    main(Wish.of(*sys.argv[1:], size=(300, 860)))
