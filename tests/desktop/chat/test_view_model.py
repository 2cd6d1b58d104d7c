import time
from collections.abc import Iterator

import pytest
from PySide6.QtGui import QGuiApplication

from desktop.chat.rows import NoticeKind, RowKind
from desktop.chat.transcript import Role
from desktop.chat.view_model import ChatViewModel
from graphs import (
    Action,
    ActionStatus,
    Conversation,
    DiskFull,
    InvalidArguments,
    Library,
    ModelError,
    Preview,
    ToolCall,
    TurnStatus,
)
from graphs.storage import read_model, turns
from graphs.storage.message_tree import NewMessage
from tests.desktop.chat.conftest import Chat

State = ChatViewModel.State
TIME = Preview("Look at the clock", "", undo=True)
WRITE = Preview("Write notes.txt", "Makes a file.", undo=True)
FULL = DiskFull("The disk is full.", "Make room, then send it again.")


@pytest.fixture
def trip(chat: Chat) -> Conversation:
    """A conversation in view in which nothing was said."""
    made = chat.make("Trip")
    chat.open(made.id)
    return made


@pytest.fixture
def other(library: Library) -> Iterator[Library]:
    """The library as another process has it open."""
    other = Library.open(library.home)
    yield other
    other.close()


def fill(chat: Chat, branch_id: str, count: int) -> None:
    """Turns of two messages, all finished."""
    with chat.library.database.transaction() as c:
        for number in range(count):
            turns.record(c, branch_id, f"t{number}", f"question {number}", 1.0)
            turns.set_status(c, f"t{number}", turns.TurnStatus.FINISHED, 1.0)
            messages = [
                NewMessage(f"t{number}", "user", f"question {number}"),
                NewMessage(f"a{number}", "assistant", f"answer {number}"),
            ]
            read_model.append(c, branch_id, f"t{number}", messages, 1.0, None)


def waits_in(chat: Chat, conversation: Conversation) -> Action:
    """A turn in view that waits for a decision."""
    branch = conversation.branch_id
    call = ToolCall("c1", "write_file", '{"path": "notes.txt", "content": "milk"}')
    chat.send(branch, "Note down milk")
    chat.host.save(branch, "m1", "I write it down.", call)
    action = chat.host.propose(branch, "m1", call, WRITE)
    chat.host.wait(branch)
    return action


# Opening


def test_it_loads_until_something_is_opened(chat: Chat) -> None:
    assert chat.view_model.state == State.LOADING
    assert not chat.view_model.canSend


def test_a_new_conversation_is_empty(chat: Chat) -> None:
    chat.open("")

    assert chat.view_model.state == State.EMPTY
    assert chat.view_model.canSend
    assert chat.view_model.title == ""


def test_a_conversation_opens_with_its_newest_messages(chat: Chat) -> None:
    made = chat.make("Trip")
    fill(chat, made.branch_id, 150)

    chat.open(made.id)

    assert chat.view_model.state == State.READY
    assert chat.view_model.title == "Trip"
    assert chat.shown[0] == (RowKind.USER, "question 50")
    assert chat.shown[-1] == (RowKind.PROSE, "answer 149")
    assert chat.view_model.hasEarlier


def test_earlier_messages_come_in_stretches(chat: Chat) -> None:
    made = chat.make()
    fill(chat, made.branch_id, 150)
    chat.open(made.id)

    chat.view_model.loadEarlier()
    chat.view_model.loadEarlier()
    chat.desk.until(lambda: not chat.view_model.hasEarlier)

    assert [row.text for row in chat.rows if row.kind is RowKind.USER] == [
        f"question {number}" for number in range(150)
    ]


def test_an_answer_grows_in_its_place_after_earlier_messages_came(chat: Chat) -> None:
    made = chat.make()
    fill(chat, made.branch_id, 150)
    chat.open(made.id)
    chat.send(made.branch_id, "more")
    chat.host.say(made.branch_id, "m", "one ")
    chat.view_model.loadEarlier()
    chat.desk.until(lambda: not chat.view_model.hasEarlier)

    chat.host.say(made.branch_id, "m", "two")

    assert chat.shown[-1] == (RowKind.PROSE, "one two")
    assert len(chat.rows) == 302


def test_what_is_not_there_is_an_error(chat: Chat) -> None:
    chat.open("nowhere")

    assert chat.view_model.state == State.ERROR
    assert chat.view_model.failure
    assert not chat.view_model.canSend


