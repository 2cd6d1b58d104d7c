"""`cairn show`: one conversation in full."""

import json
from argparse import Namespace

from graphs.cli.exit_codes import ExitCode
from graphs.cli.parser import Commands, with_json
from graphs.storage.library import Library
from graphs.storage.records import Message

WHO = {"user": "You", "assistant": "Cairn", "tool": "Tool"}


def add(commands: Commands) -> None:
    """Say what the command takes."""
    parser = commands.add_parser("show", help="print a conversation")
    parser.add_argument("conversation", metavar="ID")
    with_json(parser)
    parser.set_defaults(run=run)


def run(arguments: Namespace, library: Library) -> ExitCode:
    """Print the conversation. Raises NotFound."""
    conversation = library.conversation(arguments.conversation)
    messages = _everything(library, conversation.branch_id)
    if arguments.json:
        described = {
            "id": conversation.id,
            "title": conversation.title,
            "status": conversation.status.value,
            "messages": [_described(message) for message in messages],
        }
        print(json.dumps(described, ensure_ascii=False))
        return ExitCode.FINISHED
    print(f"{conversation.title}\n")
    for message in messages:
        mark = " (interrupted)" if message.interrupted else " (stopped)" if message.stopped else ""
        print(f"{WHO[message.role]}{mark}:\n{message.text}\n")
    return ExitCode.FINISHED


def _everything(library: Library, branch_id: str) -> list[Message]:
    stretch = library.transcript(branch_id)
    messages = list(stretch.messages)
    while stretch.before is not None:
        stretch = library.transcript(branch_id, before=stretch.before)
        messages[:0] = stretch.messages
    return messages


def _described(message: Message) -> dict[str, object]:
    return {
        "role": message.role,
        "text": message.text,
        "created_at": message.created_at,
        "interrupted": message.interrupted,
        "stopped": message.stopped,
    }
