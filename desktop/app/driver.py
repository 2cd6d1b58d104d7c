"""Which graphics driver this is, as far as it takes to see that it is another one now."""

import hashlib
import os
import platform
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

from PySide6.QtCore import qVersion

_LINUX: Final = (
    "lib*/dri/*_dri.so",
    "lib*/*/dri/*_dri.so",
    "lib*/libgallium*.so",
    "lib*/*/libgallium*.so",
    "lib*/*mesa.so*",
    "lib*/*/*mesa.so*",
    "lib*/libnvidia-glcore.so*",
    "lib*/*/libnvidia-glcore.so*",
)


def fingerprint(usr: Path = Path("/usr")) -> str:
    """A word that changes with the driver, the system's kernel, Qt and Cairn."""
    parts = [_ours(), qVersion(), platform.release(), platform.version()]
    parts += [_state(file) for file in sorted(_files(usr))]
    return hashlib.sha256("\n".join(parts).encode(errors="surrogateescape")).hexdigest()[:16]


def _ours() -> str:
    try:
        return version("cairn-desktop")
    except PackageNotFoundError:
        return ""


def _files(usr: Path) -> Iterator[Path]:
    if sys.platform == "win32":
        system = Path(os.environ.get("SYSTEMROOT", "C:/Windows"))
        yield system / "System32" / "DriverStore" / "FileRepository"
    elif sys.platform != "darwin":
        for pattern in _LINUX:
            yield from usr.glob(pattern)


def _state(file: Path) -> str:
    try:
        found = file.stat()
    except OSError:
        return str(file)
    return f"{file} {found.st_size} {found.st_mtime_ns}"
