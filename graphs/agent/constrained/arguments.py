"""A tool's arguments: what the request settles, and the schema for what the model says."""

import json
from collections.abc import Mapping
from typing import Any, Final, cast

from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, SystemMessage

from graphs.agent.constrained.forms import Argument, Form

_LONGEST: Final = {"path": 120, "url": 300, "command": 200, "text": 400}
"""Characters of a string that the model makes up: a very small one may never end it."""

_INSTRUCTION: Final = "Give the arguments of the tool for the request, as JSON."


def settled(form: Form, offers: Mapping[str, tuple[str, ...]]) -> dict[str, Any] | None:
    """The arguments, when the request leaves no choice; None when the model must say more."""
    wanted = _wanted(form, offers)
    if all(len(offers.get(argument.name, ())) == 1 for argument in wanted):
        return {argument.name: offers[argument.name][0] for argument in wanted}
    return None


def schema(form: Form, offers: Mapping[str, tuple[str, ...]]) -> dict[str, Any]:
    """The JSON schema of the arguments, narrowed: one of what the request offers, where it does,
    no endless strings, no argument that can be done without and that nothing is said of."""
    wanted = _wanted(form, offers)
    return {
        "type": "object",
        "properties": {a.name: _property(a, offers.get(a.name, ())) for a in wanted},
        "required": [a.name for a in wanted],
        "additionalProperties": False,
        **({"$defs": dict(form.definitions)} if form.definitions else {}),
    }


def question(form: Form, request: str) -> list[BaseMessage]:
    """What the model is asked, with the form's example."""
    names = ", ".join(argument.name for argument in form.arguments)
    told: list[BaseMessage] = [
        SystemMessage(f"{_INSTRUCTION}\n{form.name}({names}): {form.summary}")
    ]
    if form.example:
        told += [HumanMessage(form.summary), AIMessage(json.dumps(form.example))]
    return [*told, HumanMessage(request)]


def understood(answer: str, form: Form) -> dict[str, Any] | None:
    """The arguments in the model's answer; None when it is none or lacks what is required."""
    try:
        said: object = json.loads(answer)
    except (ValueError, RecursionError):
        return None
    if not isinstance(said, dict):
        return None
    arguments = cast("dict[str, Any]", said)
    known = {argument.name for argument in form.arguments}
    required = {argument.name for argument in form.arguments if argument.required}
    return arguments if required <= arguments.keys() <= known else None


def _wanted(form: Form, offers: Mapping[str, tuple[str, ...]]) -> list[Argument]:
    return [a for a in form.arguments if a.required or offers.get(a.name)]


def _property(argument: Argument, offered: tuple[str, ...]) -> dict[str, Any]:
    if argument.kind == "other":
        return dict(argument.schema)
    if offered:
        return {"type": "string", "enum": list(offered)}
    return {"type": "string", "minLength": 1, "maxLength": _LONGEST[argument.kind]}
