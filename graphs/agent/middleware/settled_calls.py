"""No model ever reads a tool call without a result: endpoints answer such a history with 400."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from langchain.agents.middleware import AgentMiddleware, ModelRequest, ModelResponse
from langchain_core.messages import AIMessage, AnyMessage, ToolMessage

STOPPED = "This call was stopped before it had a result."


def unanswered(messages: Sequence[AnyMessage]) -> list[ToolMessage]:
    """A result that says "stopped" for each call in the last assistant message that has none."""
    answered: set[str] = set()
    for message in reversed(messages):
        if isinstance(message, ToolMessage):
            answered.add(message.tool_call_id)
        elif isinstance(message, AIMessage):
            return [
                ToolMessage(
                    STOPPED,
                    id=f"stopped-{message.id}-{call['id']}",
                    tool_call_id=call["id"] or "",
                    name=call["name"],
                    status="error",
                )
                for call in message.tool_calls
                if call["id"] not in answered
            ]
    return []


def settle(messages: Sequence[AnyMessage]) -> list[AnyMessage]:
    """The same history with a result right behind every call that had none."""
    settled: list[AnyMessage] = []
    stretch: list[AnyMessage] = []
    for message in messages:
        if not isinstance(message, ToolMessage):
            settled += [*stretch, *unanswered(stretch)]
            stretch = []
        stretch.append(message)
    return [*settled, *stretch, *unanswered(stretch)]


class SettledCalls(AgentMiddleware[Any, Any, Any]):
    """Show the model a settled history; the state stays as it is."""

    async def awrap_model_call(
        self,
        request: ModelRequest[Any],
        handler: Callable[[ModelRequest[Any]], Awaitable[ModelResponse[Any]]],
    ) -> ModelResponse[Any]:
        """Settle what the model reads."""
        return await handler(request.override(messages=settle(request.messages)))
