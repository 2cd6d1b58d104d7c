"""The report of one run: what the page shows, and what it can be asked."""

import asyncio
from enum import IntEnum

from PySide6.QtCore import Property, QEnum, QObject, QTimer, QUrl, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from desktop.evals import report_words as said
from desktop.evals.case_detail import CaseDetailViewModel
from desktop.evals.grading import GradingViewModel
from desktop.evals.report_files import write_report
from desktop.evals.report_lists import CaseLines
from desktop.evals.report_reading import ReportRead, read
from desktop.evals.report_rows import FILTERS, CandidateRow, PlotPoint
from desktop.shared.engine_calls import EvalCalls
from desktop.shared.library_calls import LibraryCalls
from desktop.shared.row_list import RowList
from desktop.shared.tasks import Tasks
from graphs import CairnError, Event, Report, RunChanged

QML_IMPORT_NAME = "Cairn"
QML_IMPORT_MAJOR_VERSION = 1

_SOON_MS = 2_000
"""Between two looks at a run that goes on."""


@QmlElement
@QmlUncreatable("Made in desktop/app/wiring.py.")  # pyright: ignore[reportCallIssue]
class ReportViewModel(QObject):
    """One run's report, held against its first candidate or an earlier run.

    Signals:
        opened: there is something to be shown: open the page.
        failed: a sentence and a hint about what could not be done.
        exported: the name of the file that the report was written to.
    """

    class State(IntEnum):
        """What stands where the report stands."""

        READING = 0
        FAILED = 1
        SHOWN = 2

    QEnum(State)

    changed = Signal()
    opened = Signal()
    failed = Signal(str, str)
    exported = Signal(str)

    def __init__(self, library: LibraryCalls, engine: EvalCalls, tasks: Tasks) -> None:
        super().__init__()
        self._library = library
        self._engine = engine
        self._tasks = tasks
        self._run_id = ""
        self._baseline_id = ""
        self._read: ReportRead | None = None
        self._sentence = ""
        self._filter = 0
        self._judging: asyncio.Task[None] | None = None
        self._candidates = RowList(CandidateRow, self)
        self._points = RowList(PlotPoint, self)
        self._cases = CaseLines(self)
        self._detail = CaseDetailViewModel(library, tasks, self)
        self._detail.failed.connect(self.failed)
        self._grading = GradingViewModel(library, tasks, self)
        self._grading.failed.connect(self.failed)
        self._grading.closed.connect(self.refresh)
        self._soon = QTimer(self, interval=_SOON_MS, singleShot=True)
        self._soon.timeout.connect(self.refresh)

    @Property(QObject, constant=True)
    def candidates(self) -> RowList[CandidateRow]:
        return self._candidates

    @Property(QObject, constant=True)
    def points(self) -> RowList[PlotPoint]:
        return self._points

    @Property(QObject, constant=True)
    def cases(self) -> CaseLines:
        return self._cases

    @Property(CaseDetailViewModel, constant=True)
    def detail(self) -> CaseDetailViewModel:
        return self._detail

    @Property(GradingViewModel, constant=True)
    def grading(self) -> GradingViewModel:
        return self._grading

    @Property(int, notify=changed)
    def state(self) -> int:
        if self._sentence:
            return self.State.FAILED
        return self.State.SHOWN if self._read else self.State.READING

    @Property(str, notify=changed)
    def error(self) -> str:
        """Why there is no report."""
        return self._sentence

    @Property(str, notify=changed)
    def suiteId(self) -> str:
        return self._read.report.run.plan.suite_id if self._read else ""

    @Property(str, notify=changed)
    def title(self) -> str:
        return self._read.report.run.suite_name if self._read else ""

    @Property(str, notify=changed)
    def fileName(self) -> str:
        """What a file of it may be called."""
        return said.file_name(self._read.report.run) if self._read else ""

    @Property(str, notify=changed)
    def about(self) -> str:
        """Which run it is, and how far."""
        return said.about(self._read.report.run) if self._read else ""

    @Property(list, notify=changed)
    def names(self) -> list[str]:
        """The candidates, as the table's columns."""
        return [row.name for row in self._candidates.rows]

    @Property(list, notify=changed)
    def lines(self) -> list[str]:
        """The lines of the plot."""
        return list(self._read.lines) if self._read else []

    @Property(list, notify=changed)
    def filters(self) -> list[str]:
        return list(self._read.filters) if self._read else []

    @Property(int, notify=changed)
    def filter(self) -> int:
        return self._filter

    @Property(list, notify=changed)
    def baselines(self) -> list[str]:
        """What it can be held against: its own first candidate, then earlier runs."""
        return list(self._read.baselines) if self._read else []

    @Property(int, notify=changed)
    def baseline(self) -> int:
        """Which of those it is held against."""
        ids = self._read.earlier if self._read else ()
        return ids.index(self._baseline_id) + 1 if self._baseline_id in ids else 0

    @Property(str, notify=changed)
    def agreement(self) -> str:
        return said.agreement(self._read.report.agreement) if self._read else ""

    @Property(list, notify=changed)
    def wins(self) -> list[str]:
        """Whom the judge found better, a sentence for each two that were compared."""
        return said.wins(self._read.report) if self._read else []

    @Property(bool, notify=changed)
    def judging(self) -> bool:
        """Whether the judge is being asked which is better."""
        return self._judging is not None

    @Property(bool, notify=changed)
    def canJudge(self) -> bool:
        return len(self._candidates.rows) > 1 and self._judging is None

    # What the page asks for

    @Slot(str)
    def open(self, run_id: str) -> None:
        """Show the report of a run."""
        if run_id != self._run_id:
            self._let_go()
            self._run_id = run_id
        self.refresh()
        self.opened.emit()

    @Slot()
    def leave(self) -> None:
        """The page closes: let go of everything."""
        self._let_go()

    @Slot()
    def refresh(self) -> None:
        """Take in what has changed elsewhere."""
        self._soon.stop()
        if self._run_id:
            self._tasks.start(self._look(self._run_id, self._baseline_id))

    @Slot(object)
    def handle(self, event: Event) -> None:
        """Follow the run in view while it goes on."""
        followed = isinstance(event, RunChanged) and event.run.id == self._run_id
        if followed and not self._soon.isActive():
            self._soon.start()

    @Slot(int)
    def chooseBaseline(self, place: int) -> None:
        """Hold it against its own first candidate, 0, or an earlier run."""
        earlier = self._read.earlier if self._read else ()
        if 0 <= place <= len(earlier):
            self._baseline_id = earlier[place - 1] if place else ""
            self.refresh()

    @Slot(int)
    def chooseFilter(self, place: int) -> None:
        """List only cases with that change; 0 is all of them."""
        self._filter = place
        self._list()
        self.changed.emit()

    @Slot(str)
    def openCase(self, case_id: str) -> None:
        """Show what came of a case."""
        self._detail.open(self._run_id, case_id)

    @Slot(int)
    def walk(self, by: int) -> None:
        """Show the case so many lines below the one that is open, if there is one."""
        keys = [row.key for row in self._cases.rows]
        if self._detail.case_id in keys:
            target = keys.index(self._detail.case_id) + by
            if target in range(len(keys)):
                self.openCase(keys[target])

    @Slot()
    def gradeByHand(self) -> None:
        """Grade the answers of this run."""
        self._grading.open(self._run_id)

    @Slot()
    def judge(self) -> None:
        """Ask the judge which is better, the first candidate or each of the others."""
        if self.canJudge:
            asking = self._judge(self._run_id, len(self._candidates.rows))
            self._judging = self._tasks.start(asking)
            self._soon.start()
            self.changed.emit()

    @Slot()
    def cancelJudge(self) -> None:
        """Ask no further; what was judged stays, and the next asking goes on from there."""
        if self._judging is not None:
            self._judging.cancel()
            self._judging = None
            self.changed.emit()
            self.refresh()

    @Slot(QUrl)
    def export(self, file: QUrl) -> None:
        """Write the report to a file: as JSON if it is called so, else as a page of HTML."""
        if self._read is not None and file.isLocalFile():
            self._tasks.start(self._export(self._read.report, file.toLocalFile()))

    # What it does

    def _let_go(self) -> None:
        self.cancelJudge()
        self._detail.close()
        self._grading.leave()
        self._run_id = self._baseline_id = self._sentence = ""
        self._filter = 0
        self._read = None
        self._candidates.show(())
        self._points.show(())
        self._cases.show(())
        self.changed.emit()

    async def _look(self, run_id: str, baseline_id: str) -> None:
        try:
            found = await self._library.call(lambda library: read(library, run_id, baseline_id))
        except CairnError as error:
            if run_id == self._run_id:
                self._sentence = error.sentence
                self.changed.emit()
            return
        if (run_id, baseline_id) == (self._run_id, self._baseline_id):
            self._read, self._sentence = found, ""
            self._candidates.show(found.candidates)
            self._points.show(found.points)
            self._list()
            self._detail.refresh()
            self.changed.emit()
            if self._judging is not None:
                self._soon.start()

    def _list(self) -> None:
        if self._read is not None:
            self._cases.show(self._read.cases[FILTERS[self._filter]])

    async def _judge(self, run_id: str, candidates: int) -> None:
        try:
            for other in range(1, candidates):
                await self._engine.evals(lambda evals, n=other: evals.compare(run_id, 0, n))
        except CairnError as error:
            self.failed.emit(error.sentence, error.hint)
        finally:
            if self._judging is asyncio.current_task():  # not cancelled, nor begun anew since
                self._judging = None
                self.changed.emit()
                self.refresh()

    async def _export(self, report: Report, path: str) -> None:
        try:
            name = await self._library.call(lambda library: write_report(library, report, path))
        except OSError as error:
            sentence = self.tr("The report could not be written to {path}.")
            self.failed.emit(sentence.replace("{path}", path), error.strerror or "")
            return
        self.exported.emit(name)
