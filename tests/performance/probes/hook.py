"""A hand on the app's window, whatever the app does with it."""

from collections.abc import Callable

from PySide6 import QtQml
from PySide6.QtQuick import QQuickWindow


def on_window(do: Callable[[QQuickWindow], object]) -> None:
    """Call `do` with the window as soon as it is made. To be called before the app is imported."""

    class Hooked(QtQml.QQmlApplicationEngine):
        def __init__(self, *arguments: object) -> None:
            super().__init__(*arguments)
            self.objectCreated.connect(_created)

    def _created(made: object) -> None:
        if isinstance(made, QQuickWindow):
            do(made)

    QtQml.QQmlApplicationEngine = Hooked


def has_page(window: QQuickWindow) -> bool:
    """Whether that is there which fills the app's window: the item that knows the view models."""
    return any(
        item.metaObject().indexOfProperty("chat") >= 0 for item in window.contentItem().childItems()
    )
