"""The timeline in the whole window, over a real library and a real engine."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt

from desktop.app.frame import FrameViewModel
from graphs import Home, Library
from tests.desktop.app.test_window import CTRL, Whole
from tests.desktop.conftest import Desk
from tests.desktop.timeline.path import Path

Key = Qt.Key


@pytest.fixture
def path(home: Home) -> Path:
    """Two turns, and a fork of the first."""
    library = Library.open(home)
    path = Path(library)
    path.you("What is here?")
    path.answers("Three files.")
    path.you("Sort them.")
    path.answers("Sorted.")
    path.fork(2, "by customer")
    path.you("By customer.")
    path.answers("By customer, then.")
    library.close()
    return path


@pytest.fixture
def whole(desk: Desk, home: Home, path: Path) -> Iterator[Whole]:
    one = Whole(desk, home)
    opened(one, path)
    yield one
    one.end()


def opened(whole: Whole, path: Path) -> None:
    whole.until_shown(f"row:{path.conversation_id}")
    whole.hands.click(f"row:{path.conversation_id}")
    whole.desk.until(lambda: whole.title.startswith("Invoices "))


def test_walking_looks_back_and_escape_comes_back(whole: Whole) -> None:
    hands = whole.hands
    whole.until_shown("step:4")
    hands.click("step:4")
    strip = "lookBackStrip"
    assert hands.look(strip) is None

    hands.key(Key.Key_Down)
    hands.key(Key.Key_Down)
    whole.until_shown(strip)
    hands.key(Key.Key_Escape)

    whole.desk.until(lambda: hands.look(strip) is None)
    assert hands.item("stepList").property("currentIndex") == -1


def test_a_click_on_a_branch_shows_it_there_and_here(whole: Whole) -> None:
    whole.until_shown("branch:by customer")

    whole.hands.click("branch:by customer")

    whole.until_shown("step:5")
    assert whole.hands.look("step:1") is not None
    assert whole.hands.item("branch:by customer").property("current")
    assert not whole.hands.item("branch:main").property("current")


def test_a_branch_in_the_trash_comes_back_by_control_z(whole: Whole) -> None:
    hands = whole.hands
    whole.until_shown("branch:by customer")
    hands.click("branch:by customer")
    whole.desk.until(lambda: hands.item("branch:by customer").property("current"))

    hands.key(Key.Key_Delete)
    whole.desk.until(lambda: hands.look("branch:by customer") is None)
    whole.until_shown("timelineUndo")
    hands.key(Key.Key_Z, CTRL)

    whole.until_shown("branch:by customer")


def test_folded_it_is_a_rail_and_stays_one(desk: Desk, home: Home, path: Path) -> None:
    whole = Whole(desk, home)
    opened(whole, path)
    whole.until_shown("step:4")

    whole.hands.key(Key.Key_T, CTRL)
    assert whole.hands.look("stepList") is None
    assert whole.focused().inherits("QQuickTextEdit")
    whole.end()

    again = Whole(desk, home)
    assert not FrameViewModel(home.folder).timelineShown
    opened(again, path)
    assert again.hands.look("stepList") is None
    again.hands.click("unfoldTimeline")
    again.until_shown("step:4")
    again.end()


def test_in_a_narrow_window_it_lies_over_the_page(desk: Desk, home: Home, path: Path) -> None:
    whole = Whole(desk, home, width=1000)
    opened(whole, path)
    hands = whole.hands
    assert hands.look("stepList") is None

    hands.key(Key.Key_T, CTRL)
    whole.until_shown("step:4")
    assert hands.item("stepList").hasActiveFocus()
    hands.key(Key.Key_Escape)

    desk.until(lambda: hands.look("stepList") is None)
    assert whole.focused().inherits("QQuickTextEdit")
    assert FrameViewModel(home.folder).timelineShown
    whole.end()


def test_the_other_pages_have_no_timeline(whole: Whole) -> None:
    whole.hands.key(Key.Key_Comma, CTRL)

    assert whole.hands.look("stepList") is None
    assert whole.hands.look("unfoldTimeline") is None
