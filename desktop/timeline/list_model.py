"""The rows of the timeline as a Qt model that reads on as it is scrolled."""

from collections.abc import Callable, Sequence
from datetime import date
from enum import IntEnum, auto
from typing import TypeAlias

from PySide6.QtCore import QModelIndex, QObject, Qt, QTimer, Slot

from desktop.shared.branch_words import branch_name
from desktop.shared.list_model import FIRST_ROLE, Index
from desktop.shared.long_list import LongList
from desktop.timeline import words
from desktop.timeline.derive import Row, step_key

Rows: TypeAlias = Sequence[Row]
_NOWHERE = QModelIndex()

_AT_ONCE = 4
"""Rows that views are given in one step of the loop: each takes them most of a millisecond."""
_IN_SIGHT = 60
"""Rows of the tallest screen. Views make none for those below, so they come all at once."""
_FRAME_MS = 16


class Role(IntEnum):
    """What a delegate may ask of a row."""

    KEY = FIRST_ROLE
    TONE = auto()
    WHO = auto()
    TITLE = auto()
    ABOUT = auto()
    POSITION = auto()
    FOLDABLE = auto()
    UNFOLDED = auto()
    TROUBLE = auto()
    CHIPS = auto()
    PINNED = auto()
    NAME = auto()
    CAN_TAKE_BACK = auto()


class TimelineListModel(LongList[Row]):
    """The rows of groups, newest first. `moreWanted` is answered with splice() or stop().

    Views are given a new branch a few rows a frame, so that no step of the loop is long.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(Role.__members__, parent)
        self._sizes: list[int] = []
        self._today = date.min
        self._withheld = 0
        self._giving = QTimer(self, interval=_FRAME_MS)
        self._giving.timeout.connect(self._give_some)

    def place(self, key: str) -> int:
        """Where a row stands, -1 for nowhere. Views have it from now on at the latest."""
        place = next((place for place, row in enumerate(self._rows) if row.key == key), -1)
        if place >= self.rowCount():
            self._give(self._withheld)
        return place

    def fill(self, groups: Sequence[Rows], today: date, *, more: bool) -> None:
        """Begin anew with these groups of rows."""
        self.beginResetModel()
        self._rows = [row for group in groups for row in group]
        self._sizes = [len(group) for group in groups]
        self._today, self._more, self._reading = today, more, False
        self._withheld = max(0, len(self._rows) - _AT_ONCE)
        self.endResetModel()
        self._giving.start()

    def splice(self, first: int, count: int, groups: Sequence[Rows]) -> None:
        """Put these groups of rows in the place of `count` others; views keep what stays."""
        start = sum(self._sizes[:first])
        end = start + sum(self._sizes[first : first + count])
        self._sizes[first : first + count] = [len(group) for group in groups]
        self._give(self._withheld)
        self._exchange(start, end, [row for group in groups for row in group])

    @Slot()
    def _give_some(self) -> None:
        few = self.rowCount() + _AT_ONCE < _IN_SIGHT
        self._give(min(_AT_ONCE, self._withheld) if few else self._withheld)

    def _give(self, count: int) -> None:
        """Let views have so many more rows."""
        if count:
            given = self.rowCount()
            self.beginInsertRows(_NOWHERE, given, given + count - 1)
            self._withheld -= count
            self.endInsertRows()
        if not self._withheld:
            self._giving.stop()

    def canFetchMore(self, parent: Index) -> bool:
        return not self._withheld and super().canFetchMore(parent)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows) - self._withheld

    def _read(self, row: Row, role: int) -> object:
        read = _READ.get(role)
        return read(row, self._today) if read else None

    def _same(self, one: Row, other: Row) -> bool:
        return one.key == other.key


def _own(row: Row) -> bool:
    """Whether the row is its step's own, not one that stands beside it."""
    return row.key == step_key(row.step)


# Asked for each role of each row that comes into sight: a table is faster than a ladder of cases.
_READ: dict[int, Callable[[Row, date], object]] = {
    Qt.ItemDataRole.DisplayRole: lambda row, _: words.title(row),
    Role.KEY: lambda row, _: row.key,
    Role.TONE: lambda row, _: words.tone(row),
    Role.WHO: lambda row, _: words.kind(row),
    Role.TITLE: lambda row, _: words.title(row),
    Role.ABOUT: words.about,
    Role.POSITION: lambda row, _: row.position,
    Role.FOLDABLE: lambda row, _: row.head,
    Role.UNFOLDED: lambda row, _: row.unfolded,
    Role.TROUBLE: lambda row, _: row.trouble,
    Role.CHIPS: lambda row, _: [{"id": one.id, "name": branch_name(one)} for one in row.chips],
    Role.PINNED: lambda row, _: _own(row) and row.step.pinned,
    Role.NAME: lambda row, _: row.step.name if _own(row) else "",
    Role.CAN_TAKE_BACK: lambda row, _: row.can_take_back,
}
