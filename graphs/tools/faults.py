"""What the file system refuses, told as a ToolError."""

import errno
from collections.abc import Generator
from contextlib import contextmanager

from graphs.errors import ToolError


@contextmanager
def told(name: str) -> Generator[None]:
    """Turn what the system refuses to do with `name`, a path as it is shown, into a ToolError."""
    try:
        yield
    except OSError as error:
        raise _told(error, name) from error


def _told(error: OSError, name: str) -> ToolError:
    match error.errno:
        case errno.ENOENT:
            return missing(name)
        case errno.EACCES | errno.EPERM:
            return ToolError(f"The system does not let Cairn use {name}.")
        case errno.EROFS:
            return ToolError(f"{name} is on a disk that cannot be written.")
        case errno.ENOSPC | errno.EDQUOT:
            return ToolError(f"There is no room left on the disk that holds {name}.")
        case errno.ENAMETOOLONG:
            return ToolError("A name in that path is too long for this disk.")
        case errno.ELOOP:
            return link(name)
        case errno.ENOTDIR:
            return ToolError(f"{name} is not a folder, or lies in something that is none.")
        case errno.EISDIR:
            return ToolError(f"{name} is a folder.")
        case errno.EEXIST:
            return ToolError(f"{name} is there already.")
        case errno.EXDEV:
            return ToolError(f"{name} is on another disk, so it cannot be moved in one go.")
        case _:
            return ToolError(f"The disk failed with {name}: {error.strerror or 'no reason given'}.")


def missing(name: str) -> ToolError:
    """The error that says there is no such file or folder."""
    return ToolError(f"There is no {name} in the workspace.", "list_files shows what is there.")


def link(name: str) -> ToolError:
    """The error that says a link would have to be followed."""
    return ToolError(f"{name} is a link, and Cairn follows none: it could lead anywhere.")
