"""Two messages of the person in a row are read as one.

They follow each other when a turn was stopped or left before its answer, and the chat templates of
many small models refuse roles that do not alternate.
"""

from collections.abc import Awaitable, Callable
from typing import Any

from langchain.agents.middleware import AgentMiddleware, ModelRequest, ModelResponse
from langchain_core.messages import (
    merge_message_runs,  # pyright: ignore[reportUnknownVariableType]
)


class AlternatingRoles(AgentMiddleware[Any, Any, Any]):
    """Merge runs of one role in what the model reads; the state stays as it is."""

    async def awrap_model_call(
        self,
        request: ModelRequest[Any],
        handler: Callable[[ModelRequest[Any]], Awaitable[ModelResponse[Any]]],
    ) -> ModelResponse[Any]:
        """Merge them."""
        merged = merge_message_runs(request.messages, chunk_separator="\n\n")
        return await handler(request.override(messages=merged))  # pyright: ignore[reportArgumentType]
