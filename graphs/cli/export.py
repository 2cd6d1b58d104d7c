"""`cairn export`: a conversation with all its branches, for people or for programs."""

import json
import sys
from argparse import Namespace
from pathlib import Path

from graphs.cli import steps, target
from graphs.cli.exit_codes import ExitCode
from graphs.cli.exported import Exported, as_json, as_markdown
from graphs.cli.parser import Commands
from graphs.errors import HomeError
from graphs.history.lines import line_of
from graphs.storage.library import Library
from graphs.storage.records import Conversation
from graphs.storage.whole_file import write_whole


def add(commands: Commands) -> None:
    """Say what the command takes."""
    parser = commands.add_parser("export", help="write out a conversation with all its branches")
    parser.add_argument("conversation", metavar="ID", help="a conversation or a branch of it")
    parser.add_argument(
        "--format",
        choices=("markdown", "json"),
        default="markdown",
        help="markdown, to be read (unless given); json, which holds everything",
    )
    parser.add_argument(
        "-o", metavar="FILE", dest="file", type=Path, help="where to; a file that is there goes"
    )
    parser.set_defaults(run=run)


def run(arguments: Namespace, library: Library) -> ExitCode:
    """Print it, or write it into a file. Raises CairnError."""
    conversation = target.find(library, arguments.conversation).conversation
    exported = _exported(library, conversation)
    if arguments.format == "json":
        text = json.dumps(as_json(exported), ensure_ascii=False, indent=1) + "\n"
    else:
        text = as_markdown(exported)
    if arguments.file is None:
        sys.stdout.write(text)
    else:
        _write(arguments.file, text)
    return ExitCode.FINISHED


def _exported(library: Library, conversation: Conversation) -> Exported:
    branches = [
        *library.branches(conversation.id),
        *library.branches(conversation.id, trashed=True),
    ]
    for branch in branches:
        steps.number_steps(library, branch.id)
    lines = {branch.id: line_of(library, branch.id) for branch in branches}
    actions = {action.id for line in lines.values() for action in line.actions}
    return Exported(
        conversation,
        tuple(branches),
        lines,
        {branch.id: tuple(library.turns(branch.id)) for branch in branches},
        {action_id: tuple(library.journal(action_id)) for action_id in actions},
    )


def _write(file: Path, text: str) -> None:
    """Put the text there whole, or nothing of it. Raises HomeError."""
    try:
        write_whole(file, text.encode(), into_devices=True)
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise HomeError(f"{file} could not be written: {why}.", "Name another file.") from error
