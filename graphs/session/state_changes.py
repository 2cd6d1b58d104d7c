"""What a checkpoint holds besides the messages, and how two of them differ, as short JSON. Pure."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, cast

from graphs.storage.records import StateChange

NEXT = "next"
"""What runs now: the model, or each tool by its name."""

_MESSAGES = ("messages", "__start__")
_EDGE = "branch:to:"
_TASKS = "__pregel_tasks"
_LONGEST = 300  # characters of a value


def told(values: Mapping[str, Any]) -> dict[str, str]:
    """The channels of a checkpoint by name: what LangGraph keeps for itself is told as NEXT."""
    found = {
        name: _short(value)
        for name, value in values.items()
        if name not in _MESSAGES and name != _TASKS and not name.startswith(_EDGE)
    }
    return {NEXT: _short(_next(values)), **found}


def differences(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[StateChange, ...]:
    """The channels that are not as they were, in the order of both."""
    names = dict.fromkeys((*after, *before))
    pairs = ((name, before.get(name, ""), after.get(name, "")) for name in names)
    return tuple(StateChange(name, was, now) for name, was, now in pairs if was != now)


def _next(values: Mapping[str, Any]) -> list[str]:
    nodes = [name.removeprefix(_EDGE) for name in values if name.startswith(_EDGE)]
    sent = cast("Sequence[Any]", values.get(_TASKS) or ())
    return [*nodes, *(name for send in sent for name in _tools(send))]


def _tools(send: Any) -> list[str]:
    """The tools of the calls that a task is sent; without any, its node."""
    sent: object = send.arg
    calls = cast("list[Any]", sent) if isinstance(sent, list) else []
    names = [str(call["name"]) for call in calls]
    return names or [str(send.node)]


def _short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
