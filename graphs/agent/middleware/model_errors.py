"""A model call ends in an answer or in one of our typed errors; a busy model is asked again.

Asked again only while nothing of the answer has been seen: what was on screen is never replaced
by another try without the person's word.
"""

import asyncio
import random
from collections.abc import Awaitable, Callable
from typing import Any

from langchain.agents.middleware import AgentMiddleware, ModelRequest, ModelResponse

from graphs.agent.context import RunContext
from graphs.errors import CairnError, ModelBusy

RETRY = "retry"
"""Key of the custom stream's announcement that a call is made again."""

TRIES = 5
FIRST_WAIT_SECONDS = 1.0
LONGEST_WAIT_SECONDS = 60.0


def wait_seconds(attempt: int, wished: float | None) -> float:
    """How long to wait after try `attempt` (from 1): the server's wish, or doubling with jitter."""
    if wished is not None:
        return min(wished, LONGEST_WAIT_SECONDS)
    doubled = FIRST_WAIT_SECONDS * 2 ** (attempt - 1)
    return min(doubled, LONGEST_WAIT_SECONDS) * random.uniform(0.8, 1.2)  # noqa: S311


class ModelErrors(AgentMiddleware[Any, RunContext, Any]):
    """Translate what the run's client raises; wait and try again on ModelBusy."""

    async def awrap_model_call(
        self,
        request: ModelRequest[RunContext],
        handler: Callable[[ModelRequest[RunContext]], Awaitable[ModelResponse[Any]]],
    ) -> ModelResponse[Any]:
        """Call the model."""
        for attempt in range(1, TRIES + 1):
            try:
                return await handler(request)
            except CairnError:
                raise
            except Exception as raised:
                error = request.runtime.context.translate_error(raised)
                if not isinstance(error, ModelBusy) or attempt == TRIES:
                    raise error from raised
                seconds = wait_seconds(attempt, error.retry_after)
                request.runtime.stream_writer(
                    {RETRY: {"reason": error.sentence, "seconds": seconds, "attempt": attempt}}
                )
                await asyncio.sleep(seconds)
        raise AssertionError("the last try returns or raises")
