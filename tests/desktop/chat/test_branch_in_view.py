import time
from collections.abc import Iterator

import pytest

from desktop.chat.rows import RowKind
from desktop.chat.view_model import ChatViewModel
from graphs import ActionStatus, Conversation, Library, TurnStatus
from graphs.storage import read_model, turns
from graphs.storage.message_tree import NewMessage
from tests.desktop.chat.conftest import Chat

State = ChatViewModel.State


@pytest.fixture
def other(library: Library) -> Iterator[Library]:
    """The library as another process has it open."""
    other = Library.open(library.home)
    yield other
    other.close()


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
    chat.fill(made.branch_id, 150)

    chat.open(made.id)

    assert chat.view_model.state == State.READY
    assert chat.view_model.title == "Trip"
    assert chat.shown[0] == (RowKind.USER, "question 50")
    assert chat.shown[-1] == (RowKind.PROSE, "answer 149")
    assert chat.view_model.hasEarlier


def test_earlier_messages_come_in_stretches(chat: Chat) -> None:
    made = chat.make()
    chat.fill(made.branch_id, 150)
    chat.open(made.id)

    chat.view_model.loadEarlier()
    chat.view_model.loadEarlier()
    chat.desk.until(lambda: not chat.view_model.hasEarlier)

    assert [row.text for row in chat.rows if row.kind is RowKind.USER] == [
        f"question {number}" for number in range(150)
    ]


def test_an_answer_grows_in_its_place_after_earlier_messages_came(chat: Chat) -> None:
    made = chat.make()
    chat.fill(made.branch_id, 150)
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
    chat.fill(one.branch_id, 20)

    chat.view_model.open(one.id)
    chat.open(other.id)
    chat.desk.settle()

    assert chat.view_model.title == "Other"
    assert chat.rows == []


def test_the_actions_of_earlier_messages_come_with_them(chat: Chat, trip: Conversation) -> None:
    action = chat.waits_in(trip)
    chat.host.move(action, ActionStatus.REJECTED, words="Not that one.")
    chat.fill(trip.branch_id, 150)
    chat.open("")
    chat.open(trip.id)

    chat.view_model.loadEarlier()
    chat.desk.until(lambda: any(row.action is not None for row in chat.rows))


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
    chat.fill(one.branch_id, 100)
    chat.view_model.open(one.id)
    chat.desk.settle(0.004)

    chat.open("")
    chat.desk.settle(0.2)
    chat.view_model.send("Hello")
    chat.desk.until(lambda: chat.sent == 1)

    assert one.branch_id not in chat.host.running
    assert chat.shown == [(RowKind.USER, "Hello")]
