"""Mouse and keys for real windows; items are found by their objectName."""

from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtQml import QQmlExpression, qmlContext
from PySide6.QtQuick import QQuickItem, QQuickWindow
from PySide6.QtTest import QTest

from tests.desktop.conftest import Desk

LEFT = Qt.MouseButton.LeftButton
NO_KEY = Qt.KeyboardModifier.NoModifier
_FRAME_SECONDS = 0.016


class Hands:
    """What a person can do to a window."""

    def __init__(self, desk: Desk, window: QQuickWindow) -> None:
        self.desk = desk
        self.window = window

    def item(self, name: str) -> QQuickItem:
        found = self.look(name)
        assert found is not None, f"no item is named {name}"
        return found

    def look(self, name: str) -> QQuickItem | None:
        waiting = [self.window.contentItem()]
        while waiting:
            one = waiting.pop()
            if one.objectName() == name and one.isVisible():
                return one
            waiting.extend(one.childItems())
        return None

    def within(self, root: QQuickItem) -> Iterator[QQuickItem]:
        """All that is seen in an item."""
        for child in root.childItems():
            if child.isVisible():
                yield child
                yield from self.within(child)

    def words(self, name: str) -> str:
        return str(self.item(name).property("text"))

    def spoken(self, item: QQuickItem) -> str:
        """The name that a screen reader says."""
        return QAccessible.queryAccessibleInterface(item).text(QAccessible.Text.Name)

    @property
    def focused(self) -> str:
        """The name of what has the keyboard."""
        item = self.window.activeFocusItem()
        return item.objectName() if item else ""

    def value(self, item: QQuickItem, expression: str) -> object:
        """What an expression is for an item."""
        found, undefined = QQmlExpression(qmlContext(item), item, expression).evaluate()
        assert not undefined, expression
        return found

    def click(self, name: str, button: Qt.MouseButton = LEFT) -> None:
        place = self._resting(name)
        self._do(
            lambda: QTest.mouseMove(self.window, place),
            lambda: QTest.mouseClick(self.window, button, NO_KEY, place),
        )

    def double_click(self, name: str) -> None:
        place = self._resting(name)
        self._do(
            lambda: QTest.mouseClick(self.window, LEFT, NO_KEY, place),
            lambda: QTest.mouseDClick(self.window, LEFT, NO_KEY, place),
        )

    def hover(self, name: str) -> None:
        place = self._resting(name)
        self._do(lambda: QTest.mouseMove(self.window, place))

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NO_KEY) -> None:
        self._do(lambda: QTest.keyClick(self.window, key, modifier))

    def type(self, text: str) -> None:
        self._do(*(partial(QTest.keyClick, self.window, character) for character in text))

    def place(self, name: str) -> QPoint:
        """The middle of an item, in the window."""
        item = self.item(name)
        return item.mapToScene(QPointF(item.width() / 2, item.height() / 2)).toPoint()

    def _resting(self, name: str) -> QPoint:
        """The middle of an item that has stood still for a frame: what is new is laid out first."""
        before, place = None, self.place(name)
        while place != before:
            self.desk.settle(_FRAME_SECONDS)
            before, place = place, self.place(name)
        return place

    def _do(self, *deeds: Callable[[], object]) -> None:
        for deed in deeds:
            self.desk.act(deed)
        self.desk.settle()
