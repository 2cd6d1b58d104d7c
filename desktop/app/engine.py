"""The engine: one thread with a standard asyncio loop of its own, on which `graphs` runs.

Calls go down through `Engine.call` and `Engine.evals`; events come up through `Engine.happened`.
Nothing else crosses.
"""

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from threading import Thread
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from graphs import EvalHost, Event, Library, SessionHost

T = TypeVar("T")


class Engine(QObject):
    """Owns the thread and the host of all sessions.

    Signals:
        happened: an Event. Connect with Qt.ConnectionType.QueuedConnection: it is emitted on
            the engine's thread.
    """

    happened = Signal(object)

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__()
        self._host: asyncio.Future[SessionHost] = loop.create_future()
        self._opening: Future[SessionHost] | None = None
        self._library: Library | None = None
        self._evals: EvalHost | None = None
        self._engine_loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._run, name="engine", daemon=True)

    async def open(self, library: "Library") -> None:
        """Start the thread, import LangGraph there and open the host.

        Raises what SessionHost.open raises; calls that wait then fail with the same error.
        Cancelled, it goes on below, for a host that is half open cannot be closed.
        """
        self._library = library
        self._thread.start()
        self._opening = self._below(_open_host(library, self._emit))
        try:
            host = await asyncio.shield(asyncio.wrap_future(self._opening))
        except Exception as error:
            self._host.set_exception(error)
            self._host.exception()  # seen: it is raised here, whether or not someone waits
            raise
        self._host.set_result(host)

    async def call(self, work: "Callable[[SessionHost], Coroutine[Any, Any, T]]") -> T:
        """The result of `work(host)`, run on the engine's loop; its errors are raised here.

        Waits for the host to open. Cancelling the caller cancels the work.
        """
        host = await asyncio.shield(self._host)
        return await asyncio.wrap_future(self._below(work(host)))

    async def evals(self, work: "Callable[[EvalHost], Coroutine[Any, Any, T]]") -> T:
        """The same with the host of all runs of suites, which is made when first asked for."""

        async def below(host: "SessionHost") -> T:
            return await work(self._evals_of(host))

        return await self.call(below)

    async def break_off(self) -> None:
        """End what runs at its last step; all of it can be continued, and the host stays open."""

        async def below(host: "SessionHost") -> None:
            if self._evals is not None:
                await self._evals.close()
            await host.break_off()

        if self._host.done() and not self._host.cancelled() and self._host.exception() is None:
            await self.call(below)

    async def close(self) -> None:
        """Let go of runs, close the host, cancel what is left below and join the thread."""
        self._host.cancel()
        if self._opening is None:
            self._engine_loop.close()
            return
        await asyncio.wrap_future(self._below(self._wind_up(self._opening)))
        self._engine_loop.call_soon_threadsafe(self._engine_loop.stop)
        await asyncio.get_running_loop().run_in_executor(None, self._thread.join)

    def _below(self, work: Coroutine[Any, Any, T]) -> "Future[T]":
        return asyncio.run_coroutine_threadsafe(work, self._engine_loop)

    async def _wind_up(self, opening: "Future[SessionHost]") -> None:
        own = asyncio.current_task()
        await asyncio.gather(asyncio.wrap_future(opening), return_exceptions=True)
        if self._evals is not None:
            await self._evals.close()
        if opening.exception() is None:
            await opening.result().close()
        left = [task for task in asyncio.all_tasks() if task is not own]
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)

    def _evals_of(self, host: "SessionHost") -> "EvalHost":
        from graphs import EvalHost

        if self._evals is None:
            assert self._library is not None, "the host is open, so it was given"
            self._evals = EvalHost(host, self._library)
        return self._evals

    def _emit(self, event: "Event") -> None:
        self.happened.emit(event)

    def _run(self) -> None:
        asyncio.set_event_loop(self._engine_loop)
        try:
            self._engine_loop.run_forever()
            self._engine_loop.run_until_complete(self._engine_loop.shutdown_asyncgens())
            self._engine_loop.run_until_complete(self._engine_loop.shutdown_default_executor())
        finally:
            self._engine_loop.close()


async def _open_host(library: "Library", emit: "Callable[[Event], None]") -> "SessionHost":
    from graphs import SessionHost

    return await SessionHost.open(library, emit)
