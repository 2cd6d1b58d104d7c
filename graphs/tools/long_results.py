"""Results too long to be handed to a model as a whole: the head, and a way to read on."""

from typing import Final

from graphs.errors import NotFound, ToolError
from graphs.storage.blobs import Blobs
from graphs.storage.text import storable

LONGEST: Final = 50_000
"""Bytes of a result that is handed over as it is."""

PAGE: Final = 16_000
"""Characters that are read at once."""

_HEAD: Final = 4_000
_PREFIX: Final = "result:"


def shortened(result: str, blobs: Blobs) -> str:
    """`result`, or its head when it is too long; the whole is then kept as a blob."""
    whole = storable(result)
    content = whole.encode()
    if len(content) <= LONGEST:
        return whole
    path = f"{_PREFIX}{blobs.put(content)}"
    return paged(whole, 0, path, _HEAD)


def kept(path: str, blobs: Blobs) -> str | None:
    """The whole result that `path` stands for; None if it is an ordinary path."""
    if not path.startswith(_PREFIX):
        return None
    try:
        return blobs.get(path.removeprefix(_PREFIX)).decode()
    except (NotFound, UnicodeDecodeError) as error:
        raise ToolError("There is no such result any more.") from error


def paged(text: str, offset: int, path: str, most: int = PAGE) -> str:
    """At most `most` characters from `offset` on, cut at a line, and how to read on."""
    if offset and offset >= len(text):
        raise ToolError(f"There are only {len(text)} characters, so none after {offset}.")
    end = min(len(text), offset + most)
    if end < len(text):
        end = text.rfind("\n", offset + most // 2, end) + 1 or end
    page = text[offset:end]
    if end < len(text):
        page = page.rstrip("\n") + (
            f"\n[Characters {offset} to {end} of {len(text)}. "
            f'Read on with read_file(path="{path}", offset={end}).]'
        )
    return page
