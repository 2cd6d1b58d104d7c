import sqlite3

import pytest

from graphs.errors import DiskFull
from graphs.storage import migrations, turns
from graphs.storage.folder_version import ours
from graphs.storage.home import Home
from graphs.storage.library import Library
from graphs.storage.upkeep import Counts, examine, free_space, require_space
from tests.a_folder import everything_in


def test_a_sound_folder_is_reported_with_its_sizes_and_counts(library: Library) -> None:
    made = library.create(agent_version="1")
    library.trash(library.create(agent_version="1").id)
    with library.database.transaction() as c:
        turns.record(c, made.branch_id, "t1", "hello", 2.0)
    copy = library.back_up()
    (library.home.models / "m.gguf").write_bytes(b"x" * 1000)

    report = library.examine()

    assert report.folder == library.home.folder
    assert report.problems == ()
    assert report.schema_version == report.newest_schema_version == migrations.NEWEST
    assert report.sqlite_version == sqlite3.sqlite_version
    assert report.counts == Counts(conversations=2, trashed=1, branches=2, turns=1)
    assert [turn.id for turn in report.unfinished] == ["t1"]
    assert report.newest_backup == copy
    assert report.sizes.models == 1000
    assert report.sizes.database > 0
    assert report.sizes.wal > 0
    assert copy is not None
    assert report.sizes.backups == copy.stat().st_size
    assert report.free > 0


def test_what_somebody_runs_is_not_reported_as_unfinished(library: Library) -> None:
    made = library.create(agent_version="1")
    with library.database.transaction() as c:
        turns.record(c, made.branch_id, "t1", "hello", 2.0)
    library.leases.acquire(made.branch_id)

    assert library.examine().unfinished == ()


def test_the_savers_checkpoints_are_counted(library: Library) -> None:
    with sqlite3.connect(library.home.database) as saver:
        saver.execute("CREATE TABLE checkpoints (thread_id TEXT)")
        saver.execute("INSERT INTO checkpoints VALUES ('b1'), ('b1')")
    saver.close()

    assert library.examine().counts.checkpoints == 2


def test_an_empty_folder_is_well(home: Home) -> None:
    report = examine(home)

    assert report.problems == ()
    assert report.schema_version is None
    assert not home.folder.exists()


@pytest.mark.parametrize("whole", [True, False])
def test_damage_is_reported(home: Home, whole: bool) -> None:
    library = Library.open(home)
    for number in range(300):
        library.save_draft(str(number), "x" * 500)
    library.close()
    data = home.database.read_bytes()
    middle = len(data) // 2 // 4096 * 4096
    damage = b"x" * len(data) if whole else data[:middle] + b"\xff" * 8192 + data[middle + 8192 :]
    home.database.write_bytes(damage)

    report = examine(home)

    assert report.problems
    assert report.sizes.database == len(data)
    assert home.database.read_bytes() == damage


def test_a_newer_database_is_reported(home: Home) -> None:
    Library.open(home).close()
    with sqlite3.connect(home.database) as other:
        other.execute(f"PRAGMA user_version = {migrations.NEWEST + 1}")
    other.close()
    before = everything_in(home.folder)

    report = examine(home)

    assert everything_in(home.folder) == before
    assert len(report.problems) == 1
    assert "newer" in report.problems[0]
    assert report.written_by == ours()
    assert report.schema_version == migrations.NEWEST + 1
    assert report.counts == Counts()


def test_a_turn_does_not_begin_without_room(home: Home) -> None:
    require_space(home)
    require_space(home, free_space(home) // 2)
    with pytest.raises(DiskFull):
        require_space(home, free_space(home) * 2)
