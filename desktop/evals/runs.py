"""The runs of the suite in view: how far each is, and what can be done about it."""

from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from desktop.evals.run_rows import RunRow, pausing, run_rows
from desktop.shared.engine_calls import EvalCalls
from desktop.shared.library_calls import LibraryCalls
from desktop.shared.row_list import RowList
from desktop.shared.tasks import Tasks
from desktop.shared.undo import UndoViewModel
from graphs import CairnError, Event, Library, RunChanged, RunPlan

if TYPE_CHECKING:
    from graphs import EvalHost

QML_IMPORT_NAME = "Cairn"
QML_IMPORT_MAJOR_VERSION = 1

_SOON_MS = 200
"""Between two looks at runs that go on."""


@QmlElement
@QmlUncreatable("Made in desktop/app/wiring.py.")  # pyright: ignore[reportCallIssue]
class RunsViewModel(QObject):
    """A suite's runs, the newest first, followed while they go on.

    Signals:
        reportWanted: a run's id: show its report.
        failed: a sentence and a hint about what could not be done.
    """

    changed = Signal()
    reportWanted = Signal(str)
    failed = Signal(str, str)

    def __init__(
        self,
        library: LibraryCalls,
        engine: EvalCalls,
        tasks: Tasks,
        undo: UndoViewModel,
        parent: QObject | None,
    ) -> None:
        super().__init__(parent)
        self._library = library
        self._engine = engine
        self._tasks = tasks
        self._undo = undo
        self._suite_id = ""
        self._was_read = False
        self._newest: RunPlan | None = None
        self._busy: frozenset[str] = frozenset()
        self._pausing: frozenset[str] = frozenset()
        self._model = RowList(RunRow, self)
        self._soon = QTimer(self, interval=_SOON_MS, singleShot=True)
        self._soon.timeout.connect(self.refresh)

    @Property(QObject, constant=True)
    def model(self) -> RowList[RunRow]:
        return self._model

    @Property(bool, notify=changed)
    def wasRead(self) -> bool:
        return self._was_read

    @Property(int, notify=changed)
    def count(self) -> int:
        return len(self._model.rows)

    @Property(bool, notify=changed)
    def needsLook(self) -> bool:
        """Whether one goes on, or was left unfinished."""
        return any(row.tone in ("running", "waiting") for row in self._model.rows)

    @property
    def newest(self) -> RunPlan | None:
        """What the newest run was to do."""
        return self._newest

    def show(self, suite_id: str) -> None:
        """List the runs of that suite; "" for none."""
        if suite_id != self._suite_id:
            self._suite_id, self._was_read, self._newest = suite_id, False, None
            self._model.show(())
            self.changed.emit()
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Read them anew."""
        self._soon.stop()
        if self._suite_id:
            self._tasks.start(self._read(self._suite_id))

    @Slot(object)
    def handle(self, event: Event) -> None:
        """Follow what the engine tells."""
        followed = isinstance(event, RunChanged) and event.run.plan.suite_id == self._suite_id
        if followed and not self._soon.isActive():
            self._soon.start()

    @Slot(str)
    def pause(self, run_id: str) -> None:
        """Let the attempts under way end, and begin no more."""
        self._pausing |= {run_id}
        self._do(run_id, lambda evals: evals.pause(run_id))

    @Slot(str)
    def resume(self, run_id: str) -> None:
        """Go on with the attempts that have no result."""
        self._do(run_id, lambda evals: evals.resume(run_id))

    @Slot(str)
    def cancel(self, run_id: str) -> None:
        """End it for good; what has a result keeps it."""
        self._do(run_id, lambda evals: evals.cancel(run_id))

    @Slot(str)
    def report(self, run_id: str) -> None:
        """Ask for its report."""
        self.reportWanted.emit(run_id)

    @Slot(str)
    def remove(self, run_id: str) -> None:
        """Move it to the trash; it can be had again by undo."""
        row = self._model.find(run_id)
        if row is not None and not row.at_work:
            self._tasks.start(self._remove(row))

    def _do(self, run_id: str, work: "Callable[[EvalHost], Coroutine[Any, Any, object]]") -> None:
        """Do it unless something is being done with that run; then show what is true."""
        if run_id not in self._busy:
            self._busy |= {run_id}
            self._tasks.start(self._done(run_id, work))

    async def _done(
        self, run_id: str, work: "Callable[[EvalHost], Coroutine[Any, Any, object]]"
    ) -> None:
        try:
            await self._engine.evals(work)
        except CairnError as error:
            self.failed.emit(error.sentence, error.hint)
        finally:
            self._busy -= {run_id}
        self.refresh()

    async def _remove(self, row: RunRow) -> None:
        try:
            await self._library.call(lambda library: library.evals.trash_run(row.key))
        except CairnError as error:
            self.failed.emit(error.sentence, error.hint)
            return
        sentence = self.tr("Deleted the run of {title}").replace("{title}", row.title)
        self._undo.offer(sentence, lambda: self._bring_back(row.key))
        self.refresh()

    def _bring_back(self, run_id: str) -> None:
        self._tasks.start(self._restore(run_id))

    async def _restore(self, run_id: str) -> None:
        try:
            await self._library.call(lambda library: library.evals.restore_run(run_id))
        except CairnError as error:
            self.failed.emit(error.sentence, error.hint)
        self.refresh()

    async def _read(self, suite_id: str) -> None:
        def read(library: Library) -> tuple[list[RunRow], RunPlan | None]:
            runs = library.evals.runs(suite_id)
            newest = runs[0].plan if runs else None
            return run_rows(runs, library.evals.figures(suite_id)), newest

        try:
            rows, newest = await self._library.call(read)
        except CairnError as error:
            self.failed.emit(error.sentence, error.hint)
            return
        if suite_id == self._suite_id:
            self._pausing &= {row.key for row in rows if row.at_work}
            self._model.show([pausing(row) if row.key in self._pausing else row for row in rows])
            self._newest = newest
            self._was_read = True
            self.changed.emit()
