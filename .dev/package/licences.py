"""Writes down whose work is in a packaged Cairn, and under which licences, beside its resources.

    python .dev/package/licences.py BUNDLE

A file or module of which nobody knows whose it is ends the build with its name, and so does a
licence that nobody has looked at, or one without its text.
"""

import json
import platform
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from importlib.metadata import distribution, version
from pathlib import Path
from typing import Final

import belonging
import inside
import known_parts

from desktop.settings import distributions

_CAIRN: Final = "cairn-desktop"
_WHERE: Final = "resources/packaging/licences/parts.toml"


@dataclass(frozen=True, slots=True)
class Part:
    """One part, as the index lists it. `text` is the name of a file beside the index."""

    name: str
    version: str
    licence: str
    home: str
    text: str


def main(bundle: Path) -> None:
    """Write the index and the texts of `bundle`."""
    table = known_parts.read()
    files = inside.files(bundle)
    found = belonging.belonging(files, inside.modules(bundle), belonging.installed(), table.parts)
    parts = sorted(_parts(found, table, files), key=lambda each: _place(each[0].name))
    wrong = [*_unknown(found), *_unfit(parts, table)]
    if wrong:
        raise SystemExit("\n".join(wrong))
    _write(parts, inside.home(bundle) / "resources" / "licences")
    print(f"The licences of {len(parts)} parts are in {bundle}.")


def _parts(
    found: belonging.Belonging, table: known_parts.Table, files: list[str]
) -> Iterator[tuple[Part, str]]:
    """All of them, each with its text."""
    for name in {_CAIRN, *found.packages}:
        yield _package(name, table.packages.get(name, known_parts.Known()))
    for part in table.parts:
        if part.name in found.parts:
            where = [path for path in files if part.has(path)]
            row = Part(part.name, _version(part, where), part.licence, part.home, _file(part.name))
            yield row, part.text()


def _place(name: str) -> tuple[bool, str]:
    """Cairn first, then the others by their names."""
    return name != "Cairn", name.lower()


def _package(name: str, known: known_parts.Known) -> tuple[Part, str]:
    one = distribution(name)
    own = distributions.text_of(one).strip("\n")
    row = Part(
        known.name or name,
        one.version,
        known.licence or distributions.licence_of(one),
        known.home or distributions.home_of(one),
        _file(name),
    )
    return row, known_parts.RULE.join(text for text in (own, known.text()) if text)


def _version(part: known_parts.Known, files: list[str]) -> str:
    if part.version == "Python":
        return platform.python_version()
    if part.version == "SQLite":
        from pysqlite3 import dbapi2

        return dbapi2.sqlite_version
    return version(part.version) if part.version else _packaged_version(files)


def _packaged_version(files: list[str]) -> str:
    """That of the system's package which the first of these libraries is of; "" elsewhere."""
    if not files or "/" in files[0] or not shutil.which("dpkg-query"):
        return ""
    found = _dpkg("--search", f"*/{files[0]}")
    package = found.partition(": ")[0].partition(",")[0]
    whole = _dpkg("--show", "--showformat=${Version}", package) if package else ""
    return re.sub(r"^\d+:|[-+~][^-]*$|\+dfsg.*$", "", whole)


def _dpkg(*arguments: str) -> str:
    command = ["dpkg-query", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


def _unknown(found: belonging.Belonging) -> Iterator[str]:
    for name in found.unknown:
        yield f"Nobody knows whose {name} is. Leave it out, or add its project to {_WHERE}."


def _unfit(parts: list[tuple[Part, str]], table: known_parts.Table) -> Iterator[str]:
    for part, text in parts:
        if part.licence not in table.reviewed:
            yield (
                f"{part.name} is under “{part.licence}”, at which nobody has looked. Read it, and "
                f"leave the part out or add the licence to {_WHERE}."
            )
        if not text:
            yield f"{part.name} brings no text of its licence. Name one in {_WHERE}."
    # Windows and macOS would take the one file for the other.
    names = [part.text.lower() for part, _ in parts]
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield f"Two parts would be written to {name}. Give one another name in {_WHERE}."


def _file(name: str) -> str:
    return re.sub(r"[^A-Za-z0-9.+-]+", "-", name).strip("-") + ".txt"


def _write(parts: list[tuple[Part, str]], folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for part, text in parts:
        (folder / part.text).write_text(text + "\n", "utf-8")
    rows = [asdict(part) for part, _ in parts]
    index = json.dumps({"parts": rows}, ensure_ascii=False, indent=1)
    (folder / "index.json").write_text(index + "\n", "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
