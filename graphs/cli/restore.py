"""`cairn restore`: take a conversation or a branch back out of the trash."""

from argparse import Namespace

from graphs.cli import target
from graphs.cli.exit_codes import ExitCode
from graphs.cli.parser import Commands
from graphs.storage.library import Library


def add(commands: Commands) -> None:
    """Say what the command takes."""
    parser = commands.add_parser(
        "restore", help="take a conversation or a branch back out of the trash"
    )
    parser.add_argument("conversation", metavar="ID")
    parser.set_defaults(run=run)


def run(arguments: Namespace, library: Library) -> ExitCode:
    """Restore it. Raises NotFound."""
    found = target.find(library, arguments.conversation)
    trashed = False
    if found.branch.trashed_at is not None:
        library.restore_branch(found.branch.id)
        trashed = True
    if found.conversation.trashed_at is not None:
        library.restore(found.conversation.id)
        trashed = True
    return ExitCode.FINISHED if trashed else ExitCode.NOTHING
