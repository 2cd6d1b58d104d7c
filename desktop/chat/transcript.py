"""The transcript's rows as a Qt list model that tells of the fewest changes."""

from collections.abc import Sequence
from dataclasses import fields
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

from desktop.chat import action_look
from desktop.chat.rows import Row, RowKind

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class Role(IntEnum):
    """What a delegate may ask of a row."""

    KIND = Qt.ItemDataRole.UserRole + 1
    KEY = Qt.ItemDataRole.UserRole + 2
    MESSAGE_ID = Qt.ItemDataRole.UserRole + 3
    FIRST = Qt.ItemDataRole.UserRole + 4
    LAST = Qt.ItemDataRole.UserRole + 5
    HTML = Qt.ItemDataRole.UserRole + 6
    TEXT = Qt.ItemDataRole.UserRole + 7
    LANGUAGE = Qt.ItemDataRole.UserRole + 8
    HEADER = Qt.ItemDataRole.UserRole + 9
    ROWS = Qt.ItemDataRole.UserRole + 10
    ALIGNMENTS = Qt.ItemDataRole.UserRole + 11
    NAME = Qt.ItemDataRole.UserRole + 12
    ARGUMENTS = Qt.ItemDataRole.UserRole + 13
    ACTION = Qt.ItemDataRole.UserRole + 14
    FAILED = Qt.ItemDataRole.UserRole + 15
    NOTICE = Qt.ItemDataRole.UserRole + 16
    CREATED_AT = Qt.ItemDataRole.UserRole + 17
    EXPANDED = Qt.ItemDataRole.UserRole + 18
    HIGHLIGHTED = Qt.ItemDataRole.UserRole + 19
    STREAMING = Qt.ItemDataRole.UserRole + 20
    COUNT = Qt.ItemDataRole.UserRole + 21
    DETAIL = Qt.ItemDataRole.UserRole + 22
    PLACE = Qt.ItemDataRole.UserRole + 23
    SAVED = Qt.ItemDataRole.UserRole + 24


_NAMES = {
    Role.KIND: b"kind",
    Role.KEY: b"key",
    Role.MESSAGE_ID: b"messageId",
    Role.FIRST: b"first",
    Role.LAST: b"last",
    Role.HTML: b"html",
    Role.TEXT: b"text",
    Role.LANGUAGE: b"language",
    Role.HEADER: b"header",
    Role.ROWS: b"rows",
    Role.ALIGNMENTS: b"alignments",
    Role.NAME: b"name",
    Role.ARGUMENTS: b"arguments",
    Role.ACTION: b"action",
    Role.FAILED: b"failed",
    Role.NOTICE: b"notice",
    Role.CREATED_AT: b"createdAt",
    Role.EXPANDED: b"expanded",
    Role.HIGHLIGHTED: b"highlighted",
    Role.STREAMING: b"streaming",
    Role.COUNT: b"count",
    Role.DETAIL: b"detail",
    Role.PLACE: b"place",
    Role.SAVED: b"saved",
}
_ROLE_OF = {field.name: Role[field.name.upper()] for field in fields(Row)}
_FIELD_OF = {int(role): name for name, role in _ROLE_OF.items()}


