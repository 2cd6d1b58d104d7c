"""Branches: one line of history each, with our own pointer to its head."""

from dataclasses import dataclass

from sqlalchemy import Connection, RowMapping, insert, select, update

from graphs.errors import NotFound
from graphs.storage.tables import branches


@dataclass(frozen=True, slots=True)
class Head:
    """Where a branch stands: its newest LangGraph checkpoint and its newest message's key."""

    checkpoint_id: str | None = None
    key: str | None = None


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
    moved = c.execute(
        update(branches)
        .where(branches.c.id == branch_id)
        .values(head_checkpoint_id=head.checkpoint_id, head_key=head.key)
    )
    if not moved.rowcount:
        raise _not_found()


def _row(c: Connection, branch_id: str) -> RowMapping:
    row = c.execute(select(branches).where(branches.c.id == branch_id)).mappings().one_or_none()
    if row is None:
        raise _not_found()
    return row


def _not_found() -> NotFound:
    return NotFound("There is no such branch.", "`cairn list` shows the conversations there are.")
