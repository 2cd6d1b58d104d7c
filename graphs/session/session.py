"""One branch, live: send, stop, resume, leave.

A turn is recorded before the agent begins and its status is on disk at each change, so whatever
happens in between, the next start finds either a turn at rest or an unfinished one. Resuming runs
the branch with no input; only a message that never reached a checkpoint is handed in.
"""

import asyncio
import json
import time
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, aclosing, asynccontextmanager, suppress
from typing import TypeVar
from uuid import uuid4

from langchain_core.messages import AIMessage, HumanMessage, ToolMessage
from langchain_core.messages.tool import tool_call
from langgraph.errors import GraphRecursionError
from sqlalchemy import Connection

from graphs.agent import titles, versions
from graphs.agent.middleware.answer_id import ANSWER
from graphs.agent.middleware.call_ids import new_id
from graphs.agent.middleware.model_errors import RETRY
from graphs.agent.middleware.settled_calls import unanswered
from graphs.approvals.decision import Decision
from graphs.approvals.gate import Gate
from graphs.approvals.outcome import outcome
from graphs.approvals.proposing import CAIRN, PERSON, Place
from graphs.errors import (
    ActionChanged,
    BranchBusy,
    CairnError,
    DatabaseDamaged,
    InvalidText,
    NothingToDo,
)
from graphs.history import fork
from graphs.session import numbering, translate
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
    TurnWaiting,
)
from graphs.session.inbound import clean
from graphs.session.model_source import ModelSource
from graphs.session.streaming import StreamedText
from graphs.session.thread import LONGEST_TURN, Part, State, Thread, state_of
from graphs.session.tooling import NO_MODEL, Tooling
from graphs.storage import actions, branches, conversations, nodes, read_model, steps, turns
from graphs.storage.actions import NewAction
from graphs.storage.library import Library
from graphs.storage.message_tree import NewMessage
from graphs.storage.records import Action, Message, Turn, TurnStatus
from graphs.storage.upkeep import require_space
from graphs.tools import slash
from graphs.tools.call import Call

_PATIENCE = 0.2
"""Seconds between two looks at a branch that another process runs."""

