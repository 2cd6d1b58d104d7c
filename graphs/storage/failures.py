"""The tries of turns that failed: each stays, whatever becomes of its turn."""

from sqlalchemy import Connection, func, insert, select

from graphs.errors import CairnError
from graphs.storage import branches
from graphs.storage.records import Failure
from graphs.storage.tables import failures, steps


def record(c: Connection, branch_id: str, turn_id: str, error: CairnError, now: float) -> None:
    """Write down that a turn failed after the newest step of its branch. Raises NotFound."""
    newest = c.scalar(select(func.max(steps.c.position)).where(steps.c.branch_id == branch_id))
    c.execute(
        insert(failures).values(
            branch_id=branch_id,
            turn_id=turn_id,
            position=newest or branches.origin_position(c, branch_id),
            at=now,
            sentence=error.sentence,
            hint=error.hint,
        )
    )


def of_branch(c: Connection, branch_id: str) -> list[Failure]:
    """The failed tries in a branch's history, oldest first. Raises NotFound.

    What failed after the step that a fork has in common with its origin is not part of it.
    """
    found: list[Failure] = []
    for id_, last in branches.lineage(c, branch_id):
        query = select(failures).where(failures.c.branch_id == id_)
        if last is not None:
            query = query.where(failures.c.position < last)
        found += (Failure(**row) for row in c.execute(query).mappings())
    return sorted(found, key=lambda failure: (failure.position, failure.id))
