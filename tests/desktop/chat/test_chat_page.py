"""The chat page in a real window, worked with mouse and keys."""

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QGuiApplication

from desktop.chat.view_model import ChatViewModel
from graphs import Conversation
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
    page.item("composerField").forceActiveFocus()

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
    assert not page.item("composerField").isEnabled()


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


@pytest.mark.usefixtures("answered")
def test_every_control_has_a_name_and_is_reached_by_tab(page: Screen) -> None:
    controls = [
        one for one in page.within(page.window.contentItem()) if one.property("activeFocusOnTab")
    ]
    controls = [one for one in controls if one.inherits("QQuickAbstractButton")]
    assert {"copyCodeButton", "copyMessageButton"} <= {one.objectName() for one in controls}
    assert all(page.spoken(one) for one in controls)

    page.item("composerField").forceActiveFocus()
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


def test_a_page_whose_words_are_told_to_a_server_says_so(page: Screen) -> None:
    assert page.look("tracedMark") is None

    page.view.rootObject().setProperty("tracedTo", "smith.example")

    assert page.words("tracedMark") == "Traced to smith.example"
    assert "also sent to LangSmith" in page.item("tracedMark").property("told")
