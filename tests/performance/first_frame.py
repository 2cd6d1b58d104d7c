"""From the start of a process to the first frames of its window: the app's and an empty one's."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.performance.serving import ROOT

AGENT_LIBRARIES = frozenset({"langchain", "langchain_core", "langchain_openai", "langgraph"})
HEAVY = AGENT_LIBRARIES | {"aiosqlite", "openai", "sqlalchemy", "xllamacpp"}
"""What must not be imported before the first frame."""


@dataclass(frozen=True, slots=True)
class FirstFrame:
    """Since the process was started, in seconds, and the modules imported by the first frame.

    `page` is the first frame with all that fills the window.
    """

    first: float
    page: float
    modules: frozenset[str]

    @property
    def heavy(self) -> frozenset[str]:
        """Which heavy libraries were there."""
        return HEAVY & {name.partition(".")[0] for name in self.modules}


def offscreen(home: Path) -> dict[str, str]:
    """The environment of a window without a screen, drawn by the processor, with its own home."""
    return {
        **os.environ,
        "CAIRN_HOME": str(home),
        "QT_QPA_PLATFORM": "offscreen",
        "QT_QUICK_BACKEND": "software",
    }


def of_app(home: Path) -> FirstFrame:
    """Start the real app once."""
    return _of("tests.performance.probes.app_window", offscreen(home))


def of_empty_window(home: Path) -> FirstFrame:
    """Start an empty window once."""
    return _of("tests.performance.probes.empty_window", offscreen(home))


def alternating(home: Path, runs: int) -> tuple[list[FirstFrame], list[FirstFrame]]:
    """App and empty window, so many runs of each in turn, after one of each that is not counted.

    That one lets Qt compile its views into its cache and the system read the files.
    """
    pairs = [(of_app(home), of_empty_window(home)) for _ in range(runs + 1)]
    return [app for app, _ in pairs[1:]], [empty for _, empty in pairs[1:]]


def _of(module: str, environ: Mapping[str, str]) -> FirstFrame:
    began = time.monotonic()
    command = [sys.executable, "-m", module]
    done = subprocess.run(
        command, cwd=ROOT, env=environ, capture_output=True, text=True, timeout=60, check=False
    )
    if done.returncode or not done.stdout:
        raise RuntimeError(f"{module} showed no frame:\n{done.stderr}")
    told = json.loads(done.stdout)
    return FirstFrame(told["first"] - began, told["page"] - began, frozenset(told["modules"]))
