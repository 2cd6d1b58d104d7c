"""Turns of one long conversation: what each costs in time, and all of them on disk.

Ours is a `SessionHost` with all that it does: the message recorded first, every streamed text on
disk before it is told, the read model, the lease. Stock is what LangGraph's own pages show: a
`MessagesState` graph of one node that calls `ChatOpenAI`, with `AsyncSqliteSaver`. Both call the
same server through the same client and read the answer as a stream.
"""

import asyncio
import sqlite3
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager, aclosing, asynccontextmanager, closing
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any, TypedDict, cast
from uuid import uuid4

from tests.endpoint import MODEL
from tests.performance.model_clock import ModelClock, model_clock
from tests.performance.serving import question

Send = Callable[[str], Awaitable[object]]

AROUND = 4
"""A turn's cost is the median over it and so many turns before and after, where there are any."""


@dataclass(frozen=True, slots=True)
class Turns:
    """One entry a turn, in seconds. `outside` is what was left when nobody waited for the model.

    `bytes_at` is the size of the database after some of the turns, by their number from 1.
    """

    whole: tuple[float, ...]
    outside: tuple[float, ...]
    bytes_at: dict[int, int]


def cost(seconds: Sequence[float], turn: int) -> float:
    """The cost of a turn, in seconds: the median over it and its neighbours."""
    return median(seconds[max(0, turn - 1 - AROUND) : turn + AROUND])


def growth(seconds: Sequence[float], early: int, late: int) -> float:
    """How many times the cost of an early turn a late one has."""
    return cost(seconds, late) / cost(seconds, early)


async def measured(
    desk: AbstractAsyncContextManager[Send], database: Path, marks: Sequence[int]
) -> Turns:
    """Run turns up to the last mark; `database` is weighed at each."""
    whole: list[float] = []
    outside: list[float] = []
    bytes_at: dict[int, int] = {}
    with model_clock() as clock:
        async with desk as send:
            for number in range(1, max(marks) + 1):
                whole_, outside_ = await _timed(send, number, clock)
                whole.append(whole_)
                outside.append(outside_)
                if number in marks:
                    bytes_at[number] = await asyncio.to_thread(_weighed, database)
    return Turns(tuple(whole), tuple(outside), bytes_at)


async def _timed(send: Send, number: int, clock: ModelClock) -> tuple[float, float]:
    began, waited = time.perf_counter(), clock.seconds
    await send(question(number))
    whole = time.perf_counter() - began
    return whole, whole - (clock.seconds - waited)


def _weighed(database: Path) -> int:
    """The size of the database file with nothing left in its log."""
    with closing(sqlite3.connect(database)) as connection:
        busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    assert not busy, "the log could not be emptied"
    return database.stat().st_size


@asynccontextmanager
async def ours(database: Path, base_url: str) -> AsyncIterator[Send]:
    """A conversation as the app and the command line hold it; `database` lies in its home."""
    from graphs.models.connections import Connection, Endpoint
    from graphs.session.host import SessionHost
    from graphs.storage.home import Home
    from graphs.storage.library import Library
    from graphs.storage.records import TurnStatus

    endpoint = Endpoint(base_url, "key")
    connection = Connection("endpoint", MODEL, MODEL, None, local=True, endpoint=endpoint)
    home = Home(database.parent)
    assert home.database == database
    library = Library.open(home)
    host = await SessionHost.open(library, lambda event: None, lambda: connection)
    branch_id = (await host.create_conversation()).branch_id

    async def send(text: str) -> None:
        status = await host.send(branch_id, uuid4().hex, text)
        assert status is TurnStatus.FINISHED, status

    try:
        yield send
    finally:
        await host.close()
        library.close()


@asynccontextmanager
async def stock(database: Path, base_url: str) -> AsyncIterator[Send]:
    """A conversation as LangGraph's own pages hold it."""
    from langchain_core.messages import BaseMessage
    from langchain_openai import ChatOpenAI
    from langgraph.checkpoint.sqlite.aio import AsyncSqliteSaver
    from langgraph.graph import START, MessagesState, StateGraph

    class Answer(TypedDict):
        messages: list[BaseMessage]

    model = ChatOpenAI(model=MODEL, base_url=base_url, api_key=cast("Any", "key"))

    async def answer(state: MessagesState) -> Answer:
        return {"messages": [await model.ainvoke(state["messages"])]}

    graph = StateGraph(MessagesState).add_node("model", answer).add_edge(START, "model")
    async with AsyncSqliteSaver.from_conn_string(str(database)) as saver:
        agent = cast("Any", graph.compile(checkpointer=saver))
        config = {"configurable": {"thread_id": "1"}}

        async def send(text: str) -> None:
            new = {"messages": [{"role": "user", "content": text}]}
            async with aclosing(agent.astream(new, config, stream_mode="messages")) as parts:
                async for _ in parts:
                    pass

        yield send
