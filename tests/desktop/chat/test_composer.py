"""Writing on the chat page, in a real window."""

from PySide6.QtCore import Qt

from graphs import DiskFull
from tests.desktop.chat.conftest import Chat
from tests.desktop.screen import Screen

Key = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier


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

    assert new.value(new.item("composerField"), "lineCount") == 2
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
        new.item("composerField").setProperty("text", "\n".join("x" * lines))
        new.desk.settle()
        heights.append(new.value(new.item("composerField"), "parent.parent.height"))

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
