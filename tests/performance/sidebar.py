"""The list of conversations: ours from its read model, stock from the saver.

Stock knows a conversation only as a thread, so a list of them with what was said first and last
takes the newest checkpoint of each. Its thread ids are handed to it here, a favour: the saver has
no other way to learn them than to read every checkpoint.
"""

import asyncio
import sqlite3
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from statistics import median

from tests.performance.serving import answering, question
from tests.performance.turns import stock

MODELLED = "1"
"""The thread that `stock` talks in."""

TIMES = 5


@dataclass(frozen=True, slots=True)
class Sidebar:
    """Seconds: ours read from the library, rows made of them, stock loaded from its saver."""

    read: float
    derived: float
    stock: float


def prepare_ours(home_folder: Path, conversations: int) -> None:
    """Fill a home with so many conversations of one finished turn each."""
    from sqlalchemy import insert

    from graphs.storage import tables
    from graphs.storage.home import Home
    from graphs.storage.library import Library

    library = Library.open(Home(home_folder))
    with library.database.transaction() as c:
        for table, row in (
            (tables.conversations, _conversation_row),
            (tables.branches, _branch_row),
            (tables.turns, _turn_row),
        ):
            c.execute(insert(table), [row(number) for number in range(conversations)])
    library.close()


def _conversation_row(number: int) -> dict[str, object]:
    return {
        "id": f"conversation-{number}",
        "title": f"Conversation {number}",
        "titled_by": "exchange",
        "created_at": _time(number),
        "updated_at": _time(number),
        "main_branch_id": f"branch-{number}",
    }


def _branch_row(number: int) -> dict[str, object]:
    return {
        "id": f"branch-{number}",
        "conversation_id": f"conversation-{number}",
        "agent_version": "1",
        "created_at": _time(number),
    }


def _turn_row(number: int) -> dict[str, object]:
    return {
        "id": f"turn-{number}",
        "branch_id": f"branch-{number}",
        "position": 1,
        "status": "finished",
        "text": question(number),
        "sentence": "",
        "hint": "",
        "can_continue": True,
        "created_at": _time(number),
        "updated_at": _time(number),
    }


def _time(number: int) -> float:
    return 1_700_000_000.0 + 600 * number


def ours(home_folder: Path) -> tuple[float, float]:
    """Seconds to read the conversations, and to make the sidebar's rows of them.

    Medians over fresh openings; opening itself is not counted.
    """
    from desktop.conversations.derive import rows
    from graphs.storage.home import Home
    from graphs.storage.library import Library

    read: list[float] = []
    derived: list[float] = []
    for _ in range(TIMES):
        library = Library.open(Home(home_folder))
        began = time.perf_counter()
        found = library.conversations()
        read.append(time.perf_counter() - began)
        began = time.perf_counter()
        rows(found, "", datetime.now().astimezone())
        derived.append(time.perf_counter() - began)
        library.close()
    return median(read), median(derived)


async def prepare_stock(database: Path, threads: int) -> list[str]:
    """Run one turn the stock way and copy its rows under other thread ids; all the ids."""
    with answering() as base_url:
        async with stock(database, base_url) as send:
            await send(question(0))
    ids = [MODELLED, *(f"thread-{number:06}" for number in range(1, threads))]
    with closing(sqlite3.connect(database)) as connection, connection:
        for table in ("checkpoints", "writes"):
            _copy(connection, table, ids[1:])
    return ids


def _copy(connection: sqlite3.Connection, table: str, ids: Sequence[str]) -> None:
    names = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    others = ", ".join(name for name in names if name != "thread_id")
    connection.executemany(
        f"INSERT INTO {table} (thread_id, {others})"
        f" SELECT ?, {others} FROM {table} WHERE thread_id = ?",
        [(id_, MODELLED) for id_ in ids],
    )


async def stock_listing(database: Path, ids: Sequence[str]) -> float:
    """Seconds until the newest checkpoint of each thread is loaded, each by `alist(limit=1)`."""
    from langgraph.checkpoint.sqlite.aio import AsyncSqliteSaver

    async with AsyncSqliteSaver.from_conn_string(str(database)) as saver:
        await saver.setup()
        began = time.perf_counter()
        for id_ in ids:
            async for found in saver.alist({"configurable": {"thread_id": id_}}, limit=1):
                assert found.checkpoint["channel_values"]["messages"]
        return time.perf_counter() - began


def measure(folder: Path, conversations: int) -> Sidebar:
    """Both lists of so many conversations."""
    prepare_ours(folder, conversations)
    read, derived = ours(folder)
    database = folder / "stock.sqlite3"
    ids = asyncio.run(prepare_stock(database, conversations))
    return Sidebar(read, derived, asyncio.run(stock_listing(database, ids)))