def test_an_error_page_gives_way_to_the_next_conversation(chat: Chat) -> None:
    chat.open("nowhere")

    chat.open("")

    assert chat.view_model.state == State.EMPTY
    assert chat.view_model.failure == ""


def test_only_the_conversation_asked_for_last_is_shown(chat: Chat) -> None:
    one, other = chat.make("One"), chat.make("Other")
    fill(chat, one.branch_id, 20)

    chat.view_model.open(one.id)
    chat.open(other.id)
    chat.desk.settle()

    assert chat.view_model.title == "Other"
    assert chat.rows == []


# Sending


def test_a_message_is_shown_recorded_and_answered(chat: Chat, trip: Conversation) -> None:
    branch = trip.branch_id
    chat.send(branch, "Hello")
    assert chat.shown == [(RowKind.USER, "Hello")]
    assert chat.view_model.running
    assert not chat.view_model.canSend

    chat.host.say(branch, "m", "Good ")
    chat.host.say(branch, "m", "day")
    assert chat.shown[1:] == [(RowKind.PROSE, "Good day")]
    chat.host.save(branch, "m", "Good day")
    chat.host.finish(branch)

    assert chat.shown == [(RowKind.USER, "Hello"), (RowKind.PROSE, "Good day")]
    assert not chat.view_model.running
    assert chat.view_model.canSend
    assert chat.started == []
    assert chat.sent == 1


def test_the_first_message_begins_a_conversation(chat: Chat) -> None:
    chat.open("")
    chat.view_model.send("Hello")
    chat.desk.until(lambda: bool(chat.started))

    (made,) = chat.library.conversations()
    assert chat.started == [made.id]
    assert chat.view_model.conversationId == made.id
    chat.host.say(made.branch_id, "m", "Hi")
    assert chat.shown == [(RowKind.USER, "Hello"), (RowKind.PROSE, "Hi")]

    chat.host.title(made.id, "A greeting")
    assert chat.view_model.title == "A greeting"


def test_a_message_waits_for_the_engine(sleeping: Chat) -> None:
    chat = sleeping
    made = chat.make()
    chat.open(made.id)
    assert not chat.view_model.ready
    chat.view_model.send("Hello")
    chat.desk.settle()
    assert chat.shown == [(RowKind.USER, "Hello")]
    assert chat.view_model.running
    assert chat.sent == 0

    chat.engine.come_up()
    chat.desk.until(lambda: chat.sent == 1)

    assert chat.view_model.ready
    assert chat.shown == [(RowKind.USER, "Hello")]
    assert [one.text for one in chat.library.transcript(made.branch_id).messages] == ["Hello"]


def test_nothing_is_sent_twice_while_it_waits(sleeping: Chat) -> None:
    made = sleeping.make()
    sleeping.open(made.id)

    sleeping.view_model.send("Hello")
    sleeping.view_model.send("Hello")
    sleeping.engine.come_up()
    sleeping.desk.until(lambda: sleeping.sent == 1)
    sleeping.desk.settle()

    assert sleeping.host.calls == ["send"]


def test_blank_text_is_not_sent(chat: Chat, trip: Conversation) -> None:
    chat.view_model.send(" \n ")
    chat.desk.settle()

    assert chat.host.calls == []


def test_a_refused_message_stays_in_the_composer(chat: Chat, trip: Conversation) -> None:
    chat.host.refusal = FULL
    chat.view_model.saveDraft("Hello")
    chat.view_model.send("Hello")
    chat.desk.until(lambda: not chat.view_model.running)

    assert chat.rows == []
    assert chat.sent == 0
    assert chat.view_model.draft == "Hello"
    assert (chat.view_model.failure, chat.view_model.failureHint) == (FULL.sentence, FULL.hint)
    chat.desk.until(lambda: chat.library.draft(trip.id) == "Hello")

    chat.send(trip.branch_id, "Hello")
    assert chat.view_model.failure == ""
    assert chat.shown == [(RowKind.USER, "Hello")]


def test_a_first_message_that_is_refused_begins_nothing(chat: Chat) -> None:
    chat.open("")
    chat.host.refusal = FULL
    chat.view_model.send("Hello")
    chat.desk.until(lambda: not chat.view_model.running)

    assert chat.started == []
    assert chat.view_model.conversationId == ""
    assert chat.view_model.state == State.EMPTY
    chat.desk.until(lambda: chat.library.draft("") == "Hello")


