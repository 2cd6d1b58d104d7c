"""What of a long conversation is in view, in a real window."""

import pytest
from PySide6.QtCore import Qt

from graphs import Conversation
from tests.desktop.chat.conftest import Chat
from tests.desktop.screen import Screen

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def long(chat: Chat, page: Screen) -> Conversation:
    """A conversation in view that is longer than the page."""
    made = chat.make()
    chat.record(made, *((f"Question {n}", "One.\n\nTwo.\n\nThree.") for n in range(30)))
    chat.open(made.id)
    page.desk.until(lambda: bool(page.item("transcript").property("atEnd")))
    page.desk.settle()
    return made


def lay_stones(chat: Chat, conversation: Conversation, start: int, end: int) -> None:
    for number in range(start, end):
        chat.host.say(conversation.branch_id, "answer", f"Stone {number}.\n\n")
        chat.desk.settle(0.01)


def test_the_page_follows_an_answer_while_the_reader_is_at_its_end(
    chat: Chat, page: Screen, running: Conversation
) -> None:
    lay_stones(chat, running, 0, 40)
    page.desk.settle(0.1)

    assert page.item("transcript").property("atEnd")
    assert page.value(page.item("transcript"), "contentHeight > height")
    assert page.look("jumpToNewest") is None


def test_the_page_stays_where_the_reader_went(
    chat: Chat, page: Screen, running: Conversation
) -> None:
    lay_stones(chat, running, 0, 40)
    page.key(Key.Key_PageUp)
    place = page.item("transcript").property("contentY")

    lay_stones(chat, running, 40, 80)
    page.desk.settle(0.1)
    assert page.item("transcript").property("contentY") == pytest.approx(place, abs=1)

    page.click("jumpToNewest")
    assert page.item("transcript").property("atEnd")
    lay_stones(chat, running, 80, 100)
    page.desk.settle(0.1)
    assert page.item("transcript").property("atEnd")


@pytest.mark.usefixtures("long")
def test_the_first_page_up_leaves_the_end(page: Screen) -> None:
    page.item("transcript").forceActiveFocus()

    page.key(Key.Key_PageUp)
    page.desk.settle(0.1)

    assert not page.item("transcript").property("atEnd")
    assert page.look("jumpToNewest") is not None


@pytest.mark.usefixtures("long")
def test_home_end_and_the_arrows_walk_the_transcript(page: Screen) -> None:
    view = page.item("transcript")
    view.forceActiveFocus()

    page.key(Key.Key_Home)
    page.desk.until(lambda: bool(page.value(view, "atYBeginning")))
    page.key(Key.Key_End)
    assert view.property("atEnd")
    page.key(Key.Key_Up)
    page.key(Key.Key_Up)
    assert view.property("currentIndex") == view.property("count") - 2

    page.item("composerField").forceActiveFocus()
    page.key(Key.Key_PageUp)
    assert not view.property("atEnd")
    page.key(Key.Key_End, CTRL)
    page.desk.until(lambda: bool(view.property("atEnd")))
