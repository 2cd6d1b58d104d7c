"""Opening the library behind the window, and what to do when it cannot be opened."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Property, QDateTime, QEnum, QLocale, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from desktop.shared.tasks import Tasks, run_blocking
from graphs import DatabaseDamaged, Home, HomeError

if TYPE_CHECKING:
    from graphs import Library

QML_IMPORT_NAME = "Cairn"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class Props:
    """What the start shows. `copy` is the date of the copy that can be put back, '' for none."""

    state: int
    sentence: str = ""
    hint: str = ""
    damaged: bool = False
    copy: str = ""


@QmlElement
@QmlUncreatable("Made in desktop/app/wiring.py.")  # pyright: ignore[reportCallIssue]
class OpeningViewModel(QObject):
    """Whether the library is open, and if not why and what can be done.

    Signals:
        opened: the Library.
    """

    class State(IntEnum):
        """How far it is."""

        OPENING = 0
        OPEN = 1
        FAILED = 2

    QEnum(State)

    changed = Signal()
    opened = Signal(object)

    def __init__(self, home: Home, tasks: Tasks, quit_: Callable[[], None]) -> None:
        super().__init__()
        self._home = home
        self._tasks = tasks
        self._quit = quit_
        self._copies: list[Path] = []
        self._props = Props(self.State.OPENING)

    @Property(int, notify=changed)
    def state(self) -> int:
        return self._props.state

    @Property(str, notify=changed)
    def sentence(self) -> str:
        return self._props.sentence

    @Property(str, notify=changed)
    def hint(self) -> str:
        return self._props.hint

    @Property(bool, notify=changed)
    def damaged(self) -> bool:
        return self._props.damaged

    @Property(str, notify=changed)
    def copyDate(self) -> str:
        return self._props.copy

    @Slot()
    def begin(self) -> None:
        """Open the library in a worker thread."""
        self._tasks.start(self._open())

    @Slot()
    def restoreCopy(self) -> None:
        """Put the newest good copy in the damaged file's place, which is kept, and open it."""
        if self._copies:
            self._tasks.start(self._recover(self._copies[0]))

    @Slot()
    def startFresh(self) -> None:
        """Begin with nothing; the damaged file is kept."""
        self._tasks.start(self._recover(None))

    @Slot()
    def leave(self) -> None:
        """Close Cairn."""
        self._quit()

    async def _open(self) -> None:
        self._show(Props(self.State.OPENING))
        try:
            library = await run_blocking(_open_library, self._home)
        except HomeError as error:
            await self._fail(error)
        else:
            self._show(Props(self.State.OPEN))
            self.opened.emit(library)

    async def _recover(self, copy: Path | None) -> None:
        self._show(Props(self.State.OPENING))
        try:
            await run_blocking(_put_back, self._home, copy)
        except HomeError as error:
            await self._fail(error)
        else:
            await self._open()

    async def _fail(self, error: HomeError) -> None:
        damaged = isinstance(error, DatabaseDamaged)
        self._copies = await run_blocking(_copies, self._home) if damaged else []
        hint = error.hint
        if damaged and not self._copies:
            hint = self.tr("There is no copy of it yet. Start fresh: the damaged file is kept.")
        self._show(
            Props(
                self.State.FAILED,
                error.sentence,
                hint,
                damaged,
                _date_of(self._copies[0]) if self._copies else "",
            )
        )

    def _show(self, props: Props) -> None:
        self._props = props
        self.changed.emit()


def _open_library(home: Home) -> "Library":
    from graphs import Library

    return Library.open(home)


def _copies(home: Home) -> list[Path]:
    from graphs import Library

    return Library.copies(home)


def _put_back(home: Home, copy: Path | None) -> None:
    from graphs import Library

    Library.recover(home, copy)


def _date_of(copy: Path) -> str:
    moment = QDateTime.fromSecsSinceEpoch(int(copy.stat().st_mtime))
    return QLocale().toString(moment, "d MMMM yyyy, HH:mm")
