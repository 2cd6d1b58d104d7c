import time
from collections.abc import Iterator, Sequence
from uuid import uuid4

import pytest
import shiboken6
from PySide6.QtGui import QGuiApplication, QTextDocumentFragment
from PySide6.QtTest import QAbstractItemModelTester
from sqlalchemy import Connection

import desktop.approvals.view_model  # noqa: F401  (the page names its type)
from desktop.chat.rows import Row, RowKind
from desktop.chat.view_model import ChatViewModel
from desktop.shared.library_calls import LibraryCalls
from desktop.shared.tasks import Tasks
from graphs import Action, Conversation, DiskFull, Library, Preview, ToolCall, TurnStatus
from graphs.storage import branches, read_model, steps, turns
from graphs.storage.branches import Head, Origin
from graphs.storage.message_tree import NewMessage
from graphs.storage.records import BranchSettings
from graphs.storage.steps import NewStep
from tests.desktop.chat.scripted_host import ScriptedEngine, ScriptedHost
from tests.desktop.conftest import Desk
from tests.desktop.screen import Screen

FULL = DiskFull("The disk is full.", "Make room, then send it again.")
WRITE = Preview("Write notes.txt", "Makes a file.", undo=True)


class Chat:
    """A chat view model on a real file, whose agent does what the test says."""

    def __init__(
        self, desk: Desk, library: Library, calls: LibraryCalls, tasks: Tasks, *, up: bool = True
    ) -> None:
        self.desk = desk
        self.library = library
        self.host = ScriptedHost(library)
        self.engine = ScriptedEngine(self.host, desk.loop)
        self.view_model = ChatViewModel(calls, self.engine, tasks)
        self.host.emit = self.view_model.handle
        self.told: list[str] = []
        self.started: list[str] = []
        self.sent = 0
        self.view_model.told.connect(self.told.append)
        self.view_model.conversationStarted.connect(self.started.append)
        self.view_model.sent.connect(self._on_sent)
        QAbstractItemModelTester(
            self.view_model.transcript,
            QAbstractItemModelTester.FailureReportingMode.Fatal,
            self.view_model,
        )
        if up:
            self.engine.come_up()

    @property
    def rows(self) -> Sequence[Row]:
        return self.view_model.transcript.rows

    @property
    def shown(self) -> list[tuple[RowKind, str]]:
        """Each row's kind and its words."""
        return [
            (row.kind, row.text or QTextDocumentFragment.fromHtml(row.html).toPlainText())
            for row in self.rows
        ]

    def make(self, title: str = "Trip") -> Conversation:
        made = self.library.create(agent_version="1")
        self.library.rename(made.id, title)
        return self.library.conversation(made.id)

    def record(self, conversation: Conversation, *pairs: tuple[str, str]) -> None:
        """Questions and answers of finished turns, straight into the file."""
        with self.library.database.transaction() as c:
            for question, answer in pairs:
                turn_id = self._record(c, conversation, question)
                message = NewMessage(uuid4().hex, "assistant", answer)
                read_model.append(
                    c, conversation.branch_id, turn_id, [message], time.time(), uuid4().hex
                )
                turns.set_status(c, turn_id, TurnStatus.FINISHED, time.time())

    def fill(self, branch_id: str, count: int) -> None:
        """Turns of two messages, all finished, straight into the file."""
        with self.library.database.transaction() as c:
            for number in range(count):
                turns.record(c, branch_id, f"t{number}", f"question {number}", 1.0)
                turns.set_status(c, f"t{number}", TurnStatus.FINISHED, 1.0)
                messages = [
                    NewMessage(f"t{number}", "user", f"question {number}"),
                    NewMessage(f"a{number}", "assistant", f"answer {number}"),
                ]
                read_model.append(c, branch_id, f"t{number}", messages, 1.0, None)

    def grow(self, branch_id: str, question: str, answer: str) -> str:
        """A finished turn of two steps, straight into the file; its id."""
        turn_id, now = uuid4().hex, time.time()
        said = (
            NewMessage(turn_id, "user", question),
            NewMessage(f"{turn_id}-a", "assistant", answer),
        )
        with self.library.database.transaction() as c:
            turns.record(c, branch_id, turn_id, question, now)
            for message in said:
                checkpoint = uuid4().hex
                read_model.append(c, branch_id, turn_id, [message], now, checkpoint)
                steps.save(c, branch_id, NewStep(checkpoint), now)
            turns.set_status(c, turn_id, TurnStatus.FINISHED, now)
        return turn_id

    def fork(self, origin: str, name: str, position: int, *said: tuple[str, str]) -> str:
        """A branch from a step of another, 0 for before the first, and its turns since; its id."""
        id_ = uuid4().hex
        with self.library.database.transaction() as c:
            at = steps.get(c, origin, position) if position else None
            checkpoint = at.checkpoint_id if at else ""
            of = Origin(origin, checkpoint, position)
            branches.fork(c, id_, of, name, BranchSettings(), "1", time.time())
            branches.set_head(c, id_, Head(None, at.key if at else None))
        for question, answer in said:
            self.grow(id_, question, answer)
        return id_

    def interrupt(self, conversation: Conversation, question: str, said: str) -> None:
        """A turn that nobody runs any more, with what it had said."""
        branch_id = conversation.branch_id
        with self.library.database.transaction() as c:
            turn_id = self._record(c, conversation, question)
            turns.set_status(c, turn_id, TurnStatus.RUNNING, time.time())
            read_model.add_text(c, branch_id, turn_id, uuid4().hex, said, time.time())

    def _record(self, c: Connection, conversation: Conversation, question: str) -> str:
        turn_id, now = uuid4().hex, time.time()
        turns.record(c, conversation.branch_id, turn_id, question, now)
        message = NewMessage(turn_id, "user", question)
        read_model.append(c, conversation.branch_id, turn_id, [message], now, None)
        return turn_id

    def open(self, conversation_id: str) -> None:
        self.view_model.open(conversation_id)
        self.until_read()

    def until_read(self) -> None:
        loading = ChatViewModel.State.LOADING
        self.desk.until(lambda: self.view_model.state != loading)
        self.desk.settle(0.02)

    def send(self, branch_id: str, text: str) -> None:
        """Send, and wait until the turn runs."""
        self.view_model.send(text)
        self.desk.until(lambda: branch_id in self.host.running)

    def waits_in(self, conversation: Conversation) -> Action:
        """A turn in view that waits for a decision."""
        branch = conversation.branch_id
        call = ToolCall("c1", "write_file", '{"path": "notes.txt", "content": "milk"}')
        self.send(branch, "Note down milk")
        self.host.save(branch, "m1", "I write it down.", call)
        action = self.host.propose(branch, "m1", call, WRITE)
        self.host.wait(branch)
        return action

    def _on_sent(self) -> None:
        self.sent += 1


