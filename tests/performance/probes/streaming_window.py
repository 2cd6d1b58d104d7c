"""The real app with a watch on its window's loop: opens a conversation, asks, counts, ends.

    python -m tests.performance.probes.streaming_window SECONDS

Prints one line of JSON with the fields of tests.performance.streaming.Streaming. The person's part
is played through the slots that the page's keys and buttons call.
"""

import asyncio
import json
import os
import resource
import runpy
import sys
import time
import traceback
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer

from desktop.app import wiring
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


class Visited(wiring.App):
    """The app, with somebody at its window from the moment the model can be asked."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._frames = 0
        self._window.quick.frameSwapped.connect(self._drawn)
        self._tasks.start(self._sit())

    def _drawn(self) -> None:
        self._frames += 1

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
        await _until(lambda: chat.ready and self._opened(), "the start")
        chat.open("")
        await asyncio.sleep(SETTLING_SECONDS)
        began = time.perf_counter()
        chat.open(CONVERSATION)
        await _until(self._opened, "the conversation")
        frames = self._frames
        self._window.quick.update()
        await _until(lambda: self._frames > frames, "its frame")
        opened = time.perf_counter() - began
        while chat.hasEarlier:
            rows = chat.transcript.rowCount()
            chat.loadEarlier()
            await _until(lambda: chat.transcript.rowCount() > rows, "earlier messages")  # noqa: B023
        await asyncio.sleep(SETTLING_SECONDS)
        heartbeat = Heartbeat()
        await asyncio.sleep(QUIET_SECONDS)
        quiet_gap = heartbeat.longest
        rows = chat.transcript.rowCount()
        chat.send("And then?")
        await _until(lambda: chat.running and chat.transcript.rowCount() > rows + 1, "the answer")
        heartbeat.restart()
        frames = self._frames
        await asyncio.sleep(seconds)
        assert chat.running, "the answer ended too soon"
        return {
            "opened": opened,
            "gap": heartbeat.longest,
            "busiest": heartbeat.busiest,
            "quiet_gap": quiet_gap,
            "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
            "rows": rows,
            "frames_per_second": (self._frames - frames) / seconds,
        }

    def _opened(self) -> bool:
        chat = self._chat
        return chat.conversationId == CONVERSATION and chat.transcript.rowCount() > 1


async def _until(true: Callable[[], bool], what: str) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while not true():
        if time.monotonic() > end:
            raise TimeoutError(what)
        await asyncio.sleep(0.001)


if __name__ == "__main__":
    wiring.App = Visited
    runpy.run_module("desktop", run_name="__main__")
