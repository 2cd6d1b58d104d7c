"""The cases of a suite as a Qt model."""

from collections.abc import Callable, Sequence
from enum import IntEnum, auto

from PySide6.QtCore import QObject, Qt

from desktop.evals import words
from desktop.evals.case_rows import CaseLine
from desktop.shared.list_model import FIRST_ROLE, ListModel


class Role(IntEnum):
    """What a delegate may ask of a row."""

    CASE_ID = FIRST_ROLE
    NAME = auto()
    ASKED = auto()
    TAGS = auto()
    CHECKS = auto()


class CaseListModel(ListModel[CaseLine]):
    """Cases in their order."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(Role.__members__, parent)

    def show(self, lines: Sequence[CaseLine]) -> None:
        """Make these the rows; views keep what stays at the beginning and at the end."""
        self._exchange(0, len(self._rows), lines)

    def place(self, case_id: str) -> int:
        """Where a case stands, -1 for nowhere."""
        return next((n for n, line in enumerate(self._rows) if line.id == case_id), -1)

    def _same(self, one: CaseLine, other: CaseLine) -> bool:
        return one.id == other.id

    def _read(self, row: CaseLine, role: int) -> object:
        read = _READ.get(role)
        return read(row) if read else None


_READ: dict[int, Callable[[CaseLine], object]] = {
    Qt.ItemDataRole.DisplayRole: lambda row: row.name,
    Role.CASE_ID: lambda row: row.id,
    Role.NAME: lambda row: row.name,
    Role.ASKED: lambda row: row.asked,
    Role.TAGS: lambda row: list(row.tags),
    Role.CHECKS: lambda row: words.checks(row.checks),
}