def test_a_command_that_cannot_be_read_stays_in_the_composer_and_is_told(chat: Chat) -> None:
    chat.open("")
    for _ in range(2):
        chat.host.refusal = InvalidArguments("Content is missing.", "Write it.")
        chat.view_model.send("/write notes.txt")
        chat.desk.until(lambda: not chat.view_model.running)

        assert chat.view_model.draft == "/write notes.txt"
        assert chat.view_model.failure == "Content is missing."
        assert chat.view_model.failureHint == "Write it."

    chat.view_model.saveDraft("/write notes.txt m")
    assert chat.view_model.failure == ""
    chat.view_model.send("/write notes.txt milk")
    chat.desk.until(lambda: chat.sent == 1)
    assert len(chat.library.conversations()) == 1


def test_an_engine_that_does_not_come_up_refuses(sleeping: Chat) -> None:
    sleeping.open("")
    sleeping.view_model.send("Hello")

    sleeping.engine.break_down(FULL)
    sleeping.desk.until(lambda: not sleeping.view_model.running)

    assert sleeping.view_model.failure == FULL.sentence
    assert sleeping.view_model.draft == "Hello"
    assert not sleeping.view_model.ready


# Drafts


def test_what_is_typed_is_on_disk_soon(chat: Chat, trip: Conversation) -> None:
    began = time.monotonic()
    while time.monotonic() - began < 0.6:
        chat.view_model.saveDraft(f"typed {time.monotonic()}")
        chat.desk.settle(0.02)

    # Typed without a pause, and yet saved.
    assert chat.library.draft(trip.id).startswith("typed")


def test_each_conversation_has_its_own_draft(chat: Chat) -> None:
    one, other = chat.make("One"), chat.make("Other")
    chat.open(one.id)
    chat.view_model.saveDraft("for one")
    chat.open(other.id)
    assert chat.view_model.draft == ""
    chat.view_model.saveDraft("for the other")

    chat.open(one.id)
    assert chat.view_model.draft == "for one"
    chat.open(other.id)
    assert chat.view_model.draft == "for the other"


def test_what_is_typed_before_anything_is_open_is_kept(chat: Chat) -> None:
    made = chat.make()
    chat.library.save_draft("", "of another day")
    chat.library.save_draft(made.id, "begun")
    chat.view_model.saveDraft("early")

    chat.open(made.id)

    assert chat.view_model.draft == "begun\nearly"
    chat.desk.until(lambda: chat.library.draft(made.id) == "begun\nearly")
    assert chat.library.draft("") == "of another day"


def test_a_recorded_message_leaves_no_draft(chat: Chat) -> None:
    chat.open("")
    chat.view_model.saveDraft("Hello")
    chat.view_model.send("Hello")
    chat.desk.until(lambda: chat.sent == 1)
    chat.desk.settle()

    (made,) = chat.library.conversations()
    assert chat.view_model.draft == ""
    assert chat.library.draft("") == ""
    assert chat.library.draft(made.id) == ""


def test_what_is_typed_while_a_message_waits_is_kept(sleeping: Chat) -> None:
    made = sleeping.make()
    sleeping.open(made.id)
    sleeping.view_model.send("Hello")
    sleeping.view_model.saveDraft("Hello and more")

    sleeping.engine.come_up()
    sleeping.desk.until(lambda: sleeping.sent == 1)
    sleeping.desk.settle()

    assert sleeping.view_model.draft == " and more"
    assert sleeping.library.draft(made.id) == " and more"


def test_a_message_that_waits_is_recorded_after_another_was_opened(sleeping: Chat) -> None:
    other = sleeping.make("Other")
    sleeping.open("")
    sleeping.view_model.send("Hello")
    sleeping.open(other.id)

    sleeping.engine.come_up()
    sleeping.desk.until(lambda: bool(sleeping.host.running))
    sleeping.desk.settle()

    assert sleeping.started == []
    assert sleeping.view_model.title == "Other"
    assert sleeping.rows == []
    assert sleeping.library.draft("") == ""
    assert len(sleeping.library.conversations()) == 2


def test_closing_writes_the_draft_down(chat: Chat, trip: Conversation) -> None:
    chat.view_model.saveDraft("half a")

    chat.desk.run(chat.view_model.close())

    assert chat.library.draft(trip.id) == "half a"


# While it runs


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
    waits_in(chat, trip)

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
    action = waits_in(chat, trip)

    chat.host.move(action, ActionStatus.REJECTED, words="Not that one.")

    assert chat.rows[2].action is not None
    assert chat.rows[2].action.words == "Not that one."
    seen = list(chat.rows)
    chat.open("")
    chat.open(trip.id)
    assert list(chat.rows) == seen


