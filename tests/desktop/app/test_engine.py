import asyncio
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt

from desktop.app.engine import Engine
from graphs import Event, Home, Library, ModelStateChanged, NotFound, SessionHost
from tests.desktop.conftest import Desk


@pytest.fixture
def engine(desk: Desk) -> Iterator[Engine]:
    engine = Engine(desk.loop)
    yield engine
    desk.run(engine.close())


async def thread_name(_: SessionHost) -> str:
    return threading.current_thread().name


def test_calls_made_before_it_is_open_run_below(
    desk: Desk, engine: Engine, library: Library
) -> None:
    async def both() -> str:
        waiting = asyncio.ensure_future(engine.call(thread_name))
        await asyncio.sleep(0.02)
        assert not waiting.done()
        await engine.open(library)
        return await waiting

    assert desk.run(both()) == "engine"


def test_events_come_up_on_the_windows_thread(desk: Desk, engine: Engine, library: Library) -> None:
    heard: list[tuple[Event, str]] = []

    def hear(event: Event) -> None:
        heard.append((event, threading.current_thread().name))

    engine.happened.connect(hear, Qt.ConnectionType.QueuedConnection)
    desk.run(engine.open(library))
    desk.until(lambda: bool(heard))

    assert isinstance(heard[0][0], ModelStateChanged)
    assert heard[0][1] == threading.current_thread().name


def test_errors_come_up_to_the_caller(desk: Desk, engine: Engine, library: Library) -> None:
    desk.run(engine.open(library))

    with pytest.raises(NotFound):
        desk.run(engine.call(lambda host: host.resume("none")))


def test_a_host_that_cannot_open_fails_every_call(
    desk: Desk, engine: Engine, library: Library, home: Home
) -> None:
    nowhere = Library(Home(home.folder / "gone"), library.database, library.leases)
    raised: list[BaseException] = []

    for work in (engine.open(nowhere), engine.call(thread_name)):
        with pytest.raises(Exception, match="open") as caught:
            desk.run(work)
        raised.append(caught.value)

    assert raised[0] is raised[1]


def test_closing_ends_the_thread_even_while_it_opens(desk: Desk, library: Library) -> None:
    engine = Engine(desk.loop)

    async def hastily() -> None:
        opening = asyncio.ensure_future(engine.open(library))
        await asyncio.sleep(0.01)
        opening.cancel()
        await engine.close()

    desk.run(hastily())

    assert "engine" not in [thread.name for thread in threading.enumerate()]


def test_closing_cancels_what_still_runs(desk: Desk, library: Library) -> None:
    engine = Engine(desk.loop)
    begun = threading.Event()
    ended: list[str] = []

    async def long(_: SessionHost) -> None:
        begun.set()
        try:
            await asyncio.sleep(60)
        finally:
            ended.append("tidy")

    async def life() -> None:
        await engine.open(library)
        call = asyncio.ensure_future(engine.call(long))
        await asyncio.to_thread(begun.wait, 20)
        await engine.close()
        with pytest.raises(asyncio.CancelledError):
            await call

    desk.run(life())

    assert ended == ["tidy"]
