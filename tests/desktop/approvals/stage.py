"""A window with the inbox, the card and the dialog."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtQml import QQmlExpression, qmlContext
from PySide6.QtQuick import QQuickItem, QQuickView
from PySide6.QtTest import QTest

from desktop.app.application import VIEWS
from desktop.approvals.view_model import ApprovalsViewModel
from tests.desktop.conftest import Desk
from tests.desktop.hands import Hands


class Stage(Hands):
    """What a person does with mouse and keys to what waits."""

    def __init__(
        self, desk: Desk, view: QQuickView, approvals: ApprovalsViewModel, width: int, height: int
    ) -> None:
        super().__init__(desk, view)
        self.view = view
        view.engine().addImportPath(str(VIEWS))
        view.setInitialProperties({"approvals": approvals})
        view.setResizeMode(QQuickView.ResizeMode.SizeRootObjectToView)
        desk.act(lambda: self._show(width, height))

    def _show(self, width: int, height: int) -> None:
        self.view.setSource(QUrl.fromLocalFile(Path(__file__).with_name("Stage.qml")))
        assert self.view.errors() == []
        self.view.resize(width, height)
        self.view.show()
        assert QTest.qWaitForWindowActive(self.view)

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

    def end(self) -> None:
        self.view.setSource(QUrl())
        self.view.close()
        self.view.deleteLater()
        self.desk.settle()
