"""The steps of a branch, found again in its checkpoints."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from graphs.session import translate
from graphs.session.thread import Thread
from graphs.storage import branches, nodes, steps
from graphs.storage.library import Library
from graphs.storage.message_tree import NewMessage, cleaned, with_keys, with_turns
from graphs.storage.nodes import Node
from graphs.storage.steps import NewStep


@dataclass(frozen=True, slots=True)
class Found:
    """A checkpoint: what it holds, and when it was saved."""

    step: NewStep
    messages: tuple[NewMessage, ...]
    at: float


async def complete(library: Library, branch_id: str, thread: Thread) -> None:
    """Write down the steps of a branch that is older than those; another has them already.

    Somebody may run it meanwhile. Raises NotFound, DatabaseDamaged, HomeError.
    """
    if not await asyncio.to_thread(library.lacks_steps, branch_id):
        return
    newest_first = [one async for one in found(thread)]

    def write() -> None:
        with library.database.transaction() as c:
            if steps.missing(c, branch_id):
                save(c, branch_id, newest_first)

    await asyncio.to_thread(write)


async def found(thread: Thread) -> AsyncGenerator[Found]:
    """Every checkpoint of a thread that holds messages, the newest first."""
    async for state in thread.history():
        if state.messages and state.checkpoint_id:
            yield Found(
                translate.new_step(state.checkpoint_id, state.messages),
                tuple(cleaned(translate.new_message(message)) for message in state.messages),
                datetime.fromisoformat(state.created_at).timestamp(),
            )


def save(c: Connection, branch_id: str, newest_first: Sequence[Found]) -> None:
    """Write them down as the branch's steps. Raises NotFound.

    Of several with the same messages the newest stands for all.
    """
    known = {node.key: node for node in nodes.upwards(c, branches.head(c, branch_id).key)}
    rows: list[tuple[NewStep, str, float]] = []
    for one in reversed(newest_first):
        path = _path(one, known)
        nodes.write(c, path)
        if rows and rows[-1][1] == path[-1].key:
            rows[-1] = (one.step, path[-1].key, rows[-1][2])
        else:
            rows.append((one.step, path[-1].key, one.at))
    if rows and branches.origin_position(c, branch_id):
        rows[0] = (NewStep(rows[0][0].checkpoint_id), *rows[0][1:])  # a copy has cost nothing
    steps.replace(c, branch_id, rows)


def _path(one: Found, known: dict[str, Node]) -> list[Node]:
    turn_of = {message.id: turn_id for turn_id, message in with_turns(one.messages)}
    return [
        known.get(key) or Node(key, parent_key, turn_of[message.id], one.at, message)
        for parent_key, key, message in with_keys(None, one.messages)
    ]
