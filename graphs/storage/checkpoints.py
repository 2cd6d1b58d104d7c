"""LangGraph's own saver on our file, hardened where it was measured to be soft.

A plain subclass: nothing of the format is ours. It loads strictly (no type outside LangGraph's
safe list is ever built from a row), finishes a save that a cancelled step began, rolls back what a
failed one left open, and keeps new checkpoints newer than the thread's others though the clock
goes back.
"""

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, Coroutine, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar, cast
from uuid import UUID

import aiosqlite
from langchain_core.runnables import RunnableConfig
from langgraph.checkpoint.base import (
    ChannelVersions,
    Checkpoint,
    CheckpointMetadata,
    CheckpointTuple,
)
from langgraph.checkpoint.base import id as checkpoint_ids
from langgraph.checkpoint.serde.jsonplus import JsonPlusSerializer
from langgraph.checkpoint.sqlite.aio import AsyncSqliteSaver

from graphs.storage.faults import translated

T = TypeVar("T")

BUSY_MILLISECONDS = 30_000

LARGE_BYTES = 32_768
REMEMBERED = 4


class Serializer(JsonPlusSerializer):
    """Loads strictly, and remembers the few large values it loaded last.

    A snapshot of a long branch is loaded again at each turn until the next one replaces it; nobody
    changes a loaded message, so the turns may share it. The mappings around it are copied.
    """

    def __init__(self) -> None:
        super().__init__(allowed_msgpack_modules=None)
        self._recent: deque[tuple[bytes, dict[str, Any]]] = deque(maxlen=REMEMBERED)

    def loads_typed(self, data: tuple[str, bytes]) -> Any:
        """Load a value; `data` is its type's name and its bytes."""
        blob = data[1]
        if len(blob) < LARGE_BYTES:
            return super().loads_typed(data)
        for known, value in self._recent:
            if known == blob:
                return _copied(value)
        loaded = cast("object", super().loads_typed(data))
        if not isinstance(loaded, dict) or "channel_values" not in loaded:
            return cast("Any", loaded)
        checkpoint = cast("dict[str, Any]", loaded)
        self._recent.append((blob, checkpoint))
        return _copied(checkpoint)


def _copied(checkpoint: dict[str, Any]) -> dict[str, Any]:
    return {
        key: dict(cast("dict[str, Any]", value)) if isinstance(value, dict) else value
        for key, value in checkpoint.items()
    }


class Saver(AsyncSqliteSaver):
    """`AsyncSqliteSaver` whose saves are whole: each one ends before its caller goes on.

    Every method that touches the file raises HomeError where SQLite fails.

    Attributes:
        path: the file.
    """

    def __init__(self, connection: aiosqlite.Connection, path: Path) -> None:
        super().__init__(connection, serde=Serializer())
        self.path = path
        self._saves: set[asyncio.Task[Any]] = set()

    async def aget_tuple(self, config: RunnableConfig) -> CheckpointTuple | None:
        """Load one checkpoint, the newest unless `config` names it."""
        with translated(self.path):
            found = await super().aget_tuple(config)
        if found is not None:
            _stay_newer(found.checkpoint["id"])
        return found

    async def alist(
        self,
        config: RunnableConfig | None,
        *,
        filter: dict[str, Any] | None = None,  # noqa: A002 (the base class names it)
        before: RunnableConfig | None = None,
        limit: int | None = None,
    ) -> AsyncGenerator[CheckpointTuple]:
        """List checkpoints, newest first. Read it to its end at once: it holds the saver."""
        with translated(self.path):
            async for found in super().alist(config, filter=filter, before=before, limit=limit):
                yield found

    async def aput(
        self,
        config: RunnableConfig,
        checkpoint: Checkpoint,
        metadata: CheckpointMetadata,
        new_versions: ChannelVersions,
    ) -> RunnableConfig:
        """Save a checkpoint."""
        return await self._whole(super().aput(config, checkpoint, metadata, new_versions))

    async def aput_writes(
        self,
        config: RunnableConfig,
        writes: Sequence[tuple[str, Any]],
        task_id: str,
        task_path: str = "",
    ) -> None:
        """Save what a task wrote before its step is complete."""
        await self._whole(super().aput_writes(config, writes, task_id, task_path))

    async def adelete_thread(self, thread_id: str) -> None:
        """Delete all checkpoints of a thread."""
        await self._whole(super().adelete_thread(thread_id))

    async def finish(self) -> None:
        """Wait for the saves that were begun, also those whose caller was cancelled twice."""
        if self._saves:
            await asyncio.wait(self._saves)

    async def _whole(self, save: Coroutine[Any, Any, T]) -> T:
        task = asyncio.create_task(self._or_rolled_back(save))
        self._saves.add(task)
        task.add_done_callback(self._saves.discard)
        try:
            return await asyncio.shield(task)
        except asyncio.CancelledError:
            await asyncio.wait([task])
            raise

    async def _or_rolled_back(self, save: Coroutine[Any, Any, T]) -> T:
        with translated(self.path):
            try:
                return await save
            except aiosqlite.Error:
                async with self.lock:
                    await self.conn.rollback()
                raise


@asynccontextmanager
async def open_saver(database: Path) -> AsyncGenerator[Saver]:
    """The saver on `database`, on a connection of its own. Makes LangGraph's tables if missing."""
    async with aiosqlite.connect(database) as connection:
        with translated(database):
            await connection.execute("PRAGMA synchronous=FULL")
            await connection.execute(f"PRAGMA busy_timeout={BUSY_MILLISECONDS}")
            saver = Saver(connection, database)
            await saver.setup()
        try:
            yield saver
        finally:  # a connection closed in the middle of a save would keep its lock on the file
            await saver.finish()


def _stay_newer(checkpoint_id: str) -> None:
    # "The newest checkpoint" is the one with the greatest time-based id. When the clock has gone
    # back, or another process had a later one, a new checkpoint would hide behind this one; so the
    # ids that are made from here on are greater. Whatever writes to a thread has read it before.
    with suppress(ValueError):  # no id at all: a damaged row
        known = checkpoint_ids._last_v6_timestamp or 0  # pyright: ignore[reportPrivateUsage]
        checkpoint_ids._last_v6_timestamp = max(_ticks(checkpoint_id), known)  # pyright: ignore[reportPrivateUsage]


def _ticks(checkpoint_id: str) -> int:
    # The 60-bit time of a version 6 UUID: its first 48 bits, then the 12 after the version.
    value = UUID(checkpoint_id).int
    return (value >> 80) << 12 | (value >> 64) & 0x0FFF
