"""The chat page in a real window, worked with mouse and keys."""

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickItem

from desktop.chat.view_model import ChatViewModel
from graphs import Conversation, DiskFull
from tests.desktop.chat.conftest import Chat
from tests.desktop.screen import Screen

Key = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier
ANSWER = """\
Some *words*.

```python
stone = lay(1)
```

| a | b |
|---|--:|
| 1 | 2 |

---

The end.
"""


def composer(page: Screen) -> QQuickItem:
    return page.item("composerField")


@pytest.fixture
def new(chat: Chat, page: Screen) -> Screen:
    """A page on a conversation not yet begun, with the cursor in the composer."""
    chat.open("")
    page.desk.settle()
    composer(page).forceActiveFocus()
    return page


@pytest.fixture
def running(chat: Chat, page: Screen) -> Conversation:
    """A conversation in view whose turn runs and has said nothing."""
    made = chat.make()
    chat.open(made.id)
    chat.send(made.branch_id, "What is a cairn?")
    page.desk.settle()
    composer(page).forceActiveFocus()
    return made


@pytest.fixture
def long(chat: Chat, page: Screen) -> Conversation:
    """A conversation in view that is longer than the page."""
    made = chat.make()
    chat.record(made, *((f"Question {n}", "One.\n\nTwo.\n\nThree.") for n in range(30)))
    chat.open(made.id)
    page.desk.until(lambda: bool(page.item("transcript").property("atEnd")))
    page.desk.settle()
    return made


# Writing


def test_enter_sends_and_clears_the_composer(chat: Chat, new: Screen) -> None:
    new.type("Hello")
    new.key(Key.Key_Return)

    new.desk.until(lambda: chat.sent == 1)
    assert new.words("composerField") == ""
    assert new.look("emptyState") is None
    assert new.value(new.item("userBlock"), "getText(0, length)") == "Hello"
    assert new.focused == "composerField"


def test_shift_and_enter_begin_a_line(chat: Chat, new: Screen) -> None:
    new.type("one")
    new.key(Key.Key_Return, SHIFT)
    new.type("two")

    assert new.value(composer(new), "lineCount") == 2
    assert chat.host.calls.count("send") == 0


def test_nothing_but_spaces_cannot_be_sent(chat: Chat, new: Screen) -> None:
    new.type("   ")
    new.key(Key.Key_Return)

    assert not new.item("sendButton").isEnabled()
    assert chat.host.calls.count("send") == 0
    assert new.words("composerField") == "   "


def test_what_was_not_recorded_stays_in_the_composer(chat: Chat, new: Screen) -> None:
    new.type("Keep me")
    chat.host.refusal = DiskFull("The disk is full.", "Make room, then send again.")
    new.key(Key.Key_Return)

    new.desk.until(lambda: new.look("failureNotice") is not None)
    assert new.words("composerField") == "Keep me"
    assert new.item("failureNotice").property("sentence") == "The disk is full."
    assert new.item("failureNotice").property("hint") == "Make room, then send again."


def test_the_composer_grows_to_eight_lines_and_no_further(new: Screen) -> None:
    heights = []
    for lines in (1, 4, 8, 9, 30):
        composer(new).setProperty("text", "\n".join("x" * lines))
        new.desk.settle()
        heights.append(new.value(composer(new), "parent.parent.height"))

    assert heights[0] < heights[1] < heights[2]
    assert heights[2] == heights[3] == heights[4]


def test_an_example_is_put_into_the_composer(chat: Chat, new: Screen) -> None:
    new.click("examplePrompt")

    assert len(new.words("composerField")) > 10
    assert new.focused == "composerField"
    assert chat.host.calls.count("send") == 0


def test_the_words_of_a_person_are_shown_as_written(chat: Chat, page: Screen) -> None:
    said = "<b>no</b> &amp; **so**\n\n  indented   apart"
    made = chat.make()
    chat.record(made, (said, "Yes."))
    chat.open(made.id)
    page.desk.settle()

    assert page.value(page.item("userBlock"), "getText(0, length)").replace("\u2029", "\n") == said


# Following the end


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

    composer(page).forceActiveFocus()
    page.key(Key.Key_PageUp)
    assert not view.property("atEnd")
    page.key(Key.Key_End, CTRL)
    page.desk.until(lambda: bool(view.property("atEnd")))


# A turn, from its start to its rest


def test_a_model_that_loads_and_a_retry_are_told(
    chat: Chat, page: Screen, running: Conversation
) -> None:
    chat.host.load(running.branch_id, "SmolLM2")
    page.desk.settle()
    assert "SmolLM2" in page.words("loadingNotice")

    chat.host.retry(running.branch_id, "The model is busy.", 12)
    page.desk.settle()
    assert page.look("loadingNotice") is None
    assert page.words("retryNotice").startswith("The model is busy.")
    assert "12" in page.words("retryNotice")


@pytest.mark.parametrize("way", ["escape", "button"])
def test_an_answer_can_be_stopped(
    chat: Chat, page: Screen, running: Conversation, way: str
) -> None:
    chat.host.say(running.branch_id, "answer", "Begun")
    page.desk.settle()

    if way == "escape":
        page.key(Key.Key_Escape)
    else:
        page.click("stopButton")

    page.desk.until(lambda: page.look("stoppedMark") is not None)
    assert page.value(page.item("proseBlock"), "getText(0, length)") == "Begun"
    assert page.look("sendButton") is not None


