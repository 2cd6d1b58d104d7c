import time

from desktop.chat.rows import NoticeKind, RowKind
from graphs import Conversation
from graphs.storage import turns
from tests.desktop.chat.conftest import FULL, Chat


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

    chat.desk.until(lambda: not chat.view_model.unfinished)
    chat.until_read()
    assert chat.view_model.canSend
    assert chat.view_model.failure == ""


def test_a_refused_continue_says_why(chat: Chat, trip: Conversation) -> None:
    chat.send(trip.branch_id, "Hello")
    chat.host.fail(trip.branch_id, "The model fell silent.", "")
    chat.host.refusal = FULL

    chat.view_model.resume()
    chat.desk.settle()

    assert chat.view_model.failure == FULL.sentence
    assert chat.view_model.unfinished
    assert chat.view_model.canContinue
