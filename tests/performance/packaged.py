"""The packaged app: how large it is, how soon it shows, how much memory it takes.

Needs what `make package` builds: dist/ with the bundle and the installers.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

import psutil

from tests.packaging.built.desk import Desk, wait_for
from tests.performance.first_frame import offscreen
from tests.performance.serving import ROOT

DIST: Final = ROOT / "dist"
PACKAGED: Final = (str(DIST / "Cairn" / "Cairn"),)
FROM_SOURCE: Final = (sys.executable, "-m", "desktop")

_PARTS: Final = {
    "the starter model": ("_internal/resources/models",),
    "Qt and PySide6": ("_internal/PySide6", "_internal/shiboken6"),
    "the model server": ("_internal/xllamacpp",),
    "all Python code": ("Cairn",),
}


def is_built() -> bool:
    """Whether there is a bundle."""
    return Path(PACKAGED[0]).exists()


def sizes(bundle: Path) -> dict[str, int]:
    """Bytes by part, largest first, and last what belongs to none; links are not followed."""
    files = {
        file.relative_to(bundle): file.lstat().st_size
        for file in bundle.rglob("*")
        if file.is_file() and not file.is_symlink()
    }
    found = {
        part: sum(
            size for file, size in files.items() if any(file.is_relative_to(one) for one in folders)
        )
        for part, folders in _PARTS.items()
    }
    found = dict(sorted(found.items(), key=lambda pair: -pair[1]))
    return found | {"libraries and the rest": sum(files.values()) - sum(found.values())}


def installers() -> dict[str, int]:
    """Bytes of each installer by its name's end."""
    return {
        "".join(file.suffixes[-2:] if file.suffix == ".gz" else file.suffix): file.stat().st_size
        for file in sorted(DIST.iterdir())
        if file.suffix in (".deb", ".gz", ".exe", ".dmg")
    }


def first_frames(home: Path, runs: int) -> tuple[list[float], list[float]]:
    """Packaged and from source, in seconds, so many of each in turn after one not counted."""
    pairs = [
        (_first_frame(PACKAGED, home), _first_frame(FROM_SOURCE, home)) for _ in range(runs + 1)
    ]
    return [packaged for packaged, _ in pairs[1:]], [source for _, source in pairs[1:]]


@dataclass(frozen=True, slots=True)
class Memory:
    """Bytes that the app's processes take, what they share counted once."""

    idle: int
    with_model: int


def memory(command: Sequence[str], home: Path) -> Memory:
    """Of the app that `command` starts, on a virtual screen: at rest, and with the model loaded."""
    with Desk() as desk:
        environ = {**os.environ, "CAIRN_HOME": str(home), "DISPLAY": desk.display}
        environ.pop("QT_QPA_PLATFORM", None)
        with _running(command, environ) as process:
            wait_for("the app", lambda: "ready after" in _log(home))
            idle = _settled(process)
            desk.sit_down()
            desk.write("H")  # the model is loaded as soon as something is written
            wait_for("the model server", lambda: psutil.Process(process.pid).children())
            return Memory(idle, _settled(process))


def _first_frame(command: Sequence[str], home: Path) -> float:
    (home / "logs" / "cairn.log").unlink(missing_ok=True)
    began = time.time()
    with _running(command, offscreen(home)):
        wait_for("the app", lambda: "ready after" in _log(home))
    (line,) = (line for line in _log(home).splitlines() if "first frame after" in line)
    at = datetime.strptime(" ".join(line.split()[:2]), "%Y-%m-%d %H:%M:%S,%f").astimezone()
    return at.timestamp() - began


@contextmanager
def _running(command: Sequence[str], environ: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(command, cwd=ROOT, env=environ)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(20)


def _log(home: Path) -> str:
    with suppress(FileNotFoundError):
        return (home / "logs" / "cairn.log").read_text("utf-8")
    return ""


def _settled(process: subprocess.Popen[bytes]) -> int:
    """What all its processes take, once that has not changed by 1 % for two seconds."""
    seen = [0]
    while abs(seen[-1] - seen[max(0, len(seen) - 5)]) > seen[-1] / 100 or len(seen) < 6:
        time.sleep(0.5)
        parent = psutil.Process(process.pid)
        family = [parent, *parent.children(recursive=True)]
        seen.append(sum(one.memory_full_info().pss for one in family))
    return seen[-1]
