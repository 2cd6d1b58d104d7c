from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickView

from desktop.shared.library_calls import LibraryCalls
from desktop.shared.tasks import Tasks
from graphs import Library
from tests.desktop.approvals.room import Room
from tests.desktop.approvals.stage import Stage
from tests.desktop.conftest import Desk
from tests.endpoint import MODEL, ScriptedEndpoint
from tests.endpoint import endpoint as endpoint


@pytest.fixture
def room(
    desk: Desk,
    library: Library,
    calls: LibraryCalls,
    tasks: Tasks,
    endpoint: ScriptedEndpoint,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Room]:
    monkeypatch.setenv("OPENAI_BASE_URL", endpoint.base_url)
    monkeypatch.setenv("OPENAI_API_KEY", "key")
    monkeypatch.setenv("CAIRN_MODEL", MODEL)
    workspace = tmp_path / "work"
    workspace.mkdir()
    room = Room(desk, library, calls, tasks, endpoint, workspace)
    yield room
    desk.run(tasks.close())
    room.end()


@pytest.fixture
def stage(app: QGuiApplication, desk: Desk, room: Room) -> Iterator[Stage]:
    stage = Stage(desk, QQuickView(), room.view_model, 1016, 760)
    yield stage
    stage.end()
