"""A call that asks pauses the graph: one interrupt a call, typed by the tool's own schema.

Whether it asks is read from the journal, where it was written when the call was proposed; a rule
made or withdrawn since then changes nothing. The answer that resumes the graph decides nothing
either, so there is one only, which means "look again": what runs, and what stands as its result, is
what the journal says (see run_once.py).
"""

from collections.abc import Iterable
from typing import Any

from langchain.agents.middleware import HumanInTheLoopMiddleware, InterruptOnConfig
from langchain.agents.middleware.types import ToolCallRequest
from langchain_core.tools import BaseTool

from graphs.agent.middleware.tool_calls import gate_of


def ask_person(tools: Iterable[BaseTool]) -> HumanInTheLoopMiddleware[Any, Any, Any]:
    """The middleware that pauses for the person."""
    config = InterruptOnConfig(
        allowed_decisions=["approve"],
        description="",
        when=_asks,
    )
    return HumanInTheLoopMiddleware(
        {tool.name: config for tool in tools}, interrupt_mode="per_call", edit_notice=None
    )


def _asks(request: ToolCallRequest) -> bool:
    return gate_of(request).asks(request.tool_call["id"] or "")
