import pytest
from PySide6.QtCore import QModelIndex
from PySide6.QtTest import QSignalSpy

from desktop.shared.list_model import FIRST_ROLE
from desktop.shared.long_list import LongList

HERE = QModelIndex()


class Stones(LongList[str]):
    def __init__(self) -> None:
        super().__init__({"name": FIRST_ROLE})
        self._rows.append("flat")
        self._more = True

    def _read(self, row: str, role: int) -> str:
        return row


@pytest.fixture
def stones(app: object) -> Stones:
    return Stones()


def test_more_is_asked_for_once_at_a_time(stones: Stones) -> None:
    asked = QSignalSpy(stones.moreWanted)

    stones.fetchMore(HERE)
    stones.fetchMore(HERE)
    assert asked.count() == 1
    assert not stones.canFetchMore(HERE)

    stones.stop()
    stones.fetchMore(HERE)
    assert asked.count() == 2


def test_when_there_is_no_more_nothing_is_asked_for(stones: Stones) -> None:
    asked = QSignalSpy(stones.moreWanted)

    stones.stop(more=False)
    stones.stop()
    stones.fetchMore(HERE)

    assert asked.count() == 0


def test_a_row_has_no_rows_of_its_own_to_read(stones: Stones) -> None:
    assert not stones.canFetchMore(stones.index(0))
