"""A comparison as rows of two columns, in the reader's language."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from PySide6.QtCore import QCoreApplication

from desktop.shared.arguments import written
from desktop.shared.branch_words import branch_name
from desktop.shared.text_marks import chunks, length, marked, plain, spoken
from graphs import Branch, Comparison, Passage, PassageKind, Piece, Row, differences

translate = QCoreApplication.translate

_FEW = 3
"""Stretches of a passage that are shown until all of it is wanted."""


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
    those of the row above. `lacks`: here begins what one side lacks. `live`: it is being written.
    `more` says how much is folded away below.
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
    lacks: bool = False
    live: bool = False
    more: str = ""


def rows_of(found: Comparison, unfolded: Collection[str] = ()) -> tuple[CompareRow, ...]:
    """All rows; of long passages only the beginning, unless it is among `unfolded`."""
    return tuple(
        row
        for number, turn in enumerate(found.turns, found.shared + 1)
        for row in _turn(number, turn, unfolded)
    )


def passage_of(key: str) -> str:
    """The key of the passage that a row is of."""
    return ".".join(key.split(".")[:2])


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


def _turn(number: int, turn: Sequence[Row], unfolded: Collection[str]) -> Iterator[CompareRow]:
    heading = translate("Compare", "Turn {number}").format(number=f"{number:,}")
    yield CompareRow(f"{number}", heading=heading, has_ours=False, has_theirs=False)
    before = (True, True)
    for place, row in enumerate(turn):
        lacks = _sides(row) != (True, True) and _sides(row) != before
        yield from _passages(f"{number}.{place}", row, lacks, unfolded)
        before = _sides(row)


def _passages(key: str, row: Row, lacks: bool, unfolded: Collection[str]) -> Iterator[CompareRow]:
    passage = row.left or row.right
    assert passage is not None
    left, right = _pieces(row)
    both = row.left is not None and row.right is not None
    stretches = list(zip_longest(chunks(left), chunks(right), fillvalue=()))
    shown = stretches if key in unfolded else stretches[:_FEW]
    hidden = sum(max(length(ours), length(theirs)) for ours, theirs in stretches[len(shown) :])
    for place, (ours, theirs) in enumerate(shown):
        yield CompareRow(
            key if place == 0 else f"{key}.{place}",
            label=_label(passage) if place == 0 else "",
            code=passage.kind in (PassageKind.CALL, PassageKind.RESULT),
            same=all(piece.same for piece in (*ours, *theirs)),
            ours=_html(ours, compared=both, goes_on=place < len(stretches) - 1),
            theirs=_html(theirs, compared=both, goes_on=place < len(stretches) - 1),
            spoken_ours=spoken(ours, compared=both),
            spoken_theirs=spoken(theirs, compared=both),
            has_ours=row.left is not None,
            has_theirs=row.right is not None,
            lacks=lacks and place == 0,
            more=_more(hidden) if place == len(shown) - 1 else "",
        )


def _more(hidden: int) -> str:
    words = translate("Compare", "Show {count} more characters")
    return words.format(count=f"{hidden:,}") if hidden else ""


def _html(pieces: Sequence[Piece], *, compared: bool, goes_on: bool) -> str:
    html = marked(pieces) if compared else plain("".join(piece.text for piece in pieces))
    return html.removesuffix("<br>") if goes_on else html


def _sides(row: Row) -> tuple[bool, bool]:
    return row.left is not None, row.right is not None


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
