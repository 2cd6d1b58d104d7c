"""The suites page as one: its suites, and what is read when it opens."""

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from desktop.shared.engine_calls import EngineCalls
from desktop.shared.library_calls import LibraryCalls
from desktop.shared.tasks import Tasks
from desktop.shared.undo import UndoViewModel
from graphs import Event

QML_IMPORT_NAME = "Cairn"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("Made in desktop/app/wiring.py.")  # pyright: ignore[reportCallIssue]
class SuitesViewModel(QObject):
    """All suites, the cases of one, and its runs.

    It reads and follows events only between enter() and leave().

    Signals:
        reportWanted: a run's id: show its report.
        editWanted: a case's id: open it to be changed.
        failed: a sentence and a hint about what could not be done.
    """

    reportWanted = Signal(str)
    editWanted = Signal(str)
    failed = Signal(str, str)

    def __init__(self, library: LibraryCalls, engine: EngineCalls, tasks: Tasks) -> None:
        super().__init__()
        self._library = library
        self._engine = engine
        self._tasks = tasks
        self._undo = UndoViewModel(self)

    @Property(UndoViewModel, constant=True)
    def undo(self) -> UndoViewModel:
        return self._undo

    @Slot()
    def enter(self) -> None:
        """The page opens: read the suites and follow what happens."""

    @Slot()
    def leave(self) -> None:
        """The page closes: let go of everything."""

    @Slot(object)
    def handle(self, event: Event) -> None:
        """Follow what the engine tells."""
