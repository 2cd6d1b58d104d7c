"""What the database holds of one live branch beside its checkpoints. Its work leaves the loop."""

import asyncio
import time
from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import Connection

from graphs.agent import titles
from graphs.errors import CairnError, InvalidText, NothingToDo
from graphs.session import numbering, translate
from graphs.session.events import ConversationTitled, Event, StepSaved
from graphs.session.thread import State, Thread
from graphs.storage import (
    actions,
    branches,
    conversations,
    failures,
    nodes,
    read_model,
    steps,
    turns,
)
from graphs.storage.actions import NewAction
from graphs.storage.library import Library
from graphs.storage.message_tree import NewMessage
from graphs.storage.records import (
    Message,
    Turn,
    TurnStatus,
)

T = TypeVar("T")


class Recording:
    """Reads and writes the rows of one branch: its turns, messages, steps and typed actions."""

    def __init__(self, branch_id: str, library: Library, emit: Callable[[Event], None]) -> None:
        self.branch_id = branch_id
        self._library = library
        self._emit = emit

    async def run(self, work: Callable[[Connection], T]) -> T:
        """One transaction."""

        def run() -> T:
            with self._library.database.transaction() as c:
                return work(c)

        return await asyncio.to_thread(run)

    async def announce(self, turn_id: str, text: str, typed: NewAction | None) -> None:
        """Write the turn down, with the action that it is if it is one; once."""
        await self.run(lambda c: self._announce(c, turn_id, text, typed))

    async def record(
        self, turn_id: str, text: str, typed: NewAction | None
    ) -> tuple[Message, ConversationTitled | None]:
        """The recorded message, and the title it gives when there was none."""

        def record(c: Connection) -> tuple[Message, ConversationTitled | None]:
            now = time.time()
            self._announce(c, turn_id, text, typed)
            mine = NewMessage(id=turn_id, role="user", text=text)
            (shown,) = read_model.append(c, self.branch_id, turn_id, [mine], now, None)
            conversation = conversations.of_branch(c, self.branch_id)
            conversations.touch(c, conversation.id, now)
            title = titles.from_text(text)
            branches.name_unnamed(c, self.branch_id, title)
            if conversation.title or not title:
                return shown, None
            conversations.rename(c, conversation.id, title, now, by="exchange")
            return shown, ConversationTitled(conversation.id, title)

        return await self.run(record)

    async def sent(self, turn_id: str) -> TurnStatus | None:
        """The status of that turn when it was recorded before."""
        turn = await self.run(lambda c: turns.find(c, turn_id))
        if turn is not None and turn.branch_id != self.branch_id:
            raise InvalidText(
                "This turn's id belongs to another conversation.", "Send it under an id of its own."
            )
        return turn.status if turn else None

    async def require_kept(self) -> None:
        """Raises InTrash when the branch, or its conversation, is in the trash."""
        await self.run(lambda c: branches.require_kept(c, self.branch_id))

    async def turn(self, turn_id: str) -> Turn:
        """The turn as it stands."""
        return await self.run(lambda c: turns.get(c, turn_id))

    async def newest(self) -> Turn | None:
        """The branch's newest turn."""
        return await self.run(lambda c: turns.newest(c, self.branch_id))

    async def unfinished(self) -> Turn:
        """The newest turn when it is not at its end. Raises NothingToDo."""
        turn = await self.newest()
        if turn is None or turn.status.at_rest:
            raise NothingToDo("There is no unfinished turn in this conversation.")
        return turn

    async def before(self, turn_id: str) -> Turn | None:
        """The turn before that one."""
        return await self.run(lambda c: turns.before(c, turn_id))

    async def text(self, turn_id: str) -> str:
        """What the person wrote in a turn that is not at its end."""
        return await self.run(lambda c: turns.text(c, turn_id))

    async def asked(self, turn_id: str) -> Message:
        """The message that began the turn."""
        return await self.run(lambda c: read_model.message(c, self.branch_id, turn_id))

    async def unsaved(self, turn_id: str) -> tuple[str, str] | None:
        """The id and text of an answer that was begun at the end and is in no step yet."""
        return await self.run(lambda c: read_model.unsaved_at_end(c, self.branch_id, turn_id))

    async def close(
        self, turn_id: str, status: TurnStatus, error: CairnError | None = None
    ) -> None:
        """Set the turn's status, with what went wrong if it failed."""

        def save(c: Connection) -> None:
            now = time.time()
            told = (error.sentence, error.hint, error.can_continue) if error else ("", "", True)
            turns.set_status(c, turn_id, status, now, *told)
            if error is not None:
                failures.record(c, self.branch_id, turn_id, error, now)
            conversations.touch(c, conversations.of_branch(c, self.branch_id).id, now)

        await self.run(save)

    async def set_agent_version(self, version: str) -> None:
        """Which version of the agent runs the branch from here on."""
        await self.run(lambda c: branches.set_agent_version(c, self.branch_id, version))

    async def save_text(self, turn_id: str, message_id: str, text: str) -> None:
        """Add to the text that streams."""

        def save() -> None:
            with self._library.database.relaxed() as c:
                read_model.add_text(c, self.branch_id, turn_id, message_id, text, time.time())

        await asyncio.to_thread(save)

    async def save_step(self, turn_id: str, state: State) -> None:
        """Put into the read model what the state holds beyond it, and tell of it."""

        def save(c: Connection) -> tuple[Message, ...]:
            now = time.time()
            newest = nodes.upwards(c, branches.head(c, self.branch_id).key, limit=1)
            new = translate.added(state.messages, newest[0].said.id if newest else None)
            if new is None and state.messages:
                everything = [translate.new_message(message) for message in state.messages]
                read_model.rebuild(c, self.branch_id, everything, state.checkpoint_id, now)
                added = ()
            else:
                added = read_model.append(
                    c, self.branch_id, turn_id, new or (), now, state.checkpoint_id
                )
            if state.checkpoint_id is not None:
                new_step = translate.new_step(state.checkpoint_id, state.messages, state.run_id)
                steps.save(c, self.branch_id, new_step, now)
            return added

        saved = await self.run(save)
        self._emit(StepSaved(self.branch_id, turn_id, state.checkpoint_id or "", saved))

    async def catch_up(self, thread: Thread) -> None:
        """Save the steps that the thread has and that nobody was told of, each as its own.

        A kill comes between a checkpoint and its row, and so may a stop. Raises DatabaseDamaged.
        """
        known = (await self.run(lambda c: branches.head(c, self.branch_id))).checkpoint_id
        for turn_id, checkpoint_id, run_id in await thread.newer(known):
            messages = await thread.state_at(checkpoint_id)
            await self.save_step(turn_id, State(messages, checkpoint_id, (), run_id=run_id))

    async def rebuild(self, state: State, found: numbering.Found) -> int:
        """Derive the rows anew from the branch's newest state and its steps; its messages."""
        messages = [translate.new_message(message) for message in state.messages]

        def rebuild(c: Connection) -> None:
            now = time.time()
            read_model.rebuild(c, self.branch_id, messages, state.checkpoint_id, now)
            numbering.save(c, self.branch_id, found)

        await self.run(rebuild)
        return len(messages)

    def _announce(self, c: Connection, turn_id: str, text: str, typed: NewAction | None) -> None:
        now = time.time()
        if turns.record(c, self.branch_id, turn_id, text, now) and typed is not None:
            actions.propose(c, typed, now)
