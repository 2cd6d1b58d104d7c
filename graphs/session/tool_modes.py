"""How the model behind a connection is given tools: known, chosen, or found out and remembered."""

import asyncio
from collections.abc import Callable
from typing import Literal, TypeAlias, cast

from langchain_openai import ChatOpenAI
from langsmith import tracing_context  # pyright: ignore[reportUnknownVariableType]

from graphs.errors import ModelError
from graphs.models.connections import Connection
from graphs.models.tool_mode import ToolMode, probe
from graphs.storage import tool_modes
from graphs.storage.database import Database

ChosenBy: TypeAlias = Literal["built in", "probe", "person"]


class ToolModes:
    """The tool modes of all connections, kept in the database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of(
        self,
        connection: Connection,
        model: ChatOpenAI,
        translate_error: Callable[[Exception], ModelError],
    ) -> ToolMode:
        """The mode of a connection, found out with `model` where it is not known yet.

        Raises ModelError when the server does not answer; nothing is remembered then.
        """
        known = await self.known(connection)
        if known is not None:
            return known[0]
        with tracing_context(enabled=False):
            mode = await probe(model, translate_error)
        await asyncio.to_thread(self._keep, connection, mode, "probe")
        return mode

    async def known(self, connection: Connection) -> tuple[ToolMode, ChosenBy] | None:
        """The mode of a connection and who chose it; None when nobody has yet."""
        found = await asyncio.to_thread(self._find, connection)
        if found is not None:
            return cast("ToolMode", found[0]), found[1]
        return ("constrained", "built in") if connection.kind == "builtin" else None

    async def choose(self, connection: Connection, mode: ToolMode | None) -> None:
        """Let the person's choice stand; None has it found out anew."""
        if mode is None:
            await asyncio.to_thread(self._forget, connection)
        else:
            await asyncio.to_thread(self._keep, connection, mode, "person")

    def _find(self, connection: Connection) -> tuple[str, tool_modes.ChosenBy] | None:
        with self._database.reading() as c:
            return tool_modes.find(c, _key(connection))

    def _keep(self, connection: Connection, mode: ToolMode, by: tool_modes.ChosenBy) -> None:
        with self._database.transaction() as c:
            tool_modes.keep(c, _key(connection), mode, by)

    def _forget(self, connection: Connection) -> None:
        with self._database.transaction() as c:
            tool_modes.forget(c, _key(connection))


def _key(connection: Connection) -> str:
    if connection.file is not None:
        return f"file {connection.file}"
    where = connection.endpoint.base_url if connection.endpoint else "built in"
    return f"{where} {connection.model}"
