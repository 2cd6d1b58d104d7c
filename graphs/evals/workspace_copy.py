"""The workspace by value: its files in a case, and a folder made of them again."""

import hashlib
import os
from dataclasses import replace
from pathlib import Path, PurePosixPath, PureWindowsPath

from graphs.errors import WorkspaceTooLarge
from graphs.storage.eval_records import Case, CopiedFile

MOST_FILES = 200
LARGEST = 5_000_000
"""Bytes of all files of a copy together."""

_LONGEST_PART = 255  # bytes: what file systems take
_LONGEST = 1_000  # characters


def with_copy(case: Case, workspace: Path) -> Case:
    """The case with the files of that folder, hidden ones and links left out.

    Raises WorkspaceTooLarge.
    """
    files: list[CopiedFile] = []
    contents = dict(case.blobs)
    size = 0
    for path in _files(workspace):
        try:
            size += path.stat().st_size
            if len(files) == MOST_FILES or size > LARGEST:
                raise _too_large()
            content = path.read_bytes()
        except OSError:
            continue
        key = hashlib.sha256(content).hexdigest()
        contents[key] = content
        files.append(CopiedFile(path.relative_to(workspace).as_posix(), key))
    blobs = tuple(contents.items())
    return replace(case, tools_from="copy", files=tuple(files), blobs=blobs)


def unpack(case: Case, folder: Path) -> None:
    """Write the case's files below an empty folder; those whose path leads out of it are not."""
    contents = dict(case.blobs)
    for file in case.files:
        if not stays_inside(file.path) or file.blob not in contents:
            continue
        path = folder.joinpath(*PurePosixPath(file.path).parts)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(contents[file.blob])


def stays_inside(path: str) -> bool:
    """Whether a path is a plain one, on any system, below the folder that it is relative to."""
    parts = PurePosixPath(path).parts
    odd = any(letter in path for letter in "\\:\0") or PureWindowsPath(path).is_reserved()
    long = any(len(part.encode()) > _LONGEST_PART for part in parts) or len(path) > _LONGEST
    plain = not odd and not long and not path.startswith("/")
    return plain and bool(parts) and ".." not in parts


def _files(workspace: Path) -> list[Path]:
    """The plain files below a folder, in a steady order."""
    found: list[Path] = []
    for folder, folders, names in os.walk(workspace):
        here = Path(folder)
        folders[:] = sorted(
            name for name in folders if not name.startswith(".") and not (here / name).is_symlink()
        )
        for name in sorted(names):
            path = here / name
            if not name.startswith(".") and path.is_file() and not path.is_symlink():
                found.append(path)
                if len(found) > MOST_FILES:
                    raise _too_large()
    return found


def _too_large() -> WorkspaceTooLarge:
    return WorkspaceTooLarge(
        f"The workspace is too large to be copied: more than {MOST_FILES} files or "
        f"{LARGEST // 1_000_000} MB.",
        "Let the case answer from records instead.",
    )
