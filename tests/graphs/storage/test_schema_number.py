"""Held against SQLite itself: both must read the same number, in whatever state the file is."""

import os
import random
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from graphs.storage.schema_number import schema_number
from tests.a_folder import everything_in


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "open" / "cairn.sqlite3"


@pytest.fixture
def writer(database: Path) -> Iterator[sqlite3.Connection]:
    database.parent.mkdir()
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA cache_size = 5")  # pages of a transaction reach the log early
        connection.execute("CREATE TABLE words (text TEXT)")
        yield connection


def number(connection: sqlite3.Connection, to: int) -> None:
    connection.execute(f"PRAGMA user_version = {to}")


def as_after_a_kill(database: Path, place: Path) -> Path:
    """What a process that ends here leaves: the file and its log, and no shared memory."""
    place.mkdir()
    for suffix in ("", "-wal"):
        part = database.with_name(database.name + suffix)
        if part.exists():
            shutil.copy(part, place)
    return place / database.name


def as_sqlite_reads(database: Path) -> int:
    with closing(sqlite3.connect(database)) as connection:
        return connection.execute("PRAGMA user_version").fetchone()[0]


def test_it_reads_what_sqlite_reads_at_any_moment(
    writer: sqlite3.Connection, database: Path, tmp_path: Path
) -> None:
    random_ = random.Random(7)
    where = {"log": 0, "file": 0}
    for turn in range(60):
        match random_.choice(["number", "words", "checkpoint", "undone", "half"]):
            case "number":
                number(writer, turn)
            case "words":
                writer.execute("INSERT INTO words VALUES (?)", ("x" * random_.randrange(50_000),))
            case "checkpoint":
                mode = random_.choice(["PASSIVE", "FULL", "RESTART", "TRUNCATE"])
                writer.execute(f"PRAGMA wal_checkpoint({mode})")
            case half:
                writer.execute("BEGIN")
                number(writer, 1000 + turn)
                writer.executemany("INSERT INTO words VALUES (?)", [("y" * 9000,)] * 20)
                if half == "undone":
                    writer.execute("ROLLBACK")
        seen = schema_number(database)
        copy = as_after_a_kill(database, tmp_path / str(turn))
        log = copy.with_name("cairn.sqlite3-wal")
        where["log" if log.exists() and log.stat().st_size else "file"] += 1
        assert seen == schema_number(copy) == as_sqlite_reads(copy), turn
        if writer.in_transaction:
            writer.execute("ROLLBACK")
    assert min(where.values()) > 3, "both ways to the number must have been met"


def test_looking_changes_nothing(
    writer: sqlite3.Connection, database: Path, tmp_path: Path
) -> None:
    number(writer, 3)
    copy = as_after_a_kill(database, tmp_path / "copy")
    before = everything_in(copy.parent)

    assert schema_number(copy) == 3

    assert everything_in(copy.parent) == before


@pytest.mark.parametrize(
    "garble",
    [
        lambda data: b"",
        lambda data: data[:40],
        lambda data: b"This is no database. " * 100,
        lambda data: b"\0" * len(data),
    ],
)
def test_what_is_no_database_has_no_number(
    writer: sqlite3.Connection, database: Path, garble: Callable[[bytes], bytes]
) -> None:
    number(writer, 3)
    writer.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert schema_number(database) == 3

    database.write_bytes(garble(database.read_bytes()))

    assert schema_number(database) == 0


def test_garbage_in_the_logs_place_hides_no_number(
    writer: sqlite3.Connection, database: Path
) -> None:
    number(writer, 3)
    writer.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    log = database.with_name("cairn.sqlite3-wal")

    for garbage in (b"", b"short", b"\xff" * 9000, bytes.fromhex("377f0682") + b"\0" * 9000):
        log.write_bytes(garbage)
        assert schema_number(database) == 3


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names")
def test_what_is_no_file_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")

    assert schema_number(tmp_path / "pipe") == 0
    assert schema_number(tmp_path) == 0


def test_a_link_is_followed_to_the_log(
    writer: sqlite3.Connection, database: Path, tmp_path: Path
) -> None:
    number(writer, 3)
    link = tmp_path / "link.sqlite3"
    link.symlink_to(database)

    assert schema_number(link) == 3


def test_without_a_database_there_is_no_number(tmp_path: Path) -> None:
    assert schema_number(tmp_path / "nowhere" / "cairn.sqlite3") == 0
