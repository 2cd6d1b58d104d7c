"""Branches: one line of history each, with our own pointer to its head."""

import json
from collections.abc import Collection
from dataclasses import asdict, dataclass
from typing import Any, cast

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    RowMapping,
    Select,
    func,
    insert,
    literal,
    literal_column,
    select,
    update,
)

from graphs.errors import InTrash, InvalidText, NotFound
from graphs.storage.records import (
    USUAL,
    Branch,
    BranchSettings,
)
from graphs.storage.standing import NOBODY, conversation_status
from graphs.storage.tables import branches, conversations, steps, turns
from graphs.storage.text import storable

LONGEST_NAME = 80  # characters

made: ColumnElement[int] = literal_column("branches.rowid", Integer)
"""The order in which branches were made, whatever the clock said then."""


@dataclass(frozen=True, slots=True)
class Head:
    """Where a branch stands: its newest LangGraph checkpoint and its newest message's key."""

    checkpoint_id: str | None = None
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """The step a branch was forked from: its branch, checkpoint ("" for none) and position."""

    branch_id: str
    checkpoint_id: str
    position: int


def create(
    c: Connection, branch_id: str, conversation_id: str, agent_version: str, now: float
) -> None:
    """Add an empty branch to a conversation."""
    c.execute(
        insert(branches).values(
            id=branch_id,
            conversation_id=conversation_id,
            agent_version=agent_version,
            created_at=now,
        )
    )


def fork(
    c: Connection,
    branch_id: str,
    origin: Origin,
    name: str,
    settings: BranchSettings,
    agent_version: str,
    now: float,
) -> None:
    """Add a branch that starts from a step of another. Raises NotFound."""
    create(c, branch_id, conversation_of(c, origin.branch_id), agent_version, now)
    c.execute(
        update(branches)
        .where(branches.c.id == branch_id)
        .values(
            origin_branch_id=origin.branch_id,
            origin_checkpoint_id=origin.checkpoint_id,
            origin_position=origin.position,
            name=cleaned(name),
            settings=_pack(settings),
        )
    )


def all(  # noqa: A001 - the name its callers read: branches.all
    c: Connection, conversation_id: str, trashed: bool = False, live: Collection[str] = NOBODY
) -> list[Branch]:
    """A conversation's branches in or out of the trash, oldest first."""
    in_trash = branches.c.trashed_at
    query = _query().where(
        branches.c.conversation_id == conversation_id,
        in_trash.is_not(None) if trashed else in_trash.is_(None),
    )
    rows = c.execute(query.order_by(made)).mappings()
    return [_branch(row, live) for row in rows]


def some(
    c: Connection, branch_ids: Collection[str], live: Collection[str] = NOBODY
) -> list[Branch]:
    """Those of the branches that there are, oldest first."""
    rows = c.execute(_query().where(branches.c.id.in_(branch_ids)).order_by(made)).mappings()
    return [_branch(row, live) for row in rows]


def trashed(c: Connection, live: Collection[str] = NOBODY) -> list[tuple[Branch, str]]:
    """Those in the trash whose conversation is not, the newest there first, with its title."""
    in_trash = branches.c.trashed_at
    query = _query().add_columns(conversations.c.title)
    query = query.where(in_trash.is_not(None), conversations.c.trashed_at.is_(None))
    rows = c.execute(query.order_by(in_trash.desc(), made.desc())).mappings()
    return [(_branch(row, live), str(row["title"])) for row in rows]


def get(c: Connection, branch_id: str, live: Collection[str] = NOBODY) -> Branch:
    """One branch. Raises NotFound. `live` are the branches that somebody runs now."""
    row = c.execute(_query().where(branches.c.id == branch_id)).mappings().one_or_none()
    if row is None:
        raise _not_found()
    return _branch(row, live)


def exists(c: Connection, branch_id: str) -> bool:
    """Whether there is such a branch."""
    return c.scalar(select(branches.c.id).where(branches.c.id == branch_id)) is not None


def conversation_of(c: Connection, branch_id: str) -> str:
    """The id of the branch's conversation. Raises NotFound."""
    return str(_row(c, branch_id)["conversation_id"])


def settings(c: Connection, branch_id: str) -> BranchSettings:
    """What the branch is run with. Raises NotFound."""
    return _unpack(_row(c, branch_id)["settings"])


def origin_position(c: Connection, branch_id: str) -> int:
    """The position of the step it was forked from; 0 for none. Raises NotFound."""
    return int(_row(c, branch_id)["origin_position"])


def rename(c: Connection, branch_id: str, name: str) -> None:
    """Give a name. Raises NotFound, and InvalidText for an empty one."""
    if not cleaned(name):
        raise InvalidText("A branch needs a name.", "Type one, or press Esc.")
    _change(c, branch_id, name=cleaned(name))


def name_unnamed(c: Connection, branch_id: str, name: str) -> None:
    """Give a name to a fork that has none. Raises NotFound."""
    row = _row(c, branch_id)
    if row["origin_branch_id"] and not row["name"]:
        _change(c, branch_id, name=cleaned(name))


def pin(c: Connection, branch_id: str, pinned: bool) -> None:
    """Pin it, or let it go. Raises NotFound."""
    _change(c, branch_id, pinned=pinned)


def trash(c: Connection, branch_id: str, now: float) -> None:
    """Move to the trash; nothing is deleted. Raises NotFound, and InvalidText for the main one."""
    if get(c, branch_id).main:
        raise InvalidText(
            "The main branch cannot be moved to the trash.", "Make another one the main branch."
        )
    _change(c, branch_id, trashed_at=now)


