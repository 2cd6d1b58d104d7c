"""One branch, live: send, stop, resume, leave.

A turn is recorded before the agent begins and its status is on disk at each change, so whatever
happens in between, the next start finds either a turn at rest or an unfinished one. Resuming runs
the branch with no input; only a message that never reached a checkpoint is handed in.
"""

import asyncio
import time
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing, asynccontextmanager, suppress
from typing import TypeVar

from langchain_core.messages import AIMessage, HumanMessage
from langgraph.errors import GraphRecursionError
from sqlalchemy import Connection

from graphs.agent import titles
from graphs.agent.middleware.answer_id import ANSWER
from graphs.agent.middleware.model_errors import RETRY
from graphs.agent.middleware.settled_calls import unanswered
from graphs.errors import BranchBusy, CairnError, InvalidText, NothingToDo
from graphs.session import translate
from graphs.session.events import (
    ConversationTitled,
    Event,
    ModelLoading,
    StepSaved,
    TextDelta,
    TurnFailed,
    TurnFinished,
    TurnRetrying,
    TurnStarted,
    TurnStopped,
)
from graphs.session.inbound import clean
from graphs.session.model_source import ModelSource
from graphs.session.streaming import StreamedText
from graphs.session.thread import LONGEST_TURN, Part, State, Thread, state_of
from graphs.storage import branches, conversations, nodes, read_model, turns
from graphs.storage.library import Library
from graphs.storage.message_tree import NewMessage
from graphs.storage.records import Message, Turn, TurnStatus
from graphs.storage.upkeep import require_space

T = TypeVar("T")


