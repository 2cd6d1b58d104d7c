"""The cases of the suite in view: listed, filtered, and taken out of it."""

from enum import IntEnum

from PySide6.QtCore import Property, QEnum, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from desktop.evals.case_list import CaseListModel
from desktop.evals.case_rows import CaseLine, case_line, matching, tags_of
from desktop.shared.library_calls import LibraryCalls
from desktop.shared.tasks import Tasks
from desktop.shared.undo import UndoViewModel
from graphs import CairnError, Library

QML_IMPORT_NAME = "Cairn"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("Made in desktop/app/wiring.py.")  # pyright: ignore[reportCallIssue]
class CasesViewModel(QObject):
    """A suite's cases; all of them are held, those that the filter lets through are shown.

    Signals:
        editWanted: a case's id: open it to be changed.
        touched: a case was taken out of the suite, or came back.
        failed: a sentence and a hint about what could not be done.
    """

    class State(IntEnum):
        """What stands where the rows stand."""

        READING = 0
        NOTHING_YET = 1
        NO_MATCH = 2
        ROWS = 3

    QEnum(State)

    changed = Signal()
    editWanted = Signal(str)
    touched = Signal()
    failed = Signal(str, str)

    def __init__(
        self, library: LibraryCalls, tasks: Tasks, undo: UndoViewModel, parent: QObject | None
    ) -> None:
        super().__init__(parent)
        self._library = library
        self._tasks = tasks
        self._undo = undo
        self._suite_id = ""
        self._lines: tuple[CaseLine, ...] | None = None
        self._query = ""
        self._tag = ""
        self._tags: tuple[str, ...] = ()
        self._model = CaseListModel(self)

    @Property(QObject, constant=True)
    def model(self) -> CaseListModel:
        return self._model

    @Property(int, notify=changed)
    def state(self) -> int:
        if self._lines is None:
            return self.State.READING
        if not self._lines:
            return self.State.NOTHING_YET
        return self.State.ROWS if self._model.rows else self.State.NO_MATCH

    @Property(int, notify=changed)
    def count(self) -> int:
        """How many there are, filtered or not."""
        return self.total

    @property
    def total(self) -> int:
        """How many there are, for whoever is no view."""
        return len(self._lines or ())

    @Property(list, notify=changed)
    def tags(self) -> list[str]:
        """The tags that cases of the suite have, the most frequent first."""
        return list(self._tags)

    @Property(str, notify=changed)
    def tag(self) -> str:
        """The one that the list is filtered by, "" for none."""
        return self._tag

    @Property(str, notify=changed)
    def query(self) -> str:
        return self._query

    def show(self, suite_id: str) -> None:
        """List the cases of that suite, all of them; "" for none."""
        if suite_id != self._suite_id:
            self._suite_id, self._lines = suite_id, None
            self._query = self._tag = ""
            self._tags = ()
            self._derive()
        if suite_id:
            self._tasks.start(self._read(suite_id))

    @Slot(str)
    def search(self, query: str) -> None:
        """List only cases in which every word of `query` occurs."""
        if query != self._query:
            self._query = query
            self._derive()

    @Slot(str)
    def chooseTag(self, tag: str) -> None:
        """List only cases with that tag; "" for all."""
        if tag != self._tag:
            self._tag = tag
            self._derive()

    @Slot(str)
    def edit(self, case_id: str) -> None:
        """Ask for a case to be opened."""
        self.editWanted.emit(case_id)

    @Slot(str)
    def remove(self, case_id: str) -> None:
        """Move a case to the trash; it can be had again by undo."""
        line = next((one for one in self._lines or () if one.id == case_id), None)
        if line is not None:
            self._tasks.start(self._remove(line))

    @Slot(str, result=int)
    def rowOf(self, case_id: str) -> int:
        """Where a case stands in the list, -1 for nowhere."""
        return self._model.place(case_id)

    async def _read(self, suite_id: str) -> None:
        def read(library: Library) -> tuple[CaseLine, ...]:
            return tuple(case_line(row) for row in library.evals.cases(suite_id))

        try:
            lines = await self._library.call(read)
        except CairnError as error:
            self.failed.emit(error.sentence, error.hint)
            return
        if suite_id == self._suite_id:
            self._take(lines)

    def _take(self, lines: tuple[CaseLine, ...]) -> None:
        known = {line.id: line for line in self._lines or ()}
        # A row that is the same object costs its view nothing.
        self._lines = tuple(known[one.id] if known.get(one.id) == one else one for one in lines)
        self._tags = tags_of(lines)
        if self._tag not in self._tags:
            self._tag = ""
        self._derive()

    def _derive(self) -> None:
        self._model.show(matching(self._lines or (), self._query, self._tag))
        self.changed.emit()

    async def _remove(self, line: CaseLine) -> None:
        try:
            await self._library.call(lambda library: library.evals.trash_case(line.id))
        except CairnError as error:
            self.failed.emit(error.sentence, error.hint)
            return
        sentence = self.tr("Deleted “%1”").replace("%1", line.name)
        self._undo.offer(sentence, lambda: self._bring_back(line.id))
        self._touch()

    def _bring_back(self, case_id: str) -> None:
        self._tasks.start(self._restore(case_id))

    async def _restore(self, case_id: str) -> None:
        try:
            await self._library.call(lambda library: library.evals.restore_case(case_id))
        except CairnError as error:
            self.failed.emit(error.sentence, error.hint)
        self._touch()

    def _touch(self) -> None:
        self.touched.emit()
        self.show(self._suite_id)
