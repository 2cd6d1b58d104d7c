"""The log file, and Qt's own messages in it. No secret and no message text is ever logged."""

import logging
import sys
from collections.abc import Iterable
from logging.handlers import RotatingFileHandler

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

from graphs import Home

_BYTES = 1_000_000
_KEPT = 3
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}

_qt = logging.getLogger("qt")


def start(home: Home | None, told: Iterable[tuple[QtMsgType, str]] = ()) -> None:
    """Log to cairn.log in the home's log folder; to stderr when that cannot be written, or None.

    `told` is what Qt has said before.
    """
    handler = (_file_in(home) if home else None) or logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.raiseExceptions = False  # a full disk shows in the window, not on stderr
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.WARNING)
    for ours in ("desktop", "graphs"):
        logging.getLogger(ours).setLevel(logging.INFO)
    for kind, text in told:
        _qt.log(_LEVELS[kind], "%s", text)
    qInstallMessageHandler(_from_qt)


def _file_in(home: Home) -> logging.Handler | None:
    try:
        home.logs.mkdir(parents=True, exist_ok=True)
        return RotatingFileHandler(
            home.logs / "cairn.log", maxBytes=_BYTES, backupCount=_KEPT, encoding="utf-8"
        )
    except OSError:
        return None


def _from_qt(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    _qt.log(_LEVELS[kind], "%s: %s", context.category, text)
