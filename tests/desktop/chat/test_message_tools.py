"""What can be done with a message: by mouse, by keyboard, and by its menu."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickItem

from graphs import Conversation
from tests.desktop.chat.conftest import Chat
from tests.desktop.screen import Screen

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


class Asked:
    """What the page asked for."""

    def __init__(self, chat: Chat) -> None:
        self.resent: list[tuple[str, str, str]] = []
        self.regenerated: list[tuple[str, str]] = []
        self.continued: list[tuple[str, str]] = []
        chat.view_model.resendWanted.connect(lambda *told: self.resent.append(told))
        chat.view_model.regenerateWanted.connect(lambda *told: self.regenerated.append(told))
        chat.view_model.continueWanted.connect(lambda *told: self.continued.append(told))


@pytest.fixture
def asked(chat: Chat) -> Asked:
    return Asked(chat)


@pytest.fixture
def trip(chat: Chat, page: Screen) -> Conversation:
    """One turn, in view."""
    made = chat.make("Trip")
    chat.grow(made.branch_id, "Where to?", "Up.")
    chat.open(made.id)
    page.desk.settle()
    return made


def ids(chat: Chat, of: Conversation) -> list[str]:
    return [one.id for one in chat.library.transcript(of.branch_id).messages]


def editor(page: Screen) -> QQuickItem:
    return page.item("messageEditor")


def edit(page: Screen) -> None:
    page.hover("userBlock")
    page.click("editMessageButton")
    page.desk.settle()


def menu(page: Screen, row: int, key: Qt.Key = Key.Key_Return) -> None:
    """Open the menu of a row by keyboard."""
    page.item("transcript").forceActiveFocus()
    page.key(Key.Key_End)
    page.item("transcript").setProperty("currentIndex", row)
    page.key(key)
    page.desk.until(lambda: page.look("menuContinue") is not None)
    page.desk.settle()


def test_a_message_is_edited_where_it_stands_and_sent_by_ctrl_and_enter(
    chat: Chat, page: Screen, trip: Conversation, asked: Asked
) -> None:
    edit(page)
    assert page.focused == "messageEditor"
    assert page.look("userBlock") is None
    page.type(" And why?")
    page.key(Key.Key_Return)
    page.type("Hm.")
    assert asked.resent == []

    page.key(Key.Key_Return, CTRL)

    assert asked.resent == [(trip.branch_id, ids(chat, trip)[0], "Where to? And why?\nHm.")]
    page.desk.until(lambda: page.look("userBlock") is not None)
    assert chat.library.transcript(trip.branch_id).messages[0].text == "Where to?"


def test_escape_leaves_the_edit_and_keeps_what_was_typed(
    chat: Chat, page: Screen, trip: Conversation, asked: Asked
) -> None:
    edit(page)
    page.type(" And why?")

    page.key(Key.Key_Escape)
    page.desk.until(lambda: page.look("messageEditor") is None)
    assert page.item("transcript").hasActiveFocus()
    edit(page)

    assert editor(page).property("text") == "Where to? And why?"
    assert asked.resent == []


def test_escape_leaves_the_edit_and_stops_nothing(
    chat: Chat, page: Screen, trip: Conversation
) -> None:
    chat.send(trip.branch_id, "more")
    page.desk.settle()
    page.click("editMessageButton")
    page.desk.settle()

    page.key(Key.Key_Escape)

    assert page.look("messageEditor") is None
    assert chat.view_model.running
    assert not chat.view_model.stopping


def test_what_was_typed_is_kept_until_another_branch_is_in_view(
    chat: Chat, page: Screen, trip: Conversation
) -> None:
    edit(page)
    page.type(" And why?")
    page.click("sendEdit")
    edit(page)
    assert editor(page).property("text") == "Where to? And why?"
    page.click("sendEdit")

    chat.view_model.openBranch(chat.fork(trip.branch_id, "asked why", 0, ("Why?", "So.")))
    chat.desk.until(lambda: chat.library.conversation(trip.id).viewed_branch_id != trip.branch_id)
    chat.view_model.openBranch(trip.branch_id)
    chat.desk.until(lambda: chat.library.conversation(trip.id).viewed_branch_id == trip.branch_id)
    page.desk.settle()
    edit(page)

    assert editor(page).property("text") == "Where to?"


def test_a_message_cannot_be_edited_into_nothing(
    page: Screen, trip: Conversation, asked: Asked
) -> None:
    edit(page)
    page.key(Key.Key_A, CTRL)
    page.type("  ")

    page.key(Key.Key_Return, CTRL)

    assert not page.item("sendEdit").isEnabled()
    assert asked.resent == []
    assert page.look("messageEditor") is not None


def test_a_message_too_long_to_be_edited_says_so_and_is_copied(
    chat: Chat, page: Screen, asked: Asked
) -> None:
    made = chat.make("Long")
    text = "word " * 7_000
    chat.grow(made.branch_id, text, "Well.")
    chat.open(made.id)
    page.desk.settle()
    page.item("transcript").forceActiveFocus()
    page.key(Key.Key_Home)
    page.desk.settle()

    page.click("editMessageButton")
    page.desk.settle()

    said = page.item("longMessage").property("text")
    assert "35000 characters" in said.replace(",", "")
    assert page.look("messageEditor") is None
    assert page.focused == "copyLong"
    page.key(Key.Key_Space)
    assert QGuiApplication.clipboard().text() == text
    page.key(Key.Key_Escape)
    page.desk.until(lambda: page.look("longMessage") is None)
    assert asked.resent == []


def test_the_draft_of_the_composer_stays(chat: Chat, page: Screen, trip: Conversation) -> None:
    page.item("composerField").forceActiveFocus()
    page.type("Half a thought")
    edit(page)
    page.type("!")
    page.key(Key.Key_Return, CTRL)

    assert page.item("composerField").property("text") == "Half a thought"


def test_an_answer_is_asked_for_once_more(
    chat: Chat, page: Screen, trip: Conversation, asked: Asked
) -> None:
    page.hover("proseBlock")
    page.click("regenerateButton")

    assert asked.regenerated == [(trip.branch_id, ids(chat, trip)[1])]


@pytest.mark.parametrize("row", [0, 1])
def test_the_menu_of_a_row_goes_on_from_its_message(
    chat: Chat, page: Screen, trip: Conversation, asked: Asked, row: int
) -> None:
    menu(page, row)
    page.click("menuContinue")

    assert asked.continued == [(trip.branch_id, ids(chat, trip)[row])]


def test_the_menu_is_walked_by_keyboard(
    chat: Chat, page: Screen, trip: Conversation, asked: Asked
) -> None:
    menu(page, 1, Key.Key_Menu)
    page.key(Key.Key_Down)
    page.key(Key.Key_Down)
    page.key(Key.Key_Return)
    page.desk.until(lambda: page.look("menuContinue") is None)

    assert asked.regenerated == [(trip.branch_id, ids(chat, trip)[1])]
    assert page.item("transcript").hasActiveFocus()


def test_the_menu_edits_the_message_of_the_person(
    chat: Chat, page: Screen, trip: Conversation
) -> None:
    menu(page, 0)
    page.click("menuAgain")
    page.desk.until(lambda: page.look("messageEditor") is not None)
    page.desk.settle(0.2)

    assert page.focused == "messageEditor"


def test_what_is_no_step_yet_cannot_be_gone_on_from(chat: Chat, page: Screen) -> None:
    made = chat.make()
    chat.interrupt(made, "What is a cairn?", "A pile")
    chat.open(made.id)
    page.desk.settle()

    assert page.look("regenerateButton") is None
    menu(page, 1)
    assert not page.item("menuContinue").isEnabled()


# The ways


def test_the_next_way_is_taken_in_place_by_mouse_and_by_keys(chat: Chat, page: Screen) -> None:
    made = chat.make()
    for number in range(12):
        chat.grow(made.branch_id, f"question {number}", "One.\n\nTwo.\n\nThree.")
    chat.fork(made.branch_id, "instead", 4, ("other", "One.\n\nTwo.\n\nThree."))
    chat.open(made.id)
    page.desk.settle()
    page.item("transcript").forceActiveFocus()
    page.key(Key.Key_Home)
    page.desk.settle()
    view = page.item("transcript")

    def place() -> float:
        return page.item("wayAfter").mapToItem(view, 0, 0).y()

    before = place()
    page.click("wayAfter")
    page.desk.until(lambda: page.item("wayPlace").property("text") == "2/2")
    page.desk.settle()
    assert chat.shown[-2][1] == "Two."
    assert abs(place() - before) < 1

    page.key(Key.Key_BracketLeft, CTRL)
    page.desk.until(lambda: page.item("wayPlace").property("text") == "1/2")
    page.desk.settle()
    assert abs(place() - before) < 1
    page.key(Key.Key_BracketRight, CTRL)
    page.desk.until(lambda: page.item("wayPlace").property("text") == "2/2")
