"""Numbered migrations. `PRAGMA user_version` holds the number of the last one applied.

None imports SQLAlchemy: the window looks at `NEWEST` before its first frame.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from graphs.storage.migrations import (
    m0001_initial,
    m0002_actions,
    m0003_branches,
    m0004_failures,
    m0005_evals,
)

if TYPE_CHECKING:
    from sqlalchemy import Connection

MIGRATIONS: tuple["Callable[[Connection], None]", ...] = (
    m0001_initial.apply,
    m0002_actions.apply,
    m0003_branches.apply,
    m0004_failures.apply,
    m0005_evals.apply,
)
NEWEST = len(MIGRATIONS)


def version(connection: "Connection") -> int:
    """The number of the last migration applied to this file; 0 for an empty one."""
    return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())


def apply(connection: "Connection", number: int) -> None:
    """Apply migration `number` inside the caller's transaction."""
    MIGRATIONS[number - 1](connection)
    connection.exec_driver_sql(f"PRAGMA user_version = {number:d}")
