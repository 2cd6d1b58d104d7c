"""One branch, live: send, stop, decide, resume, leave, repair.

A turn is recorded before the agent begins and its status is on disk at each change, so whatever
happens in between, the next start finds either a turn at rest or an unfinished one. Resuming runs
the branch with no input; only a message that never reached a checkpoint is handed in.
"""

import asyncio
from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import asynccontextmanager, suppress

from langchain_core.messages import HumanMessage

from graphs.agent import versions
from graphs.agent.middleware.settled_calls import unanswered
from graphs.approvals.decision import Decision
from graphs.errors import ActionChanged, BranchBusy, DatabaseDamaged
from graphs.session import numbering, translate
from graphs.session.driving import Driving
from graphs.session.events import Event, TurnStarted, TurnStopped
from graphs.session.inbound import clean
from graphs.session.model_source import ModelSource
from graphs.session.recording import Recording
from graphs.session.settling import Settling
from graphs.session.thread import Thread
from graphs.session.tooling import Tooling
from graphs.session.tracing import Tracing
from graphs.session.typed_turns import TypedTurns
from graphs.storage.action_records import Action
from graphs.storage.library import Library
from graphs.storage.records import Turn, TurnStatus
from graphs.storage.upkeep import require_space

_PATIENCE = 0.2
"""Seconds between two looks at a branch that another process runs."""

_LONGEST_REASON = 500
"""Characters of a message that are kept as the reason for what it rejects."""


