"""The cases of a report as a Qt model: there may be thousands."""

from collections.abc import Sequence

from PySide6.QtCore import QObject

from desktop.evals.report_rows import CaseLine
from desktop.shared.row_list import RowList


class CaseLines(RowList[CaseLine]):
    """Rows that are exchanged in one piece."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(CaseLine, parent)

    def show(self, rows: Sequence[CaseLine]) -> None:
        """Make these the rows; views keep what stays at the beginning and at the end."""
        self._exchange(0, len(self._rows), rows)

    def _same(self, one: CaseLine, other: CaseLine) -> bool:
        return one.key == other.key
