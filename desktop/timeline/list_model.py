"""The rows of the timeline as a Qt model that reads on as it is scrolled."""

from collections.abc import Callable, Sequence
from datetime import date
from enum import IntEnum
from typing import Any, TypeAlias

from PySide6.QtCore import (
    QAbstractListModel,
    QByteArray,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
    Slot,
)

from desktop.shared.branch_words import branch_name
from desktop.timeline import words
from desktop.timeline.derive import Row, step_key

Index = QModelIndex | QPersistentModelIndex
Rows: TypeAlias = Sequence[Row]
_NOWHERE = QModelIndex()

_AT_ONCE = 4
"""Rows that views are given in one step of the loop: each takes them most of a millisecond."""
_IN_SIGHT = 60
"""Rows of the tallest screen. Views make none for those below, so they come all at once."""
_FRAME_MS = 16


class Role(IntEnum):
    """What a delegate may ask of a row."""

    KEY = Qt.ItemDataRole.UserRole + 1
    TONE = Qt.ItemDataRole.UserRole + 2
    WHO = Qt.ItemDataRole.UserRole + 3
    TITLE = Qt.ItemDataRole.UserRole + 4
    ABOUT = Qt.ItemDataRole.UserRole + 5
    POSITION = Qt.ItemDataRole.UserRole + 6
    FOLDABLE = Qt.ItemDataRole.UserRole + 7
    UNFOLDED = Qt.ItemDataRole.UserRole + 8
    TROUBLE = Qt.ItemDataRole.UserRole + 9
    CHIPS = Qt.ItemDataRole.UserRole + 10
    PINNED = Qt.ItemDataRole.UserRole + 11
    NAME = Qt.ItemDataRole.UserRole + 12
    CAN_TAKE_BACK = Qt.ItemDataRole.UserRole + 13


_NAMES = {
    Role.KEY: b"key",
    Role.TONE: b"tone",
    Role.WHO: b"who",
    Role.TITLE: b"title",
    Role.ABOUT: b"about",
    Role.POSITION: b"position",
    Role.FOLDABLE: b"foldable",
    Role.UNFOLDED: b"unfolded",
    Role.TROUBLE: b"trouble",
    Role.CHIPS: b"chips",
    Role.PINNED: b"pinned",
    Role.NAME: b"name",
    Role.CAN_TAKE_BACK: b"canTakeBack",
}


