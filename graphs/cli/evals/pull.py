"""`cairn eval pull`: a suite from LangSmith's dataset."""

import json
import sys
from argparse import Namespace

from graphs.cli.evals.langsmith import connected
from graphs.cli.exit_codes import ExitCode
from graphs.cli.parser import Commands, with_json
from graphs.cli.terminal import plain
from graphs.storage.library import Library


def add(commands: Commands) -> None:
    """Say what the command takes."""
    parser = commands.add_parser("pull", help="make a suite of a LangSmith dataset, or renew it")
    parser.add_argument("dataset", metavar="DATASET", help="name or id")
    parser.add_argument("--name", default="", help="the suite; unless given, as the dataset")
    with_json(parser)
    parser.set_defaults(run=run)


def run(arguments: Namespace, library: Library) -> ExitCode:
    """Pull, and say what has changed here; examples that are no cases are told on stderr.

    Raises NotFound, TracingUnusable.
    """
    pulled = connected(library).pull(arguments.dataset, arguments.name)
    suite = pulled.suite
    for why in pulled.skipped:
        print(f"Left out: {plain(why)}", file=sys.stderr)
    if arguments.json:
        counts = {"added": pulled.added, "changed": pulled.changed, "same": pulled.same}
        told = {"id": suite.id, "name": suite.name, "cases": suite.cases, **counts}
        print(json.dumps({**told, "skipped": list(pulled.skipped)}, ensure_ascii=False))
        return ExitCode.FINISHED
    counts = f"{pulled.added} added, {pulled.changed} changed, {pulled.same} the same"
    print(f"{suite.id}  {plain(suite.name)}: {counts}")
    return ExitCode.FINISHED
