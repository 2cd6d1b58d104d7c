"""On what Cairn runs here, as the system and the packages say it."""

import os
import platform
import sqlite3
import sys
from importlib.metadata import PackageNotFoundError, version

from PySide6.QtCore import qVersion

from desktop.settings.report import Environment
from graphs import starter_model


def look() -> Environment:
    """As it is here. Reads files."""
    return Environment(
        cairn=_version("cairn-desktop"),
        packaged=bool(getattr(sys, "frozen", False)),
        model=_model(),
        model_server=_version("xllamacpp"),
        qt=qVersion(),
        langgraph=_version("langgraph"),
        sqlite=sqlite3.sqlite_version,
        python=platform.python_version(),
        system=_system(),
        desktop=os.environ.get("XDG_CURRENT_DESKTOP", ""),
    )


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def _model() -> str:
    try:
        return starter_model().name
    except (OSError, LookupError, ValueError):
        return ""


def _system() -> str:
    """The system by its own name, and the processor: `Debian GNU/Linux 12, x86_64`."""
    try:
        name = platform.freedesktop_os_release()["PRETTY_NAME"]
    except (AttributeError, OSError, LookupError):
        name = f"{platform.system()} {platform.release()}".strip()
    return ", ".join(filter(None, (name, platform.machine())))
