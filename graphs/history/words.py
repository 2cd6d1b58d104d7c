"""How two texts differ, word by word. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

_WORDS = re.compile(r"\s*(?:\w+|[^\w\s])|\s+")

_MOST = 25_000_000
"""Pairs of words that are compared; beyond, all between the equal ends counts as changed."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one of two texts. What is `same` stands in the other one too."""

    text: str
    same: bool


def differences(left: str, right: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Both texts in pieces: joined they are the texts, and the same ones joined are equal."""
    ours, theirs = _WORDS.findall(left), _WORDS.findall(right)
    head = alike(ours, theirs)
    tail = alike(ours[head:][::-1], theirs[head:][::-1])
    ours_between = ours[head : len(ours) - tail]
    theirs_between = theirs[head : len(theirs) - tail]
    same = [(0, 0, head)]
    if len(ours_between) * len(theirs_between) <= _MOST:
        found = SequenceMatcher(None, ours_between, theirs_between)
        same += [(a + head, b + head, size) for a, b, size in found.get_matching_blocks()]
    same.append((len(ours) - tail, len(theirs) - tail, tail))
    return (
        _pieces(ours, [(a, size) for a, _, size in same]),
        _pieces(theirs, [(b, size) for _, b, size in same]),
    )


def alike(left: Sequence[object], right: Sequence[object]) -> int:
    """How many entries both begin with."""
    pairs = zip(left, right, strict=False)
    differing = (n for n, (ours, theirs) in enumerate(pairs) if ours != theirs)
    return next(differing, min(len(left), len(right)))


def _pieces(words: Sequence[str], same: Sequence[tuple[int, int]]) -> tuple[Piece, ...]:
    marks = [False] * len(words)
    for start, size in same:
        marks[start : start + size] = [True] * size
    runs = groupby(zip(words, marks, strict=True), key=lambda marked: marked[1])
    return tuple(Piece("".join(word for word, _ in run), mark) for mark, run in runs)
