"""A virtual screen with a keyboard, at which a test sits as a person does."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Final, Self, TypeVar

from tests.packaging.built.clean_room import DISPLAYS

T = TypeVar("T")

_PICTURE: Final = """
import sys
from PySide6.QtGui import QGuiApplication
app = QGuiApplication([])
app.primaryScreen().grabWindow(0).save(sys.argv[1])
"""


class Desk:
    """Xvfb, and the keys that xdotool presses.

    Attributes:
        display: for DISPLAY.
    """

    def __init__(self, size: str = "1280x860") -> None:
        reading, writing = os.pipe()
        self._screen = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{size}x24", "-nolisten", "tcp"],
            pass_fds=[writing],
            stderr=subprocess.DEVNULL,
        )
        os.close(writing)
        with os.fdopen(reading) as number:
            self.display = f":{number.readline().strip()}"
        assert (DISPLAYS / f"X{self.display[1:]}").exists()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._screen.terminate()
        self._screen.wait(10)

    def windows(self) -> list[str]:
        """The visible windows of Cairn."""
        found = self._xdotool("search", "--onlyvisible", "--class", "Cairn", check=False)
        return found.split()

    def sit_down(self) -> None:
        """Wait for the window, and let it have the keyboard: no window manager does it here."""
        (window,) = wait_for("the window", lambda: self.windows()[:1])
        self._xdotool("windowsize", window, "1280", "860")
        self._xdotool("windowmove", window, "0", "0")
        self._xdotool("windowfocus", "--sync", window)

    def write(self, text: str) -> None:
        """Type `text`, one key after the other."""
        self._xdotool("type", "--delay", "15", text)

    def press(self, *keys: str) -> None:
        """Press combinations, as in "ctrl+n"."""
        for one in keys:
            self._xdotool("key", one)
            time.sleep(0.1)

    def picture(self, file: Path) -> None:
        """Save what the screen shows."""
        file.parent.mkdir(parents=True, exist_ok=True)
        environ = {**os.environ, "DISPLAY": self.display, "QT_QPA_PLATFORM": "xcb"}
        subprocess.run([sys.executable, "-c", _PICTURE, file], env=environ, check=True, timeout=30)

    def _xdotool(self, *command: str, check: bool = True) -> str:
        environ = {**os.environ, "DISPLAY": self.display}
        done = subprocess.run(
            ["xdotool", *command],
            env=environ,
            check=check,
            capture_output=True,
            text=True,
            timeout=60,
        )
        return done.stdout


def wait_for(what: str, condition: Callable[[], T], seconds: float = 60) -> T:
    """Wait until `condition` is true, and return what it gave. Raises AssertionError."""
    until = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < until, f"waited {seconds} s for {what}"
        time.sleep(0.2)
    return found
