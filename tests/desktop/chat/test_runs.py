from desktop.chat.rows import NoticeKind, RowKind
from graphs import Conversation, ModelError
from tests.desktop.chat.conftest import Chat


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


def test_the_model_is_loaded_early(chat: Chat, trip: Conversation) -> None:
    chat.host.refusal = ModelError("No model.", "")
    chat.view_model.warmUp()
    chat.view_model.warmUp()
    chat.desk.settle()

    assert chat.host.calls == ["warm_up", "warm_up"]
    assert chat.view_model.failure == ""
