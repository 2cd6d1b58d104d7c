"""The engine, as the chat waits for it."""

from PySide6.QtCore import QObject, Signal

from desktop.shared.engine_calls import EngineCalls
from desktop.shared.tasks import Tasks
from graphs import CairnError


class Engine(QObject):
    """Tells when it is up, and has it load the model early. What goes wrong is told by others.

    Signals:
        up: it is there; the tools that can be called by name.
    """

    up = Signal(object)

    def __init__(self, engine: EngineCalls, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._engine = engine
        self._tasks = tasks
        tasks.start(self._wait())

    def warm_up(self) -> None:
        """Load the model now."""
        self._tasks.start(self._warm_up())

    async def _wait(self) -> None:
        try:
            tools = await self._engine.call(lambda host: host.tools())
        except CairnError:
            return  # told by whoever opened the engine
        self.up.emit(tools)

    async def _warm_up(self) -> None:
        try:
            await self._engine.call(lambda host: host.warm_up())
        except CairnError:
            return  # told when a turn needs the model
