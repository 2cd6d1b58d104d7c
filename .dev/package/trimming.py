"""Of what the packager collects, what Cairn uses; and that without its debugging symbols."""

import shutil
import subprocess
import sys
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path, PurePath
from typing import Final, TypeAlias

from PyInstaller.depend.bindepend import get_imports

Entry: TypeAlias = tuple[str, str, str]
"""Where a file goes, where it comes from, and of which kind it is."""

_QML: Final = (
    "Qt/labs/folderlistmodel",
    "Qt/labs/platform",
    "Qt/labs/qmlmodels",
    "QtCore",
    "QtQml",
    "QtQuick/Controls/Basic",
    "QtQuick/Controls/impl",
    "QtQuick/Dialogs",
    "QtQuick/Effects",
    "QtQuick/Layouts",
    "QtQuick/Shapes",
    "QtQuick/Templates",
    "QtQuick/Window",
)
_QML_WITHOUT_FOLDERS: Final = ("QtQuick", "QtQuick/Controls")
_QML_OF_OTHER_STYLES: Final = ("+Fusion", "+Imagine", "+Material", "+Universal", "+FluentWinUI3")

_PLUGINS: Final = {
    "iconengines": ("svg",),
    "imageformats": ("svg", "ico"),
    "platforminputcontexts": ("compose", "ibus", "fcitx"),
    "platforms": ("xcb", "wayland", "offscreen", "windows", "cocoa"),
    "platformthemes": ("xdgdesktopportal",),
    "wayland-decoration-client": ("",),
    "wayland-graphics-integration-client": ("",),
    "wayland-shell-integration": ("xdg-shell",),
    "xcbglintegrations": ("",),
}
"""Qt's plugins by the folder they are in: a part of the names of those that are used."""

_TRANSLATIONS: Final = ("qtbase_", "qtdeclarative_")

_OF_THE_SYSTEM: Final = (
    "libX11",
    "libXau",
    "libXdmcp",
    "libbrotli",
    "libbsd.",
    "libcap.",
    "libcom_err.",
    "libdbus-1.",
    "libexpat.",
    "libfontconfig.",
    "libfreetype.",
    "libgcc_s.",
    "libgcrypt.",
    "libglib-2.0.",
    "libgpg-error.",
    "libgssapi_krb5.",
    "libgthread-2.0.",
    "libk5crypto.",
    "libkeyutils.",
    "libkrb5",
    "liblz4.",
    "libmd.",
    "libpcre2-8.",
    "libpng16.",
    "libstdc++.",
    "libsystemd.",
    "libz.",
)
"""Libraries that every desktop on Linux has, and that its drivers and services are made for: with
older ones in their place a graphics driver does not load. AppImage's list of exclusions says so."""

_UNUSED: Final = ("readline.", "_sqlite3.") if find_spec("pysqlite3") else ("readline.",)


def kept(binaries: Iterable[Entry], datas: Iterable[Entry]) -> tuple[list[Entry], list[Entry]]:
    """Those of both that are used, and no link that leads to one that is not."""
    wanted = [entry for entry in binaries if _is_wanted(PurePath(entry[0]))]
    needed = _needed(wanted)
    used = [entry for entry in wanted if not _is_library(entry) or _name(entry[1]) in needed]
    there = {entry[0] for entry in used}
    others = [
        entry
        for entry in datas
        if _is_wanted(PurePath(entry[0]))
        and (entry[2] != "SYMLINK" or _led_to(entry) in there or sys.platform == "darwin")
    ]
    return used, others


def _needed(entries: Iterable[Entry]) -> set[str]:
    """The names of all libraries that those of `entries` which are no libraries come to need."""
    code = [entry for entry in entries if _is_code(entry)]
    libraries = {_name(entry[1]): entry[1] for entry in code if _is_library(entry)}
    needed: set[str] = set()
    unread = [entry[1] for entry in code if not _is_library(entry)]
    while unread:
        found = {_name(path) for _, path in get_imports(unread.pop()) if path}
        unread += [libraries[name] for name in found - needed if name in libraries]
        needed |= found
    return needed


def stripped(entries: Iterable[Entry], folder: Path) -> list[Entry]:
    """The same as copies in `folder`, without debugging symbols and the builder's own folders.

    Only on Linux, where the symbols are large.
    """
    if not sys.platform.startswith("linux"):
        return list(entries)
    return [
        entry if entry[0].startswith("PySide6/") or not _is_code(entry) else _strip(entry, folder)
        for entry in entries
    ]


def _strip(entry: Entry, folder: Path) -> Entry:
    target, source, kind = entry
    copy = folder / target
    copy.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy2(source, copy)
    subprocess.run(["strip", "--strip-unneeded", copy], check=True)  # noqa: S607 - the system's own
    _forget_its_builder(copy)
    return target, str(copy), kind


def _forget_its_builder(file: Path) -> None:
    """Take out a folder of this machine in which the file would look for libraries.

    On another one somebody else may own it.
    """
    listing = ["chrpath", "--list", file]
    found = subprocess.run(listing, capture_output=True, text=True, check=False).stdout
    if "PATH=/" in found:
        subprocess.run(["chrpath", "--delete", file], check=True)  # noqa: S607 - the system's own


def _is_code(entry: Entry) -> bool:
    return entry[2] in ("BINARY", "EXTENSION")


def _is_library(entry: Entry) -> bool:
    """Whether it is there only for others that are linked with it, and can be told to be so.

    On macOS a library is a framework of many files, and each of them stays.
    """
    path = PurePath(entry[0])
    if entry[2] != "BINARY" or sys.platform == "darwin":
        return False
    if sys.platform == "win32":
        return path.parts[0] == "PySide6" and path.name.startswith("Qt6")
    return not path.name.startswith("libpython") and (
        len(path.parts) == 1 or path.parts[:3] == ("PySide6", "Qt", "lib")
    )


def _led_to(link: Entry) -> str:
    return str(PurePath(link[0]).parent / link[1])


def _name(path: str) -> str:
    return Path(path).name


def _is_wanted(path: PurePath) -> bool:
    match path.parts:
        case ("PySide6", "Qt", "qml", *rest) | ("PySide6", "qml", *rest):
            return _is_wanted_qml(PurePath(*rest))
        case ("PySide6", "Qt", "plugins", kind, name) | ("PySide6", "plugins", kind, name):
            return any(part in name for part in _PLUGINS.get(kind, ()))
        case ("PySide6", "Qt", "translations", name) | ("PySide6", "translations", name):
            return name.startswith(_TRANSLATIONS)
        case (name,):
            return not (sys.platform.startswith("linux") and name.startswith(_OF_THE_SYSTEM))
        case (_, "lib-dynload", name):
            return not name.startswith(_UNUSED)
        case _:
            return True


def _is_wanted_qml(path: PurePath) -> bool:
    if path.suffix == ".qmltypes" or any(style in path.parts for style in _QML_OF_OTHER_STYLES):
        return False
    return str(path.parent) in _QML_WITHOUT_FOLDERS or any(
        path.is_relative_to(module) for module in _QML
    )