def test_the_actions_of_earlier_messages_come_with_them(chat: Chat, trip: Conversation) -> None:
    action = waits_in(chat, trip)
    chat.host.move(action, ActionStatus.REJECTED, words="Not that one.")
    fill(chat, trip.branch_id, 150)
    chat.open("")
    chat.open(trip.id)

    chat.view_model.loadEarlier()
    chat.desk.until(lambda: any(row.action is not None for row in chat.rows))


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


def test_waiting_for_the_model_ends_with_the_first_word(chat: Chat, trip: Conversation) -> None:
    chat.send(trip.branch_id, "Hello")
    chat.host.load(trip.branch_id, "SmolLM2")
    assert chat.view_model.waitingForModel
    assert chat.view_model.modelName == "SmolLM2"

    chat.host.say(trip.branch_id, "m", "Hi")
    assert not chat.view_model.waitingForModel
    assert chat.view_model.modelName == ""


def test_a_retry_counts_down(chat: Chat, trip: Conversation) -> None:
    chat.send(trip.branch_id, "Hello")
    chat.host.retry(trip.branch_id, "The model is busy.", 2)
    assert chat.view_model.retry == "The model is busy. Trying again in 2 s."

    chat.desk.until(lambda: "in 1 s" in chat.view_model.retry)
    chat.host.say(trip.branch_id, "m", "Hi")
    assert chat.view_model.retry == ""


def test_stopping_keeps_what_was_said(chat: Chat, trip: Conversation) -> None:
    chat.send(trip.branch_id, "Hello")
    chat.host.say(trip.branch_id, "m", "Once upon a")

    chat.view_model.stop()
    assert chat.view_model.stopping
    chat.desk.until(lambda: not chat.view_model.running)

    assert chat.shown[1] == (RowKind.PROSE, "Once upon a")
    assert chat.rows[2].notice == NoticeKind.STOPPED
    assert not chat.view_model.stopping
    assert not chat.view_model.unfinished


def test_a_message_that_waits_can_be_stopped(sleeping: Chat) -> None:
    made = sleeping.make()
    sleeping.open(made.id)
    sleeping.view_model.send("Hello")
    sleeping.view_model.stop()
    sleeping.engine.come_up()

    sleeping.desk.until(lambda: not sleeping.view_model.running)

    assert sleeping.host.running == {}
    assert sleeping.shown == [(RowKind.USER, "Hello")]


def test_a_first_message_that_waits_can_be_stopped(sleeping: Chat) -> None:
    sleeping.open("")
    sleeping.view_model.send("Hello")
    sleeping.view_model.stop()
    sleeping.engine.come_up()

    sleeping.desk.until(lambda: not sleeping.view_model.running)

    assert sleeping.host.running == {}


def test_the_running_turn_of_another_conversation_is_unseen(chat: Chat) -> None:
    one, other = chat.make("One"), chat.make("Other")
    chat.open(one.id)
    chat.send(one.branch_id, "Hello")
    chat.host.say(one.branch_id, "m", "a")
    chat.open(other.id)
    chat.host.say(one.branch_id, "m", "b")

    assert chat.rows == []
    assert not chat.view_model.running
    assert chat.view_model.canSend


def test_a_running_turn_is_there_when_its_conversation_is_opened(chat: Chat) -> None:
    one, other = chat.make("One"), chat.make("Other")
    chat.open(one.id)
    chat.send(one.branch_id, "Hello")
    chat.host.say(one.branch_id, "m", "ha ")
    chat.open(other.id)
    chat.host.say(one.branch_id, "m", "ha ")

    chat.view_model.open(one.id)
    while chat.view_model.state == State.LOADING:
        chat.host.say(one.branch_id, "m", "ha ")
        chat.desk.settle(0.002)
    chat.host.say(one.branch_id, "m", "ho")

    with chat.library.database.reading() as c:
        ((_, said),) = read_model.unsaved(c, chat.host.running[one.branch_id])
    assert chat.shown == [(RowKind.USER, "Hello"), (RowKind.PROSE, said)]
    assert chat.view_model.running


def test_a_turn_that_ends_while_it_is_being_opened_is_at_rest(chat: Chat) -> None:
    one = chat.make("One")
    chat.open(one.id)
    chat.send(one.branch_id, "Hello")
    chat.host.say(one.branch_id, "m", "Hi")
    chat.open("")

    chat.view_model.open(one.id)
    chat.host.save(one.branch_id, "m", "Hi there")
    chat.host.finish(one.branch_id)
    chat.until_read()

    assert chat.shown == [(RowKind.USER, "Hello"), (RowKind.PROSE, "Hi there")]
    assert not chat.view_model.running


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


