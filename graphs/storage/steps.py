"""Steps: one row for each checkpoint that brought something, for the timeline and for forks.

What a step says is in the message tree, under the key it stands at.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    and_,
    delete,
    func,
    insert,
    or_,
    select,
    update,
)

from graphs.errors import NotFound
from graphs.storage import branches, nodes
from graphs.storage.message_tree import unpack
from graphs.storage.records import Step, StepKind
from graphs.storage.tables import branches as branch_table
from graphs.storage.tables import marks, messages, steps
from graphs.storage.text import storable

SHORTEST_BEGINNING = 6
"""Characters of a checkpoint's id that may stand for all of it."""

LONGEST_NAME = 80

_TEXT = 300  # characters


@dataclass(frozen=True, slots=True)
class NewStep:
    """A checkpoint as it is saved, what its newest answer has cost, and the run that made it."""

    checkpoint_id: str
    tokens_in: int | None = None
    tokens_out: int | None = None
    model: str = ""
    run_id: str = ""


def save(c: Connection, branch_id: str, new: NewStep, now: float) -> None:
    """Write down that the branch's head is a step now. Raises NotFound.

    A checkpoint that brought no message takes the place of the one before it; the step stays that
    of the run that brought the message.
    """
    key = branches.head(c, branch_id).key
    if key is None:
        return
    of_branch = steps.c.branch_id == branch_id
    known = update(steps).where(of_branch, steps.c.key == key)
    run_id = func.coalesce(func.nullif(steps.c.run_id, ""), new.run_id)
    if c.execute(known.values(checkpoint_id=new.checkpoint_id, run_id=run_id)).rowcount:
        return
    last = c.scalar(select(func.max(steps.c.position)).where(of_branch))
    position = (last or branches.origin_position(c, branch_id)) + 1
    c.execute(insert(steps), [_values(branch_id, position, key, new, now)])


def replace(c: Connection, branch_id: str, found: Sequence[tuple[NewStep, str, float]]) -> None:
    """Put other steps, oldest first, in the place of all that the branch itself has.

    Each comes with the key of its newest message and its time. Raises NotFound.
    """
    c.execute(delete(steps).where(steps.c.branch_id == branch_id))
    first = branches.origin_position(c, branch_id) + 1
    rows = [
        _values(branch_id, position, key, new, at)
        for position, (new, key, at) in enumerate(found, first)
    ]
    if rows:
        c.execute(insert(steps), rows)


def all(  # noqa: A001 - the name its callers read: steps.all
    c: Connection, branch_id: str, before: int | None = None, limit: int = 500
) -> list[Step]:
    """The newest `limit` steps of a branch's history, or those before a position; oldest first.

    Raises NotFound.
    """
    where = _of(branches.lineage(c, branch_id))
    if before is not None:
        where = and_(where, steps.c.position < before)
    found = _read(c, where, limit + 1)
    return found[1:] if len(found) > limit else found


def get(c: Connection, branch_id: str, position: int) -> Step:
    """The step at that position of a branch's history. Raises NotFound."""
    where = and_(_of(branches.lineage(c, branch_id)), steps.c.position <= position)
    found = _read(c, where, 2)
    if not found or found[-1].position != position:
        raise _not_found()
    return found[-1]


def find(c: Connection, branch_id: str, which: str) -> Step:
    """The step of that position, or whose checkpoint's id begins so. Raises NotFound."""
    if which.isdecimal() and len(which) < SHORTEST_BEGINNING:
        return get(c, branch_id, int(which))
    if len(which) < SHORTEST_BEGINNING:
        raise _not_found()
    begins = steps.c.checkpoint_id.startswith(which, autoescape=True)
    where = and_(_of(branches.lineage(c, branch_id)), begins)
    positions = list(c.scalars(select(steps.c.position).where(where).limit(2)))
    if len(positions) > 1:
        raise NotFound("Several steps begin like that.", "Give more of the id.")
    if not positions:
        raise _not_found()
    return get(c, branch_id, positions[0])


def of_message(c: Connection, branch_id: str, message_id: str) -> Step:
    """The step that brought a message of the branch. Raises NotFound."""
    head = branches.head(c, branch_id).key
    found = nodes.find(c, head, message_id)
    if found is None:
        raise _not_found()
    key, depth = found
    of_branch = _of(branches.lineage(c, branch_id))

    def first(key: str) -> int | None:
        here = select(steps.c.position).where(of_branch, steps.c.key == key)
        return c.scalar(here.order_by(steps.c.position).limit(1))

    position = first(key)
    if position is None:  # its step brought more behind it
        behind = map(first, nodes.keys(c, head, depth))
        position = next((one for one in behind if one is not None), None)
    if position is None:
        raise _not_found()
    return get(c, branch_id, position)


def missing(c: Connection, branch_id: str) -> bool:
    """Whether the branch has messages and no steps: it was made before there were any."""
    of_branch = select(steps.c.position).where(steps.c.branch_id == branch_id).limit(1)
    row = branches.head(c, branch_id)
    return row.key is not None and c.scalar(of_branch) is None


def without_runs(c: Connection, branch_id: str) -> bool:
    """Whether the branch has steps of which nobody has yet looked up what run made them."""
    unnamed = and_(steps.c.branch_id == branch_id, steps.c.run_id.is_(None))
    return c.scalar(select(steps.c.position).where(unnamed).limit(1)) is not None


