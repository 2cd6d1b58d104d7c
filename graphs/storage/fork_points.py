"""Where the branches of a conversation part, seen from one of them.

Branches part where their paths in the message tree do: an edited message, another answer, or a
branch that ends where another goes on.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from sqlalchemy import Connection, select

from graphs.storage import branches, tables
from graphs.storage.records import Branch, ForkPoint

_branch = tables.branches
_node = tables.messages
_turn = tables.turns


def of_branch(c: Connection, branch_id: str) -> list[ForkPoint]:
    """The points at which other branches out of the trash leave the branch, the first one first.

    Raises NotFound.
    """
    here = branches.get(c, branch_id)
    there = branches.all(c, here.conversation_id)
    others = [one for one in there if one.id != branch_id]
    if not others:
        return []
    heads, parents = _heads(c, here.conversation_id), _parents(c, here.conversation_id)
    path = [*_upwards(parents, heads[branch_id])][::-1]
    places = {key: place for place, key in enumerate(path)}
    parted = [(one, *_parting(parents, heads[one.id], places)) for one in others]
    made = {one.id: place for place, one in enumerate(there)}
    made.setdefault(branch_id, len(there))
    found = [
        _point(c, here, parted, path, place, made)
        for place in sorted({place for _, place, _ in parted})
    ]
    taken = {point.after for point in found}
    return [replace(one, question="") if one.question in taken else one for one in found]


def _point(
    c: Connection,
    here: Branch,
    parted: Sequence[tuple[Branch, int, str]],
    path: Sequence[str],
    place: int,
    made: Mapping[str, int],
) -> ForkPoint:
    """The point behind that place. A branch that has nothing behind it is a way of its own.

    `made` tells the order in which branches were made.
    """

    def oldest(way: Sequence[Branch]) -> Branch:
        return min(way, key=lambda one: made[one.id])

    own = path[place + 1] if place + 1 < len(path) else here.id
    ways: dict[str, list[Branch]] = {own: [here]}
    for one, left, first in parted:
        if left == place:
            ways.setdefault(first or one.id, []).append(one)
        elif left > place:
            ways[own].append(one)
    ranked = sorted(ways.values(), key=lambda way: made[oldest(way).id])
    shown = [here if here in way else _newest(way) for way in ranked]
    return ForkPoint(
        after=_message_id(c, path[place]) if place >= 0 else "",
        branch_ids=tuple(one.id for one in shown),
        names=tuple(oldest(way).name for way in ranked),
        place=shown.index(here),
        question=_asked_alike(c, own, ways),
    )


def _asked_alike(c: Connection, own: str, ways: Collection[str]) -> str:
    """The id of the own first message, if all ways begin with the same words of the person.

    A way without a node begins with what its branch is about to be asked: a turn's message has
    the turn's id.
    """
    nodes = select(_node.c.key, _node.c.message_id, _node.c.text).where(_node.c.role == "user")
    asked = select(_turn.c.branch_id, _turn.c.id, _turn.c.text).where(_turn.c.position == 1)
    first = [
        *c.execute(nodes.where(_node.c.key.in_(ways))),
        *c.execute(asked.where(_turn.c.branch_id.in_(ways))),
    ]
    ids = {way: message_id for way, message_id, _ in first}
    alike = len(ids) == len(ways) and len({text for _, _, text in first}) == 1
    return str(ids[own]) if alike else ""


def _newest(way: Sequence[Branch]) -> Branch:
    return max(way, key=lambda one: one.updated_at)


def _parting(
    parents: Mapping[str, str | None], head: str | None, places: Mapping[str, int]
) -> tuple[int, str]:
    """The last place of the path that a branch goes through, and its first node behind it.

    -1 and "" for none.
    """
    behind = ""
    for key in _upwards(parents, head):
        if key in places:
            return places[key], behind
        behind = key
    return -1, behind


def _upwards(parents: Mapping[str, str | None], key: str | None) -> Iterator[str]:
    while key is not None:
        yield key
        key = parents.get(key)


def _heads(c: Connection, conversation_id: str) -> dict[str, str | None]:
    """The newest node of each branch of a conversation."""
    query = select(_branch.c.id, _branch.c.head_key)
    rows = c.execute(query.where(_branch.c.conversation_id == conversation_id))
    return {row.id: row.head_key for row in rows}


def _parents(c: Connection, conversation_id: str) -> dict[str, str | None]:
    """All nodes of a conversation, each read once, with the node before each."""
    columns = select(_node.c.key, _node.c.parent_key)
    newest = columns.join(_branch, _branch.c.head_key == _node.c.key)
    newest = newest.where(_branch.c.conversation_id == conversation_id)
    tree = newest.cte("tree", recursive=True)
    tree = tree.union(columns.join(tree, _node.c.key == tree.c.parent_key))
    return {row.key: row.parent_key for row in c.execute(select(tree))}


def _message_id(c: Connection, key: str) -> str:
    return c.scalar(select(_node.c.message_id).where(_node.c.key == key)) or ""
