"""What Cairn remembers about the person."""

from collections.abc import Callable, Coroutine
from enum import IntEnum
from typing import Any

from PySide6.QtCore import Property, QEnum, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from desktop.settings.derive import FactRow
from desktop.settings.words import day
from desktop.shared.engine_calls import EngineCalls
from desktop.shared.row_list import RowList
from desktop.shared.tasks import Tasks
from desktop.shared.undo import UndoViewModel
from graphs import CairnError, Fact

QML_IMPORT_NAME = "Cairn"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("Made in desktop/app/wiring.py.")  # pyright: ignore[reportCallIssue]
class FactsViewModel(QObject):
    """All facts, to be read, mended, added and forgotten.

    Signals:
        kept: a fact that was asked for is on disk.
        failed: a sentence and a hint about what could not be done.
    """

    class State(IntEnum):
        """What stands where the rows stand."""

        READING = 0
        NOTHING_YET = 1
        ROWS = 2

    QEnum(State)

    changed = Signal()
    kept = Signal()
    failed = Signal(str, str)

    def __init__(self, engine: EngineCalls, tasks: Tasks, undo: UndoViewModel) -> None:
        super().__init__()
        self._engine = engine
        self._tasks = tasks
        self._undo = undo
        self._facts: tuple[Fact, ...] | None = None
        self._model = RowList(FactRow, self)

    @Property(QObject, constant=True)
    def model(self) -> RowList[FactRow]:
        return self._model

    @Property(int, notify=changed)
    def state(self) -> int:
        if self._facts is None:
            return self.State.READING
        return self.State.ROWS if self._facts else self.State.NOTHING_YET

    @Slot()
    def read(self) -> None:
        """Read all facts anew."""
        self._tasks.start(self._read())

    @Slot(str)
    def add(self, text: str) -> None:
        """Remember one more; blank ones are none."""
        if text.strip():
            self._do(lambda: self._add(text.strip()))

    @Slot(str, str)
    def revise(self, key: str, text: str) -> None:
        """Say a fact in other words; blank or unchanged ones are no change."""
        known, text = self._find(key), text.strip()
        if known is not None and text and text != known.text:
            self._do(lambda: self._engine.call(lambda host: host.revise(key, text)))

    @Slot(str)
    def forget(self, key: str) -> None:
        """Forget a fact; it can be had again by undo."""
        fact = self._find(key)
        if fact is not None:
            self._show(tuple(one for one in self._facts or () if one.id != key))
            self._do(lambda: self._forget(fact))

    def _find(self, key: str) -> Fact | None:
        return next((one for one in self._facts or () if one.id == key), None)

    def _do(self, work: Callable[[], Coroutine[Any, Any, object]]) -> None:
        self._tasks.start(self._done(work))

    async def _done(self, work: Callable[[], Coroutine[Any, Any, object]]) -> None:
        """Do `work`; when it is refused say so. Then show what is true."""
        try:
            await work()
        except CairnError as error:
            self.failed.emit(error.sentence, error.hint)
        await self._read()

    async def _read(self) -> None:
        try:
            found = await self._engine.call(lambda host: host.facts())
        except CairnError as error:
            self.failed.emit(error.sentence, error.hint)
            return
        self._show(tuple(found))

    async def _add(self, text: str) -> None:
        await self._engine.call(lambda host: host.remember(text))
        self.kept.emit()

    async def _forget(self, fact: Fact) -> None:
        await self._engine.call(lambda host: host.forget(fact.id))
        self._undo.offer(
            self.tr("Cairn has forgotten it."),
            lambda: self._do(lambda: self._engine.call(lambda host: host.remember(fact.text))),
        )

    def _show(self, facts: tuple[Fact, ...]) -> None:
        self._facts = facts
        self._model.show([FactRow(fact.id, fact.text, day(fact.created_at)) for fact in facts])
        self.changed.emit()
