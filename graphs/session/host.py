"""What all sessions of a process share, opened once: saver, agents, model.

Lives on the engine's loop. LangGraph is imported when a host is opened, not with this module.
"""

import asyncio
import logging
import os
from collections.abc import Callable, Collection, Coroutine, Generator, Mapping, Sequence
from contextlib import AsyncExitStack, contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any, Self, cast
from uuid import uuid4

from graphs.agent import versions
from graphs.errors import CairnError
from graphs.models.connections import Connection, chosen, usable
from graphs.session.events import ConversationTitled, Event
from graphs.storage.action_records import (
    Action,
    Preview,
    ToolInfo,
)
from graphs.storage.records import (
    UNCHANGED,
    Branch,
    Change,
    Conversation,
    Fact,
    StepDetail,
    TracingState,
    TurnStatus,
)

if TYPE_CHECKING:
    from graphs.agent.build import Agent
    from graphs.approvals.decision import Decision
    from graphs.approvals.rewinding import FileBack
    from graphs.models.saved_connections import Connections, SavedConnection
    from graphs.models.tool_mode import ToolMode
    from graphs.session.choosing import Choosing, Tried
    from graphs.session.forking import Forking
    from graphs.session.model_source import ModelSource
    from graphs.session.session import Session
    from graphs.session.tool_modes import ChosenBy
    from graphs.session.tooling import Tooling
    from graphs.session.tracing import Tracing
    from graphs.storage.library import Library
    from graphs.tools.spec import ToolSpec

log = logging.getLogger(__name__)


