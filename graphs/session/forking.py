"""A new branch from a step of another: written whole, or not at all.

Its thread is written first. A crash after that leaves a thread that no branch names, and the next
try under the same id clears it away; the branch itself comes in one transaction.
"""

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from langchain_core.messages import AnyMessage
from sqlalchemy import Connection

from graphs.agent import versions
from graphs.agent.build import Agent
from graphs.approvals.proposing import Place
from graphs.errors import BranchBusy, DatabaseDamaged
from graphs.history import fork
from graphs.history.fork import Start
from graphs.history.naming import fork_name
from graphs.session import numbering, state_changes, translate, typed_turns
from graphs.session.inbound import clean
from graphs.session.kept_messages import kept
from graphs.session.thread import Recorded, Thread
from graphs.session.tooling import Tooling
from graphs.storage import actions, branches, nodes, packed, read_model, steps, turns
from graphs.storage.actions import NewAction
from graphs.storage.branches import Head, Origin
from graphs.storage.library import Library
from graphs.storage.nodes import Node
from graphs.storage.packed import Packed
from graphs.storage.records import (
    Branch,
    Change,
    StateChange,
    Step,
    StepDetail,
    StepKind,
)
from graphs.storage.steps import NewStep
from graphs.storage.upkeep import require_space

_PATIENCE = 0.05
"""Seconds between two looks at a branch that somebody else makes."""

_NOTHING: tuple[AnyMessage, ...] = ()

T = TypeVar("T")


