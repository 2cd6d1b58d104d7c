"""Steps found again in checkpoints: short ways give what reading each checkpoint whole gives."""

import sqlite3
from collections.abc import AsyncGenerator, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from random import Random
from typing import cast

import pytest
from langchain_core.messages import AIMessage, AnyMessage, HumanMessage

from graphs.session import numbering, translate
from graphs.session.thread import State, Thread
from graphs.storage.message_tree import with_keys, with_turns
from graphs.storage.nodes import Node
from tests.endpoint import ScriptedEndpoint, Text
from tests.graphs.session.conftest import Desk


class Told:
    """A thread whose history is told, oldest first."""

    def __init__(self, states: Sequence[Sequence[AnyMessage]]) -> None:
        self._states = states

    async def history(self) -> AsyncGenerator[State]:
        for number, messages in reversed(list(enumerate(self._states, 1))):
            at = datetime.fromtimestamp(number, UTC).isoformat()
            yield State(tuple(messages), f"c{number}", (), created_at=at)


def wandering(random: Random) -> list[list[AnyMessage]]:
    """Checkpoints that mostly add; some take away, change, bring back or keep what there was."""
    states: list[list[AnyMessage]] = [[HumanMessage("0", id="m0")]]
    for number in range(1, 30):
        now = list(states[-1])
        match random.randint(0, 7):
            case 0 if len(now) > 1:
                del now[random.randint(1, len(now) - 1) :]
            case 1:
                place = random.randrange(len(now))
                now[place] = now[place].model_copy(update={"content": f"{number}!"})
            case 2:
                now = list(random.choice(states))
            case 3:
                now = [message.model_copy() for message in now]
            case _:
                kind = random.choice((HumanMessage, AIMessage))
                count = random.randint(1, 3)
                now += [kind(f"{number}.{n}", id=f"m{number}.{n}") for n in range(count)]
        states.append(now)
    return states


def plain(
    states: Sequence[Sequence[AnyMessage]],
) -> tuple[list[tuple[str, str, float]], list[Node]]:
    """The rows, and every message with the time of the first checkpoint that holds it."""
    rows: list[tuple[str, str, float]] = []
    found: dict[str, Node] = {}
    for number, state in enumerate(states, 1):
        said = [translate.new_message(message) for message in state]
        turn_of = {message.id: turn_id for turn_id, message in with_turns(said)}
        path = [
            Node(key, parent_key, turn_of[message.id], float(number), message)
            for parent_key, key, message in with_keys(None, said)
        ]
        found = {node.key: node for node in path} | found
        key = path[-1].key
        if rows and rows[-1][1] == key:
            rows[-1] = (f"c{number}", key, rows[-1][2])
        else:
            rows.append((f"c{number}", key, float(number)))
    return rows, list(found.values())


@pytest.mark.parametrize("seed", range(60))
async def test_what_is_found_is_what_each_checkpoint_says(seed: int) -> None:
    states = wandering(Random(seed))
    expected, every = plain(states)

    found = await numbering.found(cast("Thread", Told(states)))

    assert [(step.checkpoint_id, key, at) for step, key, at in found.rows] == expected
    first: dict[str, Node] = {}
    for node in found.messages:
        assert node.parent_key is None or node.parent_key in first
        first.setdefault(node.key, node)
    assert sorted(first.values(), key=_key) == sorted(every, key=_key)


@pytest.mark.parametrize("seed", range(10))
async def test_each_part_is_one_path_and_none_is_long(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(numbering, "TOGETHER", 4)
    found = await numbering.found(cast("Thread", Told(wandering(Random(seed)))))

    parts = list(numbering.stretches(found.messages))

    assert [node for part in parts for node in part] == list(found.messages)
    assert max(map(len, parts)) <= 4
    for part in parts:
        assert [node.parent_key for node in part[1:]] == [node.key for node in part[:-1]]


async def test_others_write_between_the_parts_of_a_long_old_branch(
    desk: Desk, endpoint: ScriptedEndpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        endpoint.then(Text(f"Answer {number}."))
        await desk.host.send(desk.branch, f"t{number}", f"Question {number}?")
    before = [(step.position, step.key) for step in desk.library.steps(desk.branch)]
    with sqlite3.connect(desk.library.home.database) as c:
        c.execute("DELETE FROM steps")
    monkeypatch.setattr(numbering, "TOGETHER", 1)
    parts = numbering.stretches

    def with_somebody_between(messages: Iterable[Node]) -> Iterator[list[Node]]:
        other = sqlite3.connect(desk.library.home.database, timeout=0)
        for number, part in enumerate(parts(messages)):
            yield part
            with other:
                other.execute("INSERT INTO drafts VALUES (?, '')", [str(number)])
        other.close()

    monkeypatch.setattr(numbering, "stretches", with_somebody_between)
    await desk.host.number_steps(desk.branch)

    steps = desk.library.steps(desk.branch)
    assert [(step.position, step.key) for step in steps] == before
    with sqlite3.connect(desk.library.home.database) as c:
        assert c.execute("SELECT count(*) FROM drafts").fetchone() == (6,)


def _key(node: Node) -> str:
    return node.key
