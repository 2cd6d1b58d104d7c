"""Real components in windows of their own."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QGuiApplication

from tests.desktop.conftest import Desk
from tests.desktop.screen import Screen


@pytest.fixture
def screen(app: QGuiApplication, desk: Desk) -> Iterator[Screen]:
    screen = Screen(desk)
    yield screen
    screen.end()
