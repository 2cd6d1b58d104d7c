"""An answer that is, as a whole, a tool call typed as text."""

import json
import re
from collections.abc import Collection, Mapping
from typing import Any, Final, cast

_WRAPPINGS: Final = (
    re.compile(r"<tool_call>\s*(.*?)\s*</tool_call>", re.DOTALL),
    re.compile(r"```(?:json|tool_call)?\s*\n(.*?)\n?\s*```", re.DOTALL),
)
_ARGUMENTS: Final = ("arguments", "parameters", "args")


def typed_call(answer: str, names: Collection[str]) -> tuple[str, dict[str, Any]] | None:
    """The tool of `names` and its arguments, when all of `answer` is a call; else None.

    Understood are {"name": ..., "arguments": {...}}, also with "parameters" or "args", and the
    arguments as JSON text, in <tool_call> tags or a code fence or neither.
    """
    text = answer.strip()
    for wrapping in _WRAPPINGS:
        if wrapped := wrapping.fullmatch(text):
            text = wrapped.group(1)
    call = _object(text)
    name = call.get("name") if call else None
    if call is None or not isinstance(name, str) or name not in names:
        return None
    keys = [key for key in _ARGUMENTS if key in call]
    if len(keys) != 1 or call.keys() - {"name", "type", "id", *keys}:
        return None
    given: object = call[keys[0]]
    arguments = _object(given) if isinstance(given, str) else given
    if not isinstance(arguments, dict):
        return None
    return name, cast("dict[str, Any]", arguments)


def _object(text: str) -> Mapping[str, Any] | None:
    try:
        value: object = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return cast("dict[str, Any]", value) if isinstance(value, dict) else None
