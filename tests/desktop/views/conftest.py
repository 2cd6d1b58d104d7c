"""Real components in windows of their own."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickView
from PySide6.QtTest import QTest

from desktop.app.application import VIEWS
from tests.desktop.conftest import Desk
from tests.desktop.hands import Hands


class Screen(Hands):
    """A window for one component."""

    def __init__(self, desk: Desk, view: QQuickView) -> None:
        super().__init__(desk, view)
        self.view = view

    def show(self, module: str, kind: str, width: int, height: int, /, **given: object) -> None:
        self.view.engine().addImportPath(str(VIEWS))
        self.view.setInitialProperties(given)
        self.view.setResizeMode(QQuickView.ResizeMode.SizeRootObjectToView)
        self.view.loadFromModule(module, kind)
        assert self.view.errors() == []
        self.view.resize(width, height)
        self.view.show()
        assert QTest.qWaitForWindowActive(self.view)


@pytest.fixture
def screen(app: QGuiApplication, desk: Desk) -> Iterator[Screen]:
    view = QQuickView()
    yield Screen(desk, view)
    view.setSource(QUrl())
    view.close()
    view.deleteLater()
    desk.settle()