def name_runs(c: Connection, branch_id: str, run_ids: Mapping[str, str]) -> None:
    """Write down the runs of such steps, by their checkpoints."""
    unnamed = and_(steps.c.branch_id == branch_id, steps.c.run_id.is_(None))
    for checkpoint_id in list(c.scalars(select(steps.c.checkpoint_id).where(unnamed))):
        this = and_(unnamed, steps.c.checkpoint_id == checkpoint_id)
        c.execute(update(steps).where(this).values(run_id=run_ids.get(checkpoint_id, "")))


def of_run(c: Connection, run_id: str) -> Step:
    """The first step that a run made; `run_id` may be the beginning of its id. Raises NotFound."""
    if len(run_id) < SHORTEST_BEGINNING:
        raise _no_run()
    begins = steps.c.run_id.startswith(run_id, autoescape=True)
    columns = steps.c.run_id, steps.c.branch_id, func.min(steps.c.position)
    query = select(*columns).where(begins).group_by(steps.c.run_id, steps.c.branch_id)
    found = c.execute(query.limit(2)).all()
    if len(found) > 1:
        raise NotFound("Several runs begin like that.", "Give more of the id.")
    if not found:
        raise _no_run()
    _, branch_id, position = found[0]
    return get(c, branch_id, position)


def mark(c: Connection, branch_id: str, position: int, name: str) -> None:
    """Pin a step, with a name or "". Raises NotFound."""
    step = get(c, branch_id, position)
    unmark(c, branch_id, position)
    cleaned = " ".join(storable(name).replace("\0", " ").split())[:LONGEST_NAME].rstrip()
    c.execute(insert(marks).values(branch_id=step.branch_id, position=position, name=cleaned))


def unmark(c: Connection, branch_id: str, position: int) -> None:
    """Let a pinned step go. Raises NotFound."""
    step = get(c, branch_id, position)
    here = and_(marks.c.branch_id == step.branch_id, marks.c.position == position)
    c.execute(delete(marks).where(here))


def marked(c: Connection, conversation_id: str) -> list[Step]:
    """The pinned steps of all branches of a conversation, in their order."""
    of_conversation = branch_table.c.conversation_id == conversation_id
    query = (
        select(marks.c.branch_id, marks.c.position)
        .join(branch_table, branch_table.c.id == marks.c.branch_id)
        .where(of_conversation, branch_table.c.trashed_at.is_(None))
        .order_by(marks.c.position, branches.made)
    )
    return [get(c, branch_id, position) for branch_id, position in c.execute(query).all()]


def _values(branch_id: str, position: int, key: str, new: NewStep, at: float) -> dict[str, object]:
    return {
        "branch_id": branch_id,
        "position": position,
        "checkpoint_id": new.checkpoint_id,
        "key": key,
        "created_at": at,
        "tokens_in": new.tokens_in,
        "tokens_out": new.tokens_out,
        "model": new.model or None,
        "run_id": new.run_id,
    }


def _of(lineage: Collection[tuple[str, int | None]]) -> ColumnElement[bool]:
    """Those steps of all branches that are part of one history."""
    return or_(
        *(
            steps.c.branch_id == id_
            if last is None
            else and_(steps.c.branch_id == id_, steps.c.position <= last)
            for id_, last in lineage
        )
    )


def _read(c: Connection, where: ColumnElement[bool], limit: int) -> list[Step]:
    """The newest steps of a history, oldest first; the first of them only lends its time."""
    query = (
        select(
            steps,
            messages.c.turn_id,
            messages.c.depth,
            messages.c.message_id,
            messages.c.role,
            func.substr(messages.c.text, 1, _TEXT).label("text"),
            messages.c.data,
            marks.c.name,
            branch_table.c.origin_position,
        )
        .join(branch_table, branch_table.c.id == steps.c.branch_id)
        .outerjoin(messages, messages.c.key == steps.c.key)
        .outerjoin(
            marks,
            and_(marks.c.branch_id == steps.c.branch_id, marks.c.position == steps.c.position),
        )
        .where(where)
        .order_by(steps.c.position.desc())
        .limit(limit)
    )
    found: list[Step] = []
    before: Row[Any] | None = None
    for row in reversed(c.execute(query).all()):
        found.append(_step(row, before))
        before = row
    return found


def _step(row: Row[Any], before: Row[Any] | None) -> Step:
    said = unpack(row.message_id or "", row.role or "user", row.text or "", row.data or "{}")
    tools = tuple(call.name for call in said.tool_calls)
    match said.role:
        case "user":
            kind = StepKind.YOU
        case "assistant":
            kind = StepKind.CALLS if tools else StepKind.MODEL
        case "tool":
            kind, tools = StepKind.TOOL, (said.tool_name,)
    if row.position == row.origin_position + 1 > 1:
        kind = StepKind.FORK
    same_turn = before is not None and before.turn_id == row.turn_id
    return Step(
        branch_id=row.branch_id,
        position=row.position,
        checkpoint_id=row.checkpoint_id,
        parent_id=before.checkpoint_id if before else "",
        turn_id=row.turn_id or "",
        kind=kind,
        text=said.text,
        tools=tools,
        count=max((row.depth or 0) - ((before.depth or 0) if before else 0), 0),
        created_at=row.created_at,
        key=row.key,
        seconds=max(row.created_at - before.created_at, 0.0) if before and same_turn else None,
        tokens_in=row.tokens_in,
        tokens_out=row.tokens_out,
        model=row.model or "",
        name=row.name or "",
        pinned=row.name is not None,
        run_id=row.run_id or "",
    )


def _no_run() -> NotFound:
    return NotFound("No step was made by such a run.", "`cairn steps ID --json` names the runs.")


def _not_found() -> NotFound:
    return NotFound("There is no such step.", "`cairn steps` shows the steps there are.")
