from dataclasses import replace

from desktop.chat.blocks import Stream, feed
from desktop.chat.content import live_turn, made, tail_of, with_answer, with_saved
from desktop.chat.progress import Answer
from desktop.chat.rows import NoticeKind, RowKind
from graphs import Message, ToolCall, Turn, TurnStatus

ASKED = Message("k1", "t", "user", "Hello", 1.0, "t")
TEXT = "# One\n\nTwo\n\n```python\nx\n```\n\nThree"
SAID = Message("k2", "m", "assistant", TEXT, 2.0, "t")
BROKEN = replace(SAID, key="", interrupted=True)
CALL = ToolCall("c", "current_time", "{}")
CALLING = replace(SAID, id="m2", text="", tool_calls=(CALL,))
RESULT = Message("k3", "r", "tool", "noon", 3.0, "t", tool_call_id="c", tool_name="current_time")


def test_rows_are_those_of_the_messages_in_order() -> None:
    content = made([ASKED, SAID], {}, {})

    assert [row.message_id for row in content.rows({})] == ["t", "m", "m", "m", "m"]


def test_rows_are_made_again_only_where_something_changed() -> None:
    before = made([ASKED, SAID, CALLING], {}, {})

    after = made([ASKED, SAID, CALLING, RESULT], before.shown, {})

    assert after.shown["m"] is before.shown["m"]
    assert [row.text for row in after.shown["m2"].rows] == ["noon"]


def test_only_the_newest_text_of_the_live_turn_is_shown_in_full() -> None:
    first, second = replace(BROKEN, id="m1"), replace(BROKEN, id="m2")

    content = made([ASKED, first, second], {}, {}, "t")

    assert content.shown["m1"].rows[0].notice == NoticeKind.EARLIER_TRY
    assert content.shown["m2"].rows[0].kind is RowKind.PROSE
    folded = made([ASKED, first, second], content.shown, {})
    assert folded.shown["m2"].rows[0].notice == NoticeKind.EARLIER_TRY


def test_a_turn_at_rest_has_no_live_text() -> None:
    turn = Turn("t", "b", TurnStatus.FAILED, unfinished=True, created_at=1.0)

    assert live_turn(turn) == "t"
    assert live_turn(replace(turn, status=TurnStatus.LEFT)) == ""
    assert live_turn(None) == ""


def test_a_saved_message_takes_the_place_of_its_namesake() -> None:
    assert with_saved([ASKED, BROKEN], [SAID]) == (ASKED, SAID)
    assert with_saved([ASKED], [SAID]) == (ASKED, SAID)
    assert with_saved([ASKED, SAID], []) == (ASKED, SAID)


def test_a_streamed_answer_has_the_rows_of_its_saved_message() -> None:
    answer = Answer(BROKEN, feed(Stream(), TEXT))

    content = with_answer(made([ASKED], {}, {}), answer, [SAID])

    taken = made([ASKED, SAID], content.shown, {})
    assert taken.shown["m"] is content.shown["m"]
    assert taken.rows({}) == made([ASKED, SAID], {}, {}).rows({})


def test_an_answer_saved_with_other_text_is_read_anew() -> None:
    answer = Answer(replace(BROKEN, text="One"), feed(Stream(), "One"))

    assert with_answer(made([ASKED], {}, {}), answer, [SAID]).shown.keys() == {"t"}


def test_the_tail_of_an_answer_is_the_end_of_its_rows() -> None:
    answer = Answer(BROKEN, feed(Stream(), TEXT))
    whole = tail_of(answer, 0)

    assert len(answer.stream.done) > 1
    for finished in range(len(answer.stream.done)):
        assert tail_of(answer, finished) == whole[finished:]
