"""The real app against an endpoint that outlives it."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.e2e.app import ROOT, App
from tests.endpoint import MODEL

Start = Callable[..., App]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def slow_endpoint() -> Iterator[str]:
    """An address whose model answers 200 words at 40 a second."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.endpoint", "--words", "200", "--rate", "40"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    yield json.loads(process.stdout.readline())["base_url"]
    process.communicate(timeout=60)


@pytest.fixture
def start(home: Path, slow_endpoint: str) -> Iterator[Start]:
    """Starts the app, again and again, in one data folder; what still runs is killed at the end."""
    apps: list[App] = []

    def start(**environ: str) -> App:
        chosen = {"OPENAI_BASE_URL": slow_endpoint, "CAIRN_MODEL": MODEL, **environ}
        apps.append(App(home, chosen))
        return apps[-1]

    yield start
    for app in apps:
        app.end()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own that can be filled."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=100m", "tmpfs", str(folder)]
    with suppress(FileNotFoundError):
        if subprocess.run(mount, capture_output=True, check=False).returncode == 0:
            yield folder
            subprocess.run(["umount", "-l", str(folder)], check=True)
            return
    pytest.skip("no right to mount a small disk")
