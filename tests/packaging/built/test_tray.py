"""The icon beside the clock of the packaged app: the message bus and Qt's part of it are inside."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.packaging.built.desk import Desk, wait_for
from tests.packaging.built.tray_host import TrayHost


@pytest.fixture
def tray() -> Iterator[TrayHost]:
    with TrayHost() as host:
        yield host


@pytest.fixture
def hidden(
    bundle: Path, desk: Desk, tray: TrayHost, tmp_path: Path
) -> Iterator["subprocess.Popen[bytes]"]:
    """The app as it is started at login."""
    environ = {
        **os.environ,
        "CAIRN_HOME": str(tmp_path / "home"),
        "DBUS_SESSION_BUS_ADDRESS": tray.address,
        "DISPLAY": desk.display,
        "QT_QPA_PLATFORM": "xcb",
    }
    with subprocess.Popen([bundle / "Cairn", "--hidden"], env=environ) as process:
        yield process
        process.kill()


def test_the_icon_brings_the_window_back_and_ends_it(
    hidden: "subprocess.Popen[bytes]", desk: Desk, tray: TrayHost
) -> None:
    (icon,) = wait_for("the icon", lambda: tray.icons)
    assert desk.windows() == []
    assert list(tray.menu(icon)) == ["Open Cairn", "Nothing needs you", "New conversation", "Quit"]

    tray.choose(icon, "Open Cairn")
    desk.sit_down()
    desk.press("ctrl+w", "Return")  # the sheet asks; its first answer is to keep running
    wait_for("the window to go", lambda: not desk.windows())
    assert hidden.poll() is None
    tray.click(icon)
    wait_for("the window", desk.windows)
    tray.choose(icon, "Quit")

    assert hidden.wait(20) == 0
