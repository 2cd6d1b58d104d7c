"""Bringing paths back: what is to be done at each, doing it, and what can be seen of it after.

Blocking. Each path is looked at once more right before it is changed: what is not as it was when
it was shown is left alone.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, assert_never

from graphs.approvals import traces
from graphs.approvals.rewinding import FileBack, How, Thing, same
from graphs.errors import ToolError
from graphs.storage.blobs import Blobs
from graphs.tools import file_access
from graphs.tools.trash import throw_away
from graphs.tools.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Item:
    """One path to be brought back. `path` and `source` are relative to `workspace`.

    `blob` is what a file held, `mode` its rights, and `now` what lies there, or at `source` if it
    is moved back.
    """

    workspace: str
    path: str
    how: How
    now: Thing
    blob: str = ""
    mode: int = 0
    source: str = ""

    @classmethod
    def of(cls, file: FileBack) -> "Item":
        """The item for a file that can be brought back."""
        assert file.how is not None
        then = file.then
        blob = then.digest if file.how is How.WRITE else ""
        return cls(file.workspace, file.shown, file.how, file.now, blob, then.mode, file.source)

    def packed(self) -> dict[str, Any]:
        """As it stands among an action's arguments."""
        return {
            "workspace": self.workspace,
            "path": self.path,
            "how": str(self.how),
            "now": [self.now.kind, self.now.digest],
            "blob": self.blob,
            "mode": self.mode,
            "source": self.source,
        }

    @classmethod
    def unpacked(cls, packed: Mapping[str, Any]) -> "Item":
        kind, digest = packed["now"]
        return cls(
            packed["workspace"],
            packed["path"],
            How(packed["how"]),
            Thing(kind, digest),
            packed["blob"],
            packed["mode"],
            packed["source"],
        )


def bring(item: Item, blobs: Blobs, keep: Callable[[Path], None]) -> None:
    """Bring a path back; nothing where that has been done already.

    `keep` is called with each path before it is changed. Raises ToolError, NotFound and HomeError:
    it was left alone then.
    """
    workspace = Workspace(Path(item.workspace))
    path = workspace.resolve(item.path)
    if _is_back(item, workspace, path):
        return
    source = workspace.resolve(item.source) if item.how is How.MOVE else path
    _require_unchanged(item, workspace, source)
    match item.how:
        case How.WRITE:
            content = blobs.get(item.blob)
            _keep_with_folders(workspace, path, keep)
            _require_unchanged(item, workspace, path)
            file_access.write(workspace, path, content, item.mode)
        case How.REMOVE:
            file_access.deletable(workspace, path)
            keep(path)
            _require_unchanged(item, workspace, path)
            _remove(item, workspace, path)
        case How.MOVE:
            file_access.movable(workspace, source, path)
            keep(source)
            _keep_with_folders(workspace, path, keep)
            _require_unchanged(item, workspace, source)
            file_access.move(workspace, source, path)
        case How.MAKE:
            _keep_with_folders(workspace, path, keep)
            _require_unchanged(item, workspace, path)
            with workspace.opened(path, make=True):
                pass
        case _:
            assert_never(item.how)


def evidence(item: Item) -> str:
    """What can be seen now of an item that may have been brought back, as a sentence."""
    workspace = Workspace(Path(item.workspace))
    try:
        path = workspace.resolve(item.path)
        if _is_back(item, workspace, path):
            return f"{item.path} is back."
        lies = workspace.resolve(item.source) if item.how is How.MOVE else path
        if _is_unchanged(item, workspace, lies):
            return f"{item.path} has not been brought back."
    except ToolError as error:
        return str(error)
    return f"{item.path} is neither as it was then nor as it was before."


def _is_back(item: Item, workspace: Workspace, path: Path) -> bool:
    found = traces.seen(workspace, path)
    match item.how:
        case How.WRITE:
            return found == Thing("file", item.blob)
        case How.REMOVE:
            return found.kind == "absent"
        case How.MOVE:
            gone = traces.seen(workspace, workspace.resolve(item.source)).kind == "absent"
            return gone and same(found, item.now)
        case How.MAKE:
            return found.kind == "folder"
        case _:
            assert_never(item.how)


def _is_unchanged(item: Item, workspace: Workspace, path: Path) -> bool:
    return same(traces.seen(workspace, path), item.now)


def _require_unchanged(item: Item, workspace: Workspace, path: Path) -> None:
    if not _is_unchanged(item, workspace, path):
        raise ToolError("It has changed since it was shown.")


def _keep_with_folders(workspace: Workspace, path: Path, keep: Callable[[Path], None]) -> None:
    for folder in file_access.missing_folders(workspace, path):
        keep(folder)
    keep(path)


def _remove(item: Item, workspace: Workspace, path: Path) -> None:
    if item.now.kind != "folder":
        with workspace.opened(path.parent):
            throw_away(path, workspace.shown(path))
        return
    if traces.names(workspace, path):
        raise ToolError("There is something in it.")
    with workspace.opened(path.parent) as folder:
        folder.remove_empty(path.name)