def restore(c: Connection, branch_id: str) -> None:
    """Take back out of the trash. Raises NotFound."""
    _change(c, branch_id, trashed_at=None)


def in_trash(c: Connection, branch_id: str) -> bool:
    """Whether the branch, or its conversation, is in the trash. Raises NotFound."""
    both = (branches.c.trashed_at, conversations.c.trashed_at)
    query = select(*both).join(conversations, conversations.c.id == branches.c.conversation_id)
    row = c.execute(query.where(branches.c.id == branch_id)).one_or_none()
    if row is None:
        raise _not_found()
    return any(at is not None for at in row)


def require_kept(c: Connection, branch_id: str) -> None:
    """Raises InTrash when the branch, or its conversation, is there; and NotFound."""
    if in_trash(c, branch_id):
        raise InTrash("This is in the trash, where nothing runs.", "Restore it, then go on.")


def lineage(c: Connection, branch_id: str) -> list[tuple[str, int | None]]:
    """The branch and those it was forked from, each with the last of its steps that counts.

    The branch itself is first, and all of its steps count (None). Raises NotFound.
    """
    columns = select(branches.c.id, branches.c.origin_branch_id, branches.c.origin_position)
    line = columns.add_columns(literal(0).label("generation")).where(branches.c.id == branch_id)
    line = line.cte("line", recursive=True)
    before = columns.add_columns(line.c.generation + 1)
    line = line.union_all(before.join(line, branches.c.id == line.c.origin_branch_id))
    found: list[tuple[str, int | None]] = []
    last: int | None = None
    for row in c.execute(select(line).order_by(line.c.generation)):
        found.append((row.id, last))
        last = row.origin_position if last is None else min(last, row.origin_position)
    if not found:
        raise _not_found()
    return found


def agent_version(c: Connection, branch_id: str) -> str:
    """The version of the agent that made the branch. Raises NotFound."""
    return str(_row(c, branch_id)["agent_version"])


def set_agent_version(c: Connection, branch_id: str, agent_version: str) -> None:
    """From now on the branch is run by that version."""
    of_id = branches.c.id == branch_id
    c.execute(update(branches).where(of_id).values(agent_version=agent_version))


def head(c: Connection, branch_id: str) -> Head:
    """Where the branch stands. Raises NotFound."""
    row = _row(c, branch_id)
    return Head(row["head_checkpoint_id"], row["head_key"])


def heads(c: Connection) -> dict[str, Head]:
    """Where every branch stands, by branch id."""
    columns = (branches.c.id, branches.c.head_checkpoint_id, branches.c.head_key)
    return {
        id_: Head(checkpoint_id, key) for id_, checkpoint_id, key in c.execute(select(*columns))
    }


def set_head(c: Connection, branch_id: str, head: Head) -> None:
    """Move the branch's head. Raises NotFound."""
    _change(c, branch_id, head_checkpoint_id=head.checkpoint_id, head_key=head.key)


def cleaned(name: str) -> str:
    """A name as one line without space around it, at most 80 characters."""
    return " ".join(storable(name).replace("\0", " ").split())[:LONGEST_NAME].rstrip()


def _query() -> Select[Any]:
    newest_turn = (
        select(turns.c.status)
        .where(turns.c.branch_id == branches.c.id)
        .order_by(turns.c.position.desc())
        .limit(1)
        .scalar_subquery()
    )
    updated = select(func.max(turns.c.updated_at)).where(turns.c.branch_id == branches.c.id)
    own = select(func.count()).where(steps.c.branch_id == branches.c.id)
    return select(
        branches,
        conversations.c.main_branch_id,
        newest_turn.label("turn_status"),
        updated.scalar_subquery().label("updated_at"),
        own.scalar_subquery().label("own_steps"),
    ).join(conversations, conversations.c.id == branches.c.conversation_id)


def _branch(row: RowMapping, live: Collection[str]) -> Branch:
    return Branch(
        id=row["id"],
        conversation_id=row["conversation_id"],
        name=row["name"],
        main=row["id"] == row["main_branch_id"],
        origin_branch_id=row["origin_branch_id"] or "",
        origin_checkpoint_id=row["origin_checkpoint_id"] or "",
        origin_position=row["origin_position"],
        created_at=row["created_at"],
        updated_at=row["updated_at"] or row["created_at"],
        status=conversation_status(row["turn_status"], row["id"] in live),
        agent_version=row["agent_version"],
        settings=_unpack(row["settings"]),
        pinned=bool(row["pinned"]),
        trashed_at=row["trashed_at"],
        steps=row["own_steps"],
    )


def _pack(settings: BranchSettings) -> str:
    return "" if settings == USUAL else json.dumps(asdict(settings), sort_keys=True)


def _unpack(text: str) -> BranchSettings:
    if not text:
        return USUAL
    known = cast("dict[str, Any]", json.loads(text))
    tools = known["tools"]
    return BranchSettings(
        known["model"], known["system_prompt"], None if tools is None else tuple(tools)
    )


def _change(c: Connection, branch_id: str, **values: float | str | bool | None) -> None:
    of_id = branches.c.id == branch_id
    if not c.execute(update(branches).where(of_id).values(values)).rowcount:
        raise _not_found()


def _row(c: Connection, branch_id: str) -> RowMapping:
    row = c.execute(select(branches).where(branches.c.id == branch_id)).mappings().one_or_none()
    if row is None:
        raise _not_found()
    return row


def _not_found() -> NotFound:
    return NotFound("There is no such branch.", "`cairn list` shows the conversations there are.")
