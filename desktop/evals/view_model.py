"""The suites page as one: its suites, and the cases and runs of the one in view."""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from PySide6.QtCore import Property, QEnum, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from desktop.evals import words
from desktop.evals.cases import CasesViewModel
from desktop.evals.run_setup import RunSetupViewModel
from desktop.evals.runs import RunsViewModel
from desktop.evals.suite_file import SuiteFileViewModel
from desktop.shared.engine_calls import EvalCalls
from desktop.shared.library_calls import LibraryCalls
from desktop.shared.row_list import RowList
from desktop.shared.tasks import Tasks
from desktop.shared.undo import UndoViewModel
from graphs import CairnError, Event, Library, Run, RunChanged, RunStatus, Suite

QML_IMPORT_NAME = "Cairn"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class SuiteRow:
    """A suite as the list shows it. `sign` says that a run of it goes on, or `waits` for you."""

    key: str
    name: str
    main: bool
    cases: str
    sign: str
    waits: bool


@QmlElement
@QmlUncreatable("Made in desktop/app/wiring.py.")  # pyright: ignore[reportCallIssue]
class SuitesViewModel(QObject):
    """All suites, the cases of one, and its runs.

    It reads and follows events only between enter() and leave(). The suite in view stays chosen
    meanwhile.

    Signals:
        wanted: there is something to be shown: open the page.
        runsWanted: the runs of the suite in view are what is to be looked at.
        reportWanted: a run's id: show its report.
        editWanted: a case's id: open it to be changed.
        failed: a sentence and a hint about what could not be done.
    """

    class State(IntEnum):
        """What stands where the suites stand."""

        READING = 0
        NOTHING_YET = 1
        ROWS = 2

    QEnum(State)

    changed = Signal()
    underWayChanged = Signal()
    wanted = Signal()
    runsWanted = Signal()
    reportWanted = Signal(str)
    editWanted = Signal(str)
    failed = Signal(str, str)

    def __init__(self, library: LibraryCalls, engine: EvalCalls, tasks: Tasks) -> None:
        super().__init__()
        self._library = library
        self._tasks = tasks
        self._entered = False
        self._was_read = False
        self._wants_runs = self._wants_look = False
        self._chosen = ""
        self._under_way: frozenset[str] = frozenset()
        self._model = RowList(SuiteRow, self)
        self._undo = UndoViewModel(self)
        self._cases = CasesViewModel(library, tasks, self._undo, self)
        self._runs = RunsViewModel(library, engine, tasks, self._undo, self)
        self._setup = RunSetupViewModel(engine, tasks, self)
        self._file = SuiteFileViewModel(library, tasks, self)
        for part in (self._cases, self._runs, self._setup, self._file):
            part.failed.connect(self.failed)
        self._cases.editWanted.connect(self.editWanted)
        self._cases.touched.connect(self.refresh)
        self._runs.reportWanted.connect(self.reportWanted)
        self._setup.started.connect(self._on_started)

    @Property(QObject, constant=True)
    def model(self) -> RowList[SuiteRow]:
        return self._model

    @Property(UndoViewModel, constant=True)
    def undo(self) -> UndoViewModel:
        return self._undo

    @Property(CasesViewModel, constant=True)
    def cases(self) -> CasesViewModel:
        return self._cases

    @Property(RunsViewModel, constant=True)
    def runs(self) -> RunsViewModel:
        return self._runs

    @Property(RunSetupViewModel, constant=True)
    def setup(self) -> RunSetupViewModel:
        return self._setup

    @Property(SuiteFileViewModel, constant=True)
    def file(self) -> SuiteFileViewModel:
        return self._file

    @Property(int, notify=changed)
    def state(self) -> int:
        if not self._was_read:
            return self.State.READING
        return self.State.ROWS if self._model.rows else self.State.NOTHING_YET

    @Property(str, notify=changed)
    def chosen(self) -> str:
        """The id of the suite in view, "" for none."""
        return self._chosen

    @Property(int, notify=changed)
    def place(self) -> int:
        """Where it stands in the list, -1 for nowhere."""
        keys = [row.key for row in self._model.rows]
        return keys.index(self._chosen) if self._chosen in keys else -1

    @Property(str, notify=changed)
    def name(self) -> str:
        """What it is called."""
        row = self._model.find(self._chosen)
        return row.name if row else ""

    @Property(bool, notify=changed)
    def main(self) -> bool:
        """Whether it is the main one."""
        row = self._model.find(self._chosen)
        return row is not None and row.main

    @Property(bool, notify=underWayChanged)
    def underWay(self) -> bool:
        """Whether this window runs a suite now, of whatever suite, with the page open or not."""
        return bool(self._under_way)

    # What the page asks for

    @Slot()
    def enter(self) -> None:
        """The page opens: read the suites and follow what happens."""
        self._entered = self._wants_look = True
        self.refresh()

    @Slot()
    def leave(self) -> None:
        """The page closes: let go of everything."""
        self._entered = self._was_read = False
        self._cases.show("")
        self._runs.show("")
        self._setup.cancel()
        self._model.show(())
        self._undo.dismiss()

    @Slot()
    def refresh(self) -> None:
        """Take in what has changed elsewhere."""
        if self._entered:
            self._tasks.start(self._look())

    @Slot(str)
    def show(self, suite_id: str) -> None:
        """Open the page with that suite."""
        self._chosen = suite_id
        self.wanted.emit()
        self.refresh()

    @Slot(object)
    def showTaken(self, suite: Suite) -> None:
        """Open the page with a suite that has just come from a file, and offer the way back."""
        self.show(suite.id)
        sentence = self.tr("Added “%1” from a file").replace("%1", suite.name)
        self._undo.offer(sentence, lambda: self._do(lambda: self._take_away(suite.id)))

    @Slot(str)
    def showRuns(self, suite_id: str) -> None:
        """Open the page with the runs of that suite."""
        self._wants_runs = True
        self.show(suite_id)

    @Slot(str)
    def choose(self, suite_id: str) -> None:
        """Put another suite in view."""
        if suite_id != self._chosen and self._model.find(suite_id) is not None:
            self._view(suite_id)

    @Slot(str)
    def create(self, name: str) -> None:
        """Add a suite, and put it in view."""
        self._do(lambda: self._create(name))

    @Slot(str)
    def rename(self, name: str) -> None:
        """Call the suite in view something else."""
        chosen = self._chosen
        self._do(lambda: self._call(lambda library: library.evals.rename_suite(chosen, name)))

    @Slot()
    def makeMain(self) -> None:
        """Let the suite in view be the main one."""
        chosen = self._chosen
        self._do(lambda: self._call(lambda library: library.evals.make_main_suite(chosen)))

    @Slot()
    def remove(self) -> None:
        """Move the suite in view to the trash; it can be had again by undo."""
        row = self._model.find(self._chosen)
        if row is not None:
            self._do(lambda: self._remove(row))

    @Slot()
    def prepareRun(self) -> None:
        """Ask what the suite in view is to be run against."""
        row, cases = self._model.find(self._chosen), self._cases.total
        if row is not None and cases:
            self._setup.begin(row.key, row.name, cases, self._runs.newest)

    @Slot(object)
    def handle(self, event: Event) -> None:
        """Follow what the engine tells."""
        if not isinstance(event, RunChanged):
            return
        self._count(event.run)
        if not self._entered:
            return
        self._runs.handle(event)
        row = self._model.find(event.run.plan.suite_id)
        if row is not None and row.sign != _sign(event.run):
            self.refresh()

    # What it does

    @Slot(str)
    def _on_started(self, suite_id: str) -> None:
        if self._entered:
            self._wants_runs = True
            self._view(suite_id)
            self.refresh()

    def _count(self, run: Run) -> None:
        before, one = self._under_way, {run.id}
        at_work = run.status is RunStatus.RUNNING and not run.unfinished
        self._under_way = before | one if at_work else before - one
        if bool(before) != bool(self._under_way):
            self.underWayChanged.emit()

    def _do(self, work: Callable[[], Coroutine[Any, Any, object]]) -> None:
        self._tasks.start(self._done(work))

    async def _done(self, work: Callable[[], Coroutine[Any, Any, object]]) -> None:
        """Do `work`; when it is refused say so. Then show what is true."""
        try:
            await work()
        except CairnError as error:
            self.failed.emit(error.sentence, error.hint)
        await self._look()

    async def _call(self, function: Callable[[Library], object]) -> None:
        await self._library.call(function)

    async def _create(self, name: str) -> None:
        made = await self._library.call(lambda library: library.evals.create_suite(name))
        self._chosen = made.id

    async def _remove(self, row: SuiteRow) -> None:
        await self._library.call(lambda library: library.evals.trash_suite(row.key))
        sentence = self.tr("Deleted “%1”").replace("%1", row.name)
        self._undo.offer(sentence, lambda: self._do(lambda: self._restore(row.key)))

    async def _take_away(self, suite_id: str) -> None:
        await self._library.call(lambda library: library.evals.trash_suite(suite_id))

    async def _restore(self, suite_id: str) -> None:
        await self._library.call(lambda library: library.evals.restore_suite(suite_id))
        self._chosen = suite_id

    async def _look(self) -> None:
        try:
            rows = await self._library.call(_read)
        except CairnError as error:
            self.failed.emit(error.sentence, error.hint)
            return
        if not self._entered:
            return
        self._was_read = True
        self._model.show(rows)
        there = {row.key: row for row in rows}
        chosen = there.get(self._chosen) or (rows[0] if rows else None)
        self._wants_runs |= self._wants_look and chosen is not None and chosen.sign != ""
        self._wants_look = False
        self._view(chosen.key if chosen else "")

    def _view(self, suite_id: str) -> None:
        self._chosen = suite_id
        self._cases.show(suite_id)
        self._runs.show(suite_id)
        self.changed.emit()
        if self._wants_runs:
            self._wants_runs = False
            self.runsWanted.emit()


def _read(library: Library) -> list[SuiteRow]:
    newest = {run.id: run for run in library.evals.runs()}
    return [_row(suite, newest.get(suite.run)) for suite in library.evals.suites()]


def _row(suite: Suite, run: Run | None) -> SuiteRow:
    sign = _sign(run) if run else ""
    waits = run is not None and words.tone(run) == "waiting"
    return SuiteRow(suite.id, suite.name, suite.main, words.cases(suite.cases), sign, waits)


def _sign(run: Run) -> str:
    return words.status(run) if words.tone(run) in ("running", "waiting") else ""
