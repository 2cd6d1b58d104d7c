"""Real Qt, offscreen. A warning from Qt or QML fails the test in which it comes."""

import asyncio
import gc
import time
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QMessageLogContext,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtGui import QGuiApplication

from desktop.app import event_loop
from desktop.shared.library_calls import LibraryCalls
from desktop.shared.tasks import Tasks
from graphs import Home, Library

T = TypeVar("T")
_OF_QT_ITSELF = (
    "This plugin does not support",  # the offscreen one
    # Of an animation that ends in the turn of the loop it began in: a busy machine's are long.
    "QUnifiedTimer::stopAnimationDriver: driver is not running",
)
_HELD_UP_SECONDS = 0.5


class Desk:
    """The window's loop, driven from a test."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.loop = loop
        self._in_threads: set[asyncio.Future[Any]] = set()
        self._begin_in_thread = loop.run_in_executor
        loop.run_in_executor = self._note_in_thread

    def run(self, work: Coroutine[Any, Any, T], seconds: float = 60) -> T:
        """Let the loop run until `work` is done."""
        return self.loop.run_until_complete(asyncio.wait_for(work, seconds))

    def until(self, true: Callable[[], bool], seconds: float = 60) -> None:
        """Let the loop run until `true()`; the test fails when that takes too long.

        What it looks at need not be there yet: it may fail to find it, until the end.
        """

        def is_true() -> bool:
            with suppress(AssertionError, LookupError):
                return true()
            return False

        async def look() -> None:
            end = time.monotonic() + seconds
            while not is_true():
                assert time.monotonic() < end or true(), "it did not come true in time"
                await asyncio.sleep(0.005)

        self.run(look(), seconds + 1)

    def act(self, deed: Callable[[], T]) -> T:
        """Do `deed` from within the running loop, as Qt would, and in no task.

        QTest's keys and clicks spin Qt's loop: tasks may then take steps in the midst of them.
        """
        done: asyncio.Future[T] = self.loop.create_future()

        def now() -> None:
            try:
                done.set_result(deed())
            except BaseException as error:  # noqa: BLE001 - raised again in the test
                done.set_exception(error)

        self.loop.call_soon(now)
        return self.loop.run_until_complete(done)

    def settle(self, seconds: float = 0.05) -> None:
        """Let the loop run for a moment, and until what was begun in it has come to rest.

        However late its timers are, it comes round some times. What is held up stays so.
        """

        async def moment() -> None:
            for _ in range(4):
                await asyncio.sleep(seconds / 4)
            end = time.monotonic() + _HELD_UP_SECONDS
            while self._in_threads and time.monotonic() < end:
                await asyncio.wait(self._in_threads, timeout=_HELD_UP_SECONDS)
                for _ in range(4):
                    await asyncio.sleep(0.004)

        self.run(moment())

    def _note_in_thread(self, *work: Any) -> asyncio.Future[Any]:
        """Begin what is not done on the loop, a call of the library say."""
        future = self._begin_in_thread(*work)
        self._in_threads.add(future)
        future.add_done_callback(self._in_threads.discard)
        return future


@pytest.fixture(scope="session")
def _desk(app: QGuiApplication) -> Iterator[Desk]:
    raised: list[BaseException] = []
    loop = event_loop.join(app, raised.append)
    loop.set_default_executor(ThreadPoolExecutor())
    yield Desk(loop)
    loop.close()
    assert raised == []


@pytest.fixture
def desk(_desk: Desk) -> Desk:
    asyncio.set_event_loop(_desk.loop)
    return _desk


@pytest.fixture(autouse=True)
def garbage() -> Iterator[None]:
    """Collected here, after each test: any thread may else do it, and end Qt's objects there."""
    gc.disable()
    yield
    gc.collect(1)


@pytest.fixture(autouse=True)
def qt_warnings() -> Iterator[list[str]]:
    """What Qt and QML warned of; must be empty at the end."""
    heard: list[str] = []

    def hear(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
        if kind not in (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg) and not text.startswith(
            _OF_QT_ITSELF
        ):
            heard.append(f"{context.category}: {text}")

    qInstallMessageHandler(hear)
    yield heard
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qInstallMessageHandler(None)
    assert heard == []


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home(tmp_path / "home")
    home.prepare()
    return home


@pytest.fixture
def library(home: Home) -> Iterator[Library]:
    library = Library.open(home)
    yield library
    library.close()


@pytest.fixture
def reported() -> list[BaseException]:
    """Errors that tasks ended with."""
    return []


@pytest.fixture
def tasks(desk: Desk, reported: list[BaseException]) -> Iterator[Tasks]:
    tasks = Tasks(desk.loop, reported.append)
    yield tasks
    desk.run(tasks.close())


@pytest.fixture
def calls(desk: Desk, library: Library) -> LibraryCalls:
    calls = LibraryCalls(desk.loop)
    calls.provide(library)
    return calls
