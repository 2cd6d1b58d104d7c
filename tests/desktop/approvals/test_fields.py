import json
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from desktop.approvals.draft import Draft, Mode, read, written
from desktop.approvals.fields import changed_to, field_rows, text_of, to_run
from graphs import ActionStatus
from tests.desktop.approvals.made import action

drafts = st.builds(
    Draft,
    st.sampled_from(Mode),
    st.dictionaries(st.text(max_size=8), st.text(max_size=20), max_size=3),
    st.text(max_size=20),
    st.text(max_size=20),
)


def editing(**arguments: object) -> Draft:
    return Draft(Mode.EDIT, arguments)


def test_what_was_given_is_shown_and_what_may_be_left_out_is_not() -> None:
    rows = field_rows(action(path="a.txt"), Draft(), {})

    assert [(row.key, row.value, row.changed) for row in rows] == [("path", "a.txt", False)]


def test_whoever_edits_gets_every_field() -> None:
    rows = field_rows(action(path="a.txt"), editing(path="b.txt"), {})

    assert [row.key for row in rows] == ["path", "lines", "factor", "over"]
    assert (rows[0].value, rows[0].original, rows[0].changed) == ("b.txt", "a.txt", True)


def test_whoever_only_looks_sees_what_would_run() -> None:
    """Changes that were put aside are kept, but neither shown nor run."""
    draft = Draft(Mode.LOOK, {"path": "b.txt"})

    assert [row.value for row in field_rows(action(path="a.txt"), draft, {})] == ["a.txt"]
    assert to_run(action(path="a.txt"), draft) == action(path="a.txt").arguments


def test_of_one_that_was_let_run_with_changes_these_are_shown() -> None:
    begun = action(path="a.txt", lines=3)
    begun = replace(begun, status=ActionStatus.UNKNOWN, edited='{"path": "b.txt", "mode": "x"}')

    rows = {row.key: (row.value, row.original) for row in field_rows(begun, Draft(), {})}

    assert rows == {"path": ("b.txt", "a.txt"), "lines": ("", "3"), "mode": ("x", "")}


def test_what_no_field_is_for_is_shown_too() -> None:
    rows = field_rows(action(path="a.txt", colour={"of": "ink"}), Draft(), {})

    assert [(row.key, row.value) for row in rows] == [
        ("path", "a.txt"),
        ("colour", '{"of": "ink"}'),
    ]


def test_a_field_that_is_missing_is_shown_with_what_is_wrong() -> None:
    rows = field_rows(action(), Draft(), {"path": "This is needed.", "": "Nothing fits."})

    assert [(row.key, row.error) for row in rows] == [("path", "This is needed.")]


def test_what_is_typed_becomes_what_the_tool_takes() -> None:
    typed = editing(path="b.txt", lines="12", factor="1.5", over="true")

    assert json.loads(to_run(action(path="a.txt"), typed)) == {
        "path": "b.txt",
        "lines": 12,
        "factor": 1.5,
        "over": True,
    }


def test_what_is_no_number_is_left_for_the_tool_to_refuse() -> None:
    assert json.loads(to_run(action(path="a.txt"), editing(lines="many")))["lines"] == "many"


def test_a_field_made_empty_is_left_out_unless_it_is_needed() -> None:
    made = to_run(action(path="a.txt", lines=3), editing(path="", lines=""))

    assert json.loads(made) == {"path": ""}


def test_typed_back_to_what_was_proposed_is_no_change() -> None:
    of = action(path="a.txt", lines=3)
    there = changed_to(of, editing(), "lines", "4")

    assert there.arguments == {"lines": "4"}
    assert changed_to(of, there, "lines", "3").arguments == {}


@given(drafts)
def test_a_draft_is_read_as_it_was_written(draft: Draft) -> None:
    assert read(written(draft)) == draft


@given(st.text() | st.recursive(st.none() | st.text(), st.lists).map(json.dumps))
def test_anything_else_is_an_empty_draft(text: str) -> None:
    assert read(text) == Draft()


@given(st.recursive(st.none() | st.booleans() | st.floats() | st.integers() | st.text(), st.lists))
def test_any_argument_has_a_text(value: object) -> None:
    assert isinstance(text_of(value), str)
