from collections.abc import AsyncIterator, Sequence
from typing import Any, cast

import pytest
from langchain_core.messages import AIMessage, AnyMessage, HumanMessage, RemoveMessage, ToolMessage
from langchain_core.runnables import RunnableConfig
from langgraph.graph import START, StateGraph

from graphs.agent.state import SNAPSHOT_EVERY, AgentState
from graphs.storage.checkpoints import Saver, open_saver
from graphs.storage.database import Database
from graphs.storage.home import Home
from graphs.storage.packed import Packed, PackedSaver, id_of, opened, stored

CONFIG: RunnableConfig = {"configurable": {"thread_id": "t", "checkpoint_ns": ""}}

CALL = {"name": "write_file", "args": {"path": "a", "deep": {"ü": [1, None, 2.5]}}, "id": "k1"}
SAID: tuple[AnyMessage, ...] = (
    HumanMessage("How do I say no? ü ☃", id="t1"),
    AIMessage("", id="a1", tool_calls=[CALL]),
    ToolMessage("Done", id="r1", tool_call_id="k1", name="write_file", status="error"),
    AIMessage("Kindly.", id="a2", response_metadata={"model_name": "m", "n": 1}),
)


class Talk:
    """A thread of the real saver that a test says messages in."""

    def __init__(self, saver: Saver) -> None:
        self.saver = saver
        graph = cast("Any", StateGraph(AgentState)).add_node("model", lambda state: {})
        self._graph = graph.add_edge(START, "model").compile(checkpointer=saver)

    async def say(self, *messages: AnyMessage | RemoveMessage) -> None:
        await self._graph.aupdate_state(CONFIG, {"messages": list(messages)}, as_node="model")

    async def messages(self) -> list[AnyMessage]:
        return (await self._graph.aget_state(CONFIG)).values["messages"]

    async def packed(self) -> list[Packed] | None:
        return await PackedSaver(self.saver).messages_at(CONFIG)


@pytest.fixture
async def talk(home: Home, database: Database) -> AsyncIterator[Talk]:
    async with open_saver(home.database) as saver:
        yield Talk(saver)


def ids(messages: Sequence[Packed] | None) -> list[str]:
    assert messages is not None
    return [id_of(one) for one in messages]


async def test_messages_are_handed_on_as_they_are(talk: Talk) -> None:
    await talk.say(*SAID[:2])
    await talk.say(SAID[2])
    await talk.say(SAID[3])

    packed = await talk.packed()

    assert ids(packed) == ["t1", "a1", "r1", "a2"]
    assert [opened(one) for one in packed or ()] == list(SAID) == await talk.messages()


async def test_they_are_read_behind_a_full_copy_too(talk: Talk) -> None:
    await talk.say(SAID[0])
    for number in range(SNAPSHOT_EVERY + 3):
        await talk.say(AIMessage(str(number), id=f"m{number}"))
        if number > SNAPSHOT_EVERY - 4:
            told = [message.id for message in await talk.messages()]
            assert ids(await talk.packed()) == told


async def test_packed_and_open_messages_are_stored_alike(talk: Talk) -> None:
    await talk.say(*SAID)
    packed = await talk.packed()
    kinds = talk.saver.serde
    mixed = [*(packed or ())[:2], *SAID[2:]]

    assert kinds.dumps_typed([stored(one) for one in mixed]) == kinds.dumps_typed(list(SAID))


async def test_what_replaces_or_takes_out_stands_as_one_more(talk: Talk) -> None:
    await talk.say(*SAID)
    await talk.say(SAID[3].model_copy(update={"content": "Firmly."}))
    assert ids(await talk.packed()) == ["t1", "a1", "r1", "a2", "a2"]

    await talk.say(RemoveMessage("a2"))
    assert ids(await talk.packed()) == ["t1", "a1", "r1", "a2", "a2", "a2"]


async def test_no_checkpoint_has_none(talk: Talk) -> None:
    assert await talk.packed() is None


@pytest.mark.parametrize(
    "broken", [b"", b"\x00", b"\x93\xa1a\xa1b\x80", b"\xc1", b"\x93\xa1a\xa1b"]
)
def test_what_is_no_whole_message_has_no_id(broken: bytes) -> None:
    with pytest.raises((LookupError, TypeError, ValueError)):
        id_of(Packed(broken))
