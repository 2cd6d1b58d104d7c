from desktop.chat.rows import NoticeKind, RowKind
from desktop.chat.transcript import Role
from graphs import ActionStatus, Conversation, Preview, ToolCall
from tests.desktop.chat.conftest import Chat

TIME = Preview("Look at the clock", "", undo=True)


def test_a_long_answer_streams_block_by_block(chat: Chat, trip: Conversation) -> None:
    branch = trip.branch_id
    text = (
        "# Plan\n\nFirst *this*.\n\n```python\nx = 1\n```\n\n"
        "| a | b |\n|---|--:|\n| 1 | 2 |\n\n---\n\nEnd."
    )
    chat.send(branch, "Hello")
    for start in range(0, len(text), 3):
        chat.host.say(branch, "m", text[start : start + 3])
    streamed = list(chat.rows)
    assert chat.view_model.transcript.data(
        chat.view_model.transcript.index(len(streamed) - 1), Role.STREAMING
    )

    chat.host.save(branch, "m", text)
    chat.host.finish(branch)
    saved = list(chat.rows)
    chat.open("")
    chat.open(trip.id)

    kinds = [RowKind.PROSE, RowKind.PROSE, RowKind.CODE, RowKind.TABLE, RowKind.RULE, RowKind.PROSE]
    assert [row.kind for row in streamed[1:]] == kinds
    words = [(row.key, row.html, row.text, row.rows, row.first, row.last) for row in streamed]
    assert [(r.key, r.html, r.text, r.rows, r.first, r.last) for r in saved] == words
    assert [(r.key, r.html, r.text, r.rows, r.first, r.last) for r in chat.rows] == words


def test_a_call_is_one_row_from_its_start_to_its_result(chat: Chat, trip: Conversation) -> None:
    branch = trip.branch_id
    call = ToolCall("c1", "current_time", "{}")
    chat.send(branch, "What time is it?")
    chat.host.say(branch, "m1", "Let me look.")
    chat.host.save(branch, "m1", "Let me look.", call)
    assert [row.kind for row in chat.rows[1:]] == [RowKind.PROSE]
    action = chat.host.propose(branch, "m1", call, TIME, asks=False)
    assert [row.kind for row in chat.rows[1:]] == [RowKind.PROSE, RowKind.ACTION]
    key = chat.rows[2].key

    started = chat.host.move(action, ActionStatus.STARTED)
    assert chat.rows[2].action == started
    chat.host.move(started, ActionStatus.DONE, result="noon")
    chat.host.answer_call(branch, call, "noon", failed=False)
    row = chat.rows[2]
    assert (row.key, row.name, row.text) == (key, "current_time", "noon")
    assert row.action is not None
    assert row.action.status is ActionStatus.DONE

    chat.host.say(branch, "m2", "It is noon.")
    assert chat.shown[3:] == [(RowKind.PROSE, "It is noon.")]


def test_what_waits_has_no_row_and_the_turn_no_longer_works(chat: Chat, trip: Conversation) -> None:
    chat.waits_in(trip)

    for _ in range(2):
        assert [row.kind for row in chat.rows] == [RowKind.USER, RowKind.PROSE]
        assert not chat.view_model.running
        assert not chat.view_model.unfinished
        assert chat.view_model.canSend
        chat.open("")
        chat.open(trip.id)


def test_what_was_decided_has_a_row_with_all_that_the_journal_says(
    chat: Chat, trip: Conversation
) -> None:
    action = chat.waits_in(trip)

    chat.host.move(action, ActionStatus.REJECTED, words="Not that one.")

    assert chat.rows[2].action is not None
    assert chat.rows[2].action.words == "Not that one."
    seen = list(chat.rows)
    chat.open("")
    chat.open(trip.id)
    assert list(chat.rows) == seen


def test_files_read_in_a_row_stand_under_one_line(chat: Chat, trip: Conversation) -> None:
    chat.send(trip.branch_id, "Which of them have no due date?")
    for number in range(14):
        chat.host.read(trip.branch_id, f"invoices/{number}.txt", "An invoice.")

    assert [row.kind for row in chat.rows] == [RowKind.USER, RowKind.READS]
    reads = chat.rows[1]
    assert (reads.name, reads.count) == ("read_file", 14)

    chat.view_model.toggle(reads.key)
    assert [row.kind for row in chat.rows[1:]] == [RowKind.READS] + [RowKind.ACTION] * 14
    chat.host.read(trip.branch_id, "invoices/14.txt", "An invoice.")
    assert [row.kind for row in chat.rows[1:]] == [RowKind.READS] + [RowKind.ACTION] * 15

    chat.view_model.toggle(reads.key)
    assert [(row.kind, row.count) for row in chat.rows[1:]] == [(RowKind.READS, 15)]
    chat.host.say(trip.branch_id, "m", "All of them have.")
    assert chat.shown[2:] == [(RowKind.PROSE, "All of them have.")]


def test_another_try_folds_the_one_before_it(chat: Chat, trip: Conversation) -> None:
    branch = trip.branch_id
    chat.send(branch, "Hello")
    chat.host.say(branch, "m1", "first try")
    chat.host.say(branch, "m2", "second try")

    notice = chat.rows[1]
    assert (notice.notice, notice.text) == (NoticeKind.EARLIER_TRY, "first try")
    assert chat.shown[2] == (RowKind.PROSE, "second try")

    chat.view_model.toggle(notice.key)
    model = chat.view_model.transcript
    assert model.data(model.index(1), Role.EXPANDED)
