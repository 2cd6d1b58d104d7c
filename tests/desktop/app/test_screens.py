"""No screen to show a window on: a sentence in place of Qt's core dump."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.app.screens import no_screen

ROOT = Path(__file__).parents[3]
UNREACHED = ["could not connect to display :7", "From 6.5.0, xcb-cursor0 is needed to load"]


@pytest.mark.parametrize(
    ("environ", "told", "why", "kept"),
    [
        ({}, UNREACHED, "neither DISPLAY nor WAYLAND_DISPLAY", "cairn --help"),
        ({"DISPLAY": ":7"}, UNREACHED, "no screen answers at :7", ":7"),
        ({"WAYLAND_DISPLAY": "w", "DISPLAY": ":7"}, UNREACHED, "at w or :7", ":7"),
        ({"DISPLAY": ":0"}, ["From 6.5.0, xcb-cursor0 is needed"], "a library", "xcb-cursor0"),
        ({"QT_QPA_PLATFORM": "odd"}, ['Could not find "odd"'], "QT_QPA_PLATFORM", '"odd"'),
    ],
)
def test_the_sentence_says_what_is_missing(
    environ: dict[str, str], told: list[str], why: str, kept: str
) -> None:
    first, *others = no_screen(environ, "linux", told).splitlines()

    assert why in first
    assert kept in others[-1]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a screen")
@pytest.mark.parametrize("screen", [{}, {"DISPLAY": ":4711"}, {"QT_QPA_PLATFORM": "bogus"}])
def test_without_a_screen_it_ends_with_a_sentence_and_writes_nothing(
    screen: dict[str, str], tmp_path: Path
) -> None:
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    environ = {name: value for name, value in os.environ.items() if name not in names}

    done = subprocess.run(
        [sys.executable, "-m", "desktop"],
        cwd=ROOT,
        env={**environ, **screen, "CAIRN_HOME": str(tmp_path / "home")},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )

    assert done.returncode == 1
    assert done.stderr.startswith("Cairn cannot open its window")
    assert not (tmp_path / "home").exists()
