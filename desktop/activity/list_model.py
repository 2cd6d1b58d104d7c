"""The actions of the list as a Qt model that reads on as it is scrolled."""

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date
from enum import IntEnum
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QByteArray,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from desktop.activity import words
from desktop.activity.derive import Row
from desktop.shared.action_words import duration, status_word

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class Role(IntEnum):
    """What a delegate may ask of a row."""

    ACTION_ID = Qt.ItemDataRole.UserRole + 1
    TITLE = Qt.ItemDataRole.UserRole + 2
    CONVERSATION = Qt.ItemDataRole.UserRole + 3
    STATUS_WORD = Qt.ItemDataRole.UserRole + 4
    TONE = Qt.ItemDataRole.UserRole + 5
    DECIDED = Qt.ItemDataRole.UserRole + 6
    WHEN = Qt.ItemDataRole.UserRole + 7
    DURATION = Qt.ItemDataRole.UserRole + 8
    DAY = Qt.ItemDataRole.UserRole + 9


_NAMES = {
    Role.ACTION_ID: b"actionId",
    Role.TITLE: b"title",
    Role.CONVERSATION: b"conversation",
    Role.STATUS_WORD: b"statusWord",
    Role.TONE: b"tone",
    Role.DECIDED: b"decided",
    Role.WHEN: b"when",
    Role.DURATION: b"duration",
    Role.DAY: b"day",
}


class ActivityListModel(QAbstractListModel):
    """Rows, newest first, and whether more can be read.

    Signals:
        moreWanted: the end came near; whoever reads answers with append() or stop().
    """

    moreWanted = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Row] = []
        self._times: dict[str, float] = {}
        self._more = False
        self._reading = False
        self._today = date.min

    @property
    def rows(self) -> Sequence[Row]:
        """The rows as they stand; not to be changed."""
        return self._rows

    def place(self, action_id: str) -> int:
        """Where an action stands, -1 for nowhere."""
        time = self._times.get(action_id)
        if time is None:
            return -1
        place = self._first_since(time)
        while self._rows[place].id != action_id:
            place += 1
        return place

    def __contains__(self, action_id: str) -> bool:
        return action_id in self._times

    def _first_since(self, time: float) -> int:
        """The place of the first row that is not newer than `time`."""
        return bisect_left(self._rows, -time, key=lambda row: -row.proposed_at)

    def fill(self, rows: Sequence[Row], today: date, *, more: bool) -> None:
        """Begin anew with these rows."""
        self.beginResetModel()
        self._rows, self._today = list(rows), today
        self._more, self._reading = more, False
        self._times = {row.id: row.proposed_at for row in rows}
        self.endResetModel()

    def append(self, rows: Sequence[Row], *, more: bool) -> None:
        """Add older rows."""
        self._more, self._reading = more, False
        if not rows:
            return
        first = len(self._rows)
        self.beginInsertRows(_NOWHERE, first, first + len(rows) - 1)
        self._rows.extend(rows)
        self._times.update((row.id, row.proposed_at) for row in rows)
        self.endInsertRows()

    def stop(self) -> None:
        """Reading on failed; it is tried again when it is wanted again."""
        self._reading = False

    def put(self, row: Row) -> None:
        """Replace the row of that action, or add it where its time belongs."""
        place = self.place(row.id)
        if place >= 0:
            self._rows[place] = row
            self.dataChanged.emit(self.index(place), self.index(place))
            return
        place = self._first_since(row.proposed_at)
        if place == len(self._rows) and self._more:
            return
        self.beginInsertRows(_NOWHERE, place, place)
        self._rows.insert(place, row)
        self._times[row.id] = row.proposed_at
        self.endInsertRows()

    def drop(self, action_id: str) -> None:
        """Take a row away, if it is there."""
        place = self.place(action_id)
        if place < 0:
            return
        self.beginRemoveRows(_NOWHERE, place, place)
        del self._rows[place]
        del self._times[action_id]
        self.endRemoveRows()

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and self._more and not self._reading

    def fetchMore(self, parent: Index) -> None:
        if self.canFetchMore(parent):
            self._reading = True
            self.moreWanted.emit()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def roleNames(self) -> dict[int, QByteArray]:
        return {int(role): QByteArray(name) for role, name in _NAMES.items()}

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        match role:
            case Role.ACTION_ID:
                return row.id
            case Qt.ItemDataRole.DisplayRole | Role.TITLE:
                return row.title
            case Role.CONVERSATION:
                return row.conversation_title
            case Role.STATUS_WORD:
                return status_word(row.status, edited=row.edited)
            case Role.TONE:
                return words.tone(row.status)
            case Role.DECIDED:
                return words.decided(row.decided_by)
            case Role.WHEN:
                return words.clock_time(row.proposed_at)
            case Role.DURATION:
                return duration(row.seconds)
            case Role.DAY:
                return words.day_heading(row.day, self._today)
            case _:
                return None
