"""The steps of a branch, found again in its checkpoints.

A long branch has thousands, each with all messages until then. They are read from the newest back,
and of each only what the next one does not share is translated and hashed.
"""

import asyncio
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from langchain_core.messages import AnyMessage
from sqlalchemy import Connection

from graphs.session import translate
from graphs.session.thread import State, Thread
from graphs.storage import branches, nodes, steps
from graphs.storage.library import Library
from graphs.storage.message_tree import cleaned, with_keys
from graphs.storage.nodes import Node
from graphs.storage.steps import NewStep

TOGETHER = 500
"""Messages written in one transaction: others can write in between."""


@dataclass(frozen=True, slots=True)
class Found:
    """What the checkpoints of a thread tell, oldest first.

    `rows` are its steps, each with the key of its newest message and its time. `messages` are all
    that any of them holds, each behind the one it follows.
    """

    rows: tuple[tuple[NewStep, str, float], ...]
    messages: tuple[Node, ...]


async def complete(library: Library, branch_id: str, thread: Thread) -> None:
    """Write down the steps of a branch that is older than those, or their runs; others have them.

    Somebody may run it meanwhile, and others write. Raises NotFound, DatabaseDamaged, HomeError.
    """
    if not await asyncio.to_thread(library.lacks_steps, branch_id):
        if await asyncio.to_thread(library.lacks_runs, branch_id):
            await _name_runs(library, branch_id, await thread.run_ids())
        return
    whole = await found(thread)

    def write(stretch: Sequence[Node]) -> None:
        with library.database.transaction() as c:
            nodes.write(c, stretch)

    def number() -> None:
        with library.database.transaction() as c:
            if steps.missing(c, branch_id):
                _number(c, branch_id, whole)

    for stretch in stretches(whole.messages):
        await asyncio.to_thread(write, stretch)
    await asyncio.to_thread(number)


async def _name_runs(library: Library, branch_id: str, run_ids: Mapping[str, str]) -> None:
    def name() -> None:
        with library.database.transaction() as c:
            steps.name_runs(c, branch_id, run_ids)

    await asyncio.to_thread(name)


async def found(thread: Thread) -> Found:
    """What every checkpoint of a thread that holds messages tells."""
    reading = _Reading()
    async for state in thread.history():
        if state.messages and state.checkpoint_id:
            reading.add(state, state.checkpoint_id)
    return reading.found()


def save(c: Connection, branch_id: str, whole: Found) -> None:
    """Write them down as the branch's steps, at once. Raises NotFound."""
    for stretch in stretches(whole.messages):
        nodes.write(c, stretch)
    _number(c, branch_id, whole)


def stretches(messages: Iterable[Node]) -> Iterator[list[Node]]:
    """The messages in parts that are written together: each is one path, and none is too long."""
    together: list[Node] = []
    for node in messages:
        if together and (len(together) == TOGETHER or node.parent_key != together[-1].key):
            yield together
            together = []
        together.append(node)
    if together:
        yield together


class _Reading:
    """Goes from the newest checkpoint back, with the path of the one it stands at."""

    def __init__(self) -> None:
        self._messages: Sequence[AnyMessage] = ()
        self._path: list[Node] = []
        self._at = 0.0
        self._rows: list[tuple[NewStep, str, float]] = []
        self._left: list[list[Node]] = []

    def add(self, state: State, checkpoint_id: str) -> None:
        """Go on to the checkpoint before."""
        shared = _shared(self._messages, state.messages)
        self._leave(shared)
        self._at = datetime.fromisoformat(state.created_at).timestamp()
        self._messages = state.messages
        self._go_on(state.messages[shared:])
        step = translate.new_step(checkpoint_id, state.messages, state.run_id)
        self._rows.append((step, self._path[-1].key, self._at))

    def found(self) -> Found:
        """All that was read. Of several steps with the same messages the newest stands for all."""
        self._leave(0)
        rows: list[tuple[NewStep, str, float]] = []
        for step, key, at in reversed(self._rows):
            if rows and rows[-1][1] == key:
                run_id = rows[-1][0].run_id or step.run_id
                rows[-1] = (replace(step, run_id=run_id), key, rows[-1][2])
            else:
                rows.append((step, key, at))
        return Found(tuple(rows), tuple(node for path in reversed(self._left) for node in path))

    def _leave(self, shared: int) -> None:
        """What the checkpoint before does not hold came with this one."""
        behind = self._path[shared:]
        self._left.append([replace(node, created_at=self._at) for node in behind])
        del self._path[shared:]

    def _go_on(self, messages: Iterable[AnyMessage]) -> None:
        last = self._path[-1] if self._path else None
        turn_id = last.turn_id if last else ""
        new = (cleaned(translate.new_message(message)) for message in messages)
        for parent_key, key, message in with_keys(last.key if last else None, new):
            turn_id = message.id if message.role == "user" else turn_id
            self._path.append(Node(key, parent_key, turn_id, self._at, message))


def _shared(some: Sequence[AnyMessage], others: Sequence[AnyMessage]) -> int:
    """How many messages both begin with. Most are not only equal but the same object."""
    pairs = zip(some, others, strict=False)
    parted = (place for place, (a, b) in enumerate(pairs) if a is not b and a != b)
    return next(parted, min(len(some), len(others)))


def _number(c: Connection, branch_id: str, whole: Found) -> None:
    rows = list(whole.rows)
    if rows and branches.origin_position(c, branch_id):
        rows[0] = (NewStep(rows[0][0].checkpoint_id), *rows[0][1:])  # a copy has cost nothing
    steps.replace(c, branch_id, rows)
