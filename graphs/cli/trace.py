"""`cairn trace`: whether what the agent does in a conversation is told to LangSmith."""

import json
import os
import sys
from argparse import Namespace

from graphs.cli import target
from graphs.cli.exit_codes import ExitCode
from graphs.cli.parser import Commands, with_json
from graphs.cli.terminal import plain
from graphs.session.tracing_settings import langsmith
from graphs.storage.library import Library


def add(commands: Commands) -> None:
    """Say what the command takes."""
    parser = commands.add_parser(
        "trace", help="tell LangSmith, if you have a key for it, what happens in a conversation"
    )
    parser.add_argument("conversation", metavar="ID", help="a conversation or a branch")
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--on", action="store_true", help="from its next message on")
    which.add_argument("--off", action="store_true", help="not any more")
    with_json(parser)
    parser.set_defaults(run=run)


def run(arguments: Namespace, library: Library) -> ExitCode:
    """Switch it, if that is wished, and print how it is then.

    Raises NotFound, and TracingUnusable for settings that cannot be used.
    """
    id_ = target.find(library, arguments.conversation).conversation.id
    if arguments.on or arguments.off:
        library.trace(id_, arguments.on)
    conversation = library.conversation(id_)
    to = langsmith(library.home, os.environ)
    traced = to is not None and (to.every or conversation.traced)
    if arguments.json:
        place = {"host": to.host if to else "", "project": to.project if to else ""}
        chosen = {"chosen": conversation.traced, "every": bool(to and to.every)}
        print(json.dumps({"conversation": id_, "traced": traced, **chosen, **place}))
        return ExitCode.FINISHED
    if to is not None and traced:
        print(plain(f"Traced to {to.host}, into the project {to.project}."))
    else:
        print("Not traced.")
    if conversation.traced and to is None:
        print("There is no key for LangSmith: set LANGSMITH_API_KEY.", file=sys.stderr)
    return ExitCode.FINISHED
