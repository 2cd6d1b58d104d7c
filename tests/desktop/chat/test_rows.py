from dataclasses import replace
from typing import Any

import pytest

from desktop.chat.blocks import parse
from desktop.chat.rows import NoticeKind, Row, RowKind, folded, rows_of, rows_of_answer
from graphs import ActionStatus, Message, ToolCall
from tests.an_action import an_action

ANSWER = Message(
    "k", "a1", "assistant", "Look:\n\n```py\nx\n```\n\n|h|\n|-|\n|c|\n\n---\n", 7.5, "t1"
)
CALL = ToolCall("c1", "clock", '{"zone": "UTC"}')
RESULT = Message(
    "k2", "r1", "tool", "12:00", 8.0, "t1", tool_call_id="c1", tool_name="clock", failed=False
)


def kinds(rows: tuple[Row, ...]) -> list[RowKind]:
    return [row.kind for row in rows]


def test_the_persons_words_are_one_row_and_no_markdown() -> None:
    (row,) = rows_of(Message("k", "u1", "user", "# *hi*\n\n<b>", 1.0, "t1"), {}, {})
    assert (row.kind, row.text, row.html) == (RowKind.USER, "# *hi*\n\n<b>", "")
    assert row.first
    assert row.last


def test_an_answer_is_its_blocks() -> None:
    rows = rows_of(ANSWER, {}, {})
    assert kinds(rows) == [RowKind.PROSE, RowKind.CODE, RowKind.TABLE, RowKind.RULE]
    prose, code, table, _ = rows
    assert "Look:" in prose.html
    assert (code.language, code.text) == ("py", "x")
    assert (table.header, table.rows, table.alignments) == (("h",), (("c",),), ("left",))
    assert {row.created_at for row in rows} == {7.5}


def test_a_row_knows_its_message_and_its_place_in_it() -> None:
    rows = rows_of(ANSWER, {}, {})
    assert {row.message_id for row in rows} == {"a1"}
    assert [row.first for row in rows] == [True, False, False, False]
    assert [row.last for row in rows] == [False, False, False, True]


def test_keys_are_unique_and_stay_while_the_answer_grows() -> None:
    before = [row.key for row in rows_of(replace(ANSWER, text="Look:\n\n```py"), {}, {})]
    after = [row.key for row in rows_of(replace(ANSWER, tool_calls=(CALL,), stopped=True), {}, {})]
    assert len(set(after)) == len(after)
    assert after[: len(before)] == before


@pytest.mark.parametrize("failed", [False, True])
def test_an_action_carries_its_result(failed: bool) -> None:
    results = {"c1": replace(RESULT, failed=failed)}
    *_, row = rows_of(replace(ANSWER, tool_calls=(CALL,)), results, {})
    assert (row.kind, row.name, row.arguments) == (RowKind.ACTION, "clock", '{"zone": "UTC"}')
    assert (row.text, row.failed, row.action) == ("12:00", failed, None)
    assert row.last


def test_a_call_of_which_nothing_is_known_yet_has_no_row() -> None:
    assert rows_of(replace(ANSWER, text="", tool_calls=(CALL,)), {}, {}) == ()


@pytest.mark.parametrize("status", ActionStatus)
def test_only_what_needs_the_person_has_no_row(status: ActionStatus) -> None:
    action = an_action(status=status)
    rows = rows_of(replace(ANSWER, text="", tool_calls=(CALL,)), {}, {"c1": action})

    assert [row.action for row in rows] == ([] if status.needs_person else [action])


def test_an_action_that_needs_the_person_has_no_row_though_a_try_before_it_failed() -> None:
    waiting = {"c1": an_action(status=ActionStatus.UNKNOWN)}

    assert rows_of(replace(ANSWER, text="", tool_calls=(CALL,)), {"c1": RESULT}, waiting) == ()


def reading(call_id: str, **changes: Any) -> Row:
    """The row of a file that was read."""
    given = {"tool": "read_file", "status": ActionStatus.DONE, "asks": False, **changes}
    action = an_action(call_id=call_id, **given)
    message = Message(
        "", f"m{call_id}", "assistant", "", 1.0, "t1", (ToolCall(call_id, action.tool, "{}"),)
    )
    (row,) = rows_of(message, {}, {call_id: action})
    return row


def test_readings_that_follow_each_other_are_folded_over_messages() -> None:
    rows = [reading("1"), reading("2"), reading("3")]

    (head,) = folded(rows, ())

    assert (head.kind, head.name, head.count) == (RowKind.READS, "read_file", 3)
    assert (head.first, head.last) == (True, True)
    assert folded([*rows, reading("4")], ())[0].key == head.key


def test_unfolded_readings_stand_below_their_line() -> None:
    rows = [reading("1"), reading("2")]
    (head,) = folded(rows, ())

    shown = folded(rows, {head.key})

    assert [row.key for row in shown] == [head.key, rows[0].key, rows[1].key]
    assert [row.first for row in shown] == [True, False, False]


def test_readings_of_several_tools_are_folded_without_a_name() -> None:
    (head,) = folded([reading("1"), reading("2", tool="list_files")], ())

    assert (head.name, head.count) == ("", 2)


@pytest.mark.parametrize(
    "between",
    [
        reading("x", status=ActionStatus.FAILED),
        reading("x", status=ActionStatus.STARTED),
        reading("x", tool="run_command"),
        reading("x", asks=True),
        rows_of(replace(ANSWER, text="Hm."), {}, {})[0],
    ],
)
def test_what_did_more_than_read_stands_by_itself(between: Row) -> None:
    rows = (reading("1"), between, reading("2"))

    assert folded(rows, ()) == rows


def test_a_result_has_no_row_of_its_own() -> None:
    assert rows_of(RESULT, {"c1": RESULT}, {}) == ()


def test_a_stopped_answer_ends_with_its_mark() -> None:
    *rows, mark = rows_of(replace(ANSWER, stopped=True), {}, {})
    assert len(rows) == 4
    assert (mark.kind, mark.notice) == (RowKind.NOTICE, NoticeKind.STOPPED)


def test_a_cut_answer_ends_with_its_mark() -> None:
    *rows, mark = rows_of(replace(ANSWER, cut=True), {}, {})
    assert len(rows) == 4
    assert (mark.kind, mark.notice) == (RowKind.NOTICE, NoticeKind.CUT)


def test_an_earlier_try_is_folded_into_one_row() -> None:
    (row,) = rows_of(replace(ANSWER, interrupted=True), {}, {})
    assert (row.kind, row.notice, row.text) == (
        RowKind.NOTICE,
        NoticeKind.EARLIER_TRY,
        ANSWER.text,
    )


def test_an_earlier_try_that_said_nothing_leaves_no_row() -> None:
    assert rows_of(replace(ANSWER, text=" \n", interrupted=True), {}, {}) == ()


def test_the_text_of_a_running_turn_is_shown_in_full() -> None:
    assert rows_of(replace(ANSWER, interrupted=True), {}, {}, live=True) == rows_of(ANSWER, {}, {})


@pytest.mark.parametrize("start", range(4))
def test_the_end_of_an_answer_has_the_rows_it_has_in_the_whole(start: int) -> None:
    assert (
        rows_of_answer(ANSWER, parse(ANSWER.text)[start:], start) == rows_of(ANSWER, {}, {})[start:]
    )
