"""Conversations, branches, turns, the message tree, text not yet saved, drafts and leases."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy import Connection

_STATEMENTS = (
    """CREATE TABLE conversations (
        id TEXT NOT NULL PRIMARY KEY,
        title TEXT NOT NULL,
        titled_by TEXT NOT NULL,
        created_at FLOAT NOT NULL,
        updated_at FLOAT NOT NULL,
        trashed_at FLOAT,
        main_branch_id TEXT NOT NULL
    )""",
    "CREATE INDEX ix_conversations_updated_at ON conversations (updated_at)",
    """CREATE TABLE branches (
        id TEXT NOT NULL PRIMARY KEY,
        conversation_id TEXT NOT NULL REFERENCES conversations (id),
        agent_version TEXT NOT NULL,
        origin_branch_id TEXT,
        origin_checkpoint_id TEXT,
        head_checkpoint_id TEXT,
        head_key TEXT,
        created_at FLOAT NOT NULL
    )""",
    "CREATE INDEX ix_branches_conversation_id ON branches (conversation_id)",
    "CREATE INDEX ix_branches_head_key ON branches (head_key)",
    """CREATE TABLE turns (
        id TEXT NOT NULL PRIMARY KEY,
        branch_id TEXT NOT NULL REFERENCES branches (id),
        position INTEGER NOT NULL,
        status TEXT NOT NULL,
        text TEXT NOT NULL,
        sentence TEXT NOT NULL,
        hint TEXT NOT NULL,
        can_continue INTEGER NOT NULL,
        created_at FLOAT NOT NULL,
        updated_at FLOAT NOT NULL,
        UNIQUE (branch_id, position)
    )""",
    """CREATE TABLE messages (
        key TEXT NOT NULL PRIMARY KEY,
        parent_key TEXT,
        depth INTEGER NOT NULL,
        message_id TEXT NOT NULL,
        role TEXT NOT NULL,
        text TEXT NOT NULL,
        data TEXT NOT NULL,
        turn_id TEXT NOT NULL,
        created_at FLOAT NOT NULL
    )""",
    "CREATE INDEX ix_messages_parent_key ON messages (parent_key)",
    """CREATE TABLE unsaved_text (
        id INTEGER NOT NULL PRIMARY KEY,
        branch_id TEXT NOT NULL REFERENCES branches (id),
        turn_id TEXT NOT NULL,
        message_id TEXT NOT NULL,
        after_key TEXT,
        text TEXT NOT NULL,
        created_at FLOAT NOT NULL
    )""",
    "CREATE INDEX ix_unsaved_text_branch_id ON unsaved_text (branch_id)",
    "CREATE INDEX ix_unsaved_text_turn_id ON unsaved_text (turn_id)",
    "CREATE INDEX ix_unsaved_text_message_id ON unsaved_text (message_id)",
    """CREATE TABLE drafts (
        conversation_id TEXT NOT NULL PRIMARY KEY,
        text TEXT NOT NULL
    )""",
    """CREATE TABLE leases (
        branch_id TEXT NOT NULL PRIMARY KEY,
        owner TEXT NOT NULL,
        acquired_at FLOAT NOT NULL
    )""",
)


def apply(connection: "Connection") -> None:
    """Make the tables of the first version."""
    for statement in _STATEMENTS:
        connection.exec_driver_sql(statement)
