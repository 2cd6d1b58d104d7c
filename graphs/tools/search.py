"""Search in the workspace's files: plain text, any case."""

import asyncio
import re
import stat
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from pydantic import Field

from graphs.errors import ToolError
from graphs.storage.text import storable
from graphs.tools import content, file_access, names
from graphs.tools.desk import Desk, Runtime
from graphs.tools.folder import Folder, is_link
from graphs.tools.spec import Arguments, Line, ToolSpec, read_only, tool_of
from graphs.tools.workspace import DEEPEST

MOST_HITS: Final = 100
SECONDS: Final = 5.0
LARGEST: Final = 2 * 1024 * 1024
"""Bytes of a file beyond which only its name is looked at."""

_VERSION_CONTROL: Final = frozenset({".git", ".hg", ".svn", ".jj", ".bzr"})
_WIDTH: Final = 200


class SearchFiles(Arguments):
    """What to search for, and where."""

    query: Line = Field(description="The text to look for.")
    path: Line = Field(".", description="The folder to look in, relative to the workspace.")


async def search_files(runtime: Runtime, query: str, path: str = ".") -> str:
    """Find a text in the files of the workspace, and in their names. Upper and lower case are one.

    Example: search_files(query="milk")
    """
    return await asyncio.to_thread(search, runtime.context.desk, query, path)


def search(desk: Desk, query: str, path: str, seconds: float = SECONDS) -> str:
    """The hits, one a line: `file` where its name has it, `file:line: text` where a line has it.

    Ends after MOST_HITS or `seconds`, and says so. Raises ToolError.
    """
    target = desk.workspace.resolve(path)
    found = file_access.required(desk.workspace, target)
    if not stat.S_ISDIR(found.st_mode):
        raise ToolError(f"{desk.workspace.shown(target)} is a file; read_file reads it.")
    looked = _Search(re.compile(re.escape(query), re.IGNORECASE), time.monotonic() + seconds)
    hits: list[str] = []
    with desk.workspace.opened(target) as folder:
        for hit in looked.within(folder, desk.workspace.parts(target)):
            hits.append(hit)
            if len(hits) == MOST_HITS:
                hits.append(f"[the first {MOST_HITS}; there may be more]")
                break
    if looked.late:
        hits.append(f"[stopped after {seconds:g} seconds; not every file was searched]")
    return "\n".join(hits) or "Nothing was found."


@dataclass(slots=True)
class _Search:
    wanted: re.Pattern[str]
    until: float
    late: bool = field(default=False)

    def within(self, folder: Folder, above: tuple[str, ...]) -> Iterator[str]:
        try:
            entries = sorted(folder.names())
        except OSError:
            return
        for name in entries:
            self.late = self.late or time.monotonic() > self.until
            if self.late:
                return
            yield from self._of(folder, name, (*above, name))

    def _of(self, folder: Folder, name: str, parts: tuple[str, ...]) -> Iterator[str]:
        found = folder.status(name)
        if found is None or is_link(found):
            return
        shown = storable(names.posix(parts))
        if stat.S_ISDIR(found.st_mode):
            if name in _VERSION_CONTROL or len(parts) > DEEPEST:
                return
            if self.wanted.search(name):
                yield f"{shown}/"
            try:
                with folder.child(name) as child:
                    yield from self.within(child, parts)
            except OSError:  # taken away, or not for us to open
                return
        elif stat.S_ISREG(found.st_mode):
            if self.wanted.search(name):
                yield shown
            if found.st_size <= LARGEST:
                yield from self._lines(folder, name, shown)

    def _lines(self, folder: Folder, name: str, shown: str) -> Iterator[str]:
        try:
            text = content.decoded(folder.read(name, LARGEST), shown).text
        except (OSError, ToolError):
            return
        if not self.wanted.search(text):
            return
        for number, line in enumerate(text.splitlines(), 1):
            if hit := self.wanted.search(line):
                yield f"{shown}:{number}: {_around(line, hit.start())}"


def _around(line: str, at: int) -> str:
    if len(line) <= _WIDTH:
        return line.strip()
    start = max(0, min(at - _WIDTH // 2, len(line) - _WIDTH))
    part = line[start : start + _WIDTH].strip()
    return f"{'…' if start else ''}{part}{'…' if start + _WIDTH < len(line) else ''}"


SEARCH: Final[tuple[ToolSpec, ...]] = (
    read_only(tool_of(search_files, SearchFiles), "Search for", of="query", path="path"),
)
