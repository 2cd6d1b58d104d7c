"""What the rest of Cairn needs to know of a tool: whether it asks, and what it would do."""

import inspect
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from typing import Annotated, Any, Final, Literal, TypeAlias, TypeVar, cast

from langchain.tools import ToolRuntime
from langchain_core.tools import BaseTool, StructuredTool
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator
from pydantic.config import JsonDict
from pydantic_core import ErrorDetails, PydanticCustomError

from graphs.errors import ToolError
from graphs.storage.action_records import Field as FormField
from graphs.storage.action_records import Preview
from graphs.storage.text import evident
from graphs.tools.workspace import Workspace

Scope: TypeAlias = Literal["folder", "command", "host", "none"]
Previewer: TypeAlias = Callable[[Workspace, Mapping[str, Any]], Preview]
Evidence: TypeAlias = Callable[[Workspace, Mapping[str, Any], str], tuple[str, ...]]

QUICK: Final = 30.0
"""Seconds that a tool may take that works on this computer's files."""

_LONGEST: Final = 1_000_000
_TITLE: Final = 80
_OURS: Final = "said"
_MULTILINE: Final[JsonDict] = {"contentMediaType": "text/plain"}


@dataclass(frozen=True, slots=True)
class ToolSpec:
    """A tool, and what is known of it.

    `tool` has the name, description and arguments that the model is told. `asks`: it changes
    something, so it needs a decision. `scope` is what a rule's pattern means for it, and
    `subject` the path (relative to the workspace, as given), command or host that a call is
    about, "" if none. `subjects` are all that a call would touch, for rules: the full paths with
    `/` between, the command, or the host; () if the call could not run.

    `preview` tells what would happen. It blocks and never raises: what is wrong is its `warning`.
    `evidence` tells, as sentences, what can be checked now of a call that may have run; its third
    argument is the call's id. It blocks and never raises. `seconds` is how long a call may take.
    """

    tool: BaseTool
    asks: bool
    scope: Scope
    preview: Previewer
    evidence: Evidence
    subject: Callable[[Mapping[str, Any]], str]
    subjects: Callable[[Workspace, Mapping[str, Any]], tuple[str, ...]]
    seconds: float


class Arguments(BaseModel):
    """The arguments of a tool: those it has, and no others."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _without_runtime(cls, given: object) -> object:
        """LangGraph hands the runtime in among the arguments; no model can make one."""
        if not isinstance(given, dict):
            return given
        arguments = cast("dict[str, Any]", given)
        return {
            name: value
            for name, value in arguments.items()
            if not (name == "runtime" and isinstance(value, ToolRuntime))
        }


def _storable(text: str) -> str:
    if any("\ud800" <= letter <= "\udfff" for letter in text):
        raise PydanticCustomError(_OURS, "This holds half a character, which cannot be written.")
    if len(text) > _LONGEST:
        raise PydanticCustomError(_OURS, "This is too long: at most 1,000,000 characters.")
    return text


def _not_blank(text: str) -> str:
    if not text.strip():
        raise PydanticCustomError(_OURS, "This is empty.")
    return _storable(text)


# Limits are no part of the schema: a constrained model turns each into a grammar of that size.
Line: TypeAlias = Annotated[str, AfterValidator(_not_blank)]
"""One line that says something."""
Words: TypeAlias = Annotated[str, AfterValidator(_not_blank), Field(json_schema_extra=_MULTILINE)]
"""Text of several lines that says something."""
Content: TypeAlias = Annotated[str, AfterValidator(_storable), Field(json_schema_extra=_MULTILINE)]
"""Text of several lines, which may be empty."""


A = TypeVar("A", bound=Arguments)


def tool_of(function: Callable[..., Awaitable[str]], arguments: type[Arguments]) -> BaseTool:
    """The tool that runs `function`; its name and docstring are what the model is told."""
    return StructuredTool.from_function(
        coroutine=function,
        name=function.__name__,
        description=inspect.getdoc(function),
        args_schema=arguments,
    )


def read_only(tool: BaseTool, verb: str, of: str = "", path: str = "") -> ToolSpec:
    """A tool that changes nothing, so that it runs by itself.

    `verb` and the argument `of` say in a few words what it does; the argument `path` is the file
    or folder that it reads, if it reads any.
    """

    def preview(_: Workspace, arguments: Mapping[str, Any]) -> Preview:
        what = str(arguments.get(of, "")).strip().partition("\n")[0][:_TITLE]
        if path and what in ("", "."):
            what = "the workspace"
        title = evident(f"{verb} {what}".strip())
        return Preview(title, "Only reads; nothing changes.", undo=False)

    return ToolSpec(
        tool=tool,
        asks=False,
        scope="folder" if path else "none",
        preview=preview,
        evidence=nothing_to_see,
        subject=subject_of(path) if path else no_subject,
        subjects=paths_of(path, default=".") if path else no_subjects,
        seconds=QUICK,
    )


def subject_of(name: str) -> Callable[[Mapping[str, Any]], str]:
    """A call's subject: its argument of that name."""

    def subject(arguments: Mapping[str, Any]) -> str:
        return str(arguments.get(name, ""))

    return subject