# When it does not go on


def test_a_failed_turn_can_be_continued(chat: Chat, trip: Conversation) -> None:
    branch = trip.branch_id
    chat.send(branch, "Hello")
    chat.host.say(branch, "m1", "half an ans")
    chat.host.fail(branch, "The model fell silent.", "Continue to ask it again.")

    view_model = chat.view_model
    assert (view_model.failure, view_model.failureHint) == (
        "The model fell silent.",
        "Continue to ask it again.",
    )
    assert view_model.unfinished
    assert view_model.canContinue
    assert not view_model.running
    assert chat.shown[1] == (RowKind.PROSE, "half an ans")

    view_model.resume()
    chat.desk.until(lambda: view_model.running)
    assert view_model.failure == ""
    assert not view_model.unfinished
    assert chat.rows[1].notice == NoticeKind.EARLIER_TRY
    chat.host.say(branch, "m2", "a whole answer")
    assert chat.shown[2] == (RowKind.PROSE, "a whole answer")


def test_a_failure_looks_the_same_when_it_is_opened_again(chat: Chat, trip: Conversation) -> None:
    chat.send(trip.branch_id, "Hello")
    chat.host.say(trip.branch_id, "m1", "half an ans")
    chat.host.fail(trip.branch_id, "Too long.", "Make it shorter.", can_continue=False)
    before = chat.shown

    chat.open("")
    assert chat.view_model.failure == ""
    chat.open(trip.id)

    assert chat.shown == before
    assert chat.view_model.failure == "Too long."
    assert chat.view_model.unfinished
    assert not chat.view_model.canContinue


def test_a_turn_cut_off_by_a_crash_can_be_left(chat: Chat, trip: Conversation) -> None:
    chat.send(trip.branch_id, "Hello")
    chat.host.say(trip.branch_id, "m1", "half an ans")
    again = chat.make("Other")
    chat.open(again.id)
    chat.host.crash(trip.branch_id)
    chat.view_model._runs._progress.clear()  # pyright: ignore[reportPrivateUsage]
    chat.open(trip.id)
    assert chat.view_model.unfinished
    assert chat.view_model.failure == ""

    chat.view_model.leave()
    chat.desk.until(lambda: chat.library.newest_turn(trip.branch_id).status == "left")  # type: ignore[union-attr]
    chat.desk.settle()

    assert not chat.view_model.unfinished
    assert chat.view_model.canSend
    assert chat.shown[1] == (RowKind.PROSE, "half an ans")
    assert chat.rows[2].notice == NoticeKind.STOPPED


def test_a_turn_somebody_else_has_left_is_read_anew(chat: Chat, trip: Conversation) -> None:
    chat.send(trip.branch_id, "Hello")
    chat.host.fail(trip.branch_id, "The model fell silent.", "")
    with chat.library.database.transaction() as c:
        turn = turns.newest(c, trip.branch_id)
        assert turn is not None
        turns.set_status(c, turn.id, turns.TurnStatus.LEFT, time.time())

    chat.view_model.resume()
    chat.desk.settle()
    chat.until_read()

    assert not chat.view_model.unfinished
    assert chat.view_model.canSend
    assert chat.view_model.failure == ""


def test_what_another_process_added_is_taken_in(chat: Chat, trip: Conversation) -> None:
    chat.record(trip, ("Where to?", "Porto."))
    chat.open("")
    chat.open(trip.id)
    chat.record(trip, ("When?", "In May."))
    chat.library.rename(trip.id, "Porto in May")

    chat.view_model.refresh()

    chat.desk.until(lambda: chat.view_model.title == "Porto in May")
    assert [words for _, words in chat.shown] == ["Where to?", "Porto.", "When?", "In May."]


def test_so_much_added_elsewhere_that_a_gap_would_be_left_is_read_anew(
    chat: Chat, trip: Conversation
) -> None:
    chat.record(trip, ("Where to?", "Porto."))
    chat.open("")
    chat.open(trip.id)
    chat.record(trip, *((f"Question {i}", f"Answer {i}") for i in range(120)))

    chat.view_model.refresh()

    chat.desk.until(lambda: chat.view_model.hasEarlier)
    assert chat.shown[-1][1] == "Answer 119"
    assert "Porto." not in [words for _, words in chat.shown]


