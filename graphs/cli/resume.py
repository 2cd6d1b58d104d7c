"""`cairn resume`: run an unfinished turn on."""

from argparse import Namespace

from graphs.cli import target, turn
from graphs.cli.exit_codes import ExitCode
from graphs.cli.parser import Commands, with_json
from graphs.storage.library import Library


def add(commands: Commands) -> None:
    """Say what the command takes."""
    parser = commands.add_parser("resume", help="run an unfinished turn on from its last step")
    parser.add_argument("conversation", metavar="ID")
    with_json(parser)
    parser.set_defaults(run=run)


def run(arguments: Namespace, library: Library) -> ExitCode:
    """Resume the newest turn. Raises CairnError; NothingToDo when it is at rest."""
    found = target.find(library, arguments.conversation)
    return turn.run(
        library,
        found,
        lambda host: host.resume(found.branch.id),
        as_json=arguments.json,
    )
