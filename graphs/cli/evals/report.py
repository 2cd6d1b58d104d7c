"""`cairn eval report`: what a run has come to."""

import json
from argparse import Namespace

from graphs.cli.evals import target, told
from graphs.cli.exit_codes import ExitCode
from graphs.cli.parser import Commands, with_json
from graphs.storage.library import Library


def add(commands: Commands) -> None:
    """Say what the command takes."""
    parser = commands.add_parser("report", help="say what a run has come to")
    parser.add_argument("name", metavar="RUN", nargs="?", default="last", help="its id, or last")
    told.with_files(parser)
    with_json(parser)
    parser.set_defaults(run=run)


def run(arguments: Namespace, library: Library) -> ExitCode:
    """Print the report. Raises NotFound."""
    from graphs.evals import report, report_json

    found = target.run(library, arguments.name)
    held = told.baseline(arguments, library, found.plan.suite_id, but=found.id)
    made = report.report_of(library, found.id, held)
    told.write(arguments, library, made)
    if arguments.json:
        print(json.dumps(report_json.as_object(made), ensure_ascii=False))
    else:
        print("\n".join(told.lines(made)))
    return ExitCode.FINISHED