def test_a_turn_that_another_process_runs_is_followed_to_its_end(
    chat: Chat, trip: Conversation, other: Library
) -> None:
    other.leases.acquire(trip.branch_id)
    chat.interrupt(trip, "Where to?", "Por")
    chat.open("")
    chat.open(trip.id)
    assert (chat.view_model.running, chat.view_model.unfinished) == (False, False)
    assert chat.shown[-1][1] == "Por"

    with other.database.transaction() as c:
        turn = turns.newest(c, trip.branch_id)
        assert turn is not None
        ((message_id, _),) = read_model.unsaved(c, turn.id)
        read_model.append(
            c,
            trip.branch_id,
            turn.id,
            [NewMessage(message_id, "assistant", "Porto.")],
            time.time(),
            "checkpoint",
        )
        turns.set_status(c, turn.id, TurnStatus.FINISHED, time.time())
    other.leases.release(trip.branch_id)

    chat.desk.until(lambda: [words for _, words in chat.shown] == ["Where to?", "Porto."])


def test_a_running_turn_is_not_disturbed_by_a_refresh(chat: Chat, trip: Conversation) -> None:
    chat.open(trip.id)
    chat.send(trip.branch_id, "Where to?")
    chat.host.say(trip.branch_id, "m", "Por")

    chat.view_model.refresh()
    chat.desk.settle(0.1)
    chat.host.say(trip.branch_id, "m", "to.")

    chat.desk.until(lambda: chat.shown[-1][1] == "Porto.")
    assert chat.view_model.running


def test_a_refused_continue_says_why(chat: Chat, trip: Conversation) -> None:
    chat.send(trip.branch_id, "Hello")
    chat.host.fail(trip.branch_id, "The model fell silent.", "")
    chat.host.refusal = FULL

    chat.view_model.resume()
    chat.desk.settle()

    assert chat.view_model.failure == FULL.sentence
    assert chat.view_model.unfinished
    assert chat.view_model.canContinue


# Small things


def test_copying_gives_the_message_as_it_was_written(chat: Chat, trip: Conversation) -> None:
    chat.send(trip.branch_id, "Hello")
    chat.host.say(trip.branch_id, "m", "**bold**\n\n```python\nx = 1\n```")

    chat.view_model.copyMessage("m")
    assert QGuiApplication.clipboard().text() == "**bold**\n\n```python\nx = 1\n```"
    chat.view_model.copyCode(chat.rows[2].key)
    assert QGuiApplication.clipboard().text() == "x = 1"
    assert chat.told == ["Copied", "Copied"]


def test_code_gets_its_colours_when_it_is_looked_at(chat: Chat, trip: Conversation) -> None:
    chat.send(trip.branch_id, "Hello")
    chat.host.say(trip.branch_id, "m", "```python\nimport this\n```")
    chat.host.save(trip.branch_id, "m", "```python\nimport this\n```")
    model = chat.view_model.transcript

    chat.desk.until(lambda: "color" in model.data(model.index(1), Role.HIGHLIGHTED))


def test_the_model_is_loaded_early(chat: Chat, trip: Conversation) -> None:
    chat.host.refusal = ModelError("No model.", "")
    chat.view_model.warmUp()
    chat.view_model.warmUp()
    chat.desk.settle()

    assert chat.host.calls == ["warm_up", "warm_up"]
    assert chat.view_model.failure == ""


def test_a_step_saved_by_nobody_who_runs_does_not_look_like_running(
    chat: Chat, trip: Conversation
) -> None:
    chat.send(trip.branch_id, "Hello")
    turn_id = chat.host.running[trip.branch_id]
    chat.host.fail(trip.branch_id, "The model fell silent.", "")

    chat.host.repair(trip.branch_id, turn_id, "m", "Found on disk")

    assert not chat.view_model.running
    assert chat.view_model.unfinished
    assert chat.shown[-1] == (RowKind.PROSE, "Found on disk")


def test_a_slow_reading_does_not_touch_the_conversation_opened_after_it(chat: Chat) -> None:
    one = chat.make("One")
    fill(chat, one.branch_id, 100)
    chat.view_model.open(one.id)
    chat.desk.settle(0.004)

    chat.open("")
    chat.desk.settle(0.2)
    chat.view_model.send("Hello")
    chat.desk.until(lambda: chat.sent == 1)

    assert one.branch_id not in chat.host.running
    assert chat.shown == [(RowKind.USER, "Hello")]
