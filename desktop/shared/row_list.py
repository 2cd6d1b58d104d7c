"""Frozen rows as a Qt list model."""

from collections.abc import Sequence
from dataclasses import fields
from typing import Any, Generic, Protocol, TypeVar, cast

from PySide6.QtCore import (
    QAbstractListModel,
    QByteArray,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_FIRST = Qt.ItemDataRole.UserRole + 1


class Keyed(Protocol):
    """A frozen dataclass whose `key` no other row of the list has."""

    @property
    def key(self) -> str: ...


R = TypeVar("R", bound=Keyed)


class RowList(QAbstractListModel, Generic[R]):
    """Short lists: rows of one dataclass, whose fields are the roles, in camel case.

    QML knows no tuples; it gets lists.
    """

    def __init__(self, kind: type[R], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._fields = [field.name for field in fields(kind)]  # pyright: ignore[reportArgumentType]
        self._rows: list[R] = []

    @property
    def rows(self) -> tuple[R, ...]:
        """The rows as they stand."""
        return tuple(self._rows)

    def find(self, key: str) -> R | None:
        """The row of that key, if there is one."""
        return next((row for row in self._rows if row.key == key), None)

    def show(self, rows: Sequence[R]) -> None:
        """Make these the rows; views keep what stays."""
        wanted = {row.key for row in rows}
        for place in reversed(range(len(self._rows))):
            if self._rows[place].key not in wanted:
                self.beginRemoveRows(_NOWHERE, place, place)
                del self._rows[place]
                self.endRemoveRows()
        for place, row in enumerate(rows):
            self._put(place, row)

    def _put(self, place: int, row: R) -> None:
        keys = [one.key for one in self._rows[place:]]
        if row.key not in keys:
            self.beginInsertRows(_NOWHERE, place, place)
            self._rows.insert(place, row)
            self.endInsertRows()
            return
        source = place + keys.index(row.key)
        if source != place:
            self.beginMoveRows(_NOWHERE, source, source, _NOWHERE, place)
            self._rows.insert(place, self._rows.pop(source))
            self.endMoveRows()
        if self._rows[place] != row:
            self._rows[place] = row
            self.dataChanged.emit(self.index(place), self.index(place))

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def roleNames(self) -> dict[int, QByteArray]:
        names = (_camel_case(name).encode() for name in self._fields)
        return {_FIRST + place: QByteArray(name) for place, name in enumerate(names)}

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or not 0 <= role - _FIRST < len(self._fields):
            return None
        value = getattr(self._rows[index.row()], self._fields[role - _FIRST])
        return list(cast("tuple[Any, ...]", value)) if isinstance(value, tuple) else value


def _camel_case(name: str) -> str:
    head, *tail = name.split("_")
    return head + "".join(part.capitalize() for part in tail)