class Forking:
    """Reads older steps and begins branches with them; the branches it reads stay as they are."""

    def __init__(self, library: Library, agent: Agent, tooling: Tooling) -> None:
        """`agent` is the current one: a fork begins anew, whatever version made its origin."""
        self._library = library
        self._agent = agent
        self._tooling = tooling

    async def fork(self, branch_id: str, position: int, change: Change, new_id: str) -> Branch:
        """Begin the branch `new_id`; a known id gives the branch that there is.

        From a step with a message of the person the fork starts before it, and its turn is
        recorded with that message; a call that the person typed is in the journal from then on.
        From one in mid-turn the agent can go on: the turn is recorded too. `Session.resume` runs
        either. Raises NotFound, InvalidText, DatabaseDamaged, HomeError, and InvalidArguments for
        a call that is typed wrong.
        """
        while not await self._database(lambda c: branches.exists(c, new_id)):
            try:
                await asyncio.to_thread(self._library.leases.acquire, new_id)
            except BranchBusy:  # somebody else makes it
                await asyncio.sleep(_PATIENCE)
                continue
            try:
                if not await self._database(lambda c: branches.exists(c, new_id)):
                    await self._make(branch_id, position, change, new_id)
            finally:
                await asyncio.to_thread(self._library.leases.release, new_id)
        return await asyncio.to_thread(self._library.branch, new_id)

    async def _make(self, branch_id: str, position: int, change: Change, new_id: str) -> None:
        require_space(self._library.home)
        text = None if change.text is None else clean(change.text)
        turn_id = fork.first_turn(new_id)
        step = await self._step(branch_id, position)
        messages, opened = await self._messages(step) if step else (_NOTHING, _NOTHING)
        start = fork.start(opened, text, turn_id, await self._at_rest(step))
        start = replace(start, kept=start.kept + len(messages) - len(opened))
        typed = await self._typed(branch_id, step, change, start, new_id)
        thread = Thread(new_id, self._agent)
        await thread.clear()  # a try that was cut off may have written to it
        checkpoint_id: str | None = None
        if start.as_node is not None:
            written = [*messages[: start.kept], *start.changed]
            turn = turn_id if start.taken_up or step is None else step.turn_id
            checkpoint_id = await thread.begin(
                turn, written, start.as_node, at_rest=not start.taken_up
            )
        await self._database(
            lambda c: self._save(
                c, branch_id, step, change, start, checkpoint_id, new_id, turn_id, typed
            )
        )

    async def _typed(
        self, branch_id: str, step: Step | None, change: Change, start: Start, new_id: str
    ) -> NewAction | None:
        """The action that the fork's first message is: typed anew, or typed as well in the origin.

        Raises InvalidArguments where it does not fit, before anything is written.
        """
        if start.asked is None or start.taken_up or step is None:
            return None
        typed, turn_id = self._tooling.journal.typed, fork.first_turn(new_id)
        anew = change.text is not None
        if not anew and not await asyncio.to_thread(typed, step.branch_id, step.turn_id):
            return None

        def there() -> Place:
            place = self._tooling.place(branch_id, turn_id)
            return replace(place, branch_id=new_id, settings=change.settings or place.settings)

        return await typed_turns.judged(self._tooling, there, start.asked)

    async def detail(self, branch_id: str, position: int) -> StepDetail:
        """All there is to a step. Raises NotFound and DatabaseDamaged."""
        await self._number(branch_id)
        step = await asyncio.to_thread(self._library.step, branch_id, str(position))
        recorded = await self._recorded(step)
        version = await asyncio.to_thread(self._library.agent_version, step.branch_id)

        def brought(c: Connection) -> list[Node]:
            return nodes.upwards(c, step.key, limit=step.count) if step.count else []

        added = await self._database(brought)
        messages = tuple(node.as_message() for node in added)
        changes = await self._changes(branch_id, position, recorded)
        return StepDetail(step, messages, version, step.run_id or recorded.run_id, changes)

    async def _changes(
        self, branch_id: str, position: int, recorded: Recorded
    ) -> tuple[StateChange, ...] | None:
        """How a state differs from that of the step before; None where that cannot be read."""
        before: Mapping[str, str] = {}
        if position > 1:
            step = await asyncio.to_thread(self._library.step, branch_id, str(position - 1))
            try:
                before = (await self._recorded(step)).state
            except DatabaseDamaged:
                return None
        return state_changes.differences(before, recorded.state)

    async def _recorded(self, step: Step) -> Recorded:
        return await Thread(step.branch_id, self._agent).recorded(step.checkpoint_id)

    async def _step(self, branch_id: str, position: int) -> Step | None:
        if not position:
            await asyncio.to_thread(self._library.agent_version, branch_id)
            return None
        await self._number(branch_id)
        return await asyncio.to_thread(self._library.step, branch_id, str(position))

    async def _number(self, branch_id: str) -> None:
        await numbering.complete(self._library, branch_id, Thread(branch_id, self._agent))

    async def _messages(
        self, step: Step
    ) -> tuple[Sequence[AnyMessage | Packed], Sequence[AnyMessage]]:
        """The messages of a step, and of them the newest, opened: at least its last two turns.

        Where only others are damaged, they are those of the tree. Raises DatabaseDamaged.
        """
        try:
            return await self._read(step)
        except DatabaseDamaged:
            await self._recorded(step)
            path = await self._database(lambda c: nodes.upwards(c, step.key))
            messages = kept(path)
            return messages, messages

    async def _read(self, step: Step) -> tuple[Sequence[AnyMessage | Packed], Sequence[AnyMessage]]:
        thread = Thread(step.branch_id, self._agent)
        newest = await self._database(lambda c: nodes.two_turns(c, step.key))
        depth = await self._database(lambda c: nodes.depth(c, step.key))
        unopened = await thread.packed_at(step.checkpoint_id)
        if unopened is not None and await asyncio.to_thread(_end_with, unopened, depth, newest):
            begin = depth - len(newest)
            opened = [packed.opened(one) for one in unopened[begin:]]
            return [*unopened[:begin], *opened], opened
        messages = await thread.state_at(step.checkpoint_id)
        path = await self._database(lambda c: nodes.upwards(c, step.key))
        if [message.id for message in messages] != [node.said.id for node in path]:
            raise DatabaseDamaged(
                "This step cannot be read.", "The others can: continue from one of them."
            )
        return messages, messages

    async def _at_rest(self, step: Step | None) -> bool:
        """Whether a step is the last one of a turn that has come to its end."""
        if step is None:
            return True
        found = await asyncio.to_thread(self._library.steps, step.branch_id, step.position + 2, 1)
        if found[-1].position > step.position and found[-1].turn_id == step.turn_id:
            return False
        turn = await self._database(lambda c: turns.find(c, step.turn_id))
        return turn is not None and turn.status.at_rest

    def _save(
        self,
        c: Connection,
        branch_id: str,
        step: Step | None,
        change: Change,
        start: Start,
        checkpoint_id: str | None,
        new_id: str,
        turn_id: str,
        typed: NewAction | None,
    ) -> None:
        now = time.time()
        usual = branches.settings(c, branch_id)
        newest = nodes.upwards(c, step.key, limit=1) if step else []
        origin = _origin(branch_id, _before(c, branch_id, step) if start.replaces else step)
        said = newest[-1].said.text if newest else ""
        again = step is not None and step.kind is StepKind.YOU
        name = fork_name(change, usual, said, again=again)
        settings = change.settings or usual
        branches.fork(c, new_id, origin, name, settings, versions.CURRENT, now)
        head = Head(checkpoint_id, nodes.at_depth(c, step.key, start.kept) if step else None)
        changed = [translate.new_message(message) for message in start.changed]
        turn_of_changed = turn_id if start.taken_up or step is None else step.turn_id
        read_model.graft(c, new_id, head, changed, turn_of_changed, now)
        if checkpoint_id is not None:
            steps.save(c, new_id, NewStep(checkpoint_id), now)
        if start.asked is not None:
            turns.record(c, new_id, turn_id, start.asked, now)
        if typed is not None:
            actions.propose(c, typed, now)

    async def _database(self, work: Callable[[Connection], T]) -> T:
        def run() -> T:
            with self._library.database.transaction() as c:
                return work(c)

        return await asyncio.to_thread(run)


def _origin(branch_id: str, shared: Step | None) -> Origin:
    """The step that a fork has in common with the branch it comes from."""
    if shared is None:
        return Origin(branch_id, "", 0)
    return Origin(shared.branch_id, shared.checkpoint_id, shared.position)


def _end_with(messages: Sequence[Packed], depth: int, newest: Sequence[Node]) -> bool:
    """Whether these are so many whole messages, each once, and the newest those of the path.

    One of the newest is the person's, which a fork looks for.
    """
    try:
        ids = [packed.id_of(one) for one in messages]
    except (LookupError, TypeError, ValueError):
        return False
    end = [node.said.id for node in newest]
    asked = any(node.said.role == "user" for node in newest)
    return len(set(ids)) == len(ids) == depth and ids[depth - len(end) :] == end and asked


def _before(c: Connection, branch_id: str, step: Step | None) -> Step | None:
    """The step before the one that brought the newest message: a fork's first one copies it."""
    copied = True
    while step is not None and copied:
        copied = step.count == 0
        step = steps.get(c, branch_id, step.position - 1) if step.position > 1 else None
    return step
