"""What a call that changes files would do, told before it does. Blocking; nothing is changed."""

import hashlib
import stat
from pathlib import Path
from typing import Final

from graphs.errors import ToolError
from graphs.storage.action_records import Preview
from graphs.tools import content, file_access
from graphs.tools.diff import Diff, diff
from graphs.tools.file_arguments import DeleteFile, EditFile, MoveFile, WriteFile
from graphs.tools.sizes import counted, of_bytes
from graphs.tools.spec import previewed
from graphs.tools.workspace import Workspace

_UNDO: Final = "Can be undone."
_TRASH: Final = "It can be taken back from the trash."


def _write(workspace: Workspace, given: WriteFile) -> Preview:
    path = workspace.resolve(given.path)
    shown = workspace.shown(path)
    title = f"Write {shown}"
    seen = fingerprints(workspace, path)
    lines = counted(len(given.content.splitlines()), "line")
    found = file_access.status(workspace, path)
    if found is None:
        made = [workspace.shown(folder) for folder in file_access.missing_folders(workspace, path)]
        folders = f", and the folder {made[-1]}" if made else ""
        sentence = f"Creates {shown} with {lines}{folders}. {_UNDO}"
        return _told(title, sentence, diff("", given.content), seen)
    if found.st_size > file_access.LARGEST:
        sentence = f"Replaces {shown} ({of_bytes(found.st_size)}) by {lines}. Cannot be undone."
        return Preview(title, sentence, undo=False, files=seen)
    before = file_access.read(workspace, path)
    if before == given.content.encode():
        return Preview(
            title, f"{shown} has this content already: nothing changes.", True, files=seen
        )
    try:
        changed = diff(content.decoded(before, shown).text, given.content)
    except ToolError:
        sentence = f"Replaces {shown}, which is not text, by {lines}. {_UNDO}"
        return Preview(title, sentence, undo=True, files=seen)
    sentence = f"Replaces what is in {shown}: {_counts(changed)}. {_UNDO}"
    return _told(title, sentence, changed, seen)


def _edit(workspace: Workspace, given: EditFile) -> Preview:
    path = workspace.resolve(given.path)
    shown = workspace.shown(path)
    title = f"Edit {shown}"
    seen = fingerprints(workspace, path)
    try:
        file_access.required(workspace, path)
        before = content.decoded(file_access.read(workspace, path), shown)
        changed = diff(before.text, content.edited(before, given.old, given.new, shown).text)
    except ToolError as error:
        return Preview(title, "", undo=False, warning=str(error), files=seen)
    return _told(title, f"Changes {shown}: {_counts(changed)}. {_UNDO}", changed, seen)


def _move(workspace: Workspace, given: MoveFile) -> Preview:
    source, destination = workspace.resolve(given.source), workspace.resolve(given.destination)
    start, end = workspace.shown(source), workspace.shown(destination)
    title = f"Move {start}"
    seen = fingerprints(workspace, source, destination)
    try:
        file_access.movable(workspace, source, destination)
    except ToolError as error:
        return Preview(title, "", undo=False, warning=str(error), files=seen)
    return Preview(title, f"Moves {start} to {end}. {_UNDO}", undo=True, files=seen)


def _delete(workspace: Workspace, given: DeleteFile) -> Preview:
    path = workspace.resolve(given.path)
    shown = workspace.shown(path)
    title = f"Delete {shown}"
    seen = fingerprints(workspace, path)
    try:
        file_access.deletable(workspace, path)
        found = file_access.required(workspace, path)
    except ToolError as error:
        return Preview(title, "", undo=False, warning=str(error), files=seen)
    if stat.S_ISDIR(found.st_mode):
        with workspace.opened(path) as folder:
            entries = len(folder.names())
        inside = "which is empty" if not entries else f"with the {entries:,} things in it"
        if entries == 1:
            inside = "with the one thing in it"
        sentence = f"Moves the folder {shown}, {inside}, to the trash. {_TRASH}"
        return Preview(title, sentence, undo=False, files=seen)
    sentence = f"Moves {shown} ({of_bytes(found.st_size)}) to the trash. {_TRASH}"
    if found.st_size > file_access.LARGEST:
        return Preview(title, sentence, undo=False, files=seen)
    try:
        gone = diff(content.decoded(file_access.read(workspace, path), shown).text, "")
    except ToolError:
        return Preview(title, sentence, undo=True, files=seen)
    return _told(title, sentence, gone, seen)


def fingerprints(workspace: Workspace, *paths: Path) -> tuple[tuple[str, str], ...]:
    """What is at each path now, so that a later look tells whether it has changed.

    Of a file its SHA-256, of a large one that of its size and time, of a folder that of the names
    in it; "" for nothing.
    """
    return tuple((workspace.shown(path), _fingerprint(workspace, path)) for path in paths)


def _fingerprint(workspace: Workspace, path: Path) -> str:
    found = file_access.status(workspace, path)
    if found is None:
        return ""
    if stat.S_ISDIR(found.st_mode):
        with workspace.opened(path) as folder:
            names = "\0".join(sorted(folder.names()))
        return hashlib.sha256(names.encode(errors="surrogateescape")).hexdigest()
    if found.st_size > file_access.LARGEST:
        return hashlib.sha256(f"{found.st_size} {found.st_mtime_ns}".encode()).hexdigest()
    return file_access.digest(file_access.read(workspace, path))


def _told(title: str, sentence: str, change: Diff, seen: tuple[tuple[str, str], ...]) -> Preview:
    return Preview(title, sentence, undo=True, diff=change.lines, more=change.more, files=seen)


def _counts(change: Diff) -> str:
    if not change.added and not change.removed:
        return "only how its lines end"
    added, removed = counted(change.added, "line"), counted(change.removed, "line")
    if not change.removed:
        return f"{added} added"
    return f"{removed} removed" if not change.added else f"{added} added, {change.removed} removed"


write = previewed("Write a file", WriteFile, _write)
edit = previewed("Edit a file", EditFile, _edit)
move = previewed("Move a file", MoveFile, _move)
delete = previewed("Delete a file", DeleteFile, _delete)
