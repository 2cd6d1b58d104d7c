"""What tests of all rooms may need: Qt's application, of which a process can have one."""

import gc
import os
import signal
import sys
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["QT_QUICK_BACKEND"] = "software"

import pytest
from hypothesis import HealthCheck, settings
from PySide6.QtGui import QGuiApplication

from desktop.app import imports

imports.leave_sources_alone()  # of a thousand modules, and of what functions import in each test

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # Ctrl+C is ignored in what a shell starts in the background, and so would be by our processes.
    signal.signal(signal.SIGINT, signal.default_int_handler)
if sys.platform != "win32" and signal.getsignal(signal.SIGHUP) is signal.SIG_IGN:
    # So is the end of the session in what `nohup` starts.
    signal.signal(signal.SIGHUP, signal.SIG_DFL)

if "PYTEST_XDIST_WORKER" in os.environ:
    # What runs beside others is not timed: Hypothesis would time them too.
    settings.register_profile(
        "beside others",
        settings.default,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
    )
    settings.load_profile("beside others")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Half as many again as there are cores: a third of what tests do is waiting."""
    return (os.cpu_count() or 2) * 3 // 2


def pytest_collection_finish() -> None:
    """What is imported stays: the collector need not look through it in each test."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def app() -> QGuiApplication:
    from desktop.app.application import make_application

    return make_application(["cairn"])


@pytest.fixture
def trash(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The system's trash, as a folder of this test."""
    folder = tmp_path / "Trash"
    monkeypatch.setattr("send2trash.plat_other.HOMETRASH_B", os.fsencode(folder))
    monkeypatch.setattr("send2trash.plat_other.XDG_DATA_HOME", os.fsencode(tmp_path))
    monkeypatch.setattr("send2trash.plat_other.get_dev", lambda _: 1)
    return folder
