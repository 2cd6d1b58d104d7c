"""A tool call is in the journal, with its verdict, before anything else happens to it."""

from collections.abc import Awaitable, Callable
from typing import Any

from langchain.agents.middleware import AgentMiddleware
from langchain.agents.middleware.types import ToolCallRequest
from langchain_core.messages import ToolMessage
from langgraph.types import Command

from graphs.agent.middleware.tool_calls import call_of, gate_of


class ProposeFirst(AgentMiddleware[Any, Any, Any]):
    """Hold each call inside the run's gate for as long as it is dealt with."""

    async def awrap_tool_call(
        self,
        request: ToolCallRequest,
        handler: Callable[[ToolCallRequest], Awaitable[ToolMessage | Command[Any]]],
    ) -> ToolMessage | Command[Any]:
        """Propose it."""
        async with gate_of(request).inside(call_of(request)):
            return await handler(request)
