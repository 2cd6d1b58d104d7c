"""The chat model all connections share: ChatOpenAI, and what it leaves to its callers.

Imports LangChain: import it only where a model is built.
"""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from typing import Any, cast

from langchain_core.outputs import ChatGenerationChunk
from langchain_openai import ChatOpenAI

from graphs.models.failures import IncompleteAnswer
from graphs.models.patience import Patience


class EndpointChat(ChatOpenAI):
    """A ChatOpenAI that waits no longer than `patience`, and takes no half answer for a whole one.

    Streams only. A server that closes its connection neatly in the middle of an answer looks to
    ChatOpenAI as if the answer were finished; only a finish reason tells.
    """

    patience: Patience

    async def _astream(self, *args: Any, **kwargs: Any) -> AsyncIterator[ChatGenerationChunk]:
        """As the base class; raises TimeoutError and IncompleteAnswer too."""
        began = finished = False
        stream = cast("AsyncGenerator[ChatGenerationChunk]", super()._astream(*args, **kwargs))
        async with aclosing(stream) as chunks:
            while True:
                limit = self.patience.between_tokens if began else self.patience.first_token
                async with asyncio.timeout(limit):
                    chunk = await anext(chunks, None)
                if chunk is None:
                    break
                began = began or _says_something(chunk)
                finished = finished or bool((chunk.generation_info or {}).get("finish_reason"))
                yield chunk
        if not finished:
            raise IncompleteAnswer(began)


def _says_something(chunk: ChatGenerationChunk) -> bool:
    return bool(chunk.message.content or getattr(chunk.message, "tool_call_chunks", None))
