"""`cairn eval import`: a suite from a file."""

import json
from argparse import Namespace
from pathlib import Path

from graphs.cli.evals import target
from graphs.cli.exit_codes import ExitCode
from graphs.cli.parser import Commands, with_json
from graphs.cli.terminal import plain
from graphs.storage.library import Library


def add(commands: Commands) -> None:
    """Say what the command takes."""
    parser = commands.add_parser("import", help="make a suite from a file")
    parser.add_argument("file", metavar="FILE", help="one JSON line a case; see docs/suites.md")
    parser.add_argument("--name", help="what it is called; unless given, as the file")
    with_json(parser)
    parser.set_defaults(run=run)


def run(arguments: Namespace, library: Library) -> ExitCode:
    """Make the suite, or nothing. Raises InvalidCase, which names line and field."""
    from graphs.evals import files

    suite = files.import_suite(library, Path(arguments.file), arguments.name or "")
    if arguments.json:
        told = {"id": suite.id, "name": suite.name, "cases": suite.cases}
        print(json.dumps(told, ensure_ascii=False))
    else:
        print(f"{suite.id}  {target.counted(suite.cases)}  {plain(suite.name)}")
    return ExitCode.FINISHED
