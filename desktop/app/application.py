"""Qt's application object, made ours, and where the views lie."""

from pathlib import Path

from PySide6.QtCore import QLocale, QTranslator
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtQuickControls2 import QQuickStyle

from desktop.app import fonts

VIEWS = Path(__file__).parents[1] / "views"
_RESOURCES = Path(__file__).parents[2] / "resources"
ICONS = _RESOURCES / "icons"


def make_application(arguments: list[str]) -> QGuiApplication:
    """Qt's application with our name, icon, fonts, style and language."""
    QGuiApplication.setApplicationName("Cairn")
    QGuiApplication.setApplicationDisplayName("Cairn")
    QGuiApplication.setDesktopFileName("cairn")
    QQuickStyle.setStyle("Basic")
    app = QGuiApplication(arguments)
    app.setWindowIcon(QIcon(str(ICONS / "cairn-256.png")))
    fonts.install(app)
    translator = QTranslator(app)
    if translator.load(QLocale(), "cairn", "_", str(_RESOURCES / "translations")):
        app.installTranslator(translator)
    return app
