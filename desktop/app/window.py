"""The window itself: on screen before anything is imported that could fill it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer, QUrl, Slot
from PySide6.QtQml import QQmlApplicationEngine, QQmlComponent
from PySide6.QtQuick import QQuickItem, QQuickWindow

from desktop.app.application import ICONS, VIEWS
from desktop.app.frame import FrameViewModel
from desktop.app.leaving import LeavingViewModel

if TYPE_CHECKING:
    from desktop.app.tray import TrayViewModel

_NO_FRAME_MS = 2_000  # a window that starts hidden never draws


class Window(QObject):
    """Main.qml, and the page in it once there is one.

    Attributes:
        quick: the window on screen.
        frame: where it stands.
        leaving: what closing it does.
    """

    def __init__(self, frame: FrameViewModel) -> None:
        super().__init__()
        self.frame = frame
        self.leaving = LeavingViewModel(frame)
        self._has_icon = False
        self.leaving.asked.connect(self.come_forward)
        self.leaving.hideWanted.connect(self.hide)
        self._qml = QQmlApplicationEngine()
        self._qml.addImportPath(str(VIEWS))
        self._qml.setInitialProperties({"frame": frame, "leaving": self.leaving})
        self._qml.load(QUrl.fromLocalFile(VIEWS / "Main.qml"))
        (quick,) = self._qml.rootObjects()
        assert isinstance(quick, QQuickWindow)
        self.quick = quick

    def wait_for_first_frame(self) -> None:
        """Let Qt run until the window has been drawn."""
        waiting = QEventLoop()
        self.quick.frameSwapped.connect(waiting.quit, Qt.ConnectionType.QueuedConnection)
        QTimer.singleShot(_NO_FRAME_MS, waiting.quit)
        waiting.exec()

    def fill(self, **view_models: QObject) -> None:
        """Put MainPage.qml into the window; it requires `view_models` and the frame."""
        component = QQmlComponent(self._qml, QUrl.fromLocalFile(VIEWS / "MainPage.qml"))
        page = component.createWithInitialProperties(
            {"frame": self.frame, "leaving": self.leaving, **view_models}
        )
        if not isinstance(page, QQuickItem):
            raise RuntimeError(component.errorString())
        page.setParent(self.quick)
        page.setParentItem(self.quick.contentItem())

    def add_tray_icon(self, tray: "TrayViewModel") -> None:
        """Put TrayIcon.qml beside the clock, unless it is there."""
        if self._has_icon:
            return
        self._has_icon = True
        from desktop.app.badge import BadgedIcons

        self._qml.addImageProvider("tray", BadgedIcons(ICONS / "cairn-64.png"))
        component = QQmlComponent(self._qml, QUrl.fromLocalFile(VIEWS / "TrayIcon.qml"))
        icon = component.createWithInitialProperties({"tray": tray})
        if icon is None:
            raise RuntimeError(component.errorString())
        icon.setParent(self.quick)

    @Slot()
    def come_forward(self) -> None:
        """Bring the window before the others."""
        if self.quick.windowStates() & Qt.WindowState.WindowMinimized:
            self.quick.showNormal()
        self.quick.show()
        self.quick.raise_()
        self.quick.requestActivate()

    @Slot()
    def hide(self) -> None:
        """Off the screen, as if it were over already."""
        self.frame.flush()
        self.quick.hide()

    def take_down(self) -> None:
        """End the views, while what stands behind them still stands."""
        self._qml.deleteLater()
