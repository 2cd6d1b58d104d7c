"""The sidebar's rows as a Qt list model."""

from collections.abc import Callable, Sequence
from enum import IntEnum, auto
from typing import assert_never

from PySide6.QtCore import QCoreApplication, QDate, QDateTime, QLocale, QObject, Qt

from desktop.conversations.changes import Change, Changed, Inserted, Moved, Removed
from desktop.conversations.derive import Group, Kind, Row
from desktop.shared.branch_words import branch_name
from desktop.shared.list_model import FIRST_ROLE, ListModel


class Role(IntEnum):
    """What a delegate may ask of a row."""

    KIND = FIRST_ROLE
    CONVERSATION_ID = auto()
    BRANCH_ID = auto()
    TITLE = auto()
    GROUP = auto()
    WHEN = auto()
    STATUS = auto()
    BRANCHES = auto()
    UNFOLDED = auto()
    MAIN = auto()
    PINNED = auto()
    HIDDEN = auto()


class ConversationListModel(ListModel[Row]):
    """Rows of the sidebar; the text of headings and times is the reader's language."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(Role.__members__, parent)

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows as they stand."""
        return tuple(self._rows)

    def row_of(self, key: str) -> int:
        """Where the row of that key stands, -1 for nowhere."""
        return next((index for index, row in enumerate(self._rows) if row.key == key), -1)

    def key_beside(self, place: int) -> str:
        """The key of the branch below that of a place, or else of what is above it."""
        below = self._rows[place + 1 : place + 2]
        found = below[0] if below and below[0].kind is Kind.BRANCH else self._rows[place - 1]
        return found.key

    def apply(self, changes: Sequence[Change]) -> None:
        """Make the changes one by one and tell the views."""
        for change in changes:
            match change:
                case Removed(first, last):
                    self._remove(first, last - first + 1)
                case Inserted(first, rows):
                    self._insert(first, rows)
                case Moved(source, count, target):
                    self._move(source, target, count)
                case Changed(index, row):
                    self._replace(index, row)
                case _:
                    assert_never(change)

    def _read(self, row: Row, role: int) -> object:
        read = _READ.get(role)
        return read(row) if read else None


def _title(row: Row) -> str:
    return branch_name(row.branch) if row.branch else row.conversation.title


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


_READ: dict[int, Callable[[Row], object]] = {
    Qt.ItemDataRole.DisplayRole: _title,
    Role.KIND: lambda row: int(row.kind),
    Role.CONVERSATION_ID: lambda row: row.conversation.id,
    Role.BRANCH_ID: lambda row: row.branch.id if row.branch else "",
    Role.TITLE: _title,
    Role.GROUP: _heading,
    Role.WHEN: _when,
    Role.STATUS: lambda row: (row.branch or row.conversation).status.value,
    Role.BRANCHES: lambda row: row.conversation.branches,
    Role.UNFOLDED: lambda row: row.unfolded,
    Role.MAIN: lambda row: row.branch is not None and row.branch.main,
    Role.PINNED: lambda row: row.branch is not None and row.branch.pinned,
    Role.HIDDEN: lambda row: row.hidden or 0,
}
