"""The system's trash. Blocking; nothing is ever deleted for good."""

import os
import sys
from pathlib import Path
from typing import Final

from send2trash import TrashPermissionError, send2trash

from graphs.errors import ToolError

_FIXED_DRIVE: Final = 3


def throw_away(path: Path, shown: str) -> None:
    """Move a file or folder to the trash. Raises ToolError; it is where it was then."""
    if not _may_have_trash(path):
        raise _no_trash(shown)
    try:
        send2trash(os.fspath(path))
    except TrashPermissionError as error:
        raise _no_trash(shown) from error
    except OSError as error:
        why = error.strerror or "the system gave no reason"
        raise ToolError(
            f"{shown} could not be moved to the trash ({why}), so it was left where it is."
        ) from error


def _may_have_trash(path: Path) -> bool:
    """Windows deletes for good, and in silence, what lies on a disk without a trash."""
    if sys.platform != "win32":
        return True
    import ctypes

    return ctypes.windll.kernel32.GetDriveTypeW(f"{path.drive}\\") == _FIXED_DRIVE


def _no_trash(shown: str) -> ToolError:
    return ToolError(
        f"There is no trash for the disk that holds {shown}, so it was left where it is."
    )
