"""Blocking work off the event loop."""

import asyncio
from collections.abc import Callable
from typing import Final, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

_PATIENCE: Final = 5.0


async def to_the_end(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Run `work` in a thread. A cancelled caller hears of it once the work is over.

    So nothing still changes files after a stop has been told, unless a disk hangs for long.
    """
    running = asyncio.ensure_future(asyncio.to_thread(work, *args, **kwargs))
    try:
        return await asyncio.shield(running)
    except asyncio.CancelledError:
        await asyncio.wait({running}, timeout=_PATIENCE)
        running.add_done_callback(_seen)
        raise


def _seen(over: "asyncio.Future[T]") -> None:
    """Nobody asks for its error any more."""
    if not over.cancelled():
        over.exception()
