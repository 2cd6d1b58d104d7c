from dataclasses import replace

import pytest

from desktop.chat.blocks import parse
from desktop.chat.rows import NoticeKind, Row, RowKind, rows_of, rows_of_answer
from graphs import Message, ToolCall

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
    (row,) = rows_of(Message("k", "u1", "user", "# *hi*\n\n<b>", 1.0, "t1"), {})
    assert (row.kind, row.text, row.html) == (RowKind.USER, "# *hi*\n\n<b>", "")
    assert row.first
    assert row.last


def test_an_answer_is_its_blocks() -> None:
    rows = rows_of(ANSWER, {})
    assert kinds(rows) == [RowKind.PROSE, RowKind.CODE, RowKind.TABLE, RowKind.RULE]
    prose, code, table, _ = rows
    assert "Look:" in prose.html
    assert (code.language, code.text) == ("py", "x")
    assert (table.header, table.rows, table.alignments) == (("h",), (("c",),), ("left",))
    assert {row.created_at for row in rows} == {7.5}


def test_a_row_knows_its_message_and_its_place_in_it() -> None:
    rows = rows_of(ANSWER, {})
    assert {row.message_id for row in rows} == {"a1"}
    assert [row.first for row in rows] == [True, False, False, False]
    assert [row.last for row in rows] == [False, False, False, True]


def test_keys_are_unique_and_stay_while_the_answer_grows() -> None:
    before = [row.key for row in rows_of(replace(ANSWER, text="Look:\n\n```py"), {})]
    after = [row.key for row in rows_of(replace(ANSWER, tool_calls=(CALL,), stopped=True), {})]
    assert len(set(after)) == len(after)
    assert after[: len(before)] == before


@pytest.mark.parametrize("failed", [False, True])
def test_an_action_carries_its_result(failed: bool) -> None:
    results = {"c1": replace(RESULT, failed=failed)}
    *_, row = rows_of(replace(ANSWER, tool_calls=(CALL,)), results)
    assert (row.kind, row.name, row.arguments) == (RowKind.ACTION, "clock", '{"zone": "UTC"}')
    assert (row.text, row.done, row.failed) == ("12:00", True, failed)
    assert row.last


def test_an_action_without_a_result_is_not_done() -> None:
    (row,) = rows_of(replace(ANSWER, text="", tool_calls=(CALL,)), {})
    assert (row.kind, row.done, row.failed, row.text) == (RowKind.ACTION, False, False, "")


def test_a_result_has_no_row_of_its_own() -> None:
    assert rows_of(RESULT, {"c1": RESULT}) == ()


def test_a_stopped_answer_ends_with_its_mark() -> None:
    *rows, mark = rows_of(replace(ANSWER, stopped=True), {})
    assert len(rows) == 4
    assert (mark.kind, mark.notice) == (RowKind.NOTICE, NoticeKind.STOPPED)


def test_a_cut_answer_ends_with_its_mark() -> None:
    *rows, mark = rows_of(replace(ANSWER, cut=True), {})
    assert len(rows) == 4
    assert (mark.kind, mark.notice) == (RowKind.NOTICE, NoticeKind.CUT)


def test_an_earlier_try_is_folded_into_one_row() -> None:
    (row,) = rows_of(replace(ANSWER, interrupted=True), {})
    assert (row.kind, row.notice, row.text) == (
        RowKind.NOTICE,
        NoticeKind.EARLIER_TRY,
        ANSWER.text,
    )


def test_an_earlier_try_that_said_nothing_leaves_no_row() -> None:
    assert rows_of(replace(ANSWER, text=" \n", interrupted=True), {}) == ()


def test_the_text_of_a_running_turn_is_shown_in_full() -> None:
    assert rows_of(replace(ANSWER, interrupted=True), {}, live=True) == rows_of(ANSWER, {})


@pytest.mark.parametrize("start", range(4))
def test_the_end_of_an_answer_has_the_rows_it_has_in_the_whole(start: int) -> None:
    assert rows_of_answer(ANSWER, parse(ANSWER.text)[start:], start) == rows_of(ANSWER, {})[start:]
