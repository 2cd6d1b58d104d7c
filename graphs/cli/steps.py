"""`cairn steps`: what a branch went through, step by step."""

import asyncio
import json
from argparse import Namespace
from collections.abc import Sequence

from graphs.cli import target
from graphs.cli.exit_codes import ExitCode
from graphs.cli.parser import Commands, with_json
from graphs.cli.terminal import plain
from graphs.cli.times import minute
from graphs.errors import NotFound
from graphs.history.lines import steps_of
from graphs.session.host import SessionHost
from graphs.storage.library import Library
from graphs.storage.records import Step

_LONGEST_LINE = 200
"""Characters of a summary in a list; more of it is in the JSON."""


def add(commands: Commands) -> None:
    """Say what the command takes."""
    parser = commands.add_parser("steps", help="list the steps of a conversation or branch")
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("branch", metavar="ID", nargs="?", help="a conversation or a branch")
    which.add_argument(
        "--run",
        metavar="RUN",
        dest="run_id",
        help="the run of the agent, as a trace names it: only the steps that it made",
    )
    with_json(parser)
    parser.set_defaults(run=run)


def run(arguments: Namespace, library: Library) -> ExitCode:
    """Print the list, oldest first. Raises CairnError."""
    if arguments.run_id is None:
        branch_id = target.find(library, arguments.branch).branch.id
        number_steps(library, branch_id)
        steps = steps_of(library, branch_id)
    else:
        first = _step_of_run(library, arguments.run_id)
        branch_id = first.branch_id
        steps = [step for step in steps_of(library, branch_id) if step.run_id == first.run_id]
    if arguments.json:
        rows = [described(step) for step in steps]
        print(json.dumps({"branch": branch_id, "steps": rows}, ensure_ascii=False))
        return ExitCode.FINISHED
    if arguments.run_id is not None:
        of = target.of_branch(library, branch_id)
        print(f"{of.shown_id}  {plain(of.conversation.title)}")
    for step in steps:
        print(_line(step))
    return ExitCode.FINISHED


def number_steps(library: Library, branch_id: str) -> None:
    """Write down the steps of a branch that is older than those. Raises CairnError."""
    if library.lacks_steps(branch_id) or library.lacks_runs(branch_id):
        asyncio.run(_number(library, [branch_id]))


def _step_of_run(library: Library, run_id: str) -> Step:
    """The first step of a run, also in branches that are older than the record of runs."""
    try:
        return library.step_of_run(run_id)
    except NotFound:
        ids = library.branch_ids()
        old = [id_ for id_ in ids if library.lacks_steps(id_) or library.lacks_runs(id_)]
        if not old:
            raise
    asyncio.run(_number(library, old))
    return library.step_of_run(run_id)


async def _number(library: Library, branch_ids: Sequence[str]) -> None:
    host = await SessionHost.open(library, lambda _: None)
    try:
        for branch_id in branch_ids:
            await host.number_steps(branch_id)
    finally:
        await host.close()


def described(step: Step) -> dict[str, object]:
    """The step as an object. `step` and `parent` count along the branch's whole history."""
    return {
        "step": step.position,
        "parent": step.position - 1 or None,
        "branch": step.branch_id,
        "turn": step.turn_id,
        "run": step.run_id,
        "kind": step.kind.value,
        "summary": step.text,
        "tools": list(step.tools),
        "messages": step.count,
        "created_at": step.created_at,
        "seconds": step.seconds,
        "tokens_in": step.tokens_in,
        "tokens_out": step.tokens_out,
        "model": step.model,
        "name": step.name,
        "pinned": step.pinned,
        "checkpoint_id": step.checkpoint_id,
    }


def _line(step: Step) -> str:
    """The step in one line: number, when, kind, its pin, tools and the beginning of its words."""
    pin = f"[{step.name or 'pinned'}] " if step.pinned else ""
    tools = f"{', '.join(step.tools)}: " if step.tools else ""
    summary = plain(f"{pin}{tools}{' '.join(step.text.split())}")[:_LONGEST_LINE]
    return (
        f"{step.position:>5}  {minute(step.created_at)}  {step.kind.value:<5}  {summary}".rstrip()
    )
