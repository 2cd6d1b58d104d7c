"""The real app with a watch on its window's loop: opens a conversation, asks, counts, ends.

    python -m tests.performance.probes.streaming_window SECONDS

Prints one line of JSON with the fields of tests.performance.streaming.Streaming. The person's part
is played through the slots that the page's keys and buttons call.
"""

import asyncio
import json
import os
import resource
import sys
import time
import traceback
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer

from desktop.app import startup, wiring
from tests.performance.streaming import CONVERSATION

SETTLING_SECONDS = 2.0
QUIET_SECONDS = 3.0
PATIENCE_SECONDS = 60.0


class Heartbeat(QObject):
    """A timer of one millisecond on the window's loop.

    Attributes:
        longest: the longest time between two beats, in seconds.
        busiest: the most that the window's thread worked between two beats, in seconds.
    """

    def __init__(self) -> None:
        super().__init__()
        self.restart()
        timer = QTimer(self, interval=1, timerType=Qt.TimerType.PreciseTimer)
        timer.timeout.connect(self._beat)
        timer.start()

    def restart(self) -> None:
        """Forget what was counted."""
        self.longest = self.busiest = 0.0
        self._last = time.perf_counter(), time.thread_time()

    def _beat(self) -> None:
        now = time.perf_counter(), time.thread_time()
        self.longest = max(self.longest, now[0] - self._last[0])
        self.busiest = max(self.busiest, now[1] - self._last[1])
        self._last = now


class Watched(wiring.Window):
    """The window with somebody at it."""

    def _on_library(self, library):
        super()._on_library(library)
        self._tasks.start(self._sit())

    async def _sit(self) -> None:
        try:
            watched = await self._watch(float(sys.argv[1]))
            sys.stdout.write(json.dumps(watched) + "\n")
            sys.stdout.flush()
            os._exit(0)
        finally:
            traceback.print_exc()
            os._exit(1)

    async def _watch(self, seconds: float) -> dict[str, float]:
        chat = self._chat
        ready = chat.State.READY
        await _until(lambda: chat.ready and chat.state == ready, "the start")
        chat.open("")
        await asyncio.sleep(SETTLING_SECONDS)
        began = time.perf_counter()
        chat.open(CONVERSATION)
        await _until(lambda: chat.state == ready and chat.transcript.rowCount() > 1, "opening")
        await self._next_frame()
        opened = time.perf_counter() - began
        while chat.hasEarlier:
            rows = chat.transcript.rowCount()
            chat.loadEarlier()
            await _until(lambda: chat.transcript.rowCount() > rows, "earlier messages")  # noqa: B023
        await asyncio.sleep(SETTLING_SECONDS)
        heartbeat = Heartbeat()
        await asyncio.sleep(QUIET_SECONDS)
        quiet = heartbeat.longest
        rows = chat.transcript.rowCount()
        chat.send("And then?")
        await _until(lambda: chat.running and chat.transcript.rowCount() > rows + 1, "the answer")
        heartbeat.restart()
        await asyncio.sleep(seconds)
        assert chat.running, "the answer ended too soon"
        return {
            "opened": opened,
            "gap": heartbeat.longest,
            "busiest": heartbeat.busiest,
            "quiet_gap": quiet,
            "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
            "rows": rows,
        }

    async def _next_frame(self) -> None:
        shown = asyncio.get_running_loop().create_future()
        single = Qt.ConnectionType.SingleShotConnection
        self.quick.frameSwapped.connect(lambda: shown.done() or shown.set_result(None), single)
        self.quick.update()
        await shown


async def _until(true: Callable[[], bool], what: str) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while not true():
        if time.monotonic() > end:
            raise TimeoutError(what)
        await asyncio.sleep(0.001)


if __name__ == "__main__":
    began = time.perf_counter()
    startup.Window = Watched
    startup.main(began)
