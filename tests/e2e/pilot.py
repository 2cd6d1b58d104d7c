"""The real app with a pilot aboard: obeys lines of JSON on its standard input.

    python -m tests.e2e.pilot

Everything runs as `python -m desktop` does; only a thread more reads the orders, each carried out
on the window's thread with real mouse and key events, and answered by one line of JSON on standard
output. The other half, which starts and kills this process, is tests/e2e/app.py. With
PILOT_CLOCK_SECONDS the process believes that it is so much later; only with PILOT_IS_ROOT does it
take root for who runs it, which tests may be.
"""

import json
import os
import sys
import threading
import time
from collections.abc import Iterator
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")

from PySide6.QtCore import QMetaObject, QObject, QPoint, QPointF, Qt, Signal, Slot
from PySide6.QtGui import QColor, QGuiApplication, QKeySequence, QTextDocumentFragment, QWindow
from PySide6.QtQml import qmlEngine
from PySide6.QtQuick import QQuickItem, QQuickWindow
from PySide6.QtTest import QTest


def window() -> QQuickWindow:
    """The app's window. Raises LookupError before there is one."""
    for each in QGuiApplication.allWindows():
        if isinstance(each, QQuickWindow) and each.isVisible():
            return each
    raise LookupError("no window is open")


def items(root: QQuickItem) -> Iterator[QQuickItem]:
    """All visible items below `root`."""
    for child in root.childItems():
        if child.isVisible():
            yield child
            yield from items(child)


def item(name: str, index: int = 0) -> QQuickItem:
    """The visible item with that objectName, or the one so many after it, from above to below."""
    found = [each for each in items(window().contentItem()) if each.objectName() == name]
    found.sort(key=lambda each: each.mapToScene(QPointF(0, 0)).y())
    if not -len(found) <= index < len(found):
        raise LookupError(f"{len(found)} visible items are named {name}")
    return found[index]


def centre(target: QQuickItem) -> QPoint:
    return target.mapToScene(QPointF(target.width() / 2, target.height() / 2)).toPoint()


class Pilot(QObject):
    """Carries orders out on the thread it was made on."""

    ordered = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.ordered.connect(self._obey, Qt.ConnectionType.QueuedConnection)

    @Slot(object)
    def _obey(self, order: dict[str, Any]) -> None:
        arguments = {key: value for key, value in order.items() if key != "do"}
        try:
            answer: Any = getattr(self, f"do_{order['do']}")(**arguments)
        except LookupError as error:
            answer = {"missing": str(error)}
        print(json.dumps({"answer": answer}), flush=True)

    def do_click(self, name: str, index: int = 0, button: str = "LeftButton") -> bool:
        target = item(name, index)
        if not target.isEnabled():
            raise LookupError(f"{name} is not enabled")
        QTest.mouseMove(window(), centre(target))
        modifiers = Qt.KeyboardModifier.NoModifier
        QTest.mouseClick(window(), Qt.MouseButton[button], modifiers, centre(target))
        return True

    def do_double_click(self, name: str, index: int = 0) -> bool:
        modifiers = Qt.KeyboardModifier.NoModifier
        at = centre(item(name, index))
        QTest.mouseDClick(window(), Qt.MouseButton.LeftButton, modifiers, at)
        return True

    def do_hover(self, name: str, index: int = 0) -> bool:
        QTest.mouseMove(window(), centre(item(name, index)))
        return True

    def do_type(self, text: str) -> bool:
        for character in text:
            QTest.keyClick(window(), character)
        return True

    def do_key(self, keys: str) -> bool:
        """Press a combination, as in "Ctrl+N"."""
        combination = QKeySequence(keys)[0]
        QTest.keyClick(window(), combination.key(), combination.keyboardModifiers())
        return True

    def do_get(self, name: str, property: str, index: int = 0) -> Any:  # noqa: A002
        value = item(name, index).property(property)
        return value.name() if isinstance(value, QColor) else value

    def do_names(self) -> list[str]:
        """The objectNames of all visible items."""
        return sorted({each.objectName() for each in items(window().contentItem())} - {""})

    def do_shown(self, name: str) -> list[str]:
        """The plain text of all visible items of that name, from above to below."""
        found = [each for each in items(window().contentItem()) if each.objectName() == name]
        found.sort(key=lambda each: each.mapToScene(QPointF(0, 0)).y())
        return [
            QTextDocumentFragment.fromHtml(str(each.property("text"))).toPlainText()
            for each in found
        ]

    def do_count(self, name: str) -> int:
        return sum(each.objectName() == name for each in items(window().contentItem()))

    def do_focus(self) -> str:
        focused = window().activeFocusItem()
        return focused.objectName() if focused else ""

    def do_grab(self, path: str) -> list[int]:
        image = window().grabWindow()
        image.save(path)
        return [image.width(), image.height()]

    def do_resize(self, width: int, height: int) -> bool:
        window().resize(width, height)
        return True

    def do_size(self) -> list[int]:
        return [window().width(), window().height()]

    def do_colour_scheme(self, dark: bool) -> bool:
        """As the system's switch between light and dark, which the offscreen platform lacks."""
        theme = qmlEngine(window()).singletonInstance("Theme", "Theme")
        theme.setProperty("dark", dark)
        return True

    def do_look_away(self) -> bool:
        """Go to another window, as to a terminal."""
        self._other = QWindow()
        self._other.show()
        self._other.requestActivate()
        return True

    def do_look_back(self) -> bool:
        window().requestActivate()
        return True

    def do_clipboard(self) -> str:
        return QGuiApplication.clipboard().text()

    def do_copy(self, text: str) -> bool:
        """As another program that puts `text` on the clipboard."""
        QGuiApplication.clipboard().setText(text)
        return True

    def do_modules(self) -> list[str]:
        return sorted(sys.modules)

    def do_close(self) -> bool:
        QMetaObject.invokeMethod(window(), "close", Qt.ConnectionType.QueuedConnection)
        return True


def listen(pilot: Pilot) -> None:
    for line in sys.stdin:
        pilot.ordered.emit(json.loads(line))


def move_clock(seconds: float) -> None:
    """Let this process believe that it is so much later."""
    real = time.time
    time.time = lambda: real() + seconds


def main() -> int:
    began = time.perf_counter()
    if "PILOT_CLOCK_SECONDS" in os.environ:
        move_clock(float(os.environ["PILOT_CLOCK_SECONDS"]))
    from desktop.app import superuser
    from desktop.app.startup import main as start

    superuser.is_us = lambda: "PILOT_IS_ROOT" in os.environ
    pilot = Pilot()
    threading.Thread(target=listen, args=(pilot,), daemon=True).start()
    sys.argv = sys.argv[:1]
    return start(began)


if __name__ == "__main__":
    sys.exit(main())