class SessionHost:
    """Hands each call to the session of its branch.

    Every method is called on the loop that opened the host. Events go to `emit`, on that loop.

    Attributes:
        emit: takes each event.
        models: the model behind all sessions.
        specs: the tools by name.
    """

    def __init__(
        self,
        library: "Library",
        agents: "dict[str, Agent]",
        models: "ModelSource",
        choosing: "Choosing",
        tooling: "Tooling",
        tracing: "Tracing",
        emit: Callable[[Event], None],
        resources: AsyncExitStack,
    ) -> None:
        self._library = library
        self._agents = agents
        self.models = models
        self.specs = tooling.specs
        self._tooling = tooling
        self._tracing = tracing
        self.emit = emit
        self._resources = resources
        self._choosing = choosing
        self._sessions: dict[str, Session] = {}
        self._running: set[asyncio.Task[object]] = set()

    @classmethod
    async def open(
        cls,
        library: "Library",
        emit: Callable[[Event], None],
        choose: Callable[[], Connection] | None = None,
        specs: "Sequence[ToolSpec] | None" = None,
    ) -> Self:
        """Open the saver, assemble the agents and repair what a crash left behind.

        `choose` tells the connection of each run; unless given, the environment and the settings
        file do. `specs` are the tools, all there are unless given. Raises HomeError.
        """
        from graphs.agent import build
        from graphs.session.choosing import Choosing
        from graphs.session.model_source import ModelSource
        from graphs.session.tool_modes import ToolModes
        from graphs.session.tooling import Tooling
        from graphs.session.tracing import Tracing
        from graphs.storage.checkpoints import open_saver
        from graphs.storage.facts import open_store
        from graphs.tools.facts import StoreFacts
        from graphs.tools.registry import tools

        async with AsyncExitStack() as resources:
            saver = await resources.enter_async_context(open_saver(library.home.database))
            store = await resources.enter_async_context(open_store(library.home.database))
            choose = choose or (lambda: chosen(library.home, os.environ))
            modes = ToolModes(library.database)
            saved = partial(usable, library.home)
            models = ModelSource(choose, library.home.logs, emit, modes, saved)
            resources.push_async_callback(models.close)
            await models.look()
            by_name = {spec.tool.name: spec for spec in (tools() if specs is None else specs)}
            tooling = Tooling(library, by_name, StoreFacts(store))
            agents = build.agents([spec.tool for spec in by_name.values()], saver)
            tracing = Tracing(library)
            resources.push_async_callback(tracing.close)
            choosing = Choosing(library.home, models)
            kept = resources.pop_all()
            host = cls(library, agents, models, choosing, tooling, tracing, emit, kept)
        try:
            await host._repair()
        except BaseException:
            await host.close()
            raise
        return host

    async def create_conversation(self, conversation_id: str | None = None) -> Conversation:
        """A new conversation with its main branch, stamped with the current agent version."""
        return await asyncio.to_thread(
            self._library.create, conversation_id, agent_version=versions.CURRENT
        )

    async def send(self, branch_id: str, turn_id: str, text: str) -> TurnStatus:
        """Run a turn; see Session.send. The first one also gives its conversation a title."""
        with self._counted():
            status = await (await self._session(branch_id)).send(turn_id, text)
        if status is TurnStatus.FINISHED and self.models.gives_titles:
            self._start(self._title(branch_id, turn_id))
        return status

    async def resume(self, branch_id: str) -> TurnStatus:
        """Run the unfinished turn on; see Session.resume."""
        with self._counted():
            return await (await self._session(branch_id)).resume()

    async def decide(self, decisions: "Mapping[str, Decision]", by: str = "person") -> TurnStatus:
        """Decide actions of one branch, by their ids, and run it on; see Session.decide."""
        from graphs.session import rewinds

        with self._counted():
            first = await asyncio.to_thread(self._library.action, next(iter(decisions)))
            rest = await rewinds.settle(self._tooling.rewinder, decisions, by, self.emit)
            if not rest:
                turn = await asyncio.to_thread(self._library.newest_turn, first.branch_id)
                return turn.status if turn else TurnStatus.FINISHED
            return await (await self._session(first.branch_id)).decide(rest, by)

    async def preview(self, action_id: str, arguments: str) -> Preview:
        """What an action would do with these arguments (JSON text).

        Raises NotFound and InvalidArguments.
        """
        return await asyncio.to_thread(self._tooling.journal.preview, action_id, arguments)

    async def evidence(self, action_id: str) -> tuple[str, ...]:
        """What can be checked of an unknown action now, as sentences. Raises NotFound."""
        action = await asyncio.to_thread(self._library.action, action_id)
        if self._tooling.rewinder.made(action):
            return await asyncio.to_thread(self._tooling.rewinder.evidence, action)
        return await asyncio.to_thread(self._tooling.journal.evidence, action_id)

    async def tools(self) -> tuple[ToolInfo, ...]:
        """The tools there are, as forms and completion show them."""
        return self._tooling.infos()

    async def facts(self) -> tuple[Fact, ...]:
        """What the person wants remembered, oldest first."""
        return await self._tooling.facts.facts()

    async def remember(self, text: str) -> Fact:
        """Remember a fact. Raises ToolError."""
        id_ = await self._tooling.facts.add(text)
        return next(fact for fact in await self.facts() if fact.id == id_)

    async def revise(self, fact_id: str, text: str) -> None:
        """Put other words in a fact's place. Raises NotFound, ToolError."""
        await self._tooling.facts.revise(fact_id, text)

    async def forget(self, fact_id: str) -> None:
        """Forget a fact. Raises ToolError."""
        await self._tooling.facts.remove(fact_id)

    async def tool_mode(self) -> "tuple[ToolMode, ChosenBy]":
        """How the present model is given tools, and who chose it. Raises ModelError."""
        return await self.models.tool_mode()

    async def choose_tool_mode(self, mode: "ToolMode | None") -> None:
        """Give the present model tools in that way; None has it found out anew."""
        await self.models.choose_tool_mode(mode)

    async def connections(self) -> "Connections":
        """The connections that are saved, and which is used. Raises ModelUnavailable."""
        return await self._choosing.connections()

    async def save_connection(self, connection: "SavedConnection", instead_of: str = "") -> None:
        """Save a connection, in the place of another; see Choosing.save."""
        await self._choosing.save(connection, instead_of)

    async def remove_connection(self, name: str) -> None:
        """Forget a connection; see Choosing.remove."""
        await self._choosing.remove(name)

    async def bring_connection_back(self, connection: "SavedConnection") -> str:
        """Save one that was removed as it was; its name from now on; see Choosing.bring_back."""
        return await self._choosing.bring_back(connection)

    async def use_connection(self, name: str) -> None:
        """Use a connection, or the built-in model for "", from the next run on.

        Raises ModelUnavailable, HomeError.
        """
        await self._choosing.use(name)

    async def use_model(self, model: str) -> None:
        """Use one of the models that are listed by name; see Choosing.use_model."""
        await self._choosing.use_model(model)

    async def listed_models(self, connection: "SavedConnection") -> tuple[str, ...]:
        """What a connection's endpoint lists. Raises ModelError when it does not."""
        return await self._choosing.listed_models(connection)

    async def try_connection(self, connection: "SavedConnection | None") -> "Tried":
        """Ask a connection, None for the built-in model, something short; see Choosing.attempt."""
        return await self._choosing.attempt(connection)

    async def tracing(self) -> TracingState:
        """Where traces of runs go, and whether of all."""
        return await self._tracing.state()

    async def trace_url(self, run_id: str) -> str:
        """Where a run's trace is seen in a browser. Asks LangSmith. Raises TracingUnusable."""
        return await self._tracing.url(run_id)

    async def leave(self, branch_id: str) -> None:
        """End the unfinished turn where it is; see Session.leave."""
        with self._counted():
            await (await self._session(branch_id)).leave()

    async def stop(self, branch_id: str) -> None:
        """Stop the running turn and wait until it is settled; see Session.stop."""
        await (await self._session(branch_id)).stop()

    async def fork(
        self,
        branch_id: str,
        position: int,
        change: Change = UNCHANGED,
        new_id: str | None = None,
    ) -> Branch:
        """Begin a new branch at a step of another, perhaps with something changed; runs nothing.

        See Forking.fork.
        """
        with self._counted():
            return await self._forking().fork(branch_id, position, change, new_id or uuid4().hex)

    async def step_state(self, branch_id: str, position: int) -> StepDetail:
        """All there is to a step. Raises NotFound."""
        return await self._forking().detail(branch_id, position)

    async def files_back(self, branch_id: str, position: int) -> "tuple[FileBack, ...]":
        """What the actions since that step have changed, and how it can be brought back.

        Raises NotFound.
        """
        return await asyncio.to_thread(self._tooling.rewinder.files_back, branch_id, position)

    async def bring_back(
        self, branch_id: str, position: int, paths: Collection[str], into: str = ""
    ) -> Action:
        """Bring these paths back to that step, as `files_back` told of them last.

        An action like any other, which the person has decided by choosing it; what is not as it
        was told is left alone. It belongs to the branch `into`, a fork that begins with them; else
        to the branch itself. Raises NothingToDo, NotFound, BranchBusy, HomeError.
        """
        from graphs.session import rewinds

        with self._counted():
            rewinder = self._tooling.rewinder
            work = partial(rewinder.bring_back, branch_id, position, paths, into or branch_id)
            return await rewinds.done(work, self.emit)

    async def take_back(self, action_id: str) -> Action:
        """Make the files an action changed as they were before it, where nothing came after it.

        Raises as bring_back.
        """
        from graphs.session import rewinds

        with self._counted():
            work = partial(self._tooling.rewinder.take_back, action_id)
            return await rewinds.done(work, self.emit)

    async def number_steps(self, branch_id: str) -> None:
        """Write down the steps of a branch that is older than those; see Session.number_steps."""
        with self._counted():
            await (await self._session(branch_id)).number_steps()

    async def rebuild(self, branch_id: str) -> int:
        """Derive the branch's read model anew; see Session.rebuild."""
        with self._counted():
            return await (await self._session(branch_id)).rebuild()

    async def warm_up(self) -> None:
        """Load the model now, so that the first answer begins sooner. Raises ModelError."""
        async with self.models.lent():
            pass

    async def break_off(self) -> None:
        """End what runs at its last step; all of it can be continued."""
        for task in self._running:
            if not task.cancelling():
                task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)

    async def close(self) -> None:
        """Break off what runs, then end the model server and the saver."""
        await self.break_off()
        await self._resources.aclose()

    async def _session(self, branch_id: str) -> "Session":
        from graphs.session.session import Session
        from graphs.session.thread import Thread

        known = self._sessions.get(branch_id)
        if known is not None:
            return known
        version = await asyncio.to_thread(self._library.agent_version, branch_id)
        if version not in self._agents:
            raise CairnError(
                "This conversation was made by a version of the agent that is not in this Cairn.",
                "Install the newest Cairn to go on with it.",
            )
        thread = Thread(branch_id, self._agents[version])
        current = Thread(branch_id, self._agents[versions.CURRENT])
        session = Session(
            branch_id,
            current if version == versions.CURRENT else thread,
            current,
            self._library,
            self.models,
            self._tooling,
            self._tracing,
            self.emit,
        )
        return self._sessions.setdefault(branch_id, session)

    def _forking(self) -> "Forking":
        from graphs.session.forking import Forking

        return Forking(self._library, self._agents[versions.CURRENT], self._tooling)

    async def _repair(self) -> None:
        from graphs.session import rewinds

        await rewinds.done(self._tooling.rewinder.repair, self.emit)
        for turn in await asyncio.to_thread(self._library.unfinished_turns):
            try:
                await (await self._session(turn.branch_id)).repair()
            except CairnError as error:
                log.warning("branch %s was not repaired: %s", turn.branch_id, error)

    @contextmanager
    def _counted(self) -> Generator[None]:
        task = cast("asyncio.Task[object]", asyncio.current_task())
        self._running.add(task)
        try:
            yield
        finally:
            self._running.discard(task)

    def _start(self, work: Coroutine[object, object, None]) -> None:
        task = asyncio.create_task(work)
        self._running.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self._running.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            log.warning("no title was made: %s", type(error).__name__)

    async def _title(self, branch_id: str, turn_id: str) -> None:
        """Let the model make the title of a conversation whose first turn has just finished."""
        from langsmith import tracing_context  # pyright: ignore[reportUnknownVariableType]

        from graphs.agent import titles

        transcript = await asyncio.to_thread(self._library.transcript, branch_id)
        question, *rest = transcript.messages
        if question.id != turn_id or not rest:
            return
        if not await asyncio.to_thread(self._library.wants_title, branch_id):
            return
        async with self.models.lent() as context:
            with tracing_context(enabled=False):
                title = await titles.from_exchange(context.model, question.text, rest[-1].text)
        if title and (taken := await asyncio.to_thread(self._library.title, branch_id, title)):
            self.emit(ConversationTitled(taken.id, taken.title))
