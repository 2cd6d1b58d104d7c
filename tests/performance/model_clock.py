"""How long a process waits for its model, whoever calls it."""

import time
from collections.abc import AsyncIterator, Iterator
from contextlib import aclosing, contextmanager
from dataclasses import dataclass
from typing import Any


@dataclass(slots=True)
class ModelClock:
    """Seconds spent so far in `ChatOpenAI`: writing requests, waiting, reading chunks."""

    seconds: float = 0.0


@contextmanager
def model_clock() -> Iterator[ModelClock]:
    """Time every streamed call of `ChatOpenAI` and of what is made from it."""
    from langchain_openai import ChatOpenAI

    clock = ModelClock()
    untimed: Any = ChatOpenAI._astream

    async def timed(self: ChatOpenAI, *args: Any, **kwargs: Any) -> AsyncIterator[Any]:
        async with aclosing(untimed(self, *args, **kwargs)) as chunks:
            while True:
                began = time.perf_counter()
                chunk = await anext(chunks, None)
                clock.seconds += time.perf_counter() - began
                if chunk is None:
                    return
                yield chunk

    ChatOpenAI._astream = timed
    try:
        yield clock
    finally:
        ChatOpenAI._astream = untimed
