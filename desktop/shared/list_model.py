"""What every list model of the window is made of."""

from collections.abc import Callable, Mapping, Sequence
from operator import is_
from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractListModel,
    QByteArray,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

Index = QModelIndex | QPersistentModelIndex
FIRST_ROLE = Qt.ItemDataRole.UserRole + 1
_NOWHERE = QModelIndex()

R = TypeVar("R")


class ListModel(QAbstractListModel, Generic[R]):
    """Frozen rows, and the ways to change them that tell the views of the least.

    A model says what of a row a role shows (`_read`); and, to exchange rows, which are the same row
    whatever else of it has changed (`_same`), and in which roles that is seen (`_seen_in`).
    """

    def __init__(self, roles: Mapping[str, int], parent: QObject | None = None) -> None:
        """`roles` are numbers by name, as `Role.__members__`; QML gets the names in camel case."""
        super().__init__(parent)
        self._rows: list[R] = []
        self._roles = {role: _camel_case(name) for name, role in roles.items()}

    @property
    def rows(self) -> Sequence[R]:
        """The rows as they stand; not to be changed."""
        return self._rows

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def roleNames(self) -> dict[int, QByteArray]:
        return {int(role): QByteArray(name.encode()) for role, name in self._roles.items()}

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        place = index.row()
        return self._read(self._rows[place], role) if 0 <= place < len(self._rows) else None

    def _read(self, row: R, role: int) -> object:
        raise NotImplementedError

    def _same(self, one: R, other: R) -> bool:
        return one == other

    def _seen_in(self, old: R, new: R) -> list[int]:
        """The roles in which `new` differs from `old`; none: it may be any."""
        del old, new
        return []

    def _insert(self, start: int, rows: Sequence[R]) -> None:
        if rows:
            self.beginInsertRows(_NOWHERE, start, start + len(rows) - 1)
            self._rows[start:start] = rows
            self.endInsertRows()

    def _remove(self, start: int, count: int = 1) -> None:
        if count:
            self.beginRemoveRows(_NOWHERE, start, start + count - 1)
            del self._rows[start : start + count]
            self.endRemoveRows()

    def _move(self, source: int, target: int, count: int = 1) -> None:
        """`target` is counted without the rows that move."""
        end = source + count
        below = target + count if target > source else target
        self.beginMoveRows(_NOWHERE, source, end - 1, _NOWHERE, below)
        rows = self._rows[source:end]
        del self._rows[source:end]
        self._rows[target:target] = rows
        self.endMoveRows()

    def _replace(self, place: int, row: R) -> None:
        old = self._rows[place]
        if old is row or old == row:
            return
        self._rows[place] = row
        self._changed(place, self._seen_in(old, row))

    def _changed(self, place: int, roles: Sequence[int] = ()) -> None:
        where = self.index(place)
        self.dataChanged.emit(where, where, list(roles))

    def _exchange(self, start: int, end: int, rows: Sequence[R]) -> None:
        """Put `rows` in the place of those from `start` to `end`; views keep what stays.

        What is taken out and put in lies between the first and the last row that are others.
        """
        untouched = _alike(self._rows[start:end], rows, is_)
        start, rows = start + untouched, rows[untouched:]
        old = self._rows[start:end]
        head = _alike(old, rows, self._same)
        tail = _alike(old[head:][::-1], rows[head:][::-1], self._same)
        self._remove(start + head, len(old) - head - tail)
        self._insert(start + head, rows[head : len(rows) - tail])
        for offset in (*range(head), *range(len(rows) - tail, len(rows))):
            self._replace(start + offset, rows[offset])


def _alike(one: Sequence[R], other: Sequence[R], same: Callable[[R, R], bool]) -> int:
    """How many both begin with."""
    both = map(same, one, other)
    return next((n for n, so in enumerate(both) if not so), min(len(one), len(other)))


def _camel_case(name: str) -> str:
    head, *tail = name.lower().split("_")
    return head + "".join(part.capitalize() for part in tail)
