"""The settings file, which the person and Cairn both write: a table of it, or what is wrong."""

import re
import tomllib
from collections.abc import Collection, Generator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from graphs.storage.faults import translated
from graphs.storage.whole_file import write_whole

if TYPE_CHECKING:
    from tomlkit import TOMLDocument


class Unusable(Exception):
    """`reason` says in a clause what is wrong with the file; nothing in it is quoted."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def table(settings: Path, name: str, known: Collection[str] | None) -> dict[str, Any] | None:
    """The table of that name, which may have the `known` keys; None: any.

    None when the file or the table is not there. Raises Unusable, with the line where it can.
    """
    found = _parsed(_text(settings)).get(name)
    return None if found is None else checked(name, found, known)


def checked(name: str, found: object, known: Collection[str] | None) -> dict[str, Any]:
    """What stands under a name in the file, as a table with none but the `known` keys.

    Raises Unusable.
    """
    if not isinstance(found, dict):
        raise Unusable(f"{name} is not a table")
    inside = cast("dict[str, Any]", found)
    unknown = sorted(inside.keys() - set(inside if known is None else known))
    if unknown:
        raise Unusable(f"[{name}] knows no {unknown[0]!r}")
    return inside


def text(name: str, found: Mapping[str, Any], key: str) -> str:
    """The text under a key of the table `name`, without space around it; "" for none.

    Raises Unusable.
    """
    value = found.get(key, "")
    if not isinstance(value, str):
        raise Unusable(f"{key} in [{name}] is not text in quotes")
    return value.strip()


@contextmanager
def changing(settings: Path) -> Generator["TOMLDocument"]:
    """The whole file, to be changed in the block; then it is written, whole or not at all.

    What the person wrote stays as it is, comments too. Its owner alone can read it afterwards:
    there are keys in it. Raises Unusable when it is no TOML, HomeError when it cannot be written.
    """
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    written = _text(settings)
    _parsed(written)
    try:
        document = tomlkit.parse(written)
    except TOMLKitError as error:
        raise Unusable("it is not valid TOML") from error
    yield document
    with translated(settings):
        write_whole(settings, tomlkit.dumps(document).encode(), private=True)


def _text(settings: Path) -> str:
    try:
        return settings.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as error:
        raise Unusable("it cannot be read as text") from error


def _parsed(written: str) -> dict[str, Any]:
    try:
        return tomllib.loads(written)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        place = f"line {line[1]}" if line else "its end"
        raise Unusable(f"{place} is not valid TOML") from error
