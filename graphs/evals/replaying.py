"""One attempt at a case: its very state, through the present graph, in memory."""

import asyncio
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast
from uuid import UUID, uuid4

from langchain_core.callbacks import AsyncCallbackHandler
from langchain_core.messages import AIMessage, AnyMessage, BaseMessage, HumanMessage, ToolMessage
from langchain_core.outputs import ChatGeneration, LLMResult
from langchain_core.runnables import RunnableConfig
from langgraph.checkpoint.memory import InMemorySaver
from langgraph.errors import GraphRecursionError
from langgraph.types import Overwrite
from langsmith import tracing_context  # pyright: ignore[reportUnknownVariableType]

from graphs.agent import build, versions
from graphs.agent.build import Agent
from graphs.agent.context import LentModel, RunContext
from graphs.errors import CairnError, ToolError
from graphs.evals import workspace_copy
from graphs.evals.replay_gate import ReplayGate
from graphs.history.fork import Node
from graphs.session.kept_messages import message_of
from graphs.session.thread import LONGEST_TURN
from graphs.session.translate import new_message
from graphs.storage.blobs import Blobs
from graphs.storage.eval_records import Candidate, Case, Proposal, Proposes
from graphs.storage.message_tree import NewMessage
from graphs.tools.desk import Desk
from graphs.tools.spec import ToolSpec
from graphs.tools.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Attempted:
    """What the agent added to a case's state, and what it cost."""

    messages: tuple[NewMessage, ...]
    proposals: tuple[Proposal, ...]
    seconds: float
    model_seconds: float
    tokens_in: int | None
    tokens_out: int | None


class Replaying:
    """Replays cases with one set of tools; each attempt has a thread that is gone afterwards."""

    def __init__(self, specs: Mapping[str, ToolSpec]) -> None:
        self._specs = specs
        self._saver = InMemorySaver()
        self._agents = build.agents([spec.tool for spec in specs.values()], self._saver)

    async def attempt(self, case: Case, candidate: Candidate, lent: LentModel) -> Attempted:
        """Let the candidate react to the case, up to its rest or to a call nobody recorded.

        Raises ModelError, and CairnError for a version of the agent that is not here, and for a
        case that is about a tool that is not.
        """
        for check in case.checks:
            if isinstance(check, Proposes) and check.must and check.tool not in self._specs:
                raise CairnError(
                    f"There is no tool {check.tool!r} in this Cairn.",
                    "Change the case, or leave it.",
                )
        version = candidate.agent_version or versions.CURRENT
        if version not in self._agents:
            raise CairnError(f"There is no version {version} of the agent in this Cairn.")
        began = time.monotonic()
        clock = _Clock()
        thread_id = uuid4().hex
        with ExitStack() as stack:
            folder = await asyncio.to_thread(_folder, case, stack)
            gate = ReplayGate(case, self._specs, folder and folder / "workspace")
            context = _context(case, candidate, lent, gate, folder)
            try:
                with tracing_context(enabled=False):
                    added = await _run(self._agents[version], thread_id, case, context, clock)
            finally:
                await self._saver.adelete_thread(thread_id)
        return Attempted(
            messages=tuple(new_message(message) for message in added),
            proposals=tuple(gate.proposals),
            seconds=time.monotonic() - began,
            model_seconds=clock.seconds,
            tokens_in=clock.tokens_in,
            tokens_out=clock.tokens_out,
        )


async def _run(
    agent: Agent, thread_id: str, case: Case, context: RunContext, clock: "_Clock"
) -> list[AnyMessage]:
    """Run the agent from the case's state; what it has added."""
    graph = cast("Any", agent)
    state = [message_of(said) for said in case.messages]
    asked = state[-1:] if state and isinstance(state[-1], HumanMessage) else []
    before = state[: len(state) - len(asked)]
    config: RunnableConfig = {
        "configurable": {"thread_id": thread_id},
        "recursion_limit": LONGEST_TURN,
        "callbacks": [clock],
    }
    if before:
        written = {"messages": Overwrite(before)}
        await graph.aupdate_state(config, written, as_node=_writer(before))
    given = {"messages": asked} if asked else None
    try:
        ended = await graph.ainvoke(given, config, context=context, durability="exit")
    except GraphRecursionError as error:
        raise CairnError(f"The agent did not come to rest within {LONGEST_TURN} steps.") from error
    return list(ended["messages"])[len(state) :]


