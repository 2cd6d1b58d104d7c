"""The activity page's view model over a real file."""

from collections.abc import Iterator
from datetime import datetime

import pytest
import shiboken6
from PySide6.QtTest import QAbstractItemModelTester

from desktop.activity.view_model import ActivityViewModel
from desktop.shared.library_calls import LibraryCalls
from desktop.shared.tasks import Tasks
from graphs import Library
from tests.desktop.activity.journal import NOW, Journal
from tests.desktop.conftest import Desk

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal


class Activity:
    """The view model, and what stands behind it.

    Attributes:
        failures: the sentences that it told.
    """

    def __init__(self, desk: Desk, library: Library, calls: LibraryCalls, tasks: Tasks) -> None:
        self.desk = desk
        self.library = library
        self.journal = Journal(library)
        now = datetime.fromtimestamp(NOW).astimezone()
        self.view_model = ActivityViewModel(calls, tasks, lambda: now)
        self.failures: list[str] = []
        self.view_model.failed.connect(lambda sentence, hint: self.failures.append(sentence))

    def enter(self) -> None:
        self.desk.act(self.view_model.enter)
        self.desk.until(lambda: self.view_model.state != self.view_model.State.READING)

    @property
    def titles(self) -> list[str]:
        return [row.title for row in self.view_model.model.rows]

    def until_listed(self, *titles: str) -> None:
        self.desk.until(lambda: self.titles == list(titles))


@pytest.fixture
def activity(desk: Desk, library: Library, calls: LibraryCalls, tasks: Tasks) -> Iterator[Activity]:
    made = Activity(desk, library, calls, tasks)
    QAbstractItemModelTester(made.view_model.model, FATAL, made.view_model.model)
    yield made
    desk.run(tasks.close())
    shiboken6.delete(made.view_model)
