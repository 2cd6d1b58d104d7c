"""Qt's application object, made ours, and where the views lie."""

from pathlib import Path

from PySide6.QtCore import QEvent, QLocale, QTranslator, Signal
from PySide6.QtGui import QFileOpenEvent, QGuiApplication, QIcon
from PySide6.QtQuickControls2 import QQuickStyle

from desktop.app import fonts, qt_folders
from desktop.app.arguments import parsed

VIEWS = Path(__file__).parents[1] / "views"
_RESOURCES = Path(__file__).parents[2] / "resources"
ICONS = _RESOURCES / "icons"


class Application(QGuiApplication):
    """Qt's application.

    Signals:
        quitWanted: the system wants us to end: its menu, or the end of its session. Qt closes the
            windows next, and whoever hears this must not keep them from it.
        asked: the Arguments with a link or a file that the system wants us to open; macOS tells a
            program that runs so.
        called: the system brings us before the others, as a click in macOS's Dock does even when
            no window is shown.
    """

    quitWanted = Signal()
    asked = Signal(object)
    called = Signal()

    def event(self, event: QEvent) -> bool:
        """Take what the system tells the application as such."""
        if event.type() is QEvent.Type.Quit:
            self.quitWanted.emit()
        elif event.type() is QEvent.Type.ApplicationActivate:
            self.called.emit()
        elif isinstance(event, QFileOpenEvent):
            self.asked.emit(parsed(["--", event.file() or event.url().toString()], ""))
        return super().event(event)


def make_application(arguments: list[str]) -> Application:
    """Qt's application with our name, icon, fonts, style and language."""
    QGuiApplication.setApplicationName("Cairn")
    QGuiApplication.setApplicationDisplayName("Cairn")
    QGuiApplication.setDesktopFileName("cairn")
    QQuickStyle.setStyle("Basic")
    qt_folders.know_plugins()
    app = Application(arguments)
    app.setWindowIcon(QIcon(str(ICONS / "cairn-256.png")))
    fonts.install(app)
    translator = QTranslator(app)
    if translator.load(QLocale(), "cairn", "_", str(_RESOURCES / "translations")):
        app.installTranslator(translator)
    return app
