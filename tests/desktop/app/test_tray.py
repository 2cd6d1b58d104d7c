"""What is told outside the window, over a real message bus where there is one."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
import shiboken6
from PySide6.QtGui import QColor, QGuiApplication, QImage

from desktop.app.application import ICONS
from desktop.app.badge import badged
from desktop.app.tray import TrayViewModel, Way, way
from desktop.shared.tasks import Tasks
from graphs import Action
from tests.desktop.app.notification_server import NAME, NotificationServer
from tests.desktop.app.test_notices import action
from tests.desktop.conftest import Desk


class Outside:
    """A tray, and what is heard of it."""

    def __init__(self, tasks: Tasks, platform: str) -> None:
        self.in_view = ""
        self.tray = TrayViewModel(tasks, lambda: self.in_view, platform)
        self.activated: list[str] = []
        self.messages: list[tuple[str, str]] = []
        self.places: list[tuple[bool, bool]] = []
        self.tray.activated.connect(self.activated.append)
        self.tray.messageWanted.connect(lambda title, text: self.messages.append((title, text)))
        self.tray.placeChanged.connect(
            lambda: self.places.append((self.tray.has_place, self.tray.notifies))
        )


@pytest.fixture
def server(daemon: object, desk: Desk, tasks: Tasks) -> Iterator[NotificationServer]:
    server = desk.run(
        NotificationServer.start("body", names=(NAME, "org.kde.StatusNotifierWatcher"))
    )
    serving = desk.loop.create_task(server.serve())
    yield server
    serving.cancel()
    desk.settle()
    desk.run(server.close())


@pytest.fixture
def on_bus(
    app: QGuiApplication, server: NotificationServer, desk: Desk, tasks: Tasks
) -> Iterator[Outside]:
    outside = Outside(tasks, "xcb")
    tasks.start(outside.tray.join())
    desk.until(lambda: outside.places == [(True, True)])
    outside.tray.show(())
    yield outside
    desk.run(tasks.close())
    shiboken6.delete(outside.tray)


@pytest.fixture
def by_icon(app: QGuiApplication, desk: Desk, tasks: Tasks) -> Iterator[Outside]:
    outside = Outside(tasks, "windows")
    desk.run(outside.tray.join())
    outside.tray.show(())
    yield outside
    shiboken6.delete(outside.tray)


def test_what_waits_is_told_once_and_withdrawn_when_decided(
    desk: Desk, on_bus: Outside, server: NotificationServer
) -> None:
    on_bus.tray.show((action("a"),))
    on_bus.tray.show((action("a"), action("b", "other")))
    desk.until(lambda: len(server.shown) == 2)
    on_bus.tray.show((action("b", "other"),))
    desk.until(lambda: len(server.shown) == 1)

    on_bus.tray.show((action("b", "other"), action("a")))
    desk.settle()

    assert server.shown == {2: ("Trip", "Wants to write notes.txt.")}


def test_a_click_on_a_notification_names_its_action(
    desk: Desk, on_bus: Outside, server: NotificationServer
) -> None:
    on_bus.tray.show((action("a"),))
    desk.until(lambda: 1 in server.shown)

    desk.run(server.tell("ActionInvoked", "us", 1, "default"))

    desk.until(lambda: on_bus.activated == ["a"])


def test_where_there_is_no_bus_nothing_is_told_and_nothing_breaks(
    desk: Desk, tasks: Tasks, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    outside = Outside(tasks, "xcb")
    desk.run(outside.tray.join())

    outside.tray.show(())
    outside.tray.show((action("a"),))

    assert outside.places == [(False, False)]
    assert (outside.messages, outside.tray.property("count")) == ([], 1)
    shiboken6.delete(outside.tray)


def test_what_waited_at_the_start_is_not_new(desk: Desk, tasks: Tasks) -> None:
    outside = Outside(tasks, "cocoa")

    outside.tray.show((action("old"),))
    outside.tray.show((action("old"), action("new", "other")))

    assert len(outside.messages) == 1
    shiboken6.delete(outside.tray)


def test_what_the_person_looked_at_is_not_told_when_they_look_away(by_icon: Outside) -> None:
    by_icon.in_view = "c"
    by_icon.tray.show((action("a"),))
    by_icon.in_view = ""
    by_icon.tray.show((action("a"),))

    assert by_icon.messages == []


def test_the_icon_tells_and_opens_what_it_told_last(by_icon: Outside) -> None:
    by_icon.tray.show((action("a"), replace(action("b", "other"), conversation_title="Letter")))

    by_icon.tray.clickMessage()
    by_icon.tray.clickIcon()

    assert by_icon.places == [(True, True)]
    assert [title for title, _ in by_icon.messages] == ["Trip", "Letter"]
    assert by_icon.activated == ["b", ""]


def test_the_icon_says_how_many_wait(by_icon: Outside) -> None:
    waiting: tuple[Action, ...] = tuple(action(str(number)) for number in range(3))
    by_icon.tray.show(waiting)

    assert by_icon.tray.property("tip") == "Cairn: 3 waiting for you"
    assert by_icon.tray.property("icon").toString() == "image://tray/3"

    by_icon.tray.show(())
    assert by_icon.tray.property("tip") == "Cairn"


@pytest.mark.parametrize(
    ("platform", "expected"),
    [("windows", Way.ICON), ("cocoa", Way.ICON), ("wayland", Way.BUS), ("offscreen", Way.NONE)],
)
def test_each_platform_is_told_in_its_way(platform: str, expected: Way) -> None:
    assert way(platform) is expected


@pytest.mark.usefixtures("app")
def test_a_badge_stands_in_the_corner_and_leaves_the_rest() -> None:
    plain = badged(QImage(str(ICONS / "cairn-64.png")), 0)
    one, many = badged(plain, 1), badged(plain, 12)

    assert plain.size() == one.size()
    assert one.pixelColor(2, 2) == plain.pixelColor(2, 2)
    assert one.pixelColor(30, 45) == QColor("#9A6614")
    assert one != many
    assert badged(plain, 10) == many
