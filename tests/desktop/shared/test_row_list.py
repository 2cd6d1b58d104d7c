from dataclasses import dataclass

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from desktop.shared.row_list import RowList

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal


@dataclass(frozen=True, slots=True)
class Stone:
    key: str
    how_wide: int


lists_of_stones = st.lists(
    st.lists(
        st.builds(Stone, st.sampled_from("abcdef"), st.integers(0, 2)),
        unique_by=lambda stone: stone.key,
    ),
    max_size=6,
)


@given(lists_of_stones)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_any_row_of_lists_keeps_the_model_sound(app: object, lists: list[list[Stone]]) -> None:
    model = RowList(Stone)
    QAbstractItemModelTester(model, FATAL, model)

    for rows in lists:
        model.show(rows)
        assert model.rows == tuple(rows)


def test_fields_are_roles_in_the_case_of_qml(app: object) -> None:
    model = RowList(Stone)
    model.show([Stone("a", 3)])
    roles = {bytes(name.data()).decode(): role for role, name in model.roleNames().items()}

    assert model.data(model.index(0), roles["key"]) == "a"
    assert model.data(model.index(0), roles["howWide"]) == 3
    assert model.data(model.index(0), Qt.ItemDataRole.DisplayRole) is None


def test_a_row_is_found_by_its_key(app: object) -> None:
    model = RowList(Stone)
    model.show([Stone("a", 3)])

    assert model.find("a") == Stone("a", 3)
    assert model.find("b") is None


@dataclass(frozen=True, slots=True)
class Pile:
    key: str
    stones: tuple[str, ...]


def test_several_values_reach_qml_as_a_list(app: object) -> None:
    model = RowList(Pile)
    model.show([Pile("a", ("flat", "round"))])
    (role,) = (role for role, name in model.roleNames().items() if bytes(name.data()) == b"stones")

    assert model.data(model.index(0), role) == ["flat", "round"]
