"""Frozen rows as a Qt list model."""

from collections.abc import Sequence
from dataclasses import fields
from operator import attrgetter
from typing import Any, Protocol, TypeVar, cast

from PySide6.QtCore import QObject

from desktop.shared.list_model import FIRST_ROLE, ListModel


class Keyed(Protocol):
    """A frozen dataclass whose `key` no other row of the list has."""

    @property
    def key(self) -> str: ...


K = TypeVar("K", bound=Keyed)


class RowList(ListModel[K]):
    """Short lists: rows of one dataclass, whose fields are the roles, in camel case.

    QML knows no tuples; it gets lists.
    """

    def __init__(self, kind: type[K], parent: QObject | None = None) -> None:
        names = [field.name for field in fields(kind)]  # pyright: ignore[reportArgumentType]
        super().__init__({name: FIRST_ROLE + place for place, name in enumerate(names)}, parent)
        self._values = {FIRST_ROLE + place: attrgetter(name) for place, name in enumerate(names)}

    @property
    def rows(self) -> tuple[K, ...]:
        """The rows as they stand."""
        return tuple(self._rows)

    def find(self, key: str) -> K | None:
        """The row of that key, if there is one."""
        return next((row for row in self._rows if row.key == key), None)

    def show(self, rows: Sequence[K]) -> None:
        """Make these the rows; views keep what stays."""
        wanted = {row.key for row in rows}
        if not any(row.key in wanted for row in self._rows):
            self._remove(0, len(self._rows))
            self._insert(0, list(rows))
            return
        for place in reversed(range(len(self._rows))):
            if self._rows[place].key not in wanted:
                self._remove(place)
        for place, row in enumerate(rows):
            self._put(place, row)

    def _put(self, place: int, row: K) -> None:
        if place < len(self._rows) and self._rows[place].key == row.key:
            self._replace(place, row)
            return
        keys = [one.key for one in self._rows[place:]]
        if row.key not in keys:
            self._insert(place, [row])
            return
        source = place + keys.index(row.key)
        if source != place:
            self._move(source, place)
        self._replace(place, row)

    def _read(self, row: K, role: int) -> object:
        if role not in self._values:
            return None
        value = self._values[role](row)
        return list(cast("tuple[Any, ...]", value)) if isinstance(value, tuple) else value
