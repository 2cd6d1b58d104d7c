from collections.abc import Iterator

import pytest
from PySide6.QtGui import QGuiApplication

from graphs import Action
from tests.desktop.approvals.room import STAGE, Room, write
from tests.desktop.conftest import Desk
from tests.desktop.live_room import Ground
from tests.desktop.live_room import ground as ground
from tests.desktop.screen import Screen
from tests.endpoint import connected as connected
from tests.endpoint import endpoint as endpoint


@pytest.fixture
def room(ground: Ground) -> Iterator[Room]:
    room = Room(ground)
    yield room
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
