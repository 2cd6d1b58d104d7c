"""One call of a tool as the agent wants it made, and what came of it. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Call:
    """A tool call in an answer: `position` counts from 0 among the answer's `siblings` calls."""

    id: str
    tool: str
    arguments: Mapping[str, Any]
    message_id: str
    position: int
    siblings: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the model is told of a call. `id` is the action's."""

    id: str
    text: str
    failed: bool
