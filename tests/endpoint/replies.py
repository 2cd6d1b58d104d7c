"""What the endpoint can answer. The package's docstring says what each does."""

import re
from dataclasses import dataclass
from typing import Literal, TypeAlias


@dataclass(frozen=True, slots=True)
class Text:
    text: str
    tokens_per_second: float | None = None
    tokens_per_event: int = 1
    bytes_per_write: int | None = None
    finish_reason: str = "stop"
    ending: Literal["whole", "broken", "cut", "hang", "fault"] = "whole"
    after: int = 3


@dataclass(frozen=True, slots=True)
class Echo:
    style: Text = Text("")


@dataclass(frozen=True, slots=True)
class ToolCall:
    name: str
    arguments: str = "{}"
    call_id: str = "call_1"


@dataclass(frozen=True, slots=True)
class ToolCalls:
    """Several calls in one answer, after some words."""

    calls: tuple[ToolCall, ...]
    text: str = ""
    finish_reason: str = "tool_calls"


@dataclass(frozen=True, slots=True)
class Status:
    code: int
    message: str = "scripted failure"
    error_code: str | None = None
    retry_after: str | None = None
    location: str | None = None


@dataclass(frozen=True, slots=True)
class Hang:
    pass


@dataclass(frozen=True, slots=True)
class Garbage:
    kind: Literal["json", "event", "html", "bytes"] = "json"


@dataclass(frozen=True, slots=True)
class Drop:
    pass


Reply: TypeAlias = Text | Echo | ToolCall | ToolCalls | Status | Hang | Garbage | Drop


def tokens_of(text: str) -> list[str]:
    """`text` in words, each with the blanks before it; joined they are the text."""
    return re.findall(r"\s*\S+|\s+$", text)


def numbered_words(count: int) -> str:
    """ "w1 w2 w3 ...": whoever sees a part of it knows which part."""
    return " ".join(f"w{n}" for n in range(1, count + 1))
