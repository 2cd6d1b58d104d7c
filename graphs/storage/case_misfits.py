"""What does not fit in a case that somebody wrote: said in words, with the field it is in."""

from collections.abc import Mapping
from dataclasses import fields
from typing import TYPE_CHECKING, Any, Final, cast, get_args

from graphs.errors import InvalidCase
from graphs.storage.eval_records import Case, Check, CopiedFile, Origin, Recording
from graphs.storage.message_tree import NewMessage
from graphs.storage.records import ToolCall

if TYPE_CHECKING:
    from pydantic import ValidationError

_KINDS: Final[dict[str, type]] = {
    str(check.__dataclass_fields__["kind"].default): check for check in get_args(Check)
}
_WORDS: Final = {
    "bool_parsing": "this has to be true or false",
    "bool_type": "this has to be true or false",
    "dataclass_type": "this has to be an object",
    "float_parsing": "this has to be a number",
    "float_type": "this has to be a number",
    "int_from_float": "this has to be a whole number",
    "int_parsing": "this has to be a whole number",
    "int_type": "this has to be a whole number",
    "missing": "this is missing",
    "string_type": "this has to be text",
    "tuple_type": "this has to be a list",
    "union_tag_invalid": f"there is no such kind; there are {', '.join(_KINDS)}",
    "union_tag_not_found": f"its kind is missing; there are {', '.join(_KINDS)}",
}
"""By pydantic's own names of what is wrong."""


def misfit(error: "ValidationError", *above: str) -> InvalidCase:
    """The first of what is wrong, with the field it is in."""
    first = error.errors(include_url=False, include_input=False, include_context=False)[0]
    field = path(*above, *(part for part in first["loc"] if part not in _KINDS))
    why = _WORDS.get(first["type"]) or first["msg"].replace("Input should be", "this has to be")
    return InvalidCase(f"{field}: {why}.", "", field)


def refuse_unknown(whole: Mapping[str, Any]) -> None:
    """Refuse names that nothing has: they would be lost without a word. Raises InvalidCase."""
    _known(whole, Case)
    named = (("messages", NewMessage), ("recordings", Recording), ("files", CopiedFile))
    for name, of in named:
        for number, one in objects(whole.get(name)):
            _known(one, of, name, number)
            for place, call in objects(one.get("tool_calls")):
                _known(call, ToolCall, name, number, "tool_calls", place)
    for number, one in objects(whole.get("checks")):
        if (of := _KINDS.get(str(one.get("kind")))) is not None:
            _known(one, of, "checks", number)
    origin = whole.get("origin")
    if isinstance(origin, dict):
        _known(cast("dict[str, Any]", origin), Origin, "origin")


def objects(given: object) -> list[tuple[int, dict[str, Any]]]:
    """The objects in a list, each with its place there; none if it is no list."""
    if not isinstance(given, list):
        return []
    every = enumerate(cast("list[object]", given))
    return [(place, cast("dict[str, Any]", one)) for place, one in every if isinstance(one, dict)]


def path(*place: int | str) -> str:
    """Where something stands in a case: checks[0].pattern."""
    named = ""
    for part in place:
        if isinstance(part, int):
            named += f"[{part}]"
        else:
            named += f".{part}" if named else part
    return named


def _known(given: Mapping[str, Any], of: type, *place: int | str) -> None:
    unknown = sorted(given.keys() - {field.name for field in fields(of)})
    if unknown:
        where = path(*place, unknown[0])
        raise InvalidCase(f"{where}: there is no such field.", "", where)
