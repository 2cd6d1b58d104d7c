from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex, QObject
from PySide6.QtTest import QAbstractItemModelTester

from desktop.chat.rows import Row, RowKind
from desktop.chat.transcript import Role, TranscriptModel
from graphs import ActionStatus
from tests.an_action import an_action

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal


def row(number: int, text: str = "") -> Row:
    return Row(RowKind.PROSE, f"m/{number}", "m", html=text)


class Heard(QObject):
    """What a model told its views."""

    def __init__(self, model: TranscriptModel) -> None:
        super().__init__()
        self.lines: list[tuple[object, ...]] = []
        model.rowsInserted.connect(self._inserted)
        model.rowsRemoved.connect(self._removed)
        model.dataChanged.connect(self._changed)

    def _inserted(self, _: QModelIndex, first: int, last: int) -> None:
        self.lines.append(("inserted", first, last))

    def _removed(self, _: QModelIndex, first: int, last: int) -> None:
        self.lines.append(("removed", first, last))

    def _changed(self, first: QModelIndex, last: QModelIndex, roles: list[int]) -> None:
        self.lines.append(("changed", first.row(), last.row(), tuple(map(Role, roles))))


@pytest.fixture
def model(app: object) -> TranscriptModel:
    model = TranscriptModel()
    QAbstractItemModelTester(model, FATAL, model)
    return model


ROWS = st.lists(
    st.tuples(st.integers(0, 9), st.sampled_from(("", "other"))), unique_by=lambda one: one[0]
)


@given(st.lists(ROWS, max_size=6))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=80)
def test_any_rows_can_follow_any_others(app: object, lists: list[list[tuple[int, str]]]) -> None:
    model = TranscriptModel()
    QAbstractItemModelTester(model, FATAL, model)

    for wanted in lists:
        rows = [row(*one) for one in wanted]
        model.show(rows)
        assert list(model.rows) == rows


def test_the_same_rows_again_change_nothing(model: TranscriptModel) -> None:
    model.reset([row(1), row(2)])
    heard = Heard(model)

    model.show([row(1), row(2)])

    assert heard.lines == []


def test_a_growing_row_changes_alone_and_in_one_role(model: TranscriptModel) -> None:
    model.reset([row(1), row(2), row(3, "a")])
    heard = Heard(model)

    model.splice(2, [row(3, "ab")])

    assert heard.lines == [("changed", 2, 2, (Role.HTML,))]


def test_a_new_row_at_the_end_is_one_insert(model: TranscriptModel) -> None:
    model.reset([row(1), row(2)])
    heard = Heard(model)

    model.splice(1, [row(2), row(3), row(4)])

    assert heard.lines == [("inserted", 2, 3)]


def test_a_row_of_another_kind_is_a_new_row(model: TranscriptModel) -> None:
    model.reset([row(1), row(2)])
    heard = Heard(model)

    model.show([row(1), replace(row(2), kind=RowKind.CODE)])

    assert heard.lines == [("removed", 1, 1), ("inserted", 1, 1)]


def test_earlier_rows_come_before_all_others(model: TranscriptModel) -> None:
    model.reset([row(3)])
    heard = Heard(model)

    model.prepend([row(1), row(2)])

    assert heard.lines == [("inserted", 0, 1)]
    assert list(model.rows) == [row(1), row(2), row(3)]


def test_every_field_of_a_row_can_be_asked_for(model: TranscriptModel) -> None:
    names = {bytes(name.data()).decode() for name in model.roleNames().values()}
    assert names == {
        "kind", "key", "messageId", "first", "last", "html", "text", "language", "header", "rows",
        "alignments", "name", "arguments", "action", "failed", "notice", "createdAt", "expanded",
        "highlighted", "streaming", "count", "detail", "place", "saved",
    }  # fmt: skip
    table = Row(
        RowKind.TABLE,
        "m/0",
        "m",
        first=True,
        header=("a", "b"),
        rows=(("1", "2"),),
        alignments=("left", "right"),
        created_at=3.0,
    )
    model.reset([table])
    place = model.index(0)

    assert model.data(place, Role.KIND) == 2 + 1
    assert model.data(place, Role.MESSAGE_ID) == "m"
    assert model.data(place, Role.FIRST) is True
    assert model.data(place, Role.LAST) is False
    assert model.data(place, Role.HEADER) == ["a", "b"]
    assert model.data(place, Role.ROWS) == [["1", "2"]]
    assert model.data(place, Role.ALIGNMENTS) == ["left", "right"]
    assert model.data(place, Role.CREATED_AT) == 3.0


