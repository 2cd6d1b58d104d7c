"""From the start of a process to the first frame of its window: the app's and an empty one's."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.performance.serving import ROOT

AGENT_LIBRARIES = frozenset({"langchain", "langchain_core", "langchain_openai", "langgraph"})
HEAVY = AGENT_LIBRARIES | {"aiosqlite", "openai", "sqlalchemy", "xllamacpp"}
"""What must not be imported before the first frame."""


@dataclass(frozen=True, slots=True)
class FirstFrame:
    """`seconds` since the process was started, and the modules it had imported by then."""

    seconds: float
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


def medians(home: Path, runs: int) -> tuple[float, float]:
    """Seconds of app and empty window: medians of so many runs in turn, after one of each.

    The run before them lets Qt compile its views into its cache and the system read the files.
    """
    of_app(home)
    of_empty_window(home)
    both = [(of_app(home).seconds, of_empty_window(home).seconds) for _ in range(runs)]
    return median(app for app, _ in both), median(empty for _, empty in both)


def _of(module: str, environ: Mapping[str, str]) -> FirstFrame:
    began = time.monotonic()
    command = [sys.executable, "-m", module]
    done = subprocess.run(
        command, cwd=ROOT, env=environ, capture_output=True, text=True, timeout=60, check=False
    )
    if done.returncode or not done.stdout:
        raise RuntimeError(f"{module} showed no frame:\n{done.stderr}")
    told = json.loads(done.stdout)
    return FirstFrame(told["at"] - began, frozenset(told["modules"]))
