"""The least that QML can show, up to its first frame."""

import sys

from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow

from tests.performance.probes.first_frame import Frames

QML = b"import QtQuick\nWindow { width: 1280; height: 860; visible: true }\n"

if __name__ == "__main__":
    app = QGuiApplication(sys.argv)
    engine = QQmlApplicationEngine()
    engine.loadData(QML)
    (window,) = engine.rootObjects()
    assert isinstance(window, QQuickWindow)
    frames = Frames(window, lambda _: True)
    app.exec()
