"""To whom each file and each module of a packaged Cairn belongs."""

import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import distributions
from pathlib import Path, PurePosixPath
from typing import Final

import known_parts

OURS: Final = "Cairn"
PYTHON: Final = "Python"

_OUR_FOLDERS: Final = (
    "desktop",
    "graphs",
    "resources/icons",
    "resources/licences",
    "resources/models/catalog.toml",
)
_OUR_SCRIPTS: Final = frozenset(file.stem for file in Path(__file__).parent.glob("*.py"))
_PACKAGER: Final = ("PyInstaller/", "_pyinstaller_hooks_contrib/")


@dataclass(frozen=True, slots=True)
class Belonging:
    """Who is in a bundle: names of known parts, and of Python packages; and what is nobody's."""

    parts: frozenset[str]
    packages: frozenset[str]
    unknown: tuple[str, ...]


def installed() -> dict[str, str]:
    """Every file that an installed package recorded, with the package's name."""
    named = [(one.name, one.files or ()) for one in distributions()]
    return {path.as_posix(): name for name, files in named for path in files}


def belonging(
    files: Iterable[str],
    modules: Iterable[str],
    recorded: Mapping[str, str],
    parts: Iterable[known_parts.Known],
) -> Belonging:
    """To whom these files and modules belong, where `recorded` says which package brought what."""
    known = tuple(parts)
    scripts = _packager_scripts(recorded)
    owners = {path: _owner_of_file(path, recorded, known) for path in files}
    owners |= {name: _owner_of_module(name, recorded, scripts) for name in modules}
    everybody = {owner for owner in owners.values() if owner} - {OURS}
    packages = everybody & set(recorded.values())
    inside = {part.name for part in known if part.inside in packages}
    unknown = tuple(sorted(name for name, owner in owners.items() if owner is None))
    return Belonging(frozenset(everybody - packages | inside), frozenset(packages), unknown)


def _owner_of_file(
    path: str, recorded: Mapping[str, str], known: tuple[known_parts.Known, ...]
) -> str | None:
    if _is_ours(path):
        return OURS
    part = next((part.name for part in known if part.has(path)), None)
    if part or path in recorded:
        return part or recorded[path]
    first = PurePosixPath(path).parts[0]
    of_python = first.startswith("python3.") or first.partition(".")[0] in sys.stdlib_module_names
    return PYTHON if of_python else None


def _is_ours(path: str) -> bool:
    return (
        path.startswith("cairn_desktop-")
        or path.endswith(".icns")
        or any(PurePosixPath(path).is_relative_to(folder) for folder in _OUR_FOLDERS)
    )


def _owner_of_module(
    name: str, recorded: Mapping[str, str], scripts: Mapping[str, str]
) -> str | None:
    first = name.partition(".")[0]
    if first in ("desktop", "graphs") or name in _OUR_SCRIPTS:
        return OURS
    stem = name.replace(".", "/")
    for path in (f"{stem}.py", f"{stem}/__init__.py"):
        if path in recorded:
            return recorded[path]
    if first in sys.stdlib_module_names or first.startswith("_sysconfigdata"):
        return PYTHON
    return scripts.get(first)


def _packager_scripts(recorded: Mapping[str, str]) -> dict[str, str]:
    """The modules that PyInstaller adds to every program, by their own names."""
    return {
        path.removesuffix("/__init__.py").removesuffix(".py").rpartition("/")[2]: owner
        for path, owner in recorded.items()
        if path.startswith(_PACKAGER) and path.endswith(".py")
    }
