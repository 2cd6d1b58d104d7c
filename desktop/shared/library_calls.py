"""The library, off the window's thread."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from graphs import Library

T = TypeVar("T")


class LibraryCalls:
    """Runs calls on the library one after the other, in the order they were made, in a thread.

    It can be handed out before the library is open: calls made until then wait for it.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._library: asyncio.Future[Library] = loop.create_future()
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="library")

    def provide(self, library: "Library") -> None:
        """Let the calls that wait go ahead."""
        self._library.set_result(library)

    async def call(self, function: "Callable[[Library], T]") -> T:
        """The result of `function(library)`; its errors are raised here."""
        library = await asyncio.shield(self._library)
        return await asyncio.get_running_loop().run_in_executor(self._worker, function, library)

    async def close(self) -> None:
        """Finish the calls that have begun, then close the library. No calls afterwards."""
        if self._library.done():
            await self.call(lambda library: library.close())
        self._library.cancel()
        self._worker.shutdown(wait=False)
