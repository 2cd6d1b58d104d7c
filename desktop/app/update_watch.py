"""An update of the data as the window hears of it, and the way to end it."""

import threading
import time
from typing import Final

from PySide6.QtCore import QObject, Signal

from graphs import UpdateProgress

SOON: Final = 0.3
"""Seconds in which an update that is over by then has not been worth a word."""
OFTEN: Final = 0.05


class UpdateWatch(QObject):
    """Heeds one update, in whatever thread that runs.

    Signals:
        told: an UpdateProgress. Connect with Qt.ConnectionType.QueuedConnection.
    """

    told = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._enough = threading.Event()
        self._next = 0.0

    def __call__(self, progress: UpdateProgress) -> bool:
        """Tell what is new, but not too often; False once that was enough."""
        now = time.monotonic()
        if not self._next:
            self._next = now + SOON
        elif now >= self._next:
            self._next = now + OFTEN
            self.told.emit(progress)
        return not self._enough.is_set()

    def stop(self) -> None:
        """End the update as soon as it can be, with nothing changed."""
        self._enough.set()
