from collections.abc import Iterator, Sequence

import pytest
import shiboken6
from PySide6.QtGui import QTextDocumentFragment
from PySide6.QtTest import QAbstractItemModelTester

from desktop.chat.rows import Row, RowKind
from desktop.chat.view_model import ChatViewModel
from desktop.shared.library_calls import LibraryCalls
from desktop.shared.tasks import Tasks
from graphs import Conversation, Library
from tests.desktop.chat.scripted_host import ScriptedEngine, ScriptedHost
from tests.desktop.conftest import Desk


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


def _take_down(chat: Chat, tasks: Tasks) -> None:
    """Qt's objects end on their own thread; left to the collector they might on any."""
    chat.desk.run(chat.view_model.close())
    chat.desk.run(tasks.close())
    shiboken6.delete(chat.view_model)
