"""`cairn eval show`: the cases of a suite."""

import json
from argparse import Namespace

from graphs.cli.evals import target
from graphs.cli.exit_codes import ExitCode
from graphs.cli.parser import Commands, with_json
from graphs.cli.terminal import plain
from graphs.storage import case_text
from graphs.storage.library import Library


def add(commands: Commands) -> None:
    """Say what the command takes."""
    parser = commands.add_parser("show", help="list the cases of a suite, and what they check")
    parser.add_argument("suite", metavar="SUITE", nargs="?", default="main", help="name or id")
    with_json(parser)
    parser.set_defaults(run=run)


def run(arguments: Namespace, library: Library) -> ExitCode:
    """Print the cases in their order. Raises NotFound."""
    suite = target.suite(library, arguments.suite)
    cases = [library.evals.case(row.id) for row in library.evals.cases(suite.id)]
    if arguments.json:
        told = [json.loads(case_text.line(case)) for case in cases]
        print(json.dumps({"id": suite.id, "name": suite.name, "cases": told}, ensure_ascii=False))
        return ExitCode.FINISHED
    print(f"{plain(suite.name)}: {target.counted(len(cases))}")
    for case in cases:
        tags = f"  [{', '.join(map(plain, case.tags))}]" if case.tags else ""
        print(f"{case.id}  {plain(case.name)}{tags}")
        for check in json.loads(case_text.line(case))["checks"]:
            print(f"    {plain(line_of(check))}")
    return ExitCode.FINISHED


def line_of(check: dict[str, object]) -> str:
    """A check, as a case's line has it, in words: "not contains: bread"."""
    said = [
        name if value is True else str(value)
        for name, value in check.items()
        if name not in ("kind", "must") and value != "" and value is not False
    ]
    kind = check["kind"] if check.get("must", True) else f"not {check['kind']}"
    return f"{kind}: {', '.join(said)}"