class TranscriptModel(QAbstractListModel):
    """Rows of the open branch, oldest first.

    Signals:
        highlightWanted: a code row that is on screen for the first time has no colours yet; its
            key. Answer with `set_highlight`.
    """

    highlightWanted = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Row] = []
        self._streaming = ""
        self._expanded: set[str] = set()
        self._highlights: dict[str, tuple[str, str]] = {}  # key -> (code, rich text)
        self._wanted: set[str] = set()

    @property
    def rows(self) -> Sequence[Row]:
        """The rows as they stand."""
        return self._rows

    def reset(self, rows: Sequence[Row]) -> None:
        """Show other rows altogether; nothing is expanded."""
        self.beginResetModel()
        self._rows = list(rows)
        self._streaming = ""
        self._expanded.clear()
        self._highlights.clear()
        self._wanted.clear()
        self.endResetModel()

    def prepend(self, rows: Sequence[Row]) -> None:
        """Put earlier rows before all others."""
        self._insert(0, rows)

    def show(self, rows: Sequence[Row]) -> None:
        """Turn the rows into `rows` with the fewest changes."""
        self.splice(0, rows)

    def splice(self, start: int, rows: Sequence[Row]) -> None:
        """Turn the rows from `start` on into `rows` with the fewest changes.

        Costs as much as the rows from `start` on, however many stand before them.
        """
        same = _identical(self._rows, start, rows)
        start, rows = start + same, rows[same:]
        old = self._rows[start:]
        head = _same_keys(old, rows)
        tail = _same_keys(old[head:][::-1], rows[head:][::-1])
        gone = len(old) - head - tail
        self._remove(start + head, gone)
        self._insert(start + head, rows[head : len(rows) - tail])
        for offset in (*range(head), *range(len(rows) - tail, len(rows))):
            self._replace(start + offset, rows[offset])

    def set_streaming(self, key: str) -> None:
        """Mark the row that grows; '' for none."""
        if key == self._streaming:
            return
        before, self._streaming = self._streaming, key
        for one in (before, key):
            # A finished row may have its colours now, so they are asked for again.
            self._changed(one, [Role.STREAMING, Role.HIGHLIGHTED])

    def toggle(self, key: str) -> None:
        """Expand a folded row, or fold it again."""
        self._expanded.symmetric_difference_update({key})
        self._changed(key, [Role.EXPANDED, Role.DETAIL])

    def find(self, key: str) -> Row | None:
        """The row with that key."""
        index = self.row_of(key)
        return None if index < 0 else self._rows[index]

    def row_of(self, key: str) -> int:
        """Where the row with that key stands, -1 for nowhere. The newest are looked at first."""
        for index in range(len(self._rows) - 1, -1, -1):
            if self._rows[index].key == key:
                return index
        return -1

    def set_highlight(self, key: str, code: str, html: str) -> None:
        """Give a code row its colours: rich text of `code`, void when the row has other code."""
        self._wanted.discard(key)
        self._highlights[key] = (code, html)
        self._changed(key, [Role.HIGHLIGHTED])

    def forget_highlights(self) -> None:
        """Ask for all colours anew, after light and dark have changed."""
        self._highlights.clear()
        self._wanted.clear()
        if self._rows:
            last = self.index(len(self._rows) - 1)
            self.dataChanged.emit(self.index(0), last, [Role.HIGHLIGHTED])

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def roleNames(self) -> dict[int, QByteArray]:
        return {int(role): QByteArray(name) for role, name in _NAMES.items()}

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not self.checkIndex(index, self.CheckIndexOption.IndexIsValid):
            return None
        row = self._rows[index.row()]
        match role:
            case Role.KIND:
                return int(row.kind)
            case Role.ROWS:
                return [list(cells) for cells in row.rows]
            case Role.HEADER | Role.ALIGNMENTS:
                return list(getattr(row, _FIELD_OF[role]))
            case Role.ACTION:
                return action_look.line(row) if row.kind is RowKind.ACTION else {}
            case Role.DETAIL:
                # Asked for with every line, and long: made for those that are looked into.
                shown = row.kind is RowKind.ACTION and row.key in self._expanded
                return action_look.detail(row) if shown else {}
            case Role.EXPANDED:
                return row.key in self._expanded
            case Role.STREAMING:
                return row.key == self._streaming
            case Role.HIGHLIGHTED:
                return self._highlighted(row)
            case Qt.ItemDataRole.DisplayRole:
                return row.text
            case _:
                name = _FIELD_OF.get(role)
                return None if name is None else getattr(row, name)

    def _highlighted(self, row: Row) -> str:
        """The colours of a code row, '' until they are there; asks for them."""
        if row.kind is not RowKind.CODE or row.key == self._streaming:
            return ""
        code, html = self._highlights.get(row.key, (None, ""))
        if code == row.text:
            return html
        if row.key not in self._wanted:
            self._wanted.add(row.key)
            self.highlightWanted.emit(row.key)
        return ""

    def _insert(self, start: int, rows: Sequence[Row]) -> None:
        if rows:
            self.beginInsertRows(_NOWHERE, start, start + len(rows) - 1)
            self._rows[start:start] = rows
            self.endInsertRows()

    def _remove(self, start: int, count: int) -> None:
        if count:
            self.beginRemoveRows(_NOWHERE, start, start + count - 1)
            del self._rows[start : start + count]
            self.endRemoveRows()

    def _replace(self, index: int, row: Row) -> None:
        old = self._rows[index]
        if old is row or old == row:
            return
        self._rows[index] = row
        roles = [
            role for name, role in _ROLE_OF.items() if getattr(old, name) != getattr(row, name)
        ]
        if Role.TEXT in roles and row.kind is RowKind.CODE:
            roles.append(Role.HIGHLIGHTED)
        if row.kind is RowKind.ACTION:
            roles += [Role.ACTION, Role.DETAIL]
        place = self.index(index)
        self.dataChanged.emit(place, place, roles)

    def _changed(self, key: str, roles: list[int]) -> None:
        index = self.row_of(key)
        if index >= 0:
            place = self.index(index)
            self.dataChanged.emit(place, place, roles)


def _identical(shown: Sequence[Row], start: int, rows: Sequence[Row]) -> int:
    """How many rows at the start of `rows` are those shown from `start` on."""
    length = min(len(shown) - start, len(rows))
    for index in range(length):
        if shown[start + index] is not rows[index]:
            return index
    return length


def _same_keys(one: Sequence[Row], other: Sequence[Row]) -> int:
    """How many rows at the start of both have the same key and kind."""
    length = min(len(one), len(other))
    return next(
        (
            index
            for index in range(length)
            if (one[index].key, one[index].kind) != (other[index].key, other[index].kind)
        ),
        length,
    )
