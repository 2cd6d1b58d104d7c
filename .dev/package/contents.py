"""What goes into the packaged app, apart from what its imports bring along."""

from importlib.metadata import requires
from pathlib import Path
from typing import Final

from packaging.requirements import Requirement
from PyInstaller.utils.hooks import collect_submodules, copy_metadata

HERE: Final = Path(__file__).parent

START: Final = HERE / "start.py"
"""The first lines of both executables."""

BEFORE_IT: Final = HERE / "newer_sqlite.py"

LEFT_OUT: Final = (
    "PyInstaller",
    "_pytest",
    "graphs.evals.pytest_plugin",
    "hypothesis",
    "lib2to3",
    "pip",
    "pytest",
    "readline",  # under the GPL
    "setuptools",
    "sqlalchemy.testing",
    "tkinter",
    "unittest",
    "xdist",
)
"""Modules that some import names and nothing in Cairn needs."""


def modules() -> list[str]:
    """All of ours: many are imported only where they are needed, some by name."""
    return [*collect_submodules("desktop"), *collect_submodules("graphs"), "pysqlite3.dbapi2"]


def files(root: Path) -> list[tuple[str, str]]:
    """What is no module, as pairs of where it is and the folder that it goes into."""
    views = root / "desktop" / "views"
    folders = {file.parent for file in views.rglob("*") if not file.name.startswith("tst_")}
    qml = [
        (str(file), str(folder.relative_to(root)))
        for folder in sorted(folders)
        for file in sorted(folder.iterdir())
        if file.suffix in (".qml", ".qmltypes", ".js") or file.name == "qmldir"
        if not file.name.startswith("tst_")
    ]
    resources = root / "resources"
    shipped = [
        (str(file), str(folder.relative_to(root)))
        for folder in (resources / "fonts", resources / "icons", resources / "models")
        for file in sorted(folder.iterdir())
        if file.is_file() and file.suffix != ".part"
    ]
    return [*qml, *shipped, *_metadata()]


def _metadata() -> list[tuple[str, str]]:
    """Of Cairn and of what it asks for by name: `cairn doctor` and others tell the versions."""
    names = [Requirement(line).name for line in requires("cairn-desktop") or ()]
    return [pair for name in ("cairn-desktop", *names) for pair in _found(name)]


def _found(name: str) -> list[tuple[str, str]]:
    try:
        return copy_metadata(name)
    except ModuleNotFoundError:
        return []  # it is for another system
