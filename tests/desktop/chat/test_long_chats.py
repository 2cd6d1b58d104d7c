"""The page under what is long: many messages, a pasted book, a message of a megabyte."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from tests.desktop.chat.conftest import Chat
from tests.desktop.screen import Screen

Key = Qt.Key
PASTE = Qt.KeyboardModifier.ControlModifier
BOOK = "word " * 200_000


def paste(page: Screen, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    page.item("composerField").forceActiveFocus()
    page.key(Key.Key_V, PASTE)


def test_earlier_messages_leave_what_is_on_screen_where_it_is(chat: Chat, page: Screen) -> None:
    conversation = chat.make()
    chat.record(conversation, *((f"Question {n}", "words " * (n % 7 * 30)) for n in range(250)))
    chat.open(conversation.id)
    view = page.item("transcript")
    page.desk.until(lambda: bool(view.property("atEnd")))
    view.forceActiveFocus()

    for _ in range(2):
        first, count = chat.rows[0].key, len(chat.rows)
        page.key(Key.Key_Home)
        page.desk.until(lambda count=count: len(chat.rows) > count)
        page.desk.settle()
        place = [row.key for row in chat.rows].index(first)
        assert place > 0
        assert 0 <= page.value(view, f"itemAtIndex({place}).y - contentY") < 20


def test_home_again_and_again_reaches_the_first_message(chat: Chat, page: Screen) -> None:
    conversation = chat.make()
    chat.record(conversation, *((f"Question {n}", "Yes.") for n in range(350)))
    chat.open(conversation.id)
    view = page.item("transcript")
    page.desk.until(lambda: bool(view.property("atEnd")))
    view.forceActiveFocus()

    for _ in range(10):
        page.key(Key.Key_Home)

    assert chat.rows[0].text == "Question 0"
    page.desk.until(lambda: page.value(view, "indexAt(width / 2, contentY + 60)") == 0)


def test_a_long_paste_is_kept_beside_the_field_and_sent_with_it(chat: Chat, page: Screen) -> None:
    chat.open("")
    page.desk.settle()
    page.item("composerField").forceActiveFocus()
    page.type("Sum up:")

    paste(page, BOOK)

    assert page.item("composerField").property("text") == "Sum up:"
    assert page.look("heldText") is not None
    page.key(Key.Key_Return)
    page.desk.until(lambda: chat.sent == 1)
    assert chat.rows[0].text == f"Sum up:\n\n{BOOK}"
    assert page.look("heldText") is None
    assert page.item("composerField").property("text") == ""


def test_a_short_paste_goes_into_the_field(chat: Chat, page: Screen) -> None:
    chat.open("")
    page.desk.settle()

    paste(page, "a line\nanother")

    assert page.item("composerField").property("text") == "a line\nanother"
    assert page.look("heldText") is None


def test_a_long_paste_is_a_draft_like_any_other_and_can_be_removed(
    chat: Chat, page: Screen
) -> None:
    one, other = chat.make("One"), chat.make("Other")
    chat.open(one.id)
    paste(page, BOOK)

    chat.open(other.id)
    page.desk.until(lambda: page.look("heldText") is None)
    chat.open(one.id)
    page.desk.until(lambda: page.look("heldText") is not None)
    assert page.item("composerField").property("text") == ""

    page.click("dropHeldText")
    assert page.look("heldText") is None
    page.desk.until(lambda: chat.library.draft(one.id) == "")


def test_a_message_of_a_megabyte_is_folded_and_copied_whole(chat: Chat, page: Screen) -> None:
    conversation = chat.make()
    chat.record(conversation, (BOOK, "Long."))
    chat.open(conversation.id)
    page.desk.until(lambda: page.look("userBlock") is not None)

    assert page.item("userBlock").property("length") == 4_000
    chat.view_model.copyMessage(chat.rows[0].message_id)
    assert QGuiApplication.clipboard().text() == BOOK
