"""A process to be killed: it runs a conversation with counting tools and decides what waits.

As tests/crash/mortal.py says, it writes what happens, one line of JSON each.
"""

import asyncio
import json
import traceback
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random
from typing import Any

from langchain_core.messages import AIMessage, ToolMessage

from graphs.agent import build
from graphs.approvals.decision import (
    Again,
    Answer,
    Approve,
    Decision,
    Edit,
    Happened,
    Reject,
    Skip,
)
from graphs.approvals.outcome import outcome
from graphs.errors import AlreadyDecided, CairnError
from graphs.models.connections import Connection
from graphs.session.events import ActionNeedsDecision, Event
from graphs.session.host import SessionHost
from graphs.session.thread import State, Thread
from graphs.session.translate import new_message
from graphs.storage.action_records import Action, ActionStatus
from graphs.storage.checkpoints import open_saver
from graphs.storage.home import Home
from graphs.storage.library import Library
from tests.crash.actions.tools import counted, counting_tools
from tests.crash.fuse import Fuse
from tests.crash.mortal import Mortal, connection

CONVERSATION = "c"
ANSWER = "The person's own words."
REASON = "The person says no."
THOUGHT_SECONDS = 0.03
GLANCE_SECONDS = 0.03
PATIENCE_SECONDS = 0.6


@dataclass(frozen=True, slots=True)
class ActionsOrder:
    """What a process does: "send", "resume", "decide" (what waits, whoever runs it) or "look".

    `lines` is the file that the tools count in. `verdicts` says by label what is decided. The
    process kills itself as its Fuse says.
    """

    home: str
    lines: str
    deed: str
    base_url: str = ""
    turn: str = ""
    text: str = ""
    decides: bool = True
    verdicts: dict[str, str] | None = None
    chance: str = ""
    mark: str = ""
    count: int = 1
    statement: int | None = None


def edited(label: str, verdict: str) -> str:
    """The arguments that the person makes of a call: JSON text."""
    return json.dumps({"label": label, "note": f"as {verdict}ed"})


