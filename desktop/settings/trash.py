"""Conversations and branches in the trash, to be taken back."""

from enum import IntEnum

from PySide6.QtCore import Property, QEnum, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from desktop.settings.derive import TrashRow
from desktop.settings.words import day
from desktop.shared.branch_words import branch_name
from desktop.shared.library_calls import LibraryCalls
from desktop.shared.row_list import RowList
from desktop.shared.tasks import Tasks
from graphs import Branch, CairnError, Conversation, Library

QML_IMPORT_NAME = "Cairn"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("Made in desktop/app/wiring.py.")  # pyright: ignore[reportCallIssue]
class TrashViewModel(QObject):
    """What was deleted last, on top. Nothing leaves the trash but by restoring it.

    Signals:
        restored: a conversation or a branch is back.
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
        """Take a conversation back, or a branch."""
        row = next((row for row in self._model.rows if row.key == key), None)
        if row is not None:
            self._tasks.start(self._restore(row))

    async def _restore(self, row: TrashRow) -> None:
        try:
            if row.branch:
                await self._library.call(lambda library: library.restore_branch(row.key))
            else:
                await self._library.call(lambda library: library.restore(row.key))
        except CairnError as error:
            self.failed.emit(error.sentence, error.hint)
        else:
            self.restored.emit()
        await self._read()

    async def _read(self) -> None:
        try:
            whole, branches = await self._library.call(_in_trash)
        except CairnError as error:
            self.failed.emit(error.sentence, error.hint)
            return
        rows = [(one.trashed_at or 0, self._row(one)) for one in whole]
        rows += [(one.trashed_at or 0, self._branch_row(one, title)) for one, title in branches]
        rows.sort(key=lambda dated: dated[0], reverse=True)
        self._model.show([row for _, row in rows])
        self._was_read = True
        self.changed.emit()

    def _row(self, one: Conversation) -> TrashRow:
        return TrashRow(one.id, self._title(one.title), day(one.trashed_at or one.updated_at))

    def _branch_row(self, one: Branch, title: str) -> TrashRow:
        when = day(one.trashed_at or one.updated_at)
        return TrashRow(one.id, branch_name(one), when, branch=True, of=self._title(title))

    def _title(self, title: str) -> str:
        return title or self.tr("New conversation")


def _in_trash(library: Library) -> tuple[list[Conversation], list[tuple[Branch, str]]]:
    return library.conversations(trashed=True), library.trashed_branches()
