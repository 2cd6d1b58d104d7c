"""`cairn eval`: which subcommands there are."""

from graphs.cli.evals import add as add_case
from graphs.cli.evals import export, import_, pull, push, report, run, show
from graphs.cli.evals import list as list_
from graphs.cli.parser import Commands

_COMMANDS = (add_case, list_, show, run, report, export, import_, push, pull)


def add(commands: Commands) -> None:
    """Say what the command takes."""
    parser = commands.add_parser("eval", help="turn steps into cases, and replay them")
    below = parser.add_subparsers(required=True, metavar="COMMAND")
    for command in _COMMANDS:
        command.add(below)
