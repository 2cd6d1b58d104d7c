"""The timeline of a long branch: its steps listed, one looked at, and a fork begun there.

Ours are the calls that the window makes, the fork with all that it writes. Stock lists by
`aget_state_history`, opens by `aget_state` and forks as LangGraph's own pages do, by
`aupdate_state` on the older checkpoint; see `long_branch` for both conversations.

Stock cannot keep a branch of 20,000 steps: each checkpoint holds all messages, together some
80 GB. So of such a branch only a sample is made and listed, and its middle is a branch of its own.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from tests.performance import long_branch

PAGE = 500
"""The steps that the timeline reads at once."""

TIMES = 5

SAMPLE = 50
"""Checkpoints that are made of a stock branch which is too long to be made whole."""


@dataclass(frozen=True, slots=True)
class Ours:
    """Seconds. `page`: its newest 500 steps; `whole`: all of them, by pages.

    `transcript` and `detail` are of the step in the middle. `fork` is begun at steps around it, by
    a host that has begun one before; `first_fork` by one that was just opened.
    """

    page: float
    whole: float
    transcript: float
    detail: float
    first_fork: float
    fork: float


@dataclass(frozen=True, slots=True)
class Stock:
    """Seconds. `listed` steps were read in `listing`; the state in the middle, and a fork there."""

    listing: float
    listed: int
    state: float
    fork: float


async def ours(folder: Path, length: int) -> Ours:
    """Make a branch of so many steps in a home and measure it."""
    from graphs.session.host import SessionHost
    from graphs.storage.home import Home
    from graphs.storage.library import Library

    library = Library.open(Home(folder))
    branch_id = await long_branch.ours(library, length)
    middle = length // 2
    page = _median(lambda: library.steps(branch_id))
    whole = _median(lambda: _pages(library, branch_id))
    transcript = _median(lambda: library.transcript_at(branch_id, middle))
    host = await SessionHost.open(library, lambda event: None)
    try:
        first = await _timed(host.fork(branch_id, middle))
        forks = [await _timed(host.fork(branch_id, middle + place)) for place in range(TIMES)]
        details = [await _timed(host.step_state(branch_id, middle)) for _ in range(TIMES)]
    finally:
        await host.close()
        library.close()
    return Ours(page, whole, transcript, median(details), first, median(forks))


def _pages(library: Any, branch_id: str) -> int:
    before, read = None, 0
    while before is None or before > 1:
        found = library.steps(branch_id, before, PAGE)
        before = found[0].position
        read += len(found)
    return read


async def stock(database: Path, length: int, whole: bool) -> Stock:
    """Make such a branch the stock way and measure it; only a sample of it unless `whole`."""
    begun, middle = (0 if whole else length - SAMPLE), length // 2
    saved = await long_branch.stock(database, "long", length, begun)
    if whole:
        thread_id, at = "long", saved[middle - 1]
    else:
        thread_id, at = (
            "middle",
            (await long_branch.stock(database, "middle", middle, middle - 1))[-1],
        )
    async with _opened(database) as agent:
        listing = await _timed(_listed(agent, "long", len(saved)))
    async with _opened(database) as agent:
        where = {"configurable": {"thread_id": thread_id, "checkpoint_id": at, "checkpoint_ns": ""}}
        states = [await _timed(agent.aget_state(where)) for _ in range(TIMES)]
        said = {"messages": [long_branch.message(middle + 1)]}
        forks = [
            await _timed(agent.aupdate_state(where, said, as_node="model")) for _ in range(TIMES)
        ]
    return Stock(listing, len(saved), median(states), median(forks))


@asynccontextmanager
async def _opened(database: Path) -> AsyncIterator[Any]:
    from langgraph.checkpoint.sqlite.aio import AsyncSqliteSaver
    from langgraph.graph import MessagesState

    async with AsyncSqliteSaver.from_conn_string(str(database)) as saver:
        await saver.setup()
        yield long_branch.talk(MessagesState, saver, 0)


async def _listed(agent: Any, thread_id: str, limit: int) -> None:
    where = {"configurable": {"thread_id": thread_id}}
    read = 0
    async with aclosing(agent.aget_state_history(where, limit=limit)) as snapshots:
        async for snapshot in snapshots:
            assert snapshot.values["messages"]
            read += 1
    assert read == limit


def _median(work: Callable[[], object]) -> float:
    seconds: list[float] = []
    for _ in range(TIMES):
        began = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - began)
    return median(seconds)


async def _timed(work: Awaitable[object]) -> float:
    began = time.perf_counter()
    await work
    return time.perf_counter() - began


def measure(folder: Path, length: int, whole: bool) -> tuple[Ours, Stock]:
    """Both, in folders that are made."""
    database = folder / f"stock-{length}.sqlite3"
    mine = asyncio.run(ours(folder / f"home-{length}", length))
    theirs = asyncio.run(stock(database, length, whole))
    database.unlink()
    return mine, theirs
