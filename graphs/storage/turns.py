"""Turns: recorded under the caller's id before the agent begins."""

from collections.abc import Collection

from sqlalchemy import Connection, RowMapping, func, insert, select, update

from graphs.errors import NotFound
from graphs.storage import branches
from graphs.storage.records import Turn, TurnStatus
from graphs.storage.standing import NOBODY
from graphs.storage.standing import unfinished as nobody_runs
from graphs.storage.tables import turns
from graphs.storage.text import storable


def record(c: Connection, branch_id: str, turn_id: str, text: str, now: float) -> bool:
    """Record the person's message as the branch's newest turn.

    False, and nothing changed, when that turn is recorded already. Raises NotFound without such
    a branch, ValueError when the id is that of another branch's turn.
    """
    branches.head(c, branch_id)
    known = c.scalar(select(turns.c.branch_id).where(turns.c.id == turn_id))
    if known is not None:
        if known != branch_id:
            raise ValueError(f"turn {turn_id} belongs to branch {known}, not {branch_id}")
        return False
    newest_position = select(func.max(turns.c.position)).where(turns.c.branch_id == branch_id)
    c.execute(
        insert(turns).values(
            id=turn_id,
            branch_id=branch_id,
            position=(c.scalar(newest_position) or 0) + 1,
            status=TurnStatus.RECORDED,
            text=storable(text),
            sentence="",
            hint="",
            can_continue=True,
            created_at=now,
            updated_at=now,
        )
    )
    return True


def newest(c: Connection, branch_id: str, live: Collection[str] = NOBODY) -> Turn | None:
    """The branch's newest turn. `live` are the branches that somebody runs now."""
    query = (
        select(turns).where(turns.c.branch_id == branch_id).order_by(turns.c.position.desc())
    ).limit(1)
    row = c.execute(query).mappings().one_or_none()
    return None if row is None else _turn(row, live)


def get(c: Connection, turn_id: str, live: Collection[str] = NOBODY) -> Turn:
    """One turn. Raises NotFound. `live` are the branches that somebody runs now."""
    return _turn(_row(c, turn_id), live)


def find(c: Connection, turn_id: str, live: Collection[str] = NOBODY) -> Turn | None:
    """One turn, or None. `live` are the branches that somebody runs now."""
    row = c.execute(select(turns).where(turns.c.id == turn_id)).mappings().one_or_none()
    return None if row is None else _turn(row, live)


def before(c: Connection, turn_id: str, live: Collection[str] = NOBODY) -> Turn | None:
    """The turn of the same branch right before that one. Raises NotFound."""
    row = _row(c, turn_id)
    earlier = select(turns).where(
        turns.c.branch_id == row["branch_id"], turns.c.position == row["position"] - 1
    )
    found = c.execute(earlier).mappings().one_or_none()
    return None if found is None else _turn(found, live)


def all(  # noqa: A001 - the name its callers read: turns.all
    c: Connection, branch_id: str, live: Collection[str] = NOBODY
) -> list[Turn]:
    """The turns of the branch itself, oldest first."""
    query = select(turns).where(turns.c.branch_id == branch_id).order_by(turns.c.position)
    return [_turn(row, live) for row in c.execute(query).mappings()]


def begun(c: Connection, branch_id: str) -> dict[str, float]:
    """When each turn of the branch was recorded, by turn id."""
    query = select(turns.c.id, turns.c.created_at).where(turns.c.branch_id == branch_id)
    return {row.id: row.created_at for row in c.execute(query)}


def text(c: Connection, turn_id: str) -> str:
    """What the person wrote; "" once the turn is finished. Raises NotFound."""
    return str(_row(c, turn_id)["text"])


def set_status(
    c: Connection,
    turn_id: str,
    status: TurnStatus,
    now: float,
    sentence: str = "",
    hint: str = "",
    can_continue: bool = True,
) -> None:
    """Say where the turn stands and, when it failed, why. Raises NotFound.

    One that is finished has its message in the tree, so that it need not be kept here too.
    """
    dropped = {"text": ""} if status is TurnStatus.FINISHED else {}
    changed = c.execute(
        update(turns)
        .where(turns.c.id == turn_id)
        .values(
            status=status,
            sentence=sentence,
            hint=hint,
            can_continue=can_continue,
            updated_at=now,
            **dropped,
        )
    )
    if not changed.rowcount:
        raise _not_found()


def unfinished(c: Connection, live: Collection[str] = NOBODY) -> list[Turn]:
    """The newest turns of all branches that nobody runs and that are not at their end."""
    newest_positions = (
        select(turns.c.branch_id, func.max(turns.c.position).label("position"))
        .group_by(turns.c.branch_id)
        .subquery()
    )
    query = select(turns).join(
        newest_positions,
        (turns.c.branch_id == newest_positions.c.branch_id)
        & (turns.c.position == newest_positions.c.position),
    )
    found = [_turn(row, live) for row in c.execute(query).mappings()]
    return [turn for turn in found if turn.unfinished]


def _turn(row: RowMapping, live: Collection[str]) -> Turn:
    status = TurnStatus(row["status"])
    return Turn(
        id=row["id"],
        branch_id=row["branch_id"],
        status=status,
        unfinished=nobody_runs(status, row["branch_id"] in live),
        created_at=row["created_at"],
        sentence=row["sentence"],
        hint=row["hint"],
        can_continue=bool(row["can_continue"]),
    )


def _row(c: Connection, turn_id: str) -> RowMapping:
    row = c.execute(select(turns).where(turns.c.id == turn_id)).mappings().one_or_none()
    if row is None:
        raise _not_found()
    return row


def _not_found() -> NotFound:
    return NotFound("There is no such turn.")