class TimelineListModel(QAbstractListModel):
    """The rows of groups, newest first, and whether more can be read.

    Views are given a new branch a few rows a frame, so that no step of the loop is long.

    Signals:
        moreWanted: the end came near; whoever reads answers with splice() or stop().
    """

    moreWanted = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Row] = []
        self._sizes: list[int] = []
        self._more = False
        self._reading = False
        self._today = date.min
        self._given = 0
        self._giving = QTimer(self, interval=_FRAME_MS)
        self._giving.timeout.connect(self._give_some)

    @property
    def rows(self) -> Sequence[Row]:
        """The rows as they stand; not to be changed."""
        return self._rows

    def place(self, key: str) -> int:
        """Where a row stands, -1 for nowhere. Views have it from now on at the latest."""
        place = next((place for place, row in enumerate(self._rows) if row.key == key), -1)
        if place >= self._given:
            self._give(len(self._rows))
        return place

    def fill(self, groups: Sequence[Rows], today: date, *, more: bool) -> None:
        """Begin anew with these groups of rows."""
        self.beginResetModel()
        self._rows = [row for group in groups for row in group]
        self._sizes = [len(group) for group in groups]
        self._today, self._more, self._reading = today, more, False
        self._given = min(_AT_ONCE, len(self._rows))
        self.endResetModel()
        self._giving.start()

    def splice(self, first: int, count: int, groups: Sequence[Rows]) -> None:
        """Put these groups of rows in the place of `count` others; views keep what stays."""
        start = sum(self._sizes[:first])
        end = start + sum(self._sizes[first : first + count])
        self._sizes[first : first + count] = [len(group) for group in groups]
        self._replace(start, end, [row for group in groups for row in group])

    def stop(self, *, more: bool) -> None:
        """Reading on is over; when there is more it is tried again when it is wanted again."""
        self._more, self._reading = more, False

    def _replace(self, start: int, end: int, rows: list[Row]) -> None:
        """Only what lies between the first and the last row that differ by key is exchanged."""
        self._give(len(self._rows))
        old = self._rows[start:end]
        head = _alike(old, rows)
        tail = _alike(old[head:][::-1], rows[head:][::-1])
        first, last = start + head, end - tail
        if last > first:
            self.beginRemoveRows(_NOWHERE, first, last - 1)
            del self._rows[first:last]
            self._given = len(self._rows)
            self.endRemoveRows()
        new = rows[head : len(rows) - tail]
        if new:
            self.beginInsertRows(_NOWHERE, first, first + len(new) - 1)
            self._rows[first:first] = new
            self._given = len(self._rows)
            self.endInsertRows()
        for place, row in enumerate(rows, start):
            if self._rows[place] != row:
                self._rows[place] = row
                self.dataChanged.emit(self.index(place), self.index(place))

    @Slot()
    def _give_some(self) -> None:
        several = self._given + _AT_ONCE
        self._give(several if several < _IN_SIGHT else len(self._rows))

    def _give(self, count: int) -> None:
        """Let views have so many rows, or all there are."""
        count = min(count, len(self._rows))
        if count > self._given:
            self.beginInsertRows(_NOWHERE, self._given, count - 1)
            self._given = count
            self.endInsertRows()
        if self._given == len(self._rows):
            self._giving.stop()

    def canFetchMore(self, parent: Index) -> bool:
        all_given = self._given == len(self._rows)
        return not parent.isValid() and self._more and all_given and not self._reading

    def fetchMore(self, parent: Index) -> None:
        if self.canFetchMore(parent):
            self._reading = True
            self.moreWanted.emit()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else self._given

    def roleNames(self) -> dict[int, QByteArray]:
        return {int(role): QByteArray(name) for role, name in _NAMES.items()}

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        read = _READ.get(role)
        return read(self._rows[index.row()], self._today) if read else None


def _own(row: Row) -> bool:
    """Whether the row is its step's own, not one that stands beside it."""
    return row.key == step_key(row.step)


def _alike(old: Sequence[Row], new: Sequence[Row]) -> int:
    """How many rows both begin with, by their keys."""
    pairs = zip(old, new, strict=False)
    differing = (n for n, (one, other) in enumerate(pairs) if one.key != other.key)
    return next(differing, min(len(old), len(new)))


# Asked for each role of each row that comes into sight: a table is faster than a ladder of cases.
_READ: dict[int, Callable[[Row, date], object]] = {
    int(Qt.ItemDataRole.DisplayRole): lambda row, _: words.title(row),
    int(Role.KEY): lambda row, _: row.key,
    int(Role.TONE): lambda row, _: words.tone(row),
    int(Role.WHO): lambda row, _: words.kind(row),
    int(Role.TITLE): lambda row, _: words.title(row),
    int(Role.ABOUT): words.about,
    int(Role.POSITION): lambda row, _: row.position,
    int(Role.FOLDABLE): lambda row, _: row.head,
    int(Role.UNFOLDED): lambda row, _: row.unfolded,
    int(Role.TROUBLE): lambda row, _: row.trouble,
    int(Role.CHIPS): lambda row, _: [{"id": one.id, "name": branch_name(one)} for one in row.chips],
    int(Role.PINNED): lambda row, _: _own(row) and row.step.pinned,
    int(Role.NAME): lambda row, _: row.step.name if _own(row) else "",
    int(Role.CAN_TAKE_BACK): lambda row, _: row.can_take_back,
}
