"""The whole window over a real library and a real engine."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt

from desktop.app.errors import ErrorsViewModel
from desktop.app.frame import FrameViewModel
from desktop.app.window import Window
from desktop.app.wiring import App
from desktop.conversations.view_model import ConversationsViewModel
from graphs import Home, Library
from tests.desktop.conftest import Desk
from tests.desktop.hands import Hands

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


class Whole:
    """One run of the app, as startup makes it."""

    def __init__(self, desk: Desk, home: Home, width: int = 1280, *, hidden: bool = False) -> None:
        self.desk = desk
        self.window = Window(FrameViewModel(home.folder), hidden=hidden)
        self.window.wait_for_first_frame()
        self.errors = ErrorsViewModel()
        self.app = App(home, desk.loop, self.errors, self.window, time.perf_counter())
        self.hands = Hands(desk, self.window.quick)
        if not hidden:
            self.window.quick.resize(width, 700)
            self.window.come_forward()
        desk.settle()

    @property
    def title(self) -> str:
        return self.window.quick.title()

    def until_shown(self, name: str) -> None:
        self.desk.until(lambda: self.hands.look(name) is not None)

    def focused(self) -> QObject:
        found = self.window.quick.activeFocusItem()
        assert found is not None
        return found

    def end(self) -> None:
        self.window.quick.close()
        self.desk.until(self.app.closed.done)
        self.desk.run(self.app.close())
        self.desk.settle()


@pytest.fixture
def titles(home: Home) -> list[str]:
    library = Library.open(home)
    for title in ("Letter", "Trip"):
        made = library.create(title.lower(), agent_version="1")
        library.rename(made.id, title)
        time.sleep(0.002)
    library.close()
    return ["Trip", "Letter"]


@pytest.fixture
def whole(desk: Desk, home: Home, titles: list[str]) -> Iterator[Whole]:
    one = Whole(desk, home)
    one.until_shown("row:trip")
    yield one
    one.end()


def test_the_shortcuts_reach_every_part(whole: Whole) -> None:
    hands = whole.hands

    hands.key(Key.Key_F, CTRL)
    assert whole.focused().objectName() == "filterField"

    hands.key(Key.Key_N, CTRL)
    assert whole.focused().inherits("QQuickTextEdit")

    hands.key(Key.Key_B, CTRL)
    assert hands.look("row:trip") is None
    hands.click("unfoldSidebar")
    assert hands.look("row:trip") is not None


def test_a_click_opens_and_enter_leads_to_the_composer(whole: Whole) -> None:
    whole.hands.click("row:trip")
    whole.desk.until(lambda: whole.title.startswith("Trip "))

    whole.hands.key(Key.Key_Down)
    whole.desk.until(lambda: whole.title.startswith("Letter "))
    whole.hands.key(Key.Key_Return)

    assert whole.focused().inherits("QQuickTextEdit")


def test_control_z_brings_back_what_was_deleted(whole: Whole) -> None:
    whole.hands.click("row:trip")
    whole.hands.key(Key.Key_Delete)
    assert whole.hands.look("row:trip") is None

    whole.hands.key(Key.Key_Z, CTRL)

    whole.until_shown("row:trip")


def test_a_narrow_window_lays_the_sidebar_over_the_page(desk: Desk, home: Home, titles) -> None:
    whole = Whole(desk, home, width=800)
    hands = whole.hands
    # The list that is read at the start opens a page, and folds what lies over it.
    desk.until(lambda: whole.app._conversations.state == ConversationsViewModel.State.ROWS)
    desk.settle()
    assert hands.look("row:trip") is None

    hands.click("unfoldSidebar")
    whole.until_shown("row:trip")
    desk.settle(0.3)
    hands.click("row:trip")

    desk.until(lambda: hands.look("row:trip") is None)
    desk.until(lambda: whole.title.startswith("Trip "))
    whole.end()


def test_the_next_start_finds_everything_as_it_was(desk: Desk, home: Home, titles) -> None:
    whole = Whole(desk, home)
    whole.until_shown("row:letter")
    whole.hands.click("row:letter")
    whole.window.quick.resize(801, 651)
    whole.hands.key(Key.Key_B, CTRL)
    whole.end()

    frame = FrameViewModel(home.folder)

    assert (frame.width, frame.height) == (800, 651)
    assert frame.conversation == "letter"


def test_the_unexpected_is_told_over_the_page(whole: Whole) -> None:
    whole.errors.report(LookupError("x"))
    whole.until_shown("errorBanner")

    whole.hands.click("copyDetails")
    whole.hands.click("dismissError")

    assert whole.hands.look("errorBanner") is None


def test_a_damaged_file_is_restored_from_the_page_that_tells_of_it(
    desk: Desk, home: Home, titles: list[str]
) -> None:
    library = Library.open(home)
    library.back_up()
    library.close()
    home.database.write_bytes(b"\0garbage" * 4096)
    whole = Whole(desk, home)
    whole.until_shown("restoreCopy")
    assert whole.hands.look("newConversation") is None

    whole.hands.click("restoreCopy")

    whole.until_shown("row:trip")
    whole.end()


def test_starting_fresh_is_asked_twice(desk: Desk, home: Home) -> None:
    home.database.write_bytes(b"\0garbage" * 4096)
    whole = Whole(desk, home)
    whole.until_shown("startFresh")

    whole.hands.click("startFresh")
    whole.until_shown("sheetConfirm")
    whole.hands.click("sheetConfirm")

    whole.until_shown("newConversation")
    whole.end()


def test_a_folder_that_cannot_be_written_can_be_left(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    whole = Whole(desk, Home(tmp_path / "file" / "home"))
    whole.until_shown("quitOpening")
    assert str(tmp_path) in whole.hands.item("openingSentence").property("text")

    whole.hands.click("quitOpening")

    desk.until(whole.app.closed.done)
    whole.end()
