"""A view model over the real engine, agent and file; only the model is scripted."""

from dataclasses import dataclass
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QAbstractItemModel, QObject, Qt
from PySide6.QtTest import QAbstractItemModelTester

from desktop.app.engine import Engine
from desktop.shared.library_calls import LibraryCalls
from desktop.shared.tasks import Tasks
from graphs import Event, Library
from tests.desktop.conftest import Desk
from tests.endpoint import ScriptedEndpoint

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal


@dataclass(frozen=True)
class Ground:
    """What stands behind a view model, and the folder that its agent works in."""

    desk: Desk
    library: Library
    calls: LibraryCalls
    tasks: Tasks
    endpoint: ScriptedEndpoint
    workspace: Path


@pytest.fixture
def ground(
    desk: Desk,
    library: Library,
    calls: LibraryCalls,
    tasks: Tasks,
    connected: ScriptedEndpoint,
    tmp_path: Path,
) -> Ground:
    workspace = tmp_path / "work"
    workspace.mkdir()
    return Ground(desk, library, calls, tasks, connected, workspace)


class LiveRoom:
    """A view model, made by whoever inherits, and what stands behind it.

    Attributes:
        workspace: the folder of all its conversations.
        failures: the sentences that it told.
        events: what the engine told.
    """

    view_model: QObject

    def __init__(self, ground: Ground) -> None:
        self.desk = ground.desk
        self.library = ground.library
        self.endpoint = ground.endpoint
        self.workspace = ground.workspace
        self.failures: list[str] = []
        self.events: list[Event] = []
        self.engine = Engine(ground.desk.loop)
        self.engine.happened.connect(self.events.append, Qt.ConnectionType.QueuedConnection)
        self._ground = ground

    def end(self) -> None:
        """Qt's objects end on their own thread; left to the collector they might on any."""
        self.desk.run(self._ground.tasks.close())
        self.desk.run(self.engine.close())
        self.desk.settle()
        shiboken6.delete(self.view_model)

    def _open(self, *models: QAbstractItemModel) -> None:
        """Have Qt test the lists, and let the engine come up."""
        for model in models:
            QAbstractItemModelTester(model, FATAL, model)
        self.desk.run(self.engine.open(self.library))
