import sqlite3
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from sqlalchemy import Connection, inspect
from sqlalchemy.exc import IntegrityError

from graphs.errors import (
    DatabaseDamaged,
    DatabaseTooNew,
    DiskFull,
    HomeError,
    HomeReadOnly,
)
from graphs.storage import backup, conversations, migrations, tables
from graphs.storage.database import Database, looking
from graphs.storage.home import Home
from tests.graphs.storage.conftest import Child, kill


def drafts(database: Database) -> dict[str, str]:
    with database.reading() as c:
        rows = c.exec_driver_sql("SELECT conversation_id, text FROM drafts").all()
    return {row.conversation_id: row.text for row in rows}


def write_half(transaction: AbstractContextManager[Connection]) -> None:
    with transaction as c:
        conversations.save_draft(c, "a", "lost")
        raise KeyError


def content(home: Home) -> dict[str, bytes]:
    """Every file of the data folder that holds data, which SQLite's shared memory does not."""
    files = [path for path in home.folder.rglob("*") if path.is_file()]
    found = {path.name: path.read_bytes() for path in files if not path.name.endswith("-shm")}
    return {name: data for name, data in found.items() if data}


def fill(home: Home, rows: int = 300) -> None:
    database = Database.open(home)
    with database.transaction() as c:
        for row in range(rows):
            conversations.save_draft(c, f"c{row}", "x" * 500)
    database.close()


def test_a_new_database_has_the_tables_that_we_query(database: Database) -> None:
    with database.reading() as c:
        found = inspect(c)
        assert set(found.get_table_names()) == set(tables.metadata.tables)
        for name, table in tables.metadata.tables.items():
            columns = {column["name"]: column["nullable"] for column in found.get_columns(name)}
            assert columns == {column.name: bool(column.nullable) for column in table.columns}
            indexes = {tuple(index["column_names"]) for index in found.get_indexes(name)}
            assert indexes == {tuple(c.name for c in index.columns) for index in table.indexes}
            keys = found.get_pk_constraint(name)["constrained_columns"]
            assert keys == [column.name for column in table.primary_key]
            foreign = {key["referred_table"] for key in found.get_foreign_keys(name)}
            assert foreign == {key.column.table.name for key in table.foreign_keys}


def test_the_file_is_set_up_to_lose_nothing(database: Database) -> None:
    with database.reading() as c:
        settings = {
            name: c.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert settings == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": 30_000,
    }


def test_a_transaction_that_raises_leaves_nothing(database: Database) -> None:
    with pytest.raises(KeyError):
        write_half(database.transaction())

    assert drafts(database) == {}
    with database.transaction() as c:
        conversations.save_draft(c, "a", "kept")
    assert drafts(database) == {"a": "kept"}


def test_relaxed_applies_to_its_own_transaction_only(database: Database) -> None:
    with database.relaxed() as c:
        assert c.exec_driver_sql("PRAGMA synchronous").scalar() == 1
    with pytest.raises(KeyError):
        write_half(database.relaxed())
    with database.transaction() as c:
        assert c.exec_driver_sql("PRAGMA synchronous").scalar() == 2
    assert drafts(database) == {}


def test_transactions_do_not_nest_but_may_be_read_in(database: Database) -> None:
    with database.transaction() as c:
        conversations.save_draft(c, "a", "mine")
        assert drafts(database) == {"a": "mine"}
        with pytest.raises(RuntimeError), database.transaction():
            pass
        with pytest.raises(RuntimeError), database.relaxed():
            pass
    assert drafts(database) == {"a": "mine"}


def test_many_threads_share_the_connection(database: Database) -> None:
    def write(number: int) -> None:
        for turn in range(20):
            with database.relaxed() as c:
                conversations.save_draft(c, f"{number}-{turn}", "x")
            drafts(database)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(drafts(database)) == 100


@pytest.mark.parametrize("way", ["transaction", "relaxed"])
def test_what_was_written_survives_kill_9(home: Home, child: Child, way: str) -> None:
    process = child(
        "from graphs.storage.database import Database\n"
        "from graphs.storage import conversations\n"
        "database = Database.open(home)\n"
        f"with database.{way}() as c: conversations.save_draft(c, 'a', 'kept')\n"
        "database._connection.exec_driver_sql('BEGIN IMMEDIATE')\n"
        "conversations.save_draft(database._connection, 'b', 'half')\n"
        "print('ready', flush=True); time.sleep(60)\n",
        home,
    )
    kill(process)

    database = Database.open(home)
    assert drafts(database) == {"a": "kept"}
    database.close()


