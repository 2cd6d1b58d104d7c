"""What one run of the agent brings along: handed in at each run, never part of the state."""

from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeAlias

from langchain_core.language_models import BaseChatModel

from graphs.errors import ModelError
from graphs.models.tool_mode import ToolMode
from graphs.storage.action_records import Action
from graphs.tools.call import Call, Outcome
from graphs.tools.desk import Desk

RunTool: TypeAlias = Callable[[Action], Awaitable[tuple[str, bool]]]
"""Run the tool as the action says: its text, and whether that tells of a failure."""


class Gate(Protocol):
    """What stands between the tool calls of a run and the tools; graphs.approvals has it."""

    def inside(self, call: Call) -> AbstractAsyncContextManager[None]:
        """While a call is dealt with: proposed first, with its verdict known."""
        ...

    def asks(self, call_id: str) -> bool:
        """Whether the call must pause for the person."""
        ...

    async def outcome(self, call: Call, run: RunTool) -> Outcome | None:
        """What came of the call, run once at most; None while it needs the person."""
        ...

    def keep(self, action_id: str, path: Path) -> None:
        """Keep a before-image of what is at `path`; blocks."""
        ...


@dataclass(frozen=True, slots=True)
class LentModel:
    """A model, lent to runs.

    `context_tokens` is what it can read, question and answer together. `tool_mode` says how it is
    given tools. `translate_error` turns what its client raises into one of our errors.
    """

    model: BaseChatModel
    context_tokens: int
    tool_mode: ToolMode
    translate_error: Callable[[Exception], ModelError]


@dataclass(frozen=True, slots=True)
class RunContext:
    """The model of this run, what its tools work with, and who lets them.

    The first four are those of the LentModel. `facts` is what the person wants remembered.
    `system_prompt` takes the usual one's place unless it is "". `tools` are those that the model
    is given, all for None.
    """

    model: BaseChatModel
    context_tokens: int
    tool_mode: ToolMode
    translate_error: Callable[[Exception], ModelError]
    gate: Gate
    desk: Desk
    facts: tuple[str, ...] = ()
    system_prompt: str = ""
    tools: frozenset[str] | None = None
