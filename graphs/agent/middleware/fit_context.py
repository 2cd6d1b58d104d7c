"""The model reads as much of the conversation's end as its context holds.

The state keeps everything; only the request is shortened. Costs what it keeps, not the length of
the conversation.
"""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from langchain.agents.middleware import AgentMiddleware, ModelRequest, ModelResponse
from langchain_core.messages import AnyMessage, HumanMessage
from langchain_core.messages.utils import count_tokens_approximately

from graphs.agent.context import RunContext
from graphs.errors import MessageTooLong

FOR_THE_ANSWER = 0.25
"""Share of the context that is kept free for the answer."""


def newest_turns(messages: Sequence[AnyMessage], budget: int) -> list[AnyMessage]:
    """The longest run of whole turns at the end whose approximate tokens fit into `budget`.

    Raises MessageTooLong when not even the newest turn fits.
    """
    total = 0
    start = len(messages)
    for index in range(len(messages) - 1, -1, -1):
        total += count_tokens_approximately([messages[index]])
        if total > budget:
            break
        if isinstance(messages[index], HumanMessage):
            start = index
    if start == len(messages) and messages:
        raise MessageTooLong(
            f"The newest message is longer than this model can read (about {budget:,} tokens).",
            "Shorten it, or choose a model with a larger context.",
        )
    return list(messages[start:])


class FitContext(AgentMiddleware[Any, RunContext, Any]):
    """Shorten the request to the run's `context_tokens`, leaving room for the answer.

    Tokens are estimated, and some scripts need several times as many as the estimate says: a
    model that still finds the request too long gets half of it, down to the newest turn.
    """

    async def awrap_model_call(
        self,
        request: ModelRequest[RunContext],
        handler: Callable[[ModelRequest[RunContext]], Awaitable[ModelResponse[Any]]],
    ) -> ModelResponse[Any]:
        """Shorten what the model reads."""
        budget = int(request.runtime.context.context_tokens * (1 - FOR_THE_ANSWER))
        if request.system_message is not None:
            budget -= count_tokens_approximately([request.system_message])
        kept = newest_turns(request.messages, budget)
        while True:
            try:
                return await handler(request.override(messages=kept))
            except MessageTooLong:
                turns = [at for at, message in enumerate(kept) if isinstance(message, HumanMessage)]
                if len(turns) < 2:
                    raise
                kept = kept[turns[len(turns) // 2] :]
