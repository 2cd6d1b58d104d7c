"""A process to be killed: it forks branches of a conversation, runs them side by side, decides what
waits in two of them, brings files back and takes that back.

As tests/crash/mortal.py says, it writes what happens, one line of JSON each.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random

from graphs.approvals.decision import Again, Answer, Approve, Decision, Happened, Reject, Skip
from graphs.errors import ActionChanged, AlreadyDecided, BranchBusy, NothingToDo
from graphs.models.connections import Connection
from graphs.session.host import SessionHost
from graphs.storage import images
from graphs.storage.action_records import Action, ActionStatus
from graphs.storage.blobs import Blobs
from graphs.storage.home import Home
from graphs.storage.library import Library
from graphs.storage.records import (
    Branch,
    Change,
    StepKind,
)
from graphs.tools.files import FILES
from tests.crash.actions.tools import counting_tools, lines
from tests.crash.forks.look import look
from tests.crash.fuse import Fuse
from tests.crash.mortal import Mortal, connection

CONVERSATION = "c"
EARLIER = (
    "Hello",
    "count first",
    "write notes.txt second",
    "count third ; write plan.txt third",
    "count fourth ; count fifth ; write notes.txt sixth",
)
"""What the person has said before the first process that may die; the last one's calls wait."""
FILES_BEFORE = {"notes.txt": "first", "plan.txt": "first"}
FORKS_A_LIFE = 4


@dataclass(frozen=True, slots=True)
class ForksOrder:
    """What a process does: "prepare", "fork", "run", "decide", "bring back", "take back", "look",
    or "settle" (all that is left, and then goes on with every branch).

    `lines` is the file that the tools count in, `folder` the conversation's. `again` are forks
    that were begun, as `forking` told them. The process kills itself as its Fuse says.
    """

    home: str
    lines: str
    folder: str
    deed: str
    base_url: str = ""
    number: int = 0
    chance: str = ""
    again: tuple[dict[str, object], ...] = ()
    mark: str = ""
    count: int = 1
    statement: int | None = None


