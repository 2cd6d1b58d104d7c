"""What is said where there is no screen to show a window on: Qt itself would end in a core dump."""

import logging
import os
import sys
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from typing import NoReturn

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

log = logging.getLogger(__name__)


def no_screen(environ: Mapping[str, str], platform: str, told: list[str]) -> str:
    """Why there is no window and what to do, for a terminal. `told` is what Qt said, in order."""
    asked = [environ[name] for name in ("WAYLAND_DISPLAY", "DISPLAY") if environ.get(name)]
    reasons = [line for text in told for line in text.splitlines() if line.strip()]
    silent = [line for line in reasons if "connect" in line or "wl_display" in line]
    if chosen := environ.get("QT_QPA_PLATFORM"):
        why = f"Cairn cannot open its window the way QT_QPA_PLATFORM asks for ({chosen})."
        remedy = "Start it without that variable."
    elif platform != "linux":
        why = "Cairn cannot open its window: a part of it may be missing."
        remedy = "Install it again."
    elif not asked:
        reasons = []
        why = "Cairn cannot open its window: neither DISPLAY nor WAYLAND_DISPLAY names a screen."
        remedy = "Start it in a terminal of a desktop that you are logged in to."
    elif silent:
        why = f"Cairn cannot open its window: no screen answers at {' or '.join(asked)}."
        remedy = "Start it in a terminal of a desktop that you are logged in to, as the same user."
        reasons = silent  # what Qt says beyond that are guesses
    else:
        why = "Cairn cannot open its window: a library that it needs for one is missing."
        remedy = "Install what is named below, or Cairn's package, which brings it."
    beyond = "Everything but the window works without a screen too: cairn --help"
    return "\n".join((why, remedy, beyond, *(f"  {line.strip()}" for line in reasons))) + "\n"


@contextmanager
def needed() -> Generator[list[tuple[QtMsgType, str]]]:
    """While Qt looks for a screen. Without one the process ends with 1, and has written nothing.

    Yields what Qt says meanwhile, for the log that is begun thereafter.
    """
    told: list[tuple[QtMsgType, str]] = []

    def listen(kind: QtMsgType, _: QMessageLogContext, text: str) -> None:
        if kind is QtMsgType.QtFatalMsg:
            _end([text for _, text in told])
        told.append((kind, text))

    before = qInstallMessageHandler(listen)
    try:
        yield told
    finally:
        qInstallMessageHandler(before)


def gone() -> NoReturn:
    """End as after a crash: Qt takes no further step once its screen is gone."""
    log.error("the screen is gone; each step until now is saved")
    logging.shutdown()
    os._exit(1)


def _end(told: list[str]) -> NoReturn:
    """Qt aborts as soon as its message is heard: this process ends before."""
    if sys.stderr is not None:
        sys.stderr.write(no_screen(os.environ, sys.platform, told))
        sys.stderr.flush()
    os._exit(1)
