"""The window itself: on screen before anything is imported that could fill it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer, QUrl, Slot
from PySide6.QtQml import QQmlApplicationEngine, QQmlComponent
from PySide6.QtQuick import QQuickItem, QQuickWindow

from desktop.app import qt_folders
from desktop.app.application import ICONS, VIEWS
from desktop.app.frame import FrameViewModel
from desktop.app.leaving import LeavingViewModel
from desktop.app.remarks import RemarksViewModel

if TYPE_CHECKING:
    from desktop.app.tray import TrayViewModel

_NO_FRAME_MS = 2_000  # one that starts minimised never draws


class Window(QObject):
    """Main.qml, and the page in it once there is one.

    Attributes:
        quick: the window on screen.
        frame: where it stands.
        leaving: what closing it does.
        remarks: what it says once, and quietly.
    """

    def __init__(self, frame: FrameViewModel, *, hidden: bool = False) -> None:
        """`hidden`: it comes when it is called."""
        super().__init__()
        self.frame = frame
        self.leaving = LeavingViewModel(frame)
        self.remarks = RemarksViewModel(frame)
        self._has_icon = False
        self.leaving.asked.connect(self.come_forward)
        self.leaving.hideWanted.connect(self.hide)
        self._qml = QQmlApplicationEngine()
        self._qml.addImportPath(str(VIEWS))
        qt_folders.know_modules(self._qml)
        given = {"frame": frame, "leaving": self.leaving, "startsHidden": hidden}
        self._qml.setInitialProperties(given)
        self._qml.load(QUrl.fromLocalFile(VIEWS / "Main.qml"))
        (quick,) = self._qml.rootObjects()
        assert isinstance(quick, QQuickWindow)
        self.quick = quick

    def wait_for_first_frame(self) -> None:
        """Let Qt run until the window is drawn or cannot be; not at all while it is hidden."""
        if not self.quick.isVisible():
            return
        waiting = QEventLoop()
        self.quick.frameSwapped.connect(waiting.quit, Qt.ConnectionType.QueuedConnection)
        self.quick.sceneGraphError.connect(waiting.quit)
        QTimer.singleShot(_NO_FRAME_MS, waiting.quit)
        waiting.exec()

    def fill(self, **view_models: QObject) -> None:
        """Put MainPage.qml into the window; it requires `view_models` and the frame."""
        component = QQmlComponent(self._qml, QUrl.fromLocalFile(VIEWS / "MainPage.qml"))
        page = component.createWithInitialProperties(
            {
                "frame": self.frame,
                "leaving": self.leaving,
                "remarks": self.remarks,
                **view_models,
            }
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
        """Bring the window before the others, from wherever it is."""
        if not self.quick.isVisible():
            self._show()
        elif self.quick.windowStates() & Qt.WindowState.WindowMinimized:
            self.quick.showNormal()
        self.quick.raise_()
        self.quick.requestActivate()

    def come_minimized(self) -> None:
        """Show the window where nothing else would tell that Cairn runs; not before the others."""
        if not self.quick.isVisible():
            self.quick.showMinimized()

    @Slot()
    def hide(self) -> None:
        """Off the screen: it is over, or kept beside the clock."""
        self.frame.flush()
        self.quick.hide()
        self.quick.releaseResources()

    def _show(self) -> None:
        """Where it was, or where it can be seen."""
        self.frame.look_at_screens()
        place = self.frame.place
        if place.maximized:
            self.quick.showMaximized()
        else:
            self.quick.setGeometry(place.x, place.y, place.width, place.height)
            self.quick.show()

    def take_down(self) -> None:
        """End the views, while what stands behind them still stands."""
        self._qml.deleteLater()
