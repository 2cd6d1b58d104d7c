"""Files of the workspace: read with a limit, written whole or not at all. Blocking."""

import hashlib
import os
import secrets
import stat
from pathlib import Path
from typing import Final

from graphs.errors import ToolError
from graphs.tools.faults import missing, told
from graphs.tools.workspace import Workspace

LARGEST: Final = 20 * 1024 * 1024
"""Bytes of a file that is read as a whole."""


def read(workspace: Workspace, path: Path) -> bytes:
    """A file's bytes. Raises ToolError when there is none, or more than LARGEST."""
    shown = workspace.shown(path)
    _not_a_folder(workspace, path)
    with workspace.opened(path.parent) as folder, told(shown):
        content = folder.read(path.name, LARGEST + 1)
    if len(content) > LARGEST:
        raise ToolError(f"{shown} is larger than 20 MB, too large to be read here.")
    return content


def read_if_there(workspace: Workspace, path: Path) -> bytes | None:
    """A file's bytes; None if there is no such file. Raises ToolError as `read` does."""
    return read(workspace, path) if status(workspace, path) is not None else None


def write(workspace: Workspace, path: Path, content: bytes, rights: int | None = None) -> None:
    """Make or replace a file, and the folders it lies in. Raises ToolError.

    At any moment the old content or the new is there, whole. A replaced file keeps its rights, a
    new one gets `rights`, or what is usual.
    """
    shown = workspace.shown(path)
    _not_a_folder(workspace, path)
    with workspace.opened(path.parent, make=True) as folder, told(shown):
        before = folder.status(path.name)
        if before is not None and not before.st_mode & stat.S_IWUSR:
            raise ToolError(f"{shown} may only be read: its rights say so.")
        fresh = f".cairn-{secrets.token_hex(8)}.tmp"
        try:
            mode = rights if before is None else before.st_mode
            folder.create(fresh, content, None if mode is None else stat.S_IMODE(mode))
            folder.replace(path.name, fresh)
        except BaseException:
            folder.remove(fresh)
            raise


def move(workspace: Workspace, source: Path, destination: Path) -> None:
    """Move a file or folder, and make the folders that miss. Raises ToolError.

    Nothing is overwritten.
    """
    with (
        workspace.opened(source.parent) as from_,
        workspace.opened(destination.parent, make=True) as to,
        told(workspace.shown(destination)),
    ):
        from_.move(source.name, to, destination.name)


def status(workspace: Workspace, path: Path) -> os.stat_result | None:
    """What is at `path`; None if there is nothing. Raises ToolError."""
    with told(workspace.shown(path)):
        try:
            return path.lstat()
        except FileNotFoundError:
            return None


def digest(content: bytes | None) -> str:
    """The SHA-256 of a content as hex; "" for none."""
    return "" if content is None else hashlib.sha256(content).hexdigest()


def missing_folders(workspace: Workspace, path: Path) -> tuple[Path, ...]:
    """The folders that have to be made for `path`, the outermost first."""
    above = [folder for folder in path.parents if folder.is_relative_to(workspace.root())]
    return tuple(reversed([folder for folder in above if not folder.exists()]))


def required(workspace: Workspace, path: Path) -> os.stat_result:
    """What is at `path`. Raises ToolError when there is nothing."""
    found = status(workspace, path)
    if found is None:
        raise missing(workspace.shown(path))
    return found


def movable(workspace: Workspace, source: Path, destination: Path) -> None:
    """Raises ToolError unless `source` can be moved to `destination` without overwriting."""
    required(workspace, source)
    shown = workspace.shown(destination)
    if source == workspace.root():
        raise ToolError("The workspace itself cannot be moved.")
    found = status(workspace, destination)
    if found is not None and stat.S_ISDIR(found.st_mode) and source != destination:
        raise ToolError(
            f"{shown} is a folder.", f"Name the whole new path, such as {shown}/{source.name}."
        )
    if found is not None:
        raise ToolError(f"{shown} is there already, and nothing is overwritten.")
    if destination.is_relative_to(source):
        raise ToolError(f"{workspace.shown(source)} cannot be moved into itself.")


def deletable(workspace: Workspace, path: Path) -> None:
    """Raises ToolError unless there is something at `path` that can be moved to the trash."""
    required(workspace, path)
    if path == workspace.root():
        raise ToolError("The workspace itself cannot be deleted.")


def _not_a_folder(workspace: Workspace, path: Path) -> None:
    found = status(workspace, path)
    if found is not None and stat.S_ISDIR(found.st_mode):
        raise ToolError(f"{workspace.shown(path)} is a folder.")
