"""What other processes write is noticed; what our own engine tells of is not taken for it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from desktop.app.outside import Outside
from desktop.shared.library_calls import LibraryCalls
from desktop.shared.tasks import Tasks
from graphs import Home, Library
from tests.desktop.conftest import Desk

Watched = tuple[Outside, list[None]]


@pytest.fixture
def watched(desk: Desk, calls: LibraryCalls, tasks: Tasks) -> Iterator[Watched]:
    """Somebody who looks outside, and has looked once; and what was noticed."""
    outside = Outside(calls, tasks)
    noticed: list[None] = []
    outside.written.connect(lambda: noticed.append(None))
    outside.begin()
    desk.until(lambda: outside._version is not None)
    yield outside, noticed
    outside.end()


def looks(desk: Desk, outside: Outside, times: int) -> None:
    """Let it look so many times more."""
    seconds: list[None] = []
    outside._timer.timeout.connect(lambda: seconds.append(None))
    desk.until(lambda: len(seconds) >= times)
    desk.settle()


def elsewhere(home: Home) -> None:
    """Write as another process does."""
    with closing(sqlite3.connect(home.database)) as database, database:
        database.execute("CREATE TABLE IF NOT EXISTS elsewhere (at REAL)")
        database.execute("INSERT INTO elsewhere VALUES (1)")


def test_what_is_written_elsewhere_is_noticed_once(
    desk: Desk, home: Home, watched: Watched
) -> None:
    outside, noticed = watched
    elsewhere(home)
    desk.until(lambda: len(noticed) == 1)
    looks(desk, outside, 1)
    assert len(noticed) == 1


def test_what_the_library_here_writes_is_no_news(
    desk: Desk, library: Library, watched: Watched
) -> None:
    outside, noticed = watched
    library.create(agent_version="1")
    looks(desk, outside, 1)
    assert noticed == []


def test_what_is_written_while_our_engine_tells_is_noticed_after_it(
    desk: Desk, home: Home, watched: Watched
) -> None:
    outside, noticed = watched
    seen: list[int] = []
    outside._timer.timeout.connect(lambda: seen.append(len(noticed)))
    outside.handle(object())
    elsewhere(home)
    desk.until(lambda: len(noticed) == 1)
    assert len(seen) == 2, "the second in which it told, and the next"
