"""The answer while it is being written: on disk before it is on screen.

A kill at any moment leaves in the database all that was told to whoever watches. The writes do not
wait for the disk's own cache (they survive a kill, and are gone at most with the power), so thirty
of them a second cost little.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

SECONDS_BETWEEN = 1 / 30

T = TypeVar("T")

Persist = Callable[[str, str], Awaitable[None]]
"""Save more text of the message with this id."""

Tell = Callable[[str, str], None]
"""Tell of more text of the message with this id."""


class StreamedText:
    """Gathers the text of one answer at a time and lets it out at most thirty times a second."""

    def __init__(self, persist: Persist, tell: Tell) -> None:
        self._persist = persist
        self._tell = tell
        self._message_id = ""
        self._gathered: list[str] = []
        self._last = float("-inf")

    async def begin(self, message_id: str) -> None:
        """From here on the text belongs to `message_id`."""
        await self.flush()
        self._message_id = message_id

    def add(self, text: str) -> None:
        """Gather more text."""
        if text:
            self._gathered.append(text)

    def seconds_left(self) -> float | None:
        """How long the gathered text may still wait; None when there is none."""
        if not self._gathered:
            return None
        return max(0.0, self._last + SECONDS_BETWEEN - time.monotonic())

    async def flush(self) -> None:
        """Save what is gathered, then tell of it."""
        if not self._gathered:
            return
        text = "".join(self._gathered)
        self._gathered.clear()
        await self._persist(self._message_id, text)
        self._tell(self._message_id, text)
        self._last = time.monotonic()

    async def next_part(self, parts: "asyncio.Queue[T]") -> T:
        """The next part of the run, with the gathered text let out when its time comes before."""
        while True:
            try:
                async with asyncio.timeout(self.seconds_left()):
                    return await parts.get()
            except TimeoutError:
                await self.flush()
