"""`cairn show`: one conversation in full."""

import json
from argparse import Namespace
from collections.abc import Mapping

from graphs.cli import action_text
from graphs.cli.exit_codes import ExitCode
from graphs.cli.parser import Commands, with_json
from graphs.cli.terminal import harmless, plain
from graphs.storage.library import Library
from graphs.storage.records import Action, Message

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
    turn_ids = list({message.turn_id for message in messages})
    actions = library.actions_of(conversation.branch_id, turn_ids)
    of_call = {action.call_id: action for action in actions}
    if arguments.json:
        described = {
            "id": conversation.id,
            "title": conversation.title,
            "status": conversation.status.value,
            "messages": [_described(message, of_call) for message in messages],
        }
        print(json.dumps(described, ensure_ascii=False))
        return ExitCode.FINISHED
    print(f"{plain(conversation.title)}\n")
    for message in messages:
        print("\n".join(_lines(message, of_call)), end="\n\n")
    return ExitCode.FINISHED


def _lines(message: Message, of_call: Mapping[str, Action]) -> list[str]:
    """The message, and in words what became of each action it wanted."""
    mark = " (interrupted)" if message.interrupted else " (stopped)" if message.stopped else ""
    lines = [f"{WHO[message.role]}{mark}:", harmless(message.text)]
    for call in message.tool_calls:
        action = of_call.get(call.id)
        call_text = plain(f"{call.name} {call.arguments}")
        if action is None:
            lines.append(f"* {call_text}")
        else:
            story = plain(action_text.story(action))
            lines.append(f"* {action.id[: action_text.SHORT_ID]} {call_text}: {story}")
    return [line for line in lines if line]


def _everything(library: Library, branch_id: str) -> list[Message]:
    stretch = library.transcript(branch_id)
    messages = list(stretch.messages)
    while stretch.before is not None:
        stretch = library.transcript(branch_id, before=stretch.before)
        messages[:0] = stretch.messages
    return messages


def _described(message: Message, of_call: Mapping[str, Action]) -> dict[str, object]:
    return {
        "role": message.role,
        "text": message.text,
        "created_at": message.created_at,
        "interrupted": message.interrupted,
        "stopped": message.stopped,
        "actions": [
            action_text.described(of_call[call.id])
            for call in message.tool_calls
            if call.id in of_call
        ],
    }
