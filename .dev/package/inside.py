"""What is inside a packaged Cairn: its files, and the modules in its executables."""

import sys
from pathlib import Path
from typing import Final

_NAMESPACE: Final = 3  # PyInstaller's kind of a package that is a folder only
_ARCHIVE: Final = "PYZ.pyz"
_DOT: Final = "__dot__"  # what PyInstaller writes for a dot in a folder's name, in a macOS app


def home(bundle: Path) -> Path:
    """The folder that holds `resources`: of a folder as PyInstaller makes it, or of a macOS app."""
    folder = bundle / "_internal"
    return folder if folder.is_dir() else bundle / "Contents" / "Resources"


def files(bundle: Path) -> list[str]:
    """All files but the executables and links, as paths in the folder that Python sees."""
    folders = (bundle / "_internal", bundle / "Contents/Resources", bundle / "Contents/Frameworks")
    return sorted(
        file.relative_to(folder).as_posix().replace(_DOT, ".")
        for folder in folders
        for file in folder.rglob("*")
        if file.is_file() and not file.is_symlink()
    )


def modules(bundle: Path) -> list[str]:
    """The dotted names of all modules and scripts in the executables."""
    from PyInstaller.archive.readers import CArchiveReader  # there only where Cairn is packaged

    found: set[str] = set()
    for executable in _executables(bundle):
        archive = CArchiveReader(str(executable))
        found |= {name for name in archive.toc if name != _ARCHIVE and "." not in name}
        inner = archive.open_embedded_archive(_ARCHIVE)
        found |= {name for name, entry in inner.toc.items() if entry[0] != _NAMESPACE}
    return sorted(found)


def _executables(bundle: Path) -> list[Path]:
    suffix = ".exe" if sys.platform == "win32" else ""
    folders = (bundle, bundle / "Contents" / "MacOS")
    names = (f"{name}{suffix}" for name in ("Cairn", "cairn", "cairn-cli"))
    places = [folder / name for name in names for folder in folders]
    there = {place.resolve() for place in places if place.is_file()}
    if not there:
        raise SystemExit(f"{bundle} is no packaged Cairn: there is no executable in it.")
    return sorted(there)
