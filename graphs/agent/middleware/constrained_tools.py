"""Tools for a model that cannot call them itself.

First which tool, or a plain answer; then that tool's arguments, under a JSON schema. The rest of
the agent sees a native call. The plain answer is streamed as if there were no tools.
"""

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import uuid4

from langchain.agents.middleware import AgentMiddleware, ModelRequest, ModelResponse
from langchain_core.messages import AIMessage, ToolCall, ToolMessage

from graphs.agent.constrained.forms import forms
from graphs.agent.constrained.plain_history import COPYING, plain_history, plain_result
from graphs.agent.constrained.propose import propose
from graphs.agent.context import RunContext

LONGEST_REPORT = 400
"""Tokens of an answer to a tool's result: a model that may copy may also copy itself."""


class ConstrainedTools(AgentMiddleware[Any, RunContext, Any]):
    """Find the call that the request needs, if the run's tool mode is "constrained"."""

    async def awrap_model_call(
        self,
        request: ModelRequest[RunContext],
        handler: Callable[[ModelRequest[RunContext]], Awaitable[ModelResponse[Any]]],
    ) -> ModelResponse[Any]:
        """Call a tool, or the model without tools."""
        if request.runtime.context.tool_mode != "constrained":
            return await handler(request)
        proposed = await propose(request.model, request.messages, forms(request.tools))
        if proposed is not None:
            name, arguments = proposed
            call = ToolCall(name=name, args=arguments, id=uuid4().hex)
            return ModelResponse(result=[AIMessage("", tool_calls=[call])])
        told = plain_result(request.messages[-1])
        if told:
            return ModelResponse(result=[AIMessage(told)])
        plain = request.override(messages=plain_history(request.messages), tools=[])
        if isinstance(request.messages[-1], ToolMessage):
            settings = {**COPYING, "max_completion_tokens": LONGEST_REPORT}
            plain = plain.override(model_settings={**request.model_settings, **settings})
        return await handler(plain)
