"""Copies of the database: one a day, one before each update; put back after damage."""

import os
import re
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
from graphs.storage.interrupting import interruptible
from graphs.storage.update_progress import Heed, UpdateProgress, UpdateStage, go_on, unheeded

KEPT: Final = 5
KEPT_OF_UPDATES: Final = 2
_DAY = 86_400.0
_STAMP = "%Y%m%d-%H%M%S"
_PAGES = 500  # of 4 KB each, between two words of progress
_SIDE_FILES = ("-wal", "-shm", "-journal")


def last_good(home: Home) -> list[Path]:
    """The copies there are, of both kinds, newest first. Each was sound when it was made."""
    return _copies(home, "cairn-*", "before-update-*")


def due(home: Home, now: float) -> bool:
    """Whether the newest daily copy is a day old, or there is none though there is a database."""
    if not home.database.exists():
        return False
    made_at = next(map(_made_at, _copies(home, "cairn-*")), None)
    return made_at is None or abs(now - made_at) >= _DAY


def make(home: Home, now: float) -> Path:
    """Copy the database, which others may go on using, and keep the newest five daily copies.

    Raises DatabaseDamaged when the copy is not sound (the earlier copies stay), DiskFull and
    HomeReadOnly.
    """
    copy = home.backups / f"cairn-{_stamp(now)}.sqlite3"
    _make(home, copy, unheeded)
    _keep(copy, _copies(home, "cairn-*"), KEPT)
    return copy


def make_before_update(home: Home, now: float, number: int, heed: Heed) -> Path:
    """Copy the database, whose newest migration is `number`; keep the newest two such copies.

    Raises as `make`, and UpdateCancelled.
    """
    copy = home.backups / f"before-update-{number}-{_stamp(now)}.sqlite3"
    _make(home, copy, heed)
    _keep(copy, _copies(home, "before-update-*"), KEPT_OF_UPDATES)
    return copy


def tidy(home: Home) -> None:
    """Throw away what is left of a copy that was cut off. Nobody may be making one."""
    _unfinished(home).unlink(missing_ok=True)


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
    parts = re.fullmatch(r"(?:cairn|before-update-\d+)-(\d{8}-\d{6})\.sqlite3", copy.name)
    try:
        return (
            datetime.strptime(parts[1], _STAMP).replace(tzinfo=UTC).timestamp() if parts else None
        )
    except ValueError:
        return None


def _copies(home: Home, *kinds: str) -> list[Path]:
    found = [path for kind in kinds for path in home.backups.glob(f"{kind}.sqlite3")]
    dated = [(made_at, path) for path in found if (made_at := _made_at(path)) is not None]
    return [path for _, path in sorted(dated, reverse=True)]


def _keep(copy: Path, copies: list[Path], number: int) -> None:
    others = [one for one in copies if one != copy]  # the clock may have gone back
    for old in others[number - 1 :]:
        old.unlink()


def _unfinished(home: Home) -> Path:
    return home.backups / ".unfinished.part"


def _make(home: Home, copy: Path, heed: Heed) -> None:
    unfinished = _unfinished(home)
    with translated(home.database), FileLock(home.locks / "backup.making", fallback_to_soft=False):
        try:
            unfinished.unlink(missing_ok=True)
            _copy(home.database, unfinished, heed)
            if not _sound(unfinished, heed):
                raise damaged(home.database)
            unfinished.replace(copy)
        finally:
            unfinished.unlink(missing_ok=True)


def _copy(source: Path, target: Path, heed: Heed) -> None:
    """All pages in one step if nobody heeds it: one read transaction, which holds up no writer."""

    def tell(_: int, left: int, pages: int) -> None:
        go_on(heed, UpdateProgress(UpdateStage.COPYING, 1 - left / pages if pages else 1.0))

    with (
        closing(sqlite3.connect(f"{source.as_uri()}?mode=ro", uri=True)) as reading,
        closing(sqlite3.connect(target)) as writing,
    ):
        writing.execute("PRAGMA journal_mode = OFF")  # cut off, it is thrown away as a whole
        if heed is unheeded:
            reading.backup(writing)
        else:
            reading.backup(writing, pages=_PAGES, progress=tell)


def _sound(copy: Path, heed: Heed) -> bool:
    with (
        closing(sqlite3.connect(f"{copy.as_uri()}?immutable=1", uri=True)) as connection,
        interruptible(connection, heed, UpdateProgress(UpdateStage.CHECKING)),
    ):
        return connection.execute("PRAGMA quick_check(1)").fetchone() == ("ok",)


def _copy_file(source: Path, target: Path) -> None:
    with source.open("rb") as reading, target.open("wb") as writing:
        shutil.copyfileobj(reading, writing)
        writing.flush()
        os.fsync(writing.fileno())
