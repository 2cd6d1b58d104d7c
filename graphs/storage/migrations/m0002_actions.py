"""The journal of actions, before-images, rules, tool modes and workspaces."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy import Connection

_STATEMENTS = (
    "ALTER TABLE conversations ADD COLUMN workspace TEXT NOT NULL DEFAULT ''",
    """CREATE TABLE actions (
        id TEXT NOT NULL PRIMARY KEY,
        branch_id TEXT NOT NULL REFERENCES branches (id),
        turn_id TEXT NOT NULL,
        message_id TEXT NOT NULL,
        call_id TEXT NOT NULL,
        position INTEGER NOT NULL,
        siblings INTEGER NOT NULL,
        tool TEXT NOT NULL,
        arguments TEXT NOT NULL,
        workspace TEXT NOT NULL,
        status TEXT NOT NULL,
        asks INTEGER NOT NULL,
        because TEXT NOT NULL,
        shown TEXT NOT NULL,
        edited TEXT NOT NULL,
        draft TEXT NOT NULL,
        words TEXT NOT NULL,
        seal TEXT NOT NULL,
        result TEXT NOT NULL,
        proposed_at FLOAT NOT NULL,
        decided_at FLOAT,
        decided_by TEXT NOT NULL,
        started_at FLOAT,
        finished_at FLOAT,
        UNIQUE (branch_id, call_id)
    )""",
    "CREATE INDEX ix_actions_turn_id ON actions (turn_id)",
    "CREATE INDEX ix_actions_status ON actions (status)",
    "CREATE INDEX ix_actions_proposed_at ON actions (proposed_at)",
    """CREATE TABLE journal (
        id INTEGER NOT NULL PRIMARY KEY,
        action_id TEXT NOT NULL REFERENCES actions (id),
        at FLOAT NOT NULL,
        event TEXT NOT NULL,
        by TEXT NOT NULL,
        detail TEXT NOT NULL
    )""",
    "CREATE INDEX ix_journal_action_id ON journal (action_id)",
    """CREATE TABLE before_images (
        id INTEGER NOT NULL PRIMARY KEY,
        action_id TEXT NOT NULL REFERENCES actions (id),
        path TEXT NOT NULL,
        kind TEXT NOT NULL,
        blob TEXT NOT NULL,
        mode INTEGER NOT NULL
    )""",
    "CREATE INDEX ix_before_images_action_id ON before_images (action_id)",
    """CREATE TABLE rules (
        id TEXT NOT NULL PRIMARY KEY,
        tool TEXT NOT NULL,
        pattern TEXT NOT NULL,
        conversation_id TEXT NOT NULL,
        verdict TEXT NOT NULL,
        created_at FLOAT NOT NULL,
        withdrawn_at FLOAT
    )""",
    """CREATE TABLE tool_modes (
        connection TEXT NOT NULL PRIMARY KEY,
        mode TEXT NOT NULL,
        chosen_by TEXT NOT NULL
    )""",
)


def apply(connection: "Connection") -> None:
    """Add the tables of actions."""
    for statement in _STATEMENTS:
        connection.exec_driver_sql(statement)
