"""The workspace: the one folder whose files the tools may read and change."""

import os
import stat
import unicodedata
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from graphs.errors import ToolError
from graphs.storage.home import default_workspace
from graphs.storage.text import evident
from graphs.tools import names
from graphs.tools.faults import link, told
from graphs.tools.folder import Folder, is_link, opened

DEEPEST: Final = 100
"""Names in a path, from the workspace on."""

_WINDOWS: Final = os.name == "nt"


@dataclass(frozen=True, slots=True)
class Workspace:
    """A folder and all that lies in it; links are followed to it, and never below it.

    Blocking. The default one is made when it is first used.
    """

    folder: Path

    @classmethod
    def default(cls) -> "Workspace":
        """Where tools work that were given no other folder."""
        return cls(default_workspace())

    def root(self) -> Path:
        """The folder itself, all links followed. Raises ToolError when it has vanished."""
        with told("the workspace"):
            if self == Workspace.default():
                self.folder.mkdir(parents=True, exist_ok=True)
        try:
            root = self.folder.resolve(strict=True)
        except (OSError, RuntimeError) as error:
            raise self._vanished() from error
        if not root.is_dir():
            raise self._vanished()
        return root

    def resolve(self, text: str) -> Path:
        """The absolute path that `text` names: relative to the workspace, or absolute inside it.

        It need not exist. What exists has its name as the disk spells it, and is a file or a
        folder. Raises ToolError, with a sentence, for everything else.
        """
        why = names.unusable(text)
        if why:
            raise ToolError(f"That is no path. {why}")
        root = self.root()
        parts = self._parts(root, text)
        if parts and parts[0].startswith("~") and not os.path.lexists(root / parts[0]):
            raise ToolError(f"Cairn does not look up {_quoted(parts[0])}; name the path itself.")
        return _spelled(root, parts)

    def shown(self, path: Path) -> str:
        """`path`, which `resolve` returned, relative to the workspace, with `/` between."""
        return names.posix(self.parts(path))

    def parts(self, path: Path) -> tuple[str, ...]:
        """The names from the workspace down to `path`, which `resolve` returned."""
        try:
            return path.relative_to(self.root()).parts
        except ValueError as error:
            raise _outside(str(path)) from error

    @contextmanager
    def opened(self, path: Path, make: bool = False) -> Generator[Folder]:
        """The folder `path`, which `resolve` returned, opened without following a link.

        `make` makes what is missing. What the system refuses, also inside the `with`, is raised
        as a ToolError that names this folder.
        """
        parts = self.parts(path)
        shown = names.posix(parts) if parts else "the workspace"
        with told(shown), opened(self.root(), parts, make) as folder:
            yield folder

    def _parts(self, root: Path, text: str) -> tuple[str, ...]:
        anchor, written = names.split(text, _WINDOWS)
        parts = names.walked(written)
        if parts is None:
            raise _outside(text)
        if not anchor:
            return parts
        for start in (self.folder.absolute(), root):
            tail = _tail(start, root, anchor, parts)
            if tail is not None:
                return tail
        raise _outside(text)

    def _vanished(self) -> ToolError:
        return ToolError(
            f"The workspace {self.folder} is not there any more.",
            "Bring the folder back, or choose another one for this conversation.",
        )


def _tail(start: Path, root: Path, anchor: str, parts: Sequence[str]) -> tuple[str, ...] | None:
    """What comes after `start` in an absolute path; None if it does not lead through `start`.

    Another spelling of `start` counts where the disk says that it is the same folder.
    """
    here = start.parts[1:]
    there = tuple(parts[: len(here)])
    if start.anchor.casefold() != anchor.replace("/", os.sep).casefold():
        return None
    if _folded(there) != _folded(here):
        return None
    if there != here:
        try:
            if not Path(anchor, *there).samefile(root):
                return None
        except OSError:
            return None
    return tuple(parts[len(here) :])


def _spelled(root: Path, parts: Sequence[str]) -> Path:
    """The path at `parts`, spelled as on disk. Raises ToolError for what no tool may touch."""
    if len(parts) > DEEPEST:
        raise ToolError(f"That path has more than {DEEPEST} folders in one another.")
    path = root
    for position, name in enumerate(parts):
        last = position == len(parts) - 1
        shown = names.posix(parts[: position + 1])
        with told(shown):
            status = _status(path / name)
        why = names.treacherous(name)
        if why and (_WINDOWS or status is None):
            raise ToolError(f"{_quoted(name)} is no safe name: it holds {why}.")
        if status is None:
            path /= name
            continue
        if is_link(status):
            raise link(shown)
        if not stat.S_ISDIR(status.st_mode) and not (last and stat.S_ISREG(status.st_mode)):
            is_file = stat.S_ISREG(status.st_mode)
            what = "a file, not a folder" if is_file else "neither a file nor a folder"
            raise ToolError(f"{shown} is {what}.")
        with told(shown):
            path /= _on_disk(path, name, status)
    return path


def _on_disk(folder: Path, name: str, status: os.stat_result) -> str:
    """How the disk spells `name`: on some, several spellings are one file."""
    others = {name.swapcase(), *(unicodedata.normalize(form, name) for form in ("NFC", "NFD"))}
    if not any(_is(folder / other, status) for other in others - {name}):
        return name
    entries = os.listdir(folder)  # noqa: PTH208
    if name in entries:
        return name
    return next((entry for entry in entries if _same(folder, entry, name, status)), name)


def _same(folder: Path, entry: str, name: str, status: os.stat_result) -> bool:
    return _folded([entry]) == _folded([name]) and _is(folder / entry, status)


def _is(path: Path, status: os.stat_result) -> bool:
    try:
        other = _status(path)
    except OSError:
        return False
    return other is not None and os.path.samestat(other, status)


def _status(path: Path) -> os.stat_result | None:
    try:
        return path.lstat()
    except FileNotFoundError:
        return None


def _folded(parts: Sequence[str]) -> tuple[str, ...]:
    return tuple(unicodedata.normalize("NFC", part).casefold() for part in parts)


def _outside(text: str) -> ToolError:
    return ToolError(
        f"{_quoted(text)} is outside the workspace.",
        "Only what is in the workspace can be read or changed.",
    )


def _quoted(text: str) -> str:
    return f'"{evident(text if len(text) <= 200 else text[:200] + "…")}"'
