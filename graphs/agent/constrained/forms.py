"""A tool as a form: its name, what it is for, an example, and its arguments by kind."""

import ast
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, TypeAlias

from langchain_core.tools import BaseTool
from langchain_core.utils.function_calling import convert_to_openai_tool

Kind: TypeAlias = Literal["path", "url", "command", "text", "other"]

_PATHS: Final = frozenset(
    {"path", "file", "filename", "folder", "directory", "source", "destination", "target"}
)
_URLS: Final = frozenset({"url", "uri", "link"})
_COMMANDS: Final = frozenset({"command", "cmd"})
_EXAMPLE: Final = re.compile(r"^\s*Examples?:\s*(\w+\(.*\))\s*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument. `schema` is its JSON schema as the tool gives it."""

    name: str
    kind: Kind
    required: bool
    schema: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Form:
    """One tool. `summary` is its description's first sentence, `example` the arguments of the call
    that its description shows, or {}. `definitions` are what the schemas of `arguments` refer to.
    """

    name: str
    summary: str
    example: Mapping[str, Any]
    arguments: tuple[Argument, ...]
    definitions: Mapping[str, Any]

    def of_kind(self, kind: Kind) -> tuple[Argument, ...]:
        """The required arguments of that kind."""
        return tuple(a for a in self.arguments if a.required and a.kind == kind)


def forms(tools: Iterable[BaseTool | dict[str, Any]]) -> tuple[Form, ...]:
    """The tools as forms, in their order."""
    return tuple(_form(convert_to_openai_tool(tool)["function"]) for tool in tools)


def name_of(tool: BaseTool | dict[str, Any]) -> str:
    """A tool's name, as a model is told it."""
    return convert_to_openai_tool(tool)["function"]["name"]


def _form(function: Mapping[str, Any]) -> Form:
    description = str(function.get("description", ""))
    parameters: Mapping[str, Any] = function.get("parameters", {})
    properties: Mapping[str, Mapping[str, Any]] = parameters.get("properties", {})
    required = parameters.get("required", ())
    return Form(
        name=function["name"],
        summary=_first_sentence(_EXAMPLE.sub("", description)),
        example=_example(description),
        arguments=tuple(
            Argument(name, _kind(name, schema), name in required, schema)
            for name, schema in properties.items()
        ),
        definitions=parameters.get("$defs", {}),
    )


def _example(description: str) -> dict[str, Any]:
    shown = _EXAMPLE.search(description)
    if shown is None:
        return {}
    try:
        call = ast.parse(shown.group(1), mode="eval").body
        keywords = call.keywords if isinstance(call, ast.Call) else []
        return {k.arg: ast.literal_eval(k.value) for k in keywords if k.arg is not None}
    except (SyntaxError, ValueError):
        return {}


def _first_sentence(description: str) -> str:
    return re.split(r"(?<=[.!?])\s|\n\s*\n", " ".join(description.split()), maxsplit=1)[0]


def _kind(name: str, schema: Mapping[str, Any]) -> Kind:
    if schema.get("type") != "string" or "enum" in schema:
        return "other"
    word = re.split(r"[_\W]+", name.lower())[-1]
    if word in _PATHS:
        return "path"
    if word in _URLS:
        return "url"
    return "command" if word in _COMMANDS else "text"
