"""Tools called from the composer of a real window."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible

from graphs import InvalidArguments
from tests.desktop.chat.conftest import Chat
from tests.desktop.screen import Screen

Key = Qt.Key


def written(page: Screen) -> str:
    return str(page.item("composerField").property("text"))


def test_a_slash_offers_the_tools_and_tab_takes_one(new: Screen) -> None:
    new.type("/")
    assert new.look("suggestion:read_file") is not None
    assert new.look("suggestion:write_file") is not None

    new.key(Key.Key_Down)
    new.key(Key.Key_Tab)

    assert written(new) == "/write_file "
    assert new.look("suggestion:read_file") is None
    assert new.item("presentArgument").property("text") == "<path>"
    new.type("notes.txt ")
    assert new.item("presentArgument").property("text") == "<content>"


@pytest.mark.parametrize("way", ["enter", "click"])
def test_enter_and_click_take_what_is_offered_and_send_nothing(
    chat: Chat, new: Screen, way: str
) -> None:
    new.type("/wr")

    if way == "enter":
        new.key(Key.Key_Return)
    else:
        new.click("suggestion:write_file")

    assert written(new) == "/write_file "
    assert new.focused == "composerField"
    assert "send" not in chat.host.calls


def test_enter_sends_a_name_that_needs_no_more(chat: Chat, new: Screen) -> None:
    new.type("/time")
    assert new.look("suggestion:current_time") is not None

    new.key(Key.Key_Return)

    new.desk.until(lambda: chat.sent == 1)
    assert chat.rows[0].text == "/time"


def test_shift_and_enter_begin_a_line_and_take_nothing(chat: Chat, new: Screen) -> None:
    new.type("/wr")

    new.key(Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)

    assert "write_file" not in written(new)
    assert new.item("composerField").property("lineCount") == 2
    assert "send" not in chat.host.calls


def test_what_is_likeliest_is_taken_whatever_was_likeliest_before(new: Screen) -> None:
    new.type("/")
    new.type("t")
    new.key(Key.Key_Tab)

    assert written(new) == "/current_time "


def test_escape_puts_the_offer_away_until_another_slash(new: Screen) -> None:
    new.type("/wr")
    new.key(Key.Key_Escape)
    assert new.look("completion") is None

    new.type("i")
    assert new.look("completion") is None
    for _ in range(4):
        new.key(Key.Key_Backspace)
    new.type("/")
    assert new.look("completion") is not None


def test_the_arrows_stay_in_the_list(new: Screen) -> None:
    new.type("/")
    for _ in range(5):
        new.key(Key.Key_Down)
    assert new.item("completion").property("currentIndex") == 2
    for _ in range(5):
        new.key(Key.Key_Up)
    assert new.item("completion").property("currentIndex") == 0


def test_what_would_be_taken_is_told_to_readers(new: Screen) -> None:
    new.type("/wr")
    field = QAccessible.queryAccessibleInterface(new.item("composerField"))

    told = field.text(QAccessible.Text.Description)
    assert told == "/write_file, <path> <content>, Write a file."


def test_a_call_that_does_not_fit_is_told_above_the_composer_and_kept(
    chat: Chat, new: Screen
) -> None:
    new.type("/write_file notes.txt")
    chat.host.refusal = InvalidArguments("Content is missing.", "Write it as /write <path>.")

    new.key(Key.Key_Return)

    new.desk.until(lambda: new.look("failureNotice") is not None)
    new.desk.settle()
    assert new.item("failureNotice").property("sentence") == "Content is missing."
    assert written(new) == "/write_file notes.txt"
    assert new.look("completion") is None

    new.type(" x")
    assert new.look("failureNotice") is None
    assert new.look("completion") is not None
