"""`cairn eval export`: a suite as a plain file, one JSON line a case."""

import sys
from argparse import Namespace
from pathlib import Path

from graphs.cli.evals import target
from graphs.cli.exit_codes import ExitCode
from graphs.cli.parser import Commands
from graphs.storage.library import Library


def add(commands: Commands) -> None:
    """Say what the command takes."""
    parser = commands.add_parser("export", help="write a suite as a file, one JSON line a case")
    parser.add_argument("suite", metavar="SUITE", help="name or id")
    parser.add_argument("-o", "--output", metavar="FILE", help="unless given: standard output")
    parser.set_defaults(run=run)


def run(arguments: Namespace, library: Library) -> ExitCode:
    """Write the file; how many keys were masked is told on stderr. Raises NotFound, CairnError."""
    from graphs.evals import files

    suite_id = target.suite(library, arguments.suite).id
    if arguments.output is None:
        found = files.exported(library, suite_id)
        sys.stdout.write(found.text)
        masked = found.masked
    else:
        masked = files.export_suite(library, suite_id, Path(arguments.output))
    if masked:
        were = "1 key was" if masked == 1 else f"{masked} keys were"
        print(f"{were} masked.", file=sys.stderr)
    return ExitCode.FINISHED
