"""Where Qt's own plugins and modules lie.

A packaged Qt is told by a line of a settings file, and a path with a quote, a backslash or a
semicolon in it reads differently from there.
"""

from pathlib import Path

import PySide6
from PySide6.QtCore import QCoreApplication, QLibraryInfo
from PySide6.QtQml import QQmlEngine


def know_plugins() -> None:
    """Let Qt find its plugins. Before there is an application."""
    if folder := _missed(QLibraryInfo.LibraryPath.PluginsPath, "plugins"):
        QCoreApplication.addLibraryPath(folder)


def know_modules(engine: QQmlEngine) -> None:
    """Let an engine find the modules of Qt that views import."""
    if folder := _missed(QLibraryInfo.LibraryPath.QmlImportsPath, "qml"):
        engine.addImportPath(folder)


def _missed(kind: QLibraryInfo.LibraryPath, name: str) -> str:
    """The folder of that name, where Qt looks for it elsewhere; "" where it does not."""
    if Path(QLibraryInfo.path(kind)).is_dir():
        return ""
    package = Path(PySide6.__file__).parent
    folders = (package / "Qt" / name, package / name)
    return next((str(folder) for folder in folders if folder.is_dir()), "")
