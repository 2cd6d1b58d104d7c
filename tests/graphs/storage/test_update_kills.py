"""Updates that are really killed: afterwards the folder is as it was, or it is up to date."""

import os
import random
import shutil
import signal
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import count
from pathlib import Path

import pytest

from graphs.storage import backup, migrations
from graphs.storage.database import Database
from graphs.storage.home import Home
from graphs.storage.schema_number import schema_number
from graphs.storage.update_progress import UpdateProgress, unheeded
from tests.graphs.storage.older import Rows, all_rows, kept, make_older

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="forks")

OLDER = 1
KILLS = 12


class Trials:
    """One older folder, and a fresh copy of it for each update that is killed."""

    def __init__(self, folder: Path) -> None:
        self._original = Home(folder / "original")
        self._folder = folder
        make_older(self._original, OLDER, turns=300)
        self.before: Rows = all_rows(self._original)

    def update(
        self, meanwhile: Callable[[int], None], heed: Callable[[UpdateProgress], bool] = unheeded
    ) -> Home:
        """The folder as an update left it. `meanwhile` gets the id of the process that does it."""
        home = Home(self._folder / "trial")
        shutil.rmtree(home.folder, ignore_errors=True)
        shutil.copytree(self._original.folder, home.folder)
        pid = os.fork()
        if pid == 0:
            try:
                Database.open(home, heed).close()
            finally:
                os._exit(0)
        meanwhile(pid)
        os.waitpid(pid, 0)
        return home

    def check(self, home: Home) -> int:
        """The number that the folder has; it is whole, and the next start goes on from there."""
        found = schema_number(home.database)
        assert found in (OLDER, migrations.NEWEST)
        for copy in backup.last_good(home):
            assert sound(f"{copy.as_uri()}?immutable=1") == OLDER
        assert sound(home.database.as_uri()) == found
        if found == OLDER:
            assert all_rows(home) == self.before
        Database.open(home).close()
        assert schema_number(home.database) == migrations.NEWEST
        assert kept(self.before, all_rows(home)) == self.before
        assert list(home.backups.glob(".*")) == []
        return found


def sound(uri: str) -> int:
    """The number of a database, once all of it was read and found well."""
    with closing(sqlite3.connect(uri, uri=True)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return connection.execute("PRAGMA user_version").fetchone()[0]


@pytest.fixture(scope="module")
def trials(tmp_path_factory: pytest.TempPathFactory) -> Trials:
    return Trials(tmp_path_factory.mktemp("updates"))


def test_killed_at_any_moment(trials: Trials) -> None:
    began = time.monotonic()
    trials.check(trials.update(lambda _: None))
    longest = time.monotonic() - began
    random_ = random.Random(11)

    def later(pid: int) -> None:
        time.sleep(random_.uniform(0, longest / 2))
        os.kill(pid, signal.SIGKILL)

    for _ in range(KILLS):
        trials.check(trials.update(later))


def test_killed_at_each_word_of_progress(trials: Trials) -> None:
    for word in count(1):
        words = count(1)

        def heed(_: UpdateProgress, words: Iterator[int] = words, last: int = word) -> bool:
            if next(words) == last:
                os.kill(os.getpid(), signal.SIGKILL)
            return True

        if trials.check(trials.update(lambda _: None, heed)) == migrations.NEWEST:
            assert word > 3 + migrations.NEWEST - OLDER, "each stage must have been met"
            break
