"""A call that asks pauses the graph: one interrupt a call.

Whether it asks is read from the journal, where it was written when the call was proposed; a rule
made or withdrawn since then changes nothing. The answer that resumes the graph decides nothing
either, so there is one only, which means "look again": what runs, and what stands as its result, is
what the journal says (see run_once.py).
"""

from collections.abc import Iterable
from typing import Any

from langchain.agents.middleware import (
    AgentMiddleware,
    HumanInTheLoopMiddleware,
    InterruptOnConfig,
)
from langchain.agents.middleware.types import ToolCallRequest
from langchain_core.tools import BaseTool

from graphs.agent.middleware.tool_calls import gate_of


class AskPerson(HumanInTheLoopMiddleware[Any, Any, Any]):
    """Pause for the person, one interrupt a call."""

    # With an interrupt a call these do nothing, but each would be a step more of every answer.
    after_model = AgentMiddleware.after_model  # pyright: ignore
    aafter_model = AgentMiddleware.aafter_model  # pyright: ignore

    def __init__(self, tools: Iterable[BaseTool]) -> None:
        config = InterruptOnConfig(allowed_decisions=["approve"], description="", when=_asks)
        on: dict[str, bool | InterruptOnConfig] = {tool.name: config for tool in tools}
        super().__init__(on, interrupt_mode="per_call", edit_notice=None)


def _asks(request: ToolCallRequest) -> bool:
    return gate_of(request).asks(request.tool_call["id"] or "")