class Session:
    """The one that runs, settles and repairs a branch. Lives on the engine's loop.

    Attributes:
        branch_id: the branch, which is LangGraph's `thread_id`.
    """

    def __init__(
        self,
        branch_id: str,
        thread: Thread,
        library: Library,
        models: ModelSource,
        emit: Callable[[Event], None],
    ) -> None:
        self.branch_id = branch_id
        self._thread = thread
        self._library = library
        self._models = models
        self._emit = emit
        self._run: asyncio.Task[None] | None = None
        self._parting: Event | None = None
        self._idle = asyncio.Event()
        self._idle.set()

    async def send(self, turn_id: str, text: str) -> TurnStatus:
        """Record the message as turn `turn_id` and run it to its rest; a known id changes nothing.

        An unfinished turn before it is left first. Raises InvalidText, BranchBusy, HomeError; what
        goes wrong after the message is recorded is told by TurnFailed and the returned status.
        """
        message = clean(text)
        known = await self._sent(turn_id)
        if known is not None:
            return known
        require_space(self._library.home)
        async with self._claimed():
            known = await self._sent(turn_id)
            if known is not None:
                return known
            before = await self._newest()
            if before is not None and not before.status.at_rest:
                await self._settle(before, TurnStatus.LEFT)
            shown, titled = await self._database(lambda c: self._record(c, turn_id, message))
            self._emit(TurnStarted(self.branch_id, turn_id, shown, resumed=False))
            if titled is not None:
                self._emit(titled)
            return await self._drive(turn_id, [HumanMessage(message, id=turn_id)])

    async def resume(self) -> TurnStatus:
        """Run the unfinished turn on from its last step.

        Raises NothingToDo, BranchBusy, HomeError.
        """
        async with self._claimed():
            turn = await self._unfinished()
            require_space(self._library.home)
            shown = await self._database(lambda c: read_model.message(c, self.branch_id, turn.id))
            self._emit(TurnStarted(self.branch_id, turn.id, shown, resumed=True))
            reached = await self._thread.reached(turn.id)
            return await self._drive(
                turn.id, [] if reached else [HumanMessage(shown.text, id=turn.id)]
            )

    async def leave(self) -> None:
        """End the unfinished turn where it is, keeping what was said.

        Raises NothingToDo, BranchBusy, HomeError.
        """
        async with self._claimed():
            turn = await self._unfinished()
            await self._settle(turn, TurnStatus.LEFT)
            self._parting = TurnStopped(self.branch_id, turn.id)

    async def stop(self) -> None:
        """End the running turn and wait until it is settled; nothing when none runs."""
        if self._run is not None:
            self._run.cancel()
            await self._idle.wait()

    async def repair(self) -> None:
        """After a crash: bring the read model up to the newest checkpoint.

        A turn that had come to rest, only without its status saved, is closed. Raises BranchBusy,
        HomeError.
        """
        async with self._claimed():
            turn = await self._newest()
            if turn is None or turn.status.at_rest or not await self._thread.reached(turn.id):
                return
            state = await self._thread.state()
            await self._save_step(turn.id, state)
            if state.at_rest:
                await self._close(turn.id, TurnStatus.FINISHED)
                self._parting = TurnFinished(self.branch_id, turn.id)

    async def rebuild(self) -> int:
        """Derive the read model of this branch anew from its newest checkpoint; its messages.

        Raises BranchBusy, HomeError.
        """
        async with self._claimed():
            state = await self._thread.state()
            messages = [translate.new_message(message) for message in state.messages]
            await self._database(
                lambda c: read_model.rebuild(
                    c, self.branch_id, messages, state.checkpoint_id, time.time()
                )
            )
            return len(messages)

    @asynccontextmanager
    async def _claimed(self) -> AsyncGenerator[None]:
        """The branch is ours, in this process and among all others, until the block ends.

        How the turn ended is told after that: whoever hears it may go on at once.
        """
        if not self._idle.is_set():
            raise BranchBusy("This conversation is still at work on its last message.")
        self._idle.clear()
        try:
            await asyncio.to_thread(self._library.leases.acquire, self.branch_id)
            try:
                yield
            finally:
                await asyncio.to_thread(self._library.leases.release, self.branch_id)
        finally:
            self._idle.set()
            parting, self._parting = self._parting, None
            if parting is not None:
                self._emit(parting)

    async def _drive(self, turn_id: str, new: list[HumanMessage]) -> TurnStatus:
        await self._close(turn_id, TurnStatus.RUNNING)
        parts: asyncio.Queue[Part | None] = asyncio.Queue()
        text = StreamedText(
            lambda message_id, more: self._save_text(turn_id, message_id, more),
            lambda message_id, more: self._emit(
                TextDelta(self.branch_id, turn_id, message_id, more)
            ),
        )
        run = self._run = asyncio.create_task(self._produce(turn_id, new, parts))
        run.add_done_callback(lambda _: parts.put_nowait(None))  # also when it never began
        try:
            while (part := await text.next_part(parts)) is not None:
                await self._consume(turn_id, text, part)
            await text.flush()
            await asyncio.wait([run])
        except CairnError as error:
            return await self._failed(turn_id, error)
        except Exception:
            await self._failed(turn_id, _unexpected())
            raise
        finally:
            self._run = None
            await _ended(run)
        return await self._concluded(turn_id, run)

    async def _produce(
        self, turn_id: str, new: list[HumanMessage], parts: "asyncio.Queue[Part | None]"
    ) -> None:
        if not self._models.ready:
            self._emit(ModelLoading(self.branch_id, turn_id, self._models.name))
        async with (
            self._models.lent() as context,
            aclosing(self._thread.run(turn_id, new, context)) as run,
        ):
            async for part in run:
                parts.put_nowait(part)

    async def _consume(self, turn_id: str, text: StreamedText, part: Part) -> None:
        match part:
            case ("messages", (message, _)):
                text.add(translate.text_of(message))
                if text.seconds_left() == 0:
                    await text.flush()
            case ("checkpoints", {"metadata": {"source": "input"}}):
                pass  # the state before the message, which the read model holds already
            case ("checkpoints", saved):
                await text.flush()
                await self._save_step(turn_id, state_of(saved))
            case ("custom", {**told}) if ANSWER in told:
                await text.begin(told[ANSWER])
            case ("custom", {**told}) if RETRY in told:
                self._emit(TurnRetrying(self.branch_id, turn_id, **told[RETRY]))
            case _:
                raise ValueError(f"no part of a run is {part[0]}")

    async def _concluded(self, turn_id: str, run: "asyncio.Task[None]") -> TurnStatus:
        if run.cancelled():
            await self._settle(
                await self._database(lambda c: turns.get(c, turn_id)), TurnStatus.STOPPED
            )
            self._parting = TurnStopped(self.branch_id, turn_id)
            return TurnStatus.STOPPED
        match run.exception():
            case None:
                await self._close(turn_id, TurnStatus.FINISHED)
                self._parting = TurnFinished(self.branch_id, turn_id)
                return TurnStatus.FINISHED
            case CairnError() as error:
                return await self._failed(turn_id, error)
            case GraphRecursionError():
                return await self._failed(turn_id, _endless())
            case error:
                await self._failed(turn_id, _unexpected())
                raise error

    async def _failed(self, turn_id: str, error: CairnError) -> TurnStatus:
        try:
            await self._close(turn_id, TurnStatus.FAILED, error)
        finally:
            self._parting = TurnFailed(
                self.branch_id, turn_id, error.sentence, error.hint, error.can_continue
            )
        return TurnStatus.FAILED

    async def _settle(self, turn: Turn, status: TurnStatus) -> None:
        """Bring the branch to a state that a new turn may follow, then set the turn's status.

        The person's message is in the state, each tool call has a result, and the text that was
        said last has become a message.
        """
        state = await self._thread.state()
        if state.uncommitted:
            state = await self._thread.commit(turn.id)
        if all(message.id != turn.id for message in state.messages):
            asked = await self._database(lambda c: turns.text(c, turn.id))
            message = HumanMessage(asked, id=turn.id)
            state = await self._thread.write(turn.id, [message], as_node="__start__")
        await self._save_step(turn.id, state)  # a step may have ended unseen
        if calls := unanswered(state.messages):
            await self._save_step(
                turn.id, await self._thread.write(turn.id, calls, as_node="tools")
            )
        unsaved = await self._database(
            lambda c: read_model.unsaved_at_end(c, self.branch_id, turn.id)
        )
        if unsaved and unsaved[1].strip():
            message_id, said = unsaved
            answer = AIMessage(said, id=message_id, response_metadata={translate.STOPPED: True})
            await self._save_step(
                turn.id, await self._thread.write(turn.id, [answer], as_node="model")
            )
        await self._close(turn.id, status)

    async def _save_step(self, turn_id: str, state: State) -> None:
        """Put into the read model what the state holds beyond it, and tell of it."""

        def save(c: Connection) -> tuple[Message, ...]:
            now = time.time()
            newest = nodes.upwards(c, branches.head(c, self.branch_id).key, limit=1)
            new = translate.added(state.messages, newest[0].said.id if newest else None)
            if new is None and state.messages:
                everything = [translate.new_message(message) for message in state.messages]
                read_model.rebuild(c, self.branch_id, everything, state.checkpoint_id, now)
                return ()
            return read_model.append(
                c, self.branch_id, turn_id, new or (), now, state.checkpoint_id
            )

        saved = await self._database(save)
        self._emit(StepSaved(self.branch_id, turn_id, state.checkpoint_id or "", saved))
        for event in translate.actions(self.branch_id, turn_id, saved):
            self._emit(event)

    def _record(
        self, c: Connection, turn_id: str, text: str
    ) -> tuple[Message, ConversationTitled | None]:
        """The recorded message, and the title it gives when there was none."""
        now = time.time()
        turns.record(c, self.branch_id, turn_id, text, now)
        mine = NewMessage(id=turn_id, role="user", text=text)
        (shown,) = read_model.append(c, self.branch_id, turn_id, [mine], now, None)
        conversation = conversations.of_branch(c, self.branch_id)
        conversations.touch(c, conversation.id, now)
        title = titles.from_text(text)
        if conversation.title or not title:
            return shown, None
        conversations.rename(c, conversation.id, title, now, by="exchange")
        return shown, ConversationTitled(conversation.id, title)

    async def _sent(self, turn_id: str) -> TurnStatus | None:
        """The status of that turn when it was recorded before."""
        turn = await self._database(lambda c: turns.find(c, turn_id))
        if turn is not None and turn.branch_id != self.branch_id:
            raise InvalidText(
                "This turn's id belongs to another conversation.", "Send it under an id of its own."
            )
        return turn.status if turn else None

    async def _newest(self) -> Turn | None:
        return await self._database(lambda c: turns.newest(c, self.branch_id))

    async def _unfinished(self) -> Turn:
        turn = await self._newest()
        if turn is None or turn.status.at_rest:
            raise NothingToDo("There is no unfinished turn in this conversation.")
        return turn

    async def _close(
        self, turn_id: str, status: TurnStatus, error: CairnError | None = None
    ) -> None:
        def save(c: Connection) -> None:
            now = time.time()
            told = (error.sentence, error.hint, error.can_continue) if error else ("", "", True)
            turns.set_status(c, turn_id, status, now, *told)
            conversations.touch(c, conversations.of_branch(c, self.branch_id).id, now)

        await self._database(save)

    async def _save_text(self, turn_id: str, message_id: str, text: str) -> None:
        def save() -> None:
            with self._library.database.relaxed() as c:
                read_model.add_text(c, self.branch_id, turn_id, message_id, text, time.time())

        await asyncio.to_thread(save)

    async def _database(self, work: Callable[[Connection], T]) -> T:
        def run() -> T:
            with self._library.database.transaction() as c:
                return work(c)

        return await asyncio.to_thread(run)


async def _ended(run: "asyncio.Task[None]") -> None:
    """Cancel the run unless it is over, and wait until it is, however often we are cancelled."""
    if not run.done():
        run.cancel()
    while not run.done():
        with suppress(asyncio.CancelledError):
            await asyncio.wait([run])


def _endless() -> CairnError:
    return CairnError(
        f"The agent did not come to rest within {LONGEST_TURN} steps.",
        "Ask for something smaller, or write what it should do next.",
    )


def _unexpected() -> CairnError:
    return CairnError(
        "Something went wrong inside Cairn; nothing that was said is lost.",
        "Try Continue. The log file tells what happened.",
    )
