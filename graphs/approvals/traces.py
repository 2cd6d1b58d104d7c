"""What is at a path: before an action changes it, after that, and when it is to be brought back.

Blocking.
"""

import hashlib
import stat
from pathlib import Path
from typing import Final

from graphs.approvals.rewinding import Thing
from graphs.storage.blobs import Blobs
from graphs.storage.images import BeforeImage
from graphs.tools import file_access
from graphs.tools.faults import told
from graphs.tools.workspace import Workspace

LARGEST_IMAGE: Final = 50 * 1024 * 1024
"""Bytes of a file beyond which no before-image is kept."""


def before(path: Path, blobs: Blobs) -> BeforeImage:
    """What is at `path`, with its content kept. Raises HomeError when it cannot be."""
    try:
        found = path.lstat()
    except FileNotFoundError:
        return BeforeImage(str(path), "absent", "", 0)
    if path.is_dir():
        return BeforeImage(str(path), "folder", "", found.st_mode)
    if found.st_size > LARGEST_IMAGE:
        return BeforeImage(str(path), "too large", "", found.st_mode)
    return BeforeImage(str(path), "file", blobs.put(path.read_bytes()), found.st_mode)


def seen(workspace: Workspace, path: Path) -> Thing:
    """What is at `path`, of which `resolve` told. Raises ToolError."""
    return looked_at(workspace, path)[0]


def looked_at(workspace: Workspace, path: Path) -> tuple[Thing, bytes | None]:
    """What is at `path`, and what it holds if it is a file that can be kept. Raises ToolError."""
    found = file_access.status(workspace, path)
    if found is None:
        return Thing("absent"), None
    if stat.S_ISDIR(found.st_mode):
        return Thing(
            "folder", _digest("\0".join(names(workspace, path)).encode(errors="surrogateescape"))
        ), None
    if not stat.S_ISREG(found.st_mode):
        return Thing("other"), None
    if found.st_size > LARGEST_IMAGE:
        return Thing("too large", _digest(f"{found.st_size} {found.st_mtime_ns}".encode())), None
    with workspace.opened(path.parent) as folder, told(workspace.shown(path)):
        content = folder.read(path.name, LARGEST_IMAGE)
    return Thing("file", _digest(content), found.st_mode), content


def names(workspace: Workspace, path: Path) -> list[str]:
    """The names in a folder, sorted. Raises ToolError."""
    with workspace.opened(path) as folder:
        return sorted(folder.names())


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
