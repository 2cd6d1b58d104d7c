"""Starts on systems where something is broken or odd: Cairn says so once, and works."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from graphs import Home
from tests.e2e.app import ROOT, App

pytestmark = pytest.mark.timeout(300)

# Qt's own choice: without a screen that is drawing without a card, and nobody asked for it.
QTS_CHOICE = {"QT_QUICK_BACKEND": ""}
CANNOT_BE_DRAWN = """
import os, sys, time
from PySide6.QtQuick import QQuickWindow
from desktop.app import startup
class Undrawn(startup.Window):
    def wait_for_first_frame(self):
        print("begun", flush=True)
        refused = QQuickWindow.SceneGraphError.ContextNotAvailable
        self.quick.sceneGraphError.emit(refused, "No driver")
startup.Window = Undrawn
sys.exit(startup.main(time.perf_counter()))
"""

# What Qt does, time and again, once the connection to an X server is broken.
SCREEN_GOES = """
import sys, time
from PySide6.QtCore import QCoreApplication, QTimer
from desktop.app import startup
class Unplugged(startup.Window):
    def fill(self, **view_models):
        super().fill(**view_models)
        self.broken = QTimer(self, interval=0)
        self.broken.timeout.connect(lambda: QCoreApplication.exit(1))
        QTimer.singleShot(500, self.broken.start)
startup.Window = Unplugged
sys.exit(startup.main(time.perf_counter()))
"""


@pytest.fixture
def odd_home(tmp_path: Path) -> Home:
    home = Home(tmp_path / "o dd 'q\"u\nô 日本 %20 #?")
    home.folder.mkdir()
    return home


def opened(home: Home, **environ: str) -> App:
    app = App(home.folder, environ)
    app.wait_for("emptyState")
    app.ask("resize", width=1280, height=800)
    return app


def test_after_a_crash_at_the_first_frame_it_draws_without_the_card_and_says_so_once(
    odd_home: Home,
) -> None:
    (odd_home.folder / "first-frame").touch()
    with opened(odd_home, **QTS_CHOICE, PILOT_IS_ROOT="1") as app:
        assert "without the graphics card" in app.get("remarkSentence", "text")
        app.click("remarkClose")
        assert "as root" in app.get("remarkSentence", "text")
        app.click("remarkClose")
        assert app.ask("count", name="remarkStrip") == 0
        app.close()

    with opened(odd_home, **QTS_CHOICE, PILOT_IS_ROOT="1") as app:
        assert app.ask("count", name="remarkStrip") == 0
        app.click("openSettings")
        app.click("chip:7")
        app.wait("the reason", lambda: "first frame" in app.get("whyNoCard", "text"))
        app.grab(odd_home.folder / "about.png")
        app.click("tryCard")
        assert "tries the graphics card again" in app.get("whyNoCard", "text")
        app.close()

    with opened(odd_home, **QTS_CHOICE) as app:
        assert app.ask("count", name="remarkStrip") == 0
        app.close()
    assert (odd_home.logs / "cairn.log").read_text().count("its driver crashed") == 2


def test_a_first_frame_that_comes_leaves_no_mark(odd_home: Home) -> None:
    with opened(odd_home, **QTS_CHOICE) as app:
        assert not (odd_home.folder / "first-frame").exists()
        assert app.ask("count", name="remarkStrip") == 0


def test_what_cannot_be_drawn_starts_again_without_the_card_and_only_once(tmp_path: Path) -> None:
    environ = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "CAIRN_HOME": str(tmp_path / "home")}
    environ.pop("QT_QUICK_BACKEND", None)

    done = subprocess.run(
        [sys.executable, "-c", CANNOT_BE_DRAWN],
        cwd=ROOT,
        env=environ,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )

    assert (done.returncode, done.stdout) == (1, "begun\nbegun\n")
    log = (tmp_path / "home" / "logs" / "cairn.log").read_text()
    assert "starting again without the graphics card" in log
    assert "its driver refused" in log


def test_a_home_that_nobody_knows_gets_a_sentence() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "desktop"],
        cwd=ROOT,
        env={**os.environ, "CAIRN_HOME": "~nobody-has-this-name/Cairn"},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )

    assert done.returncode == 1
    assert done.stderr.startswith("Cairn cannot tell where your home folder is")
    assert "Traceback" not in done.stderr


def test_a_screen_that_goes_ends_cairn_at_once_and_in_few_words(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")

    done = subprocess.run(
        [sys.executable, "-c", SCREEN_GOES],
        cwd=ROOT,
        env={**os.environ, "CAIRN_HOME": str(home.folder)},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )

    assert (done.returncode, done.stderr) == (1, "")
    *_, last = (home.logs / "cairn.log").read_text().splitlines()
    assert "the screen is gone" in last
