"""`cairn fork`: a new branch from a step, run on when there is something to run."""

import sys
from argparse import Namespace
from dataclasses import replace
from uuid import uuid4

from graphs.cli import steps, target, turn
from graphs.cli.exit_codes import ExitCode
from graphs.cli.parser import Commands, with_json
from graphs.session.host import SessionHost
from graphs.storage.library import Library
from graphs.storage.records import (
    Branch,
    Change,
    TurnStatus,
)


def add(commands: Commands) -> None:
    """Say what the command takes."""
    parser = commands.add_parser(
        "fork", help="begin a new branch at a step; its id is printed first, then its answer"
    )
    parser.add_argument("branch", metavar="ID", help="a conversation or a branch")
    parser.add_argument(
        "--at",
        metavar="STEP",
        required=True,
        help="its number, or the beginning of its checkpoint's id; 0 is before the first",
    )
    parser.add_argument(
        "--edit",
        metavar="TEXT",
        help="other words for what was said at that step; - reads them from standard input",
    )
    parser.add_argument("--model", metavar="M", help="the model that answers in the new branch")
    with_json(parser)
    parser.set_defaults(run=run)


def run(arguments: Namespace, library: Library) -> ExitCode:
    """Make the branch, and run it on. Raises CairnError."""
    origin = target.find(library, arguments.branch).branch
    steps.number_steps(library, origin.id)
    position = 0 if arguments.at == "0" else library.step(origin.id, arguments.at).position
    change = _change(arguments, origin)
    new_id = uuid4().hex

    async def work(host: SessionHost) -> TurnStatus:
        branch = await host.fork(origin.id, position, change, new_id)
        if not arguments.json:
            print(branch.id, flush=True)
        newest = library.newest_turn(branch.id)
        if newest is None or newest.status.at_rest:
            return TurnStatus.FINISHED
        return await host.resume(branch.id)

    return turn.run_in(library, origin.conversation_id, new_id, work, arguments.json)


def _change(arguments: Namespace, origin: Branch) -> Change:
    text: str | None = sys.stdin.read() if arguments.edit == "-" else arguments.edit
    if arguments.model is None:
        return Change(text)
    return Change(text, replace(origin.settings, model=arguments.model))
