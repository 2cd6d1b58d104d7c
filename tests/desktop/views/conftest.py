"""Real windows, driven by mouse and keys on items found by their objectName."""

from collections.abc import Callable, Iterator
from functools import partial

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickItem, QQuickView
from PySide6.QtTest import QTest

from desktop.app.application import VIEWS
from tests.desktop.conftest import Desk

LEFT = Qt.MouseButton.LeftButton
NO_KEY = Qt.KeyboardModifier.NoModifier


class Screen:
    """One window and the hands on it."""

    def __init__(self, desk: Desk, view: QQuickView) -> None:
        self.desk = desk
        self.view = view

    def show(self, module: str, kind: str, width: int, height: int, **given: object) -> None:
        self.view.engine().addImportPath(str(VIEWS))
        self.view.setInitialProperties(given)
        self.view.setResizeMode(QQuickView.ResizeMode.SizeRootObjectToView)
        self.view.loadFromModule(module, kind)
        assert self.view.errors() == []
        self.view.resize(width, height)
        self.view.show()
        assert QTest.qWaitForWindowActive(self.view)

    def item(self, name: str) -> QQuickItem:
        found = self.look(name)
        assert found is not None, f"no item is named {name}"
        return found

    def look(self, name: str) -> QQuickItem | None:
        waiting = [self.view.contentItem()]
        while waiting:
            one = waiting.pop()
            if one.objectName() == name and one.isVisible():
                return one
            waiting.extend(one.childItems())
        return None

    def click(self, name: str, button: Qt.MouseButton = LEFT) -> None:
        place = self.place(name)
        self._do(
            lambda: QTest.mouseMove(self.view, place),
            lambda: QTest.mouseClick(self.view, button, NO_KEY, place),
        )

    def double_click(self, name: str) -> None:
        place = self.place(name)
        self._do(
            lambda: QTest.mouseClick(self.view, LEFT, NO_KEY, place),
            lambda: QTest.mouseDClick(self.view, LEFT, NO_KEY, place),
        )

    def hover(self, name: str) -> None:
        place = self.place(name)
        self._do(lambda: QTest.mouseMove(self.view, place))

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NO_KEY) -> None:
        self._do(lambda: QTest.keyClick(self.view, key, modifier))

    def type(self, text: str) -> None:
        self._do(*(partial(QTest.keyClick, self.view, character) for character in text))

    def place(self, name: str) -> QPoint:
        """The middle of an item, in the window."""
        item = self.item(name)
        return item.mapToScene(QPointF(item.width() / 2, item.height() / 2)).toPoint()

    def _do(self, *deeds: Callable[[], object]) -> None:
        for deed in deeds:
            self.desk.act(deed)
        self.desk.settle()


@pytest.fixture
def screen(app: QGuiApplication, desk: Desk) -> Iterator[Screen]:
    view = QQuickView()
    yield Screen(desk, view)
    view.setSource(QUrl())
    view.close()
    view.deleteLater()
    desk.settle()
