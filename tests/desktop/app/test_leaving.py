"""What becomes of Cairn when its window is closed, in the whole of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt

from desktop.app import wiring
from desktop.app.application import Application
from desktop.app.frame import FrameViewModel
from desktop.app.leaving import Way, way_out
from desktop.shared.closing import AtClose
from graphs import Home
from tests.desktop.app.test_window import Whole
from tests.desktop.conftest import Desk

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def whole(desk: Desk, home: Home) -> Iterator[Whole]:
    """A window with a place beside the clock."""
    one = Whole(desk, home)
    desk.until(lambda: one.app._chat.ready)  # by then this desktop was found to have no such place
    desk.until(one.window.quick.isActive)
    one.window.leaving.show_tray(there=True)
    yield one
    one.window.leaving.quit()
    one.end()


def hidden(whole: Whole) -> bool:
    return not whole.window.quick.isVisible() and not whole.app.closed.done()


def close(whole: Whole) -> None:
    whole.desk.act(whole.window.quick.close)
    whole.desk.settle()


@pytest.mark.parametrize(
    ("wish", "has_tray", "ending", "expected"),
    [
        (AtClose.ASK, True, False, Way.ASK),
        (AtClose.KEEP, True, False, Way.HIDE),
        (AtClose.QUIT, True, False, Way.QUIT),
        (AtClose.ASK, False, False, Way.QUIT),
        (AtClose.KEEP, False, False, Way.QUIT),
        (AtClose.ASK, True, True, Way.QUIT),
        (AtClose.KEEP, True, True, Way.QUIT),
    ],
)
def test_closing_hides_only_what_can_be_found_again(
    wish: AtClose, has_tray: bool, ending: bool, expected: Way
) -> None:
    assert way_out(wish, has_tray, ending) is expected


def test_it_is_asked_once_whether_to_stay(whole: Whole, home: Home) -> None:
    close(whole)
    whole.until_shown("closingKeep")
    assert whole.hands.focused == "closingKeep"
    whole.hands.key(Key.Key_Return)
    assert hidden(whole)

    whole.window.come_forward()
    whole.desk.settle()
    close(whole)

    assert hidden(whole)
    assert FrameViewModel(home.folder).at_close is AtClose.KEEP


def test_escape_leaves_the_window_open_and_nothing_chosen(whole: Whole, home: Home) -> None:
    whole.hands.key(Key.Key_W, CTRL)
    whole.until_shown("closingKeep")

    whole.hands.key(Key.Key_Escape)

    whole.desk.until(lambda: whole.hands.look("closingKeep") is None)
    assert whole.window.quick.isVisible()
    assert not whole.app.closed.done()
    assert FrameViewModel(home.folder).at_close is AtClose.ASK


def test_quitting_there_is_remembered_too(whole: Whole, home: Home) -> None:
    close(whole)
    whole.until_shown("closingQuit")

    whole.hands.click("closingQuit")

    assert whole.app.closed.done()
    assert FrameViewModel(home.folder).at_close is AtClose.QUIT


def test_control_q_quits_without_a_question(whole: Whole, home: Home) -> None:
    whole.hands.key(Key.Key_Q, CTRL)

    assert whole.app.closed.done()
    assert FrameViewModel(home.folder).at_close is AtClose.ASK


@pytest.mark.parametrize("kept", ["", "sideways", "keep, quit", "@Invalid()"])
def test_a_spoilt_wish_is_asked_anew(desk: Desk, tmp_path: Path, kept: str) -> None:
    (tmp_path / "window.ini").write_text(f"[General]\nclose={kept}\n")

    assert FrameViewModel(tmp_path).at_close is AtClose.ASK


def test_a_hidden_window_comes_back_where_it_was(whole: Whole) -> None:
    quick = whole.window.quick
    quick.setGeometry(0, 60, 800, 640)
    whole.desk.settle()
    before = quick.geometry()
    whole.window.leaving.choose(AtClose.KEEP)
    close(whole)
    assert hidden(whole)

    whole.window.come_forward()
    whole.desk.settle()

    assert quick.isVisible()
    assert quick.geometry() == before


def test_a_maximised_window_comes_back_maximised(whole: Whole) -> None:
    whole.window.quick.showMaximized()
    whole.desk.settle()
    whole.window.leaving.choose(AtClose.KEEP)
    close(whole)

    whole.window.come_forward()
    whole.desk.settle()

    assert whole.window.quick.windowStates() == Qt.WindowState.WindowMaximized


def test_what_starts_hidden_comes_when_it_is_called(desk: Desk, home: Home) -> None:
    whole = Whole(desk, home, hidden=True)
    desk.until(lambda: whole.app._chat.ready)
    assert not whole.window.quick.isVisible()

    whole.app._tray.openWanted.emit()

    whole.until_shown("composerField")
    whole.end()


def test_what_starts_hidden_is_minimised_where_no_icon_comes(
    desk: Desk, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wiring, "_ICON_SECONDS", 0.01)
    whole = Whole(desk, home, hidden=True)

    desk.until(whole.window.quick.isVisible)

    assert whole.window.quick.windowStates() & Qt.WindowState.WindowMinimized
    whole.end()


def test_a_new_conversation_from_the_icon_is_ready_to_be_written(whole: Whole) -> None:
    whole.window.leaving.choose(AtClose.KEEP)
    whole.hands.key(Key.Key_Comma, CTRL)
    whole.until_shown("settingsTabs")
    close(whole)

    whole.app._tray.newWanted.emit()

    whole.until_shown("composerField")
    whole.desk.settle()
    assert whole.hands.focused == "composerField"


def test_an_end_that_the_system_wants_is_no_question(whole: Whole, app: Application) -> None:
    app.quitWanted.connect(whole.window.leaving.quit)

    whole.desk.act(lambda: app.sendEvent(app, QEvent(QEvent.Type.Quit)))
    with pytest.raises(RuntimeError, match="ended before"):
        whole.desk.settle()
    app.quitWanted.disconnect(whole.window.leaving.quit)

    assert whole.app.closed.done()
    assert whole.hands.look("closingKeep") is None


def test_a_hidden_window_is_called_by_the_dock(whole: Whole, app: Application) -> None:
    whole.window.leaving.choose(AtClose.KEEP)
    close(whole)
    app.called.connect(whole.window.come_forward)

    whole.desk.act(lambda: app.sendEvent(app, QEvent(QEvent.Type.ApplicationActivate)))
    app.called.disconnect(whole.window.come_forward)

    assert whole.window.quick.isVisible()
