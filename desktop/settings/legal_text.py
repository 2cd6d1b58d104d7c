"""A licence's text, laid out for lines of another width than the one it was written for. Pure."""

import re
import textwrap
from dataclasses import dataclass
from typing import Final

_FULL: Final = 48  # a line shorter than this ends where its writer wanted it to
_LONGEST: Final = 4_000  # characters of one paragraph
_MIDDLE: Final = 14  # blanks before it
_RULE: Final = re.compile(r"[-=_*~ ]{10,}")
_BEGINS: Final = re.compile(
    r"(?:[-*•]|\(?(?:\d+|[a-z]|[ivx]+)[.)]|[a-z]+:)\s|copyright\s+(?:\(c\)|©|\d)|©", re.IGNORECASE
)
_DRAWN: Final = re.compile(r"\S {3,}\S|\t|^\s*\|", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A piece of the text. `indent` counts from 0 to 3.

    `rule` is a line across, without words; `drawn` are words that blanks hold in their places.
    """

    key: str
    text: str
    indent: int = 0
    rule: bool = False
    drawn: bool = False


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """The whole text, with lines that were broken for their width joined again."""
    found: list[Paragraph] = []
    for block in re.split(r"\n\s*\n", text.expandtabs(4).replace("\r\n", "\n").strip("\n")):
        drawn = _DRAWN.search(block) is not None
        for piece in [block.rstrip()] if drawn else _joined(block):
            words = textwrap.dedent(piece) if drawn else re.sub(" {2,}", " ", piece.strip())
            rule = _is_rule(words)
            for part in _cut("" if rule else words):
                found.append(Paragraph(str(len(found)), part, _indent(piece), rule, drawn))
    return tuple(one for one in found if one.text or one.rule)


def _is_rule(words: str) -> bool:
    return _RULE.fullmatch(words) is not None


def _joined(block: str) -> list[str]:
    """A block's lines, joined with those before them that were full."""
    pieces: list[str] = []
    before = ""
    for line in block.split("\n"):
        words = line.strip()
        goes_on = len(before) >= _FULL and not _is_rule(before)
        if pieces and goes_on and not _BEGINS.match(words) and not _is_rule(words):
            pieces[-1] += " " + words
        else:
            pieces.append(line)
        before = words
    return pieces


def _indent(piece: str) -> int:
    """How deep it stands; what stands in the middle of a line is a heading, and not deep."""
    blanks = len(piece) - len(piece.lstrip(" "))
    return min(3, blanks // 3) if blanks < _MIDDLE else 0


def _cut(piece: str) -> list[str]:
    return [piece[at : at + _LONGEST] for at in range(0, len(piece), _LONGEST)] or [""]