def test_a_failed_turn_can_be_continued(chat: Chat, page: Screen, running: Conversation) -> None:
    chat.host.fail(running.branch_id, "The model is gone.", "Start it again.")
    page.desk.settle()
    assert page.item("unfinishedNotice").property("sentence") == "The model is gone."

    page.click("continueButton")

    page.desk.until(lambda: running.branch_id in chat.host.running)
    page.desk.settle()
    assert page.look("unfinishedNotice") is None
    assert page.look("stopButton") is not None


def test_an_interrupted_turn_can_be_left_by_keys_alone(chat: Chat, page: Screen) -> None:
    made = chat.make()
    chat.interrupt(made, "What is a cairn?", "A pile")
    chat.open(made.id)
    page.desk.until(lambda: page.look("unfinishedNotice") is not None)
    composer(page).forceActiveFocus()

    for _ in range(20):
        page.key(Key.Key_Backtab, SHIFT)
        if page.focused == "leaveButton":
            break
    page.key(Key.Key_Return)

    page.desk.until(lambda: page.look("unfinishedNotice") is None)
    assert chat.host.calls[-1] == "leave"


def test_an_earlier_try_is_folded_until_asked_for(chat: Chat, page: Screen) -> None:
    made = chat.make()
    chat.interrupt(made, "What is a cairn?", "A pile of")
    chat.open(made.id)
    page.desk.settle()
    page.click("continueButton")
    page.desk.until(lambda: made.branch_id in chat.host.running)
    chat.host.say(made.branch_id, "second", "It marks a path.")
    page.desk.until(lambda: page.look("earlierTry") is not None)
    assert page.look("earlierText") is None

    page.click("earlierTry")

    assert page.words("earlierText") == "A pile of"


def test_what_cannot_be_read_is_told_and_takes_no_words(chat: Chat, page: Screen) -> None:
    chat.view_model.open("no-such-conversation")
    page.desk.until(lambda: chat.view_model.state == ChatViewModel.State.ERROR)
    page.desk.settle()

    assert page.item("failureNotice").property("sentence") != ""
    assert not composer(page).isEnabled()


# Rows


@pytest.fixture
def answered(chat: Chat, page: Screen) -> Conversation:
    """A conversation in view with a row of each kind."""
    made = chat.make()
    chat.record(made, ("What is a cairn?", ANSWER))
    chat.open(made.id)
    page.desk.until(lambda: page.look("tableBlock") is not None)
    return made


@pytest.mark.usefixtures("answered")
def test_each_kind_of_row_is_drawn_in_the_column(page: Screen) -> None:
    for name in ("userBlock", "proseBlock", "codeBlock", "tableBlock"):
        item = page.item(name)
        left = item.mapToScene(QPointF(0, 0)).x()
        assert item.height() > 15, name
        assert left >= (1016 - 720) / 2, name
        assert left + item.width() <= (1016 + 720) / 2, name


@pytest.mark.usefixtures("answered")
def test_code_is_coloured_and_copied(page: Screen) -> None:
    page.desk.until(lambda: "color" in page.words("codeBlock"))

    page.click("copyCodeButton")

    assert QGuiApplication.clipboard().text().rstrip("\n") == "stone = lay(1)"


def test_long_code_is_capped_and_scrolls(chat: Chat, page: Screen) -> None:
    made = chat.make()
    chat.record(made, ("Code, please", "```\n" + "a long line of it " * 20 + "\nb" * 200 + "\n```"))
    chat.open(made.id)
    page.desk.until(lambda: page.look("codeBlock") is not None)
    page.desk.settle()

    code = page.item("codeBlock")
    assert page.value(code, "parent.parent.height") == 360
    assert page.value(code, "implicitHeight > 2000 && implicitWidth > 1000")


@pytest.mark.usefixtures("answered")
def test_a_message_is_copied_as_it_was_written(page: Screen) -> None:
    page.hover("tableBlock")
    page.click("copyMessageButton")
    assert QGuiApplication.clipboard().text() == ANSWER

    QGuiApplication.clipboard().clear()
    page.item("transcript").forceActiveFocus()
    page.key(Key.Key_Up)
    page.key(Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == ANSWER


@pytest.mark.usefixtures("answered")
def test_a_message_is_copied_from_its_menu(page: Screen) -> None:
    page.click("tableBlock", Qt.MouseButton.RightButton)
    page.key(Key.Key_Down)
    page.key(Key.Key_Return)

    assert QGuiApplication.clipboard().text() == ANSWER


# For everyone


@pytest.mark.usefixtures("answered")
def test_every_control_has_a_name_and_is_reached_by_tab(page: Screen) -> None:
    controls = [
        one for one in page.within(page.window.contentItem()) if one.property("activeFocusOnTab")
    ]
    controls = [one for one in controls if one.inherits("QQuickAbstractButton")]
    assert {"copyCodeButton", "copyMessageButton"} <= {one.objectName() for one in controls}
    assert all(page.spoken(one) for one in controls)

    composer(page).forceActiveFocus()
    seen: set[str] = set()
    for _ in range(20):
        page.key(Key.Key_Tab)
        seen.add(page.focused)
    assert {"transcript", "composerField", "copyCodeButton", "copyMessageButton"} <= seen


@pytest.mark.usefixtures("answered")
@pytest.mark.parametrize(("width", "height"), [(536, 600), (752, 600), (1600, 1000)])
def test_nothing_is_cut_off_at_any_size(page: Screen, width: int, height: int) -> None:
    page.window.resize(width, height)
    page.desk.settle(0.1)

    for name in ("composerField", "userBlock", "proseBlock", "codeBlock", "tableBlock"):
        item = page.item(name)
        left = item.mapToScene(QPointF(0, 0)).x()
        assert left >= 0, name
        assert left + item.width() <= width, name
    assert page.item("sendButton").mapToScene(QPointF(0, 0)).y() + 32 <= height
