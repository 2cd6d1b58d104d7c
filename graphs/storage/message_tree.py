"""The content-addressed message tree: what a node is and how its key is made. Pure."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any, cast

from graphs.storage.records import Role, ToolCall
from graphs.storage.text import storable


@dataclass(frozen=True, slots=True)
class NewMessage:
    """A message that has no place in the tree yet. A person's message has its turn's id."""

    id: str
    role: Role
    text: str
    tool_calls: tuple[ToolCall, ...] = ()
    tool_call_id: str = ""
    tool_name: str = ""
    failed: bool = False
    stopped: bool = False
    cut: bool = False


def cleaned(message: NewMessage) -> NewMessage:
    """The message as it can be stored."""
    return replace(message, text=storable(message.text))


def node_key(parent_key: str | None, message: NewMessage) -> str:
    """The content address: SHA-256, as hex, over the parent's key and all the message says."""
    parts = [parent_key or "", message.id, message.role, message.text, pack(message)]
    return sha256(json.dumps(parts, ensure_ascii=True).encode()).hexdigest()


def with_keys(
    parent_key: str | None, messages: Iterable[NewMessage]
) -> Iterator[tuple[str | None, str, NewMessage]]:
    """Chain the messages under `parent_key`: each with its parent's key and its own."""
    for message in messages:
        key = node_key(parent_key, message)
        yield parent_key, key, message
        parent_key = key


def with_turns(messages: Iterable[NewMessage]) -> Iterator[tuple[str, NewMessage]]:
    """Each message with its turn: a person's message begins one and names it."""
    turn_id = ""
    for message in messages:
        if message.role == "user":
            turn_id = message.id
        yield turn_id, message


def pack(message: NewMessage) -> str:
    """What the columns do not hold, as canonical JSON; what is empty or false is left out."""
    data = {
        "cut": message.cut,
        "failed": message.failed,
        "stopped": message.stopped,
        "tool_call_id": message.tool_call_id,
        "tool_calls": [[call.id, call.name, call.arguments] for call in message.tool_calls],
        "tool_name": message.tool_name,
    }
    return json.dumps({name: value for name, value in data.items() if value}, sort_keys=True)


def unpack(id_: str, role: str, text: str, data: str) -> NewMessage:
    """The message that `pack` and the columns were made from."""
    known = cast("dict[str, Any]", json.loads(data)) if data != "{}" else {}
    return NewMessage(
        id=id_,
        role=cast("Role", role),
        text=text,
        tool_calls=tuple(ToolCall(*call) for call in known.get("tool_calls", ())),
        tool_call_id=known.get("tool_call_id", ""),
        tool_name=known.get("tool_name", ""),
        failed=known.get("failed", False),
        stopped=known.get("stopped", False),
        cut=known.get("cut", False),
    )
