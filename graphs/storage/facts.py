"""LangGraph's own store on our file, for what the person wants remembered.

On a connection of its own, idle but for the moments when a fact is read or written.
"""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import aiosqlite
from langgraph.store.sqlite.aio import (  # pyright: ignore[reportMissingTypeStubs]
    AsyncSqliteStore,
)

from graphs.storage.checkpoints import BUSY_MILLISECONDS
from graphs.storage.faults import translated


@asynccontextmanager
async def open_store(database: Path) -> AsyncGenerator[AsyncSqliteStore]:
    """The store in `database`. Makes LangGraph's tables if they are missing. Raises HomeError."""
    async with aiosqlite.connect(database, isolation_level=None) as connection:
        with translated(database):
            await connection.execute("PRAGMA synchronous=FULL")
            await connection.execute(f"PRAGMA busy_timeout={BUSY_MILLISECONDS}")
            store = AsyncSqliteStore(connection)
            await _set_up(store, connection)
        try:
            yield store
        finally:
            await _ended(store)


async def _set_up(store: AsyncSqliteStore, connection: aiosqlite.Connection) -> None:
    """Make LangGraph's tables, all of them or none.

    By itself it commits each change apart from the note that it was made: killed in between, or
    beside another process that does the same, it could never be set up again.
    """
    connection.executescript = connection.execute  # which does not commit first
    await connection.execute("BEGIN IMMEDIATE")
    try:
        await store.setup()
        await connection.commit()
    except BaseException:
        await connection.rollback()
        raise
    finally:
        del connection.executescript


async def _ended(store: AsyncSqliteStore) -> None:
    # It gathers calls in a task of its own, which only ends when the store is forgotten.
    gathering: asyncio.Task[None] | None = store._task  # pyright: ignore
    if gathering is not None:
        gathering.cancel()
        await asyncio.wait([gathering])
