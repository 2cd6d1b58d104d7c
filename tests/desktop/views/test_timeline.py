"""The timeline in a real window, by mouse and keys."""

from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import QObject, Qt, QUrl
from PySide6.QtGui import QAccessible
from PySide6.QtQuick import QQuickItem

from desktop.shared.library_calls import LibraryCalls
from desktop.shared.tasks import Tasks
from graphs import Library, TurnStatus
from tests.desktop.conftest import Desk
from tests.desktop.screen import Screen
from tests.desktop.timeline.conftest import Timeline

Key = Qt.Key
RIGHT = Qt.MouseButton.RightButton


class Pane(Timeline):
    """The pane over a real file."""

    screen: Screen

    def show(self, screen: Screen, width: int = 300, height: int = 700) -> None:
        self.screen = screen
        self.left: list[None] = []
        given = {"timeline": self.view_model}
        self.desk.act(lambda: screen.show("Timeline", "TimelinePane", width, height, **given))
        self.root.leaveRequested.connect(lambda: self.left.append(None))
        self.open()
        self.desk.act(self.root.focusList)
        self.desk.settle()

    @property
    def root(self) -> QObject:
        return self.screen.view.rootObject()

    @property
    def keyed(self) -> str:
        """The name of what has the keyboard."""
        found = self.screen.window.activeFocusItem()
        return found.objectName() if found else ""

    def until_shown(self, name: str) -> QQuickItem:
        self.desk.until(lambda: self.screen.look(name) is not None)
        self.desk.settle()  # until all has its place
        return self.screen.item(name)


@pytest.fixture
def pane(
    desk: Desk, screen: Screen, library: Library, calls: LibraryCalls, tasks: Tasks
) -> Iterator[Pane]:
    made = Pane(desk, library, calls, tasks)
    made.watch()
    yield made
    assert made.failures == []
    screen.view.setSource(QUrl())
    desk.run(tasks.close())
    shiboken6.delete(made.view_model)


@pytest.fixture
def two(pane: Pane, screen: Screen) -> Pane:
    """Two turns, of which the newest waits."""
    path = pane.path
    path.you("What is here?")
    path.answers("Three files.")
    path.you("Sort them.")
    path.wants("Move 3 files")
    path.ends(TurnStatus.WAITING)
    pane.show(screen)
    return pane


def test_an_empty_one_says_one_quiet_sentence(pane: Pane, screen: Screen) -> None:
    pane.path.branch_id = ""
    pane.show(screen)

    assert screen.look("timelineEmpty") is not None
    assert screen.look("timelineHint") is None


def test_arrows_walk_and_escape_ends_it_and_then_leaves(two: Pane) -> None:
    for key in (Key.Key_Down, Key.Key_Down, Key.Key_Down, Key.Key_End, Key.Key_Up):
        two.screen.key(key)
    assert two.walked == [3, 1, 3]
    assert two.current == "Sort them."

    two.screen.key(Key.Key_Escape)
    assert two.walked[-1] == 0
    assert two.left == []
    two.screen.key(Key.Key_Escape)

    assert two.left == [None]


def test_right_and_left_unfold_and_fold(two: Pane) -> None:
    two.screen.key(Key.Key_End)
    two.screen.key(Key.Key_Right)
    two.desk.until(lambda: two.titles[-2:] == ["Three files.", "What is here?"])

    two.screen.key(Key.Key_Left)

    two.desk.until(lambda: two.titles[-2:] == ["Sort them.", "What is here?"])


def test_a_click_walks_and_unfolds_and_the_next_one_folds(two: Pane) -> None:
    two.screen.click("step:1")
    two.until_shown("step:2")
    assert two.walked == [1]

    two.screen.click("step:1")

    two.desk.until(lambda: "Three files." not in two.titles)
    assert two.walked == [1]


def test_the_chevron_unfolds_without_walking(two: Pane) -> None:
    two.screen.click("fold:step:1")
    two.until_shown("step:2")

    assert two.walked == []


def test_space_shows_the_detail_and_escape_puts_it_away(two: Pane) -> None:
    two.screen.key(Key.Key_Down)
    two.screen.key(Key.Key_Down)
    two.screen.key(Key.Key_Space)
    two.until_shown("stepDetail")
    assert two.titles[-1] == "What is here?"

    two.screen.key(Key.Key_Escape)

    assert two.screen.look("stepDetail") is None
    assert two.current == "Wants to move 3 files"


def test_enter_continues_from_the_row(two: Pane) -> None:
    two.screen.key(Key.Key_End)
    two.screen.key(Key.Key_Return)

    assert two.continued == [(two.path.branch_id, 1)]


