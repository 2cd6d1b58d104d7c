"""What a program prints, kept in bounded memory: its beginning and its end. Pure."""

import re
from collections import deque
from typing import Final

MOST: Final = 1_000_000
"""Bytes that are kept."""

_ESCAPES: Final = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-Z\\-_])")


class Captured:
    """Takes what is printed, bit by bit."""

    def __init__(self, most: int = MOST) -> None:
        self.total = 0
        self._half = most // 2
        self._head = bytearray()
        self._tail: deque[bytes] = deque()
        self._in_tail = 0

    def take(self, chunk: bytes) -> None:
        """The next bytes."""
        self.total += len(chunk)
        room = self._half - len(self._head)
        self._head += chunk[:room]
        rest = chunk[room:]
        if not rest:
            return
        self._tail.append(rest)
        self._in_tail += len(rest)
        while self._in_tail - len(self._tail[0]) >= self._half:
            self._in_tail -= len(self._tail.popleft())

    def text(self) -> str:
        """What was printed, as text; of too much the head and the tail, and how much there was."""
        tail = b"".join(self._tail)[-self._half :]
        left_out = self.total - len(self._head) - len(tail)
        kept = bytes(self._head) + tail
        if not kept:
            return "(It printed nothing.)"
        if _is_binary(kept):
            return f"(It printed {self.total:,} bytes that are not text.)"
        if not left_out:
            return _text(kept)
        note = f"\n[{left_out:,} of {self.total:,} bytes are left out here]\n"
        return f"{_text(bytes(self._head))}{note}{_text(tail)}"


def _is_binary(content: bytes) -> bool:
    text = content.decode(errors="replace")
    return b"\0" in content or text.count("\ufffd") > len(text) / 10


def _text(content: bytes) -> str:
    text = content.decode(errors="replace").replace("\r\n", "\n")
    return _ESCAPES.sub("", text)
