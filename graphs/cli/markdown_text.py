"""Texts from anywhere as parts of one Markdown page, which none of them can break. Pure."""

import re

_FENCE = re.compile(r" {0,3}(`{3,}(?=[^`]*$)|~{3,})")
_HEADING = re.compile(r" {0,3}(#{1,6})(?=\s|$)")
_DEEPEST = 6
_BELOW = 3
"""The level of the headings that messages stand under."""


def quoted(text: str) -> str:
    """The text as a quotation, line by line."""
    return "\n".join(f"> {line}".rstrip() for line in text.splitlines())


def fenced(text: str) -> str:
    """The text as it is, in a block that nothing in it can end."""
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}\n{text}\n{fence}"


def within(text: str) -> str:
    """A text that is Markdown itself: its headings go below ours, its open block is closed."""
    lines: list[str] = []
    fence = ""
    for line in text.splitlines():
        opened = _FENCE.match(line)
        if fence:
            if opened and opened[1].startswith(fence) and not line.strip(f" {fence[0]}"):
                fence = ""
        elif opened:
            fence = opened[1]
        elif heading := _HEADING.match(line):
            level = min(len(heading[1]) + _BELOW, _DEEPEST)
            line = "#" * level + line[heading.end() :]
        lines.append(line)
    return "\n".join([*lines, fence] if fence else lines)
