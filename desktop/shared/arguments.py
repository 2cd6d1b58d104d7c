"""The arguments of a call, to be read by people. Pure."""

import json
from typing import cast


def written(arguments: str) -> str:
    """A call's arguments, JSON text, as people write them: one a line, texts without quotes."""
    try:
        found = json.loads(arguments)
    except ValueError:
        return arguments
    if not isinstance(found, dict):
        return arguments
    given = cast("dict[str, object]", found)
    return "\n".join(f"{name}: {_value(value)}" for name, value in given.items())


def _value(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
