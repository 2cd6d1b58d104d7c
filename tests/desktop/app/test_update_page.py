"""The whole window while the data of an older Cairn are updated."""

import pytest
from PySide6.QtCore import Qt

from graphs import Home
from tests.desktop.app.test_opening import endless as endless
from tests.desktop.app.test_window import Whole
from tests.desktop.conftest import Desk
from tests.graphs.storage.older import Rows, all_rows, make_older

Key = Qt.Key


@pytest.fixture
def before(home: Home) -> Rows:
    make_older(home, 2)
    return all_rows(home)


def test_it_is_cancelled_and_begun_again_by_keyboard(
    desk: Desk, home: Home, before: Rows, endless: pytest.MonkeyPatch
) -> None:
    whole = Whole(desk, home)
    whole.until_shown("updateBar")
    assert whole.hands.look("sidebarList") is None
    whole.hands.key(Key.Key_Tab)
    assert whole.focused().objectName() == "cancelUpdate"

    whole.hands.key(Key.Key_Space)

    whole.until_shown("tryAgain")
    assert whole.focused().objectName() == "tryAgain"
    assert all_rows(home) == before
    endless.undo()
    whole.hands.key(Key.Key_Return)
    whole.until_shown("row:c2")
    whole.end()


def test_closing_the_window_ends_the_update(
    desk: Desk, home: Home, before: Rows, endless: pytest.MonkeyPatch
) -> None:
    whole = Whole(desk, home)
    whole.until_shown("updateBar")

    whole.end()

    desk.until(lambda: not home.database.with_name("cairn.sqlite3-wal").exists())
    assert all_rows(home) == before
