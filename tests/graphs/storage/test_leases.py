import subprocess
import time

import pytest

from graphs.errors import BranchBusy
from graphs.storage import conversations, turns
from graphs.storage.database import Database
from graphs.storage.home import Home
from graphs.storage.leases import Leases, anyone_alive
from graphs.storage.library import Library
from graphs.storage.records import ConversationStatus
from tests.graphs.storage.conftest import Child, kill

HOLDER = """
from graphs.storage.library import Library
library = Library.open(home)
library.leases.acquire("b1")
print("ready", flush=True)
time.sleep(60)
"""


def owners(database: Database) -> list[str]:
    with database.reading() as c:
        return list(c.exec_driver_sql("SELECT owner FROM leases").scalars())


def test_a_branch_is_held_by_one_at_a_time(library: Library) -> None:
    first, second = library.leases, Leases(library.home, library.database)
    first.acquire("b1")

    for leases in (first, second):
        assert "b1" in leases.live()
        assert leases.live() == {"b1"}
        with pytest.raises(BranchBusy):
            leases.acquire("b1")
    second.acquire("b2")
    assert first.live() == second.live() == {"b1", "b2"}

    first.release("b1")
    assert "b1" not in second.live()
    second.acquire("b1")
    second.close()
    assert first.live() == frozenset()


def test_only_the_owner_can_let_go(library: Library) -> None:
    other = Leases(library.home, library.database)
    library.leases.acquire("b1")

    other.release("b1")

    assert "b1" in other.live()
    other.close()
    assert "b1" in library.leases.live()


def test_another_process_holds_a_branch_until_it_is_killed(library: Library, child: Child) -> None:
    process = child(HOLDER, library.home)
    assert "b1" in library.leases.live()
    with pytest.raises(BranchBusy):
        library.leases.acquire("b1")

    kill(process)

    assert "b1" not in library.leases.live()
    assert owners(library.database) == []
    library.leases.acquire("b1")
    assert "b1" in library.leases.live()


def test_a_dead_owners_branch_is_taken_over_at_once(library: Library, child: Child) -> None:
    kill(child(HOLDER, library.home))
    assert len(owners(library.database)) == 1

    library.leases.acquire("b1")

    assert library.leases.live() == {"b1"}
    assert len(owners(library.database)) == 1


def test_a_lease_ends_by_no_clock(
    library: Library, child: Child, monkeypatch: pytest.MonkeyPatch
) -> None:
    child(HOLDER, library.home)
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 1e9)

    assert "b1" in library.leases.live()


def test_what_dead_owners_left_is_swept_away_when_the_next_one_opens(
    home: Home, child: Child
) -> None:
    for _ in range(2):
        kill(child(HOLDER, home))
    assert anyone_alive(home) is False
    assert len(list(home.locks.glob("*.owner"))) >= 1

    library = Library.open(home)

    assert owners(library.database) == []
    assert len(list(home.locks.glob("*.owner"))) == 1
    assert anyone_alive(home)
    library.close()
    assert list(home.locks.glob("*.owner")) == []
    assert not anyone_alive(home)


def test_two_processes_that_want_a_branch_at_once_do_not_both_get_it(
    home: Home, child: Child
) -> None:
    library = Library.open(home)
    code = """
from graphs.errors import BranchBusy
from graphs.storage.library import Library
library = Library.open(home)
taken = []
print("ready", flush=True)
while not (home.folder / "go").exists(): pass
for number in range(50):
    try:
        library.leases.acquire(f"b{number}")
        taken.append(number)
    except BranchBusy:
        pass
print(*taken, flush=True)
time.sleep(60)
"""
    racers: list[subprocess.Popen[str]] = [child(code, home) for _ in range(2)]
    (home.folder / "go").touch()
    taken = [
        [int(number) for number in racer.stdout.readline().split()]
        for racer in racers
        if racer.stdout
    ]

    assert sorted(taken[0] + taken[1]) == list(range(50))
    assert library.leases.live() == {f"b{number}" for number in range(50)}
    library.close()


def test_a_release_that_a_full_disk_refuses_is_a_release_all_the_same(library: Library) -> None:
    library.leases.acquire("b1")
    with library.database.reading() as c:
        c.exec_driver_sql("PRAGMA query_only = ON")

    library.leases.release("b1")

    assert "b1" not in library.leases.live()
    with library.database.reading() as c:
        c.exec_driver_sql("PRAGMA query_only = OFF")
    assert len(owners(library.database)) == 1
    library.leases.acquire("b1")


def test_the_sidebar_tells_running_from_unfinished(library: Library, child: Child) -> None:
    with library.database.transaction() as c:
        conversations.create(c, "c1", "b1", "1", 1.0)
        turns.record(c, "b1", "t1", "hello", 2.0)
    process = child(HOLDER, library.home)
    (running,) = library.conversations()
    assert running.status is ConversationStatus.RUNNING
    assert library.unfinished_turns() == []

    kill(process)

    (unfinished,) = library.conversations()
    assert unfinished.status is ConversationStatus.UNFINISHED
    assert [turn.id for turn in library.unfinished_turns()] == ["t1"]
