"""The data folder's version: which Cairn wrote in it last, and in which form.

A person reads it in `version.txt`. A Cairn that is older than the data reads it too, to say which
one they belong to; what the database itself says of its form comes first.
"""

import logging
import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from graphs.errors import DatabaseTooNew
from graphs.storage import migrations
from graphs.storage.home import Home
from graphs.storage.schema_number import schema_number
from graphs.storage.whole_file import write_whole

SETTINGS: Final = 1
"""The form of settings.toml and window.ini: raised when an older Cairn would misread them."""

_MOST_BYTES: Final = 4096
_RELEASE: Final = "[0-9][0-9A-Za-z.+-]{0,39}"
_COUNT: Final = "[0-9]{1,9}"
_PREAMBLE: Final = "# Which Cairn wrote in this folder last. Cairn keeps this file by itself.\n"

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class FolderVersion:
    """`cairn` is a version as in "0.1.0", the others count upwards from 1."""

    cairn: str
    database: int
    settings: int


def text_of(version: FolderVersion) -> str:
    """What the file holds."""
    return (
        f"{_PREAMBLE}cairn = {version.cairn}\n"
        f"database = {version.database}\nsettings = {version.settings}\n"
    )


def parsed(text: str) -> FolderVersion | None:
    """What a file says; None when that is no version, whatever else it may be."""
    cairn, database, settings = (
        re.search(rf"^{name} = ({value})\s*$", text, re.MULTILINE)
        for name, value in (("cairn", _RELEASE), ("database", _COUNT), ("settings", _COUNT))
    )
    if not (cairn and database and settings):
        return None
    return FolderVersion(cairn[1], int(database[1]), int(settings[1]))


def read(home: Home) -> FolderVersion | None:
    """What the folder says of itself; None when it says nothing that can be understood."""
    try:
        if not home.version.is_file():
            return None
        with home.version.open("rb") as file:
            return parsed(file.read(_MOST_BYTES).decode("utf-8", "replace"))
    except OSError:
        return None


def write(home: Home) -> None:
    """Make the folder say that it is this Cairn's: whole or not at all, and only if it does not.

    What hinders it is logged; no start waits for this file.
    """
    version = FolderVersion(ours(), migrations.NEWEST, SETTINGS)
    if read(home) == version:
        return
    try:
        write_whole(home.version, text_of(version).encode())
    except OSError as error:
        log.warning("the folder's version was not written: %s", error.strerror)


def too_new(home: Home) -> DatabaseTooNew | None:
    """Why this Cairn must not touch the folder: a newer one wrote it. None when it may.

    Changes nothing there, and takes a moment: it is asked before anything is written.
    """
    try:
        number = schema_number(home.database)
    except OSError:
        number = 0  # opening it tells why it cannot be read
    said = read(home)
    settings = said.settings if said else 0
    return refusal(home, number) if number > migrations.NEWEST or settings > SETTINGS else None


def refusal(home: Home, number: int) -> DatabaseTooNew:
    """The error that says a newer Cairn wrote the database of that number, and which, if known."""
    said = read(home)
    named = said.cairn if said and said.database == number else None
    known = f" ({named}; this is {ours()})" if named not in (None, ours()) else ""
    return DatabaseTooNew(
        f"The data in {home.folder} were written by a newer Cairn{known}.",
        "Start the newer Cairn, or update this one. Nothing in the folder was changed.",
    )


def refuse_newer(home: Home) -> None:
    """Raise what `too_new` says."""
    if refused := too_new(home):
        raise refused


@cache
def ours() -> str:
    """The version of this Cairn."""
    from importlib.metadata import version  # 20 ms, which no first frame waits for

    return version("cairn-desktop")
