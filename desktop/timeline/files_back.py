"""Files that are not as they were at a step: which come back, and what that changes in them."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Property, QCoreApplication, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from desktop.shared.row_list import RowList
from graphs import FileBack

QML_IMPORT_NAME = "Cairn"
QML_IMPORT_MAJOR_VERSION = 1

translate = QCoreApplication.translate

_MARKS = {"added": "+", "removed": "-", "same": " ", "gap": "…"}


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file that is not as it was."""

    key: str
    name: str
    sentence: str
    possible: bool
    chosen: bool
    unfolded: bool
    diff: tuple[str, ...] = ()
    more: int = 0


def file_rows(
    files: Sequence[FileBack], chosen: frozenset[str], unfolded: frozenset[str]
) -> tuple[FileRow, ...]:
    """A row for each; those that can come back first."""
    ordered = sorted(files, key=lambda file: (not file.possible, file.shown))
    return tuple(
        FileRow(
            file.path,
            file.shown,
            file.sentence,
            file.possible,
            file.path in chosen,
            file.path in unfolded,
            tuple(f"{_MARKS[line.kind]} {line.text}" for line in file.diff),
            file.more,
        )
        for file in ordered
    )


def files_line(count: int) -> str:
    """What happens when so many are chosen."""
    if not count:
        return translate("Continue", "Files stay as they are now.")
    if count == 1:
        return translate("Continue", "1 file is brought back. You can take that back.")
    return translate("Continue", "{n} files are brought back. You can take that back.").format(
        n=count
    )


@QmlElement
@QmlUncreatable("Made in desktop/app/wiring.py.")  # pyright: ignore[reportCallIssue]
class FilesBackViewModel(QObject):
    """The files of one step, and those of them that the person has chosen: at first none."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._files: tuple[FileBack, ...] = ()
        self._chosen = frozenset[str]()
        self._unfolded = frozenset[str]()
        self._held = False
        self._rows = RowList(FileRow, self)

    @property
    def chosen(self) -> frozenset[str]:
        """The paths that are to come back."""
        return self._chosen

    @Property(QObject, constant=True)
    def rows(self) -> RowList[FileRow]:
        return self._rows

    @Property(int, notify=changed)
    def count(self) -> int:
        """How many files are not as they were."""
        return len(self._files)

    @Property(int, notify=changed)
    def sure(self) -> int:
        """How many can be brought back of which nobody else has changed anything."""
        return len(self._sure())

    @Property(int, notify=changed)
    def chosenCount(self) -> int:
        return len(self._chosen)

    @Property(bool, notify=changed)
    def allChosen(self) -> bool:
        """Whether all of those are chosen."""
        return self._sure() <= self._chosen

    @Property(str, notify=changed)
    def line(self) -> str:
        """What happens to files, in one line."""
        return files_line(len(self._chosen))

    def show(self, files: Sequence[FileBack]) -> None:
        """These are the files; none of them is chosen."""
        self._files = tuple(files)
        self._chosen, self._unfolded = frozenset(), frozenset()
        self._derive()

    def hold(self, held: bool) -> None:
        """Leave what is chosen as it is for as long as it is being done."""
        self._held = held

    @Slot(str, bool)
    def choose(self, path: str, chosen: bool) -> None:
        """Bring a file back, or not."""
        possible = any(file.path == path and file.possible for file in self._files)
        if possible and not self._held:
            self._chosen = self._chosen | {path} if chosen else self._chosen - {path}
            self._derive()

    @Slot(bool)
    def chooseAll(self, chosen: bool) -> None:
        """Bring back all that nobody else has changed, or none."""
        if not self._held:
            self._chosen = self._sure() if chosen else frozenset()
            self._derive()

    @Slot(str)
    def toggle(self, path: str) -> None:
        """Show what bringing a file back changes in it, or no more."""
        self._unfolded ^= {path}
        self._derive()

    def _sure(self) -> frozenset[str]:
        return frozenset(file.path for file in self._files if file.possible and file.sure)

    def _derive(self) -> None:
        self._rows.show(file_rows(self._files, self._chosen, self._unfolded))
        self.changed.emit()
