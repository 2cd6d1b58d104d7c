"""Steps, forks of branches and their settings, named steps, and what actions left behind."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy import Connection

_STATEMENTS = (
    "ALTER TABLE conversations ADD COLUMN viewed_branch_id TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE branches ADD COLUMN origin_position INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE branches ADD COLUMN name TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE branches ADD COLUMN settings TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE branches ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE branches ADD COLUMN trashed_at FLOAT",
    """CREATE TABLE steps (
        branch_id TEXT NOT NULL REFERENCES branches (id),
        position INTEGER NOT NULL,
        checkpoint_id TEXT NOT NULL,
        "key" TEXT NOT NULL,
        created_at FLOAT NOT NULL,
        tokens_in INTEGER,
        tokens_out INTEGER,
        model TEXT,
        PRIMARY KEY (branch_id, position)
    ) WITHOUT ROWID""",
    'CREATE INDEX ix_steps_key ON steps ("key")',
    """CREATE TABLE marks (
        branch_id TEXT NOT NULL REFERENCES branches (id),
        position INTEGER NOT NULL,
        name TEXT NOT NULL,
        PRIMARY KEY (branch_id, position)
    )""",
    "ALTER TABLE before_images ADD COLUMN after_kind TEXT",
    "ALTER TABLE before_images ADD COLUMN after_blob TEXT",
)


def apply(connection: "Connection") -> None:
    """Add the tables of steps and forks."""
    for statement in _STATEMENTS:
        connection.exec_driver_sql(statement)
