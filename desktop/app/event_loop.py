"""Qt's loop and asyncio's as one, on the window's thread."""

import asyncio
import signal
import sys
from collections.abc import Callable

from PySide6.QtGui import QGuiApplication
from qasync import QEventLoop


def join(
    app: QGuiApplication, report: Callable[[BaseException], None]
) -> asyncio.AbstractEventLoop:
    """The asyncio loop that runs Qt's; what escapes its callbacks goes to `report`."""
    app.setQuitOnLastWindowClosed(False)
    loop: asyncio.AbstractEventLoop = QEventLoop(app)
    asyncio.set_event_loop(loop)

    def on_error(_: asyncio.AbstractEventLoop, context: dict[str, object]) -> None:
        error = context.get("exception")
        report(error if isinstance(error, BaseException) else RuntimeError(context["message"]))

    loop.set_exception_handler(on_error)
    return loop


def heed_signals(loop: asyncio.AbstractEventLoop, quit_: Callable[[], None]) -> None:
    """Let an interrupt or a request to terminate close the window in an orderly way."""
    if sys.platform != "win32":
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, quit_)
