from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.conversations.changes import Change, Changed, Inserted, Moved, Removed, changes
from desktop.conversations.derive import Group, Row, newest_first, rows
from tests.desktop.conversations.conftest import conversation

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def applied(old: tuple[Row, ...], found: tuple[Change, ...]) -> tuple[Row, ...]:
    left = list(old)
    for change in found:
        match change:
            case Removed(first, last):
                del left[first : last + 1]
            case Inserted(first, new):
                left[first:first] = new
            case Moved(source, count, target):
                block = left[source : source + count]
                del left[source : source + count]
                left[target:target] = block
            case Changed(index, row):
                left[index] = row
    return tuple(left)


@pytest.mark.parametrize(
    ("before", "group", "month"),
    [
        (timedelta(0), Group.TODAY, None),
        (timedelta(hours=12), Group.TODAY, None),
        (timedelta(hours=12, seconds=1), Group.YESTERDAY, None),
        (timedelta(days=1, hours=12, seconds=1), Group.WEEK, None),
        (timedelta(days=6), Group.WEEK, None),
        (timedelta(days=7), Group.MONTH, None),
        (timedelta(days=21), Group.MONTH, None),
        (timedelta(days=22), Group.OLDER, (2026, 10)),
        (timedelta(days=340), Group.OLDER, (2025, 12)),
        (timedelta(days=-3), Group.TODAY, None),
    ],
)
def test_rows_stand_under_the_day_of_their_last_change(
    before: timedelta, group: Group, month: tuple[int, int] | None
) -> None:
    (row,) = rows([conversation(1, (NOW - before).timestamp())], "", NOW)

    assert (row.group, row.month) == (group, month)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", True),
        ("   ", True),
        ("LISBON", True),
        ("may trip", True),
        ("cafe", True),
        ("lisbon june", False),
        ("%", False),
    ],
)
def test_a_title_matches_by_all_words_without_case_and_accents(query: str, found: bool) -> None:
    shown = rows([conversation(1, title="Trip to Lisbon in May, Café")], query, NOW)

    assert bool(shown) is found


def test_newest_come_first() -> None:
    ordered = newest_first([conversation(1, 5), conversation(2, 9), conversation(3, 7)])

    assert [one.id for one in ordered] == ["c2", "c3", "c1"]


def test_a_row_that_comes_to_the_top_is_moved_and_not_made_anew() -> None:
    old = rows([conversation(n) for n in range(5)], "", NOW)
    new = (old[3], *old[:3], old[4])

    assert changes(old, new) == (Moved(3, 1, 0),)


def test_a_new_title_changes_one_row() -> None:
    old = rows([conversation(n) for n in range(5)], "", NOW)
    renamed = rows([conversation(n, title="Other" if n == 2 else "") for n in range(5)], "", NOW)

    assert changes(old, renamed) == (Changed(2, renamed[2]),)


titles = st.sampled_from(["", "Other"])


@given(
    st.lists(st.tuples(st.integers(0, 12), titles), unique_by=lambda one: one[0]),
    st.lists(st.tuples(st.integers(0, 12), titles), unique_by=lambda one: one[0]),
)
def test_changes_lead_from_any_rows_to_any_others(
    old: list[tuple[int, str]], new: list[tuple[int, str]]
) -> None:
    before = rows([conversation(number, title=title) for number, title in old], "", NOW)
    after = rows([conversation(number, title=title) for number, title in new], "", NOW)

    assert applied(before, changes(before, after)) == after
