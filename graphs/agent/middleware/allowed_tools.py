"""Give the model only the tools that its branch may use."""

from collections.abc import Awaitable, Callable
from typing import Any

from langchain.agents.middleware import AgentMiddleware, ModelRequest, ModelResponse
from langchain_core.tools import BaseTool

from graphs.agent.context import RunContext


class AllowedTools(AgentMiddleware[Any, RunContext, Any]):
    """Leave out the others. One that is called all the same is refused when it is proposed."""

    async def awrap_model_call(
        self,
        request: ModelRequest[RunContext],
        handler: Callable[[ModelRequest[RunContext]], Awaitable[ModelResponse[Any]]],
    ) -> ModelResponse[Any]:
        """Give those that are allowed."""
        allowed = request.runtime.context.tools
        if allowed is None:
            return await handler(request)
        tools = [
            tool for tool in request.tools if isinstance(tool, BaseTool) and tool.name in allowed
        ]
        return await handler(request.override(tools=list(tools)))
