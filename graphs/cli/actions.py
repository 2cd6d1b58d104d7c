"""`cairn actions`: what the agent wanted to do, and what became of it."""

import json
import sys
from argparse import Namespace

from graphs.cli.action_text import described, line, question
from graphs.cli.exit_codes import ExitCode
from graphs.cli.parser import Commands, with_json
from graphs.cli.terminal import plain
from graphs.storage.library import Library


def add(commands: Commands) -> None:
    """Say what the command takes."""
    parser = commands.add_parser("actions", help="list the actions of all conversations")
    parser.add_argument(
        "--waiting", action="store_true", help="only those that need you, the oldest first"
    )
    parser.add_argument(
        "--query", metavar="WORDS", default="", help="only those in which all these words occur"
    )
    with_json(parser)
    parser.set_defaults(run=run)


def run(arguments: Namespace, library: Library) -> ExitCode:
    """Print the list, newest first."""
    found = library.actions(waiting=arguments.waiting, query=arguments.query, limit=sys.maxsize)
    if arguments.json:
        rows = [described(action) for action in found]
        print(json.dumps({"actions": rows}, ensure_ascii=False))
        return ExitCode.FINISHED
    for action in found:
        if arguments.waiting:
            print(plain(action.conversation_title), *question(action), "", sep="\n")
        else:
            print(line(action))
    return ExitCode.FINISHED
