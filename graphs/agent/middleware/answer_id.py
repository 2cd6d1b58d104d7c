"""Every answer gets an id of our own before its first token.

Servers repeat ids or leave them out, and a repeated id would replace an older message in the
state. The id is announced on the custom stream, so streamed text and saved message share it.
"""

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import uuid4

from langchain.agents.middleware import AgentMiddleware, ModelRequest, ModelResponse
from langchain_core.messages import AIMessage

ANSWER = "answer"
"""Key of the custom stream's announcement: the id of the answer that begins now."""


class AnswerId(AgentMiddleware[Any, Any, Any]):
    """Announce an id, then give it to the message the model returns."""

    async def awrap_model_call(
        self,
        request: ModelRequest[Any],
        handler: Callable[[ModelRequest[Any]], Awaitable[ModelResponse[Any]]],
    ) -> ModelResponse[Any]:
        """Name the answer."""
        answer_id = uuid4().hex
        request.runtime.stream_writer({ANSWER: answer_id})
        response = await handler(request)
        for message in response.result:
            if isinstance(message, AIMessage):
                message.id = answer_id
        return response
