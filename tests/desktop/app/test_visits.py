"""Links and files from outside, in the whole window."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
)

from desktop.app.arguments import Arguments
from desktop.shared import links
from desktop.shared.links import (
    ActionLink,
    BranchLink,
    ConversationLink,
    Link,
    NewLink,
    StepLink,
    SuiteLink,
)
from tests.desktop.app.office import Office
from tests.endpoint import Text, ToolCall

SHIFT = Qt.KeyboardModifier.ShiftModifier
CASE = '{"cairn_case": 1, "name": "Cairns", "messages": [{"role": "user", "text": "Hello?"}]}\n'
WRITE = ToolCall("write_file", '{"path": "notes.txt", "content": "milk"}')


def follow(office: Office, *wanted: Link | str) -> None:
    texts = tuple(one if isinstance(one, str) else links.write(one) for one in wanted)
    office.whole.app.heed(Arguments(links=texts))


def open_file(office: Office, file: Path) -> None:
    office.whole.app.heed(Arguments(files=(str(file),)))


def told(office: Office) -> str:
    office.desk.until(lambda: bool(office.whole.errors.shown))
    sentence = str(office.whole.errors.sentence)
    office.whole.errors.dismiss()
    return sentence


def test_a_conversation_a_branch_and_a_step_come_into_view(office: Office) -> None:
    office.endpoint.then(Text("Good day."))
    office.visit("trip")
    office.say("Hello")
    branch = office.library.conversation("trip").branch_id
    office.desk.until(lambda: len(office.library.steps(branch)) > 1)
    chat = office.whole.app._chat

    follow(office, ConversationLink("letter"))
    office.desk.until(lambda: chat.conversationId == "letter")
    follow(office, BranchLink(branch))
    office.desk.until(lambda: chat.conversationId == "trip")
    follow(office, ConversationLink("letter"), StepLink(branch, 1))
    office.desk.until(lambda: chat.conversationId == "trip" and chat.lookedAt == 1)
    follow(office, StepLink(branch, 2))
    office.desk.until(lambda: chat.lookedAt == 2)


def test_an_action_that_waits_is_shown_and_never_decided(office: Office) -> None:
    (action,) = office.ask("trip", WRITE)
    office.visit("letter")

    follow(office, ActionLink(action.id))
    office.desk.until(lambda: office.whole.app._approvals.dialogShown)

    assert office.library.action(action.id).status.needs_person


def test_a_text_stands_in_the_composer_and_is_not_sent(office: Office) -> None:
    office.visit("trip")
    follow(office, NewLink("Buy milk & bread"))
    office.desk.until(lambda: office.whole.hands.words("composerField") == "Buy milk & bread")
    office.desk.settle(0.2)

    assert office.whole.app._chat.conversationId == ""
    assert office.endpoint.requests == []


def test_a_suite_from_a_file_is_shown_and_can_be_taken_away_again(
    office: Office, tmp_path: Path
) -> None:
    file = tmp_path / "Things to know.cairn"
    file.write_text(CASE)
    open_file(office, file)
    office.whole.until_shown("suiteName")
    office.desk.until(lambda: office.whole.app._suites.name == "Things to know")
    (suite,) = (one for one in office.library.evals.suites() if one.name == "Things to know")
    follow(office, ConversationLink("trip"), SuiteLink(suite.id))
    office.whole.until_shown("suiteName")
    open_file(office, file)
    office.desk.until(lambda: office.whole.app._suites.undo.shown)

    office.whole.app._suites.undo.undo()
    office.desk.until(lambda: len(office.library.evals.suites()) == 1)


def test_a_link_brings_its_conversation_back_from_another_page(office: Office) -> None:
    office.visit("trip")
    office.whole.hands.key(Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier | SHIFT)
    office.whole.until_shown("noSuites")

    follow(office, ConversationLink("trip"))
    office.desk.until(lambda: office.whole.hands.look("noSuites") is None)
    assert office.whole.hands.look("composerField") is not None


def test_only_suites_can_be_dropped_on_the_window(office: Office, tmp_path: Path) -> None:
    file = tmp_path / "Dropped.cairn"
    file.write_text(CASE)

    drop(office, tmp_path / "picture.png")
    assert office.whole.hands.look("suiteDrop") is None
    drop(office, file)
    office.whole.until_shown("suiteName")
    office.desk.until(lambda: office.whole.app._suites.name == "Dropped")


def drop(office: Office, file: Path) -> None:
    """As a file manager does it."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(file)])
    window, at = office.whole.window.quick, QPoint(600, 300)
    taken = Qt.DropAction.CopyAction
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QGuiApplication.sendEvent(window, QDragEnterEvent(at, taken, data, buttons, keys))
    moved = QDragMoveEvent(at, taken, data, buttons, keys)
    QGuiApplication.sendEvent(window, moved)
    office.desk.settle()
    assert moved.isAccepted() is (office.whole.hands.look("suiteDrop") is not None)
    if moved.isAccepted():
        QGuiApplication.sendEvent(window, QDropEvent(at.toPointF(), taken, data, buttons, keys))
    else:
        QGuiApplication.sendEvent(window, QDragLeaveEvent())


@pytest.mark.parametrize(
    ("link", "sentence"),
    [
        ("cairn://send?text=Hello", "leads to no place"),
        (ConversationLink("gone"), "leads nowhere"),
        (BranchLink("gone"), "leads nowhere"),
        (StepLink("gone", 1), "leads nowhere"),
        (ActionLink("gone"), "leads nowhere"),
        (SuiteLink("gone"), "leads nowhere"),
    ],
)
def test_a_link_to_what_is_not_there_says_so(
    office: Office, link: Link | str, sentence: str
) -> None:
    follow(office, link)

    assert sentence in told(office)


def test_what_is_in_the_trash_is_not_shown(office: Office) -> None:
    office.library.trash("letter")
    follow(office, ConversationLink("letter"))

    assert "in the trash" in told(office)
    assert office.whole.app._chat.conversationId != "letter"


def test_a_file_that_is_no_suite_says_what_is_wrong_with_it(office: Office, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.cairn"
    wrong.write_text(CASE + '{"cairn_case": 1, "messages": 5}\n')
    open_file(office, wrong)
    assert "wrong.cairn cannot be opened: Line 2" in told(office)

    wrong.write_bytes(b"\x7fELF\xff")
    open_file(office, wrong)
    assert "is not text" in told(office)

    open_file(office, tmp_path)
    assert "is not a file" in told(office)

    open_file(office, tmp_path / "gone.cairn")
    assert "cannot be read" in told(office)

    open_file(office, Path("/dev/zero"))
    assert "is not a file" in told(office)

    open_file(office, Path("/a\0b\udc80"))
    assert "cannot be opened" in told(office)
    assert office.library.evals.suites() == []
