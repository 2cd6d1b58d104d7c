"""Leases: who runs a branch now, among all processes on one data folder.

An owner lives as long as it holds the operating system's lock on its own file; the system lets
go of that lock however the process ends, so no clock is asked. Locks are tried only under the
database's write lock, so that no owner takes another's trial for a life.
"""

import threading
import time
from collections.abc import Generator, Iterable
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from filelock import FileLock, Timeout
from sqlalchemy import Connection, delete, insert, select

from graphs.errors import BranchBusy, HomeError
from graphs.storage.home import Home
from graphs.storage.tables import leases

if TYPE_CHECKING:
    from graphs.storage.database import Database


class Leases:
    """The leases of one owner: this process, for as long as this object is open."""

    def __init__(self, home: Home, database: "Database") -> None:
        """Become an owner, and clear away what dead owners left. Raises HomeError."""
        self._folder = home.locks
        self._database = database
        self._owner = uuid4().hex
        self._held: set[str] = set()
        self._changing = threading.Lock()
        self._lock = _lock(self._file(self._owner))
        with database.transaction() as c:
            self._sweep(c)
            self._lock.acquire(blocking=False)

    def acquire(self, branch_id: str) -> None:
        """Take the branch. Raises BranchBusy when a living owner, even this one, has it."""
        with self._changing:
            if branch_id in self._held:
                raise _busy()
            with self._database.relaxed() as c:
                self._bury(c, c.scalars(select(leases.c.owner).distinct()).all())
                owner = c.scalar(select(leases.c.owner).where(leases.c.branch_id == branch_id))
                if owner is None:
                    row = {"branch_id": branch_id, "owner": self._owner, "acquired_at": time.time()}
                    c.execute(insert(leases).values(row))
                elif owner != self._owner:  # ours is left from a release that a full disk refused
                    raise _busy()
            self._held.add(branch_id)

    def release(self, branch_id: str) -> None:
        """Let the branch go. Always succeeds, on a full disk too."""
        with self._changing:
            self._held.discard(branch_id)
            with suppress(HomeError), self._database.relaxed() as c:
                mine = (leases.c.branch_id == branch_id) & (leases.c.owner == self._owner)
                c.execute(delete(leases).where(mine))

    @contextmanager
    def held(self, branch_id: str) -> Generator[None]:
        """The branch is ours until the block ends. Raises BranchBusy."""
        self.acquire(branch_id)
        try:
            yield
        finally:
            self.release(branch_id)

    def live(self) -> frozenset[str]:
        """The branches that living owners, this one included, have now."""
        others = leases.c.owner != self._owner
        with self._database.reading() as c:
            anybody = c.execute(select(leases.c.owner).where(others).limit(1)).first()
        if anybody is None:
            return frozenset(self._held)
        with self._database.transaction() as c:
            self._bury(c, c.scalars(select(leases.c.owner).distinct()).all())
            taken = c.scalars(select(leases.c.branch_id).where(others))
            return frozenset(self._held.union(taken))

    def close(self) -> None:
        """Let every branch go and stop being an owner."""
        for branch_id in tuple(self._held):
            self.release(branch_id)
        self._lock.release()
        with suppress(OSError):
            self._file(self._owner).unlink(missing_ok=True)

    def _sweep(self, c: Connection) -> None:
        owners = {path.stem for path in self._folder.glob("*.owner")}
        self._bury(c, owners.union(c.scalars(select(leases.c.owner))))

    def _bury(self, c: Connection, owners: Iterable[str]) -> None:
        """Clear away those of the owners that are dead."""
        for owner in owners:
            file = self._file(owner)
            if owner != self._owner and not _alive(file):
                c.execute(delete(leases).where(leases.c.owner == owner))
                with suppress(OSError):
                    file.unlink(missing_ok=True)

    def _file(self, owner: str) -> Path:
        return self._folder / f"{owner}.owner"


def anyone_alive(home: Home) -> bool:
    """Whether some owner has the database of `home` open."""
    return any(_alive(file) for file in home.locks.glob("*.owner"))


def _lock(file: Path) -> FileLock:
    return FileLock(file, thread_local=False, fallback_to_soft=False)


def _alive(file: Path) -> bool:
    if not file.exists():
        return False
    lock = _lock(file)
    try:
        lock.acquire(blocking=False)
    except Timeout:
        return True
    lock.release()
    return False


def _busy() -> BranchBusy:
    return BranchBusy(
        "This conversation is being answered right now.",
        "Wait until the answer is there, or stop it first.",
    )
