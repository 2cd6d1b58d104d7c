"""The start of the window, step by step, and its orderly end."""

import gc
import logging
import sys
import time
from contextlib import suppress

from PySide6.QtCore import Qt

from desktop.app import afresh, imports, logs, screens, superuser
from desktop.app.application import Application, make_application
from desktop.app.frame import FrameViewModel
from desktop.app.graphics import Graphics
from desktop.app.seat import seat
from desktop.app.single_instance import AlreadyRunning, SingleInstance
from desktop.app.window import Window
from graphs import Home, HomeError

log = logging.getLogger(__name__)


def main(began: float) -> int:
    """Run the window until it is closed; the process's exit code.

    `began` is when the process did, by time.perf_counter().
    """
    imports.leave_sources_alone()
    gc.disable()  # until the engine is up: see wiring.collect_garbage_again
    with screens.needed() as told:
        app = make_application(sys.argv)
    try:
        home = Home.default()
    except HomeError as error:
        sys.stderr.write(f"{error.sentence}\n{error.hint}\n")
        return 1
    with seat(home) as own:
        logs.start(own if own is home else None, told)
        return show(app, home, own, began)


def show(app: Application, home: Home, own: Home, began: float) -> int:
    """The same, with the data of `home`; what is the window's own is kept in `own`."""
    try:
        instance = only_instance(own)
    except AlreadyRunning:
        return 0
    graphics = Graphics(own.folder)
    graphics.choose()
    window = Window(FrameViewModel(own.folder), hidden="--hidden" in sys.argv)
    graphics.watch(window.quick)
    for remark in (graphics.remark(), superuser.remark()):
        if remark is not None:
            window.remarks.say(remark)
    window.wait_for_first_frame()
    if not graphics.lost:
        log.info("first frame after %.0f ms", (time.perf_counter() - began) * 1000)
        if instance is not None:
            instance.raised.connect(window.come_forward)
        live(app, home, window, graphics, began)
    graphics.settle()
    if instance is not None:
        instance.close()
    return afresh.without_card(graphics.failure is not None) if graphics.lost else 0


def only_instance(home: Home) -> SingleInstance | None:
    """The claim on the data folder; None where nothing can be written, which the window tells.

    Raises AlreadyRunning when another window has it; that one was asked to come forward.
    """
    try:
        return SingleInstance(home)
    except OSError as error:
        log.warning("no claim on the data folder: %s", error.strerror)
        return None


def live(app: Application, home: Home, window: Window, graphics: Graphics, began: float) -> None:
    """Fill the window and run until it is closed."""
    # Not before the first frame: half as long again as all that the frame needs.
    from concurrent.futures import ThreadPoolExecutor

    from desktop.app import event_loop
    from desktop.app.errors import ErrorsViewModel
    from desktop.app.wiring import App

    errors = ErrorsViewModel()
    errors.watch()
    loop = event_loop.join(app, errors.report)
    loop.set_default_executor(ThreadPoolExecutor(thread_name_prefix="worker"))
    parts = App(home, loop, errors, window, began)
    parts.explain_drawing(graphics)
    event_loop.heed_signals(loop, parts.ending.now)
    app.commitDataRequest.connect(parts.ending.commit, Qt.ConnectionType.DirectConnection)
    app.saveStateRequest.connect(parts.ending.describe, Qt.ConnectionType.DirectConnection)
    app.quitWanted.connect(window.leaving.quit)
    graphics.ended.connect(window.leaving.quit)
    if sys.platform == "darwin":
        app.called.connect(window.come_forward)
    try:
        # Qt may end the loop by itself, at the end of the desktop's session for one.
        with suppress(RuntimeError):
            loop.run_until_complete(parts.closed)
        loop.run_until_complete(parts.close())
    finally:
        loop.close()
