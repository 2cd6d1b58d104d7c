from dataclasses import dataclass
from enum import IntEnum, auto

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex, QObject
from PySide6.QtTest import QAbstractItemModelTester

from desktop.shared.list_model import FIRST_ROLE, ListModel

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal


@dataclass(frozen=True, slots=True)
class Stone:
    name: str
    width: int = 1


class Role(IntEnum):
    NAME = FIRST_ROLE
    HOW_WIDE = auto()


class Stones(ListModel[Stone]):
    def __init__(self) -> None:
        super().__init__(Role.__members__)
        QAbstractItemModelTester(self, FATAL, self)

    def put(self, start: int, end: int, stones: list[Stone]) -> None:
        self._exchange(start, end, stones)

    def _read(self, row: Stone, role: int) -> object:
        read: dict[int, object] = {Role.NAME: row.name, Role.HOW_WIDE: row.width}
        return read.get(role)

    def _same(self, one: Stone, other: Stone) -> bool:
        return one.name == other.name

    def _seen_in(self, old: Stone, new: Stone) -> list[int]:
        return [Role.HOW_WIDE] if old.width != new.width else []


class Heard(QObject):
    def __init__(self, model: Stones) -> None:
        super().__init__()
        self.lines: list[tuple[object, ...]] = []
        model.rowsInserted.connect(lambda _, *rows: self.lines.append(("inserted", *rows)))
        model.rowsRemoved.connect(lambda _, *rows: self.lines.append(("removed", *rows)))
        model.dataChanged.connect(
            lambda one, _, roles: self.lines.append(("changed", one.row(), *map(Role, roles)))
        )


piles = st.lists(st.builds(Stone, st.sampled_from("abcdef"), st.integers(1, 2)), max_size=6)


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6), piles), max_size=8))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=80)
def test_any_rows_can_take_the_place_of_any_others(
    app: object, deeds: list[tuple[int, int, list[Stone]]]
) -> None:
    model = Stones()
    wanted: list[Stone] = []

    for one, other, stones in deeds:
        start = min(one, other, len(wanted))
        end = min(max(one, other), len(wanted))
        wanted[start:end] = stones
        model.put(start, end, stones)
        assert list(model.rows) == wanted


def test_only_what_lies_between_others_is_exchanged(app: object) -> None:
    model = Stones()
    model.put(0, 0, [Stone("a"), Stone("b"), Stone("c"), Stone("d")])
    heard = Heard(model)

    model.put(1, 4, [Stone("b", 2), Stone("x"), Stone("y"), Stone("d")])

    assert heard.lines == [("removed", 2, 2), ("inserted", 2, 3), ("changed", 1, Role.HOW_WIDE)]


def test_roles_have_the_names_of_qml(app: object) -> None:
    names = {role: bytes(name.data()) for role, name in Stones().roleNames().items()}

    assert names == {Role.NAME: b"name", Role.HOW_WIDE: b"howWide"}


def test_outside_its_rows_there_is_nothing(app: object) -> None:
    model = Stones()
    model.put(0, 0, [Stone("a")])
    place = model.index(0)

    assert model.data(place, Role.NAME) == "a"
    assert model.data(QModelIndex(), Role.NAME) is None
    assert model.rowCount(place) == 0
    model.put(0, 1, [])
    assert model.data(place, Role.NAME) is None
