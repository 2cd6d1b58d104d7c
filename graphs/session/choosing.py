"""Which model is used: what is saved, what is chosen of it, and whether it would answer."""

import asyncio
import os
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace

from langsmith import tracing_context  # pyright: ignore[reportUnknownVariableType]

from graphs.models import client, connections, saved_connections, saving
from graphs.models.saved_connections import Connections, SavedConnection
from graphs.models.tool_mode import ToolMode
from graphs.session.model_source import ModelSource
from graphs.storage.home import Home

_QUESTION = "Say hello in one short sentence."
_LONGEST_TOKENS = 1_024
"""Some models think before they greet."""

_LONGEST_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Tried:
    """What one short request came to.

    `seconds` until the whole `answer` was there, of which the beginning is kept. `context_tokens`
    is what the model can read, question and answer together.
    """

    seconds: float
    answer: str
    context_tokens: int
    tools: ToolMode


class Choosing:
    """Reads and writes what is saved, and has `models` follow it. Lives on the engine's loop."""

    def __init__(
        self, home: Home, models: ModelSource, environ: Mapping[str, str] = os.environ
    ) -> None:
        self._settings = home.settings
        self._models = models
        self._environ = environ
        self._writing = asyncio.Lock()

    async def connections(self) -> Connections:
        """What is saved, and which is used. Raises ModelUnavailable."""
        return await asyncio.to_thread(saving.known, self._settings, self._environ)

    async def save(self, connection: SavedConnection, instead_of: str = "") -> None:
        """Save a connection; one that is used is used as it is saved now, by its new name.

        Raises InvalidConnection, ModelUnavailable, HomeError; nothing is saved then.
        """
        async with self._writing:
            await asyncio.to_thread(saving.save, self._settings, connection, instead_of)
        await self._models.look()

    async def remove(self, name: str) -> None:
        """Forget a connection; after the one that is used the built-in model is.

        Raises ModelUnavailable, HomeError.
        """
        async with self._writing:
            await asyncio.to_thread(saved_connections.remove, self._settings, name)
        await self._models.look()

    async def bring_back(self, connection: SavedConnection) -> str:
        """Save one that was removed as it was, however it had been written; its name from now on.

        Raises ModelUnavailable, HomeError.
        """
        async with self._writing:
            return await asyncio.to_thread(saving.bring_back, self._settings, connection)

    async def use(self, name: str) -> None:
        """Use what is saved under that name, or the built-in model for "", from the next run on.

        Raises ModelUnavailable, HomeError.
        """
        async with self._writing:
            await asyncio.to_thread(saving.use, self._settings, self._environ, name)
        await self._models.look()

    async def use_model(self, model: str) -> None:
        """Use a model by its name, as `ModelSource.served` tells them.

        One that the endpoint of now serves is saved under its name first. Raises as `use`.
        """
        found = self._models.connection(model)
        if found.kind == "builtin":
            await self.use(saved_connections.BUILT_IN)
            return
        known = await self.connections()
        if known.named(found.name) is None and found.endpoint is not None and not known.fixed:
            endpoint = found.endpoint
            new = SavedConnection(found.name, endpoint.base_url, found.model, endpoint.api_key)
            await self.save(new)
        await self.use(found.name)

    async def listed_models(self, connection: SavedConnection) -> tuple[str, ...]:
        """What the connection's endpoint lists. Raises ModelError when it does not."""
        named = replace(connection, model=connection.model or "any")
        return await client.found_models(connections.of(named))

    async def attempt(self, connection: SavedConnection | None) -> Tried:
        """Ask it, or the built-in model for None, something short; nothing is saved.

        Raises InvalidConnection, ModelError.
        """
        if connection is not None:
            await asyncio.to_thread(saving.check, connection)
        to = connections.of(connection) if connection is not None else connections.built_in()
        async with self._models.lent_at(to) as lent:
            asked = lent.model.bind(max_completion_tokens=_LONGEST_TOKENS)
            began = time.monotonic()
            try:
                with tracing_context(enabled=False):
                    answer = await asked.ainvoke(_QUESTION)
            except Exception as error:
                raise lent.translate_error(error) from error
            said = " ".join(str(answer.text).split())[:_LONGEST_SHOWN]
            took = time.monotonic() - began
        return Tried(took, said, lent.context_tokens, lent.tool_mode)
