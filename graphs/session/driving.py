"""Running a turn: the agent's stream, what is saved and told of it, and what it comes to."""

import asyncio
from collections.abc import Callable
from contextlib import AsyncExitStack, aclosing, suppress
from dataclasses import replace
from uuid import UUID, uuid4

from langchain_core.messages import AIMessage, HumanMessage
from langgraph.errors import GraphRecursionError

from graphs.agent.middleware.answer_id import ANSWER
from graphs.agent.middleware.model_errors import RETRY
from graphs.agent.middleware.settled_calls import unanswered
from graphs.approvals.gate import Gate
from graphs.approvals.proposing import Place
from graphs.errors import CairnError, DatabaseDamaged
from graphs.session import translate
from graphs.session.events import Event, ModelLoading, TextDelta, TurnRetrying
from graphs.session.model_source import ModelSource
from graphs.session.recording import Recording
from graphs.session.settling import Settling
from graphs.session.streaming import StreamedText
from graphs.session.thread import LONGEST_TURN, Part, Thread, state_of
from graphs.session.tooling import NO_MODEL, Tooling
from graphs.session.tracing import Tracing
from graphs.storage.action_records import Action
from graphs.storage.records import TurnStatus


class Driving:
    """Runs the turns of one branch, one at a time."""

    def __init__(
        self,
        recording: Recording,
        settling: Settling,
        models: ModelSource,
        tooling: Tooling,
        tracing: Tracing,
        emit: Callable[[Event], None],
    ) -> None:
        self._recording = recording
        self._branch_id = recording.branch_id
        self._settling = settling
        self._models = models
        self._tooling = tooling
        self._tracing = tracing
        self._emit = emit
        self._run: asyncio.Task[None] | None = None
        self._gate: Gate | None = None
        self._rested = False

    def wake(self) -> None:
        """Let the run take up what was decided meanwhile."""
        if self._gate is not None:
            self._gate.wake()

    def cancel(self) -> bool:
        """End the run where it is; False when none runs."""
        if self._run is None:
            return False
        if not self._run.cancelling():
            self._run.cancel()
        return True

    async def drive(
        self, thread: Thread, turn_id: str, new: list[HumanMessage], typed: bool = False
    ) -> TurnStatus:
        """Run the turn until it is at rest, or until all it could still do waits for the person.

        `typed`: until the model would be asked.
        """
        await self._recording.close(turn_id, TurnStatus.RUNNING)
        if not new:
            await _reopen(thread, turn_id)
        while True:
            status = await self._once(thread, turn_id, new, typed)
            if status is not None:
                return status
            new = []

    async def _once(
        self, thread: Thread, turn_id: str, new: list[HumanMessage], typed: bool
    ) -> TurnStatus | None:
        parts: asyncio.Queue[Part | None] = asyncio.Queue()
        text = StreamedText(
            lambda message_id, more: self._recording.save_text(turn_id, message_id, more),
            lambda message_id, more: self._emit(
                TextDelta(self._branch_id, turn_id, message_id, more)
            ),
        )
        place = await asyncio.to_thread(self._tooling.place, self._branch_id, turn_id)
        place = replace(place, run_id=str(uuid4()))
        gate = self._gate = self._tooling.gate(place, self._tell)
        self._rested = False
        produce = self._produce(thread, place, gate, new, parts, typed)
        run = self._run = asyncio.create_task(produce)
        run.add_done_callback(lambda _: parts.put_nowait(None))  # also when it never began
        try:
            while (part := await text.next_part(parts)) is not None:
                await self._consume(place, text, part)
            await text.flush()
            await asyncio.wait([run])
        except CairnError as error:
            return await self._settling.fail(turn_id, error)
        except Exception:
            await self._settling.fail(turn_id, _unexpected())
            raise
        finally:
            self._run = self._gate = None
            await _ended(run, thread)
        return await self._concluded(thread, turn_id, run, gate, fresh=bool(new))

    async def _produce(
        self,
        thread: Thread,
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
                    self._emit(ModelLoading(self._branch_id, place.turn_id, self._models.name))
                lent = await stack.enter_async_context(self._models.lent(place.settings.model))
            context = await self._tooling.context(place, gate, lent)
            tracer = await self._tracing.of_run(place.conversation_id)
            run_id = UUID(place.run_id)
            run = thread.run(place.turn_id, new, context, run_id, before_model=typed, tracer=tracer)
            async for part in await stack.enter_async_context(aclosing(run)):
                parts.put_nowait(part)

    async def _consume(self, place: Place, text: StreamedText, part: Part) -> None:
        turn_id = place.turn_id
        match part:
            case ("messages", (message, _)):
                text.add(translate.text_of(message))
                if text.seconds_left() == 0:
                    await text.flush()
            case ("checkpoints", {"metadata": {"source": "input"}}):
                pass  # the state before the message, which the read model holds already
            case ("checkpoints", saved):
                await text.flush()
                state = state_of(saved, place.run_id)
                self._rested = state.at_rest
                await self._recording.save_step(turn_id, state)
                if not state.at_rest:
                    await self._recording.require_kept()
            case ("custom", {**told}) if ANSWER in told:
                await text.begin(told[ANSWER])
            case ("custom", {**told}) if RETRY in told:
                self._emit(TurnRetrying(self._branch_id, turn_id, **told[RETRY]))
            case _:
                raise ValueError(f"no part of a run is {part[0]}")

    async def _concluded(
        self, thread: Thread, turn_id: str, run: "asyncio.Task[None]", gate: Gate, fresh: bool
    ) -> TurnStatus | None:
        """What a run that is over makes of its turn; None when it has to go on.

        `fresh`: it was the turn's first, so that nothing else can have been proposed in it.
        """
        if run.cancelled():
            return await self._settling.stop(thread, turn_id)
        match run.exception():
            case None if gate.paused:
                waits = await self._settling.wait(turn_id, gate.paused)
                return TurnStatus.WAITING if waits else None
            case None if fresh and self._rested and not gate.used:
                return await self._settling.end(turn_id)
            case None:
                return await self._settling.finish(thread, turn_id)
            case CairnError() as error:
                return await self._settling.fail(turn_id, error)
            case GraphRecursionError():
                return await self._settling.fail(turn_id, _endless())
            case error:
                try:
                    await thread.state()
                except DatabaseDamaged as damaged:
                    return await self._settling.fail(turn_id, damaged)
                await self._settling.fail(turn_id, _unexpected())
                raise error

    def _tell(self, action: Action) -> None:
        self._emit(translate.told(action))


async def _reopen(thread: Thread, turn_id: str) -> None:
    """Take calls up again that settling let go of, when it was cut off before their results."""
    state = await thread.state()
    if "tools" in state.next or not unanswered(state.messages):
        return
    answer = next(one for one in reversed(state.messages) if isinstance(one, AIMessage))
    await thread.write(turn_id, [answer], as_node="model")


async def _ended(run: "asyncio.Task[None]", thread: Thread) -> None:
    """Cancel the run unless it is over, and wait until it is, however often we are cancelled."""
    if not run.done() and not run.cancelling():
        run.cancel()
    over = asyncio.create_task(_over(run, thread))
    while not over.done():
        with suppress(asyncio.CancelledError):
            await asyncio.wait([over])


async def _over(run: "asyncio.Task[None]", thread: Thread) -> None:
    await asyncio.wait([run])
    await thread.saved()


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
