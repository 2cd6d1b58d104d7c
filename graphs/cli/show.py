"""`cairn show`: one conversation, or one branch of it, in full."""

import json
from argparse import Namespace
from collections.abc import Mapping

from graphs.cli import action_text, target
from graphs.cli.exit_codes import ExitCode
from graphs.cli.parser import Commands, with_json
from graphs.cli.terminal import harmless, plain
from graphs.history.lines import line_of
from graphs.storage.action_records import Action
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
    found = target.find(library, arguments.conversation)
    conversation, branch = found.conversation, found.branch
    line = line_of(library, branch.id)
    of_call = line.by_call()
    if arguments.json:
        described = {
            "id": conversation.id,
            "title": conversation.title,
            "branch": branch.id,
            "status": branch.status.value,
            "messages": [_described(message, of_call) for message in line.messages],
        }
        print(json.dumps(described, ensure_ascii=False))
        return ExitCode.FINISHED
    print(f"{plain(conversation.title)}\n")
    for message in line.messages:
        print("\n".join(_lines(message, of_call)), end="\n\n")
    return ExitCode.FINISHED


def _lines(message: Message, of_call: Mapping[tuple[str, str], Action]) -> list[str]:
    """The message, and in words what became of each action it wanted."""
    mark = " (interrupted)" if message.interrupted else " (stopped)" if message.stopped else ""
    lines = [f"{WHO[message.role]}{mark}:", harmless(message.text)]
    for call in message.tool_calls:
        action = of_call.get((message.id, call.id))
        call_text = plain(f"{call.name} {call.arguments}")
        if action is None:
            lines.append(f"* {call_text}")
        else:
            story = plain(action_text.story(action))
            lines.append(f"* {action.id[: action_text.SHORT_ID]} {call_text}: {story}")
    return [line for line in lines if line]


def _described(message: Message, of_call: Mapping[tuple[str, str], Action]) -> dict[str, object]:
    return {
        "role": message.role,
        "text": message.text,
        "created_at": message.created_at,
        "interrupted": message.interrupted,
        "stopped": message.stopped,
        "actions": [
            action_text.described(of_call[message.id, call.id])
            for call in message.tool_calls
            if (message.id, call.id) in of_call
        ],
    }
