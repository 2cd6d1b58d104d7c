"""What Cairn is built from: as the packaged app lists it, or of the packages it runs with."""

import json
import logging
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Final

from desktop.settings import distributions

PACKAGED: Final = Path(__file__).parents[2] / "resources" / "licences"
"""Where the packaged app keeps its list and the texts."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Part:
    """One of them. `licence` is an SPDX expression; each but `name` may be ""."""

    name: str
    version: str
    licence: str
    home: str
    text_file: str = ""


@dataclass(frozen=True, slots=True)
class Parts:
    """All of them, by name. `packaged`: as listed when the app was packaged."""

    listed: tuple[Part, ...] = ()
    packaged: bool = False


def find(folder: Path = PACKAGED) -> Parts:
    """The list in `folder`; where there is none that can be read, the installed packages."""
    try:
        index = json.loads((folder / "index.json").read_text("utf-8"))
        listed = tuple(_part(entry) for entry in index["parts"])
    except FileNotFoundError:
        pass
    except (OSError, ValueError, LookupError, TypeError) as error:
        _log.warning("the list of licences cannot be read: %s", type(error).__name__)
    else:
        return Parts(listed, packaged=True)
    needed = distributions.needed_by("cairn-desktop")
    return Parts(
        tuple(
            Part(
                one.name,
                one.version,
                distributions.licence_of(one),
                distributions.home_of(one),
            )
            for one in needed
        )
    )


def text_of(part: Part, folder: Path = PACKAGED) -> str:
    """The text of its licence; "" when there is none, or no more. Raises OSError."""
    if part.text_file:
        return (folder / part.text_file).read_text("utf-8", "replace")
    try:
        return distributions.text_of(distribution(part.name))
    except PackageNotFoundError:
        return ""


def _part(entry: dict[str, str]) -> Part:
    name, version, licence = str(entry["name"]), str(entry["version"]), str(entry["licence"])
    return Part(name, version, licence, str(entry["home"]), Path(str(entry["text"])).name)
