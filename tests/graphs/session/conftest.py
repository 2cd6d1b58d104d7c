"""Sessions on a real file, answered by the scripted endpoint."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar
from uuid import uuid4

import pytest

from graphs.models.connections import Connection, Endpoint
from graphs.session.events import Event
from graphs.session.host import SessionHost
from graphs.storage.action_records import Action
from graphs.storage.home import Home
from graphs.storage.library import Library
from graphs.storage.records import Conversation, Message
from graphs.tools.spec import ToolSpec
from tests.endpoint import MODEL, ScriptedEndpoint, Text
from tests.endpoint import endpoint as endpoint

E = TypeVar("E")


@dataclass
class Desk:
    """A host with one conversation, and all it told.

    `on_event` is called with each event, after it was noted.
    """

    library: Library
    host: SessionHost
    conversation: Conversation
    events: list[Event]
    connection: Connection
    on_event: list[Callable[[Event], None]] = field(default_factory=list)

    @property
    def branch(self) -> str:
        return self.conversation.branch_id

    def of(self, kind: type[E]) -> list[E]:
        return [event for event in self.events if isinstance(event, kind)]

    async def until(self, kind: type[E], count: int = 1) -> None:
        """Wait until so many events of that kind were told."""
        reached = asyncio.Event()
        self.on_event.append(lambda _: reached.set() if len(self.of(kind)) >= count else None)
        if len(self.of(kind)) < count:
            async with asyncio.timeout(30):
                await reached.wait()

    def waiting(self) -> list[Action]:
        return self.library.waiting_in(self.branch)

    def action(self, tool: str) -> Action:
        """The newest action of that tool."""
        return next(action for action in self.library.actions() if action.tool == tool)

    def messages(self) -> tuple[Message, ...]:
        return self.library.transcript(self.branch).messages

    def said(self) -> list[tuple[str, str]]:
        return [(message.role, message.text) for message in self.messages()]


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library.open(Home(tmp_path / "home"))


async def open_desk(
    library: Library,
    base_url: str,
    conversation_id: str | None = None,
    context: int = 8_192,
    specs: Sequence[ToolSpec] | None = None,
) -> Desk:
    connection = Connection("endpoint", MODEL, MODEL, context, True, Endpoint(base_url, "key"))
    events: list[Event] = []
    listeners: list[Callable[[Event], None]] = []
    desks: list[Desk] = []

    def emit(event: Event) -> None:
        events.append(event)
        for listener in listeners:
            listener(event)

    host = await SessionHost.open(
        library, emit, lambda: desks[0].connection if desks else connection, specs
    )
    conversation = await host.create_conversation(conversation_id or uuid4().hex)
    desks.append(Desk(library, host, conversation, events, connection, listeners))
    return desks[0]


@pytest.fixture
async def desk(library: Library, endpoint: ScriptedEndpoint) -> AsyncIterator[Desk]:
    desk = await open_desk(library, endpoint.base_url)
    library.rename(desk.conversation.id, "Titled, so that no request asks for a title")
    yield desk
    await desk.host.close()
    library.close()


@pytest.fixture
def folder(desk: Desk, tmp_path: Path) -> Path:
    """The workspace of the desk's conversation, empty."""
    folder = tmp_path / "work"
    folder.mkdir()
    desk.library.set_workspace(desk.conversation.id, str(folder))
    return folder


@pytest.fixture
async def talked(desk: Desk, endpoint: ScriptedEndpoint) -> Desk:
    """Three plain turns."""
    for number in (1, 2, 3):
        endpoint.then(Text(f"Answer {number}."))
        await desk.host.send(desk.branch, uuid4().hex, f"Question {number}?")
    return desk
