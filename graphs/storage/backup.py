"""Copies of the database: made once a day and before migrations, and put back after damage."""

import os
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from itertools import chain, count
from pathlib import Path
from typing import Final

from filelock import FileLock

from graphs.storage.faults import damaged, translated
from graphs.storage.home import Home

KEPT: Final = 5
_DAY = 86_400.0
_STAMP = "%Y%m%d-%H%M%S"
_SIDE_FILES = ("-wal", "-shm", "-journal")


def last_good(home: Home) -> list[Path]:
    """The copies there are, newest first. Each was sound when it was made."""
    copies = [path for path in home.backups.glob("cairn-*.sqlite3") if _made_at(path) is not None]
    return sorted(copies, key=lambda path: path.name, reverse=True)


def due(home: Home, now: float) -> bool:
    """Whether the newest copy is a day old, or there is none though there is a database."""
    if not home.database.exists():
        return False
    copies = last_good(home)
    made_at = _made_at(copies[0]) if copies else None
    return made_at is None or abs(now - made_at) >= _DAY


def make(home: Home, now: float) -> Path:
    """Copy the database, which others may go on using, and keep the newest five copies.

    Raises DatabaseDamaged when the copy is not sound (the earlier copies stay), DiskFull and
    HomeReadOnly.
    """
    copy = home.backups / f"cairn-{_stamp(now)}.sqlite3"
    unfinished = copy.with_name(".unfinished.part")
    with translated(home.database), FileLock(home.locks / "backup.making", fallback_to_soft=False):
        try:
            unfinished.unlink(missing_ok=True)
            _copy(home.database, unfinished)
            if not _sound(unfinished):
                raise damaged(home.database)
            unfinished.replace(copy)
        finally:
            unfinished.unlink(missing_ok=True)
        others = [one for one in last_good(home) if one != copy]  # the clock may have gone back
        for old in others[KEPT - 1 :]:
            old.unlink()
    return copy


def restore(home: Home, copy: Path | None, now: float) -> Path | None:
    """Move the damaged database aside and put `copy` in its place, or start afresh with None.

    Nobody may have the database open. Returns where the damaged file lies now, or None when
    there was none. It is never deleted. Raises DiskFull and HomeReadOnly, with nothing moved.
    """
    aside = _unused(home.database.with_name(f"cairn.damaged-{_stamp(now)}.sqlite3"))
    incoming = home.database.with_name(".cairn.restored.part")
    moved = home.database.exists()
    with translated(home.database):
        try:
            if copy is not None:
                _copy_file(copy, incoming)
            for suffix in ("", *_SIDE_FILES):
                part = home.database.with_name(home.database.name + suffix)
                if part.exists():
                    part.rename(aside.with_name(aside.name + suffix))
            if copy is not None:
                incoming.replace(home.database)
        finally:
            incoming.unlink(missing_ok=True)
    return aside if moved else None


def _stamp(now: float) -> str:
    return datetime.fromtimestamp(now, UTC).strftime(_STAMP)


def _unused(path: Path) -> Path:
    """`path`, or the first of its kind with a number that is not taken."""
    numbered = (path.with_name(f"{path.stem}-{number}{path.suffix}") for number in count(2))
    return next(free for free in chain([path], numbered) if not free.exists())


def _made_at(copy: Path) -> float | None:
    try:
        return (
            datetime.strptime(copy.name, f"cairn-{_STAMP}.sqlite3").replace(tzinfo=UTC).timestamp()
        )
    except ValueError:
        return None


def _copy(source: Path, target: Path) -> None:
    """All pages in one step: a single read transaction, which holds up no writer."""
    with (
        closing(sqlite3.connect(f"{source.as_uri()}?mode=ro", uri=True)) as reading,
        closing(sqlite3.connect(target)) as writing,
    ):
        reading.backup(writing)


def _sound(copy: Path) -> bool:
    with closing(sqlite3.connect(f"{copy.as_uri()}?immutable=1", uri=True)) as connection:
        return connection.execute("PRAGMA quick_check(1)").fetchone() == ("ok",)


def _copy_file(source: Path, target: Path) -> None:
    with source.open("rb") as reading, target.open("wb") as writing:
        shutil.copyfileobj(reading, writing)
        writing.flush()
        os.fsync(writing.fileno())
