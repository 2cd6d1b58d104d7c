"""The start of the window, step by step, and its orderly end."""

import gc
import logging
import sys
import time
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import Qt

from desktop.app import afresh, imports, logs, screens, superuser
from desktop.app.application import Application, make_application
from desktop.app.arguments import Arguments, BadArguments, parsed
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
        arguments = parsed(app.arguments()[1:], _here())
    except BadArguments as error:
        sys.stderr.write(f"{error}\n")
        return 2
    try:
        home = Home.default()
    except HomeError as error:
        sys.stderr.write(f"{error.sentence}\n{error.hint}\n")
        return 1
    with seat(home) as own:
        logs.start(own if own is home else None, told)
        return show(app, home, own, arguments, began)


def show(app: Application, home: Home, own: Home, arguments: Arguments, began: float) -> int:
    """The same, with the data of `home`; what is the window's own is kept in `own`."""
    try:
        instance = only_instance(own, arguments)
    except AlreadyRunning:
        return 0
    asked = [arguments]
    app.asked.connect(asked.append)
    if instance is not None:
        instance.called.connect(asked.append)
    graphics = Graphics(own.folder)
    graphics.choose()
    window = Window(FrameViewModel(own.folder), hidden=arguments.hidden)
    graphics.watch(window.quick)
    for remark in (graphics.remark(), superuser.remark()):
        if remark is not None:
            window.remarks.say(remark)
    window.wait_for_first_frame()
    if not graphics.lost:
        log.info("first frame after %.0f ms", (time.perf_counter() - began) * 1000)
        live(app, home, window, graphics, instance, asked, began)
    graphics.settle()
    if instance is not None:
        instance.close()
    return afresh.without_card(graphics.failure is not None) if graphics.lost else 0


def _here() -> str:
    with suppress(OSError):
        return str(Path.cwd())
    return ""  # it has been deleted; whole paths can be opened all the same


def only_instance(home: Home, arguments: Arguments) -> SingleInstance | None:
    """The claim on the data folder; None where nothing can be written, which the window tells.

    Raises AlreadyRunning when another window has it; that one has the `arguments` now.
    """
    try:
        return SingleInstance(home, arguments)
    except OSError as error:
        log.warning("no claim on the data folder: %s", error.strerror)
        return None


def live(
    app: Application,
    home: Home,
    window: Window,
    graphics: Graphics,
    instance: SingleInstance | None,
    asked: list[Arguments],
    began: float,
) -> None:
    """Fill the window and run until it is closed.

    `asked` is what this start asks for, and then what was asked from elsewhere by now.
    """
    # Not before the first frame: half as long again as all that the frame needs.
    from concurrent.futures import ThreadPoolExecutor

    from desktop.app import event_loop
    from desktop.app.errors import ErrorsViewModel
    from desktop.app.own_files import OwnFiles, OwnFilesWatch, words
    from desktop.app.wiring import App

    files = OwnFiles()
    files_watch = OwnFilesWatch(files, window.remarks)
    window.quick.activeChanged.connect(files_watch.look)
    errors = ErrorsViewModel(lambda: words(files.fate()))
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
    app.asked.connect(parts.heed)
    if instance is not None:
        instance.called.connect(parts.heed)
    parts.visits.open(asked[0])
    for arguments in asked[1:]:
        parts.heed(arguments)
    if sys.platform == "darwin":
        app.called.connect(window.come_forward)
    try:
        # Qt may end the loop by itself, at the end of the desktop's session for one.
        with suppress(event_loop.LoopEnded):
            loop.run_until_complete(parts.closed)
        loop.run_until_complete(parts.close())
    except event_loop.LoopEnded:
        screens.gone()
    finally:
        loop.close()
