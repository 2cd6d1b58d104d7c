from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from desktop.shared.library_calls import LibraryCalls
from desktop.shared.tasks import Tasks
from graphs import Action, Library
from tests.desktop.approvals.room import STAGE, Room, write
from tests.desktop.conftest import Desk
from tests.desktop.screen import Screen
from tests.endpoint import ScriptedEndpoint
from tests.endpoint import connected as connected
from tests.endpoint import endpoint as endpoint


@pytest.fixture
def room(
    desk: Desk,
    library: Library,
    calls: LibraryCalls,
    tasks: Tasks,
    connected: ScriptedEndpoint,
    tmp_path: Path,
) -> Iterator[Room]:
    workspace = tmp_path / "work"
    workspace.mkdir()
    room = Room(desk, library, calls, tasks, connected, workspace)
    yield room
    desk.run(tasks.close())
    room.end()


@pytest.fixture
def stage(app: QGuiApplication, desk: Desk, room: Room) -> Iterator[Screen]:
    stage = Screen(desk)
    desk.act(lambda: stage.show_file(STAGE, 1016, 760, approvals=room.view_model))
    yield stage
    stage.end()


@pytest.fixture
def asked(room: Room, stage: Screen) -> Action:
    """A call that waits in the conversation in view, long enough to be decided."""
    of = room.ask(write("notes.txt", "Buy milk"))
    room.open(of)
    room.finishes()
    stage.item("cardHome").forceActiveFocus()
    (action,) = room.waiting(of)
    return action
