"""The model behind all sessions of this process: chosen once, started when first needed."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from graphs.agent.context import RunContext
from graphs.models import client
from graphs.models.catalog import starter_model
from graphs.models.connections import Connection, Endpoint
from graphs.models.local_server import LocalServer, ServerState
from graphs.session.events import ModelStateChanged

UNKNOWN_CONTEXT_TOKENS = 32_768
"""Assumed when neither the settings nor the server say how much the model can read."""


class ModelSource:
    """Makes the context of each run; owns the built-in server when that is the connection.

    Attributes:
        name: what the window calls the model.
        gives_titles: whether it is worth asking for a conversation's title.
    """

    def __init__(
        self, connection: Connection, logs: Path, emit: Callable[[ModelStateChanged], None]
    ) -> None:
        self.name = connection.name
        self.gives_titles = connection.kind == "endpoint"
        self._connection = connection
        self._emit = emit
        self._known: tuple[Endpoint, RunContext] | None = None
        self._server: LocalServer | None = None
        if connection.kind == "builtin":
            self._server = LocalServer(starter_model(), logs, self._server_changed)
        emit(self._state("off" if self._server else "ready"))

    @property
    def ready(self) -> bool:
        """Whether a run can begin without waiting for a model to load."""
        return self._server is None or self._server.state == "ready"

    async def run_context(self) -> RunContext:
        """The model for a run that begins now. Raises ModelUnavailable."""
        endpoint = await self._server.ready() if self._server else self._connection.endpoint
        assert endpoint is not None
        if self._known is None or self._known[0] != endpoint:
            self._known = (endpoint, await self._context_at(endpoint))
        return self._known[1]

    async def close(self) -> None:
        """End the built-in server, if it runs."""
        if self._server is not None:
            await self._server.close()

    async def _context_at(self, endpoint: Endpoint) -> RunContext:
        tokens = await client.context_tokens(self._connection, endpoint)
        return RunContext(
            model=client.chat_model(self._connection, endpoint),
            context_tokens=tokens or UNKNOWN_CONTEXT_TOKENS,
            tools=self._connection.kind == "endpoint",
            translate_error=partial(client.translate_error, connection=self._connection),
        )

    def _server_changed(self, state: ServerState, sentence: str) -> None:
        self._emit(self._state(state, sentence))

    def _state(self, state: ServerState, sentence: str = "") -> ModelStateChanged:
        return ModelStateChanged(state, self.name, self._connection.local, sentence)
