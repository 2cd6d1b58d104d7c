from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex
from PySide6.QtTest import QAbstractItemModelTester

from desktop.timeline.derive import Group, Known, grouped, rows_of
from desktop.timeline.list_model import Role, TimelineListModel
from tests.desktop.conftest import Desk
from tests.desktop.timeline.made import CALLS, MODEL, TOOL, YOU, fork, step, walk

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal
TODAY = date(2026, 5, 3)


def folded(groups: tuple[Group, ...]):
    return [rows_of(group, Known()) for group in groups]


def unfolded(groups: tuple[Group, ...]):
    return [rows_of(group, Known(unfolded=True)) for group in groups]


def keys(model: TimelineListModel) -> list[str]:
    return [row.key for row in model.rows]


deeds = st.lists(
    st.tuples(st.integers(0, 6), st.integers(0, 3), st.integers(0, 3), st.booleans()), max_size=15
)


@given(deeds)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_whatever_is_spliced_the_model_is_sound(
    app: object, done: list[tuple[int, int, int, bool]]
) -> None:
    model = TimelineListModel()
    QAbstractItemModelTester(model, FATAL, model)
    there = [grouped(walk(YOU, CALLS, TOOL, first=place * 10))[0] for place in (3, 2, 1)]
    shown = folded(tuple(there))
    model.fill(shown, TODAY, more=False)

    for number, (first, count, new, open_) in enumerate(done):
        first = min(first, len(shown))
        count = min(count, len(shown) - first)
        fresh = tuple(
            grouped(walk(YOU, CALLS, TOOL, first=100 * (number + 1) + 10 * place))[0]
            for place in range(new)
        )
        rows = unfolded(fresh) if open_ else folded(fresh)
        model.splice(first, count, rows)
        shown[first : first + count] = rows

    assert list(model.rows) == [row for group in shown for row in group]


def test_views_are_given_a_few_rows_at_a_time(desk: Desk) -> None:
    model = TimelineListModel()
    given: list[int] = []
    model.rowsInserted.connect(lambda _, first, last: given.append(last - first + 1))

    model.fill(folded(grouped(walk(*[YOU] * 90))), TODAY, more=True)
    assert 0 < model.rowCount() < 10
    assert not model.canFetchMore(QModelIndex())
    desk.until(lambda: model.rowCount() == 90)

    *some, rest = given
    assert len(some) > 4
    assert max(some) < 10 < rest
    assert model.canFetchMore(QModelIndex())


def test_a_branch_that_is_given_bit_by_bit_is_sound_at_each(desk: Desk) -> None:
    model = TimelineListModel()
    QAbstractItemModelTester(model, FATAL, model)
    model.fill(folded(grouped(walk(*[YOU] * 20))), TODAY, more=False)
    desk.until(lambda: model.rowCount() > 10)
    model.fill(folded(grouped(walk(*[YOU] * 30))), TODAY, more=False)
    assert model.rowCount() < 10
    desk.until(lambda: model.rowCount() == 30)
    model.fill([], TODAY, more=False)

    assert model.rowCount() == 0


@pytest.mark.parametrize("what", ["look", "splice"])
def test_a_row_that_is_needed_sooner_is_given_at_once(app: object, what: str) -> None:
    model = TimelineListModel()
    QAbstractItemModelTester(model, FATAL, model)
    groups = grouped(walk(*[YOU] * 40))
    model.fill(folded(groups), TODAY, more=False)

    if what == "look":
        assert model.place("step:1") == 39
    else:
        model.splice(30, 2, [])

    assert model.rowCount() == len(model.rows)


def test_unfolding_adds_rows_above_the_one_that_stays(app: object) -> None:
    model = TimelineListModel()
    groups = grouped(walk(YOU, MODEL, YOU, CALLS, TOOL))
    model.fill(folded(groups), TODAY, more=False)
    inserted: list[tuple[int, int]] = []
    removed: list[int] = []
    model.rowsInserted.connect(lambda _, first, last: inserted.append((first, last)))
    model.rowsRemoved.connect(lambda *_: removed.append(1))

    model.splice(0, 1, unfolded(groups[:1]))

    assert keys(model) == ["step:5", "step:4", "step:3", "step:1"]
    assert inserted == [(0, 1)]
    assert removed == []
    assert model.data(model.index(2), Role.UNFOLDED) is True


def test_more_is_asked_for_once_at_a_time(app: object) -> None:
    model = TimelineListModel()
    asked: list[None] = []
    model.moreWanted.connect(lambda: asked.append(None))
    model.fill(folded(grouped(walk(YOU))), TODAY, more=True)

    model.fetchMore(QModelIndex())
    model.fetchMore(QModelIndex())
    assert len(asked) == 1
    model.stop(more=True)
    model.fetchMore(QModelIndex())
    assert len(asked) == 2
    model.stop(more=False)
    model.fetchMore(QModelIndex())

    assert len(asked) == 2


def test_a_row_says_what_the_pane_shows(app: object) -> None:
    model = TimelineListModel()
    pinned = step(1, text="Sort the\ninvoices", pinned=True, name="before sorting")
    chips = {1: (fork("by customer", at=1),)}
    (group,) = grouped([pinned, step(2, MODEL)])
    model.fill([rows_of(group, Known(chips=chips))], TODAY, more=False)
    place = model.index(0)

    assert model.data(place, Role.TITLE) == "Sort the invoices"
    assert model.data(place, Role.TONE) == "you"
    assert model.data(place, Role.POSITION) == 1
    assert model.data(place, Role.CHIPS) == [{"id": "by customer", "name": "by customer"}]
    assert (model.data(place, Role.PINNED), model.data(place, Role.NAME)) == (
        True,
        "before sorting",
    )
    assert model.data(place, Role.FOLDABLE) is True
    assert model.data(QModelIndex(), Role.TITLE) is None
