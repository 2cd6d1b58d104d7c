"""What the window is started with: a wish to stay hidden, links to show, files to open."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Final
from urllib.parse import unquote, urlsplit

from desktop.shared import links

HIDDEN: Final = "--hidden"
USAGE: Final = f"usage: Cairn [{HIDDEN}] [cairn://… | FILE]…"
MOST: Final = 100
"""Links and files taken from one start."""


class BadArguments(Exception):
    """Not what the window is started with. `str()` is a sentence and the usage."""


@dataclass(frozen=True, slots=True)
class Arguments:
    """`links` are texts that mean to be links; `files` are absolute paths, of nobody knows what."""

    hidden: bool = False
    links: tuple[str, ...] = ()
    files: tuple[str, ...] = ()


def parsed(words: Sequence[str], folder: str) -> Arguments:
    """What the words of a command line say, where relative files are those of `folder`.

    Raises BadArguments.
    """
    hidden = False
    wanted: list[str] = []
    files: list[str] = []
    options = True
    for word in words:
        if options and word == "--":
            options = False
        elif options and word == HIDDEN:
            hidden = True
        elif options and word.startswith("-"):
            raise BadArguments(f"Cairn does not know {word}.\n{USAGE}")
        elif links.is_link(word):
            wanted.append(word)
        elif word:
            files.append(str(PurePath(folder, _path(word))))
    if len(wanted) + len(files) > MOST:
        raise BadArguments(f"Cairn opens at most {MOST} links and files at once.")
    return Arguments(hidden, tuple(wanted), tuple(files))


def as_line(arguments: Arguments, token: str) -> bytes:
    """One line for the window that runs already, with the token that lets it come forward."""
    told = {"links": arguments.links, "files": arguments.files, "hidden": arguments.hidden}
    return json.dumps({**told, "token": token}).encode() + b"\n"


def from_line(line: bytes) -> tuple[Arguments, str] | None:
    """What such a line says: the arguments and the token; None when it says anything else."""
    try:
        told = json.loads(line)
        wanted, files = told["links"], told["files"]
        hidden, token = told["hidden"], told["token"]
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    texts = isinstance(wanted, list) and isinstance(files, list) and len(wanted + files) <= MOST
    if not texts or not all(isinstance(one, str) for one in (*wanted, *files, token)):
        return None
    if not isinstance(hidden, bool) or not all(PurePath(one).is_absolute() for one in files):
        return None
    return Arguments(hidden, tuple(wanted), tuple(files)), token


def _path(word: str) -> str:
    """A file's path; desktops may hand over its address instead."""
    parts = urlsplit(word) if word[:5].lower() == "file:" else None
    return unquote(parts.path) if parts else word
