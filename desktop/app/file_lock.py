"""A lock that goes with the process, however that ends: the operating system's own.

The package that does the same elsewhere takes 15 ms to import, which the first frame would wait.
"""

import sys
from pathlib import Path

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl


class FileLock:
    """Holds `path` locked from now until close(). Raises Taken, and OSError from opening it."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("ab")
        try:
            if sys.platform == "win32":
                self._file.seek(0)
                msvcrt.locking(self._file.fileno(), msvcrt.LK_NBLCK, 1)
            else:
                fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            self._file.close()
            raise Taken from error

    def close(self) -> None:
        """Let another have it."""
        self._file.close()


class Taken(Exception):
    """Another process holds the lock."""