def test_two_processes_open_a_new_folder_at_once(home: Home, child: Child) -> None:
    threads = [
        threading.Thread(
            target=child,
            args=(
                "from graphs.storage.database import Database\n"
                "Database.open(home).close(); print('ready', flush=True)\n",
                home,
            ),
        )
        for _ in range(3)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    database = Database.open(home)
    assert drafts(database) == {}
    database.close()


def test_a_full_disk_is_told_and_nothing_saved_is_lost(database: Database) -> None:
    with database.transaction() as c:
        conversations.save_draft(c, "a", "kept")
        pages = c.exec_driver_sql("PRAGMA page_count").scalar_one()
        c.exec_driver_sql(f"PRAGMA max_page_count = {pages + 2}")

    with pytest.raises(DiskFull) as told, database.transaction() as c:
        conversations.save_draft(c, "b", "x" * 100_000)

    assert told.value.can_continue
    assert "x" * 10 not in str(told.value)
    assert drafts(database) == {"a": "kept"}
    with database.transaction() as c:
        c.exec_driver_sql(f"PRAGMA max_page_count = {pages + 1000}")
    with database.transaction() as c:
        conversations.save_draft(c, "b", "x" * 100_000)
    assert set(drafts(database)) == {"a", "b"}


def test_a_refused_write_says_that_the_folder_is_read_only(database: Database) -> None:
    with database.reading() as c:
        c.exec_driver_sql("PRAGMA query_only = ON")

    with pytest.raises(HomeReadOnly), database.transaction() as c:
        conversations.save_draft(c, "a", "x")


def test_a_file_in_the_folders_place_is_told(home: Home) -> None:
    home.folder.write_text("not a folder")

    with pytest.raises(HomeReadOnly):
        Database.open(home)
    assert home.folder.read_text() == "not a folder"


def test_a_folder_without_the_right_to_write_is_told(plain_user_home: Home) -> None:
    fill(plain_user_home)
    plain_user_home.folder.chmod(0o555)

    with pytest.raises(HomeReadOnly):
        Database.open(plain_user_home)


def test_a_file_without_the_right_to_write_is_told(plain_user_home: Home) -> None:
    fill(plain_user_home)
    plain_user_home.database.chmod(0o444)

    with pytest.raises(HomeReadOnly):
        Database.open(plain_user_home)


def test_another_program_that_holds_the_file_is_told(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graphs.storage.database._PATIENCE", 0.05)
    database = Database.open(home)
    other = sqlite3.connect(home.database, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    with pytest.raises(HomeError, match="Another program"), database.transaction():
        pass

    other.close()
    with database.transaction() as c:
        conversations.save_draft(c, "a", "x")
    database.close()


def test_a_broken_constraint_is_no_fault_of_the_file(database: Database) -> None:
    with pytest.raises(IntegrityError), database.transaction() as c:
        c.exec_driver_sql(
            "INSERT INTO branches (id, conversation_id, agent_version, created_at)"
            " VALUES ('b', 'nobody', '1', 0)"
        )


@pytest.mark.parametrize("in_log", [False, True], ids=["in the file", "in the log only"])
def test_a_newer_database_is_refused_and_untouched(home: Home, child: Child, in_log: bool) -> None:
    fill(home)
    process = child(
        "import sqlite3\n"
        "other = sqlite3.connect(home.database)\n"
        f"other.execute('PRAGMA user_version = {migrations.NEWEST + 1}')\n"
        f"{'' if in_log else 'other.close()'}\n"
        "print('ready', flush=True); time.sleep(60)\n",
        home,
    )
    kill(process)
    before = content(home)
    assert ("cairn.sqlite3-wal" in before) is in_log

    with pytest.raises(DatabaseTooNew):
        Database.open(home)

    assert content(home) == before


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: b"This is no database. " * 1000,
        lambda data: data[:50],
        lambda data: data[: len(data) // 2],
        lambda data: b"\0" * len(data),
        lambda data: data[:100] + b"\xff" * 4000 + data[4100:],
    ],
    ids=["text", "header only", "half", "zeroes", "first page"],
)
def test_a_damaged_file_is_refused_and_untouched(
    home: Home, damage: Callable[[bytes], bytes]
) -> None:
    fill(home)
    home.database.write_bytes(damage(home.database.read_bytes()))
    before = content(home)

    with pytest.raises(DatabaseDamaged):
        Database.open(home)

    assert content(home) == before


def test_damage_in_the_middle_is_told_when_it_is_met(home: Home) -> None:
    fill(home, rows=2000)
    data = home.database.read_bytes()
    middle = len(data) // 2 // 4096 * 4096
    home.database.write_bytes(data[:middle] + b"\xff" * 8192 + data[middle + 8192 :])

    database = Database.open(home)
    with pytest.raises(DatabaseDamaged):
        drafts(database)
    database.close()


def test_an_empty_file_is_a_new_database_only_when_there_never_was_another(home: Home) -> None:
    home.prepare()
    home.database.touch()
    Database.open(home).close()
    backup.make(home, 1.0)
    home.database.write_bytes(b"")

    with pytest.raises(DatabaseDamaged):
        Database.open(home)


def test_a_log_whose_database_is_gone_is_kept(home: Home, child: Child) -> None:
    process = child(
        "from graphs.storage.database import Database\n"
        "database = Database.open(home)\n"
        "print('ready', flush=True); time.sleep(60)\n",
        home,
    )
    kill(process)
    home.database.unlink()
    before = content(home)
    assert before["cairn.sqlite3-wal"]

    with pytest.raises(DatabaseDamaged):
        Database.open(home)

    assert content(home) == before


def test_an_older_database_is_copied_and_then_migrated(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(home, rows=3)
    assert backup.last_good(home) == []
    monkeypatch.setattr(
        migrations,
        "MIGRATIONS",
        (*migrations.MIGRATIONS, lambda c: c.exec_driver_sql("CREATE TABLE later (id TEXT)")),
    )
    monkeypatch.setattr(migrations, "NEWEST", migrations.NEWEST + 1)

    database = Database.open(home)

    with database.reading() as c:
        assert migrations.version(c) == migrations.NEWEST
        assert "later" in inspect(c).get_table_names()
    assert len(drafts(database)) == 3
    database.close()
    (copy,) = backup.last_good(home)
    with looking(copy) as c:
        assert migrations.version(c) == migrations.NEWEST - 1


def test_a_migration_that_fails_changes_nothing(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(home, rows=3)

    def fails(c: Connection) -> None:
        c.exec_driver_sql("DROP TABLE drafts")
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr(migrations, "MIGRATIONS", (*migrations.MIGRATIONS, fails))
        patch.setattr(migrations, "NEWEST", migrations.NEWEST + 1)
        with pytest.raises(ZeroDivisionError):
            Database.open(home)

    database = Database.open(home)
    assert len(drafts(database)) == 3
    database.close()
