"""The only owner of asyncio tasks in the window: starts, cancels and reports them."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


async def run_blocking(function: Callable[..., T], *arguments: object) -> T:
    """Run what blocks or computes for long in a worker thread; its result or error comes back."""
    return await asyncio.get_running_loop().run_in_executor(None, function, *arguments)


class Tasks:
    """Keeps tasks alive until they end, and hands every error of theirs to `report`.

    Belongs to one loop; all methods are called on that loop's thread.
    """

    def __init__(
        self, loop: asyncio.AbstractEventLoop, report: Callable[[BaseException], None]
    ) -> None:
        self._loop = loop
        self._report = report
        self._running: set[asyncio.Task[Any]] = set()
        self._closed = False

    def start(self, work: Coroutine[Any, Any, T]) -> asyncio.Task[T] | None:
        """Start `work`; None, and nothing started, once closed. Works before the loop runs."""
        if self._closed:
            work.close()
            return None
        task = self._loop.create_task(work)
        self._running.add(task)
        task.add_done_callback(self._ended)
        return task

    async def close(self) -> None:
        """Cancel every task and wait until all have ended. Nothing starts afterwards."""
        self._closed = True
        own = asyncio.current_task()
        running = [task for task in self._running if task is not own]
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self._running.discard(task)
        if task.cancelled():
            return
        error = task.exception()
        if error is not None:
            self._report(error)
