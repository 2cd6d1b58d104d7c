import shutil
import subprocess
from collections.abc import Iterator

import pytest

from tests.desktop.app.office import office as office
from tests.endpoint import connected as connected
from tests.endpoint import endpoint as endpoint


@pytest.fixture
def daemon(monkeypatch: pytest.MonkeyPatch) -> Iterator["subprocess.Popen[str]"]:
    """A message bus of the test's own."""
    program = shutil.which("dbus-daemon")
    if program is None:
        pytest.skip("there is no dbus-daemon here")
    arguments = [program, "--session", "--nofork", "--nopidfile", "--print-address"]
    with subprocess.Popen(
        arguments, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as bus:
        assert bus.stdout is not None
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", bus.stdout.readline().strip())
        yield bus
        bus.terminate()
