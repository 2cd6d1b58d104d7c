"""`cairn list`: all conversations, newest first."""

import json
from argparse import Namespace

from graphs.cli.exit_codes import ExitCode
from graphs.cli.parser import Commands, with_json
from graphs.cli.terminal import plain
from graphs.cli.times import minute
from graphs.storage.library import Library


def add(commands: Commands) -> None:
    """Say what the command takes."""
    parser = commands.add_parser("list", help="list the conversations, newest first")
    parser.add_argument("--trash", action="store_true", help="those in the trash instead")
    with_json(parser)
    parser.set_defaults(run=run)


def run(arguments: Namespace, library: Library) -> ExitCode:
    """Print the list."""
    conversations = library.conversations(trashed=arguments.trash)
    if arguments.json:
        rows = [
            {"id": c.id, "title": c.title, "updated_at": c.updated_at, "status": c.status.value}
            for c in conversations
        ]
        print(json.dumps({"conversations": rows}, ensure_ascii=False))
        return ExitCode.FINISHED
    for c in conversations:
        print(f"{c.id}  {minute(c.updated_at)}  {c.status.value:<10}  {plain(c.title)}")
    return ExitCode.FINISHED
