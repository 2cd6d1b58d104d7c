"""The model behind all sessions of this process: chosen anew at each run, started when needed.

Choosing is reading the environment and a small file, so a corrected settings file is used by the
next message without a restart, and an unusable one never keeps conversations from opening.
"""

import asyncio
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

from langchain_openai import ChatOpenAI

from graphs.agent.context import LentModel
from graphs.errors import ModelError
from graphs.models import client
from graphs.models.catalog import ModelFile, starter_model
from graphs.models.connections import Connection, Endpoint, other_model
from graphs.models.local_server import LocalServer, ServerState
from graphs.models.model_files import own_model
from graphs.models.tool_mode import ToolMode
from graphs.session.events import ModelStateChanged
from graphs.session.tool_modes import ChosenBy, ToolModes

UNKNOWN_CONTEXT_TOKENS = 32_768
"""Assumed when neither the settings nor the server say how much the model can read."""


class Served:
    """One connection while it is used: its server, if it is built in, and its client.

    Attributes:
        runs: how many runs use it now.
    """

    def __init__(self, connection: Connection, server: LocalServer | None) -> None:
        self.connection = connection
        self.server = server
        self.runs = 0
        self._made: dict[Endpoint, tuple[ChatOpenAI, int]] = {}
        self._making = asyncio.Lock()

    async def lent(self, tool_modes: ToolModes) -> LentModel:
        """The model as a run that begins now gets it. Raises ModelError."""
        endpoint = await self.server.ready() if self.server else self.connection.endpoint
        assert endpoint is not None
        translate_error = partial(client.translate_error, connection=self.connection)
        async with self._making:
            if endpoint not in self._made:
                tokens = await client.context_tokens(self.connection, endpoint)
                model = client.chat_model(self.connection, endpoint)
                self._made[endpoint] = model, tokens or UNKNOWN_CONTEXT_TOKENS
            model, context_tokens = self._made[endpoint]
            tool_mode = await tool_modes.of(self.connection, model, translate_error)
        return LentModel(model, context_tokens, tool_mode, translate_error)

    async def close(self) -> None:
        """End the server and close what is open to the endpoint."""
        made, self._made = self._made, {}
        for model, _ in made.values():
            await client.close(model)
        if self.server is not None:
            await self.server.close()


class ModelSource:
    """Lends each run its model; one that is not chosen now lives until its last run has ended.

    `choose` tells the connection to use now and raises ModelUnavailable when there is none. `saved`
    tells those that are known by name besides.
    """

    def __init__(
        self,
        choose: Callable[[], Connection],
        logs: Path,
        emit: Callable[[ModelStateChanged], None],
        tool_modes: ToolModes,
        saved: Callable[[], Sequence[Connection]] = tuple,
    ) -> None:
        self._choose = choose
        self._saved = saved
        self._tool_modes = tool_modes
        self._logs = logs
        self._emit = emit
        self._name = ""
        self._now: Served | None = None
        self._served: dict[Connection, Served] = {}

    @property
    def name(self) -> str:
        """What the window calls the model; empty before one was chosen."""
        return self._name

    @property
    def ready(self) -> bool:
        """Whether a run can begin without waiting for a model to load."""
        server = self._now.server if self._now else None
        return server is None or server.state == "ready"

    @property
    def gives_titles(self) -> bool:
        """Whether it is worth asking for a conversation's title."""
        return self._now is not None and self._now.connection.kind == "endpoint"

    async def look(self) -> None:
        """Tell what the model is, or why there is none, without starting anything."""
        try:
            self._chosen()
            await self._end_unused()
        except ModelError as error:
            self._emit(ModelStateChanged("failed", self.name, local=True, sentence=str(error)))

    @asynccontextmanager
    async def lent(self, model: str = "") -> AsyncGenerator[LentModel]:
        """The model for a run that lasts as long as the block. Raises ModelError.

        `model` names another one than is chosen now: the starter model, a saved one, or one that
        the chosen endpoint serves.
        """
        async with self._lent(self._other(model) if model else self._chosen()) as lent:
            yield lent

    @asynccontextmanager
    async def lent_at(self, connection: Connection) -> AsyncGenerator[LentModel]:
        """The model of another connection, for a run as long as the block. Raises ModelError."""
        async with self._lent(self._of(connection)) as lent:
            yield lent

    def connection(self, model: str = "") -> Connection:
        """The connection to a model, named as in `lent`. Raises ModelError."""
        now = self._chosen().connection
        return other_model(now, model, self._saved()) if model else now

    def served_here(self, model: str = "") -> bool:
        """Whether that model, named as in `lent`, takes this machine's cores. Raises ModelError."""
        return self.connection(model).kind != "endpoint"

    async def served(self) -> tuple[str, ...]:
        """The models that can be asked for by name: that of now first, the starter model last.

        Between them those that are saved, and what the chosen endpoint lists; one that lists none,
        or does not answer soon, tells of none.
        """
        saved = [one.name for one in self._saved()]
        try:
            connection = self._chosen().connection
        except ModelError:
            return tuple(dict.fromkeys((*saved, starter_model().name)))
        listed = [one for one in await client.listed_models(connection) if one != connection.model]
        return tuple(dict.fromkeys((connection.name, *saved, *listed, starter_model().name)))

    @asynccontextmanager
    async def _lent(self, served: Served) -> AsyncGenerator[LentModel]:
        served.runs += 1
        try:
            await self._end_unused()
            yield await served.lent(self._tool_modes)
        finally:
            served.runs -= 1
            await self._end_unused()

    async def tool_mode(self) -> tuple[ToolMode, ChosenBy]:
        """How the present model is given tools, found out if need be. Raises ModelError."""
        known = await self._tool_modes.known(self._choose())
        if known is None:
            async with self.lent():
                known = await self._tool_modes.known(self._choose())
        assert known is not None
        return known

    async def choose_tool_mode(self, mode: ToolMode | None) -> None:
        """Give the present model tools in that way; None finds out anew. Raises ModelError."""
        await self._tool_modes.choose(self._choose(), mode)

    async def close(self) -> None:
        """End what is served now; runs have ended before."""
        self._now = None
        await self._end_unused()

    def _chosen(self) -> Served:
        """What is used now; nothing is, when this raises ModelError."""
        before, self._now = self._now, None
        connection = self._choose()
        self._name = connection.name
        if before is not None and before.connection == connection:
            self._now = before
            return before
        served = self._now = self._of(connection)
        self._tell(connection, served.server.state if served.server else "ready")
        return served

    def _other(self, model: str) -> Served:
        return self._of(self.connection(model))

    def _of(self, connection: Connection) -> Served:
        if connection not in self._served:
            self._served[connection] = self._serve(connection)
        return self._served[connection]

    def _serve(self, connection: Connection) -> Served:
        if connection.kind == "endpoint":
            return Served(connection, None)
        tell = partial(self._tell, connection)
        return Served(connection, LocalServer(_file(connection), self._logs, tell))

    async def _end_unused(self) -> None:
        unused = [one for one in self._served.values() if one is not self._now and not one.runs]
        for served in unused:
            del self._served[served.connection]
        for served in unused:
            await served.close()

    def _tell(self, connection: Connection, state: ServerState, sentence: str = "") -> None:
        if self._now is not None and self._now.connection == connection:
            built_in = connection.kind == "builtin"
            self._emit(
                ModelStateChanged(state, connection.name, connection.local, sentence, built_in)
            )


def _file(connection: Connection) -> ModelFile:
    if connection.file is None:
        return starter_model()
    return own_model(connection.file, connection.name, connection.context_tokens)
