import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from graphs import Conversation, ConversationStatus, SessionHost

T = TypeVar("T")


class NoEngine:
    """An engine that is never up."""

    async def call(self, work: Callable[[SessionHost], Coroutine[Any, Any, T]]) -> T:
        return await asyncio.Future[T]()

    async def evals(self, work: Callable[[Any], Coroutine[Any, Any, T]]) -> T:
        return await asyncio.Future[T]()


def conversation(
    number: int,
    updated_at: float = 0.0,
    title: str = "",
    status: ConversationStatus = ConversationStatus.IDLE,
) -> Conversation:
    """A conversation with everything that a row can show."""
    return Conversation(
        id=f"c{number}",
        title=title or f"Title {number}",
        created_at=0.0,
        updated_at=updated_at,
        status=status,
        branch_id=f"b{number}",
    )
