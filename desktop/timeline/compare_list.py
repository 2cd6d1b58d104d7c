"""The rows of a comparison, which may be many."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QObject

from desktop.shared.row_list import RowList
from desktop.timeline.compare_rows import CompareRow

_NOWHERE = QModelIndex()


class CompareList(RowList[CompareRow]):
    """Rows that change at their end while branches are at work; views keep their place."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(CompareRow, parent)

    def go_on(self, kept: int, rows: Sequence[CompareRow]) -> None:
        """Make these the rows; the first `kept` are the same as before."""
        before, now = len(self._rows), len(rows)
        both = min(before, now)
        if kept < both:
            self._rows[kept:both] = rows[kept:both]
            self.dataChanged.emit(self.index(kept), self.index(both - 1))
        if now > before:
            self.beginInsertRows(_NOWHERE, before, now - 1)
            self._rows += rows[before:]
            self.endInsertRows()
        elif now < before:
            self.beginRemoveRows(_NOWHERE, now, before - 1)
            del self._rows[now:]
            self.endRemoveRows()
