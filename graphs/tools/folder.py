"""An opened folder: what is done in it is done in that very folder, wherever its path leads now.

Where the system can (not on Windows), names are looked up relative to a descriptor and no link is
followed. Elsewhere each opened file is compared with what its path is after opening.
"""

import errno
import os
import stat
from collections.abc import Generator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

BY_DESCRIPTOR: Final = os.open in os.supports_dir_fd
_NO_FOLLOW: Final = getattr(os, "O_NOFOLLOW", 0)
_NO_WAIT: Final = getattr(os, "O_NONBLOCK", 0)
_BINARY: Final = getattr(os, "O_BINARY", 0)
_JUNCTION: Final = 0xA0000003
_NO_SECOND_NAME: Final = frozenset({errno.EPERM, errno.ENOSYS, errno.ENOTSUP, errno.EMLINK})


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder, opened. Each `name` is one name in it. All methods raise OSError."""

    path: Path
    descriptor: int | None

    def status(self, name: str) -> os.stat_result | None:
        """What `name` itself is, links not followed; None if there is nothing."""
        try:
            return os.stat(self._at(name), dir_fd=self.descriptor, follow_symlinks=False)
        except FileNotFoundError:
            return None

    def names(self) -> list[str]:
        return os.listdir(self.path if self.descriptor is None else self.descriptor)  # noqa: PTH208

    def read(self, name: str, limit: int) -> bytes:
        """The first `limit` bytes of a regular file."""
        descriptor = self._open(name, os.O_RDONLY | _NO_WAIT)
        with os.fdopen(descriptor, "rb") as file:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise OSError(None, "it is no regular file")
            return file.read(limit)

    def create(self, name: str, content: bytes, mode: int | None) -> None:
        """Make the file `name`, on disk when this returns. Raises FileExistsError.

        `mode` is its rights; None leaves them to the system.
        """
        descriptor = self._open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL)
        with os.fdopen(descriptor, "wb") as file:
            if mode is not None and hasattr(os, "fchmod"):
                os.fchmod(descriptor, mode)
            file.write(content)
            file.flush()
            os.fsync(descriptor)

    def make(self, name: str) -> None:
        """Make the folder `name`, unless it is there."""
        with suppress(FileExistsError):
            os.mkdir(self._at(name), dir_fd=self.descriptor)

    def remove(self, name: str) -> None:
        """Take the file `name` away, if it is there."""
        with suppress(FileNotFoundError):
            os.unlink(self._at(name), dir_fd=self.descriptor)

    def remove_empty(self, name: str) -> None:
        """Take the folder `name` away, which the system refuses unless it is empty."""
        os.rmdir(self._at(name), dir_fd=self.descriptor)
        self.sync()

    def replace(self, name: str, by: str) -> None:
        """Put the file `by` in the place of `name`, both in this folder, in one go."""
        os.replace(
            self._at(by), self._at(name), src_dir_fd=self.descriptor, dst_dir_fd=self.descriptor
        )
        self.sync()

    def move(self, name: str, to: "Folder", new: str) -> None:
        """Move `name` into the folder `to`. Raises FileExistsError, and never overwrites."""
        if to.status(new) is not None:
            raise FileExistsError(errno.EEXIST, "it is there already", new)
        if not self._linked(name, to, new):
            os.rename(
                self._at(name), to._at(new), src_dir_fd=self.descriptor, dst_dir_fd=to.descriptor
            )
        to.sync()
        self.sync()

    @contextmanager
    def child(self, name: str) -> "Generator[Folder]":
        """The folder `name`, opened. Raises OSError for a link."""
        if self.descriptor is None:
            status = self.status(name)
            if status is not None and is_link(status):
                raise OSError(errno.ELOOP, "it is a link", name)
            yield Folder(self.path / name, None)
            return
        flags = os.O_RDONLY | os.O_DIRECTORY | _NO_FOLLOW
        descriptor = os.open(name, flags, dir_fd=self.descriptor)
        try:
            yield Folder(self.path / name, descriptor)
        finally:
            os.close(descriptor)

    def sync(self) -> None:
        """Make what was named here last. Some file systems cannot; they do it by themselves."""
        if self.descriptor is not None:
            with suppress(OSError):
                os.fsync(self.descriptor)

    def _at(self, name: str) -> str:
        return name if self.descriptor is not None else str(self.path / name)

    def _linked(self, name: str, to: "Folder", new: str) -> bool:
        """Move a file by a second name, which the system refuses where anything has come since."""
        status = self.status(name)
        if os.name == "nt" or status is None or not stat.S_ISREG(status.st_mode):
            return False  # Windows refuses by itself; folders know no second name
        try:
            os.link(
                self._at(name),
                to._at(new),
                src_dir_fd=self.descriptor,
                dst_dir_fd=to.descriptor,
                follow_symlinks=False,
            )
        except OSError as error:
            if error.errno in _NO_SECOND_NAME:
                return False
            raise
        self.remove(name)
        return True

    def _open(self, name: str, flags: int) -> int:
        flags |= _NO_FOLLOW | _BINARY
        descriptor = os.open(self._at(name), flags, 0o666, dir_fd=self.descriptor)
        if self.descriptor is None and not self._is_there(name, descriptor):
            os.close(descriptor)
            raise OSError(errno.ELOOP, "it is a link", name)
        return descriptor

    def _is_there(self, name: str, descriptor: int) -> bool:
        """Whether the opened file lies in this folder: for systems that open by path only."""
        path = (self.path / name).resolve()
        status = self.status(name)
        return (
            path.parent == self.path
            and status is not None
            and not is_link(status)
            and os.path.samestat(os.fstat(descriptor), path.stat())
        )


@contextmanager
def opened(root: Path, parts: Sequence[str], make: bool = False) -> Generator[Folder]:
    """The folder at `parts` below `root`, opened step by step. Raises OSError.

    `root` is taken as it is; below it no link is followed. `make` makes the folders that miss.
    """
    descriptor = os.open(root, os.O_RDONLY | os.O_DIRECTORY) if BY_DESCRIPTOR else None
    try:
        with _below(Folder(root, descriptor), parts, make) as folder:
            yield folder
    finally:
        if descriptor is not None:
            os.close(descriptor)


@contextmanager
def _below(folder: Folder, parts: Sequence[str], make: bool) -> Generator[Folder]:
    if not parts:
        yield folder
        return
    if make:
        folder.make(parts[0])
    with folder.child(parts[0]) as child, _below(child, parts[1:], make) as found:
        yield found


def is_link(status: os.stat_result) -> bool:
    """Whether that is a symbolic link, or what Windows calls a junction."""
    return stat.S_ISLNK(status.st_mode) or getattr(status, "st_reparse_tag", 0) == _JUNCTION
