"""What Cairn remembers about the person."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from desktop.settings.derive import FactRow
from desktop.settings.section import Section
from desktop.settings.words import day
from desktop.shared.engine_calls import EngineCalls
from desktop.shared.tasks import Tasks
from desktop.shared.undo import UndoViewModel
from graphs import Fact

QML_IMPORT_NAME = "Cairn"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("Made in desktop/app/wiring.py.")  # pyright: ignore[reportCallIssue]
class FactsViewModel(Section[FactRow]):
    """All facts, to be read, mended, added and forgotten.

    Signals:
        kept: a fact that was asked for is on disk.
    """

    kept = Signal()

    def __init__(self, engine: EngineCalls, tasks: Tasks, undo: UndoViewModel) -> None:
        super().__init__(FactRow, tasks)
        self._engine = engine
        self._undo = undo
        self._facts: tuple[Fact, ...] = ()

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
            self._list(tuple(one for one in self._facts if one.id != key))
            self._do(lambda: self._forget(fact))

    def _find(self, key: str) -> Fact | None:
        return next((one for one in self._facts if one.id == key), None)

    async def _look(self) -> None:
        self._list(tuple(await self._engine.call(lambda host: host.facts())))

    async def _add(self, text: str) -> None:
        await self._engine.call(lambda host: host.remember(text))
        self.kept.emit()

    async def _forget(self, fact: Fact) -> None:
        await self._engine.call(lambda host: host.forget(fact.id))
        self._undo.offer(
            self.tr("Cairn has forgotten it."),
            lambda: self._do(lambda: self._engine.call(lambda host: host.remember(fact.text))),
        )

    def _list(self, facts: tuple[Fact, ...]) -> None:
        self._facts = facts
        self._show([FactRow(fact.id, fact.text, day(fact.created_at)) for fact in facts])
