"""LangGraph's and LangChain's values into ours. Pure."""

import json
from collections.abc import Sequence
from typing import assert_never

from langchain_core.messages import (
    AIMessage,
    AIMessageChunk,
    AnyMessage,
    BaseMessage,
    HumanMessage,
    ToolMessage,
)

from graphs.session.events import (
    ActionDecided,
    ActionFinished,
    ActionNeedsDecision,
    ActionProposed,
    ActionStarted,
    TurnEvent,
)
from graphs.storage.action_records import Action, ActionStatus
from graphs.storage.read_model import NewMessage
from graphs.storage.records import ToolCall
from graphs.storage.steps import NewStep
from graphs.tools.call import Outcome

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


def new_step(checkpoint_id: str, messages: Sequence[BaseMessage], run_id: str) -> NewStep:
    """A checkpoint as a step, with what its newest answer has cost where its server said so."""
    newest = messages[-1] if messages else None
    if not isinstance(newest, AIMessage):
        return NewStep(checkpoint_id, run_id=run_id)
    usage = newest.usage_metadata
    model = str(newest.response_metadata.get("model_name") or "")
    if usage is None:
        return NewStep(checkpoint_id, model=model, run_id=run_id)
    return NewStep(checkpoint_id, usage["input_tokens"], usage["output_tokens"], model, run_id)


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


def told(action: Action) -> TurnEvent:
    """The event that tells where an action stands."""
    branch_id, turn_id = action.branch_id, action.turn_id
    match action.status:
        case ActionStatus.WAITING | ActionStatus.UNKNOWN:
            return ActionNeedsDecision(branch_id, turn_id, action)
        case ActionStatus.ALLOWED:
            return ActionProposed(branch_id, turn_id, action)
        case ActionStatus.APPROVED | ActionStatus.EDITED:
            return ActionDecided(branch_id, turn_id, action)
        case ActionStatus.STARTED:
            return ActionStarted(branch_id, turn_id, action)
        case (
            ActionStatus.DONE | ActionStatus.FAILED | ActionStatus.REJECTED | ActionStatus.ANSWERED
        ):
            return ActionFinished(branch_id, turn_id, action)
        case _:
            assert_never(action.status)


def result(call_id: str, tool: str, outcome: Outcome) -> ToolMessage:
    """What came of a call, as the conversation holds it."""
    return ToolMessage(
        outcome.text,
        id=outcome.id,
        name=tool,
        tool_call_id=call_id,
        status="error" if outcome.failed else "success",
    )


def _id(message: BaseMessage) -> str:
    if message.id is None:
        raise ValueError("a message in the state has an id")
    return message.id
