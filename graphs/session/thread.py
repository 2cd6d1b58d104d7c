"""A branch as LangGraph sees it: one thread, always at its newest checkpoint.

The only place of the session that holds LangGraph's untyped values. No call that runs or writes
names a `checkpoint_id`: a branch is resumed where it stands, and forked into a new thread.
"""

from collections.abc import AsyncGenerator, Generator, Mapping, Sequence
from contextlib import aclosing, contextmanager
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias, cast
from uuid import UUID

from langchain_core.callbacks import BaseCallbackHandler
from langchain_core.messages import AnyMessage
from langchain_core.runnables import RunnableConfig
from langgraph.checkpoint.base import BaseCheckpointSaver
from langgraph.graph import END  # pyright: ignore[reportMissingTypeStubs]
from langgraph.types import Overwrite
from langsmith import tracing_context  # pyright: ignore[reportUnknownVariableType]

from graphs.agent.build import Agent
from graphs.agent.context import RunContext
from graphs.errors import CairnError, DatabaseDamaged
from graphs.history.fork import Node
from graphs.session import state_changes
from graphs.storage.checkpoints import Saver
from graphs.storage.packed import Packed, PackedSaver, stored

_TRACED_AS = "Cairn"
"""What a run is called where traces are listed."""

LONGEST_TURN = 200
"""Steps after which a turn that does not come to rest is ended."""

Part: TypeAlias = tuple[Literal["messages", "custom", "checkpoints"], Any]
"""One part of a run's stream: LangGraph's stream mode, and what it tells."""


@dataclass(frozen=True, slots=True)
class State:
    """What a checkpoint holds. `next` names the nodes that would run now.

    `uncommitted`: tasks of the step after it have written what no checkpoint holds yet.
    `created_at` is its time in ISO 8601 where the history was asked for, else "". `run_id` names
    the run that made it, "" for none.
    """

    messages: tuple[AnyMessage, ...]
    checkpoint_id: str | None
    next: tuple[str, ...]
    uncommitted: bool = False
    created_at: str = ""
    run_id: str = ""

    @property
    def at_rest(self) -> bool:
        """Whether nothing is left to run."""
        return not self.next


@dataclass(frozen=True, slots=True)
class Recorded:
    """What a checkpoint holds besides the messages: its channels, as JSON, and its run's id."""

    state: Mapping[str, str]
    run_id: str


def state_of(part: Any, run_id: str) -> State:
    """The state that a part of mode `checkpoints` of that run tells of; it is on disk by then."""
    return State(
        tuple(part["values"].get("messages", ())),
        part["config"]["configurable"]["checkpoint_id"],
        tuple(part["next"]),
        run_id=run_id,
    )


