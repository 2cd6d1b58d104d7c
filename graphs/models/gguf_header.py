"""What a model file (.gguf) says of itself at its beginning, read with bounds.

The format is described in ggml's docs/gguf.md: a magic number, a version, two counts, then keys
with typed values. The `gguf` package reads all of it with numpy and without bounds, which is large
to ship and takes seconds for the words that a model knows.
"""

import struct
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path
from typing import Final

MAGIC: Final = b"GGUF"
_VERSIONS: Final = (2, 3)
_STRING, _ARRAY = 8, 9
_FORMS: Final = {
    0: "<B",
    1: "<b",
    2: "<H",
    3: "<h",
    4: "<I",
    5: "<i",
    6: "<f",
    7: "<?",
    10: "<Q",
    11: "<q",
    12: "<d",
}
_MOST_KEYS: Final = 10_000
_LONGEST_STRING: Final = 1 << 20
_MOST_KEPT: Final = 1_024
_MOST_BYTES: Final = 16 << 20
"""Of all values together: what describes a model takes some thousands."""

_ITS_WORDS: Final = "tokenizer."

Value = str | int | float | list[int]


class NoHeader(Exception):
    """The file does not begin as a model file does, or ends in the middle of its beginning."""


@dataclass(frozen=True, slots=True)
class Header:
    """What is said by key, up to the words the model knows, which follow what describes it."""

    said: dict[str, Value]

    @property
    def architecture(self) -> str:
        return str(self.said.get("general.architecture", ""))

    @property
    def kind(self) -> str:
        """What the file holds: "model" unless it says otherwise."""
        return str(self.said.get("general.type", "model"))

    def number(self, key: str) -> int:
        """A number under the architecture's own key; of several the largest, 0 for none."""
        found = self.said.get(f"{self.architecture}.{key}", 0)
        match found:
            case list():
                return max(found, default=0)
            case int():
                return max(found, 0)
            case _:
                return 0


def read(path: Path) -> Header:
    """Read the beginning of a model file. Raises NoHeader, OSError."""
    said: dict[str, Value] = {}
    with path.open("rb") as file:
        reader = _Reader(file, path.stat().st_size)
        if reader.bytes(4) != MAGIC or reader.number("<I") not in _VERSIONS:
            raise NoHeader
        reader.number("<Q")  # how many tensors
        keys = reader.number("<Q")
        if keys > _MOST_KEYS:
            raise NoHeader
        for _ in range(keys):
            key = reader.string()
            if key.startswith(_ITS_WORDS):
                break
            value = reader.value(reader.number("<I"))
            if value is not None:
                said[key] = value
    return Header(said)


class _Reader:
    def __init__(self, file: BufferedReader, size: int) -> None:
        self._file = file
        self._size = size
        self._left = _MOST_BYTES

    def bytes(self, count: int) -> bytes:
        self._left -= count
        if self._left < 0:
            raise NoHeader
        found = self._file.read(count)
        if len(found) != count:
            raise NoHeader
        return found

    def number(self, form: str) -> int:
        return int(struct.unpack(form, self.bytes(struct.calcsize(form)))[0])

    def string(self) -> str:
        count = self.number("<Q")
        if count > _LONGEST_STRING:
            raise NoHeader
        return self.bytes(count).decode("utf-8", "replace")

    def value(self, form: int) -> Value | None:
        """The next value; None for what is too long to matter here, which is passed over."""
        if form == _STRING:
            return self.string()
        if form == _ARRAY:
            return self._several()
        if form not in _FORMS:
            raise NoHeader
        (found,) = struct.unpack(_FORMS[form], self.bytes(struct.calcsize(_FORMS[form])))
        return found

    def _several(self) -> list[int] | None:
        form, count = self.number("<I"), self.number("<Q")
        if form == _STRING:
            if count > _MOST_KEYS:
                raise NoHeader
            for _ in range(count):
                self.string()
            return None
        if form not in _FORMS:
            raise NoHeader
        length = count * struct.calcsize(_FORMS[form])
        if length > self._size:
            raise NoHeader
        if count > _MOST_KEPT or form in (6, 12):
            self._file.seek(length, 1)
            return None
        return [self.number(_FORMS[form]) for _ in range(count)]
