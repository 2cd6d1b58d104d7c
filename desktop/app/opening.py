"""Opening the library behind the window, and what to do when it cannot be opened."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Property, QDateTime, QEnum, QLocale, QObject, Qt, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from desktop.app.update_watch import UpdateWatch
from desktop.shared.tasks import Tasks, run_blocking
from graphs import (
    DatabaseDamaged,
    DatabaseTooNew,
    Home,
    HomeError,
    UpdateCancelled,
    UpdateProgress,
    UpdateStage,
)

if TYPE_CHECKING:
    from graphs import Library

QML_IMPORT_NAME = "Cairn"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class Props:
    """What the start shows.

    `broken` says that something is, `damaged` that the database is; `copy` is the date of the
    copy that can be put back, '' for none. `again` is what the button says that tries once more,
    '' for none. `share` is how much of `stage` is done, -1 where nobody can tell.
    """

    state: int
    title: str = ""
    sentence: str = ""
    hint: str = ""
    broken: bool = False
    damaged: bool = False
    copy: str = ""
    again: str = ""
    stage: str = ""
    share: float = -1.0
    cancelling: bool = False


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
        UPDATING = 3

    QEnum(State)

    changed = Signal()
    opened = Signal(object)

    def __init__(self, home: Home, tasks: Tasks, quit_: Callable[[], None]) -> None:
        super().__init__()
        self._home = home
        self._tasks = tasks
        self._quit = quit_
        self._copies: list[Path] = []
        self._watch = UpdateWatch()
        self._props = Props(self.State.OPENING)

    @Property(int, notify=changed)
    def state(self) -> int:
        return self._props.state

    @Property(str, notify=changed)
    def title(self) -> str:
        return self._props.title

    @Property(str, notify=changed)
    def sentence(self) -> str:
        return self._props.sentence

    @Property(str, notify=changed)
    def hint(self) -> str:
        return self._props.hint

    @Property(bool, notify=changed)
    def broken(self) -> bool:
        return self._props.broken

    @Property(bool, notify=changed)
    def damaged(self) -> bool:
        return self._props.damaged

    @Property(str, notify=changed)
    def copyDate(self) -> str:
        return self._props.copy

    @Property(str, notify=changed)
    def again(self) -> str:
        return self._props.again

    @Property(str, notify=changed)
    def stage(self) -> str:
        return self._props.stage

    @Property(float, notify=changed)
    def share(self) -> float:
        return self._props.share

    @Property(bool, notify=changed)
    def cancelling(self) -> bool:
        return self._props.cancelling

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
    def cancelUpdate(self) -> None:
        """End the update of the data; they are then as they were."""
        self._watch.stop()
        self._show(replace(self._props, cancelling=True))

    @Slot()
    def leave(self) -> None:
        """Close Cairn."""
        self._quit()

    async def _open(self) -> None:
        self._show(Props(self.State.OPENING))
        self._watch = watch = UpdateWatch()
        watch.told.connect(self.handle, Qt.ConnectionType.QueuedConnection)
        try:
            library = await run_blocking(_open_library, self._home, watch)
        except HomeError as error:
            await self._fail(error)
        except asyncio.CancelledError:
            watch.stop()  # the window closes: its thread is waited for
            raise
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
                self._title_of(error),
                error.sentence,
                hint,
                not isinstance(error, DatabaseTooNew | UpdateCancelled),
                damaged,
                _date_of(self._copies[0]) if self._copies else "",
                self._again_after(error),
            )
        )

    def _title_of(self, error: HomeError) -> str:
        match error:
            case DatabaseTooNew():
                return self.tr("Your data belong to a newer Cairn")
            case UpdateCancelled():
                return self.tr("Your data are as they were")
            case _:
                return self.tr("Cairn cannot open its data")

    def _again_after(self, error: HomeError) -> str:
        match error:
            case DatabaseTooNew() | DatabaseDamaged():
                return ""
            case UpdateCancelled():
                return self.tr("Update now")
            case _:
                return self.tr("Try again")

    @Slot(object)
    def handle(self, progress: UpdateProgress) -> None:
        """Show how far an update is."""
        if self._props.state not in (self.State.OPENING, self.State.UPDATING):
            return
        self._show(
            Props(
                self.State.UPDATING,
                stage=self._words_of(progress.stage),
                share=-1.0 if progress.share is None else progress.share,
                cancelling=self._props.cancelling,
            )
        )

    def _words_of(self, stage: UpdateStage) -> str:
        match stage:
            case UpdateStage.WAITING:
                return self.tr("Another Cairn has them open. Waiting for it…")
            case UpdateStage.COPYING:
                return self.tr("Step 1 of 3: copying them first")
            case UpdateStage.CHECKING:
                return self.tr("Step 2 of 3: checking the copy")
            case UpdateStage.CHANGING:
                return self.tr("Step 3 of 3: updating them")

    def _show(self, props: Props) -> None:
        self._props = props
        self.changed.emit()


def _open_library(home: Home, watch: UpdateWatch) -> "Library":
    from graphs import Library

    return Library.open(home, watch)


def _copies(home: Home) -> list[Path]:
    from graphs import Library

    return Library.copies(home)


def _put_back(home: Home, copy: Path | None) -> None:
    from graphs import Library

    Library.recover(home, copy)


def _date_of(copy: Path) -> str:
    moment = QDateTime.fromSecsSinceEpoch(int(copy.stat().st_mtime))
    return QLocale().toString(moment, "d MMMM yyyy, HH:mm")
