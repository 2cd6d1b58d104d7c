"""What turns the rows that are shown into others, so that views keep what stays. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.conversations.derive import Row


@dataclass(frozen=True, slots=True)
class Removed:
    """Rows `first` to `last`, both included, are gone."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Inserted:
    """`rows` are new and begin at row `first`."""

    first: int
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Moved:
    """The `count` rows from `source` on stand at `target` now, counted without them."""

    source: int
    count: int
    target: int


@dataclass(frozen=True, slots=True)
class Changed:
    """Row `index` shows something else."""

    index: int
    row: Row


Change = Removed | Inserted | Moved | Changed


def changes(old: Sequence[Row], new: Sequence[Row]) -> tuple[Change, ...]:
    """What turns `old` into `new`, to be applied in this order."""
    if not old or not new:
        return _replaced(0, old, new)
    before = [row.key for row in old]
    after = [row.key for row in new]
    start = _common(before, after)
    end = _common(before[start:][::-1], after[start:][::-1])
    gone, come = before[start : len(before) - end], after[start : len(after) - end]
    moved = _move(start, gone, come)
    middle: tuple[Change, ...]
    if moved is not None:
        middle = (moved,)
        source = list(old)
        block = source[moved.source : moved.source + moved.count]
        del source[moved.source : moved.source + moved.count]
        source[moved.target : moved.target] = block
    else:
        fresh = new[start : len(new) - end]
        middle = _replaced(start, old[start : len(old) - end], fresh)
        source = [*old[:start], *fresh, *old[len(old) - end :]]
    return (
        *middle,
        *(
            Changed(index, row)
            for index, (was, row) in enumerate(zip(source, new, strict=True))
            if was != row
        ),
    )


def of_one(shown: Sequence[Row], fresh: Sequence[Row], top: bool) -> tuple[Change, ...] | None:
    """What makes `fresh`, the rows of one conversation, of those that it has among all `shown`.

    It stays in its place, or goes to the `top`. None when it has no rows, or will have none.
    """
    id_ = fresh[0].conversation.id if fresh else ""
    start = next((at for at, row in enumerate(shown) if row.conversation.id == id_), -1)
    if start < 0:
        return None
    end = start
    while end < len(shown) and shown[end].conversation.id == id_:
        end += 1
    place = 0 if top else start
    moved = (Moved(start, end - start, 0),) if place < start else ()
    return (*moved, *(_further(change, place) for change in changes(shown[start:end], fresh)))


def _further(change: Change, by: int) -> Change:
    """The same so many rows further down."""
    match change:
        case Removed(first, last):
            return Removed(first + by, last + by)
        case Inserted(first, rows):
            return Inserted(first + by, rows)
        case Moved(source, count, target):
            return Moved(source + by, count, target + by)
        case Changed(index, row):
            return Changed(index + by, row)


def _replaced(start: int, old: Sequence[Row], new: Sequence[Row]) -> tuple[Change, ...]:
    removed = (Removed(start, start + len(old) - 1),) if old else ()
    inserted = (Inserted(start, tuple(new)),) if new else ()
    return (*removed, *inserted)


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    length = min(len(one), len(other))
    return next((index for index in range(length) if one[index] != other[index]), length)


def _move(start: int, gone: list[str], come: list[str]) -> Moved | None:
    """The one block whose move turns the first into the second: a conversation and its branches."""
    if len(gone) != len(come) or not come or come[0] not in gone:
        return None
    place, length = gone.index(come[0]), len(gone)
    if gone[place:] + gone[:place] != come:
        return None
    if length - place <= place:
        return Moved(start + place, length - place, start)
    return Moved(start, place, start + length - place)
