"""`cairn steps`: what a branch went through, step by step."""

import asyncio
import json
from argparse import Namespace

from graphs.cli import target
from graphs.cli.exit_codes import ExitCode
from graphs.cli.parser import Commands, with_json
from graphs.cli.terminal import plain
from graphs.cli.times import minute
from graphs.history.lines import steps_of
from graphs.session.host import SessionHost
from graphs.storage.library import Library
from graphs.storage.records import Step

_LONGEST_LINE = 200
"""Characters of a summary in a list; more of it is in the JSON."""


def add(commands: Commands) -> None:
    """Say what the command takes."""
    parser = commands.add_parser("steps", help="list the steps of a conversation or branch")
    parser.add_argument("branch", metavar="ID", help="a conversation or a branch")
    with_json(parser)
    parser.set_defaults(run=run)


def run(arguments: Namespace, library: Library) -> ExitCode:
    """Print the list, oldest first. Raises CairnError."""
    branch = target.find(library, arguments.branch).branch
    number_steps(library, branch.id)
    steps = steps_of(library, branch.id)
    if arguments.json:
        rows = [described(step) for step in steps]
        print(json.dumps({"branch": branch.id, "steps": rows}, ensure_ascii=False))
        return ExitCode.FINISHED
    for step in steps:
        print(_line(step))
    return ExitCode.FINISHED


def number_steps(library: Library, branch_id: str) -> None:
    """Write down the steps of a branch that is older than those. Raises CairnError."""
    if library.lacks_steps(branch_id):
        asyncio.run(_number(library, branch_id))


async def _number(library: Library, branch_id: str) -> None:
    host = await SessionHost.open(library, lambda _: None)
    try:
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
