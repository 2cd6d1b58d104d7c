"""`cairn send`: one turn."""

import json
import sys
from argparse import ArgumentTypeError, Namespace
from pathlib import Path
from uuid import uuid4

from graphs.agent import versions
from graphs.cli import target, turn
from graphs.cli.exit_codes import ExitCode
from graphs.cli.parser import Commands, with_json
from graphs.session.inbound import clean
from graphs.storage.library import Library
from graphs.tools import slash


def add(commands: Commands) -> None:
    """Say what the command takes."""
    parser = commands.add_parser(
        "send", help="send a message and print the answer as it comes; the id goes to stderr"
    )
    parser.add_argument(
        "--conversation", metavar="ID", help="go on with this conversation or branch"
    )
    parser.add_argument("--turn", metavar="ID", help="your own id: sending it twice sends once")
    parser.add_argument(
        "--workspace",
        metavar="DIR",
        type=_folder,
        help="the folder that the tools of this conversation work in from now on",
    )
    parser.add_argument("text", metavar="TEXT", help="the message; - reads it from standard input")
    with_json(parser)
    parser.set_defaults(run=run)


def run(arguments: Namespace, library: Library) -> ExitCode:
    """Send the message. Raises CairnError."""
    text: str = sys.stdin.read() if arguments.text == "-" else arguments.text
    _fitting(clean(text))
    turn_id: str = arguments.turn or uuid4().hex
    sent = target.of_turn(library, turn_id)
    if arguments.conversation:
        to = target.find(library, arguments.conversation)
    else:
        to = sent or target.find(library, library.create(agent_version=versions.CURRENT).id)
    if arguments.workspace and sent is None:
        library.set_workspace(to.conversation.id, arguments.workspace)
    return turn.run(
        library,
        to,
        lambda host: host.send(to.branch.id, turn_id, text),
        as_json=arguments.json,
    )


def _fitting(text: str) -> None:
    """Refuse a tool's call that does not fit before a conversation is made for it.

    Raises InvalidArguments.
    """
    if not text.lstrip().startswith("/"):
        return
    from graphs.approvals.deciding import fitting  # brings LangChain along
    from graphs.tools.registry import tools
    from graphs.tools.spec import fields_of

    specs = {spec.tool.name: spec for spec in tools()}
    called = slash.parse(text, {name: fields_of(spec) for name, spec in specs.items()})
    if called is not None:
        fitting(specs[called.tool], called.tool, json.dumps(called.arguments))


def _folder(typed: str) -> str:
    folder = Path(typed).expanduser().absolute()
    if not folder.is_dir():
        raise ArgumentTypeError(f"there is no folder {folder}")
    return str(folder)
