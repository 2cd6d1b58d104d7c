from desktop.chat.rows import RowKind
from desktop.chat.view_model import ChatViewModel
from graphs import Conversation, InvalidArguments
from tests.desktop.chat.conftest import FULL, Chat

State = ChatViewModel.State


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


def test_a_message_waits_until_its_conversation_is_read(chat: Chat) -> None:
    made = chat.make()
    chat.view_model.open(made.id)
    chat.view_model.send("Hello")
    assert chat.sent == 0
    chat.desk.until(lambda: chat.sent == 1)

    assert [one.text for one in chat.library.transcript(made.branch_id).messages] == ["Hello"]


def test_a_message_that_waits_is_not_sent_once_it_is_changed_or_left(chat: Chat) -> None:
    made, other = chat.make(), chat.make("Other")
    chat.view_model.open(made.id)
    chat.view_model.send("Hello")
    chat.view_model.saveDraft("Hello, or")
    chat.until_read()
    chat.view_model.open(other.id)
    chat.view_model.send("Hello")
    chat.open(made.id)
    chat.desk.settle(0.1)

    assert chat.host.calls.count("send") == 0


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
    sleeping.desk.until(lambda: sleeping.library.draft("") == "")
    assert len(sleeping.library.conversations()) == 2