def test_p_pins_and_asks_for_a_name_in_place(two: Pane) -> None:
    two.screen.key(Key.Key_End)
    two.screen.key(Key.Key_P)
    two.until_shown("nameField")
    two.screen.type("before p sorting")
    two.screen.key(Key.Key_Return)

    two.desk.until(lambda: [pin.name for pin in pins(two)] == ["before p sorting"])
    assert two.screen.look("nameField") is None
    two.screen.key(Key.Key_Up)
    assert two.current == "Sort them."
    assert two.continued == []


def test_escape_leaves_a_pin_without_a_name(two: Pane) -> None:
    two.screen.key(Key.Key_End)
    two.screen.key(Key.Key_P)
    two.until_shown("nameField")
    two.screen.type("no")
    two.screen.key(Key.Key_Escape)

    two.desk.until(lambda: [pin.name for pin in pins(two)] == ["What is here?"])
    assert two.current == "What is here?"


def pins(pane: Pane):
    return pane.view_model.pins.rows.rows


def test_the_pinned_ones_are_a_table_of_contents(two: Pane) -> None:
    two.library.mark_step(two.path.branch_id, 2, "the answer")
    two.view_model.open("", "")
    two.open()

    two.screen.click("pinnedOnly")
    two.until_shown("pin:the answer")
    assert two.screen.look("stepList") is None
    two.desk.act(two.root.focusList)
    two.screen.key(Key.Key_Return)

    two.desk.until(lambda: two.current == "Three files.")
    assert two.screen.look("pinList") is None


def test_the_menu_of_a_row_names_what_can_be_done(two: Pane) -> None:
    two.screen.click("step:1", RIGHT)
    two.until_shown("continueEntry")

    two.screen.click("continueEntry")

    assert two.continued == [(two.path.branch_id, 1)]


@pytest.fixture
def branched(two: Pane) -> Pane:
    """And two more branches, of which one was taken from the first answer."""
    path = two.path
    path.fork(2, "by customer")
    path.you("By customer.")
    path.fork(3, "with gpt-4o")
    path.branch_id = path.main_id
    two.view_model.refresh()
    two.until_shown("branch:by customer")
    return two


def branch(pane: Pane, name: str) -> str:
    there = pane.library.branches(pane.path.conversation_id)
    return next(one.id for one in there if one.name == name)


def test_branches_are_chosen_by_click_and_by_keys(branched: Pane) -> None:
    branched.screen.click("branch:by customer")
    branched.screen.key(Key.Key_Right)
    assert branched.keyed == "branch:with gpt-4o"
    branched.screen.key(Key.Key_Return)

    assert branched.wanted == [branch(branched, "by customer"), branch(branched, "with gpt-4o")]


def test_a_branch_shows_where_it_parts_and_leads_there(branched: Pane) -> None:
    other = branch(branched, "with gpt-4o")

    branched.screen.click(f"parting:{other}")

    assert branched.wanted == [other]
    assert branched.walked == []


def test_a_branch_is_renamed_in_place(branched: Pane) -> None:
    branched.screen.click("branch:by customer", RIGHT)
    branched.until_shown("renameBranch")
    branched.screen.click("renameBranch")
    branched.until_shown("nameField")
    branched.screen.type("by name")
    branched.screen.key(Key.Key_Return)

    branched.until_shown("branch:by name")
    assert branched.screen.look("nameField") is None


def test_a_branch_is_deleted_and_had_again(branched: Pane) -> None:
    branched.screen.click("branch:by customer")
    branched.screen.key(Key.Key_Delete)
    branched.desk.until(lambda: branched.screen.look("branch:by customer") is None)
    branched.view_model.branches.undo.dismiss()

    branched.until_shown("deletedBranches")
    branched.screen.click("deletedBranches")
    branched.until_shown("restore:by customer")
    branched.screen.click("restore:by customer")

    branched.until_shown("branch:by customer")


def test_many_branches_are_a_few_until_all_are_wanted(branched: Pane) -> None:
    for number in range(8):
        branched.path.fork(2, f"try {number}")
    branched.view_model.refresh()
    branched.until_shown("moreBranches")
    assert branched.screen.look("branch:try 7") is None

    branched.screen.click("moreBranches")

    branched.until_shown("branch:try 7")


def test_what_is_heard_says_it_all(two: Pane) -> None:
    two.library.mark_step(two.path.branch_id, 1, "the start")
    two.path.fork(1, "other")
    two.view_model.open("", "")
    two.open(two.path.main_id)

    row = QAccessible.queryAccessibleInterface(two.until_shown("step:1"))
    heard = row.text(QAccessible.Text.Name)

    assert heard.startswith("You, What is here?, ")
    assert heard.endswith("1 step, pinned as the start, branches here: other")
