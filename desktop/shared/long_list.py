"""Lists that are read on as they are scrolled."""

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal

from desktop.shared.list_model import Index, ListModel, R


class LongList(ListModel[R]):
    """Rows, and whether more can be read.

    Signals:
        moreWanted: the end came near; whoever reads answers, with rows or without.
    """

    moreWanted = Signal()

    def __init__(self, roles: Mapping[str, int], parent: QObject | None = None) -> None:
        super().__init__(roles, parent)
        self._more = False
        self._reading = False

    def stop(self, *, more: bool = True) -> None:
        """Reading on is over; unless there is no more it is tried again when it is wanted again."""
        self._more, self._reading = self._more and more, False

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and self._more and not self._reading

    def fetchMore(self, parent: Index) -> None:
        if self.canFetchMore(parent):
            self._reading = True
            self.moreWanted.emit()
