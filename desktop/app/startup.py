"""The start of the window, step by step, and its orderly end."""

import gc
import logging
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

from desktop.app import event_loop, logs
from desktop.app.application import make_application
from desktop.app.errors import ErrorsViewModel
from desktop.app.single_instance import AlreadyRunning, SingleInstance
from desktop.app.wiring import Window
from graphs import Home

log = logging.getLogger(__name__)


def main(began: float) -> int:
    """Run the window until it is closed; the process's exit code.

    `began` is when the process did, by time.perf_counter().
    """
    gc.disable()  # until the engine is up: see wiring.collect_garbage_again
    home = Home.default()
    logs.start(home)
    app = make_application(sys.argv)
    try:
        instance = only_instance(home)
    except AlreadyRunning:
        return 0
    errors = ErrorsViewModel()
    errors.watch()
    loop = event_loop.join(app, errors.report)
    loop.set_default_executor(ThreadPoolExecutor(thread_name_prefix="worker"))
    window = Window(home, loop, errors, began)
    event_loop.heed_signals(loop, window.quit)
    if instance is not None:
        instance.raised.connect(window.come_forward)
    try:
        # Qt may end the loop by itself, at the end of the desktop's session for one.
        with suppress(RuntimeError):
            loop.run_until_complete(window.closed)
        loop.run_until_complete(window.close())
    finally:
        loop.close()
        if instance is not None:
            instance.close()
    return 0


def only_instance(home: Home) -> SingleInstance | None:
    """The claim on the data folder; None where nothing can be written, which the window tells.

    Raises AlreadyRunning when another window has it; that one was asked to come forward.
    """
    try:
        return SingleInstance(home)
    except OSError as error:
        log.warning("no claim on the data folder: %s", error.strerror)
        return None
