"""What changes between two texts, line by line. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from graphs.storage.action_records import DiffLine

MOST_LINES: Final = 400
_AROUND: Final = 3
_WIDEST: Final = 400
_COMPARED: Final = 2000


@dataclass(frozen=True, slots=True)
class Diff:
    """At most MOST_LINES lines; `more` were left out. `added` and `removed` count them all."""

    lines: tuple[DiffLine, ...]
    more: int
    added: int
    removed: int


def diff(old: str, new: str) -> Diff:
    """What is added and removed, with three equal lines around it and a gap for more.

    A stretch of more than 2,000 lines that differs is told as removed and added as a whole.
    """
    before, after = old.splitlines(), new.splitlines()
    blocks = list(_blocks(before, after))
    told = [line for block in _gapped(before, after, blocks) for line in block]
    return Diff(
        lines=tuple(told[:MOST_LINES]),
        more=max(0, len(told) - MOST_LINES),
        added=sum(end - start for same, _, _, start, end in blocks if not same),
        removed=sum(end - start for same, start, end, _, _ in blocks if not same),
    )


_Block = tuple[bool, int, int, int, int]  # equal?, from and to before, from and to after


def _blocks(before: Sequence[str], after: Sequence[str]) -> Iterator[_Block]:
    head = _common(before, after)
    tail = _common(before[head:][::-1], after[head:][::-1])
    to_before, to_after = len(before) - tail, len(after) - tail
    if head:
        yield True, 0, head, 0, head
    if max(to_before - head, to_after - head) > _COMPARED:
        yield False, head, to_before, head, to_after
    else:
        matcher = SequenceMatcher(None, before[head:to_before], after[head:to_after], False)
        for kind, a, b, c, d in matcher.get_opcodes():
            yield kind == "equal", head + a, head + b, head + c, head + d
    if tail:
        yield True, to_before, len(before), to_after, len(after)


def _common(before: Sequence[str], after: Sequence[str]) -> int:
    pairs = enumerate(zip(before, after, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(before), len(after)))


def _gapped(
    before: Sequence[str], after: Sequence[str], blocks: Sequence[_Block]
) -> Iterator[list[DiffLine]]:
    for position, (same, a, b, c, d) in enumerate(blocks):
        if not same:
            yield [_line("removed", text) for text in before[a:b]]
            yield [_line("added", text) for text in after[c:d]]
            continue
        lead = _AROUND if position > 0 else 0
        trail = _AROUND if position < len(blocks) - 1 else 0
        if b - a <= lead + trail + 1:
            yield [_line("same", text) for text in before[a:b]]
            continue
        yield [_line("same", text) for text in before[a : a + lead]]
        yield [DiffLine("gap", f"{b - a - lead - trail} equal lines")]
        yield [_line("same", text) for text in before[b - trail : b]]


def _line(kind: str, text: str) -> DiffLine:
    shown = text if len(text) <= _WIDEST else f"{text[:_WIDEST]}…"
    match kind:
        case "added":
            return DiffLine("added", shown)
        case "removed":
            return DiffLine("removed", shown)
        case _:
            return DiffLine("same", shown)
