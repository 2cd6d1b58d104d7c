"""Saves a picture of the sidebar in each of its states, with branches beneath conversations.

    python -m tests.desktop.conversations.gallery FOLDER [WIDTH HEIGHT [light|dark [TEXT_SCALE]]]

QT_SCALE_FACTOR=2 in the environment gives the pictures of a screen at 200 %. The sidebar, the view
models and the file are real.
"""

import sys

from PySide6.QtCore import Qt

from desktop.approvals.view_model import ApprovalsViewModel
from desktop.conversations.connection import ConnectionViewModel
from desktop.conversations.view_model import ConversationsViewModel
from desktop.evals.models import ModelsViewModel
from graphs import Library, ModelStateChanged, TurnStatus
from tests.desktop.conversations.conftest import NoEngine
from tests.desktop.pictures import Gallery, Wish, gallery, studio
from tests.desktop.timeline.path import Path

Key = Qt.Key
SIDEBAR = (264, 760)


def plain(library: Library, title: str, ago: float = 700) -> Path:
    """A conversation of one branch."""
    path = Path(library, title, ago)
    path.you(title)
    path.answers("Done.")
    return path


def refunds(library: Library) -> Path:
    """One whose branches are at work, wait, and rest."""
    path = plain(library, "Refunds of last quarter")
    path.fork(2, "asked about refunds instead")
    path.you("And the refunds?")
    path.wants("Write refunds.csv")
    path.ends(TurnStatus.WAITING)
    path.fork(2, "with gpt-4o")
    path.you("Once more.")
    library.leases.acquire(path.branch_id)
    pinned = path.fork(2, "by customer, with a rather long name of its own")
    library.pin_branch(pinned, pinned=True)
    path.fork(2, "in euros")
    path.you("In euros.")
    path.ends(TurnStatus.FAILED, "The model does not answer.", "Try again.")
    return path


def many(library: Library, title: str, count: int) -> Path:
    """One of so many branches."""
    path = plain(library, title)
    for number in range(2, count + 1):
        path.fork(2, f"another way, number {number}")
    return path


def pictures(
    shown: Gallery, sidebar: ConversationsViewModel, approvals: ApprovalsViewModel
) -> None:
    screen, library, desk = shown.screen, shown.library, shown.desk
    plain(library, "Trip to Lisbon", 90_000 * 3)
    two = plain(library, "Letter to the landlord", 90_000)
    library.rename_branch(two.fork(2, "shorter"), "shorter, and kinder")
    library.set_main_branch(two.branch_id)
    hundreds = many(library, "Two hundred ways to say no", 200)
    dozen = many(library, "A dozen drafts", 12)
    of = refunds(library)
    plain(library, "Reading list for the summer")

    def open_(path: Path, branch_id: str = "") -> None:
        sidebar.select(path.conversation_id)
        sidebar.show(path.conversation_id, branch_id or path.main_id)
        desk.settle(0.3)

    desk.run(sidebar.read(""))
    approvals.refresh()
    shown.picture("sidebar-folded")
    open_(of, of.branch_id)
    shown.picture("sidebar-open")
    screen.hover("sideBranch:with gpt-4o")
    shown.picture("sidebar-hover")
    screen.click("sideBranch:with gpt-4o", Qt.MouseButton.RightButton)
    shown.picture("sidebar-menu")
    screen.key(Key.Key_Escape)
    screen.item("conversationList").forceActiveFocus()
    screen.key(Key.Key_Right)
    screen.key(Key.Key_Down)
    shown.picture("sidebar-keys")
    screen.key(Key.Key_F2)
    shown.picture("sidebar-rename")
    screen.key(Key.Key_Escape)
    screen.key(Key.Key_Delete)
    desk.settle(0.2)
    shown.picture("sidebar-deleted")
    sidebar.dismissUndo()
    sidebar.branches.fold(of.conversation_id)
    open_(two)
    open_(dozen)
    shown.picture("sidebar-twelve")
    sidebar.branches.fold(dozen.conversation_id)
    open_(hundreds)
    shown.picture("sidebar-hundreds")
    sidebar.branches.toggleWhole(hundreds.conversation_id)
    screen.item("conversationList").forceActiveFocus()
    for _ in range(8):
        screen.key(Key.Key_PageDown)
    shown.picture("sidebar-hundreds-whole")
    sidebar.filter("no")
    shown.picture("sidebar-filtered")


def main(*arguments: str) -> None:
    """Save them all."""
    wish = Wish.of(*arguments, size=SIDEBAR)
    with studio(wish) as desk, gallery(desk, wish) as shown:
        connection = ConnectionViewModel()
        sidebar = ConversationsViewModel(shown.calls, shown.tasks)
        approvals = ApprovalsViewModel(shown.calls, NoEngine(), shown.tasks)
        models = ModelsViewModel(shown.calls, NoEngine(), NoEngine(), shown.tasks)
        shown.show(
            "Conversations",
            "Sidebar",
            approvals=approvals,
            connection=connection,
            conversations=sidebar,
            models=models,
        )
        connection.handle(ModelStateChanged("ready", "SmolLM2 135M", True))
        pictures(shown, sidebar, approvals)


if __name__ == "__main__":
    main(*sys.argv[1:])
