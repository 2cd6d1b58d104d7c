"""The `cairn` command. Without arguments it opens the window; everything else is headless."""

import argparse
import logging
import runpy
import sys
import traceback
from collections.abc import Sequence

from graphs.cli import (
    actions,
    branches,
    compare,
    decide,
    doctor,
    export,
    fork,
    models,
    restore,
    resume,
    rules,
    send,
    show,
    steps,
    trace,
)
from graphs.cli import list as list_
from graphs.cli.evals import command as evals
from graphs.cli.exit_codes import ExitCode, of_error
from graphs.cli.update_line import UpdateLine
from graphs.errors import CairnError
from graphs.storage.folder_version import too_new
from graphs.storage.home import Home
from graphs.storage.library import Library

log = logging.getLogger(__name__)

_COMMANDS = (
    send,
    resume,
    decide,
    actions,
    rules,
    models,
    list_,
    show,
    steps,
    branches,
    fork,
    compare,
    export,
    restore,
    trace,
    evals,
    doctor,
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    given = sys.argv[1:] if arguments is None else arguments
    if not given:
        runpy.run_module("desktop", run_name="__main__", alter_sys=True)
        return ExitCode.FINISHED
    return _run(parser().parse_args(given))


def parser() -> argparse.ArgumentParser:
    """What the command line takes; the manual page is made of it."""
    cairn = argparse.ArgumentParser(
        prog="cairn", description="A desktop agent that people can rewind.", allow_abbrev=False
    )
    commands = cairn.add_subparsers(required=True, metavar="COMMAND")
    for command in _COMMANDS:
        command.add(commands)
    return cairn


def _opened(home: Home) -> Library:
    line = UpdateLine(sys.stderr)
    try:
        return Library.open(home, line)
    finally:
        line.end()


def _run(arguments: argparse.Namespace) -> int:
    try:
        home = Home.default()
        if too_new(home) is None:
            home.prepare()
            logging.basicConfig(filename=home.logs / "command-line.log", level=logging.WARNING)
        if "examine" in arguments:
            return arguments.examine(arguments, home)
        library = _opened(home)
        try:
            return arguments.run(arguments, library)
        finally:
            library.close()
    except CairnError as error:
        print(error, file=sys.stderr)
        return of_error(error)
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED
    except Exception as error:  # noqa: BLE001 - the border: the command ends here
        # Where it happened, not what it says: an exception's own words may quote a message.
        where = "".join(traceback.format_tb(error.__traceback__))
        log.error("the command failed: %s\n%s", type(error).__name__, where)
        print(
            "Something went wrong inside Cairn; nothing that was said is lost. "
            "The log file command-line.log tells what happened.",
            file=sys.stderr,
        )
        return ExitCode.ERROR
