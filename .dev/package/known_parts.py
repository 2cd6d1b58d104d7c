"""Whose work is in Cairn, as resources/packaging/licences/parts.toml records it."""

import tomllib
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).parents[2] / "resources" / "packaging" / "licences"
RULE: Final = "\n\n" + "-" * 72 + "\n\n"


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of one part. For what it means see the head of the table."""

    name: str = ""
    licence: str = ""
    home: str = ""
    files: tuple[str, ...] = ()
    inside: str = ""
    version: str = ""
    copyright: str = ""
    texts: tuple[str, ...] = ()

    def has(self, path: str) -> bool:
        """Whether that file of the bundle belongs to it."""
        return any(fnmatchcase(path, pattern) for pattern in self.files)

    def text(self) -> str:
        """Who holds the rights, and the terms."""
        texts = [(FOLDER / name).read_text("utf-8").strip("\n") for name in self.texts]
        return RULE.join(text for text in (self.copyright.strip("\n"), *texts) if text)


@dataclass(frozen=True, slots=True)
class Table:
    """The whole record."""

    reviewed: frozenset[str] = frozenset()
    parts: tuple[Known, ...] = ()
    packages: dict[str, Known] = field(default_factory=dict[str, Known])


def read(file: Path = FOLDER / "parts.toml") -> Table:
    """The table in that file."""
    table = tomllib.loads(file.read_text("utf-8"))
    return Table(
        frozenset(table["reviewed"]),
        tuple(_known(entry) for entry in table["part"]),
        {name: _known(entry) for name, entry in table["package"].items()},
    )


def _known(entry: dict[str, str | list[str]]) -> Known:
    return Known(**{k: tuple(v) if isinstance(v, list) else v for k, v in entry.items()})  # pyright: ignore[reportArgumentType]
