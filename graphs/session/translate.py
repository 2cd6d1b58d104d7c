"""LangGraph's and LangChain's values into ours. Pure."""

import json
from collections.abc import Sequence

from langchain_core.messages import (
    AIMessage,
    AIMessageChunk,
    AnyMessage,
    BaseMessage,
    HumanMessage,
    ToolMessage,
)

from graphs.session.events import ActionFinished, ActionStarted, TurnEvent
from graphs.storage.read_model import NewMessage
from graphs.storage.records import Message, ToolCall

STOPPED = "cairn_stopped"
"""Key in an AIMessage's `response_metadata`: the person ended the answer here."""


def text_of(message: BaseMessage) -> str:
    """The text that a streamed chunk of an answer adds; empty for anything else."""
    return message.text if isinstance(message, AIMessageChunk) else ""


def new_message(message: BaseMessage) -> NewMessage:
    """A message of the state as the read model takes it."""
    match message:
        case HumanMessage():
            return NewMessage(id=_id(message), role="user", text=message.text)
        case ToolMessage():
            return NewMessage(
                id=_id(message),
                role="tool",
                text=message.text,
                tool_call_id=message.tool_call_id,
                tool_name=message.name or "",
                failed=message.status == "error",
            )
        case AIMessage():
            return NewMessage(
                id=_id(message),
                role="assistant",
                text=message.text,
                tool_calls=tuple(
                    ToolCall(call["id"] or "", call["name"], json.dumps(call["args"]))
                    for call in message.tool_calls
                ),
                stopped=bool(message.response_metadata.get(STOPPED)),
                cut=message.response_metadata.get("finish_reason") == "length",
            )
        case _:
            raise TypeError(f"a branch holds no {type(message).__name__}")


def added(messages: Sequence[AnyMessage], newest_id: str | None) -> list[NewMessage] | None:
    """What `messages` holds behind the one with id `newest_id`; all of it for None.

    None when that id is not among them: the two histories have parted.
    """
    new: list[NewMessage] = []
    for message in reversed(messages):
        if message.id == newest_id:
            return new[::-1]
        new.append(new_message(message))
    return new[::-1] if newest_id is None else None


def actions(branch_id: str, turn_id: str, messages: Sequence[Message]) -> list[TurnEvent]:
    """The events that the saved `messages` tell of: calls that begin, calls that are done."""
    events: list[TurnEvent] = []
    for message in messages:
        events += [
            ActionStarted(branch_id, turn_id, call.id, call.name, call.arguments)
            for call in message.tool_calls
        ]
        if message.role == "tool":
            events.append(
                ActionFinished(
                    branch_id,
                    turn_id,
                    message.tool_call_id,
                    message.tool_name,
                    message.text,
                    message.failed,
                )
            )
    return events


def _id(message: BaseMessage) -> str:
    if message.id is None:
        raise ValueError("a message in the state has an id")
    return message.id
