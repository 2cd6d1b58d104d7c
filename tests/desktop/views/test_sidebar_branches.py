"""Branches beneath their conversation in the sidebar, over a real library."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from desktop.shared import links
from desktop.shared.library_calls import LibraryCalls
from desktop.shared.links import BranchLink
from desktop.shared.tasks import Tasks
from graphs import Library, TurnStatus
from tests.desktop.conftest import Desk
from tests.desktop.conversations.on_screen import Sidebar
from tests.desktop.screen import Screen
from tests.desktop.timeline.path import Path

Key = Qt.Key


class Branched(Sidebar):
    """The sidebar with a conversation of three branches, Trip, and one of one, Letter.

    Attributes:
        wanted: the branches that were asked for, by their names.
    """

    def __init__(
        self, desk: Desk, screen: Screen, library: Library, calls: LibraryCalls, tasks: Tasks
    ) -> None:
        super().__init__(desk, screen, library, calls, tasks)
        self.wanted: list[str] = []
        self.path = Path(library, "Trip")
        self.path.you("Where to?")
        self.path.answers("Lisbon.")
        self.ids = {"main": self.path.main_id}
        for name in ("by train", "by bike"):
            self.ids[name] = self.path.fork(2, name)
        self.conversations.branchWanted.connect(self._bring)
        self.show("Letter")

    def open(self, name: str = "main") -> None:
        """Trip is in view, with that branch."""
        self.conversations.select(self.path.conversation_id)
        self.conversations.show(self.path.conversation_id, self.ids[name])
        self.until_shown("sideBranch:by bike")

    def until_shown(self, name: str) -> None:
        self.desk.until(lambda: self.screen.look(name) is not None)

    def until_gone(self, name: str) -> None:
        self.desk.until(lambda: self.screen.look(name) is None)

    @property
    def rows(self) -> list[str]:
        """What is listed, the branches of Trip by their names."""
        model = self.conversations.model
        return [str(model.data(model.index(at))) for at in range(model.rowCount())]

    @property
    def at(self) -> str:
        """Where the keyboard is."""
        return self.rows[self.conversations.currentRow]

    def names(self, trashed: bool = False) -> list[str]:
        """Trip's branches, as they are on disk."""
        found = self.library.branches(self.path.conversation_id, trashed=trashed)
        return [branch.name or "main" for branch in found]

    def _bring(self, conversation_id: str, branch_id: str) -> None:
        self.wanted += [name for name, id_ in self.ids.items() if id_ == branch_id]
        self.conversations.select(conversation_id)
        self.conversations.show(conversation_id, branch_id)


@pytest.fixture
def sidebar(
    desk: Desk, screen: Screen, library: Library, calls: LibraryCalls, tasks: Tasks
) -> Branched:
    return Branched(desk, screen, library, calls, tasks)


def test_what_is_opened_is_unfolded_by_itself_and_the_branch_in_view_marked(
    sidebar: Branched,
) -> None:
    assert "by train" not in sidebar.rows

    sidebar.open("by train")

    assert sidebar.rows == ["Letter", "Trip", "main", "by train", "by bike"]
    shown = {name: sidebar.screen.item(f"sideBranch:{name}") for name in sidebar.ids}
    assert {name for name, row in shown.items() if row.property("inView")} == {"by train"}


def test_the_chevron_folds_and_unfolds(sidebar: Branched) -> None:
    button = "foldBranches"
    assert sidebar.screen.item(button).property("branches") == 3

    sidebar.screen.click(button)
    sidebar.until_shown("sideBranch:by bike")
    sidebar.screen.click(button)

    sidebar.until_gone("sideBranch:by bike")
    assert sidebar.rows == ["Letter", "Trip"]


def test_what_the_person_folded_stays_folded_when_it_is_opened_again(sidebar: Branched) -> None:
    sidebar.open()
    sidebar.screen.click("foldBranches")

    sidebar.screen.click(sidebar.row("Letter"))
    sidebar.screen.click(sidebar.row("Trip"))
    sidebar.conversations.refresh()
    sidebar.desk.settle(0.1)

    assert sidebar.rows == ["Letter", "Trip"]


def test_a_click_opens_a_branch_also_of_a_conversation_that_is_not_in_view(
    sidebar: Branched,
) -> None:
    sidebar.open()
    sidebar.screen.click(sidebar.row("Letter"))
    assert sidebar.selected == "Letter"

    sidebar.screen.click("sideBranch:by bike")

    assert sidebar.wanted == ["by bike"]
    assert sidebar.selected == "Trip"
    assert sidebar.at == "by bike"
    assert sidebar.screen.item("sideBranch:by bike").property("inView")


