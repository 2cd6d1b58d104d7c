"""What one run of the agent brings along: handed in at each run, never part of the state."""

from collections.abc import Callable
from dataclasses import dataclass

from langchain_openai import ChatOpenAI

from graphs.errors import ModelError
from graphs.models.tool_mode import ToolMode


@dataclass(frozen=True, slots=True)
class RunContext:
    """The model of this run.

    `context_tokens` is what it can read, question and answer together. `tool_mode` says how it is
    given tools. `translate_error` turns what its client raises into one of our errors.
    """

    model: ChatOpenAI
    context_tokens: int
    tool_mode: ToolMode
    translate_error: Callable[[Exception], ModelError]
