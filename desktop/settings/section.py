"""What the lists among the settings have in common."""

from collections.abc import Callable, Coroutine, Sequence
from enum import IntEnum
from typing import Any, Generic

from PySide6.QtCore import Property, QEnum, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from desktop.shared.row_list import K, RowList
from desktop.shared.tasks import Tasks
from graphs import CairnError

QML_IMPORT_NAME = "Cairn"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("Made in desktop/app/wiring.py.")  # pyright: ignore[reportCallIssue]
class Section(QObject, Generic[K]):
    """A list that is read anew after whatever was done to it, refused or not.

    Whoever inherits says what there is, in `_look`, which ends with `_show`.

    Signals:
        failed: a sentence and a hint about what could not be done.
    """

    class State(IntEnum):
        """What stands where the rows stand."""

        READING = 0
        NOTHING_YET = 1
        ROWS = 2

    QEnum(State)

    changed = Signal()
    failed = Signal(str, str)

    def __init__(self, kind: type[K], tasks: Tasks) -> None:
        super().__init__()
        self._tasks = tasks
        self._model = RowList(kind, self)
        self._was_read = False

    @Property(QObject, constant=True)
    def model(self) -> RowList[K]:
        return self._model

    @Property(int, notify=changed)
    def state(self) -> int:
        if not self._was_read:
            return self.State.READING
        return self.State.ROWS if self._model.rows else self.State.NOTHING_YET

    @Slot()
    def read(self) -> None:
        """Read all of it anew."""
        self._tasks.start(self._tried(self._look))

    async def _look(self) -> None:
        raise NotImplementedError

    def _show(self, rows: Sequence[K]) -> None:
        self._model.show(rows)
        self._was_read = True
        self.changed.emit()

    def _do(self, work: Callable[[], Coroutine[Any, Any, object]]) -> None:
        self._tasks.start(self._done(work))

    async def _done(self, work: Callable[[], Coroutine[Any, Any, object]]) -> None:
        """Do `work`; when it is refused say so. Then show what is true."""
        await self._tried(work)
        await self._tried(self._look)

    async def _tried(self, work: Callable[[], Coroutine[Any, Any, object]]) -> None:
        try:
            await work()
        except CairnError as error:
            self.failed.emit(error.sentence, error.hint)
