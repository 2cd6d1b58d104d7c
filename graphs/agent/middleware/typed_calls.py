"""A tool call that the model typed as its answer becomes one.

Only in the message that is kept: what was streamed stays on screen until then.
"""

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import uuid4

from langchain.agents.middleware import AgentMiddleware, ModelRequest, ModelResponse
from langchain_core.messages import AIMessage, BaseMessage

from graphs.agent.constrained.forms import name_of
from graphs.agent.constrained.typed_calls import typed_call
from graphs.agent.context import RunContext


class TypedCalls(AgentMiddleware[Any, RunContext, Any]):
    """Turn an answer that is nothing but a call of a tool it was told of into that call."""

    async def awrap_model_call(
        self,
        request: ModelRequest[RunContext],
        handler: Callable[[ModelRequest[RunContext]], Awaitable[ModelResponse[Any]]],
    ) -> ModelResponse[Any]:
        """Look at what the model said."""
        response = await handler(request)
        names = {name_of(tool) for tool in request.tools}
        response.result = [_called(message, names) for message in response.result]
        return response


def _called(message: BaseMessage, names: set[str]) -> BaseMessage:
    if not isinstance(message, AIMessage) or message.tool_calls:
        return message
    call = typed_call(message.text, names)
    if call is None:
        return message
    name, arguments = call
    calls = [{"name": name, "args": arguments, "id": uuid4().hex, "type": "tool_call"}]
    return message.model_copy(update={"content": "", "tool_calls": calls})
