"""Files brought back to a step without a new branch, and the way back from that."""

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from desktop.shared.engine_calls import EngineCalls
from desktop.shared.library_calls import LibraryCalls
from desktop.shared.tasks import Tasks
from desktop.shared.undo import UndoViewModel
from desktop.timeline.continuing import start_line
from desktop.timeline.files_back import FilesBackViewModel
from graphs import ActionStatus, CairnError

QML_IMPORT_NAME = "Cairn"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("Made in desktop/app/wiring.py.")  # pyright: ignore[reportCallIssue]
class RewindViewModel(QObject):
    """The sheet in which the person chooses the files. What was done can be taken back.

    Signals:
        failed: a sentence and a hint about what could not be done.
    """

    changed = Signal()
    failed = Signal(str, str)

    def __init__(
        self,
        library: LibraryCalls,
        engine: EngineCalls,
        tasks: Tasks,
        undo: UndoViewModel,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._library = library
        self._engine = engine
        self._tasks = tasks
        self._undo = undo
        self._branch_id = ""
        self._position = 0
        self._start = ""
        self._shown = False
        self._busy = False
        self._reading = 0
        self._files = FilesBackViewModel(self)
        self._files.changed.connect(self.changed)

    @Property(bool, notify=changed)
    def shown(self) -> bool:
        return self._shown

    @Property(bool, notify=changed)
    def busy(self) -> bool:
        """Whether files are being brought back."""
        return self._busy

    @Property(bool, notify=changed)
    def canConfirm(self) -> bool:
        return self._shown and not self._busy and bool(self._files.chosen)

    @Property(str, notify=changed)
    def start(self) -> str:
        """The step in one line."""
        return self._start

    @Property(FilesBackViewModel, constant=True)
    def files(self) -> FilesBackViewModel:
        return self._files

    @Slot()
    def confirm(self) -> None:
        """Bring back what was chosen."""
        if self.canConfirm:
            self._set_busy(True)
            self._tasks.start(self._bring_back(self._branch_id, self._position))

    @Slot()
    def cancel(self) -> None:
        """Not now: nothing is changed."""
        self._reading += 1
        if not self._busy:
            self._close()

    @Slot(str)
    def takeBack(self, action_id: str) -> None:
        """Make the files as they were before an action that brought some back."""
        self._tasks.start(self._take_back(action_id))

    def offer(self, action_id: str, result: str) -> None:
        """Files were brought back by that action: offer to take it back."""
        self._undo.offer(result, lambda: self.takeBack(action_id), self.tr("Take back"))

    def begin(self, branch_id: str, position: int) -> None:
        """Show the sheet for a step."""
        if not self._busy:
            self._reading += 1
            self._tasks.start(self._open(self._reading, branch_id, position))

    async def _open(self, mine: int, branch_id: str, position: int) -> None:
        try:
            step = await self._library.call(lambda library: library.step(branch_id, str(position)))
            files = await self._engine.call(lambda host: host.files_back(branch_id, position))
        except CairnError as error:
            self.failed.emit(error.sentence, error.hint)
            return
        if mine != self._reading:
            return
        self._branch_id, self._position = branch_id, position
        self._start = start_line(step)
        self._shown = True
        self._files.show(files)

    async def _bring_back(self, branch_id: str, position: int) -> None:
        paths = self._files.chosen
        try:
            done = await self._engine.call(lambda host: host.bring_back(branch_id, position, paths))
        except CairnError as error:
            self.failed.emit(error.sentence, error.hint)
            return
        finally:
            self._set_busy(False)
            self._close()
        if done.status is ActionStatus.DONE:
            self.offer(done.id, done.result)
        else:
            self.failed.emit(self.tr("Not every file was brought back."), done.result)

    async def _take_back(self, action_id: str) -> None:
        try:
            done = await self._engine.call(lambda host: host.take_back(action_id))
        except CairnError as error:
            self.failed.emit(error.sentence, error.hint)
            return
        if done.status is ActionStatus.DONE:
            self._undo.offer(self.tr("Taken back."), lambda: self.takeBack(done.id))
        else:
            self.failed.emit(self.tr("Not everything was taken back."), done.result)

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self._files.hold(busy)
        self.changed.emit()

    def _close(self) -> None:
        self._shown = False
        self._files.show(())
