"""What tests of all rooms may need: Qt's application, of which a process can have one."""

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["QT_QUICK_BACKEND"] = "software"

import pytest
from PySide6.QtGui import QGuiApplication


@pytest.fixture(scope="session")
def app() -> QGuiApplication:
    from desktop.app.application import make_application

    return make_application(["cairn"])
