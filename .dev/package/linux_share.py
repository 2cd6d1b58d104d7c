"""What a Linux desktop wants to know of a program: menu entry, icons, file type, manual page."""

import os
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import manual
from version import version

ROOT: Final = Path(__file__).parents[2]
TEXTS: Final = ROOT / "resources" / "packaging" / "linux"
ICONS: Final = ROOT / "resources" / "icons"
PROGRAM: Final = "@CAIRN@"
"""Stands in the menu entry for what starts the window."""


def source_date() -> int:
    """When the newest change was made, in seconds since the epoch; SOURCE_DATE_EPOCH from now on.

    With it the same source gives the same packages, whenever they are built.
    """
    if "SOURCE_DATE_EPOCH" not in os.environ:
        asked = ["git", "log", "-1", "--format=%ct"]
        done = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True)
        os.environ["SOURCE_DATE_EPOCH"] = done.stdout.strip()
    return int(os.environ["SOURCE_DATE_EPOCH"])


def write(share: Path, program: str = PROGRAM) -> None:
    """Write all of it into the folder `share`, for a window that `program` starts."""
    entry = (TEXTS / "cairn.desktop").read_text("utf-8").replace(PROGRAM, program)
    _write(share / "applications" / "cairn.desktop", entry)
    day = datetime.fromtimestamp(source_date(), UTC).strftime("%Y-%m-%d")
    about = (TEXTS / "org.cairn.Cairn.metainfo.xml").read_text("utf-8")
    about = about.replace("@VERSION@", version()).replace("@DATE@", day)
    _write(share / "metainfo" / "org.cairn.Cairn.metainfo.xml", about)
    _write(share / "mime" / "packages" / "cairn.xml", (TEXTS / "cairn.xml").read_text("utf-8"))
    _write(share / "man" / "man1" / "cairn.1", manual.page(version()))
    icons = share / "icons" / "hicolor"
    for size in sorted(ICONS.glob("cairn-[0-9]*.png")):
        side = size.stem.removeprefix("cairn-")
        _copy(size, icons / f"{side}x{side}" / "apps" / "cairn.png")
    _copy(ICONS / "cairn-app.svg", icons / "scalable" / "apps" / "cairn.svg")
    _copy(ICONS / "cairn.svg", icons / "symbolic" / "apps" / "cairn-symbolic.svg")


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
