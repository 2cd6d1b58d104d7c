"""Conversations in the trash, to be taken back."""

from enum import IntEnum

from PySide6.QtCore import Property, QEnum, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from desktop.settings.derive import TrashRow
from desktop.settings.words import day
from desktop.shared.library_calls import LibraryCalls
from desktop.shared.row_list import RowList
from desktop.shared.tasks import Tasks
from graphs import CairnError, Conversation

QML_IMPORT_NAME = "Cairn"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("Made in desktop/app/wiring.py.")  # pyright: ignore[reportCallIssue]
class TrashViewModel(QObject):
    """What was deleted last, on top. Nothing leaves the trash but by restoring it.

    Signals:
        restored: a conversation is back.
        failed: a sentence and a hint about what could not be done.
    """

    class State(IntEnum):
        """What stands where the rows stand."""

        READING = 0
        NOTHING_YET = 1
        ROWS = 2

    QEnum(State)

    changed = Signal()
    restored = Signal()
    failed = Signal(str, str)

    def __init__(self, library: LibraryCalls, tasks: Tasks) -> None:
        super().__init__()
        self._library = library
        self._tasks = tasks
        self._was_read = False
        self._model = RowList(TrashRow, self)

    @Property(QObject, constant=True)
    def model(self) -> RowList[TrashRow]:
        return self._model

    @Property(int, notify=changed)
    def state(self) -> int:
        if not self._was_read:
            return self.State.READING
        return self.State.ROWS if self._model.rows else self.State.NOTHING_YET

    @Slot()
    def read(self) -> None:
        """Read what is in the trash anew."""
        self._tasks.start(self._read())

    @Slot(str)
    def restore(self, key: str) -> None:
        """Take a conversation back."""
        self._tasks.start(self._restore(key))

    async def _restore(self, key: str) -> None:
        try:
            await self._library.call(lambda library: library.restore(key))
        except CairnError as error:
            self.failed.emit(error.sentence, error.hint)
        else:
            self.restored.emit()
        await self._read()

    async def _read(self) -> None:
        try:
            found = await self._library.call(lambda library: library.conversations(trashed=True))
        except CairnError as error:
            self.failed.emit(error.sentence, error.hint)
            return
        newest = sorted(found, key=lambda one: one.trashed_at or 0, reverse=True)
        self._model.show([self._row(one) for one in newest])
        self._was_read = True
        self.changed.emit()

    def _row(self, one: Conversation) -> TrashRow:
        title = one.title or self.tr("New conversation")
        return TrashRow(one.id, title, day(one.trashed_at or one.updated_at))
