"""A comparison as rows of two columns, in the reader's language."""

import html
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from PySide6.QtCore import QCoreApplication

from desktop.shared.action_words import duration
from desktop.shared.arguments import written
from desktop.shared.branch_words import branch_name
from graphs import Branch, Comparison, Passage, PassageKind, Piece, Row, Totals, differences

translate = QCoreApplication.translate

LONGEST = 2_500
"""Characters of a passage that one row holds: more would take the window long to lay out."""

_SPOKEN = 300
"""Characters of a passage that are read aloud at its row."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: a branch as it is now, or as it was at a step."""

    branch: Branch
    position: int | None = None

    @property
    def name(self) -> str:
        """What its column is called."""
        name = branch_name(self.branch)
        if self.position is None:
            return name
        return translate("Compare", "{name}, step {step}").format(name=name, step=self.position)


@dataclass(frozen=True, slots=True)
class CompareRow:
    """A turn's heading, or a stretch of two passages that answer to each other.

    `ours` and `theirs` are HTML in which what differs has the class "other"; `spoken_ours` and
    `spoken_theirs` say the same to those who hear it. `label` says whose words they are, "" for
    those of the row above. `more` characters are folded away below.
    """

    key: str
    heading: str = ""
    label: str = ""
    code: bool = False
    same: bool = False
    ours: str = ""
    theirs: str = ""
    spoken_ours: str = ""
    spoken_theirs: str = ""
    has_ours: bool = True
    has_theirs: bool = True
    more: int = 0


def rows_of(found: Comparison, unfolded: Collection[str] = ()) -> tuple[CompareRow, ...]:
    """All rows; of long passages only the beginning, unless their key is among `unfolded`."""
    return tuple(
        row
        for number, turn in enumerate(found.turns, found.shared + 1)
        for row in _turn(number, turn, unfolded)
    )


def kept_of(before: Sequence[CompareRow], now: Sequence[CompareRow]) -> int:
    """How many rows both begin with."""
    pairs = zip(before, now, strict=False)
    differing = (place for place, (ours, theirs) in enumerate(pairs) if ours != theirs)
    return next(differing, min(len(before), len(now)))


def shared_words(found: Comparison) -> str:
    """How much of both is the same."""
    if not found.turns:
        return translate("Compare", "They are the same so far.")
    match found.shared:
        case 0:
            return translate("Compare", "They differ from the first turn on.")
        case 1:
            return translate("Compare", "The first turn is the same.")
        case shared:
            return translate("Compare", "The first {count} turns are the same.").format(
                count=f"{shared:,}"
            )


def spent(totals: Totals) -> str:
    """What a side has cost since they parted."""
    parts = (
        _tokens(totals),
        duration(totals.seconds) if totals.seconds else "",
        _actions(totals.done, totals.actions),
    )
    return " · ".join(part for part in parts if part)


def _tokens(totals: Totals) -> str:
    if totals.tokens_in is None and totals.tokens_out is None:
        return ""
    return translate("Compare", "{read} tokens read, {written} written").format(
        read=f"{totals.tokens_in or 0:,}", written=f"{totals.tokens_out or 0:,}"
    )


def _actions(done: int, wanted: int) -> str:
    if done == wanted:
        if wanted == 1:
            return translate("Compare", "1 action")
        return translate("Compare", "{count} actions").format(count=wanted)
    return translate("Compare", "{done} of {wanted} actions done").format(done=done, wanted=wanted)


def _turn(number: int, turn: Sequence[Row], unfolded: Collection[str]) -> Iterator[CompareRow]:
    heading = translate("Compare", "Turn {number}").format(number=f"{number:,}")
    yield CompareRow(f"{number}", heading=heading, has_ours=False, has_theirs=False)
    for place, row in enumerate(turn):
        yield from _passages(f"{number}.{place}", row, unfolded)


def _passages(key: str, row: Row, unfolded: Collection[str]) -> Iterator[CompareRow]:
    passage = row.left or row.right
    assert passage is not None
    left, right = _pieces(row)
    both = row.left is not None and row.right is not None
    chunks = list(zip_longest(_chunks(left), _chunks(right), fillvalue=()))
    shown = chunks if key in unfolded else chunks[:1]
    hidden = sum(max(_length(ours), _length(theirs)) for ours, theirs in chunks[len(shown) :])
    for place, (ours, theirs) in enumerate(shown):
        yield CompareRow(
            key if place == 0 else f"{key}.{place}",
            label=_label(passage) if place == 0 else "",
            code=passage.kind in (PassageKind.CALL, PassageKind.RESULT),
            same=all(piece.same for piece in (*ours, *theirs)),
            ours=_html(ours, marked=both),
            theirs=_html(theirs, marked=both),
            spoken_ours=_spoken(ours, marked=both),
            spoken_theirs=_spoken(theirs, marked=both),
            has_ours=row.left is not None,
            has_theirs=row.right is not None,
            more=hidden if place == len(shown) - 1 else 0,
        )


def _pieces(row: Row) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Both texts in pieces; a call's arguments as people write them."""
    sides = [passage for passage in (row.left, row.right) if passage]
    if sides[0].kind is PassageKind.CALL:
        ours, theirs = (written(one.text) if one else "" for one in (row.left, row.right))
        return differences(ours, theirs)
    return (
        row.left.pieces if row.left else (),
        row.right.pieces if row.right else (),
    )


def _chunks(pieces: Sequence[Piece]) -> Iterator[tuple[Piece, ...]]:
    """The pieces in stretches of at most LONGEST characters; one empty stretch of nothing."""
    stretch: list[Piece] = []
    room = LONGEST
    for piece in pieces:
        text = piece.text
        while text:
            part, text = text[:room], text[room:]
            stretch.append(Piece(part, piece.same))
            room -= len(part)
            if not room:
                yield tuple(stretch)
                stretch, room = [], LONGEST
    if stretch or not pieces:
        yield tuple(stretch)


def _length(pieces: Sequence[Piece]) -> int:
    return sum(len(piece.text) for piece in pieces)


def _html(pieces: Sequence[Piece], *, marked: bool) -> str:
    return "".join(
        html.escape(piece.text)
        if piece.same or not marked or not piece.text.strip()
        else f'<span class="other">{html.escape(piece.text)}</span>'
        for piece in pieces
    )


def _spoken(pieces: Sequence[Piece], *, marked: bool) -> str:
    said = " ".join("".join(piece.text for piece in pieces).split())
    others = " … ".join(" ".join(piece.text.split()) for piece in pieces if not piece.same)
    if not marked or not others or others == said:
        return _cut(said)
    words = translate("Compare", "{text} Only here: {others}")
    return words.format(text=_cut(said), others=_cut(others))


def _cut(text: str) -> str:
    return text if len(text) <= _SPOKEN else text[:_SPOKEN] + "…"


def _label(passage: Passage) -> str:
    tool = passage.tool.replace("_", " ").capitalize()
    match passage.kind:
        case PassageKind.YOU:
            return translate("Compare", "You")
        case PassageKind.SAID | PassageKind.ANSWER:
            return translate("Compare", "Cairn")
        case PassageKind.CALL:
            return tool
        case PassageKind.RESULT:
            return translate("Compare", "{tool}: the result").format(tool=tool)