class ActionsWorker(Mortal):
    """One life, as it is ordered."""

    def __init__(self, order: ActionsOrder, pipe: int) -> None:
        super().__init__(pipe, Fuse(order.mark, order.count, order.statement))
        self._order = order
        self._lines = Path(order.lines)
        self._random = Random(order.chance)
        self._specs = counting_tools(self._lines, self._write)
        self._asked: asyncio.Queue[str] = asyncio.Queue()

    async def _obey(self) -> None:
        await (self._look() if self._order.deed == "look" else self._live())

    async def _live(self) -> None:
        library = Library.open(Home(Path(self._order.home)))
        host = await SessionHost.open(library, self._tell, self._connection, self._specs)
        branch_id = (await host.create_conversation(CONVERSATION)).branch_id
        self._write("begun")
        if self._order.deed == "decide":
            await self._decide_beside(host, library, branch_id)
        else:
            await self._run_and_decide(host, library, branch_id)
        await host.close()
        library.close()

    async def _run_and_decide(self, host: SessionHost, library: Library, branch_id: str) -> None:
        """Do the deed; decide each action when it asks, and afterwards all that still wait."""
        deciding = asyncio.create_task(self._decide_as_asked(host, library))
        try:
            status = (await self._done(host, branch_id)).value
        except CairnError as error:
            status = type(error).__name__
        self._write("result", status=status)
        if not self._order.decides:
            deciding.cancel()
            return
        await self._asked.join()
        deciding.cancel()
        while waiting := await asyncio.to_thread(library.waiting_in, branch_id):
            await self._say(host, library, [action.id for action in self._some(waiting)])

    async def _done(self, host: SessionHost, branch_id: str) -> Any:
        if self._order.deed == "send":
            return await host.send(branch_id, self._order.turn, self._order.text)
        return await host.resume(branch_id)

    async def _decide_as_asked(self, host: SessionHost, library: Library) -> None:
        saying: set[asyncio.Task[None]] = set()
        while True:
            ids = [await self._asked.get()]
            await asyncio.sleep(self._random.uniform(0, THOUGHT_SECONDS))
            while not self._asked.empty() and self._random.random() < 0.5:
                ids.append(self._asked.get_nowait())
            task = asyncio.create_task(self._say_and_tick_off(host, library, ids))
            saying.add(task)
            task.add_done_callback(saying.discard)

    async def _say_and_tick_off(
        self, host: SessionHost, library: Library, ids: Sequence[str]
    ) -> None:
        try:
            await self._say(host, library, list(dict.fromkeys(ids)))
        except BaseException:
            self._write("fault", text=traceback.format_exc())
            raise
        finally:
            for _ in ids:
                self._asked.task_done()

    async def _decide_beside(self, host: SessionHost, library: Library, branch_id: str) -> None:
        """Decide what waits, until nobody has run the branch for a while."""
        clock = asyncio.get_running_loop().time
        until = clock() + PATIENCE_SECONDS
        while clock() < until:
            if waiting := await asyncio.to_thread(library.waiting_in, branch_id):
                await self._say(host, library, [action.id for action in self._some(waiting)])
            turn = await asyncio.to_thread(library.newest_turn, branch_id)
            if turn is not None and not turn.status.at_rest and not turn.unfinished:
                until = clock() + PATIENCE_SECONDS
            await asyncio.sleep(GLANCE_SECONDS)

    async def _say(self, host: SessionHost, library: Library, ids: Sequence[str]) -> None:
        """Decide them together; when somebody was faster, each by itself.

        The library is asked in a thread: on the loop it could wait for the saver, whose commit
        waits for the loop.
        """
        found = [await asyncio.to_thread(library.action, id_) for id_ in ids]
        decisions = {
            action.id: self._decision(action) for action in found if action.status.needs_person
        }
        if not decisions:
            return
        told = {id_: type(decision).__name__ for id_, decision in decisions.items()}
        self._write("deciding", decisions=told)
        try:
            status = await host.decide(decisions)
        except AlreadyDecided:
            self._write("refused", decisions=told)
            if len(decisions) > 1:
                for id_ in decisions:
                    await self._say(host, library, [id_])
            elif isinstance(decisions[ids[0]], Again):
                await self._settle(host, library, ids[0])
        else:
            self._write("decided", decisions=told, status=status)

    async def _settle(self, host: SessionHost, library: Library, id_: str) -> None:
        """Of an unknown one that cannot run again: say what can be seen."""
        action = await asyncio.to_thread(library.action, id_)
        if action.status is ActionStatus.UNKNOWN:
            there = counted(self._lines, _label(action))
            await host.decide({id_: Happened() if there else Skip()})

    def _decision(self, action: Action) -> Decision:
        label = _label(action)
        if action.status is ActionStatus.UNKNOWN:
            if counted(self._lines, label):
                return self._random.choice([Happened(), Happened(), Happened(), Again()])
            return self._random.choice([Again(), Skip()])
        verdict = (self._order.verdicts or {})[label]
        match verdict:
            case "approve":
                return Approve()
            case "edit":
                return Edit(edited(label, verdict))
            case "reject":
                return Reject(REASON)
            case _:
                return Answer(ANSWER)

    def _some(self, waiting: Sequence[Action]) -> Sequence[Action]:
        return self._random.sample(waiting, self._random.randint(1, len(waiting)))

    async def _look(self) -> None:
        """Tell what is on disk, and change nothing of it but what opening the file changes."""
        library = Library.open(Home(Path(self._order.home)))
        report = library.examine()
        if not library.conversations():
            self._write("kept", problems=report.problems, conversation=None)
            library.close()
            return
        conversation = library.conversation(CONVERSATION)
        branch_id = conversation.branch_id
        async with open_saver(library.home.database) as saver:
            agent = build.current([spec.tool for spec in self._specs], saver)
            state = await Thread(branch_id, agent).state()
        with library.database.reading() as c:
            turns = [tuple(row) for row in c.exec_driver_sql("SELECT id, status FROM turns").all()]
        transcript = library.transcript(branch_id, limit=10_000)
        self._write(
            "kept",
            problems=report.problems,
            conversation=conversation.status.value,
            turns=turns,
            messages=[asdict(message) for message in transcript.messages],
            state=_plain(state),
            calls=_calls(state),
            results=_results(state),
            actions=[_told(library, action) for action in library.actions(limit=10_000)],
        )
        library.close()

    def _connection(self) -> Connection:
        return connection(self._order.base_url)

    def _tell(self, event: Event) -> None:
        super()._tell(event)
        if isinstance(event, ActionNeedsDecision) and self._order.decides:
            self._asked.put_nowait(event.action.id)


def _label(action: Action) -> str:
    return json.loads(action.arguments)["label"]


def _plain(state: State) -> list[tuple[str, str, str]]:
    said = map(new_message, state.messages)
    return [(message.id, message.role, message.text) for message in said]


def _calls(state: State) -> list[str]:
    return [
        call["id"] or ""
        for message in state.messages
        if isinstance(message, AIMessage)
        for call in message.tool_calls
    ]


def _results(state: State) -> list[tuple[str, str]]:
    return [(m.tool_call_id, m.text) for m in state.messages if isinstance(m, ToolMessage)]


def _told(library: Library, action: Action) -> dict[str, Any]:
    return {
        "id": action.id,
        "call": action.call_id,
        "tool": action.tool,
        "label": _label(action),
        "note": json.loads(action.effective)["note"],
        "status": action.status.value,
        "words": action.words,
        "outcome": outcome(action).text,
        "journal": [entry.event for entry in library.journal(action.id)],
    }


def run(order: ActionsOrder, pipe: int) -> None:
    """Do what is ordered in this process, telling it on `pipe`."""
    ActionsWorker(order, pipe).run()