def test_the_arrows_walk_through_branches_and_enter_opens_one(sidebar: Branched) -> None:
    sidebar.open()
    sidebar.screen.click(sidebar.row("Trip"))

    walked: list[str] = []
    for key in (Key.Key_Right, Key.Key_Down, Key.Key_Down, Key.Key_Left, Key.Key_Down):
        sidebar.screen.key(key)
        walked.append(sidebar.at)
    assert walked == ["main", "by train", "by bike", "Trip", "main"]
    assert sidebar.wanted == []

    sidebar.screen.key(Key.Key_End)
    sidebar.screen.key(Key.Key_Return)

    assert sidebar.wanted == ["by bike"]
    assert sidebar.at == "by bike"


def test_left_folds_and_right_unfolds(sidebar: Branched) -> None:
    sidebar.open()
    sidebar.screen.click(sidebar.row("Trip"))

    sidebar.screen.key(Key.Key_Left)
    assert sidebar.rows == ["Letter", "Trip"]
    sidebar.screen.key(Key.Key_Right)

    sidebar.until_shown("sideBranch:by bike")
    assert sidebar.at == "Trip"


def rename_by_f2(sidebar: Branched) -> None:
    sidebar.screen.click("sideBranch:by train")
    sidebar.screen.key(Key.Key_F2)


def rename_by_double_click(sidebar: Branched) -> None:
    sidebar.screen.double_click("sideBranch:by train")


def rename_by_menu(sidebar: Branched) -> None:
    sidebar.screen.click("sideBranch:by train", Qt.MouseButton.RightButton)
    sidebar.screen.click("renameBranch")


def rename_by_more(sidebar: Branched) -> None:
    sidebar.screen.hover("sideBranch:by train")
    sidebar.screen.click("branchMore")
    sidebar.screen.click("renameBranch")


@pytest.mark.parametrize(
    "begin", [rename_by_f2, rename_by_double_click, rename_by_menu, rename_by_more]
)
def test_every_way_to_rename_a_branch_ends_with_enter(
    sidebar: Branched, begin: Callable[[Branched], None]
) -> None:
    sidebar.open()

    begin(sidebar)
    sidebar.screen.type("by sea")
    sidebar.screen.key(Key.Key_Return)

    sidebar.until_shown("sideBranch:by sea")
    assert sidebar.names() == ["main", "by sea", "by bike"]
    assert sidebar.screen.look("renameField") is None


@pytest.mark.parametrize("typed", ["", "   ", "by train"])
def test_a_blank_or_unchanged_name_changes_nothing(sidebar: Branched, typed: str) -> None:
    sidebar.open()

    rename_by_f2(sidebar)
    sidebar.screen.key(Key.Key_Delete)
    sidebar.screen.type(typed)
    sidebar.screen.key(Key.Key_Return)
    sidebar.desk.settle()

    assert sidebar.names() == ["main", "by train", "by bike"]


def test_delete_moves_a_branch_to_the_trash_and_undo_brings_it_back(sidebar: Branched) -> None:
    sidebar.open()
    sidebar.screen.click("sideBranch:by train")
    sidebar.wanted.clear()

    sidebar.screen.key(Key.Key_Delete)
    sidebar.until_gone("sideBranch:by train")
    assert sidebar.names(trashed=True) == ["by train"]
    assert sidebar.wanted == ["main"]
    assert sidebar.rows == ["Letter", "Trip", "main", "by bike"]
    sidebar.until_shown("undoBar")
    assert "by train" in sidebar.screen.item("undoBar").property("sentence")
    sidebar.screen.click("toastAction")

    sidebar.until_shown("sideBranch:by train")
    assert sidebar.names(trashed=True) == []
    assert sidebar.wanted == ["main", "by train"]


def test_after_one_is_deleted_the_keyboard_is_at_the_next_branch(sidebar: Branched) -> None:
    sidebar.path.fork(2, "on foot")
    sidebar.open("by train")
    sidebar.screen.click("sideBranch:by bike")

    sidebar.screen.key(Key.Key_Delete)
    sidebar.desk.until(lambda: sidebar.rows[2:] == ["main", "by train", "on foot"])
    assert sidebar.at == "on foot"
    sidebar.screen.key(Key.Key_Delete)
    sidebar.desk.until(lambda: sidebar.rows[2:] == ["main", "by train"])

    assert sidebar.at == "by train"


def test_one_that_is_not_in_view_goes_without_another_coming_into_view(sidebar: Branched) -> None:
    sidebar.open()
    sidebar.screen.click("sideBranch:by train", Qt.MouseButton.RightButton)

    sidebar.screen.click("deleteBranch")

    sidebar.until_gone("sideBranch:by train")
    assert sidebar.wanted == []


