"""Files of the workspace: list, read, write, edit, move, and to the trash."""

import asyncio
import json
import stat
from typing import Final

from langchain_core.tools import BaseTool

from graphs.errors import ToolError
from graphs.storage.text import storable
from graphs.tools import content, file_access, file_evidence, file_previews
from graphs.tools.desk import Desk, Runtime
from graphs.tools.diff import diff
from graphs.tools.file_arguments import (
    DeleteFile,
    EditFile,
    ListFiles,
    MoveFile,
    ReadFile,
    WriteFile,
)
from graphs.tools.folder import Folder, is_link
from graphs.tools.long_results import kept, paged
from graphs.tools.sizes import counted, of_bytes
from graphs.tools.spec import (
    QUICK,
    Evidence,
    Previewer,
    ToolSpec,
    paths_of,
    read_only,
    subject_of,
    tool_of,
)
from graphs.tools.threads import to_the_end
from graphs.tools.trash import throw_away

MOST_ENTRIES: Final = 500


async def list_files(runtime: Runtime, path: str = ".") -> str:
    """List the files and folders in a folder of the workspace.

    Example: list_files(path=".")
    """
    return await asyncio.to_thread(_listed, runtime.context.desk, path)


async def read_file(runtime: Runtime, path: str, offset: int = 0) -> str:
    """Read a text file. A long file comes in pages; the last line tells how to read on.

    Example: read_file(path="notes.txt")
    """
    return await asyncio.to_thread(_read, runtime.context.desk, path, offset)


async def write_file(runtime: Runtime, path: str, content: str) -> str:
    """Create a text file, or replace everything in it.

    Example: write_file(path="notes.txt", content="Buy milk")
    """
    return await to_the_end(_write, runtime.context.desk, path, content)


async def edit_file(runtime: Runtime, path: str, old: str, new: str) -> str:
    """Replace one piece of text in a file. The old text must occur exactly once.

    Example: edit_file(path="notes.txt", old="milk", new="oat milk")
    """
    return await to_the_end(_edit, runtime.context.desk, path, old, new)


async def move_file(runtime: Runtime, source: str, destination: str) -> str:
    """Move or rename a file or folder. Nothing is overwritten.

    Example: move_file(source="notes.txt", destination="old/notes.txt")
    """
    return await to_the_end(_move, runtime.context.desk, source, destination)


async def delete_file(runtime: Runtime, path: str) -> str:
    """Move a file or folder to the trash.

    Example: delete_file(path="notes.txt")
    """
    return await to_the_end(_delete, runtime.context.desk, path)


def _listed(desk: Desk, path: str) -> str:
    target = desk.workspace.resolve(path)
    shown = desk.workspace.shown(target)
    found = file_access.required(desk.workspace, target)
    if not stat.S_ISDIR(found.st_mode):
        raise ToolError(f"{shown} is a file; read_file reads it.")
    with desk.workspace.opened(target) as folder:
        names = sorted(folder.names(), key=lambda name: (name.casefold(), name))
        lines = [_entry(folder, name) for name in names[:MOST_ENTRIES]]
    if not names:
        return "The folder is empty."
    if len(names) > MOST_ENTRIES:
        lines.append(f"[and {len(names) - MOST_ENTRIES} more]")
    return "\n".join(lines)


def _entry(folder: Folder, name: str) -> str:
    found = folder.status(name)
    shown = storable(name)
    if not shown.isprintable():
        shown = json.dumps(shown, ensure_ascii=False)
    if found is None:
        return f"{shown} (gone just now)"
    if is_link(found):
        return f"{shown} (a link, not followed)"
    if stat.S_ISDIR(found.st_mode):
        return f"{shown}/"
    return f"{shown} ({of_bytes(found.st_size)})"


def _read(desk: Desk, path: str, offset: int) -> str:
    text = kept(path, desk.blobs)
    if text is None:
        target = desk.workspace.resolve(path)
        file_access.required(desk.workspace, target)
        path = desk.workspace.shown(target)
        text = content.decoded(file_access.read(desk.workspace, target), path).text
    return paged(text, offset, path) if text else f"{path} is empty."


def _write(desk: Desk, path: str, text: str) -> str:
    target = desk.workspace.resolve(path)
    for folder in file_access.missing_folders(desk.workspace, target):
        desk.keep(folder)
    desk.keep(target)
    data = text.encode()
    file_access.write(desk.workspace, target, data)
    lines = counted(len(text.splitlines()), "line")
    return f"Wrote {desk.workspace.shown(target)}: {lines}, {of_bytes(len(data))}."


def _edit(desk: Desk, path: str, old: str, new: str) -> str:
    target = desk.workspace.resolve(path)
    shown = desk.workspace.shown(target)
    file_access.required(desk.workspace, target)
    before = content.decoded(file_access.read(desk.workspace, target), shown)
    after = content.edited(before, old, new, shown)
    desk.keep(target)
    file_access.write(desk.workspace, target, after.encoded())
    changed = diff(before.text, after.text)
    added, removed = counted(changed.added, "line"), changed.removed
    return f"Changed {shown}: {added} added, {removed} removed."


def _move(desk: Desk, source: str, destination: str) -> str:
    workspace = desk.workspace
    start, end = workspace.resolve(source), workspace.resolve(destination)
    file_access.movable(workspace, start, end)
    desk.keep(start)
    for folder in file_access.missing_folders(workspace, end):
        desk.keep(folder)
    desk.keep(end)
    file_access.move(workspace, start, end)
    return f"Moved {workspace.shown(start)} to {workspace.shown(end)}."


def _delete(desk: Desk, path: str) -> str:
    target = desk.workspace.resolve(path)
    shown = desk.workspace.shown(target)
    file_access.deletable(desk.workspace, target)
    desk.keep(target)
    with desk.workspace.opened(target.parent):
        throw_away(target, shown)
    return f"Moved {shown} to the trash."


def _asking(tool: BaseTool, preview: Previewer, evidence: Evidence, *paths: str) -> ToolSpec:
    """A tool that changes what lies at the arguments named `paths`."""
    return ToolSpec(
        tool=tool,
        asks=True,
        scope="folder",
        preview=preview,
        evidence=evidence,
        subject=subject_of(paths[0]),
        subjects=paths_of(*paths),
        seconds=QUICK,
    )


FILES: Final[tuple[ToolSpec, ...]] = (
    read_only(tool_of(list_files, ListFiles), "List", of="path", path="path"),
    read_only(tool_of(read_file, ReadFile), "Read", of="path", path="path"),
    _asking(tool_of(write_file, WriteFile), file_previews.write, file_evidence.write, "path"),
    _asking(tool_of(edit_file, EditFile), file_previews.edit, file_evidence.edit, "path"),
    _asking(
        tool_of(move_file, MoveFile),
        file_previews.move,
        file_evidence.move,
        "source",
        "destination",
    ),
    _asking(tool_of(delete_file, DeleteFile), file_previews.delete, file_evidence.delete, "path"),
)
