"""The rows of the message tree: read upwards, written once, deleted when nothing needs them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import (
    CTE,
    ColumnElement,
    Connection,
    delete,
    exists,
    func,
    insert,
    literal,
    select,
    true,
)

from graphs.storage import tables
from graphs.storage.message_tree import NewMessage, pack, unpack
from graphs.storage.records import Message

_CHUNK = 500  # bound parameters a statement
_node = tables.messages


@dataclass(frozen=True, slots=True)
class Node:
    """One message in its place in the tree."""

    key: str
    parent_key: str | None
    turn_id: str
    created_at: float
    said: NewMessage

    def as_message(self) -> Message:
        """The node as the read model shows it."""
        return Message(
            key=self.key,
            id=self.said.id,
            role=self.said.role,
            text=self.said.text,
            created_at=self.created_at,
            turn_id=self.turn_id,
            tool_calls=self.said.tool_calls,
            tool_call_id=self.said.tool_call_id,
            tool_name=self.said.tool_name,
            failed=self.said.failed,
            stopped=self.said.stopped,
            cut=self.said.cut,
        )


def upwards(
    c: Connection, key: str | None, limit: int | None = None, turn_id: str | None = None
) -> list[Node]:
    """The path that ends at `key`, oldest first: all of it, or its last `limit` nodes, or its
    last nodes of one turn. The cost is that of what is returned."""
    if key is None:
        return []
    of_turn = true() if turn_id is None else _node.c.turn_id == turn_id
    path = select(_node.c.key, _node.c.parent_key, literal(1).label("length"))
    path = path.where(_node.c.key == key, of_turn).cte("path", recursive=True)
    short_enough = true() if limit is None else path.c.length < limit
    path = path.union_all(
        select(_node.c.key, _node.c.parent_key, path.c.length + 1)
        .join(path, _node.c.key == path.c.parent_key)
        .where(of_turn, short_enough)
    )
    query = select(_node).join(path, _node.c.key == path.c.key).order_by(path.c.length.desc())
    return [
        Node(
            row.key,
            row.parent_key,
            row.turn_id,
            row.created_at,
            unpack(row.message_id, row.role, row.text, row.data),
        )
        for row in c.execute(query)
    ]


def find(c: Connection, key: str | None, message_id: str) -> tuple[str, int] | None:
    """The key and depth of a message on the path that ends at `key`.

    The cost is that of the way up to it.
    """
    path = _walk(key, 0, _node.c.message_id)
    query = select(path.c.key, path.c.depth).where(path.c.message_id == message_id).limit(1)
    row = c.execute(query).one_or_none()
    return None if row is None else (row.key, row.depth)


def keys(c: Connection, key: str | None, above: int = 0) -> list[str]:
    """The keys of the path that ends at `key`, oldest first: those deeper than `above`."""
    path = _walk(key, above)
    return list(c.scalars(select(path.c.key).order_by(path.c.depth)))


def two_turns(c: Connection, key: str | None) -> list[Node]:
    """The end of the path that ends at `key`: its last turn, and the one before."""
    found: list[Node] = []
    for _ in range(2):
        newest = upwards(c, key, limit=1)
        turn = upwards(c, key, turn_id=newest[0].turn_id) if newest else []
        found = [*turn, *found]
        key = turn[0].parent_key if turn else None
    return found


def calls(
    c: Connection, key: str | None, above: int = 0, turn_ids: Collection[str] | None = None
) -> tuple[list[str], set[str]]:
    """The ids of the tool calls on the path that ends at `key`, in their order; those answered.

    Only what is deeper than `above`, and of those turns where some are given.
    """
    path = _walk(key, above, _node.c.role, _node.c.turn_id)
    query = select(path.c.role, path.c.turn_id, _node.c.data)
    query = query.join(path, _node.c.key == path.c.key).order_by(path.c.depth)
    found = [
        unpack("", row.role, "", row.data)
        for row in c.execute(query.where(path.c.role != "user", _node.c.data != "{}"))
        if turn_ids is None or row.turn_id in turn_ids
    ]
    asked = [call.id for message in found for call in message.tool_calls]
    return asked, {message.tool_call_id for message in found if message.role == "tool"}


def depth(c: Connection, key: str | None) -> int:
    """How many messages the path has that ends at `key`."""
    return c.scalar(select(_node.c.depth).where(_node.c.key == key)) or 0


def at_depth(c: Connection, key: str | None, wanted: int) -> str | None:
    """The key that the path to `key` has there, 0 for before the first; the way is walked back."""
    found = keys(c, key, wanted - 1) if wanted else []
    return found[0] if found else None


def write(c: Connection, path: Sequence[Node]) -> None:
    """Write the nodes of one path, oldest first, that are not there yet."""
    known = {
        key
        for chunk in _chunks(path)
        for key in c.scalars(select(_node.c.key).where(_node.c.key.in_(chunk)))
    }
    above = depth(c, path[0].parent_key) if path else 0
    rows = [
        {
            "key": node.key,
            "parent_key": node.parent_key,
            "depth": above + place,
            "message_id": node.said.id,
            "role": node.said.role,
            "text": node.said.text,
            "data": pack(node.said),
            "turn_id": node.turn_id,
            "created_at": node.created_at,
        }
        for place, node in enumerate(path, 1)
        if node.key not in known
    ]
    if rows:
        c.execute(insert(_node), rows)


def write_anew(c: Connection, path: Sequence[Node]) -> None:
    """Write the nodes of one path, oldest first, in place of any rows with their keys."""
    for chunk in _chunks(path):
        c.execute(delete(_node).where(_node.c.key.in_(chunk)))
    write(c, path)


def prune(c: Connection, key: str | None) -> None:
    """Delete the node and those above it, as far as no branch, step or other node needs them."""
    child = _node.alias()
    children = (
        select(func.count())
        .select_from(child)
        .where(child.c.parent_key == _node.c.key)
        .correlate(_node)
        .scalar_subquery()
    )
    no_head = ~exists().where(tables.branches.c.head_key == _node.c.key).correlate(_node)
    no_step = ~exists().where(tables.steps.c.key == _node.c.key).correlate(_node)
    columns = select(_node.c.key, _node.c.parent_key).where(no_head, no_step)
    unused = columns.where(_node.c.key == key, children == 0).cte("unused", recursive=True)
    unused = unused.union_all(
        columns.join(unused, _node.c.key == unused.c.parent_key).where(children == 1)
    )
    c.execute(delete(_node).where(_node.c.key.in_(select(unused.c.key))))


def _walk(key: str | None, above: int, *more: ColumnElement[str]) -> CTE:
    """The way up from a node while it is deeper than that, with more of each node where asked.

    Where only columns of its own are asked for, SQLite takes no step more than needed.
    """
    columns = select(_node.c.key, _node.c.parent_key, _node.c.depth, *more)
    path = columns.where(_node.c.key == key, _node.c.depth > above).cte("path", recursive=True)
    return path.union_all(
        columns.join(path, _node.c.key == path.c.parent_key).where(_node.c.depth > above)
    )


def _chunks(path: Sequence[Node]) -> list[list[str]]:
    keys = [node.key for node in path]
    return [keys[start : start + _CHUNK] for start in range(0, len(keys), _CHUNK)]