def test_the_main_branch_is_not_deleted_and_neither_is_its_conversation(sidebar: Branched) -> None:
    failed: list[str] = []
    sidebar.conversations.failed.connect(lambda sentence, hint: failed.append(sentence))
    sidebar.open()
    sidebar.screen.click("sideBranch:main")

    sidebar.screen.key(Key.Key_Delete)
    sidebar.desk.until(lambda: bool(failed))

    assert sidebar.names() == ["main", "by train", "by bike"]
    assert sidebar.rows == ["Letter", "Trip", "main", "by train", "by bike"]


def test_a_link_to_a_branch_is_copied(sidebar: Branched) -> None:
    sidebar.open()
    sidebar.screen.click("sideBranch:by bike", Qt.MouseButton.RightButton)
    sidebar.screen.click("copyBranchLink")

    copied = links.read(QGuiApplication.clipboard().text())
    assert copied == BranchLink(sidebar.ids["by bike"])


def test_a_pinned_branch_stands_above_the_others(sidebar: Branched) -> None:
    sidebar.open()
    sidebar.screen.click("sideBranch:by bike", Qt.MouseButton.RightButton)

    sidebar.screen.click("pinBranch")

    sidebar.desk.until(lambda: sidebar.rows[2:] == ["main", "by bike", "by train"])
    assert sidebar.screen.item("sideBranch:by bike").property("pinned")


def test_another_main_branch_comes_first(sidebar: Branched) -> None:
    sidebar.open()
    sidebar.screen.click("sideBranch:by bike", Qt.MouseButton.RightButton)

    sidebar.screen.click("mainBranch")

    sidebar.desk.until(lambda: sidebar.rows[2:] == ["by bike", "first", "by train"])
    assert sidebar.screen.item("sideBranch:by bike").property("mark") == "main"


def test_two_branches_are_compared_from_the_menu_of_the_other(sidebar: Branched) -> None:
    compared: list[tuple[str, str]] = []
    sidebar.conversations.compareWanted.connect(lambda *ids: compared.append(ids))
    sidebar.open("by bike")
    sidebar.screen.click("sideBranch:by train", Qt.MouseButton.RightButton)

    sidebar.screen.click("compareBranch")

    assert compared == [(sidebar.ids["by train"], sidebar.ids["by bike"])]


def test_each_branch_says_how_it_stands(sidebar: Branched) -> None:
    path = sidebar.path
    path.branch_id = sidebar.ids["by bike"]
    path.you("By bike.")
    path.ends(TurnStatus.WAITING)
    path.branch_id = sidebar.ids["by train"]
    path.you("By train.")
    sidebar.library.leases.acquire(path.branch_id)
    sidebar.conversations.refresh()
    trip = sidebar.screen.item(sidebar.row("Trip"))
    sidebar.desk.until(lambda: "Waits for you" in sidebar.screen.spoken(trip))

    sidebar.open()

    said = {
        name: sidebar.screen.spoken(sidebar.screen.item(f"sideBranch:{name}"))
        for name in sidebar.ids
    }
    assert "running" in said["by train"]
    assert "waits for you" in said["by bike"]
    assert said["main"] == "Branch main, main branch"


def test_two_hundred_are_a_dozen_rows_until_all_are_wanted(sidebar: Branched) -> None:
    for number in range(197):
        sidebar.path.fork(2, f"way {number}")
    sidebar.conversations.refresh()
    sidebar.conversations.select(sidebar.path.conversation_id)
    more = f"moreBranchesOf:{sidebar.path.conversation_id}"
    sidebar.until_shown(more)
    assert len(sidebar.rows) == 2 + 12 + 1
    assert "188" in sidebar.screen.item(more).property("text")

    sidebar.screen.item("conversationList").forceActiveFocus()
    sidebar.screen.key(Key.Key_End)
    sidebar.screen.key(Key.Key_Return)
    sidebar.desk.until(lambda: len(sidebar.rows) == 2 + 200 + 1)

    sidebar.screen.key(Key.Key_End)
    sidebar.screen.key(Key.Key_Return)
    sidebar.desk.until(lambda: len(sidebar.rows) == 2 + 12 + 1)


def test_the_filter_finds_conversations_with_their_branches_beneath(sidebar: Branched) -> None:
    sidebar.open()
    sidebar.screen.click("filterField")

    sidebar.screen.type("tri")
    assert sidebar.rows == ["Trip", "main", "by train", "by bike"]
    sidebar.screen.type("xx")
    assert sidebar.rows == []
    sidebar.screen.key(Key.Key_Escape)

    assert len(sidebar.rows) == 5
