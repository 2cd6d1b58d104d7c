"""The engine: one thread with a standard asyncio loop of its own, on which `graphs` runs.

Calls go down through `Engine.call`; events come up through `Engine.happened`. Nothing else
crosses.
"""

import asyncio
from collections.abc import Callable, Coroutine
from threading import Thread
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from graphs import Event, Library, SessionHost

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
        self._engine_loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._run, name="engine", daemon=True)

    async def open(self, library: "Library") -> None:
        """Start the thread, import LangGraph there and open the host.

        Raises what SessionHost.open raises; calls that wait then fail with the same error.
        """
        self._thread.start()
        try:
            host = await self._below(_open_host(library, self._emit))
        except BaseException as error:
            if not self._host.done() and isinstance(error, Exception):
                self._host.set_exception(error)
                self._host.exception()
            raise
        self._host.set_result(host)

    async def call(self, work: "Callable[[SessionHost], Coroutine[Any, Any, T]]") -> T:
        """The result of `work(host)`, run on the engine's loop; its errors are raised here.

        Waits for the host to open. Cancelling the caller cancels the work.
        """
        host = await asyncio.shield(self._host)
        return await self._below(work(host))

    async def close(self) -> None:
        """Close the host, cancel what is left below and join the thread."""
        if not self._thread.is_alive():
            self._engine_loop.close()
            return
        await self._below(self._wind_up())
        self._engine_loop.call_soon_threadsafe(self._engine_loop.stop)
        await asyncio.get_running_loop().run_in_executor(None, self._thread.join)

    async def _below(self, work: Coroutine[Any, Any, T]) -> T:
        return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(work, self._engine_loop))

    async def _wind_up(self) -> None:
        own = asyncio.current_task()
        if self._host.done() and not self._host.cancelled() and self._host.exception() is None:
            await self._host.result().close()
        left = [task for task in asyncio.all_tasks() if task is not own]
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)

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