@pytest.fixture
def chat(desk: Desk, library: Library, calls: LibraryCalls, tasks: Tasks) -> Iterator[Chat]:
    chat = Chat(desk, library, calls, tasks)
    yield chat
    _take_down(chat, tasks)


@pytest.fixture
def sleeping(desk: Desk, library: Library, calls: LibraryCalls, tasks: Tasks) -> Iterator[Chat]:
    """A chat whose engine is not up yet."""
    chat = Chat(desk, library, calls, tasks, up=False)
    yield chat
    _take_down(chat, tasks)


@pytest.fixture
def trip(chat: Chat) -> Conversation:
    """A conversation in view in which nothing was said."""
    made = chat.make("Trip")
    chat.open(made.id)
    return made


@pytest.fixture
def page(app: QGuiApplication, desk: Desk, chat: Chat) -> Iterator[Screen]:
    """The chat's page in a window of its own."""
    page = Screen(desk)
    page.show("Chat", "ChatPage", 1016, 760, viewModel=chat.view_model)
    yield page
    page.end()


@pytest.fixture
def new(chat: Chat, page: Screen) -> Screen:
    """A page on a conversation not yet begun, with the cursor in the composer."""
    chat.open("")
    page.desk.settle()
    page.item("composerField").forceActiveFocus()
    return page


@pytest.fixture
def running(chat: Chat, page: Screen) -> Conversation:
    """A conversation in view whose turn runs and has said nothing."""
    made = chat.make()
    chat.open(made.id)
    chat.send(made.branch_id, "What is a cairn?")
    page.desk.settle()
    page.item("composerField").forceActiveFocus()
    return made


def _take_down(chat: Chat, tasks: Tasks) -> None:
    """Qt's objects end on their own thread; left to the collector they might on any."""
    chat.desk.run(chat.view_model.close())
    chat.desk.run(tasks.close())
    shiboken6.delete(chat.view_model)
