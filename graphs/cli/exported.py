"""A conversation with all its branches, written out for programs and for people. Pure."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import TypeAlias

from graphs.cli import action_text, branches, steps
from graphs.cli.markdown_text import fenced, quoted, within
from graphs.cli.terminal import harmless, plain
from graphs.cli.times import minute
from graphs.history.compare import Line, shared_turns, turns_of
from graphs.storage.action_records import Action, JournalEntry
from graphs.storage.records import (
    Branch,
    Conversation,
    Message,
    Turn,
)

_OfCall: TypeAlias = Mapping[tuple[str, str], Action]

FORMAT = 1
"""The number of the JSON's form; one that reads it may rely on its fields."""


@dataclass(frozen=True, slots=True)
class Exported:
    """All that is written out. Lines and turns by the branch's id, the journal by the action's.

    Branches in the trash come after the others.
    """

    conversation: Conversation
    branches: tuple[Branch, ...]
    lines: Mapping[str, Line]
    turns: Mapping[str, tuple[Turn, ...]]
    journal: Mapping[str, tuple[JournalEntry, ...]]


def as_json(exported: Exported) -> dict[str, object]:
    """Everything, as one object. Each branch has its whole history and the steps it made."""
    conversation = exported.conversation
    actions = {a.id: a for line in exported.lines.values() for a in line.actions}
    return {
        "format": FORMAT,
        "id": conversation.id,
        "title": conversation.title,
        "created_at": conversation.created_at,
        "updated_at": conversation.updated_at,
        "workspace": conversation.workspace,
        "branches": [_branch(exported, branch) for branch in exported.branches],
        "actions": [
            action_text.described(action)
            | {"journal": [_entry(entry) for entry in exported.journal[action.id]]}
            for action in sorted(actions.values(), key=lambda action: action.proposed_at)
        ],
    }


def _branch(exported: Exported, branch: Branch) -> dict[str, object]:
    line = exported.lines[branch.id]
    of_call = line.by_call()
    own = [step for step in line.steps if step.branch_id == branch.id]
    return branches.described(branch) | {
        "turns": [_turn(turn) for turn in exported.turns[branch.id]],
        "steps": [steps.described(step) for step in own],
        "messages": [_message(message, of_call) for message in line.messages],
    }


def _turn(turn: Turn) -> dict[str, object]:
    return {
        "id": turn.id,
        "status": turn.status.value,
        "created_at": turn.created_at,
        "error": turn.sentence,
        "hint": turn.hint,
    }


def _message(message: Message, of_call: _OfCall) -> dict[str, object]:
    described: dict[str, object] = asdict(message)
    described["tool_calls"] = [
        asdict(call) | {"action": action.id if action else None}
        for call in message.tool_calls
        for action in (of_call.get((message.id, call.id)),)
    ]
    return described


def _entry(entry: JournalEntry) -> dict[str, object]:
    detail = json.loads(entry.detail)
    return {"at": entry.at, "event": entry.event, "by": entry.by, "detail": detail}


def as_markdown(exported: Exported) -> str:
    """What was said and done, to be read. A fork begins with the turn in which it parts.

    Branches in the trash are left out.
    """
    title = plain(exported.conversation.title) or "A conversation"
    names = {branch.id: plain(branches.shown_name(branch)) for branch in exported.branches}
    parts = [f"# {title}", f"Begun {minute(exported.conversation.created_at)}."]
    for branch in exported.branches:
        if branch.trashed_at is None:
            parts += _chapter(exported, branch, names)
    return "\n\n".join(parts) + "\n"


def _chapter(exported: Exported, branch: Branch, names: Mapping[str, str]) -> list[str]:
    line = exported.lines[branch.id]
    origin = exported.lines.get(branch.origin_branch_id)
    shared = shared_turns(origin, line) if origin else 0
    parts: list[str] = [] if len(names) == 1 else [f"## {names[branch.id]}"]
    if origin:
        name = names[branch.origin_branch_id]
        parts.append(
            f"Forked from *{name}* at step {branch.origin_position}, {minute(branch.created_at)}. "
            + ("It differs from the first turn on." if not shared else _shared(shared, name))
        )
    of_call = line.by_call()
    for turn in turns_of(line.messages)[shared:]:
        for message in turn:
            parts += _said(message, of_call)
    failed = [turn for turn in exported.turns[branch.id] if turn.sentence][-1:]
    return parts + [f"*{plain(turn.sentence)}*" for turn in failed if not turn.status.at_rest]


def _shared(turns: int, name: str) -> str:
    said = "first turn is that" if turns == 1 else f"first {turns} turns are those"
    return f"The {said} of *{name}*."


def _said(message: Message, of_call: _OfCall) -> list[str]:
    text = harmless(message.text)
    mark = " (interrupted)" if message.interrupted else " (stopped)" if message.stopped else ""
    match message.role:
        case "user":
            return ["### You", quoted(text)]
        case "tool":
            what = "did not work" if message.failed else "told"
            return [f"**{plain(message.tool_name)}** {what}:", fenced(text)]
        case "assistant":
            parts = [f"### Cairn{mark}"]
            if text:
                parts.append(within(text))
            for call in message.tool_calls:
                action = of_call.get((message.id, call.id))
                story = f": {plain(action_text.story(action))}" if action else ""
                parts += [f"**{plain(call.name)}**{story}", fenced(harmless(call.arguments))]
            return parts
