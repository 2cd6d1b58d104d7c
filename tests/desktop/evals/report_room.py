"""The report's view model over a real file; the host of runs is scripted."""

from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtTest import QAbstractItemModelTester

from desktop.evals.reporting import ReportViewModel
from desktop.shared.library_calls import LibraryCalls
from desktop.shared.tasks import Tasks
from graphs import Library, RunChanged
from tests.desktop.conftest import Desk
from tests.desktop.evals.reports import Reports
from tests.desktop.evals.scripted_evals import ScriptedEngine, ScriptedEvals

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal


class ReportRoom:
    """The view model, and what stands behind it.

    Attributes:
        told: sentences about what could not be done, and names of files that were written.
    """

    def __init__(self, desk: Desk, library: Library, calls: LibraryCalls, tasks: Tasks) -> None:
        self.desk = desk
        self.library = library
        self.reports = Reports(library)
        self.evals = ScriptedEvals(library)
        self.page = ReportViewModel(calls, ScriptedEngine(self.evals), tasks)
        self.told: list[str] = []
        self.page.failed.connect(lambda sentence, hint: self.told.append(sentence))
        self.page.exported.connect(self.told.append)

    def open(self, run_id: str) -> None:
        self.desk.act(lambda: self.page.open(run_id))
        self.desk.until(lambda: self.page.state != self.page.State.READING)

    def open_case(self, case_id: str) -> None:
        self.desk.act(lambda: self.page.openCase(case_id))
        self.desk.until(lambda: self.page.detail.wasRead)

    def tell(self, run_id: str) -> None:
        """What the engine says of a run when something has become of it."""
        event = RunChanged(self.library.evals.run(run_id))
        self.desk.act(lambda: self.page.handle(event))

    @property
    def cases(self) -> list[str]:
        return [row.name for row in self.page.cases.rows]

    @property
    def percents(self) -> list[str]:
        return [row.percent for row in self.page.candidates.rows]


@pytest.fixture
def room(desk: Desk, library: Library, calls: LibraryCalls, tasks: Tasks) -> Iterator[ReportRoom]:
    made = ReportRoom(desk, library, calls, tasks)
    page = made.page
    for model in (page.cases, page.candidates, page.points, page.detail.sides, page.detail.checks):
        QAbstractItemModelTester(model, FATAL, model)
    yield made
    desk.run(tasks.close())
    shiboken6.delete(made.page)
