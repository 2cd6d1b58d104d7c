"""This process ends, and one that can draw takes its place."""

import logging
import os
import subprocess
import sys

from desktop.app.graphics import HANDED_ON

log = logging.getLogger(__name__)


def without_card(tried: bool) -> int:
    """Start again without the graphics card, unless that was `tried`; the exit code."""
    if tried:
        log.critical("nothing can be drawn, not even without the graphics card")
        return 1
    command = own_start()
    environ = {**os.environ, HANDED_ON: "1"}
    log.warning("starting again without the graphics card")
    logging.shutdown()
    if sys.platform != "win32":
        os.execve(command[0], command, environ)  # noqa: S606 -- it is our own program
    subprocess.Popen(command, env=environ)
    return 0


def own_start() -> list[str]:
    """What this process was started with."""
    if getattr(sys, "frozen", False):
        return [sys.executable, *sys.argv[1:]]
    return [sys.executable, *sys.orig_argv[1:]]
