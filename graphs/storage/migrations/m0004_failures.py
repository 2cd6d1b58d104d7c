"""The tries of turns that failed, which stay when a later one succeeds."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy import Connection

_STATEMENTS = (
    """CREATE TABLE failures (
        id INTEGER NOT NULL PRIMARY KEY,
        branch_id TEXT NOT NULL REFERENCES branches (id),
        turn_id TEXT NOT NULL REFERENCES turns (id),
        position INTEGER NOT NULL,
        at FLOAT NOT NULL,
        sentence TEXT NOT NULL,
        hint TEXT NOT NULL
    )""",
    "CREATE INDEX ix_failures_branch_id ON failures (branch_id)",
    """INSERT INTO failures (branch_id, turn_id, position, at, sentence, hint)
        SELECT turns.branch_id, turns.id,
            COALESCE(
                (SELECT MAX(position) FROM steps WHERE steps.branch_id = turns.branch_id),
                branches.origin_position
            ),
            turns.updated_at, turns.sentence, turns.hint
        FROM turns JOIN branches ON branches.id = turns.branch_id
        WHERE turns.status = 'failed'""",
)


def apply(connection: "Connection") -> None:
    """Add the table of failed tries, with those that turns tell of now."""
    for statement in _STATEMENTS:
        connection.exec_driver_sql(statement)
