from contextlib import closing
from pathlib import Path

import pytest

from graphs.errors import DatabaseDamaged
from graphs.storage import backup, conversations
from graphs.storage.database import Database, looking
from graphs.storage.home import Home
from graphs.storage.update_progress import unheeded
from tests.graphs.storage.conftest import Child, kill

NOON = 1_800_000_000.0
DAY = 86_400.0


def save(database: Database, text: str) -> None:
    with database.transaction() as c:
        conversations.save_draft(c, "", text)


def saved(path: Path) -> str:
    with looking(path) as c:
        return conversations.draft(c, "")


def test_a_copy_holds_what_is_in_the_log_too(home: Home, database: Database) -> None:
    save(database, "hello")

    copy = backup.make(home, NOON)

    save(database, "later")
    assert copy == home.backups / "cairn-20270115-080000.sqlite3"
    assert backup.last_good(home) == [copy]
    assert saved(copy) == "hello"
    assert saved(home.database) == "later"


def test_the_newest_five_are_kept(home: Home, database: Database) -> None:
    copies = [backup.make(home, NOON + day * DAY) for day in range(7)]
    (home.backups / "cairn-mine.sqlite3").write_text("not ours to delete")

    assert backup.last_good(home) == copies[:1:-1]
    assert (home.backups / "cairn-mine.sqlite3").exists()
    assert {path.suffix for path in home.backups.iterdir()} == {".sqlite3"}


def test_the_copy_just_made_is_kept_though_the_clock_was_set_back(
    home: Home, database: Database
) -> None:
    later = [backup.make(home, NOON + day * DAY) for day in range(5)]

    copy = backup.make(home, NOON - 2 * DAY)

    assert backup.last_good(home) == [*later[:0:-1], copy]


def test_copies_before_updates_are_kept_apart_from_those_of_days(
    home: Home, database: Database
) -> None:
    daily = [backup.make(home, NOON + day * DAY) for day in range(5)]

    updates = [backup.make_before_update(home, NOON + n * DAY + 9, n, unheeded) for n in range(4)]

    assert updates[3].name == "before-update-3-20270118-080009.sqlite3"
    assert backup.last_good(home) == [
        daily[4],
        updates[3],
        daily[3],
        updates[2],
        *reversed(daily[:3]),
    ]
    later = backup.make(home, NOON + 5 * DAY)
    assert backup.last_good(home)[0] == later
    assert set(updates[2:]) < set(backup.last_good(home))
    assert not backup.due(home, NOON + 5 * DAY)


def test_a_copy_before_an_update_is_no_daily_one(home: Home, database: Database) -> None:
    backup.make_before_update(home, NOON, 1, unheeded)

    assert backup.due(home, NOON)


def test_one_copy_a_day_is_due(home: Home, database: Database) -> None:
    assert backup.due(home, NOON)
    backup.make(home, NOON)

    assert not backup.due(home, NOON + DAY - 1)
    assert backup.due(home, NOON + DAY)
    assert backup.due(home, NOON - DAY), "a clock that was set back must not stop the copies"


def test_no_copy_of_nothing_is_due(home: Home) -> None:
    home.prepare()

    assert not backup.due(home, NOON)


def test_a_damaged_database_never_becomes_a_good_copy(home: Home) -> None:
    with closing(Database.open(home)) as database:
        for number in range(400):
            with database.relaxed() as c:
                conversations.save_draft(c, str(number), "x" * 500)
    good = backup.make(home, NOON)
    data = home.database.read_bytes()
    middle = len(data) // 2 // 4096 * 4096
    home.database.write_bytes(data[:middle] + b"\xff" * 4096 + data[middle + 4096 :])

    with pytest.raises(DatabaseDamaged):
        backup.make(home, NOON + DAY)

    assert [path.name for path in home.backups.iterdir()] == [good.name]


def test_a_copy_that_was_cut_off_is_not_taken_for_good(home: Home, database: Database) -> None:
    (home.backups / ".unfinished.part").write_bytes(b"half")
    assert backup.last_good(home) == []

    save(database, "hello")
    copy = backup.make(home, NOON)

    assert list(home.backups.iterdir()) == [copy]
    assert saved(copy) == "hello"


def test_restoring_keeps_the_damaged_file_and_its_log(home: Home, child: Child) -> None:
    with closing(Database.open(home)) as database:
        save(database, "good")
    copy = backup.make(home, NOON)
    process = child(
        "from graphs.storage.database import Database\n"
        "from graphs.storage import conversations\n"
        "database = Database.open(home)\n"
        "with database.transaction() as c: conversations.save_draft(c, '', 'newer')\n"
        "print('ready', flush=True); time.sleep(60)\n",
        home,
    )
    kill(process)
    log = home.database.with_name("cairn.sqlite3-wal").read_bytes()
    home.database.write_bytes(b"damage")

    aside = backup.restore(home, copy, NOON)

    assert aside == home.folder / "cairn.damaged-20270115-080000.sqlite3"
    assert aside.read_bytes() == b"damage"
    assert aside.with_name(aside.name + "-wal").read_bytes() == log
    with closing(Database.open(home)):
        assert saved(home.database) == "good"
    assert copy.exists()


def test_starting_afresh_keeps_the_damaged_file(home: Home) -> None:
    home.prepare()
    home.database.write_bytes(b"damage")

    aside = backup.restore(home, None, NOON)

    assert aside is not None
    assert aside.read_bytes() == b"damage"
    with closing(Database.open(home)):
        assert saved(home.database) == ""
    assert backup.restore(Home(home.folder / "elsewhere"), None, NOON) is None


def test_two_restorations_in_one_second_keep_both_files(home: Home) -> None:
    home.prepare()
    for damage in (b"first", b"second"):
        home.database.write_bytes(damage)
        backup.restore(home, None, NOON)

    kept = {path.read_bytes() for path in home.folder.glob("cairn.damaged-*")}
    assert kept == {b"first", b"second"}
