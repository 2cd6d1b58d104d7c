"""The files that Cairn runs from: removed or replaced meanwhile, as an update or uninstall does."""

import sys
from enum import Enum
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, Slot

from desktop.app.application import VIEWS
from desktop.app.remarks import Remark, RemarksViewModel


class Fate(Enum):
    """What became of them."""

    THERE = "there"
    REMOVED = "removed"
    REPLACED = "replaced"


class OwnFiles:
    """Looks at one file in place of all: the program itself, or a view where there is none."""

    def __init__(self, witness: Path | None = None) -> None:
        packaged = bool(getattr(sys, "frozen", False))
        self._witness = witness or (Path(sys.executable) if packaged else VIEWS / "Main.qml")
        # Who works on the sources changes them all the time.
        self._state = _state(self._witness) if packaged or witness else None

    def fate(self) -> Fate:
        """What became of them until now."""
        now = _state(self._witness)
        if now is None:
            return Fate.REMOVED
        return Fate.THERE if self._state in (None, now) else Fate.REPLACED


class OwnFilesWatch(QObject):
    """Says it once, when the person comes to the window."""

    def __init__(self, files: OwnFiles, remarks: RemarksViewModel) -> None:
        super().__init__()
        self._files = files
        self._remarks = remarks
        self._told = False

    @Slot()
    def look(self) -> None:
        """Look, and tell what is new."""
        fate = self._files.fate()
        if fate is not Fate.THERE and not self._told:
            self._told = True
            self._remarks.warn(Remark("", words(fate)))


def words(fate: Fate) -> str:
    """What became of the files, and what to do; "" while they are there."""
    match fate:
        case Fate.REMOVED:
            return QCoreApplication.translate(
                "OwnFiles",
                "Cairn was moved or removed while it runs. All is saved, but parts "
                "of it are missing now. Quit, and start it where it is.",
            )
        case Fate.REPLACED:
            return QCoreApplication.translate(
                "OwnFiles",
                "Cairn was updated while it runs. All is saved. Quit, and start it again.",
            )
        case Fate.THERE:
            return ""


def _state(file: Path) -> tuple[int, int, int] | None:
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino, found.st_mtime_ns
