"""The suites page's view model over a real file; the host of runs is scripted."""

from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtTest import QAbstractItemModelTester

from desktop.evals.view_model import SuitesViewModel
from desktop.shared.library_calls import LibraryCalls
from desktop.shared.tasks import Tasks
from graphs import Library, RunChanged
from tests.desktop.conftest import Desk
from tests.desktop.evals.scripted_evals import ScriptedEngine, ScriptedEvals
from tests.desktop.evals.suites import Suites

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal


class SuitesRoom:
    """The view model, and what stands behind it.

    Attributes:
        failures: the sentences that it told.
        wishes: ids of reports and cases that are wanted.
    """

    def __init__(self, desk: Desk, library: Library, calls: LibraryCalls, tasks: Tasks) -> None:
        self.desk = desk
        self.library = library
        self.suites = Suites(library)
        self.evals = ScriptedEvals(library)
        self.page = SuitesViewModel(calls, ScriptedEngine(self.evals), tasks)
        self.failures: list[str] = []
        self.wishes: list[str] = []
        self.page.failed.connect(lambda sentence, hint: self.failures.append(sentence))
        self.page.reportWanted.connect(self.wishes.append)
        self.page.editWanted.connect(self.wishes.append)

    def enter(self) -> None:
        self.desk.act(self.page.enter)
        self.desk.until(lambda: self.page.state != self.page.State.READING)
        self.desk.settle()

    @property
    def names(self) -> list[str]:
        return [row.name for row in self.page.model.rows]

    @property
    def cases(self) -> list[str]:
        return [line.name for line in self.page.cases.model.rows]

    @property
    def statuses(self) -> list[str]:
        return [row.status for row in self.page.runs.model.rows]

    def until_runs(self, *statuses: str) -> None:
        self.desk.until(lambda: self.statuses == list(statuses))

    def tell(self, run_id: str) -> None:
        """What the engine says of a run when something has become of it."""
        event = RunChanged(self.library.evals.run(run_id))
        self.desk.act(lambda: self.page.handle(event))


@pytest.fixture
def room(desk: Desk, library: Library, calls: LibraryCalls, tasks: Tasks) -> Iterator[SuitesRoom]:
    made = SuitesRoom(desk, library, calls, tasks)
    for model in (made.page.model, made.page.cases.model, made.page.runs.model):
        QAbstractItemModelTester(model, FATAL, model)
    yield made
    desk.run(tasks.close())
    shiboken6.delete(made.page)
