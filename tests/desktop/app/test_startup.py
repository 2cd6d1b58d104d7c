"""The real process, offscreen."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from graphs import Home

ROOT = Path(__file__).parents[3]
HEAVY = ("sqlalchemy", "langgraph", "langchain_core", "langchain", "openai", "pygments")
UNTIL_FIRST_FRAME = f"""
import sys, time
began = time.perf_counter()
from desktop.app import startup
class Watched(startup.Window):
    def wait_for_first_frame(self):
        super().wait_for_first_frame()
        print([name for name in {HEAVY!r} if name in sys.modules], flush=True)
        self.quick.close()
startup.Window = Watched
sys.exit(startup.main(began))
"""


class App:
    """Processes of the app over one data folder."""

    def __init__(self, folder: Path) -> None:
        self.home = Home(folder)
        self.started: list[subprocess.Popen[str]] = []

    def start(self, *command: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, *(command or ("-m", "desktop"))],
            cwd=ROOT,
            env={**os.environ, "CAIRN_HOME": str(self.home.folder)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.started.append(process)
        return process

    @property
    def log(self) -> str:
        file = self.home.logs / "cairn.log"
        return file.read_text() if file.exists() else ""

    def until(self, pattern: str, times: int = 1, seconds: float = 120) -> None:
        end = time.monotonic() + seconds
        while len(re.findall(pattern, self.log)) < times:
            assert time.monotonic() < end, self.log
            time.sleep(0.05)


@pytest.fixture
def running(tmp_path: Path) -> Iterator[App]:
    app = App(tmp_path / "home")
    yield app
    for process in app.started:
        process.kill()
        process.communicate(timeout=120)


def test_nothing_heavy_is_imported_before_the_first_frame(running: App) -> None:
    process = running.start("-c", UNTIL_FIRST_FRAME)

    out, err = process.communicate(timeout=120)

    assert (out.strip(), err) == ("[]", "")
    assert process.returncode == 0


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal")
def test_it_ends_in_order_when_asked_to_even_while_it_starts(running: App) -> None:
    process = running.start()
    running.until("library open")
    process.send_signal(signal.SIGTERM)

    out, err = process.communicate(timeout=120)

    assert (out, err) == ("", "")
    assert process.returncode == 0
    assert " WARNING " not in running.log
    assert " ERROR " not in running.log


def test_a_second_start_ends_and_a_killed_first_is_no_hindrance(running: App) -> None:
    first = running.start()
    running.until("ready after")

    second = running.start()
    assert second.wait(60) == 0
    assert first.poll() is None

    first.kill()
    first.wait(60)
    third = running.start()
    running.until("ready after", times=2)

    assert third.poll() is None
    third.send_signal(signal.SIGTERM)
    assert third.wait(60) == 0
    assert " ERROR " not in running.log
