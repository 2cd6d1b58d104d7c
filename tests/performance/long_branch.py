"""Branches of thousands of steps, made as fast as LangGraph makes them.

Each is one run of a graph whose only node says the next message of the same conversation, a person
and an answer in turn, so that each message is a step with its checkpoint. No model is asked.

Ours: the state of Cairn's agent, whose messages lie in a `DeltaChannel`, and Cairn's saver. After
the run its turns and steps are written down by the calls with which a session numbers an older
branch. Stock: `MessagesState`, whose messages `add_messages` folds, and a plain `AsyncSqliteSaver`.
"""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from langchain_core.messages import AIMessage, AnyMessage, HumanMessage
from langgraph.checkpoint.base import BaseCheckpointSaver
from langgraph.checkpoint.sqlite.aio import AsyncSqliteSaver
from langgraph.graph import END, START, MessagesState, StateGraph

from graphs.agent import versions
from graphs.agent.state import AgentState
from graphs.session import numbering, translate
from graphs.storage import branches, tables
from graphs.storage.branches import Head
from graphs.storage.checkpoints import open_saver
from graphs.storage.library import Library
from graphs.storage.message_tree import with_keys, with_turns
from graphs.storage.nodes import Node
from graphs.storage.records import TurnStatus
from graphs.storage.steps import NewStep

if TYPE_CHECKING:
    from sqlalchemy import Connection

_WORDS = "what is a good way up this hill, and what is seen there? " * 4
_CHARACTERS = 200


def message(number: int) -> AnyMessage:
    """Message `number` of the conversation, from 1."""
    text = f"{number}: {_WORDS}"[:_CHARACTERS]
    if number % 2:
        return HumanMessage(text, id=f"turn-{number}")
    return AIMessage(text, id=f"answer-{number}")


def talk(state: type[Any], saver: BaseCheckpointSaver[str], until: int) -> Any:
    """The graph that says one message a step until there are so many."""

    async def say(state: dict[str, Any]) -> dict[str, Any]:
        return {"messages": [message(len(state["messages"]) + 1)]}

    def more(state: dict[str, Any]) -> str:
        return "model" if len(state["messages"]) < until else END

    graph = cast("Any", StateGraph(state)).add_node("model", say)
    graph = graph.add_edge(START, "model").add_conditional_edges("model", more, ["model", END])
    return graph.compile(checkpointer=saver)


async def ours(library: Library, length: int) -> str:
    """A branch of so many steps, each a message; its id."""
    branch_id = library.create(agent_version=versions.CURRENT).branch_id
    async with open_saver(library.home.database) as saver:
        await saver.conn.execute("PRAGMA synchronous=OFF")
        await _run(talk(AgentState, saver, length), branch_id, 0, length)
    with closing(sqlite3.connect(library.home.database)) as connection:
        query = "SELECT checkpoint_id FROM checkpoints WHERE thread_id = ? ORDER BY checkpoint_id"
        saved = [id_ for (id_,) in connection.execute(query, [branch_id])]
    with library.database.transaction() as c:
        _write_down(c, branch_id, saved[-length:])
    return branch_id


async def stock(database: Path, thread_id: str, length: int, begun: int = 0) -> list[str]:
    """The checkpoints of a thread of so many messages, oldest first.

    The first `begun` messages come with its input, in one checkpoint.
    """
    async with AsyncSqliteSaver.from_conn_string(str(database)) as saver:
        await saver.setup()
        await saver.conn.execute("PRAGMA synchronous=OFF")
        await _run(talk(MessagesState, saver, length), thread_id, begun, length)
    with closing(sqlite3.connect(database)) as connection:
        query = "SELECT checkpoint_id FROM checkpoints WHERE thread_id = ? ORDER BY checkpoint_id"
        saved = [id_ for (id_,) in connection.execute(query, [thread_id])]
    return saved[-(length - begun) :]


async def _run(agent: Any, thread_id: str, begun: int, length: int) -> None:
    first = {"messages": [message(number) for number in range(1, begun + 1)]}
    where = {"configurable": {"thread_id": thread_id}, "recursion_limit": length + 1}
    await agent.ainvoke(first, where, durability="sync")


def _write_down(c: "Connection", branch_id: str, saved: list[str]) -> None:
    said = [translate.new_message(message(number)) for number in range(1, len(saved) + 1)]
    keyed = zip(with_keys(None, said), with_turns(said), strict=True)
    path = [
        Node(key, parent_key, turn_id, float(place), message)
        for place, ((parent_key, key, message), (turn_id, _)) in enumerate(keyed)
    ]
    rows = [
        (NewStep(id_), node.key, node.created_at) for id_, node in zip(saved, path, strict=True)
    ]
    numbering.save(c, branch_id, numbering.Found(tuple(rows), tuple(path)))
    branches.set_head(c, branch_id, Head(saved[-1], path[-1].key))
    asked = [node for node in path if node.said.role == "user"]
    c.execute(
        tables.turns.insert(),
        [
            {
                "id": node.turn_id,
                "branch_id": branch_id,
                "position": position,
                "status": TurnStatus.FINISHED,
                "text": "",
                "sentence": "",
                "hint": "",
                "can_continue": True,
                "created_at": node.created_at,
                "updated_at": node.created_at,
            }
            for position, node in enumerate(asked, 1)
        ],
    )
