"""From conversations to the rows of the sidebar. Pure: time and filter are given."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum

from graphs import Conversation


class Group(IntEnum):
    """The heading under which a row stands."""

    TODAY = 0
    YESTERDAY = 1
    WEEK = 2
    MONTH = 3
    OLDER = 4  # one heading for each month


@dataclass(frozen=True, slots=True)
class Row:
    """One conversation of the sidebar. `month` is (year, month) of its last change when OLDER."""

    conversation: Conversation
    group: Group
    month: tuple[int, int] | None = None


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
    """Row `source` stands at `target` now, counted without it."""

    source: int
    target: int


@dataclass(frozen=True, slots=True)
class Changed:
    """Row `index` shows something else."""

    index: int
    row: Row


Change = Removed | Inserted | Moved | Changed


def newest_first(conversations: Sequence[Conversation]) -> tuple[Conversation, ...]:
    """By last change, the newest on top."""
    return tuple(sorted(conversations, key=lambda one: one.updated_at, reverse=True))


def rows(conversations: Sequence[Conversation], query: str, now: datetime) -> tuple[Row, ...]:
    """The rows of those `conversations` whose title holds every word of `query`.

    Keeps their order. `now` carries the zone whose days count.
    """
    words = plain(query).split()
    today = now.replace(hour=0, minute=0, second=0, microsecond=0)
    limits = (
        (today.timestamp(), Group.TODAY),
        ((today - timedelta(days=1)).timestamp(), Group.YESTERDAY),
        ((today - timedelta(days=6)).timestamp(), Group.WEEK),
        (today.replace(day=1).timestamp(), Group.MONTH),
    )
    found: list[Row] = []
    for one in conversations:
        if words and not _matches(plain(one.title), words):
            continue
        changed = one.updated_at
        group = next((group for since, group in limits if changed >= since), Group.OLDER)
        month = None
        if group is Group.OLDER:
            moment = datetime.fromtimestamp(changed, now.tzinfo)
            month = (moment.year, moment.month)
        found.append(Row(one, group, month))
    return tuple(found)


def plain(text: str) -> str:
    """`text` as it is compared: without case and accents."""
    folded = text.casefold()
    if folded.isascii():
        return folded
    apart = unicodedata.normalize("NFKD", folded)
    return "".join(character for character in apart if not unicodedata.combining(character))


def changes(old: Sequence[Row], new: Sequence[Row]) -> tuple[Change, ...]:
    """What turns `old` into `new`, to be applied in this order."""
    if not old or not new:
        return _replaced(0, old, new)
    before = [row.conversation.id for row in old]
    after = [row.conversation.id for row in new]
    start = _common(before, after)
    end = _common(before[start:][::-1], after[start:][::-1])
    gone, come = before[start : len(before) - end], after[start : len(after) - end]
    moved = _single_move(gone, come)
    middle: tuple[Change, ...]
    if moved is not None:
        middle = (Moved(start + moved[0], start + moved[1]),)
        source = list(old)
        source.insert(start + moved[1], source.pop(start + moved[0]))
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


def _replaced(start: int, old: Sequence[Row], new: Sequence[Row]) -> tuple[Change, ...]:
    removed = (Removed(start, start + len(old) - 1),) if old else ()
    inserted = (Inserted(start, tuple(new)),) if new else ()
    return (*removed, *inserted)


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    length = min(len(one), len(other))
    return next((index for index in range(length) if one[index] != other[index]), length)


def _single_move(old: list[str], new: list[str]) -> tuple[int, int] | None:
    if len(old) != len(new) or len(old) < 2:
        return None
    if old[-1] == new[0] and old[:-1] == new[1:]:
        return len(old) - 1, 0
    if old[0] == new[-1] and old[1:] == new[:-1]:
        return 0, len(old) - 1
    return None


def _matches(title: str, words: Sequence[str]) -> bool:
    return all(word in title for word in words)
