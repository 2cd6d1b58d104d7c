"""Suites, cases, runs and their results; and the run behind each step and each action."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy import Connection

_STATEMENTS = (
    "ALTER TABLE conversations ADD COLUMN traced INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE steps ADD COLUMN run_id TEXT",
    "CREATE INDEX ix_steps_run_id ON steps (run_id)",
    "ALTER TABLE actions ADD COLUMN run_id TEXT NOT NULL DEFAULT ''",
    """CREATE TABLE suites (
        id TEXT NOT NULL PRIMARY KEY,
        name TEXT NOT NULL,
        chosen_at FLOAT NOT NULL,
        created_at FLOAT NOT NULL,
        updated_at FLOAT NOT NULL,
        trashed_at FLOAT
    )""",
    """CREATE TABLE case_texts (
        digest TEXT NOT NULL PRIMARY KEY,
        text TEXT NOT NULL
    )""",
    """CREATE TABLE cases (
        id TEXT NOT NULL PRIMARY KEY,
        suite_id TEXT NOT NULL REFERENCES suites (id),
        position INTEGER NOT NULL,
        digest TEXT NOT NULL REFERENCES case_texts (digest),
        name TEXT NOT NULL,
        asked TEXT NOT NULL,
        tags TEXT NOT NULL,
        about TEXT NOT NULL,
        checks INTEGER NOT NULL,
        made_at FLOAT NOT NULL,
        updated_at FLOAT NOT NULL,
        trashed_at FLOAT
    )""",
    "CREATE INDEX ix_cases_suite_id ON cases (suite_id)",
    """CREATE TABLE runs (
        id TEXT NOT NULL PRIMARY KEY,
        suite_id TEXT NOT NULL,
        suite_name TEXT NOT NULL,
        "plan" TEXT NOT NULL,
        status TEXT NOT NULL,
        sentence TEXT NOT NULL,
        total INTEGER NOT NULL,
        started_at FLOAT NOT NULL,
        updated_at FLOAT NOT NULL,
        trashed_at FLOAT
    )""",
    "CREATE INDEX ix_runs_suite_id ON runs (suite_id)",
    """CREATE TABLE run_cases (
        run_id TEXT NOT NULL REFERENCES runs (id),
        position INTEGER NOT NULL,
        case_id TEXT NOT NULL,
        digest TEXT NOT NULL REFERENCES case_texts (digest),
        name TEXT NOT NULL,
        PRIMARY KEY (run_id, position)
    )""",
    """CREATE TABLE results (
        run_id TEXT NOT NULL REFERENCES runs (id),
        candidate INTEGER NOT NULL,
        case_id TEXT NOT NULL,
        number INTEGER NOT NULL,
        verdict TEXT NOT NULL,
        data TEXT NOT NULL,
        seconds FLOAT NOT NULL,
        model_seconds FLOAT NOT NULL,
        tokens_in INTEGER,
        tokens_out INTEGER,
        sentence TEXT NOT NULL,
        grade INTEGER,
        at FLOAT NOT NULL,
        PRIMARY KEY (run_id, candidate, case_id, number)
    )""",
    """CREATE TABLE pairs (
        run_id TEXT NOT NULL REFERENCES runs (id),
        case_id TEXT NOT NULL,
        number INTEGER NOT NULL,
        first INTEGER NOT NULL,
        second INTEGER NOT NULL,
        winner INTEGER,
        reason TEXT NOT NULL,
        PRIMARY KEY (run_id, case_id, number, first, second)
    )""",
)


def apply(connection: "Connection") -> None:
    """Add the tables of evaluation, and where the runs of the agent are told."""
    for statement in _STATEMENTS:
        connection.exec_driver_sql(statement)
