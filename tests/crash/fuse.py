"""The death of a process at a moment that is told by what it did, not by a clock."""

import os
import signal
import sqlite3
from typing import Any


class Fuse:
    """Counts lines and SQL statements, and kills the process before the ordered statement.

    That is the `statement`-th one after `count` lines of kind `mark`; None for never.
    """

    def __init__(self, mark: str, count: int, statement: int | None) -> None:
        self._mark = mark
        self._lines_left = count
        self._statements_left = statement

    def line(self, mark: str) -> None:
        """A line of that kind was told."""
        self._lines_left -= mark == self._mark

    def attach(self) -> None:
        """Count the statements of every connection that is opened from now on."""
        connect = sqlite3.connect

        def traced(*given: Any, **named: Any) -> sqlite3.Connection:
            connection = connect(*given, **named)
            connection.set_trace_callback(self._statement)
            return connection

        sqlite3.connect = traced

    def _statement(self, _sql: str) -> None:
        if self._statements_left is None or self._lines_left > 0:
            return
        self._statements_left -= 1
        if self._statements_left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
