"""What a text that begins with a slash may be about to call, and how far it has come. Pure."""

import re
from dataclasses import dataclass
from typing import Final

from graphs import Field, ToolInfo

_COMPLETE: Final = re.compile(r"""\s*(?:"(?:[^"\\]|\\.)*"|'[^']*'|[^\s"']\S*)\s""", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A tool that may be meant.

    Its arguments as they are written: those `before` the one at which the text is, that one, and
    those `after` it. `told` says what the tool does, or what that argument is.
    """

    key: str
    before: str
    present: str
    after: str
    told: str


def suggestions(text: str, tools: tuple[ToolInfo, ...]) -> list[Suggestion]:
    """The tools that `text` may be about to call, the likeliest first.

    Once its arguments are being written there is at most one.
    """
    if not text.startswith("/"):
        return []
    word, space, rest = text[1:].partition(" ")
    word = word.lower()
    if space:
        return [_at(tool, rest) for tool in tools if word and word in (tool.name, tool.short)]
    begins = [
        tool for tool in tools if any(one.startswith(word) for one in (tool.name, tool.short))
    ]
    holds = [tool for tool in tools if word in tool.name and tool not in begins]
    return [_named(tool) for tool in (*begins, *holds)]


def calls(text: str, tools: tuple[ToolInfo, ...]) -> bool:
    """Whether `text` is the name of a tool that needs no more than that."""
    called = [tool for tool in tools if text.lower() in (f"/{tool.name}", f"/{tool.short}")]
    needy = any(field.required for tool in called for field in tool.fields)
    return text != "/" and bool(called) and not needy


def _named(tool: ToolInfo) -> Suggestion:
    return Suggestion(tool.name, "", "", _usage(_wanted(tool)), tool.summary)


def _at(tool: ToolInfo, rest: str) -> Suggestion:
    wanted = _wanted(tool)
    if not wanted or rest.lstrip().startswith("{"):
        return _named(tool)
    place = min(_complete(rest), len(wanted) - 1)
    present = wanted[place]
    return Suggestion(
        tool.name,
        _usage(wanted[:place]),
        _usage((present,)),
        _usage(wanted[place + 1 :]),
        present.description or tool.summary,
    )


def _wanted(tool: ToolInfo) -> tuple[Field, ...]:
    """The arguments that can be written one after the other."""
    return tuple(field for field in tool.fields if field.required) or tool.fields[:1]


def _usage(fields: tuple[Field, ...]) -> str:
    return " ".join(f"<{one.name}>" if one.required else f"[{one.name}]" for one in fields)


def _complete(rest: str) -> int:
    """How many arguments are written to their end."""
    count, place = 0, 0
    while found := _COMPLETE.match(rest, place):
        count, place = count + 1, found.end()
    return count
