"""A tool called by the person: `/write_file notes.txt Buy milk`, or `/write …` for short. Pure."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, cast

from graphs.errors import InvalidArguments
from graphs.storage.action_records import Field

SHORT: Final[Mapping[str, str]] = {
    "list": "list_files",
    "read": "read_file",
    "search": "search_files",
    "time": "current_time",
    "write": "write_file",
    "edit": "edit_file",
    "move": "move_file",
    "delete": "delete_file",
    "run": "run_command",
    "fetch": "fetch_url",
}
"""Short names of tools; a tool whose name is one word needs none."""

_COMMAND = re.compile(r"/([A-Za-z_]+)(?:\s+(.*))?", re.DOTALL)
_QUOTED = re.compile(r"""\s*(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|(\S+))""", re.DOTALL)


@dataclass(frozen=True, slots=True)
class TypedCall:
    """What the person typed, read as a call."""

    tool: str
    arguments: Mapping[str, Any]


def parse(text: str, fields: Mapping[str, Sequence[Field]]) -> TypedCall | None:
    """The call that `text` is, or None when it is a message. `fields` are those of each tool.

    After the name come a JSON object, or the arguments that the tool needs in their order: quoted
    where they hold spaces, but for the last, which takes all that is left. Raises InvalidArguments.
    """
    found = _COMMAND.fullmatch(text.strip())
    if found is None:
        return None
    typed = found[1].lower()
    name = SHORT.get(typed, typed)
    if name not in fields:
        return None
    rest = (found[2] or "").strip()
    if rest.startswith("{"):
        return TypedCall(name, _object(rest))
    return TypedCall(name, _positional(found[1], fields[name], rest))


def _object(text: str) -> dict[str, Any]:
    try:
        given = json.loads(text)
    except ValueError as error:
        raise InvalidArguments("The arguments in braces are not JSON.", "Mend them.") from error
    return cast("dict[str, Any]", given)


def _positional(typed: str, fields: Sequence[Field], rest: str) -> dict[str, Any]:
    wanted = [field for field in fields if field.required] or list(fields[:1])
    arguments: dict[str, Any] = {}
    for place, field in enumerate(wanted):
        if not rest:
            if field.required:
                usage = " ".join(f"<{one.name}>" for one in wanted)
                raise InvalidArguments(
                    f"{field.name.capitalize()} is missing.", f"Write it as /{typed} {usage}."
                )
            break
        last = place == len(wanted) - 1
        word, rest = (_unquoted(rest), "") if last else _first(rest)
        arguments[field.name] = _value(field, word)
    if rest:
        raise InvalidArguments(f"/{typed} takes nothing after it.", "Take the rest away.")
    return arguments


def _first(text: str) -> tuple[str, str]:
    found = _QUOTED.match(text)
    assert found is not None
    double, single, bare = found.groups()
    word = _unescaped(double) if double is not None else single if single is not None else bare
    return word, text[found.end() :].lstrip()


def _unquoted(text: str) -> str:
    found = _QUOTED.fullmatch(text)
    return _first(text)[0] if found and found[3] is None else text


def _unescaped(text: str) -> str:
    return re.sub(r'\\(["\\])', r"\1", text)


def _value(field: Field, word: str) -> str | int | float | bool:
    try:
        match field.kind:
            case "integer":
                return int(word)
            case "number":
                return float(word)
            case "boolean":
                return {"yes": True, "true": True, "no": False, "false": False}[word.lower()]
            case "line" | "text" | "choice":
                return word
    except (ValueError, KeyError) as error:
        raise InvalidArguments(f"{field.name} cannot be {word!r}.", field.description) from error
