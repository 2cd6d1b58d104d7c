from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.activity.derive import (
    CHUNK_CHARACTERS,
    CHUNK_LINES,
    HEAD_CHARACTERS,
    HEAD_LINES,
    Filter,
    arguments,
    chunks,
    following,
    fresh,
    head,
    matches,
    page,
    repeated,
    row,
    told,
)
from graphs import JournalEntry, Preview
from tests.an_action import an_action

ONE = an_action(
    id="a1",
    conversation_id="c1",
    conversation_title="Invoices",
    branch_id="b1",
    arguments='{"path": "notes.txt", "content": "Buy milk", "times": 2}',
    proposed_at=datetime(2026, 5, 3, 22, 30, tzinfo=UTC).timestamp(),
    preview=Preview("Write notes.txt", "", undo=True),
)


def test_a_row_is_one_line_however_hostile_its_texts_are() -> None:
    hostile = replace(
        ONE, conversation_title="a\nb\u2028c", preview=Preview("x\n" * 10_000, "", undo=True)
    )

    shown = row(hostile, UTC)

    assert len(shown.title) <= 200
    assert len(shown.title.splitlines()) == 1
    assert len(shown.conversation_title.splitlines()) == 1


def test_without_a_title_the_tool_is_named() -> None:
    assert row(replace(ONE, preview=Preview("", "", undo=False)), UTC).title == "write_file"


def test_its_day_is_that_of_the_zone() -> None:
    from datetime import timedelta, timezone

    east = timezone(timedelta(hours=2))

    assert row(ONE, UTC).day == date(2026, 5, 3)
    assert row(ONE, east).day == date(2026, 5, 4)


def test_how_long_it_ran_is_known_only_when_it_is_over() -> None:
    started = replace(ONE, started_at=10.0)

    assert row(ONE, UTC).seconds is None
    assert row(started, UTC).seconds is None
    assert row(replace(started, finished_at=12.5), UTC).seconds == 2.5
    assert row(replace(started, finished_at=9.0), UTC).seconds == 0  # the clock was set back


def test_arguments_stand_beside_those_the_person_changed() -> None:
    edited = replace(ONE, edited='{"path": "b.txt", "content": "Buy milk", "mode": ["x"]}')

    found = {one.name: (one.proposed, one.edited, one.changed) for one in arguments(edited)}

    assert found == {
        "path": ("notes.txt", "b.txt", True),
        "content": ("Buy milk", "Buy milk", False),
        "times": ("2", None, True),
        "mode": (None, '["x"]', True),
    }


@pytest.mark.parametrize("text", ["[1, 2]", "not JSON", '"word"', ""])
def test_arguments_that_are_no_object_are_shown_as_they_are(text: str) -> None:
    (only,) = arguments(replace(ONE, arguments=text))

    assert only.name == ""
    assert not only.changed


@given(st.text(alphabet=st.sampled_from("ab\n ü"), max_size=200).map(lambda text: text * 40))
def test_pieces_hold_all_of_the_text_and_are_small(text: str) -> None:
    pieces = chunks(text)

    assert "".join(pieces).replace("\n", "") == text.replace("\n", "")
    assert all(len(piece) <= CHUNK_CHARACTERS + CHUNK_LINES for piece in pieces)
    assert all(piece.count("\n") < CHUNK_LINES for piece in pieces)


@given(st.text())
def test_a_beginning_is_never_long_and_is_the_beginning(text: str) -> None:
    beginning = head(text)

    assert text.startswith(beginning)
    assert len(beginning) <= HEAD_CHARACTERS
    assert beginning.count("\n") < HEAD_LINES


def test_a_short_text_is_its_own_beginning() -> None:
    assert head("Wrote notes.txt.") == "Wrote notes.txt."


@pytest.mark.parametrize(
    ("query", "only", "there"),
    [
        ("", Filter.ALL, True),
        ("MILK invoices", Filter.ALL, True),
        ("milk bread", Filter.ALL, False),
        ("", Filter.NEEDS_YOU, True),
        ("milk", Filter.DONE, False),
    ],
)
def test_an_action_belongs_on_the_list_by_its_words_and_status(
    query: str, only: Filter, there: bool
) -> None:
    assert matches(ONE, query, only) is there


@given(st.lists(st.integers(0, 6), max_size=30), st.integers(1, 5))
def test_reading_on_loses_none_and_repeats_none(times: list[int], at_once: int) -> None:
    kept = [replace(ONE, id=f"a{n}", proposed_at=float(t)) for n, t in enumerate(times)]
    kept.sort(key=lambda one: (one.proposed_at, one.id), reverse=True)
    listed: list[str] = []
    rows = ()
    whole = False

    while not whole:
        before, count = following(rows), at_once + repeated(rows)
        found = [one for one in kept if before is None or one.proposed_at < before][:count]
        stretch = page(found, count, UTC)
        new = fresh(stretch.rows, listed)
        assert new or stretch.whole
        rows, whole = (*rows, *new), stretch.whole
        listed = [one.id for one in rows]

    assert listed == [one.id for one in kept]


def test_an_entry_tells_its_own_words() -> None:
    said = JournalEntry("a1", 0.0, "rejected", "person", '{"words": "No\\nthanks"}')

    assert told(said) == "No thanks"
    assert told(replace(said, detail="{}")) == ""
    assert told(replace(said, detail="torn")) == ""
