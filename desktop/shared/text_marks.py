"""Two texts that differ, as marked HTML and as words to be heard."""

import html
import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from PySide6.QtCore import QCoreApplication

from graphs import Piece

LONGEST = 1_200
"""Characters of a passage that one row holds: more would take the window long to lay out."""

_SPOKEN = 300
"""Characters of a passage that are read aloud at its row."""

_WITHIN_LINES = re.compile(r"\S(?:[^\n]*\S)?")


def chunks(pieces: Sequence[Piece]) -> Iterator[tuple[Piece, ...]]:
    """The pieces in stretches of at most LONGEST characters; one empty stretch of nothing.

    They end where lines do, or else words, if that is not too early.
    """
    stretch: list[Piece] = []
    begin, text = 0, "".join(piece.text for piece in pieces)
    end = _end(text, begin)
    for piece in pieces:
        left = piece.text
        while left:
            part, left = left[: end - begin], left[end - begin :]
            stretch.append(Piece(part, piece.same))
            begin += len(part)
            if begin == end:
                yield tuple(stretch)
                stretch, end = [], _end(text, begin)
    if not text:
        yield ()


def _end(text: str, begin: int) -> int:
    early, late = begin + LONGEST // 2, begin + LONGEST
    if late >= len(text):
        return len(text)
    ends = (text.rfind(blank, early, late) + 1 for blank in "\n ")
    return next(filter(None, ends), late)


def length(pieces: Sequence[Piece]) -> int:
    """How many characters they have."""
    return sum(len(piece.text) for piece in pieces)


def marked(pieces: Sequence[Piece]) -> str:
    """HTML in which what differs has the class "other"."""
    return "".join(
        plain(piece.text) if piece.same else _other(piece.text) for piece in _whole(pieces)
    )


def plain(text: str) -> str:
    """HTML without a mark."""
    return html.escape(text).replace("\n", "<br>")


def spoken(pieces: Sequence[Piece], *, compared: bool) -> str:
    """The text, and what of it stands on this side only if it was compared."""
    said = " ".join("".join(piece.text for piece in pieces).split())
    others = " … ".join(" ".join(piece.text.split()) for piece in _whole(pieces) if not piece.same)
    if not compared or not others.strip(" …") or others == said:
        return _cut(said)
    words = QCoreApplication.translate("Compare", "{text} Only here: {others}")
    return words.format(text=_cut(said), others=_cut(others))


def _whole(pieces: Sequence[Piece]) -> list[Piece]:
    """What differs without holes: signs that happen to be the same between it belong to it."""
    last = len(pieces) - 1
    seen = [
        Piece(
            piece.text,
            piece.same and (place in (0, last) or any(sign.isalnum() for sign in piece.text)),
        )
        for place, piece in enumerate(pieces)
    ]
    runs = groupby(seen, key=lambda piece: piece.same)
    return [Piece("".join(piece.text for piece in run), same) for same, run in runs]


def _other(text: str) -> str:
    """Marked line by line, without the blanks around; blanks alone are marked themselves."""
    if text.isspace():
        blanks = plain(text.replace("\n", "↵\n"))
        return f'<span class="other">{blanks}</span>'
    escaped = html.escape(text)
    lines = _WITHIN_LINES.sub(lambda found: f'<span class="other">{found[0]}</span>', escaped)
    return lines.replace("\n", "<br>")


def _cut(text: str) -> str:
    return text if len(text) <= _SPOKEN else text[:_SPOKEN] + "…"
