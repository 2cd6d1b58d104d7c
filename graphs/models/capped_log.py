"""A log file that never grows beyond a size."""

from pathlib import Path


class CappedLog:
    """Appends bytes to `path`; when it is full it becomes `<path>.1`, replacing the older one."""

    def __init__(self, path: Path, cap: int = 1_000_000) -> None:
        self._path = path
        self._cap = cap

    def append(self, line: bytes) -> None:
        """Write `line`. A log that cannot be written is left alone: it must not stop the work."""
        try:
            if self._path.exists() and self._path.stat().st_size + len(line) > self._cap:
                self._path.replace(self._path.with_name(self._path.name + ".1"))
            with self._path.open("ab") as file:
                file.write(line)
        except OSError:
            return
