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

from desktop.conversations.changes import Change, Changed, Inserted, Moved, Removed
from desktop.conversations.derive import Group, Row
from desktop.shared.branch_words import branch_name

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class Role(IntEnum):
    """What a delegate may ask of a row."""

    KIND = Qt.ItemDataRole.UserRole + 1
    CONVERSATION_ID = Qt.ItemDataRole.UserRole + 2
    BRANCH_ID = Qt.ItemDataRole.UserRole + 3
    TITLE = Qt.ItemDataRole.UserRole + 4
    GROUP = Qt.ItemDataRole.UserRole + 5
    WHEN = Qt.ItemDataRole.UserRole + 6
    STATUS = Qt.ItemDataRole.UserRole + 7
    BRANCHES = Qt.ItemDataRole.UserRole + 8
    UNFOLDED = Qt.ItemDataRole.UserRole + 9
    MAIN = Qt.ItemDataRole.UserRole + 10
    PINNED = Qt.ItemDataRole.UserRole + 11
    HIDDEN = Qt.ItemDataRole.UserRole + 12


_NAMES = {
    Role.KIND: b"kind",
    Role.CONVERSATION_ID: b"conversationId",
    Role.BRANCH_ID: b"branchId",
    Role.TITLE: b"title",
    Role.GROUP: b"group",
    Role.WHEN: b"when",
    Role.STATUS: b"status",
    Role.BRANCHES: b"branches",
    Role.UNFOLDED: b"unfolded",
    Role.MAIN: b"main",
    Role.PINNED: b"pinned",
    Role.HIDDEN: b"hidden",
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

    def row_of(self, key: str) -> int:
        """Where the row of that key stands, -1 for nowhere."""
        return next((index for index, row in enumerate(self._rows) if row.key == key), -1)

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
                case Moved(source, count, target):
                    last, below = source + count - 1, target + count if target > source else target
                    self.beginMoveRows(_NOWHERE, source, last, _NOWHERE, below)
                    block = self._rows[source : last + 1]
                    del self._rows[source : last + 1]
                    self._rows[target:target] = block
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
        branch = row.branch
        match role:
            case Role.KIND:
                return int(row.kind)
            case Role.CONVERSATION_ID:
                return row.conversation.id
            case Role.BRANCH_ID:
                return branch.id if branch else ""
            case Qt.ItemDataRole.DisplayRole | Role.TITLE:
                return branch_name(branch) if branch else row.conversation.title
            case Role.GROUP:
                return _heading(row)
            case Role.WHEN:
                return _when(row)
            case Role.STATUS:
                return (branch or row.conversation).status.value
            case Role.BRANCHES:
                return row.conversation.branches
            case Role.UNFOLDED:
                return row.unfolded
            case Role.MAIN:
                return branch is not None and branch.main
            case Role.PINNED:
                return branch is not None and branch.pinned
            case Role.HIDDEN:
                return row.hidden or 0
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
