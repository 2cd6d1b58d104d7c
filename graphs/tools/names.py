"""Which parts of a path are no plain names, on one system or another. Pure."""

from collections.abc import Sequence
from pathlib import PurePosixPath, PureWindowsPath
from typing import Final

from graphs.storage.text import undisguised

_DEVICES: Final = frozenset(
    {"con", "prn", "aux", "nul", "conin$", "conout$"}
    | {f"{port}{digit}" for port in ("com", "lpt") for digit in "0123456789¹²³"}
)


def treacherous(name: str) -> str:
    """Why some system takes `name` for something else than a name; "" if none does.

    Such a name is harmless where it exists already, unless this is the system that it deceives.
    """
    if ":" in name:
        return "a colon, which can mean a drive or a hidden part of a file"
    if "\\" in name:
        return "a backslash; write folders with /"
    if undisguised(name) != name:
        return "characters that are not seen, or that turn others around"
    if name.rstrip(". ") != name and name not in (".", ".."):
        return "a dot or a space at the end, which some systems drop in silence"
    if name.partition(".")[0].rstrip(" ").lower() in _DEVICES:
        return "the name of a device"
    return ""


def unusable(text: str) -> str:
    """Why `text` is no path on any system; "" if it can be one."""
    if not text.strip():
        return "It is empty."
    if "\0" in text:
        return "It holds a NUL character."
    if any("\ud800" <= letter <= "\udfff" for letter in text):
        return "It holds half a character."
    return ""


def walked(parts: Sequence[str]) -> tuple[str, ...] | None:
    """`parts` with each `.` and `..` taken away; None if they lead above where they start."""
    found: list[str] = []
    for part in parts:
        if part == "..":
            if not found:
                return None
            found.pop()
        elif part not in ("", "."):
            found.append(part)
    return tuple(found)


def split(text: str, windows: bool) -> tuple[str, tuple[str, ...]]:
    """The anchor of a path ("" if it is relative) and the parts after it, as written."""
    if not windows:
        anchor = "/" if text.startswith("/") else ""
        return anchor, tuple(part for part in text.split("/") if part)
    path = PureWindowsPath(text)
    parts = text[len(path.anchor) :].replace("\\", "/").split("/")
    return path.anchor, tuple(part for part in parts if part)


def posix(parts: Sequence[str]) -> str:
    """The parts of a path in the workspace, as it is shown and told."""
    return str(PurePosixPath(*parts))
