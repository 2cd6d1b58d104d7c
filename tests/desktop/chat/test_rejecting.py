"""Writing to a conversation in which something waits, on a real window."""

from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QGuiApplication

from desktop.approvals.view_model import ApprovalsViewModel
from desktop.shared.library_calls import LibraryCalls
from desktop.shared.tasks import Tasks
from graphs import Preview, ToolCall
from tests.desktop.chat.conftest import Chat
from tests.desktop.conftest import Desk
from tests.desktop.screen import Screen

Key = Qt.Key


@pytest.fixture
def waiting(
    app: QGuiApplication, desk: Desk, chat: Chat, calls: LibraryCalls, tasks: Tasks
) -> Iterator[Screen]:
    """A page on a conversation whose action waits, with its card."""
    approvals = ApprovalsViewModel(calls, chat.engine, tasks)
    screen = Screen(desk)
    screen.show("Chat", "ChatPage", 1016, 760, viewModel=chat.view_model, approvals=approvals)
    made = chat.make()
    chat.open(made.id)
    chat.send(made.branch_id, "Note down milk")
    call = ToolCall("c1", "write_file", '{"path": "notes.txt", "content": "milk"}')
    chat.host.save(made.branch_id, "m1", "I write it down.", call)
    preview = Preview("Write notes.txt", "Makes a file.", undo=True)
    chat.host.propose(made.branch_id, "m1", call, preview)
    chat.host.wait(made.branch_id)
    approvals.openBranch(made.id, made.branch_id)
    desk.until(lambda: screen.look("actionCard") is not None)
    screen.item("composerField").forceActiveFocus()
    yield screen
    screen.end()
    desk.run(tasks.close())
    shiboken6.delete(approvals)


def hint(screen: Screen) -> str:
    return str(screen.item("composerHint").property("text"))


def sends(screen: Screen) -> str:
    button = QAccessible.queryAccessibleInterface(screen.item("sendButton"))
    return button.text(QAccessible.Text.Name)


def test_what_sending_would_do_is_said_before_it_is_done(chat: Chat, waiting: Screen) -> None:
    assert waiting.look("workingNotice") is None
    assert waiting.look("unfinishedNotice") is None
    assert "rejects" not in hint(waiting)

    waiting.type("Rather ")
    assert hint(waiting) == "Sending this rejects what waits, and tells the agent why."
    assert sends(waiting) == "Send, and reject what waits"

    waiting.type("bread")
    waiting.key(Key.Key_Return)
    waiting.desk.until(lambda: chat.sent == 2)
    assert "rejects" not in hint(waiting)
