"""One component, or a stage that a test builds from several, in a window of its own."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtQuick import QQuickView
from PySide6.QtTest import QTest

from desktop.app.application import VIEWS
from tests.desktop.conftest import Desk
from tests.desktop.hands import Hands


class Screen(Hands):
    """A window that is all the size of what it shows."""

    def __init__(self, desk: Desk) -> None:
        self.view = QQuickView()
        super().__init__(desk, self.view)
        self.view.engine().addImportPath(str(VIEWS))
        self.view.setResizeMode(QQuickView.ResizeMode.SizeRootObjectToView)

    def show(self, module: str, kind: str, width: int, height: int, /, **given: object) -> None:
        """A component of ours."""
        self.view.setInitialProperties(given)
        self.view.loadFromModule(module, kind)
        self._appear(width, height)

    def show_file(self, path: Path, width: int, height: int, /, **given: object) -> None:
        """A stage of a test's own."""
        self.view.setInitialProperties(given)
        self.view.setSource(QUrl.fromLocalFile(path))
        self._appear(width, height)

    def paint(self, *, dark: bool) -> None:
        """Change to the dark colours, or to the light ones."""
        theme = self.view.engine().singletonInstance("Theme", "Theme")
        theme.setProperty("dark", dark)
        self.view.setColor(theme.property("page"))

    def end(self) -> None:
        """Let all that is shown go, while what it shows is still there."""
        self.view.setSource(QUrl())
        self.view.close()
        self.view.deleteLater()
        self.desk.settle()

    def _appear(self, width: int, height: int) -> None:
        assert self.view.errors() == []
        self.view.resize(width, height)
        self.view.show()
        assert QTest.qWaitForWindowActive(self.view)
