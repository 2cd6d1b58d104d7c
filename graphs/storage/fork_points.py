"""Where the branches of a conversation part, seen from one of them.

Branches part where their paths in the message tree do: an edited message, another answer, or a
branch that ends where another goes on.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from sqlalchemy import Connection, literal, select

from graphs.storage import branches, tables
from graphs.storage.records import Branch, ForkPoint

_STRETCH = 200  # nodes read at once

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
    path = _path(c, branches.head(c, branch_id).key)
    places = {key: place for place, key in enumerate(path)}
    parted = [(one, *_parting(c, branches.head(c, one.id).key, places)) for one in others]
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


def _parting(c: Connection, head: str | None, places: Mapping[str, int]) -> tuple[int, str]:
    """The last place of the path that a branch goes through, and its first node behind it.

    -1 and "" for none.
    """
    behind = ""
    while head is not None:
        stretch = _upwards(c, head, _STRETCH)
        head = stretch[-1][1] if stretch else None
        for key, _ in stretch:
            if key in places:
                return places[key], behind
            behind = key
    return -1, behind


def _path(c: Connection, head: str | None) -> list[str]:
    """The keys of all nodes up to the head, oldest first."""
    return [key for key, _ in reversed(_upwards(c, head, None))] if head else []


def _upwards(c: Connection, head: str, limit: int | None) -> list[tuple[str, str | None]]:
    """The nodes from the head upwards, each as its key and its parent's."""
    path = select(_node.c.key, _node.c.parent_key, literal(1).label("length"))
    path = path.where(_node.c.key == head).cte("path", recursive=True)
    above = select(_node.c.key, _node.c.parent_key, path.c.length + 1).join(
        path, _node.c.key == path.c.parent_key
    )
    path = path.union_all(above if limit is None else above.where(path.c.length < limit))
    rows = c.execute(select(path.c.key, path.c.parent_key).order_by(path.c.length))
    return [(key, parent_key) for key, parent_key in rows]


def _message_id(c: Connection, key: str) -> str:
    return c.scalar(select(_node.c.message_id).where(_node.c.key == key)) or ""
