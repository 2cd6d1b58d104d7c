"""A tool call as the gate knows it, read from the graph's request."""

from typing import Any, cast

from langchain.agents.middleware.types import ToolCallRequest
from langchain_core.messages import AIMessage, AnyMessage

from graphs.agent.context import Gate, RunContext
from graphs.tools.call import Call


def gate_of(request: ToolCallRequest) -> Gate:
    """The gate of the run."""
    return context_of(request).gate


def context_of(request: ToolCallRequest) -> RunContext:
    """The context of the run."""
    runtime = cast("Any", request.runtime)  # pyright: ignore[reportUnknownMemberType]
    return cast("RunContext", runtime.context)


def call_of(request: ToolCallRequest) -> Call:
    """The call, with its place in the answer that made it."""
    call = request.tool_call
    messages: list[AnyMessage] = request.state["messages"]
    for message in reversed(messages):
        if isinstance(message, AIMessage):
            ids = [sibling["id"] for sibling in message.tool_calls]
            if call["id"] in ids:
                return Call(
                    id=call["id"] or "",
                    tool=call["name"],
                    arguments=call["args"],
                    message_id=message.id or "",
                    position=ids.index(call["id"]),
                    siblings=len(ids),
                )
    return Call(call["id"] or "", call["name"], call["args"], "", 0, 1)
