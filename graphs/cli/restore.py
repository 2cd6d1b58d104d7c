"""`cairn restore`: take a conversation back out of the trash."""

from argparse import Namespace

from graphs.cli.exit_codes import ExitCode
from graphs.cli.parser import Commands
from graphs.storage.library import Library


def add(commands: Commands) -> None:
    """Say what the command takes."""
    parser = commands.add_parser("restore", help="take a conversation back out of the trash")
    parser.add_argument("conversation", metavar="ID")
    parser.set_defaults(run=run)


def run(arguments: Namespace, library: Library) -> ExitCode:
    """Restore it. Raises NotFound."""
    conversation = library.conversation(arguments.conversation)
    if conversation.trashed_at is None:
        return ExitCode.NOTHING
    library.restore(conversation.id)
    return ExitCode.FINISHED
