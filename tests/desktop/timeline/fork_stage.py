"""A window with the sheet."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtQuick import QQuickView
from PySide6.QtTest import QTest

from desktop.app.application import VIEWS
from desktop.timeline.forking import ForkViewModel
from tests.desktop.conftest import Desk
from tests.desktop.hands import Hands


class ForkStage(Hands):
    """What a person does with mouse and keys before a branch is made."""

    def __init__(
        self, desk: Desk, view: QQuickView, fork: ForkViewModel, width: int, height: int
    ) -> None:
        super().__init__(desk, view)
        self.view = view
        view.engine().addImportPath(str(VIEWS))
        view.setInitialProperties({"fork": fork})
        view.setResizeMode(QQuickView.ResizeMode.SizeRootObjectToView)
        desk.act(lambda: self._show(width, height))

    def _show(self, width: int, height: int) -> None:
        self.view.setSource(QUrl.fromLocalFile(Path(__file__).with_name("ForkStage.qml")))
        assert self.view.errors() == []
        self.view.resize(width, height)
        self.view.show()
        assert QTest.qWaitForWindowActive(self.view)

    @property
    def focused(self) -> str:
        """The name of what has the keyboard."""
        item = self.window.activeFocusItem()
        return item.objectName() if item else ""

    def end(self) -> None:
        self.view.setSource(QUrl())
        self.view.close()
        self.view.deleteLater()
        self.desk.settle()
