"""The read model of messages: written after each step, read by transcripts, rebuilt at will.

A branch's messages are a path in the content-addressed tree, up from its head. Beside it lies
text that was on screen and is no step yet. It is shown as interrupted, after the message that
was the newest when it came, until its own message is saved.
"""

from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, Connection, and_, delete, insert, or_, select, update

from graphs.errors import NotFound
from graphs.storage import branches, nodes, tables, turns
from graphs.storage.branches import Head
from graphs.storage.message_tree import NewMessage, cleaned, with_keys, with_turns
from graphs.storage.nodes import Node
from graphs.storage.records import (
    Message,
    Transcript,
    Turn,
)
from graphs.storage.standing import NOBODY
from graphs.storage.text import storable

_CHUNK = 500  # bound parameters a statement
_unsaved = tables.unsaved_text


def append(
    c: Connection,
    branch_id: str,
    turn_id: str,
    messages: Sequence[NewMessage],
    now: float,
    checkpoint_id: str | None,
) -> tuple[Message, ...]:
    """Add the messages under the branch's head and move the head, checkpoint too when given.

    A message whose id the turn has already takes that one's place; with the same content nothing
    changes. Returns the given messages as they are in the tree. Raises NotFound.
    """
    head = branches.head(c, branch_id)
    old = nodes.upwards(c, head.key, turn_id=turn_id)
    base = old[0].parent_key if old else head.key
    said = {node.said.id: node.said for node in old}
    said.update((message.id, cleaned(message)) for message in messages)
    times = {node.said.id: node.created_at for node in old}
    new = [
        Node(key, parent_key, turn_id, times.get(message.id, now), message)
        for parent_key, key, message in with_keys(base, said.values())
    ]
    nodes.write(c, new)
    newest = Head(checkpoint_id or head.checkpoint_id, new[-1].key if new else head.key)
    _move_head(c, branch_id, newest, base, old, new)
    given = {message.id for message in messages}
    return tuple(node.as_message() for node in new if node.said.id in given)


def rebuild(
    c: Connection,
    branch_id: str,
    messages: Sequence[NewMessage],
    checkpoint_id: str | None,
    now: float,
) -> None:
    """Derive the whole branch anew from all of its messages. Raises NotFound.

    Rows that were altered on disk are written anew. A message keeps its time, or has that of its
    turn, or else `now`.
    """
    old = nodes.upwards(c, branches.head(c, branch_id).key)
    times = {node.said.id: node.created_at for node in old}
    begun = turns.begun(c, branch_id)
    turn_of = {message.id: turn_id for turn_id, message in with_turns(messages)}
    new = [
        Node(
            key,
            parent_key,
            turn_of[message.id],
            times.get(message.id, begun.get(turn_of[message.id], now)),
            message,
        )
        for parent_key, key, message in with_keys(None, map(cleaned, messages))
    ]
    nodes.write_anew(c, new)
    newest = Head(checkpoint_id, new[-1].key if new else None)
    _move_head(c, branch_id, newest, None, old, new)


def transcript(
    c: Connection,
    branch_id: str,
    before: str | None = None,
    limit: int = 200,
    live: Collection[str] = NOBODY,
) -> Transcript:
    """The newest `limit` messages of a branch, or those before an earlier stretch.

    Interrupted texts come on top of `limit`. `live` are the branches that somebody runs now.
    Raises NotFound.
    """
    start = before or branches.head(c, branch_id).key
    path = nodes.upwards(c, start, limit=limit)
    if before is not None and not path:
        raise NotFound(
            "This part of the conversation was written anew.", "Open the conversation again."
        )
    parent_key = path[0].parent_key if path else None
    anchors = [node.key for node in path] if parent_key else [None, *(node.key for node in path)]
    interrupted = _interrupted(c, branch_id, anchors)
    shown = interrupted.get(None, [])
    for node in path:
        shown += [node.as_message(), *interrupted.get(node.key, [])]
    turn = turns.newest(c, branch_id, live)
    if before is None and turn and all(node.turn_id != turn.id for node in path):
        shown = _with_recorded(shown, _recorded(c, turn))
    return Transcript(branch_id, tuple(shown), parent_key, turn)


def transcript_at(
    c: Connection, branch_id: str, key: str, before: str | None = None, limit: int = 200
) -> Transcript:
    """As `transcript`, of the branch as it was when `key` was its newest message; no turn."""
    path = nodes.upwards(c, before or key, limit=limit)
    parent_key = path[0].parent_key if path else None
    return Transcript(branch_id, tuple(node.as_message() for node in path), parent_key, None)


def graft(
    c: Connection,
    branch_id: str,
    head: Head,
    changed: Sequence[NewMessage],
    turn_id: str,
    now: float,
) -> None:
    """Let an empty branch stand on `head`, with other messages behind it if there are any.

    The changed messages belong to that turn. Raises NotFound.
    """
    chained = list(with_keys(head.key, map(cleaned, changed)))
    new = [Node(key, parent_key, turn_id, now, message) for parent_key, key, message in chained]
    nodes.write(c, new)
    branches.set_head(c, branch_id, Head(head.checkpoint_id, new[-1].key if new else head.key))


