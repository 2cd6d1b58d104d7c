"""Statements that take long, ended in their midst."""

import sqlite3
from collections.abc import Generator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError

from graphs.storage.update_progress import Heed, UpdateProgress, go_on

_OFTEN = 200_000  # steps of SQLite's machine: some milliseconds


@contextmanager
def interruptible(raw: sqlite3.Connection, heed: Heed, progress: UpdateProgress) -> Generator[None]:
    """Tell the progress while statements of the block run; what `heed` raises is raised here.

    Raises UpdateCancelled. A statement that is ended has changed nothing.
    """
    raised: list[BaseException] = []

    def tell() -> bool:
        """True ends the statement; SQLite lets no error through."""
        try:
            go_on(heed, progress)
        except BaseException as error:  # noqa: BLE001 - raised again below
            raised.append(error)
        return bool(raised)

    raw.set_progress_handler(tell, _OFTEN)
    try:
        go_on(heed, progress)
        yield
    except (sqlite3.OperationalError, DBAPIError):
        if raised:
            raise raised[0] from None
        raise
    finally:
        raw.set_progress_handler(None, 0)