def test_a_folded_row_unfolds_and_folds(model: TranscriptModel) -> None:
    model.reset([row(1), row(2)])
    heard = Heard(model)

    model.toggle("m/2")
    assert model.data(model.index(1), Role.EXPANDED) is True
    model.toggle("m/2")
    assert model.data(model.index(1), Role.EXPANDED) is False

    assert heard.lines == [("changed", 1, 1, (Role.EXPANDED, Role.DETAIL))] * 2


def test_an_action_tells_all_of_itself_only_when_unfolded(model: TranscriptModel) -> None:
    action = an_action(status=ActionStatus.DONE, result="Done.")
    model.reset([Row(RowKind.ACTION, "m/call-c1", "m", action=action)])
    assert model.data(model.index(0), Role.DETAIL) == {}
    assert model.data(model.index(0), Role.ACTION)["title"] == "Write notes.txt"

    model.toggle("m/call-c1")

    assert model.data(model.index(0), Role.DETAIL)["result"] == "Done."


def test_an_action_that_moves_on_is_drawn_anew(model: TranscriptModel) -> None:
    started = Row(RowKind.ACTION, "m/c", "m", action=an_action(status=ActionStatus.STARTED))
    model.reset([started])
    heard = Heard(model)

    model.show([replace(started, action=an_action(status=ActionStatus.DONE))])

    ((_, first, last, roles),) = heard.lines
    assert (first, last) == (0, 0)
    assert {Role.ACTION, Role.DETAIL} <= set(roles)


def test_only_the_marked_row_is_streaming(model: TranscriptModel) -> None:
    model.reset([row(1), row(2)])

    model.set_streaming("m/1")
    model.set_streaming("m/2")

    assert [model.data(model.index(n), Role.STREAMING) for n in range(2)] == [False, True]


def code(text: str) -> Row:
    return Row(RowKind.CODE, "m/0", "m", text=text, language="python")


def test_colours_are_asked_for_once_when_the_code_is_looked_at(model: TranscriptModel) -> None:
    wanted: list[str] = []
    model.highlightWanted.connect(wanted.append)
    model.reset([code("x")])
    assert wanted == []

    assert model.data(model.index(0), Role.HIGHLIGHTED) == ""
    assert model.data(model.index(0), Role.HIGHLIGHTED) == ""
    assert wanted == ["m/0"]

    model.set_highlight("m/0", "x", "<b>x</b>")
    assert model.data(model.index(0), Role.HIGHLIGHTED) == "<b>x</b>"
    assert wanted == ["m/0"]


def test_colours_of_other_code_are_not_shown(model: TranscriptModel) -> None:
    wanted: list[str] = []
    model.highlightWanted.connect(wanted.append)
    model.reset([code("x")])
    model.data(model.index(0), Role.HIGHLIGHTED)

    model.splice(0, [code("xy")])
    model.set_highlight("m/0", "x", "<b>x</b>")

    assert model.data(model.index(0), Role.HIGHLIGHTED) == ""
    assert wanted == ["m/0", "m/0"]


def test_code_that_still_grows_has_no_colours(model: TranscriptModel) -> None:
    wanted: list[str] = []
    model.highlightWanted.connect(wanted.append)
    model.reset([code("x")])
    model.set_streaming("m/0")

    assert model.data(model.index(0), Role.HIGHLIGHTED) == ""
    assert wanted == []

    heard = Heard(model)
    model.set_streaming("")
    assert heard.lines == [("changed", 0, 0, (Role.STREAMING, Role.HIGHLIGHTED))]


def test_all_colours_are_made_anew_for_the_dark(model: TranscriptModel) -> None:
    model.reset([code("x")])
    model.set_highlight("m/0", "x", "<b>x</b>")

    model.forget_highlights()

    assert model.data(model.index(0), Role.HIGHLIGHTED) == ""
