"""What a stretch of a test does to the world, as Python itself reports it.

A hook can never be taken away again, so there is one for the whole process, idle outside `noted`.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_PROCESSES = (
    "subprocess.Popen",
    "os.exec",
    "os.fork",
    "os.forkpty",
    "os.posix_spawn",
    "os.startfile",
    "os.system",
    "pty.spawn",
)
_CHANGES = {  # and how many of its first arguments are paths
    "os.chmod": 1,
    "os.chown": 1,
    "os.link": 2,
    "os.mkdir": 1,
    "os.remove": 1,
    "os.rename": 2,
    "os.rmdir": 1,
    "os.symlink": 2,
    "os.truncate": 1,
    "os.utime": 1,
    "shutil.move": 2,
}
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


class Watch:
    """What was seen, but for paths that begin as `free` says and this machine's `port`."""

    def __init__(self, free: tuple[str, ...], port: int) -> None:
        self._free = free
        self._port = port
        self.seen: list[tuple[str, str]] = []

    def see(self, event: str, given: tuple[Any, ...]) -> None:
        if event in _PROCESSES:
            self.seen.append((event, str(given[0])))
        elif event == "open" and isinstance(given[2], int) and given[2] & _WRITING:
            self._touch(event, given[0])
        elif event in _CHANGES:
            for path in given[: _CHANGES[event]]:
                self._touch(event, path)
        elif event == "socket.getaddrinfo" and given[0] not in ("127.0.0.1", b"127.0.0.1"):
            self.seen.append((event, str(given[0])))
        elif event in ("socket.connect", "socket.sendto") and given[1] != (
            "127.0.0.1",
            self._port,
        ):
            self.seen.append((event, str(given[1])))

    def _touch(self, event: str, path: Any) -> None:
        if isinstance(path, int):  # a file that was opened before
            return
        text = os.fsdecode(path)
        bare = "/" not in text  # within a folder's handle
        compiled = "__pycache__" in text
        if not bare and not compiled and not text.startswith(self._free):
            self.seen.append((event, text))


_now: list[Watch] = []


def _hook(event: str, given: tuple[Any, ...]) -> None:
    for watch in _now:
        watch.see(event, given)


sys.addaudithook(_hook)


@contextmanager
def noted(port: int, *free: Path | str) -> Iterator[Watch]:
    """Note what is done to the world in this block, but for what `free` paths begin with."""
    watch = Watch(tuple(str(path) for path in free), port)
    _now.append(watch)
    try:
        yield watch
    finally:
        _now.remove(watch)


def world(*folders: Path) -> dict[str, bytes]:
    """Every file below those folders with its content; folders with none."""
    found: dict[str, bytes] = {}
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            plain = path.is_file() and not path.is_symlink()
            found[str(path)] = path.read_bytes() if plain else b""
    return found
