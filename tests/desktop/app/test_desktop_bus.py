"""Notifications over a real message bus, shown by a server that is ours."""

import asyncio
import os
import subprocess
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest

from desktop.app.desktop_bus import DesktopBus, NoBus
from tests.desktop.app.notification_server import NAME, NotificationServer

WATCHER = "org.kde.StatusNotifierWatcher"


@pytest.fixture
async def server(daemon: "subprocess.Popen[str]") -> AsyncIterator[NotificationServer]:
    server = await NotificationServer.start("body", "actions")
    serving = asyncio.create_task(server.serve())
    yield server
    serving.cancel()
    await server.close()


@pytest.fixture
async def bus(server: NotificationServer) -> AsyncIterator[DesktopBus]:
    bus = await DesktopBus.open()
    yield bus
    await bus.close()


@asynccontextmanager
async def listened(bus: DesktopBus, clicked: Callable[[str], None]) -> AsyncIterator[None]:
    """While the bus is listened to: what is told in it is heard."""
    begun = asyncio.Event()
    listening = asyncio.create_task(bus.listen(clicked, begun.set))
    await asyncio.wait_for(begun.wait(), 20)
    yield
    listening.cancel()


async def test_a_notification_is_shown_and_its_click_is_heard(
    bus: DesktopBus, server: NotificationServer
) -> None:
    await bus.show("one", "Trip", "Waits for you: Write notes.txt")
    await bus.show("two", "Letter", "Waits for you: Delete it")

    assert server.shown[1] == ("Trip", "Waits for you: Write notes.txt")
    clicks: asyncio.Queue[str] = asyncio.Queue()
    async with listened(bus, clicks.put_nowait):
        await server.tell("ActionInvoked", "us", 2, "default")
        assert await asyncio.wait_for(clicks.get(), 20) == "two"


async def test_what_is_no_longer_true_is_withdrawn(
    bus: DesktopBus, server: NotificationServer
) -> None:
    await bus.show("one", "Trip", "a")
    await bus.show("two", "Letter", "b")

    await bus.withdraw("one")
    await bus.withdraw("one")

    assert server.shown == {2: ("Letter", "b")}


async def test_a_click_on_somebody_elses_notification_is_not_ours(
    bus: DesktopBus, server: NotificationServer
) -> None:
    await bus.show("one", "Trip", "a")
    await bus.show("two", "Letter", "b")
    clicks: asyncio.Queue[str] = asyncio.Queue()
    async with listened(bus, clicks.put_nowait):
        await server.tell("ActionInvoked", "us", 77, "default")
        await server.tell("NotificationClosed", "uu", 1, 2)
        await server.tell("ActionInvoked", "us", 1, "default")
        await server.tell("ActionInvoked", "us", 2, "default")

        assert await asyncio.wait_for(clicks.get(), 20) == "two"
    assert clicks.empty()


async def test_the_right_to_come_forward_is_handed_to_qt(
    bus: DesktopBus, server: NotificationServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("XDG_ACTIVATION_TOKEN", raising=False)
    await bus.show("one", "Trip", "a")
    clicks: asyncio.Queue[str] = asyncio.Queue()
    async with listened(bus, clicks.put_nowait):
        await server.tell("ActivationToken", "us", 1, "a-token")
        await server.tell("ActionInvoked", "us", 1, "default")
        await asyncio.wait_for(clicks.get(), 20)

    assert os.environ["XDG_ACTIVATION_TOKEN"] == "a-token"


@pytest.mark.usefixtures("daemon")
async def test_text_is_shown_as_it_is_where_markup_is_understood() -> None:
    server = await NotificationServer.start("body", "body-markup")
    serving = asyncio.create_task(server.serve())
    bus = await DesktopBus.open()

    await bus.show("one", "Trip", "Run <img src='x'> & more")

    assert server.shown[1][1] == "Run &lt;img src='x'&gt; &amp; more"
    await bus.close()
    serving.cancel()
    await server.close()


@pytest.mark.usefixtures("daemon")
@pytest.mark.parametrize("names", [(NAME,), (NAME, WATCHER)])
async def test_whether_there_is_a_tray_is_known(names: tuple[str, ...]) -> None:
    server = await NotificationServer.start(names=names)
    serving = asyncio.create_task(server.serve())

    bus = await DesktopBus.open()

    assert bus.has_tray == (WATCHER in names)
    await bus.close()
    serving.cancel()
    await server.close()


@pytest.mark.usefixtures("daemon")
async def test_who_comes_and_goes_is_told() -> None:
    bus = await DesktopBus.open()
    assert (bus.has_tray, bus.notifies) == (False, False)
    seen: asyncio.Queue[tuple[bool, bool]] = asyncio.Queue()
    listening = asyncio.create_task(
        bus.listen(lambda _: None, lambda: seen.put_nowait((bus.has_tray, bus.notifies)))
    )
    assert await asyncio.wait_for(seen.get(), 20) == (False, False)

    server = await NotificationServer.start(names=(WATCHER, NAME))
    serving = asyncio.create_task(server.serve())
    while await asyncio.wait_for(seen.get(), 20) != (True, True):
        pass
    serving.cancel()
    await server.close()
    while await asyncio.wait_for(seen.get(), 20) != (False, False):
        pass

    listening.cancel()
    await bus.close()


@pytest.mark.usefixtures("daemon")
async def test_where_nobody_shows_notifications_that_is_said() -> None:
    bus = await DesktopBus.open()

    with pytest.raises(NoBus):
        await bus.show("one", "Trip", "a")
    assert not bus.notifies
    await bus.close()


@pytest.mark.parametrize("address", [None, "", "nonsense", "unix:path=/nowhere", "tcp:host=x"])
async def test_no_bus_is_said(address: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    if address is not None:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)

    with pytest.raises(NoBus):
        await DesktopBus.open()


async def test_a_bus_that_goes_away_is_said_and_left(
    daemon: "subprocess.Popen[str]", bus: DesktopBus
) -> None:
    daemon.kill()
    daemon.wait()

    with pytest.raises(NoBus):
        await bus.show("one", "Trip", "a")