def message(c: Connection, branch_id: str, turn_id: str) -> Message:
    """The person's message that began a turn, in the tree or only recorded. Raises NotFound."""
    for node in nodes.upwards(c, branches.head(c, branch_id).key, turn_id=turn_id):
        if node.said.id == turn_id:
            return node.as_message()
    return _recorded(c, turns.get(c, turn_id))


def add_text(
    c: Connection, branch_id: str, turn_id: str, message_id: str, text: str, now: float
) -> None:
    """Keep more text of a message that is no step yet. Raises NotFound."""
    c.execute(
        insert(_unsaved).values(
            branch_id=branch_id,
            turn_id=turn_id,
            message_id=message_id,
            after_key=branches.head(c, branch_id).key,
            text=storable(text),
            created_at=now,
        )
    )


def unsaved(c: Connection, turn_id: str) -> list[tuple[str, str]]:
    """The turn's texts that are no step yet, as (message id, text), newest attempt last."""
    return _texts(c, _unsaved.c.turn_id == turn_id)


def unsaved_at_end(c: Connection, branch_id: str, turn_id: str) -> tuple[str, str] | None:
    """Of the turn's unsaved texts the newest that came after the branch's last message."""
    head = branches.head(c, branch_id).key
    at_end = _unsaved.c.after_key.is_not_distinct_from(head)
    found = _texts(c, and_(_unsaved.c.turn_id == turn_id, at_end))
    return found[-1] if found else None


def _texts(c: Connection, which: ColumnElement[bool]) -> list[tuple[str, str]]:
    query = select(_unsaved.c.message_id, _unsaved.c.text).where(which).order_by(_unsaved.c.id)
    parts: dict[str, list[str]] = {}
    for message_id, text in c.execute(query):
        parts.setdefault(message_id, []).append(text)
    return [(message_id, "".join(texts)) for message_id, texts in parts.items()]


def _move_head(
    c: Connection,
    branch_id: str,
    head: Head,
    base: str | None,
    old: Sequence[Node],
    new: Sequence[Node],
) -> None:
    """Put the branch on the path `new`, which replaces `old` above `base`."""
    previous = branches.head(c, branch_id).key
    branches.set_head(c, branch_id, head)
    saved = [node.said.id for node in new]
    for start in range(0, len(saved), _CHUNK):
        chunk = saved[start : start + _CHUNK]
        of_branch = _unsaved.c.branch_id == branch_id
        c.execute(delete(_unsaved).where(of_branch, _unsaved.c.message_id.in_(chunk)))
    _move_unsaved(c, branch_id, base, old, new)
    if previous != head.key:
        nodes.prune(c, previous)


def _move_unsaved(
    c: Connection, branch_id: str, base: str | None, old: Sequence[Node], new: Sequence[Node]
) -> None:
    """Keep unsaved text behind the message it came after, and behind that of its own turn."""
    key_of = {node.said.id: node.key for node in new}
    moved: dict[str | None, str | None] = {}
    nearest = base
    for node in old:
        nearest = moved[node.key] = key_of.get(node.said.id, nearest)
    begins = {node.turn_id: node for node in new if node.said.id == node.turn_id}
    of_branch = _unsaved.c.branch_id == branch_id
    places = select(_unsaved.c.turn_id, _unsaved.c.after_key).where(of_branch).distinct()
    for turn_id, after_key in c.execute(places).all():
        key = moved.get(after_key, after_key)
        if turn_id in begins and key == begins[turn_id].parent_key:
            key = begins[turn_id].key
        if key != after_key:
            here = and_(of_branch, _unsaved.c.turn_id == turn_id, _unsaved.c.after_key == after_key)
            c.execute(update(_unsaved).where(here).values(after_key=key))


def _recorded(c: Connection, turn: Turn) -> Message:
    text = turns.text(c, turn.id)
    return Message("", turn.id, "user", text, turn.created_at, turn.id)


def _with_recorded(shown: Sequence[Message], recorded: Message) -> list[Message]:
    """The message of a turn that has no step yet goes before what was said in that turn."""
    place = len(shown)
    while place and shown[place - 1].interrupted and shown[place - 1].turn_id == recorded.turn_id:
        place -= 1
    return [*shown[:place], recorded, *shown[place:]]


def _interrupted(
    c: Connection, branch_id: str, anchors: Sequence[str | None]
) -> dict[str | None, list[Message]]:
    """The interrupted messages of a branch by the key they come after, in order."""
    keys = [key for key in anchors if key is not None]
    first = [_unsaved.c.after_key.is_(None)] if None in anchors else []
    query = (
        select(_unsaved)
        .where(_unsaved.c.branch_id == branch_id, or_(_unsaved.c.after_key.in_(keys), *first))
        .order_by(_unsaved.c.id)
    )
    parts: dict[str, list[str]] = {}
    begun: dict[str, tuple[str | None, str, float]] = {}
    for row in c.execute(query):
        parts.setdefault(row.message_id, []).append(row.text)
        begun.setdefault(row.message_id, (row.after_key, row.turn_id, row.created_at))
    found: dict[str | None, list[Message]] = {}
    for message_id, (after_key, turn_id, created_at) in begun.items():
        text = "".join(parts[message_id])
        message = Message("", message_id, "assistant", text, created_at, turn_id, interrupted=True)
        found.setdefault(after_key, []).append(message)
    return found
