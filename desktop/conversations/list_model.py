"""The sidebar's rows as a Qt list model."""

from collections.abc import Sequence
from enum import IntEnum
from typing import Any, assert_never

from PySide6.QtCore import (
    QAbstractListModel,
    QByteArray,
    QCoreApplication,
    QDate,
    QDateTime,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from desktop.conversations.derive import Change, Changed, Group, Inserted, Moved, Removed, Row

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class Role(IntEnum):
    """What a delegate may ask of a row."""

    CONVERSATION_ID = Qt.ItemDataRole.UserRole + 1
    TITLE = Qt.ItemDataRole.UserRole + 2
    GROUP = Qt.ItemDataRole.UserRole + 3
    WHEN = Qt.ItemDataRole.UserRole + 4
    STATUS = Qt.ItemDataRole.UserRole + 5


_NAMES = {
    Role.CONVERSATION_ID: b"conversationId",
    Role.TITLE: b"title",
    Role.GROUP: b"group",
    Role.WHEN: b"when",
    Role.STATUS: b"status",
}


class ConversationListModel(QAbstractListModel):
    """Rows of the sidebar; the text of headings and times is the reader's language."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Row] = []

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows as they stand."""
        return tuple(self._rows)

    def row_of(self, conversation_id: str) -> int:
        """Where a conversation stands, -1 for nowhere."""
        return next(
            (
                index
                for index, row in enumerate(self._rows)
                if row.conversation.id == conversation_id
            ),
            -1,
        )

    def apply(self, changes: Sequence[Change]) -> None:
        """Make the changes one by one and tell the views."""
        for change in changes:
            match change:
                case Removed(first, last):
                    self.beginRemoveRows(_NOWHERE, first, last)
                    del self._rows[first : last + 1]
                    self.endRemoveRows()
                case Inserted(first, rows):
                    self.beginInsertRows(_NOWHERE, first, first + len(rows) - 1)
                    self._rows[first:first] = rows
                    self.endInsertRows()
                case Moved(source, target):
                    below = target + 1 if target > source else target
                    self.beginMoveRows(_NOWHERE, source, source, _NOWHERE, below)
                    self._rows.insert(target, self._rows.pop(source))
                    self.endMoveRows()
                case Changed(index, row):
                    self._rows[index] = row
                    place = self.index(index)
                    self.dataChanged.emit(place, place)
                case _:
                    assert_never(change)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def roleNames(self) -> dict[int, QByteArray]:
        return {int(role): QByteArray(name) for role, name in _NAMES.items()}

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        match role:
            case Role.CONVERSATION_ID:
                return row.conversation.id
            case Qt.ItemDataRole.DisplayRole | Role.TITLE:
                return row.conversation.title
            case Role.GROUP:
                return _heading(row)
            case Role.WHEN:
                return _when(row)
            case Role.STATUS:
                return row.conversation.status.value
            case _:
                return None


def _heading(row: Row) -> str:
    translate = QCoreApplication.translate
    match row.group:
        case Group.TODAY:
            return translate("ConversationListModel", "Today")
        case Group.YESTERDAY:
            return translate("ConversationListModel", "Yesterday")
        case Group.WEEK:
            return translate("ConversationListModel", "This week")
        case Group.MONTH:
            return translate("ConversationListModel", "This month")
        case Group.OLDER:
            assert row.month is not None
            year, month = row.month
            return QLocale().toString(QDate(year, month, 1), "MMMM yyyy")
        case _:
            assert_never(row.group)


def _when(row: Row) -> str:
    moment = QDateTime.fromSecsSinceEpoch(int(row.conversation.updated_at))
    match row.group:
        case Group.TODAY:
            return QLocale().toString(moment.time(), QLocale.FormatType.ShortFormat)
        case Group.YESTERDAY:
            return ""
        case Group.WEEK:
            return QLocale().toString(moment.date(), "ddd")
        case Group.MONTH | Group.OLDER:
            return QLocale().toString(moment.date(), "d MMM")
        case _:
            assert_never(row.group)