def _writer(messages: Sequence[AnyMessage]) -> Node:
    """The node that seems to have written a state."""
    match messages[-1]:
        case AIMessage():
            return "model"
        case ToolMessage():
            return "tools"
        case _:
            return "__start__"


def _folder(case: Case, stack: ExitStack) -> Path | None:
    """A folder of its own for a case that has a copy of the workspace; gone with the stack."""
    if case.tools_from == "records":
        return None
    name = stack.enter_context(tempfile.TemporaryDirectory(prefix="cairn-replay-"))
    folder = Path(name)
    workspace = folder / "workspace"
    workspace.mkdir()
    workspace_copy.unpack(case, workspace)
    blobs = Blobs(folder / "blobs")
    for _, content in case.blobs:
        blobs.put(content)
    return folder


def _context(
    case: Case, candidate: Candidate, lent: LentModel, gate: ReplayGate, folder: Path | None
) -> RunContext:
    place = folder or Path("/nowhere")
    own = candidate.system_prompt
    return RunContext(
        model=lent.model,
        context_tokens=lent.context_tokens,
        tool_mode=lent.tool_mode,
        translate_error=lent.translate_error,
        gate=gate,
        desk=Desk(
            workspace=Workspace(place / "workspace"),
            blobs=Blobs(place / "blobs"),
            keep=_kept_by_nobody,
            recall=lambda _: "",
            facts=_CaseFacts(case.facts),
        ),
        facts=case.facts,
        system_prompt=case.system_prompt if own is None else own,
        tools=None if case.tools is None else frozenset(case.tools),
    )


class _CaseFacts:
    """The facts of a case, which nothing changes."""

    def __init__(self, facts: Sequence[str]) -> None:
        self._facts = tuple((str(number), fact) for number, fact in enumerate(facts))

    async def add(self, fact: str) -> str:
        raise ToolError("Nothing is remembered in a replay.")

    async def remove(self, text: str) -> str:
        raise ToolError("Nothing is forgotten in a replay.")

    async def all(self) -> tuple[tuple[str, str], ...]:
        return self._facts


def _kept_by_nobody(path: Path) -> None:
    raise AssertionError(f"{path} would change in a replay")


class _Clock(AsyncCallbackHandler):
    """How long the model was waited for, and what its answers cost as far as its server says."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.tokens_in: int | None = None
        self.tokens_out: int | None = None
        self._began: dict[UUID, float] = {}

    async def on_chat_model_start(
        self,
        serialized: dict[str, Any],
        messages: list[list[BaseMessage]],
        *,
        run_id: UUID,
        **kwargs: Any,
    ) -> None:
        self._began[run_id] = time.monotonic()

    async def on_llm_end(self, response: LLMResult, *, run_id: UUID, **kwargs: Any) -> None:
        self._stop(run_id)
        for generation in (one for several in response.generations for one in several):
            if isinstance(generation, ChatGeneration) and isinstance(generation.message, AIMessage):
                usage = generation.message.usage_metadata
                if usage is not None:
                    self.tokens_in = (self.tokens_in or 0) + usage["input_tokens"]
                    self.tokens_out = (self.tokens_out or 0) + usage["output_tokens"]

    async def on_llm_error(self, error: BaseException, *, run_id: UUID, **kwargs: Any) -> None:
        self._stop(run_id)

    def _stop(self, run_id: UUID) -> None:
        self.seconds += time.monotonic() - self._began.pop(run_id, time.monotonic())
