"""The settings file, which the person writes: a table of it, or what is wrong with it."""

import re
import tomllib
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any, cast


class Unusable(Exception):
    """`reason` says in a clause what is wrong with the file; nothing in it is quoted."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def table(settings: Path, name: str, known: Collection[str]) -> dict[str, Any] | None:
    """The table of that name, which may have the `known` keys.

    None when the file or the table is not there. Raises Unusable, with the line where it can.
    """
    try:
        document = tomllib.loads(settings.read_text("utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise Unusable("it cannot be read as text") from error
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        place = f"line {line[1]}" if line else "its end"
        raise Unusable(f"{place} is not valid TOML") from error
    found = document.get(name)
    if found is None:
        return None
    if not isinstance(found, dict):
        raise Unusable(f"{name} is not a table")
    unknown = sorted(cast("dict[str, Any]", found).keys() - set(known))
    if unknown:
        raise Unusable(f"[{name}] knows no {unknown[0]!r}")
    return cast("dict[str, Any]", found)


def text(name: str, found: Mapping[str, Any], key: str) -> str:
    """The text under a key of the table `name`, without space around it; "" for none.

    Raises Unusable.
    """
    value = found.get(key, "")
    if not isinstance(value, str):
        raise Unusable(f"{key} in [{name}] is not text in quotes")
    return value.strip()