class Session:
    """The one that runs, settles and repairs a branch. Lives on the engine's loop.

    Attributes:
        branch_id: the branch, which is LangGraph's `thread_id`.
    """

    def __init__(
        self,
        branch_id: str,
        thread: Thread,
        current: Thread,
        library: Library,
        models: ModelSource,
        tooling: Tooling,
        tracing: Tracing,
        emit: Callable[[Event], None],
    ) -> None:
        """`thread` is run by the version of the agent that began it, `current` by the newest."""
        self.branch_id = branch_id
        self._thread = thread
        self._current = current
        self._library = library
        self._journal = tooling.journal
        self._emit = emit
        self._recording = Recording(branch_id, library, emit)
        self._settling = Settling(self._recording, self._journal, emit, self._part)
        self._typed = TypedTurns(self._recording, tooling, emit)
        self._driving = Driving(self._recording, self._settling, models, tooling, tracing, emit)
        self._parting: Event | None = None
        self._idle = asyncio.Event()
        self._idle.set()

    async def send(self, turn_id: str, text: str) -> TurnStatus:
        """Record the message as turn `turn_id` and run it to its rest; a known id changes nothing.

        A message that calls a tool (see graphs.tools.slash) runs that and asks no model. A turn
        before it that is not at its end is left first: what waits there is rejected, with the
        message as the reason. Raises InvalidText, InvalidArguments, BranchBusy, InTrash, HomeError;
        what goes wrong after the message is recorded is told by TurnFailed and the returned status.
        """
        message = clean(text)
        known = await self._recording.sent(turn_id)
        if known is not None:
            return known
        typed = await self._typed.judge(turn_id, message)
        require_space(self._library.home)
        async with self._claimed():
            known = await self._recording.sent(turn_id)
            if known is not None:
                return known
            await self._recording.require_kept()
            before = await self._recording.newest()
            if before is not None and not before.status.at_rest:
                # What it rejects must not outlive it: it is on disk before anything is rejected.
                await self._recording.announce(turn_id, message, typed)
                await self._leave_for(before, message)
            await self._take_current_agent()
            shown, titled = await self._recording.record(turn_id, message, typed)
            self._emit(TurnStarted(self.branch_id, turn_id, shown, resumed=False))
            if titled is not None:
                self._emit(titled)
            if typed is not None:
                return await self._drive_typed(await self._typed.tell(typed.id), message)
            new = [HumanMessage(message, id=turn_id)]
            return await self._driving.drive(self._thread, turn_id, new)

    async def resume(self) -> TurnStatus:
        """Run the unfinished turn on from its last step.

        Raises NothingToDo, BranchBusy, InTrash, HomeError.
        """
        async with self._claimed():
            await self._recording.require_kept()
            return await self._run_on(await self._recording.unfinished())

    async def decide(self, decisions: Mapping[str, Decision], by: str) -> TurnStatus:
        """Write down what the person says to actions of this branch, then run it on to its rest.

        While the branch runs, here or in another process, its run takes the decisions up. Raises
        NotFound, AlreadyDecided, ActionChanged, InvalidArguments, InTrash, HomeError.
        """
        await self._recording.require_kept()
        try:
            decided = await asyncio.to_thread(self._journal.decide, decisions, by)
        except ActionChanged:
            for action_id in decisions:
                self._tell(await asyncio.to_thread(self._journal.get, action_id))
            raise
        for action in decided:
            self._tell(action)
        self._driving.wake()
        while True:
            await self._idle.wait()
            turn = await self._recording.newest()
            assert turn is not None
            if turn.status is not TurnStatus.RUNNING or turn.id != decided[0].turn_id:
                return turn.status
            try:
                async with self._claimed():
                    turn = await self._recording.newest()
                    if turn is not None and turn.status is TurnStatus.RUNNING:
                        return await self._run_on(turn)
            except BranchBusy:
                await asyncio.sleep(_PATIENCE)

    async def leave(self) -> None:
        """End the turn where it is, keeping what was said; what waits in it is rejected.

        Raises NothingToDo, BranchBusy, HomeError.
        """
        async with self._claimed():
            turn = await self._recording.unfinished()
            await self._leave_earlier(turn)
            await self._settling.leave(self._thread, turn)
            self._part(TurnStopped(self.branch_id, turn.id))

    async def stop(self) -> None:
        """End the running turn and wait until it is settled; nothing when none runs."""
        if self._driving.cancel():
            await self._idle.wait()

    async def repair(self) -> None:
        """After a crash: bring the branch to a state that the person can go on from.

        A turn that had come to rest, only without its status saved, is closed; one that can go on
        only when the person has said something waits. An action that had begun is unknown from
        here on. Raises BranchBusy, HomeError.
        """
        async with self._claimed():
            turn = await self._recording.newest()
            if turn is None or turn.status.at_rest or not await self._thread.reached(turn.id):
                return
            state = await self._thread.state()
            if state.at_rest:
                await self._settling.finish(self._thread, turn.id)
                return
            for action in await asyncio.to_thread(self._journal.orphaned, self.branch_id):
                self._tell(action)
            calls = [message.tool_call_id for message in unanswered(state.messages)]
            if calls:
                await self._settling.wait(turn.id, calls)

    async def rebuild(self) -> int:
        """Derive the read model of this branch anew from its newest checkpoint; its messages.

        Raises BranchBusy, HomeError.
        """
        async with self._claimed():
            found = await numbering.found(self._thread)
            return await self._recording.rebuild(await self._thread.state(), found)

    async def number_steps(self) -> None:
        """Write down the steps of a branch that was made before there were any.

        Raises DatabaseDamaged, HomeError.
        """
        await numbering.complete(self._library, self.branch_id, self._thread)

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
                with suppress(DatabaseDamaged):  # an old step; the branch can go on without it
                    await self.number_steps()
                    await self._recording.catch_up(self._thread)
                yield
            finally:
                await asyncio.to_thread(self._library.leases.release, self.branch_id)
        finally:
            self._idle.set()
            parting, self._parting = self._parting, None
            if parting is not None:
                self._emit(parting)

    def _part(self, ended: Event) -> None:
        self._parting = ended

    async def _leave_for(self, before: Turn, message: str) -> None:
        """Settle a turn that this message leaves behind, and what that one had left first."""
        await self._leave_earlier(before)
        await self._settling.leave(self._thread, before, message[:_LONGEST_REASON])

    async def _leave_earlier(self, turn: Turn) -> None:
        """Settle the turn before, where sending this one was cut off before it was."""
        before = await self._recording.before(turn.id)
        if before is not None and not before.status.at_rest:
            await self._leave_for(before, await self._recording.text(turn.id))
            await self._take_current_agent()

    async def _run_on(self, turn: Turn) -> TurnStatus:
        require_space(self._library.home)
        await self._leave_earlier(turn)
        shown = await self._recording.asked(turn.id)
        self._emit(TurnStarted(self.branch_id, turn.id, shown, resumed=True))
        reached = await self._thread.reached(turn.id)
        typed = await self._typed.of_turn(turn.id)
        if typed is not None:
            typed = typed if reached else await self._typed.tell(typed.id)
            return await self._drive_typed(typed, shown.text)
        new = [] if reached else [HumanMessage(shown.text, id=turn.id)]
        return await self._driving.drive(self._thread, turn.id, new)

    async def _drive_typed(self, action: Action, text: str) -> TurnStatus:
        """Run the turn of a message that calls a tool."""
        state = await self._typed.write(self._thread, action, text)
        if not unanswered(state.messages):  # it was broken off right before its end
            return await self._settling.finish(self._thread, action.turn_id)
        return await self._driving.drive(self._thread, action.turn_id, [], typed=True)

    async def _take_current_agent(self) -> None:
        """A branch at rest goes on with the current version of the agent."""
        if self._thread is not self._current:
            await self._recording.set_agent_version(versions.CURRENT)
            self._thread = self._current

    def _tell(self, action: Action) -> None:
        self._emit(translate.told(action))
