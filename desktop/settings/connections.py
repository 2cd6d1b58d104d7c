"""The models to choose from: the built-in one, and those that the person saved."""

from dataclasses import dataclass

from PySide6.QtCore import Property, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from desktop.settings.connection_draft import Reach, reach
from desktop.settings.connection_form import ConnectionFormViewModel
from desktop.settings.section import Section
from desktop.shared.engine_calls import EngineCalls
from desktop.shared.tasks import Tasks
from desktop.shared.undo import UndoViewModel
from graphs import CairnError, Connections, SavedConnection

QML_IMPORT_NAME = "Cairn"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class ConnectionRow:
    """A model by the name it is saved under, "" for the built-in one.

    `about` says which model it is and where; `reach` who reads along, a Reach.
    """

    key: str
    title: str
    about: str
    reach: int
    used: bool


@QmlElement
@QmlUncreatable("Made in desktop/app/wiring.py.")  # pyright: ignore[reportCallIssue]
class ConnectionsViewModel(Section[ConnectionRow]):
    """All that can be used, which is, and the form for one more."""

    placeChanged = Signal()

    def __init__(self, engine: EngineCalls, tasks: Tasks, undo: UndoViewModel) -> None:
        super().__init__(ConnectionRow, tasks)
        self._engine = engine
        self._undo = undo
        self._known = Connections()
        self._trouble = ("", "")
        self._form = ConnectionFormViewModel(engine, tasks)
        self._form.saved.connect(self.read)

    @Property(ConnectionFormViewModel, constant=True)
    def form(self) -> ConnectionFormViewModel:
        return self._form

    @Property(str, notify=placeChanged)
    def fixed(self) -> str:
        """Why none can be chosen here, in a sentence; "" when it can."""
        return self._known.fixed

    @Property(str, notify=placeChanged)
    def trouble(self) -> str:
        """Why what is saved cannot be read, in a sentence; "" when it can."""
        return self._trouble[0]

    @Property(str, notify=placeChanged)
    def hint(self) -> str:
        """What can be done about the trouble."""
        return self._trouble[1]

    @Slot(str)
    def use(self, key: str) -> None:
        """Use that one from the next message on."""
        self._do(lambda: self._engine.call(lambda host: host.use_connection(key)))

    @Slot(str)
    def change(self, key: str) -> None:
        """Have the form begin with that one."""
        saved = self._known.named(key)
        if saved is not None:
            self._form.change(saved)

    @Slot(str)
    def remove(self, key: str) -> None:
        """Forget that one; it can be had again by undo."""
        saved = self._known.named(key)
        if saved is not None:
            self._do(lambda: self._remove(saved, was_used=self._known.used == key))

    async def _look(self) -> None:
        before = (self._known, self._trouble)
        try:
            self._known = await self._engine.call(lambda host: host.connections())
            self._trouble = ("", "")
        except CairnError as error:
            self._known = Connections()
            self._trouble = (error.sentence, error.hint)
        self._show(self._rows())
        if before != (self._known, self._trouble):
            self.placeChanged.emit()

    async def _remove(self, saved: SavedConnection, *, was_used: bool) -> None:
        await self._engine.call(lambda host: host.remove_connection(saved.name))
        sentence = self.tr("“{name}” was removed.").replace("{name}", saved.name)
        self._undo.offer(sentence, lambda: self._do(lambda: self._bring_back(saved, was_used)))

    async def _bring_back(self, saved: SavedConnection, was_used: bool) -> None:
        name = await self._engine.call(lambda host: host.bring_connection_back(saved))
        if was_used:
            await self._engine.call(lambda host: host.use_connection(name))

    def _rows(self) -> list[ConnectionRow]:
        if self._trouble[0]:
            return []
        known = self._known
        own = ConnectionRow(
            "",
            known.built_in,
            self.tr("Comes with Cairn"),
            Reach.HERE,
            known.used == "" and not known.fixed,
        )
        return [own, *(self._row(one) for one in known.saved)]

    def _row(self, one: SavedConnection) -> ConnectionRow:
        place = one.file or one.base_url.removeprefix("https://").removeprefix("http://")
        parts = [place] if one.file or one.model == one.name else [one.model, place]
        used = self._known.used == one.name and not self._known.fixed
        return ConnectionRow(one.name, one.name, " · ".join(parts), reach(one), used)
