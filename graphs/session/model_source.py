"""The model behind all sessions of this process: chosen anew at each run, started when needed.

Choosing is reading the environment and a small file, so a corrected settings file is used by the
next message without a restart, and an unusable one never keeps conversations from opening.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from graphs.agent.context import RunContext
from graphs.errors import ModelError
from graphs.models import client
from graphs.models.catalog import starter_model
from graphs.models.connections import Connection, Endpoint
from graphs.models.local_server import LocalServer, ServerState
from graphs.session.events import ModelStateChanged

UNKNOWN_CONTEXT_TOKENS = 32_768
"""Assumed when neither the settings nor the server say how much the model can read."""


class ModelSource:
    """Makes the context of each run; owns the built-in server while that is the connection.

    `choose` tells the connection to use now and raises ModelUnavailable when there is none.
    """

    def __init__(
        self,
        choose: Callable[[], Connection],
        logs: Path,
        emit: Callable[[ModelStateChanged], None],
    ) -> None:
        self._choose = choose
        self._logs = logs
        self._emit = emit
        self._connection: Connection | None = None
        self._server: LocalServer | None = None
        self._known: tuple[Endpoint, RunContext] | None = None

    @property
    def name(self) -> str:
        """What the window calls the model; empty before one was chosen."""
        return self._connection.name if self._connection else ""

    @property
    def ready(self) -> bool:
        """Whether a run can begin without waiting for a model to load."""
        return self._server is None or self._server.state == "ready"

    @property
    def gives_titles(self) -> bool:
        """Whether it is worth asking for a conversation's title."""
        return self._connection is not None and self._connection.kind == "endpoint"

    async def look(self) -> None:
        """Tell what the model is, or why there is none, without starting anything."""
        try:
            await self._use(self._choose())
        except ModelError as error:
            self._emit(ModelStateChanged("failed", self.name, local=True, sentence=str(error)))

    async def run_context(self) -> RunContext:
        """The model for a run that begins now. Raises ModelUnavailable."""
        connection = self._choose()
        await self._use(connection)
        endpoint = await self._server.ready() if self._server else connection.endpoint
        assert endpoint is not None
        if self._known is None or self._known[0] != endpoint:
            await self._forget()
            self._known = (endpoint, await _context(connection, endpoint))
        return self._known[1]

    async def close(self) -> None:
        """End the built-in server, if it runs, and close what is open to the endpoint."""
        await self._forget()
        if self._server is not None:
            await self._server.close()
            self._server = None

    async def _use(self, connection: Connection) -> None:
        if connection == self._connection:
            return
        await self.close()
        self._connection = connection
        if connection.kind == "builtin":
            self._server = LocalServer(starter_model(), self._logs, self._tell)
            self._tell("off")
        else:
            self._tell("ready")

    async def _forget(self) -> None:
        known, self._known = self._known, None
        if known is not None:
            await client.close(known[1].model)

    def _tell(self, state: ServerState, sentence: str = "") -> None:
        local = self._connection is None or self._connection.local
        self._emit(ModelStateChanged(state, self.name, local, sentence))


async def _context(connection: Connection, endpoint: Endpoint) -> RunContext:
    tokens = await client.context_tokens(connection, endpoint)
    return RunContext(
        model=client.chat_model(connection, endpoint),
        context_tokens=tokens or UNKNOWN_CONTEXT_TOKENS,
        tools=connection.kind == "endpoint",
        translate_error=partial(client.translate_error, connection=connection),
    )
