"""`cairn eval add`: a case from a step."""

import asyncio
import json
from argparse import Namespace
from dataclasses import replace

from graphs.cli import steps, target
from graphs.cli.evals import target as eval_target
from graphs.cli.exit_codes import ExitCode
from graphs.cli.parser import Commands, with_json
from graphs.cli.terminal import plain
from graphs.errors import InvalidCase
from graphs.storage.eval_records import (
    AtMost,
    Case,
    Check,
    Contains,
    JsonPath,
    Language,
    Matches,
    Proposes,
    Reference,
    Rubric,
)
from graphs.storage.library import Library


def add(commands: Commands) -> None:
    """Say what the command takes."""
    parser = commands.add_parser(
        "add",
        help="make a case from a step",
        description="Make a case from a step. A step with an answer makes a case of what the "
        "agent had to react to: what should it have done? Each option adds a check.",
    )
    parser.add_argument("branch", metavar="ID", help="a conversation or a branch")
    parser.add_argument(
        "--from", dest="step", metavar="STEP", required=True, help="as `cairn steps` numbers it"
    )
    suite = parser.add_mutually_exclusive_group()
    suite.add_argument("--suite", default="main", help="name or id; unless given, the main one")
    suite.add_argument("--new-suite", metavar="NAME", help="make a suite for it")
    parser.add_argument("--name", help="unless given, what was asked")

    def many(option: str, metavar: str, about: str) -> None:
        parser.add_argument(option, metavar=metavar, help=about, action="append", default=[])

    many("--contains", "WORDS", "the answer has these words")
    many("--lacks", "WORDS", "the answer does not")
    many("--pattern", "RE", "a regular expression is found")
    many("--must-propose", "TOOL[=JSON]", "an action, with these arguments")
    many("--must-not-propose", "TOOL[=JSON]", "the action is not wanted")
    many("--json-path", "PATH[=VALUE]", "the answer is JSON that has this")
    parser.add_argument("--at-most", metavar="N", type=int, help="no more actions than that")
    parser.add_argument("--language", metavar="CODE", help="the answer is in it, as in en")
    parser.add_argument("--reference", metavar="TEXT", help="the answer has the same words")
    parser.add_argument(
        "--judged-reference", metavar="TEXT", help="the answer says the same, for the judge"
    )
    many("--rubric", "TEXT", "what the judge is asked")
    many("--tag", "WORD", "to find it by")
    parser.add_argument("--note", default="", help="what happened")
    parser.add_argument(
        "--copy", action="store_true", help="keep a copy of the workspace for tools that read"
    )
    with_json(parser)
    parser.set_defaults(run=run)


def run(arguments: Namespace, library: Library) -> ExitCode:
    """Make the case. Raises CairnError."""
    from graphs.evals import faults

    origin = target.find(library, arguments.branch).branch
    given = None if arguments.new_suite else eval_target.suite(library, arguments.suite)
    steps.number_steps(library, origin.id)
    position = library.step(origin.id, arguments.step).position
    drafted = asyncio.run(_draft(library, origin.id, position, copy=arguments.copy))
    case = replace(
        drafted,
        name=arguments.name or drafted.name,
        checks=checks_of(arguments),
        tags=tuple(arguments.tag),
        note=arguments.note,
    )
    field, fault = faults.fault_in(case)
    if fault:
        raise InvalidCase(f"{field}: {fault}", "", field)
    suite = given or library.evals.create_suite(arguments.new_suite)
    row = library.evals.save_case(suite.id, case)
    if arguments.json:
        told = {"id": row.id, "suite": suite.id, "name": row.name, "checks": row.checks}
        print(json.dumps(told, ensure_ascii=False))
    else:
        print(f"{row.id}  {plain(row.name)}, in {plain(suite.name)}")
    return ExitCode.FINISHED


def checks_of(arguments: Namespace) -> tuple[Check, ...]:
    """The checks that the options ask for, in the order of `--help`."""
    checks: list[Check] = [Contains(words) for words in arguments.contains]
    checks += [Contains(words, must=False) for words in arguments.lacks]
    checks += [Matches(pattern) for pattern in arguments.pattern]
    checks += [Proposes(*_parted(call)) for call in arguments.must_propose]
    checks += [Proposes(*_parted(call), must=False) for call in arguments.must_not_propose]
    checks += [JsonPath(*_parted(path)) for path in arguments.json_path]
    if arguments.at_most is not None:
        checks.append(AtMost(arguments.at_most))
    if arguments.language is not None:
        checks.append(Language(arguments.language))
    if arguments.reference is not None:
        checks.append(Reference(arguments.reference))
    if arguments.judged_reference is not None:
        checks.append(Reference(arguments.judged_reference, judged=True))
    checks += [Rubric(text) for text in arguments.rubric]
    return tuple(checks)


def _parted(typed: str) -> tuple[str, str]:
    before, _, behind = typed.partition("=")
    return before, behind


async def _draft(library: Library, branch_id: str, position: int, *, copy: bool) -> Case:
    from graphs.evals.host import EvalHost
    from graphs.session.host import SessionHost

    host = await SessionHost.open(library, lambda _: None)
    try:
        evals = EvalHost(host, library)
        return await evals.draft(branch_id, position, "copy" if copy else "records")
    finally:
        await host.close()
