"""Large things by their hash: written whole, never changed."""

import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from graphs.errors import NotFound
from graphs.storage.faults import translated


@dataclass(frozen=True, slots=True)
class Blobs:
    """A folder of files, each named by the SHA-256 of its bytes, in hexadecimal.

    Blocking, and safe to use from several threads and processes at once. All methods raise
    HomeError, or one of its kinds, for what the disk refuses.
    """

    folder: Path

    def put(self, content: bytes) -> str:
        """Keep `content`; its hash. On disk when this returns, and there only once."""
        key = hashlib.sha256(content).hexdigest()
        path = self._path(key)
        with translated(path):
            if not _holds(path, content):
                _write(path, content)
        return key

    def get(self, key: str) -> bytes:
        """The bytes of that hash. Raises NotFound where they are missing or have changed."""
        content = self._read(key)
        if hashlib.sha256(content).hexdigest() != key:
            raise NotFound(
                "Something that Cairn kept has been damaged on the disk.",
                "Check the disk, and restore the data folder from your own backup if you have one.",
            )
        return content

    def has(self, key: str) -> bool:
        return _is_key(key) and self._path(key).is_file()

    def size(self, key: str) -> int:
        """Bytes of that blob. Raises NotFound."""
        if not self.has(key):
            raise _missing()
        with translated(self._path(key)):
            return self._path(key).stat().st_size

    def _read(self, key: str) -> bytes:
        if not self.has(key):
            raise _missing()
        with translated(self._path(key)):
            return self._path(key).read_bytes()

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / key


def _missing() -> NotFound:
    return NotFound("Something that Cairn kept is no longer there.")


def _is_key(key: str) -> bool:
    return len(key) == 64 and all(digit in "0123456789abcdef" for digit in key)


def _holds(path: Path, content: bytes) -> bool:
    """Whether `path` is whole: what a dying disk has changed is written anew."""
    return path.is_file() and path.read_bytes() == content


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """Make a new name last; Windows does so by itself and opens no folders."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