def paths_of(
    *names: str, default: str = ""
) -> Callable[[Workspace, Mapping[str, Any]], tuple[str, ...]]:
    """A call's subjects: the full paths that its arguments of those names stand for."""

    def subjects(workspace: Workspace, arguments: Mapping[str, Any]) -> tuple[str, ...]:
        given = [str(arguments.get(name, default)) for name in names]
        try:
            return tuple(workspace.resolve(path).as_posix() for path in given)
        except ToolError:
            return ()

    return subjects


def no_subject(_: Mapping[str, Any]) -> str:
    """The subject of a call that is about nothing a rule could be narrowed to."""
    return ""


def no_subjects(_: Workspace, __: Mapping[str, Any]) -> tuple[str, ...]:
    """The subjects of such a call."""
    return ()


def fields_of(spec: ToolSpec) -> tuple[FormField, ...]:
    """The arguments as a form shows them, in the schema's order."""
    schema = _model(spec.tool).model_json_schema()
    required = schema.get("required", ())
    properties = cast("dict[str, dict[str, Any]]", schema.get("properties", {}))
    return tuple(
        FormField(
            name=name,
            kind=_kind(described),
            required=name in required,
            description=described.get("description", ""),
            choices=tuple(str(choice) for choice in described.get("enum", ())),
        )
        for name, described in properties.items()
    )


def invalid(spec: ToolSpec, arguments: Mapping[str, Any]) -> dict[str, str]:
    """What is wrong with arguments: a sentence for each field; "" is what belongs to none."""
    try:
        _model(spec.tool).model_validate(dict(arguments))
    except ValidationError as error:
        return _sentences(error, spec.tool.name)
    return {}


def previewed(
    title: str, arguments: type[A], preview: Callable[[Workspace, A], Preview]
) -> Previewer:
    """`preview` of arguments that fit, with what is wrong told as a warning under `title`."""

    def seen(workspace: Workspace, given: Mapping[str, Any]) -> Preview:
        try:
            return _evident(preview(workspace, arguments.model_validate(dict(given))))
        except ToolError as error:
            return Preview(title, "", undo=False, warning=evident(str(error)))
        except ValidationError:
            return Preview(title, "", undo=False, warning="The arguments do not fit the tool.")

    return seen


def evidenced(arguments: type[A], evidence: Callable[[Workspace, A], tuple[str, ...]]) -> Evidence:
    """`evidence` of arguments that fit; what cannot be checked is told as such."""

    def seen(workspace: Workspace, given: Mapping[str, Any], _: str) -> tuple[str, ...]:
        try:
            return evidence(workspace, arguments.model_validate(dict(given)))
        except ToolError as error:
            return (str(error),)
        except ValidationError:
            return ()

    return seen


def nothing_to_see(_: Workspace, __: Mapping[str, Any], ___: str) -> tuple[str, ...]:
    """The evidence of a call that leaves no trace on this computer."""
    return ()


def _evident(preview: Preview) -> Preview:
    """Nothing in a preview looks like something else than it is."""
    return replace(
        preview,
        title=evident(preview.title),
        sentence=evident(preview.sentence),
        warning=evident(preview.warning),
        diff=tuple(replace(line, text=evident(line.text)) for line in preview.diff),
    )


def _model(tool: BaseTool) -> type[BaseModel]:
    model = tool.args_schema
    if not (isinstance(model, type) and issubclass(model, BaseModel)):
        raise TypeError(f"{tool.name} has no model of its arguments")
    return model


def _kind(
    described: Mapping[str, Any],
) -> Literal["line", "text", "integer", "number", "boolean", "choice"]:
    if "enum" in described:
        return "choice"
    match described.get("type"):
        case "integer":
            return "integer"
        case "number":
            return "number"
        case "boolean":
            return "boolean"
        case _:
            return "text" if "contentMediaType" in described else "line"


def _sentences(error: ValidationError, name: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for detail in error.errors(include_url=False, include_input=False):
        where = str(detail["loc"][0]) if detail["loc"] else ""
        if detail["type"] == "extra_forbidden":
            found[""] = f'{found.get("", "")} {name} has no argument "{where}".'.strip()
        else:
            found[where] = _sentence(detail)
    return found


def _sentence(detail: ErrorDetails) -> str:
    limits = detail.get("ctx", {})
    match detail["type"]:
        case "missing":
            return "This is needed."
        case "string_type":
            return "This has to be text."
        case "int_type" | "int_parsing" | "int_from_float":
            return "This has to be a whole number."
        case "bool_type" | "bool_parsing":
            return "This has to be true or false."
        case "greater_than_equal":
            return f"This has to be {limits.get('ge')} or more."
        case "less_than_equal":
            return f"This has to be {limits.get('le')} or less."
        case _:
            return detail["msg"]
