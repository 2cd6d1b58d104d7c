"""Qt's loop and asyncio's as one, on the window's thread."""

import asyncio
import signal
import sys
from collections.abc import Awaitable, Callable
from typing import TypeVar

from PySide6.QtGui import QGuiApplication
from qasync import QEventLoop

T = TypeVar("T")


class LoopEnded(RuntimeError):
    """Qt has ended the loop before its work was done."""


class JoinedLoop(QEventLoop):
    """qasync's loop, which takes no step once it has stopped.

    The original processes events once more after that, when no loop counts as running: tasks
    then fail where they ask for the loop they run on.
    """

    def run_until_complete(self, future: Awaitable[T]) -> T:
        """Run until `future` is done. Raises LoopEnded when Qt ended the loop before."""
        waited = asyncio.ensure_future(future, loop=self)

        def stop(_: "asyncio.Future[T]") -> None:
            self.stop()

        waited.add_done_callback(stop)
        try:
            self.run_forever()
        finally:
            waited.remove_done_callback(stop)
        if not waited.done():
            raise LoopEnded("The loop was ended before its work was done.")
        return waited.result()


def join(
    app: QGuiApplication, report: Callable[[BaseException], None]
) -> asyncio.AbstractEventLoop:
    """The asyncio loop that runs Qt's; what escapes its callbacks goes to `report`."""
    app.setQuitOnLastWindowClosed(False)
    loop = JoinedLoop(app)
    asyncio.set_event_loop(loop)

    def on_error(_: asyncio.AbstractEventLoop, context: dict[str, object]) -> None:
        error = context.get("exception")
        report(error if isinstance(error, BaseException) else RuntimeError(context["message"]))

    loop.set_exception_handler(on_error)
    return loop


def heed_signals(loop: asyncio.AbstractEventLoop, quit_: Callable[[], None]) -> None:
    """Let an interrupt, a request to terminate or the end of the session be heard.

    One that whoever started us had ignored, as `nohup` does, stays ignored.
    """
    if sys.platform != "win32":
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            if signal.getsignal(number) is not signal.SIG_IGN:
                loop.add_signal_handler(number, quit_)
