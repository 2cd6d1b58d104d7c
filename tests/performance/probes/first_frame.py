"""What a window's process tells of its first frames."""

import json
import os
import sys
import time
from collections.abc import Callable

from PySide6.QtQuick import QQuickWindow


class Frames:
    """Watches a window until a frame is drawn with its page in it; prints, and ends the process.

    One line of JSON: {"first": seconds, "page": seconds, "modules": [names at the first frame]}, by
    the clock that all processes share.
    """

    def __init__(self, window: QQuickWindow, has_page: Callable[[QQuickWindow], object]) -> None:
        self._window = window
        self._has_page = has_page
        self._told: dict[str, object] = {}
        window.frameSwapped.connect(self._drawn)

    def _drawn(self) -> None:
        now = time.monotonic()
        if not self._told:
            self._told = {"first": now, "modules": sorted(sys.modules)}
        if self._has_page(self._window):
            sys.stdout.write(json.dumps({**self._told, "page": now}) + "\n")
            sys.stdout.flush()
            os._exit(0)
