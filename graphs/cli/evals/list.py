"""`cairn eval list`: the suites there are, and their runs."""

import json
from argparse import Namespace

from graphs.cli.evals import target
from graphs.cli.exit_codes import ExitCode
from graphs.cli.parser import Commands, with_json
from graphs.cli.terminal import plain
from graphs.cli.times import minute
from graphs.storage.eval_records import Run, Suite
from graphs.storage.library import Library


def add(commands: Commands) -> None:
    """Say what the command takes."""
    parser = commands.add_parser("list", help="list suites, and the runs of each")
    with_json(parser)
    parser.set_defaults(run=run)


def run(arguments: Namespace, library: Library) -> ExitCode:
    """Print the suites, the main one first."""
    suites = library.evals.suites()
    runs = {suite.id: library.evals.runs(suite.id) for suite in suites}
    if arguments.json:
        told = [_described(suite, runs[suite.id]) for suite in suites]
        print(json.dumps({"suites": told}, ensure_ascii=False))
        return ExitCode.FINISHED
    for suite in suites:
        sign = "*" if suite.main else " "
        print(f"{sign} {suite.id}  {target.counted(suite.cases):>10}  {plain(suite.name)}")
        for one in runs[suite.id]:
            print(f"    {line_of(one)}")
    return ExitCode.FINISHED


def line_of(run: Run) -> str:
    """A run in one line: id, when, how far, against what."""
    names = ", ".join(plain(candidate.name) for candidate in run.plan.candidates)
    status = "unfinished" if run.unfinished else run.status.value
    return f"{run.id}  {minute(run.started_at)}  {status:<10}  {run.done}/{run.total}  {names}"


def run_object(run: Run) -> dict[str, object]:
    """A run as an object."""
    return {
        "id": run.id,
        "name": run.plan.name,
        "status": run.status.value,
        "unfinished": run.unfinished,
        "done": run.done,
        "total": run.total,
        "started_at": run.started_at,
        "candidates": [candidate.name for candidate in run.plan.candidates],
        "sentence": run.sentence,
    }


def _described(suite: Suite, runs: list[Run]) -> dict[str, object]:
    return {
        "id": suite.id,
        "name": suite.name,
        "main": suite.main,
        "cases": suite.cases,
        "runs": [run_object(run) for run in runs],
    }
