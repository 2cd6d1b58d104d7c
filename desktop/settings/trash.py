"""Conversations and branches in the trash, to be taken back."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from desktop.settings.derive import TrashRow
from desktop.settings.section import Section
from desktop.settings.words import day
from desktop.shared.branch_words import branch_name
from desktop.shared.library_calls import LibraryCalls
from desktop.shared.tasks import Tasks
from graphs import Branch, Conversation, Library

QML_IMPORT_NAME = "Cairn"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("Made in desktop/app/wiring.py.")  # pyright: ignore[reportCallIssue]
class TrashViewModel(Section[TrashRow]):
    """What was deleted last, on top. Nothing leaves the trash but by restoring it.

    Signals:
        restored: a conversation or a branch is back.
    """

    restored = Signal()

    def __init__(self, library: LibraryCalls, tasks: Tasks) -> None:
        super().__init__(TrashRow, tasks)
        self._library = library

    @Slot(str)
    def restore(self, key: str) -> None:
        """Take a conversation back, or a branch."""
        row = next((row for row in self._model.rows if row.key == key), None)
        if row is not None:
            self._do(lambda: self._restore(row))

    async def _restore(self, row: TrashRow) -> None:
        if row.branch:
            await self._library.call(lambda library: library.restore_branch(row.key))
        else:
            await self._library.call(lambda library: library.restore(row.key))
        self.restored.emit()

    async def _look(self) -> None:
        whole, branches = await self._library.call(_in_trash)
        rows = [(one.trashed_at or 0, self._row(one)) for one in whole]
        rows += [(one.trashed_at or 0, self._branch_row(one, title)) for one, title in branches]
        rows.sort(key=lambda dated: dated[0], reverse=True)
        self._show([row for _, row in rows])

    def _row(self, one: Conversation) -> TrashRow:
        return TrashRow(one.id, self._title(one.title), day(one.trashed_at or one.updated_at))

    def _branch_row(self, one: Branch, title: str) -> TrashRow:
        when = day(one.trashed_at or one.updated_at)
        return TrashRow(one.id, branch_name(one), when, branch=True, of=self._title(title))

    def _title(self, title: str) -> str:
        return title or self.tr("New conversation")


def _in_trash(library: Library) -> tuple[list[Conversation], list[tuple[Branch, str]]]:
    return library.conversations(trashed=True), library.trashed_branches()
