"""The system's own entry that starts Cairn when its person logs in. All of it blocks."""

import os
import plistlib
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QByteArray, QSettings

from desktop.shared.login import LoginEntry

_ROOT: Final = Path(__file__).parents[2]
_RUN: Final = r"HKEY_CURRENT_USER\Software\Microsoft\Windows\CurrentVersion"


def own_command() -> tuple[str, ...]:
    """What starts this Cairn without its window."""
    if getattr(sys, "frozen", False):
        return (sys.executable, "--hidden")
    return (sys.executable, "-m", "desktop", "--hidden")


def this_system() -> LoginEntry | None:
    """The entry of this system; None where it knows of none that could start us."""
    command = own_command()
    packaged = len(command) == 2
    folder = None if packaged else _ROOT
    if sys.platform == "win32":
        # What is in no folder of its own cannot be found by a command alone.
        return RunKey(QSettings(_RUN, QSettings.Format.NativeFormat), command) if packaged else None
    if sys.platform == "darwin":
        return LaunchAgent(Path.home() / "Library" / "LaunchAgents", command, folder)
    return AutostartFile(autostart_folder(os.environ, Path.home()), command, folder)


def autostart_folder(environ: Mapping[str, str], home: Path) -> Path:
    """Where the desktops of Linux and the BSDs look, by the Desktop Application Autostart
    Specification."""
    configured = Path(environ.get("XDG_CONFIG_HOME", ""))
    return (configured if configured.is_absolute() else home / ".config") / "autostart"


class AutostartFile:
    """A desktop entry in the autostart folder."""

    def __init__(self, folder: Path, command: Sequence[str], working: Path | None) -> None:
        self._file = folder / "cairn.desktop"
        self._exec = " ".join(_quoted(part) for part in command)
        self._lines = [
            "[Desktop Entry]",
            "Type=Application",
            "Name=Cairn",
            "Icon=cairn",
            f"TryExec={_escaped(command[0])}",
            f"Exec={self._exec}",
            *([f"Path={_escaped(str(working))}"] if working else []),
            "Terminal=false",
            "StartupNotify=false",
        ]

    @property
    def place(self) -> str:
        return str(self._file)

    def starts(self) -> bool:
        entry = self._read()
        off = entry.get("Hidden") == "true" or entry.get("X-GNOME-Autostart-enabled") == "false"
        return bool(entry.get("Exec")) and not off

    def starts_us(self) -> bool:
        return self.starts() and self._read()["Exec"] == self._exec

    def write(self, starts: bool) -> None:
        if starts:
            _replace(self._file, ("\n".join(self._lines) + "\n").encode())
        else:
            self._file.unlink(missing_ok=True)

    def _read(self) -> dict[str, str]:
        try:
            text = self._file.read_text("utf-8", errors="replace")
        except FileNotFoundError:
            return {}
        pairs = (line.partition("=") for line in text.split("\n"))
        return {key.strip(" "): value.strip(" ") for key, _, value in pairs}


class LaunchAgent:
    """A property list among the agents of the person, for macOS."""

    def __init__(self, folder: Path, command: Sequence[str], working: Path | None) -> None:
        self._file = folder / "org.cairn.Cairn.plist"
        self._agent: dict[str, object] = {
            "Label": "org.cairn.Cairn",
            "ProgramArguments": list(command),
            "RunAtLoad": True,
            "ProcessType": "Interactive",
        }
        if working:
            self._agent["WorkingDirectory"] = str(working)

    @property
    def place(self) -> str:
        return str(self._file)

    def starts(self) -> bool:
        agent = self._read()
        return bool(agent.get("RunAtLoad")) and not agent.get("Disabled")

    def starts_us(self) -> bool:
        ours = self._agent["ProgramArguments"]
        return self.starts() and self._read().get("ProgramArguments") == ours

    def write(self, starts: bool) -> None:
        if starts:
            _replace(self._file, plistlib.dumps(self._agent))
        else:
            self._file.unlink(missing_ok=True)

    def _read(self) -> dict[str, object]:
        try:
            found = plistlib.loads(self._file.read_bytes())
        except FileNotFoundError:
            return {}
        except Exception:  # noqa: BLE001 - plistlib raises whatever the bytes lead it to
            return {}
        return found if isinstance(found, dict) else {}


class RunKey:
    """A value of the registry's Run key, for Windows.

    Switched off in the task manager it stays, and the first byte of a value beside it is odd.
    """

    def __init__(self, registry: QSettings, command: Sequence[str]) -> None:
        self._registry = registry
        self._line = subprocess.list2cmdline(command)

    @property
    def place(self) -> str:
        return rf"{_RUN}\Run"

    def starts(self) -> bool:
        self._registry.sync()
        approved = self._registry.value(_APPROVED)
        first = bytes(approved.data())[:1] if isinstance(approved, QByteArray) else b""
        return bool(self._registry.value(_VALUE)) and not (first and first[0] % 2)

    def starts_us(self) -> bool:
        return self.starts() and self._registry.value(_VALUE) == self._line

    def write(self, starts: bool) -> None:
        self._registry.remove(_APPROVED)
        if starts:
            self._registry.setValue(_VALUE, self._line)
        else:
            self._registry.remove(_VALUE)
        self._registry.sync()
        if self._registry.status() is not QSettings.Status.NoError:
            raise PermissionError(None, "Access denied", self.place)


_VALUE: Final = "Run/Cairn"
_APPROVED: Final = "Explorer/StartupApproved/Run/Cairn"


def _replace(file: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_name(f"{file.name}.new")
    try:
        beside.write_bytes(content)
        beside.replace(file)
    finally:
        beside.unlink(missing_ok=True)


def _escaped(text: str) -> str:
    """A value of a desktop entry."""
    return text.replace("\\", r"\\").replace("\n", r"\n").replace("\t", r"\t").replace("\r", r"\r")


def _quoted(argument: str) -> str:
    """One argument of `Exec`, which is quoted first and then escaped like any value."""
    argument = argument.replace("%", "%%")
    if argument.isascii() and all(sign.isalnum() or sign in "/._-+:%" for sign in argument):
        return argument
    for sign in '\\"`$':
        argument = argument.replace(sign, f"\\{sign}")
    return _escaped(f'"{argument}"')
