"""How the present model gets tools, and which tools there are."""

from enum import IntEnum
from typing import Literal, TypeAlias

from PySide6.QtCore import Property, QEnum, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from desktop.settings.derive import ToolRow
from desktop.settings.words import tool_words
from desktop.shared.engine_calls import EngineCalls
from desktop.shared.row_list import RowList
from desktop.shared.tasks import Tasks
from graphs import CairnError, ToolInfo

QML_IMPORT_NAME = "Cairn"
QML_IMPORT_MAJOR_VERSION = 1

ModeName: TypeAlias = Literal["native", "constrained", "off"]


@QmlElement
@QmlUncreatable("Made in desktop/app/wiring.py.")  # pyright: ignore[reportCallIssue]
class ToolsViewModel(QObject):
    """The tool mode of the present connection, and all tools.

    Signals:
        failed: a sentence and a hint about what could not be done.
    """

    class Mode(IntEnum):
        """How the model is given tools."""

        UNKNOWN = 0
        NATIVE = 1
        CONSTRAINED = 2
        OFF = 3

    QEnum(Mode)

    changed = Signal()
    failed = Signal(str, str)

    def __init__(self, engine: EngineCalls, tasks: Tasks) -> None:
        super().__init__()
        self._engine = engine
        self._tasks = tasks
        self._mode: ModeName | None = None
        self._chosen_by = ""
        self._busy = False
        self._model = RowList(ToolRow, self)

    @Property(QObject, constant=True)
    def model(self) -> RowList[ToolRow]:
        return self._model

    @Property(int, notify=changed)
    def mode(self) -> int:
        return _MODES[self._mode] if self._mode is not None else self.Mode.UNKNOWN

    @Property(str, notify=changed)
    def chosenBy(self) -> str:
        """Who chose the mode, in words."""
        match self._chosen_by:
            case "probe":
                return self.tr("Cairn found this out by asking the model.")
            case "person":
                return self.tr("You chose this.")
            case "built in":
                return self.tr("This is what the built-in model takes.")
            case _:
                return ""

    @Property(bool, notify=changed)
    def canFindOut(self) -> bool:
        """Whether there is anything to find out: the built-in model is known."""
        return self._chosen_by in ("probe", "person")

    @Property(bool, notify=changed)
    def busy(self) -> bool:
        return self._busy

    @Slot(str, result=str)
    def scopeOf(self, name: str) -> str:
        """What a rule for that tool can be narrowed to: folder, command, host or none."""
        row = self._model.find(name)
        return row.scope if row is not None else "none"

    @Slot()
    def read(self) -> None:
        """Read the tools and the mode anew."""
        self._tasks.start(self._read())

    @Slot(int)
    def choose(self, mode: int) -> None:
        """Give tools like this from now on."""
        for name, one in _MODES.items():
            if one == mode and name != self._mode:
                self._tasks.start(self._choose(name))

    @Slot()
    def findOut(self) -> None:
        """Ask the model again how it takes tools."""
        self._tasks.start(self._choose(None))

    async def _read(self) -> None:
        try:
            tools = await self._engine.call(lambda host: host.tools())
            self._model.show([_row(tool) for tool in tools])
            await self._read_mode()
        except CairnError as error:
            self.failed.emit(error.sentence, error.hint)

    async def _choose(self, mode: ModeName | None) -> None:
        if self._busy:
            return
        self._set_busy(busy=True)
        try:
            await self._engine.call(lambda host: host.choose_tool_mode(mode))
            await self._read_mode()
        except CairnError as error:
            self.failed.emit(error.sentence, error.hint)
        finally:
            self._set_busy(busy=False)

    async def _read_mode(self) -> None:
        self._mode, self._chosen_by = await self._engine.call(lambda host: host.tool_mode())
        self.changed.emit()

    def _set_busy(self, *, busy: bool) -> None:
        self._busy = busy
        self.changed.emit()


_MODES: dict[ModeName, ToolsViewModel.Mode] = {
    "native": ToolsViewModel.Mode.NATIVE,
    "constrained": ToolsViewModel.Mode.CONSTRAINED,
    "off": ToolsViewModel.Mode.OFF,
}


def _row(tool: ToolInfo) -> ToolRow:
    return ToolRow(tool.name, tool_words(tool.name), tool.summary, tool.asks, tool.scope)
