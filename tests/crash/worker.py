"""A process to be killed: it opens the data folder and does one deed to a conversation."""

import asyncio
import signal
from dataclasses import asdict, dataclass
from pathlib import Path

from graphs.agent import build, versions
from graphs.errors import CairnError
from graphs.models.connections import Connection, chosen
from graphs.session.events import ConversationTitled, Event
from graphs.session.host import SessionHost
from graphs.session.thread import State, Thread
from graphs.session.translate import new_message
from graphs.storage.checkpoints import open_saver
from graphs.storage.home import Home
from graphs.storage.library import Library
from graphs.tools.registry import tools
from tests.crash.fuse import Fuse
from tests.crash.mortal import Mortal, connection

TITLE_SECONDS = 5


@dataclass(frozen=True, slots=True)
class Order:
    """What a worker does with the conversation `conversation` of the data folder `home`.

    `deed` is "send", "resume", "leave", "rebuild" or "look". `base_url` is "" for the built-in
    model. The process kills itself before its `statement`-th SQL statement after `count` lines of
    kind `mark`.
    """

    home: str
    conversation: str
    deed: str
    base_url: str = ""
    turn: str = ""
    text: str = ""
    awaits_title: bool = False
    mark: str = ""
    count: int = 1
    statement: int | None = None


class Worker(Mortal):
    """One life, as it is ordered."""

    def __init__(self, order: Order, pipe: int) -> None:
        super().__init__(pipe, Fuse(order.mark, order.count, order.statement))
        self._order = order
        self._titled = asyncio.Event()

    async def _obey(self) -> None:
        await (self._look() if self._order.deed == "look" else self._live())

    async def _live(self) -> None:
        order = self._order
        library = Library.open(Home(Path(order.home)))
        host = await SessionHost.open(library, self._tell, self._choose)
        branch_id = library.create(order.conversation, agent_version=versions.CURRENT).branch_id
        asyncio.get_running_loop().add_signal_handler(signal.SIGINT, self._stop, host, branch_id)
        self._write("begun")
        try:
            result = await self._done(host, branch_id)
        except CairnError as error:
            result = type(error).__name__
        self._write("result", status=result)
        if order.awaits_title and result == "finished":
            async with asyncio.timeout(TITLE_SECONDS):
                await self._titled.wait()
        await host.close()
        library.close()

    async def _done(self, host: SessionHost, branch_id: str) -> str:
        match self._order.deed:
            case "send":
                return (await host.send(branch_id, self._order.turn, self._order.text)).value
            case "resume":
                return (await host.resume(branch_id)).value
            case "leave":
                await host.leave(branch_id)
            case "rebuild":
                await host.rebuild(branch_id)
            case _:
                raise ValueError(f"there is no deed {self._order.deed}")
        return ""

    async def _look(self) -> None:
        """Tell what is on disk, and change nothing of it but what opening the file changes."""
        library = Library.open(Home(Path(self._order.home)))
        report = library.examine()
        ids = {conversation.id for conversation in library.conversations()}
        if self._order.conversation not in ids:
            self._write("kept", problems=report.problems, conversation=None)
            library.close()
            return
        conversation = library.conversation(self._order.conversation)
        with library.database.reading() as c:
            foreign = c.exec_driver_sql("PRAGMA foreign_key_check").all()
        async with open_saver(library.home.database) as saver:
            thread = Thread(
                conversation.branch_id, build.current([spec.tool for spec in tools()], saver)
            )
            first, second = await thread.state(), await thread.state()
        transcript = library.transcript(conversation.branch_id)
        self._write(
            "kept",
            problems=[*report.problems, *map(str, foreign)],
            conversation=asdict(conversation),
            unfinished=[turn.id for turn in report.unfinished],
            messages=[asdict(message) for message in transcript.messages],
            turn=asdict(transcript.turn) if transcript.turn else None,
            state=_plain(first),
            stable=_plain(first) == _plain(second),
            at_rest=first.at_rest,
            versions=[library.agent_version(conversation.branch_id), versions.CURRENT],
        )
        library.close()

    def _choose(self) -> Connection:
        if not self._order.base_url:
            return chosen(Home(Path(self._order.home)), {})
        return connection(self._order.base_url)

    def _stop(self, host: SessionHost, branch_id: str) -> None:
        self._write("stopping")
        self._stopping = asyncio.ensure_future(host.stop(branch_id))

    def _tell(self, event: Event) -> None:
        super()._tell(event)
        if isinstance(event, ConversationTitled) and event.title.startswith("Title"):
            self._titled.set()


def _plain(state: State) -> list[tuple[str, str, str]]:
    said = map(new_message, state.messages)
    return [(message.id, message.role, message.text) for message in said]


def run(order: Order, pipe: int) -> None:
    """Do what is ordered in this process, telling it on `pipe`."""
    Worker(order, pipe).run()