_LONGEST_REASON = 500
"""Characters of a message that are kept as the reason for what it rejects."""

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
        current: Thread,
        library: Library,
        models: ModelSource,
        tooling: Tooling,
        emit: Callable[[Event], None],
    ) -> None:
        """`thread` is run by the version of the agent that began it, `current` by the newest."""
        self.branch_id = branch_id
        self._thread = thread
        self._current = current
        self._library = library
        self._models = models
        self._tooling = tooling
        self._journal = tooling.journal
        self._emit = emit
        self._run: asyncio.Task[None] | None = None
        self._gate: Gate | None = None
        self._rested = False
        self._parting: Event | None = None
        self._idle = asyncio.Event()
        self._idle.set()

    async def send(self, turn_id: str, text: str) -> TurnStatus:
        """Record the message as turn `turn_id` and run it to its rest; a known id changes nothing.

        A message that calls a tool (see graphs.tools.slash) runs that and asks no model. A turn
        before it that is not at its end is left first: what waits there is rejected, with the
        message as the reason. Raises InvalidText, InvalidArguments, BranchBusy, HomeError; what
        goes wrong after the message is recorded is told by TurnFailed and the returned status.
        """
        message = clean(text)
        known = await self._sent(turn_id)
        if known is not None:
            return known
        typed = await asyncio.to_thread(self._judge_typed, turn_id, message)
        require_space(self._library.home)
        async with self._claimed():
            known = await self._sent(turn_id)
            if known is not None:
                return known
            before = await self._newest()
            if before is not None and not before.status.at_rest:
                # What it rejects must not outlive it: it is on disk before anything is rejected.
                await self._database(lambda c: self._announce(c, turn_id, message, typed))
                await self._leave_for(before, message)
            await self._take_current_agent()
            shown, titled = await self._database(lambda c: self._record(c, turn_id, message, typed))
            self._emit(TurnStarted(self.branch_id, turn_id, shown, resumed=False))
            if titled is not None:
                self._emit(titled)
            if typed is not None:
                action = await asyncio.to_thread(self._journal.get, typed.id)
                self._tell(action)
                return await self._drive_typed(action, message)
            return await self._drive(turn_id, [HumanMessage(message, id=turn_id)])

    async def resume(self) -> TurnStatus:
        """Run the unfinished turn on from its last step.

        Raises NothingToDo, BranchBusy, HomeError.
        """
        async with self._claimed():
            return await self._run_on(await self._unfinished())

    async def decide(self, decisions: Mapping[str, Decision], by: str) -> TurnStatus:
        """Write down what the person says to actions of this branch, then run it on to its rest.

        While the branch runs, here or in another process, its run takes the decisions up. Raises
        NotFound, AlreadyDecided, ActionChanged, InvalidArguments, HomeError.
        """
        try:
            decided = await asyncio.to_thread(self._journal.decide, decisions, by)
        except ActionChanged:
            for action_id in decisions:
                self._tell(await asyncio.to_thread(self._journal.get, action_id))
            raise
        for action in decided:
            self._tell(action)
        if self._gate is not None:
            self._gate.wake()
        while True:
            await self._idle.wait()
            turn = await self._newest()
            assert turn is not None
            if turn.status is not TurnStatus.RUNNING or turn.id != decided[0].turn_id:
                return turn.status
            try:
                async with self._claimed():
                    turn = await self._newest()
                    if turn is not None and turn.status is TurnStatus.RUNNING:
                        return await self._run_on(turn)
            except BranchBusy:
                await asyncio.sleep(_PATIENCE)

    async def leave(self) -> None:
        """End the turn where it is, keeping what was said; what waits in it is rejected.

        Raises NothingToDo, BranchBusy, HomeError.
        """
        async with self._claimed():
            turn = await self._unfinished()
            await self._leave_earlier(turn)
            await self._settle(turn, TurnStatus.LEFT)
            self._parting = TurnStopped(self.branch_id, turn.id)

    async def stop(self) -> None:
        """End the running turn and wait until it is settled; nothing when none runs."""
        if self._run is not None:
            if not self._run.cancelling():
                self._run.cancel()
            await self._idle.wait()

    async def repair(self) -> None:
        """After a crash: bring the read model up to the newest checkpoint.

        A turn that had come to rest, only without its status saved, is closed; one that can go on
        only when the person has said something waits. An action that had begun is unknown from
        here on. Raises BranchBusy, HomeError.
        """
        async with self._claimed():
            turn = await self._newest()
            if turn is None or turn.status.at_rest or not await self._thread.reached(turn.id):
                return
            state = await self._thread.state()
            await self._save_step(turn.id, state)
            if state.at_rest:
                await self._finished(turn.id)
                return
            for action in await asyncio.to_thread(self._journal.orphaned, self.branch_id):
                self._tell(action)
            calls = [message.tool_call_id for message in unanswered(state.messages)]
            if calls and await self._rests(turn.id, calls):
                self._parting = TurnWaiting(self.branch_id, turn.id)

    async def rebuild(self) -> int:
        """Derive the read model of this branch anew from its newest checkpoint; its messages.

        Raises BranchBusy, HomeError.
        """
        async with self._claimed():
            state = await self._thread.state()
            messages = [translate.new_message(message) for message in state.messages]
            found = [one async for one in numbering.found(self._thread)]

            def rebuild(c: Connection) -> None:
                now = time.time()
                read_model.rebuild(c, self.branch_id, messages, state.checkpoint_id, now)
                numbering.save(c, self.branch_id, found)

            await self._database(rebuild)
            return len(messages)

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
                yield
            finally:
                await asyncio.to_thread(self._library.leases.release, self.branch_id)
        finally:
            self._idle.set()
            parting, self._parting = self._parting, None
            if parting is not None:
                self._emit(parting)

    async def _leave_for(self, before: Turn, message: str) -> None:
        """Settle a turn that this message leaves behind, and what that one had left first."""
        await self._leave_earlier(before)
        await self._settle(before, TurnStatus.LEFT, message[:_LONGEST_REASON])

    async def _leave_earlier(self, turn: Turn) -> None:
        """Settle the turn before, where sending this one was cut off before it was."""
        before = await self._database(lambda c: turns.before(c, turn.id))
        if before is not None and not before.status.at_rest:
            message = await self._database(lambda c: turns.text(c, turn.id))
            await self._leave_for(before, message)
            await self._take_current_agent()

    async def _run_on(self, turn: Turn) -> TurnStatus:
        require_space(self._library.home)
        await self._leave_earlier(turn)
        shown = await self._database(lambda c: read_model.message(c, self.branch_id, turn.id))
        self._emit(TurnStarted(self.branch_id, turn.id, shown, resumed=True))
        typed = await asyncio.to_thread(self._journal.typed, self.branch_id, turn.id)
        reached = await self._thread.reached(turn.id)
        if typed is None and not reached and turn.id == fork.first_turn(self.branch_id):
            typed = await self._typed_in_fork(turn.id, shown.text)
        if typed is not None:
            return await self._drive_typed(typed, shown.text)
        return await self._drive(turn.id, [] if reached else [HumanMessage(shown.text, id=turn.id)])

    async def _drive_typed(self, action: Action, text: str) -> TurnStatus:
        """Run the turn of a message that calls a tool: the call stands as the answer."""
        turn_id = action.turn_id
        state = await self._thread.state()
        if not await self._thread.reached(turn_id):
            asked = HumanMessage(text, id=turn_id)
            state = await self._thread.write(turn_id, [asked], as_node="__start__")
            await self._save_step(turn_id, state)
        if state.messages[-1].id == turn_id:
            arguments = json.loads(action.arguments)
            made = tool_call(name=action.tool, args=arguments, id=action.call_id)
            answer = AIMessage("", id=action.message_id, tool_calls=[made])
            state = await self._thread.write(turn_id, [answer], as_node="model")
            await self._save_step(turn_id, state)
        if not unanswered(state.messages):  # it was broken off right before its end
            return await self._finished(turn_id)
        return await self._drive(turn_id, [], typed=True)

    async def _typed_in_fork(self, turn_id: str, text: str) -> Action | None:
        """The action of a fork's first message, which nobody has judged yet; None of any other."""
        typed = await asyncio.to_thread(self._judge_typed, turn_id, text)
        if typed is None:
            return None
        await self._database(lambda c: actions.propose(c, typed, time.time()))
        action = await asyncio.to_thread(self._journal.get, typed.id)
        self._tell(action)
        return action

    def _judge_typed(self, turn_id: str, text: str) -> NewAction | None:
        """The action that a message is, or None. Raises InvalidArguments."""
        read = slash.parse(text, self._tooling.fields)
        if read is None:
            return None
        place = self._tooling.place(self.branch_id, turn_id)
        call = Call(new_id(), read.tool, read.arguments, uuid4().hex, 0, 1)
        return self._journal.judge_typed(place, call)

    async def _drive(
        self, turn_id: str, new: list[HumanMessage], typed: bool = False
    ) -> TurnStatus:
        """Run the turn until it is at rest, or until all it could still do waits for the person."""
        await self._close(turn_id, TurnStatus.RUNNING)
        if not new:
            await self._reopen(turn_id)
        while True:
            status = await self._drive_once(turn_id, new, typed)
            if status is not None:
                return status
            new = []

    async def _reopen(self, turn_id: str) -> None:
        """Take calls up again that settling let go of, when it was cut off before their results."""
        state = await self._thread.state()
        if "tools" in state.next or not unanswered(state.messages):
            return
        answer = next(one for one in reversed(state.messages) if isinstance(one, AIMessage))
        await self._thread.write(turn_id, [answer], as_node="model")

    async def _drive_once(
        self, turn_id: str, new: list[HumanMessage], typed: bool
    ) -> TurnStatus | None:
        parts: asyncio.Queue[Part | None] = asyncio.Queue()
        text = StreamedText(
            lambda message_id, more: self._save_text(turn_id, message_id, more),
            lambda message_id, more: self._emit(
                TextDelta(self.branch_id, turn_id, message_id, more)
            ),
        )
        place = await asyncio.to_thread(self._tooling.place, self.branch_id, turn_id)
        gate = self._gate = self._tooling.gate(place, self._tell)
        self._rested = False
        run = self._run = asyncio.create_task(self._produce(place, gate, new, parts, typed))
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
            self._run = self._gate = None
            await _ended(run)
        return await self._concluded(turn_id, run, gate, fresh=bool(new))

    async def _produce(
        self,
        place: Place,
        gate: Gate,
        new: list[HumanMessage],
        parts: "asyncio.Queue[Part | None]",
        typed: bool,
    ) -> None:
        async with AsyncExitStack() as stack:
            if typed:
                lent = NO_MODEL
            else:
                if not self._models.ready:
                    self._emit(ModelLoading(self.branch_id, place.turn_id, self._models.name))
                lent = await stack.enter_async_context(self._models.lent(place.settings.model))
            context = await self._tooling.context(place, gate, lent)
            run = self._thread.run(place.turn_id, new, context, before_model=typed)
            async for part in await stack.enter_async_context(aclosing(run)):
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
                state = state_of(saved)
                self._rested = state.at_rest
                await self._save_step(turn_id, state)
            case ("custom", {**told}) if ANSWER in told:
                await text.begin(told[ANSWER])
            case ("custom", {**told}) if RETRY in told:
                self._emit(TurnRetrying(self.branch_id, turn_id, **told[RETRY]))
            case _:
                raise ValueError(f"no part of a run is {part[0]}")

    async def _concluded(
        self, turn_id: str, run: "asyncio.Task[None]", gate: Gate, fresh: bool
    ) -> TurnStatus | None:
        """What a run that is over makes of its turn; None when it has to go on.

        `fresh`: it was the turn's first, so that nothing else can have been proposed in it.
        """
        if run.cancelled():
            await self._settle(
                await self._database(lambda c: turns.get(c, turn_id)), TurnStatus.STOPPED
            )
            self._parting = TurnStopped(self.branch_id, turn_id)
            return TurnStatus.STOPPED
        match run.exception():
            case None if gate.paused:
                if not await self._rests(turn_id, gate.paused):
                    return None
                self._parting = TurnWaiting(self.branch_id, turn_id)
                return TurnStatus.WAITING
            case None if fresh and self._rested and not gate.used:
                return await self._end(turn_id)
            case None:
                return await self._finished(turn_id)
            case CairnError() as error:
                return await self._failed(turn_id, error)
            case GraphRecursionError():
                return await self._failed(turn_id, _endless())
            case error:
                await self._failed(turn_id, _unexpected())
                raise error

    async def _finished(self, turn_id: str) -> TurnStatus:
        """The turn is at its end; one that only calls a tool is so when the model would be asked.

        What the journal still holds open is over too: the branch has gone on without it.
        """
        state = await self._thread.state()
        if not state.at_rest:
            await self._save_step(turn_id, await self._thread.commit(turn_id))
        await self._end_actions(turn_id, CAIRN, "The conversation went on without it.")
        return await self._end(turn_id)

    async def _end(self, turn_id: str) -> TurnStatus:
        await self._close(turn_id, TurnStatus.FINISHED)
        self._parting = TurnFinished(self.branch_id, turn_id)
        return TurnStatus.FINISHED

    async def _end_actions(self, turn_id: str, by: str, words: str) -> None:
        """End all actions of the turn that have not begun, and tell of it."""
        ended = await asyncio.to_thread(self._journal.end, self.branch_id, turn_id, by, words)
        for action in ended:
            self._tell(action)

    async def _rests(self, turn_id: str, call_ids: Sequence[str]) -> bool:
        """Let the turn wait, unless one of the calls was decided meanwhile.

        In one transaction, so that a decision is either seen here or sees that the turn waits.
        """

        def rest(c: Connection) -> bool:
            known = [actions.of_call(c, self.branch_id, call_id) for call_id in call_ids]
            if not any(action is not None and action.status.needs_person for action in known):
                return False
            if any(action is None or action.status.ready for action in known):
                return False
            turns.set_status(c, turn_id, TurnStatus.WAITING, time.time())
            return True

        return await self._database(rest)

    async def _failed(self, turn_id: str, error: CairnError) -> TurnStatus:
        try:
            await self._close(turn_id, TurnStatus.FAILED, error)
        finally:
            self._parting = TurnFailed(
                self.branch_id, turn_id, error.sentence, error.hint, error.can_continue
            )
        return TurnStatus.FAILED

    async def _settle(self, turn: Turn, status: TurnStatus, words: str = "") -> None:
        """Bring the branch to a state that a new turn may follow, then set the turn's status.

        What has not begun is rejected with these words as the reason. The person's message is in
        the state, each tool call has a result, and the text that was said last has become a
        message.
        """
        state = await self._thread.state()
        if state.uncommitted:
            state = await self._thread.commit(turn.id)
        if all(message.id != turn.id for message in state.messages):
            asked = await self._database(lambda c: turns.text(c, turn.id))
            message = HumanMessage(asked, id=turn.id)
            state = await self._thread.write(turn.id, [message], as_node="__start__")
        await self._save_step(turn.id, state)  # a step may have ended unseen
        await self._end_actions(turn.id, PERSON, words)
        if open_calls := unanswered(state.messages):
            results = await self._results(turn.id, open_calls)
            state = await self._thread.write(turn.id, results, as_node="tools")
            await self._save_step(turn.id, state)
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

    async def _results(self, turn_id: str, open_calls: list[ToolMessage]) -> list[ToolMessage]:
        """A result for each call, from the journal where it knows the call."""
        known = await asyncio.to_thread(self._journal.of_turn, self.branch_id, turn_id)
        by_call = {action.call_id: action for action in known}
        return [
            translate.result(message.tool_call_id, message.name or "", outcome(action))
            if (action := by_call.get(message.tool_call_id))
            else message
            for message in open_calls
        ]

    async def _take_current_agent(self) -> None:
        """A branch at rest goes on with the current version of the agent."""
        if self._thread is not self._current:
            await self._database(
                lambda c: branches.set_agent_version(c, self.branch_id, versions.CURRENT)
            )
            self._thread = self._current

    def _tell(self, action: Action) -> None:
        self._emit(translate.told(action))

    async def _save_step(self, turn_id: str, state: State) -> None:
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
                new_step = translate.new_step(state.checkpoint_id, state.messages)
                steps.save(c, self.branch_id, new_step, now)
            return added

        saved = await self._database(save)
        self._emit(StepSaved(self.branch_id, turn_id, state.checkpoint_id or "", saved))

    def _announce(self, c: Connection, turn_id: str, text: str, typed: NewAction | None) -> None:
        """Write the turn down, with the action that it is if it is one; once."""
        now = time.time()
        if turns.record(c, self.branch_id, turn_id, text, now) and typed is not None:
            actions.propose(c, typed, now)

    def _record(
        self, c: Connection, turn_id: str, text: str, typed: NewAction | None
    ) -> tuple[Message, ConversationTitled | None]:
        """The recorded message, and the title it gives when there was none."""
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
    if not run.done() and not run.cancelling():
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