class ForksWorker(Mortal):
    """One life, as it is ordered."""

    def __init__(self, order: ForksOrder, pipe: int) -> None:
        super().__init__(pipe, Fuse(order.mark, order.count, order.statement))
        self._order = order
        self._lines = Path(order.lines)
        self._folder = Path(order.folder)
        self._random = Random(order.chance)

    async def _obey(self) -> None:
        self._library = Library.open(Home(Path(self._order.home)))
        specs = (*counting_tools(self._lines, self._write), *FILES)
        host = await SessionHost.open(self._library, self._tell, self._connection, specs)
        self._host = host
        self._write("begun")
        deeds: dict[str, Callable[[], Awaitable[None]]] = {
            "prepare": self._prepare,
            "fork": self._fork,
            "run": self._run,
            "decide": self._decide,
            "bring back": self._bring_back,
            "take back": self._take_back,
            "settle": self._settle,
            "look": self._look,
        }
        await deeds[self._order.deed]()
        await host.close()
        self._library.close()

    async def _prepare(self) -> None:
        for name, text in FILES_BEFORE.items():
            (self._folder / name).write_text(text)
        main = (await self._host.create_conversation(CONVERSATION)).branch_id
        self._library.set_workspace(CONVERSATION, str(self._folder))
        for number, text in enumerate(EARLIER):
            await self._host.send(main, f"turn-{number}", text)
            if number < len(EARLIER) - 1:
                waiting = await asyncio.to_thread(self._library.waiting_in, main)
                if waiting:
                    await self._host.decide({action.id: Approve() for action in waiting})

    async def _fork(self) -> None:
        for place in range(FORKS_A_LIFE):
            branch = self._random.choice(await self._branches())
            steps = await asyncio.to_thread(self._library.steps, branch.id)
            at = self._random.choice([0, *(step.position for step in steps)])
            id_ = f"fork-{self._order.number}-{place}"
            text = self._random.choice([None, None, f"count {id_}", "Only talk"])
            await self._begin({"id": id_, "branch": branch.id, "position": at, "text": text})

    async def _begin(self, fork: dict[str, object]) -> None:
        branch, position = str(fork["branch"]), int(str(fork["position"]))
        text = None if fork["text"] is None or not position else str(fork["text"])
        expected: list[tuple[str, str]] = []
        if position:
            step = await asyncio.to_thread(self._library.step, branch, str(position))
            then = await asyncio.to_thread(self._library.transcript_at, branch, position)
            expected = [(message.role, message.text) for message in then.messages]
            if text is not None and step.kind in (StepKind.YOU, StepKind.FORK, StepKind.MODEL):
                expected[-1] = (expected[-1][0], text)
            elif text is not None:
                text = None
        self._write("forking", id=fork["id"], fork=fork, expected=expected)
        await self._host.fork(branch, position, Change(text), str(fork["id"]))
        self._write("forked", id=fork["id"])

    async def _run(self) -> None:
        """Run up to three branches on, side by side."""
        unfinished = [one.id for one in await self._branches() if one.status == "unfinished"]
        chosen = self._random.sample(unfinished, min(3, len(unfinished)))
        self._write("running", branches=chosen)
        await asyncio.gather(*(self._host.resume(id_) for id_ in chosen))

    async def _decide(self) -> None:
        """Decide all that waits in two branches, side by side, the newest call first."""
        ids = [one.id for one in await self._branches()]
        waiting = [id_ for id_ in ids if await asyncio.to_thread(self._library.waiting_in, id_)]
        chosen = self._random.sample(waiting, min(2, len(waiting)))
        self._write("running", branches=chosen)
        await asyncio.gather(*map(self._decide_all, chosen))

    async def _decide_all(self, branch_id: str) -> None:
        while waiting := await asyncio.to_thread(self._library.waiting_in, branch_id):
            decision = self._decision(waiting[-1])
            self._write("deciding", id=waiting[-1].id, decision=type(decision).__name__)
            try:
                await self._host.decide({waiting[-1].id: decision})
            except (ActionChanged, AlreadyDecided):  # another branch wrote the file: look again
                continue

    def _decision(self, action: Action) -> Decision:
        if action.status is not ActionStatus.UNKNOWN:
            verdicts = [Approve(), Approve(), Approve(), Reject("No."), Answer("By hand.")]
            return self._random.choice(verdicts)
        if action.tool != "quick":
            return self._random.choice([Again(), Skip()])
        label = json.loads(action.arguments)["label"]
        runs = sum(line["label"] == label for line in lines(self._lines))
        alike = [
            one for one in self._library.actions(limit=10_000) if one.call_id == action.call_id
        ]
        told = sum(one.status is ActionStatus.DONE for one in alike)
        open_ = sum(one.status is ActionStatus.UNKNOWN for one in alike)
        if runs >= told + open_:
            return Happened()
        return Skip() if runs > told else self._random.choice([Again(), Skip()])

    async def _bring_back(self) -> None:
        branch = self._random.choice(await self._branches())
        steps = await asyncio.to_thread(self._library.steps, branch.id)
        for position in self._random.sample(range(len(steps) + 1), len(steps) + 1):
            plan = await self._host.files_back(branch.id, position)
            chosen = [file for file in plan if file.possible]
            if chosen:
                break
        else:
            return
        then = {file.path: self._blob(file.then.digest) for file in chosen}
        self._announce(branch.id, then)
        await self._told_busy(self._host.bring_back(branch.id, position, list(then)))

    async def _take_back(self) -> None:
        done = [one for one in self._brought() if one.status is ActionStatus.DONE]
        if not done:
            return
        with self._library.database.reading() as c:
            kept = {one.path: one.blob for one in images.of_action(c, done[-1].id)}
        self._announce(done[-1].branch_id, {path: self._blob(blob) for path, blob in kept.items()})
        await self._told_busy(self._host.take_back(done[-1].id))

    async def _told_busy(self, bringing: Awaitable[Action]) -> None:
        try:
            self._write("brought", status=(await bringing).status)
        except (BranchBusy, NothingToDo) as error:
            self._write("refused", error=type(error).__name__)

    def _announce(self, branch_id: str, then: dict[str, str]) -> None:
        now = {path: Path(path).read_text() for path in then}
        known = len(self._brought())
        self._write("bringing", branches=[branch_id], now=now, then=then, known=known)

    def _brought(self) -> list[Action]:
        """The actions that brought files back, oldest first."""
        found = self._library.actions(limit=10_000)
        return [action for action in reversed(found) if action.tool == "bring_back"]

    def _blob(self, digest: str) -> str:
        return Blobs(self._library.home.blobs).get(digest).decode()

    async def _settle(self) -> None:
        """Make the forks that were cut off, bring all branches to rest, go on with each of them."""
        for fork in self._order.again:
            await self._begin(fork)
        ids = [branch.id for branch in await self._branches()]
        for branch_id in ids:
            await self._to_rest(branch_id)
            status = await self._host.send(branch_id, f"more-{branch_id}", "Only talk")
            self._write("went on", id=branch_id, status=status)
        before = {id_: self._numbered(id_) for id_ in ids}
        for branch_id in ids:
            await self._host.rebuild(branch_id)
        moved = [id_ for id_ in ids if self._numbered(id_) != before[id_]]
        self._write("rebuilt", moved=moved)

    async def _to_rest(self, branch_id: str) -> None:
        await self._decide_all(branch_id)
        try:
            await self._host.resume(branch_id)
        except NothingToDo:
            return
        await self._to_rest(branch_id)

    def _numbered(self, branch_id: str) -> list[tuple[int, str, str]]:
        steps = self._library.steps(branch_id)
        return [(step.position, step.key, step.checkpoint_id) for step in steps]

    async def _look(self) -> None:
        self._write("kept", **await look(self._library, self._folder))

    async def _branches(self) -> list[Branch]:
        return await asyncio.to_thread(self._library.branches, CONVERSATION)

    def _connection(self) -> Connection:
        return connection(self._order.base_url)


def run(order: ForksOrder, pipe: int) -> None:
    """Do what is ordered in this process, telling it on `pipe`."""
    ForksWorker(order, pipe).run()
