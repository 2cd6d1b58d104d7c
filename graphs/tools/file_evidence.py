"""What can be seen of a change of files that may have happened. Blocking; nothing is changed."""

from graphs.tools import content, file_access
from graphs.tools.content import occurrences
from graphs.tools.file_arguments import DeleteFile, EditFile, MoveFile, WriteFile
from graphs.tools.spec import evidenced
from graphs.tools.workspace import Workspace


def _write(workspace: Workspace, given: WriteFile) -> tuple[str, ...]:
    path = workspace.resolve(given.path)
    shown = workspace.shown(path)
    found = file_access.read_if_there(workspace, path)
    if found is None:
        return (f"There is no {shown}.",)
    if found == given.content.encode():
        return (f"{shown} has the new content.",)
    return (f"{shown} has other content than the new one.",)


def _edit(workspace: Workspace, given: EditFile) -> tuple[str, ...]:
    path = workspace.resolve(given.path)
    shown = workspace.shown(path)
    found = file_access.read_if_there(workspace, path)
    if found is None:
        return (f"There is no {shown}.",)
    text = content.decoded(found, shown).text
    return (
        f"{shown} {_has(text, given.old)} the old text.",
        f"{shown} {_has(text, given.new)} the new text.",
    )


def _move(workspace: Workspace, given: MoveFile) -> tuple[str, ...]:
    return tuple(_there(workspace, text) for text in (given.source, given.destination))


def _delete(workspace: Workspace, given: DeleteFile) -> tuple[str, ...]:
    return (_there(workspace, given.path),)


def _has(text: str, part: str) -> str:
    lines_in_file = part.replace("\r\n", "\n")
    return "has" if part and occurrences(text, lines_in_file) else "does not have"


def _there(workspace: Workspace, text: str) -> str:
    path = workspace.resolve(text)
    found = file_access.status(workspace, path)
    return f"{workspace.shown(path)} is {'not ' if found is None else ''}there."


write = evidenced(WriteFile, _write)
edit = evidenced(EditFile, _edit)
move = evidenced(MoveFile, _move)
delete = evidenced(DeleteFile, _delete)
