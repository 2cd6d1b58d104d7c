"""The actions of the list as a Qt model that reads on as it is scrolled."""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from datetime import date
from enum import IntEnum, auto

from PySide6.QtCore import QObject, Qt

from desktop.activity import words
from desktop.activity.derive import Row
from desktop.shared.action_words import duration, status_word
from desktop.shared.list_model import FIRST_ROLE
from desktop.shared.long_list import LongList


class Role(IntEnum):
    """What a delegate may ask of a row."""

    ACTION_ID = FIRST_ROLE
    TITLE = auto()
    CONVERSATION = auto()
    STATUS_WORD = auto()
    TONE = auto()
    DECIDED = auto()
    WHEN = auto()
    DURATION = auto()
    DAY = auto()


class ActivityListModel(LongList[Row]):
    """Actions, newest first. `moreWanted` is answered with append() or stop()."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(Role.__members__, parent)
        self._times: dict[str, float] = {}
        self._today = date.min

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
        self._times.update((row.id, row.proposed_at) for row in rows)
        self._insert(len(self._rows), rows)

    def put(self, row: Row) -> None:
        """Replace the row of that action, or add it where its time belongs."""
        place = self.place(row.id)
        if place >= 0:
            self._replace(place, row)
            return
        place = self._first_since(row.proposed_at)
        if place == len(self._rows) and self._more:
            return
        self._times[row.id] = row.proposed_at
        self._insert(place, [row])

    def drop(self, action_id: str) -> None:
        """Take a row away, if it is there."""
        place = self.place(action_id)
        if place < 0:
            return
        del self._times[action_id]
        self._remove(place)

    def _read(self, row: Row, role: int) -> object:
        read = _READ.get(role)
        return read(row, self._today) if read else None


_READ: dict[int, Callable[[Row, date], object]] = {
    Qt.ItemDataRole.DisplayRole: lambda row, _: row.title,
    Role.ACTION_ID: lambda row, _: row.id,
    Role.TITLE: lambda row, _: row.title,
    Role.CONVERSATION: lambda row, _: row.conversation_title,
    Role.STATUS_WORD: lambda row, _: status_word(row.status, edited=row.edited),
    Role.TONE: lambda row, _: words.tone(row.status),
    Role.DECIDED: lambda row, _: words.decided(row.decided_by),
    Role.WHEN: lambda row, _: words.clock_time(row.proposed_at),
    Role.DURATION: lambda row, _: duration(row.seconds),
    Role.DAY: lambda row, today: words.day_heading(row.day, today),
}
