"""The timeline's view model over a real file, and the sheet's over the real agent."""

from collections.abc import Callable, Coroutine, Iterator
from datetime import datetime
from pathlib import Path as Folder
from typing import Any, TypeVar

import pytest
import shiboken6
from PySide6.QtTest import QAbstractItemModelTester

from desktop.shared.library_calls import LibraryCalls
from desktop.shared.tasks import Tasks
from desktop.timeline.derive import Look
from desktop.timeline.view_model import TimelineViewModel
from desktop.timeline.words import title
from graphs import CairnError, Library, SessionHost, StepDetail, TracingState
from tests.desktop.conftest import Desk
from tests.desktop.live_room import Ground
from tests.desktop.live_room import ground as ground
from tests.desktop.timeline.fork_room import ForkRoom
from tests.desktop.timeline.path import NOW, Path
from tests.endpoint import connected as connected
from tests.endpoint import endpoint as endpoint

T = TypeVar("T")
FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal


class PlainHost:
    """Tells of steps what the library knows, without an agent.

    Attributes:
        traces: where traces go; where there is no project, no trace is found.
    """

    traces = TracingState()

    def __init__(self, library: Library) -> None:
        self._library = library

    async def step_state(self, branch_id: str, position: int) -> StepDetail:
        step = self._library.step(branch_id, str(position))
        shown = self._library.transcript_at(branch_id, position).messages
        return StepDetail(step, shown[len(shown) - step.count :], "1", "run-1")

    async def tracing(self) -> TracingState:
        return self.traces

    async def trace_url(self, run_id: str) -> str:
        if not self.traces.project:
            raise CairnError("LangSmith cannot be reached.")
        return f"https://{self.traces.host}/{run_id}"

    async def call(self, work: Callable[[SessionHost], Coroutine[Any, Any, T]]) -> T:
        return await work(self)  # pyright: ignore[reportArgumentType]


class Timeline:
    """The view model, and what it told.

    Attributes:
        failures: sentences.
        walked: positions.
        wanted: branches to be shown.
        continued: branches and positions.
    """

    def __init__(self, desk: Desk, library: Library, calls: LibraryCalls, tasks: Tasks) -> None:
        self.desk = desk
        self.library = library
        self.path = Path(library)
        now = datetime.fromtimestamp(NOW).astimezone()
        self.view_model = TimelineViewModel(calls, PlainHost(library), tasks, lambda: now)
        self.failures: list[str] = []
        self.walked: list[int] = []
        self.wanted: list[str] = []
        self.continued: list[tuple[str, int]] = []
        self.view_model.failed.connect(lambda sentence, hint: self.failures.append(sentence))
        self.view_model.walked.connect(self.walked.append)
        self.view_model.branchWanted.connect(self.wanted.append)
        self.view_model.continueWanted.connect(lambda *told: self.continued.append(told))

    def watch(self) -> None:
        """Have Qt test the models; it reads on for as long as there is more."""
        view_model = self.view_model
        for model in (view_model.model, view_model.branches.chips, view_model.pins.rows):
            QAbstractItemModelTester(model, FATAL, model)

    def open(self, branch_id: str = "") -> None:
        branch_id = branch_id or self.path.branch_id
        self.desk.act(lambda: self.view_model.open(self.path.conversation_id, branch_id))
        reading = self.view_model.State.READING
        self.desk.until(lambda: self.view_model.state != reading)
        self.desk.settle(0.02)

    @property
    def titles(self) -> list[str]:
        return [title(row) for row in self.view_model.model.rows]

    @property
    def looks(self) -> list[Look]:
        return [row.look for row in self.view_model.model.rows]

    def key(self, words: str) -> str:
        """The key of the first row that says so."""
        return self.view_model.model.rows[self.titles.index(words)].key

    @property
    def current(self) -> str:
        row = self.view_model.currentRow
        return self.titles[row] if row >= 0 else ""

    def until_titles(self, *titles: str) -> None:
        self.desk.until(lambda: self.titles == list(titles))


@pytest.fixture
def unwatched(
    desk: Desk, library: Library, calls: LibraryCalls, tasks: Tasks
) -> Iterator[Timeline]:
    made = Timeline(desk, library, calls, tasks)
    yield made
    assert made.failures == []
    desk.run(tasks.close())
    shiboken6.delete(made.view_model)


@pytest.fixture
def timeline(unwatched: Timeline) -> Timeline:
    unwatched.watch()
    return unwatched


@pytest.fixture
def room(ground: Ground, trash: Folder) -> Iterator[ForkRoom]:
    room = ForkRoom(ground)
    yield room
    room.end()
