"""How a model is given tools, and how that is found out for a new endpoint."""

import json
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

from graphs.errors import ModelError

if TYPE_CHECKING:
    from langchain_openai import ChatOpenAI

ToolMode: TypeAlias = Literal["native", "constrained", "off"]
"""native: bound to the model, which calls them itself. constrained: chosen and filled in under
JSON schemas, for models that cannot. off: the model is told of no tool."""

_CLOCK: Final[dict[str, Any]] = {
    "type": "function",
    "function": {
        "name": "current_time",
        "description": "Tell the current local date and time.",
        "parameters": {"type": "object", "properties": {}, "additionalProperties": False},
    },
}
_COLOURS: Final = ("umber", "teal")
_COLOUR: Final[dict[str, Any]] = {
    "type": "json_schema",
    "json_schema": {
        "name": "colour",
        "strict": True,
        "schema": {
            "type": "object",
            "properties": {"colour": {"type": "string", "enum": list(_COLOURS)}},
            "required": ["colour"],
            "additionalProperties": False,
        },
    },
}

_LONGEST: Final = 1_024
"""Tokens of one answer: some models think before they call."""

_MAY_LACK_IT: Final = frozenset({400, 404, 422, 500, 501})
"""Statuses by which servers refuse tools or schemas that they do not know."""


async def probe(
    model: "ChatOpenAI", translate_error: Callable[[Exception], ModelError]
) -> ToolMode:
    """Find out how `model` takes tools, by one to three short requests.

    A call of a bound tool that comes back as one is "native"; else a schema that the answer keeps
    to is "constrained"; else "off". Raises ModelError, made by `translate_error`, when the server
    does not answer at all (down, wrong key, busy): then nothing is known, and nothing should be
    remembered.
    """
    try:
        if await _has(_calls(model)):
            return "native"
        if await _has(_keeps_to_a_schema(model)):
            return "constrained"
        await model.bind(max_completion_tokens=1).ainvoke("Say hello.")
    except Exception as error:
        raise translate_error(error) from error
    return "off"


async def _calls(model: "ChatOpenAI") -> bool:
    bound = model.bind(tools=[_CLOCK], max_completion_tokens=_LONGEST)
    answer = await bound.ainvoke("What time is it now? Call the tool current_time to find out.")
    return any(call["name"] == "current_time" for call in answer.tool_calls)


async def _keeps_to_a_schema(model: "ChatOpenAI") -> bool:
    """Asked for something that no answer would put into this JSON by itself."""
    bound = model.bind(response_format=_COLOUR, max_completion_tokens=_LONGEST)
    answer = await bound.ainvoke("Say hello.")
    try:
        said = json.loads(answer.text)
    except ValueError:
        return False
    return said in [{"colour": colour} for colour in _COLOURS]


async def _has(trial: Awaitable[bool]) -> bool:
    """What the trial found; False when the server refuses such a request or cannot end it."""
    import openai

    try:
        return await trial
    except openai.LengthFinishReasonError:
        return False
    except openai.APIStatusError as error:
        if error.status_code in _MAY_LACK_IT:
            return False
        raise
