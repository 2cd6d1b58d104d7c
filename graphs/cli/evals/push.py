"""`cairn eval push`: a suite as LangSmith's dataset, a run as its experiments."""

import json
import sys
from argparse import Namespace
from dataclasses import asdict

from graphs.cli.evals import target
from graphs.cli.evals.langsmith import connected
from graphs.cli.exit_codes import ExitCode
from graphs.cli.parser import Commands, with_json
from graphs.cli.terminal import plain
from graphs.storage.library import Library


def add(commands: Commands) -> None:
    """Say what the command takes."""
    parser = commands.add_parser(
        "push", help="make a LangSmith dataset of a suite, or experiments of a run"
    )
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("suite", metavar="SUITE", nargs="?", help="name or id")
    which.add_argument("--run", metavar="RUN", dest="of_run", help="a run: its id, or last")
    parser.add_argument("--dataset", metavar="NAME", default="", help="unless given, as the suite")
    with_json(parser)
    parser.set_defaults(run=run)


def run(arguments: Namespace, library: Library) -> ExitCode:
    """Push, and say what has changed there. Raises NotFound, InvalidText, TracingUnusable."""
    link = connected(library)
    if arguments.of_run is None:
        suite_id = target.suite(library, arguments.suite).id
        pushed, experiments = link.push(suite_id, arguments.dataset), ()
    else:
        run_id = target.run(library, arguments.of_run).id
        pushed, experiments = link.push_run(run_id, arguments.dataset)
    if pushed.masked:
        print(f"{pushed.masked} keys were masked.", file=sys.stderr)
    if arguments.json:
        told = {**asdict(pushed), "experiments": [asdict(one) for one in experiments]}
        print(json.dumps(told, ensure_ascii=False))
        return ExitCode.FINISHED
    counts = f"{pushed.added} added, {pushed.changed} changed, {pushed.same} the same"
    print(f"{plain(pushed.dataset)}: {counts}  {pushed.url}")
    if pushed.left:
        print(f"{pushed.left} more are there that this has no case for.", file=sys.stderr)
    for one in experiments:
        print(f"{plain(one.name)}: {one.attempts} attempts  {one.url}")
    return ExitCode.FINISHED
