"""A file's bytes as text, and back without a change that nobody asked for. Pure."""

import codecs
from dataclasses import dataclass

from graphs.errors import ToolError


@dataclass(frozen=True, slots=True)
class Content:
    """Text of a file. `mark`: it began with a byte order mark. `crlf`: all lines end in CR LF.

    In `text` the lines of such a file end in LF.
    """

    text: str
    mark: bool = False
    crlf: bool = False

    def encoded(self) -> bytes:
        text = self.text.replace("\n", "\r\n") if self.crlf else self.text
        return (codecs.BOM_UTF8 if self.mark else b"") + text.encode()


def decoded(content: bytes, name: str) -> Content:
    """The text in `content`. Raises ToolError when it is none, or not in UTF-8."""
    if b"\0" in content:
        raise ToolError(f"{name} is not text, so it can be neither shown nor changed as text.")
    try:
        text = content.removeprefix(codecs.BOM_UTF8).decode()
    except UnicodeDecodeError as error:
        raise ToolError(f"{name} is not text in UTF-8, so it cannot be read as text.") from error
    crlf = text.count("\r\n")
    whole = crlf > 0 and crlf == text.count("\n") and crlf == text.count("\r")
    return Content(
        text.replace("\r\n", "\n") if whole else text,
        mark=content.startswith(codecs.BOM_UTF8),
        crlf=whole,
    )


def edited(content: Content, old: str, new: str, name: str) -> Content:
    """`content` with `old`, which has to occur exactly once, replaced. Raises ToolError."""
    if not old:
        raise ToolError("The old text is empty; write_file writes a whole file.")
    if content.crlf:
        old, new = old.replace("\r\n", "\n"), new.replace("\r\n", "\n")
    times = occurrences(content.text, old)
    if times == 0:
        raise ToolError(
            f"{name} does not hold the old text.", "Read the file, and copy it exactly."
        )
    if times > 1:
        raise ToolError(
            f"{name} holds the old text {times} times, and it has to be one place.",
            "Take in more of the lines around it.",
        )
    return Content(content.text.replace(old, new, 1), content.mark, content.crlf)


def occurrences(text: str, part: str) -> int:
    """In how many places `part` begins, also where two of them overlap."""
    times, at = 0, text.find(part)
    while at >= 0:
        times, at = times + 1, text.find(part, at + 1)
    return times
