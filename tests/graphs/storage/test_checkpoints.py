"""LangGraph's saver on our file: whole saves, strict loads, and the beta channel kept honest."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Annotated, Any
from uuid import uuid4

import ormsgpack
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from langchain_core.messages import AIMessage, AnyMessage, HumanMessage
from langgraph.channels.delta import DeltaChannel
from langgraph.checkpoint.base import empty_checkpoint
from langgraph.checkpoint.base import id as checkpoint_ids
from langgraph.checkpoint.conformance import checkpointer_test, validate
from langgraph.graph import START, StateGraph
from langgraph.graph.message import add_messages
from langgraph.types import Overwrite
from typing_extensions import TypedDict

from graphs.agent.state import merge_messages
from graphs.errors import DatabaseDamaged, DiskFull
from graphs.storage.checkpoints import LARGE_BYTES, Saver, Serializer, open_saver

CONFIG: Any = {"configurable": {"thread_id": "t", "checkpoint_ns": ""}}


@pytest.fixture
async def saver(tmp_path: Path) -> AsyncIterator[Saver]:
    async with open_saver(tmp_path / "cairn.sqlite3") as saver:
        yield saver


@pytest.mark.timeout(300)
async def test_the_saver_conforms(tmp_path: Path) -> None:
    @checkpointer_test(name="cairn")
    async def made() -> AsyncIterator[Saver]:
        async with open_saver(tmp_path / f"{uuid4().hex}.sqlite3") as saver:
            yield saver

    report = await validate(made)
    assert report.passed_all_base()


async def test_a_cancelled_save_is_finished_and_leaves_no_open_transaction(saver: Saver) -> None:
    for _ in range(50):
        checkpoint = empty_checkpoint()
        save = asyncio.create_task(saver.aput(CONFIG, checkpoint, {"source": "loop"}, {}))
        await asyncio.sleep(0)
        save.cancel()
        with pytest.raises(asyncio.CancelledError):
            await save
        assert not saver.conn.in_transaction
    newest = await saver.aget_tuple(CONFIG)
    assert newest is not None
    assert newest.checkpoint["id"] == checkpoint["id"]


async def test_a_save_on_a_full_disk_is_undone_and_said(saver: Saver) -> None:
    pages = (await (await saver.conn.execute("PRAGMA page_count")).fetchone() or (0,))[0]
    await saver.conn.execute(f"PRAGMA max_page_count={pages}")
    large = empty_checkpoint()
    large["channel_values"] = {"messages": ["x" * 1_000_000]}
    with pytest.raises(DiskFull):
        await saver.aput(CONFIG, large, {"source": "loop"}, {})
    assert not saver.conn.in_transaction
    await saver.conn.execute("PRAGMA max_page_count=100000")
    await saver.aput(CONFIG, large, {"source": "loop"}, {})
    assert await saver.aget_tuple(CONFIG) is not None


async def test_a_file_that_is_no_database_is_said(tmp_path: Path) -> None:
    path = tmp_path / "cairn.sqlite3"
    path.write_bytes(b"not a database at all" * 1_000)
    with pytest.raises(DatabaseDamaged):
        async with open_saver(path):
            pass


async def test_every_commit_reaches_the_disk(saver: Saver) -> None:
    async def pragma(name: str) -> Any:
        return (await (await saver.conn.execute(f"PRAGMA {name}")).fetchone() or ("",))[0]

    assert await pragma("synchronous") == 2
    assert await pragma("journal_mode") == "wal"


@pytest.mark.parametrize("code", [0, 1, 2, 3, 4, 5])
def test_a_crafted_row_runs_nothing(code: int, tmp_path: Path) -> None:
    target = tmp_path / "ran"
    payload = ormsgpack.packb(("os", "system", (f"touch {target}",), {}, None))
    crafted = ormsgpack.packb({"x": ormsgpack.Ext(code, payload)})
    Serializer().loads_typed(("msgpack", crafted))
    assert not target.exists()


def test_a_pickle_is_refused() -> None:
    with pytest.raises(NotImplementedError):
        Serializer().loads_typed(("pickle", b"cos\nsystem\n(S'true'\ntR."))


def test_a_remembered_value_is_not_changed_by_who_reads_it() -> None:
    serializer = Serializer()
    checkpoint = empty_checkpoint()
    checkpoint["channel_values"] = {"messages": [HumanMessage("x" * LARGE_BYTES, id="1")]}
    stored = serializer.dumps_typed(checkpoint)
    first = serializer.loads_typed(stored)
    first["channel_values"].clear()
    first["id"] = "changed"
    second = serializer.loads_typed(stored)
    assert second["channel_values"] == checkpoint["channel_values"]
    assert second["id"] == checkpoint["id"]


class Delta(TypedDict):
    messages: Annotated[list[AnyMessage], DeltaChannel(merge_messages, snapshot_frequency=3)]


class Plain(TypedDict):
    messages: Annotated[list[AnyMessage], add_messages]


def graph(schema: type[Any], saver: Saver) -> Any:
    def answer(state: Any) -> Any:
        asked = state["messages"][-1]
        return {"messages": [AIMessage(f"to {asked.text}", id=f"answer-{asked.id}")]}

    builder = StateGraph(schema)
    builder.add_node("model", answer)
    builder.add_edge(START, "model")
    return builder.compile(checkpointer=saver)


turn = st.tuples(st.just("turn"), st.integers(0, 30), st.text(max_size=3))
edit = st.tuples(st.just("edit"), st.integers(0, 30), st.text(max_size=3))
fork = st.tuples(st.just("fork"), st.integers(0, 30), st.just(""))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.one_of(turn, edit, fork), min_size=1, max_size=12))
def test_deltas_give_what_whole_states_give(operations: list[tuple[str, int, str]]) -> None:
    """A differential test of the beta channel: turns, edits and forks against add_messages."""
    asyncio.run(_same(operations))


async def _same(operations: list[tuple[str, int, str]]) -> None:
    async with open_saver(Path(":memory:")) as saver:
        thread = 0
        graphs = [(graph(Delta, saver), "delta"), (graph(Plain, saver), "plain")]
        for kind, number, text in operations:
            states: list[Any] = []
            forked = thread + (kind == "fork")
            for built, name in graphs:
                here: Any = {"configurable": {"thread_id": f"{name}-{thread}"}}
                there: Any = {"configurable": {"thread_id": f"{name}-{forked}"}}
                message = HumanMessage(text, id=f"m{number}")
                if kind == "turn":
                    await built.ainvoke({"messages": [message]}, here, durability="sync")
                elif kind == "edit":
                    await built.aupdate_state(here, {"messages": [message]}, as_node="model")
                else:
                    values = (await built.aget_state(here)).values.get("messages", [])
                    await built.aupdate_state(
                        there, {"messages": Overwrite(values[: number + 1])}, as_node="model"
                    )
                states.append((await built.aget_state(there)).values)
            assert states[0] == states[1]
            thread = forked


DAY = 86_400 * 10**9


@pytest.mark.parametrize("schema", [Delta, Plain])
async def test_new_checkpoints_stay_the_newest_when_the_clock_goes_back(
    schema: type[Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At once, after a restart, and after a process whose clock ran ahead wrote to the thread."""
    now = checkpoint_ids.time.time_ns
    began = now()

    async def say(saver: Saver, text: str, clock: int, *, seen: bool = True) -> list[str]:
        """Run a turn in a process that has `seen` what was written so far."""
        monkeypatch.setattr(checkpoint_ids.time, "time_ns", lambda: clock + now() - began)
        if not seen:
            monkeypatch.setattr(checkpoint_ids, "_last_v6_timestamp", None)
        built = graph(schema, saver)
        asked = HumanMessage(text, id=text)
        await built.ainvoke({"messages": [asked]}, CONFIG, durability="sync")
        state = await built.aget_state(CONFIG)
        return [message.text for message in state.values["messages"]]

    path = tmp_path / "cairn.sqlite3"
    async with open_saver(path) as saver:
        await say(saver, "1", began)
        await say(saver, "2", began - DAY)
    async with open_saver(path) as saver, open_saver(path) as ahead:
        await say(saver, "3", began - 2 * DAY, seen=False)
        await say(ahead, "4", began + DAY, seen=False)
        said = await say(saver, "5", began - 2 * DAY, seen=False)
    assert said == [text for n in range(1, 6) for text in (str(n), f"to {n}")]


async def test_the_saver_and_our_connection_share_the_file(tmp_path: Path) -> None:
    path = tmp_path / "cairn.sqlite3"
    async with open_saver(path) as saver:
        await saver.aput(CONFIG, empty_checkpoint(), {"source": "loop"}, {})
        other = sqlite3.connect(path)
        assert other.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        other.close()
