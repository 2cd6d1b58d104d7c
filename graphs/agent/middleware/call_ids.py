"""Every tool call gets an id of our own, and none that a model garbled is passed over.

Servers repeat call ids or leave them out, and an id is what the journal knows a call by. Nine
letters and digits: some chat templates refuse any other.
"""

import json
import secrets
import string
from collections.abc import Awaitable, Callable
from typing import Any

from langchain.agents.middleware import AgentMiddleware, ModelRequest, ModelResponse
from langchain_core.messages import AIMessage
from langchain_core.messages.tool import ToolCall, tool_call

from graphs.storage.text import storable

GARBLED = "unreadable"
"""The argument that holds what a model wrote in place of a JSON object; no tool has it."""

_LETTERS = string.ascii_letters + string.digits


def new_id() -> str:
    """An id that no other call has."""
    return "".join(secrets.choice(_LETTERS) for _ in range(9))


def renamed(message: AIMessage) -> None:
    """Give each call of `message` a new id; those it could not write become calls that fail.

    The last call of an answer that reached the model's limit was cut off somewhere: what was there
    has been closed like a whole one.
    """
    calls = [_called(call["name"], call["args"]) for call in message.tool_calls]
    if calls and message.response_metadata.get("finish_reason") == "length":
        calls[-1] = _garbled(calls[-1]["name"], json.dumps(calls[-1]["args"]))
    calls += [_garbled(call["name"], call["args"]) for call in message.invalid_tool_calls]
    message.tool_calls = calls
    message.invalid_tool_calls = []
    message.additional_kwargs.pop("tool_calls", None)
    if isinstance(message.content, list):
        message.content = [
            block
            for block in message.content
            if not (isinstance(block, dict) and block.get("type") in ("tool_call", "tool_use"))
        ]


def _called(name: str, arguments: dict[str, Any]) -> ToolCall:
    text = json.dumps(arguments, ensure_ascii=False)
    if storable(text) != text:
        return _garbled(name, text)
    return tool_call(name=storable(name), args=arguments, id=new_id())


def _garbled(name: str | None, text: str | None) -> ToolCall:
    return tool_call(name=storable(name or ""), args={GARBLED: storable(text or "")}, id=new_id())


class CallIds(AgentMiddleware[Any, Any, Any]):
    """Rename the calls of each answer before it is saved."""

    async def awrap_model_call(
        self,
        request: ModelRequest[Any],
        handler: Callable[[ModelRequest[Any]], Awaitable[ModelResponse[Any]]],
    ) -> ModelResponse[Any]:
        """Rename them."""
        response = await handler(request)
        for message in response.result:
            if isinstance(message, AIMessage):
                renamed(message)
        return response