class Thread:
    """Runs, reads and writes the thread `thread_id` of `agent`."""

    def __init__(self, thread_id: str, agent: Agent) -> None:
        self._thread_id = thread_id
        self._agent = cast("Any", agent)

    async def run(
        self,
        turn_id: str,
        new: Sequence[AnyMessage],
        context: RunContext,
        run_id: UUID,
        before_model: bool = False,
        tracer: BaseCallbackHandler | None = None,
    ) -> AsyncGenerator[Part]:
        """Run the thread to its rest, from `new` messages or, without any, from where it stands.

        `before_model`: only until the model would be asked, so that none is needed. Each step is
        on disk before the next begins. Closing the generator cancels the run. Each run has an id
        of its own, which its checkpoints keep. Nothing is traced but by `tracer`, whatever the
        environment says: a conversation leaves only for its model.
        """
        config = self._config(turn_id, run_id=run_id)
        if tracer is not None:
            config["callbacks"] = [tracer]
            config["run_name"] = _TRACED_AS
        stream = self._agent.astream(
            {"messages": list(new)} if new else None,
            config,
            context=context,
            stream_mode=["messages", "custom", "checkpoints"],
            durability="sync",
            interrupt_before=["model"] if before_model else None,
        )
        with tracing_context(enabled=False, replicas=[]):
            async with aclosing(stream) as parts:
                async for part in parts:
                    yield part

    async def state(self) -> State:
        """What the newest checkpoint holds; empty and at rest before the first one."""
        newest = self._agent.aget_state_history(self._config(), limit=1)
        with _readable():
            async with aclosing(newest) as snapshots:
                async for snapshot in snapshots:
                    return State(
                        tuple(snapshot.values.get("messages", ())),
                        snapshot.config["configurable"]["checkpoint_id"],
                        tuple(task.name for task in snapshot.tasks),
                        any(task.result is not None for task in snapshot.tasks),
                        run_id=_run_of(snapshot.metadata),
                    )
        return State((), None, ())

    async def state_at(self, checkpoint_id: str) -> tuple[AnyMessage, ...]:
        """The messages of an older checkpoint; reading it changes nothing.

        Raises DatabaseDamaged when it cannot be read.
        """
        config = self._config(checkpoint_id=checkpoint_id)
        with _readable("This step cannot be read.", "The others can: continue from one of them."):
            snapshot = await self._agent.aget_state(config)
        return tuple(snapshot.values.get("messages", ()))

    async def packed_at(self, checkpoint_id: str) -> list[Packed] | None:
        """The same messages unopened, where they can be told so; see PackedSaver.messages_at."""
        with _readable("This step cannot be read.", "The others can: continue from one of them."):
            return await self._unopened().messages_at(self._config(checkpoint_id=checkpoint_id))

    async def newer(self, known: str | None) -> list[tuple[str, str, str]]:
        """The checkpoints that came after `known`, oldest first, but those of new input.

        Each as its turn's id, its own and its run's. Of a history that `known` is not part of, the
        newest.
        """
        saver = cast("BaseCheckpointSaver[str]", self._agent.checkpointer)
        newest_first: list[tuple[str, str, str]] = []
        with _readable():
            found = await saver.aget_tuple(self._config())
            while found is not None and found.checkpoint["id"] != known:
                if found.metadata.get("source") != "input":
                    turn_id = str(found.metadata.get("turn_id", ""))
                    run_id = _run_of(found.metadata)
                    newest_first.append((turn_id, found.checkpoint["id"], run_id))
                before = found.parent_config
                found = await saver.aget_tuple(before) if before else None
        parted = known is not None and found is None
        return newest_first[:1] if parted else newest_first[::-1]

    async def recorded(self, checkpoint_id: str) -> Recorded:
        """What a checkpoint holds besides the messages; reading it changes nothing.

        Raises DatabaseDamaged when it cannot be read.
        """
        saver = cast("BaseCheckpointSaver[str]", self._agent.checkpointer)
        with _readable("This step cannot be read.", "The others can."):
            found = await saver.aget_tuple(self._config(checkpoint_id=checkpoint_id))
            if found is None:
                return Recorded({}, "")
            state = state_changes.told(found.checkpoint["channel_values"])
        return Recorded(state, _run_of(found.metadata))

    async def run_ids(self) -> dict[str, str]:
        """The run that made each checkpoint of the thread, "" for none. Raises DatabaseDamaged."""
        saver = cast("BaseCheckpointSaver[str]", self._agent.checkpointer)
        with _readable():
            async with aclosing(cast("AsyncGenerator[Any]", saver.alist(self._config()))) as found:
                return {one.checkpoint["id"]: _run_of(one.metadata) async for one in found}

    async def history(self) -> AsyncGenerator[State]:
        """Every checkpoint of the thread but those of new input, the newest first.

        Long ones take seconds. An input's holds what was there before it.
        """
        with _readable():
            async with aclosing(self._agent.aget_state_history(self._config())) as snapshots:
                async for snapshot in snapshots:
                    if snapshot.metadata and snapshot.metadata["source"] == "input":
                        continue
                    yield State(
                        tuple(snapshot.values.get("messages", ())),
                        snapshot.config["configurable"]["checkpoint_id"],
                        snapshot.next,
                        created_at=snapshot.created_at or "",
                        run_id=_run_of(snapshot.metadata),
                    )

    async def clear(self) -> None:
        """Delete what the thread has."""
        saver = cast("BaseCheckpointSaver[str]", self._agent.checkpointer)
        await saver.adelete_thread(self._thread_id)

    async def begin(
        self,
        turn_id: str,
        messages: Sequence[AnyMessage | Packed],
        as_node: Node,
        at_rest: bool,
    ) -> str:
        """Write the first state of a thread, as if that node had made it; its checkpoint.

        `at_rest`: nothing is to run from it, whatever the node leads to.
        """
        every = [stored(message) for message in messages]
        saved = await self._agent.aupdate_state(
            self._config(turn_id), {"messages": Overwrite(every)}, as_node=as_node
        )
        if at_rest:
            unopened = self._agent.copy({"checkpointer": self._unopened()})
            if not (await Thread(self._thread_id, unopened).state()).at_rest:
                return cast("str", (await self.commit(turn_id)).checkpoint_id)
        return saved["configurable"]["checkpoint_id"]

    async def saved(self) -> None:
        """Wait for what is being saved: LangGraph saves that a step was cancelled after its run."""
        await cast("Saver", self._agent.checkpointer).finish()

    async def reached(self, turn_id: str) -> bool:
        """Whether the newest checkpoint belongs to that turn: its message is then in the state."""
        saver = cast("BaseCheckpointSaver[str]", self._agent.checkpointer)
        with _readable():
            newest = await saver.aget_tuple(self._config())
        return newest is not None and newest.metadata.get("turn_id") == turn_id

    async def commit(self, turn_id: str) -> State:
        """Make a step of what finished tasks have written, and let the unfinished ones go.

        New input would let go of both. Returns the state then.
        """
        await self._agent.aupdate_state(await self._going_on(turn_id), None, as_node=END)
        return await self.state()

    async def write(
        self,
        turn_id: str,
        messages: Sequence[AnyMessage],
        as_node: Node,
    ) -> State:
        """Add messages as if that node had returned them; the state then."""
        await self._agent.aupdate_state(
            await self._going_on(turn_id), {"messages": list(messages)}, as_node=as_node
        )
        return await self.state()

    async def _going_on(self, turn_id: str) -> RunnableConfig:
        """What is written for a turn that a run has left belongs to that run."""
        saver = cast("BaseCheckpointSaver[str]", self._agent.checkpointer)
        config = self._config(turn_id)
        with _readable():
            newest = await saver.aget_tuple(self._config())
        if newest and newest.metadata.get("turn_id") == turn_id and _run_of(newest.metadata):
            config.setdefault("metadata", {})["run_id"] = _run_of(newest.metadata)
        return config

    def _unopened(self) -> PackedSaver:
        return PackedSaver(cast("Saver", self._agent.checkpointer))

    def _config(
        self,
        turn_id: str | None = None,
        *,
        checkpoint_id: str | None = None,
        run_id: UUID | None = None,
    ) -> RunnableConfig:
        where = {"thread_id": self._thread_id, "checkpoint_ns": ""}
        if checkpoint_id is not None:
            where["checkpoint_id"] = checkpoint_id
        config: RunnableConfig = {"configurable": where, "recursion_limit": LONGEST_TURN}
        if turn_id is not None:
            config["metadata"] = {"turn_id": turn_id}
        if run_id is not None:
            config["run_id"] = run_id
            config.setdefault("metadata", {})["run_id"] = str(run_id)
        return config


def _run_of(metadata: Mapping[str, Any] | None) -> str:
    return str((metadata or {}).get("run_id") or "")


@contextmanager
def _readable(
    sentence: str = "The newest step of this conversation cannot be read.",
    hint: str = "All that was said is there. Continue from one of its steps, or put back a copy of "
    "the database.",
) -> Generator[None]:
    """A checkpoint that was damaged on disk fails to load in any way at all: say it in one."""
    try:
        yield
    except CairnError:
        raise
    except Exception as error:
        raise DatabaseDamaged(sentence, hint) from error
