"""Looking at an earlier step, in the view model and on the page."""

import json
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt

from desktop.chat.look_back import as_they_were
from desktop.chat.rows import RowKind
from graphs import ActionStatus, Conversation, Preview, ToolCall
from tests.desktop.chat.conftest import Chat
from tests.desktop.screen import Screen

Key = Qt.Key


@pytest.fixture
def trip(chat: Chat) -> Conversation:
    """Three turns of two steps, in view."""
    made = chat.make("Trip")
    for number in (1, 2, 3):
        chat.grow(made.branch_id, f"question {number}", f"answer {number}")
    chat.open(made.id)
    return made


@pytest.fixture
def looks(chat: Chat) -> list[bool]:
    found: list[bool] = []
    chat.view_model.lookedBack.connect(found.append)
    return found


def words(chat: Chat) -> list[str]:
    return [text for _, text in chat.shown]


def look(chat: Chat, position: int) -> None:
    chat.view_model.lookAt(position)
    chat.desk.until(lambda: chat.view_model.lookedAt == position)


def test_the_branch_is_shown_as_it_was_and_then_as_it_is(
    chat: Chat, trip: Conversation, looks: list[bool]
) -> None:
    look(chat, 3)
    assert words(chat) == ["question 1", "answer 1", "question 2"]
    assert not chat.view_model.canSend
    look(chat, 2)
    assert words(chat) == ["question 1", "answer 1"]

    look(chat, 0)
    assert words(chat)[-1] == "answer 3"
    assert chat.view_model.canSend
    assert looks == [True, False]


def test_steps_that_were_passed_are_left_out(chat: Chat, trip: Conversation) -> None:
    shown: list[int] = []
    chat.view_model.changed.connect(lambda: shown.append(chat.view_model.lookedAt))

    for position in (6, 5, 4, 3, 2, 1):
        chat.view_model.lookAt(position)
    chat.desk.until(lambda: chat.view_model.lookedAt == 1)

    assert words(chat) == ["question 1"]
    assert not {2, 3, 4, 5} & set(shown)


def test_what_goes_on_meanwhile_is_there_afterwards(chat: Chat, trip: Conversation) -> None:
    branch = trip.branch_id
    chat.send(branch, "question 4")
    look(chat, 1)

    chat.host.say(branch, "m4", "half of ")
    assert words(chat) == ["question 1"]
    assert not chat.view_model.running
    look(chat, 0)

    assert chat.view_model.running
    assert words(chat)[-2:] == ["question 4", "half of"]
    chat.host.say(branch, "m4", "an answer")
    assert words(chat)[-1] == "half of an answer"


def test_a_turn_that_ends_meanwhile_has_ended_afterwards(chat: Chat, trip: Conversation) -> None:
    branch = trip.branch_id
    chat.send(branch, "question 4")
    look(chat, 1)
    chat.host.save(branch, "m4", "answer 4")
    chat.host.finish(branch)

    look(chat, 0)

    assert words(chat)[-1] == "answer 4"
    assert not chat.view_model.running


def test_another_branch_ends_the_look(chat: Chat, trip: Conversation, looks: list[bool]) -> None:
    other = chat.fork(trip.branch_id, "other", 2)
    look(chat, 1)

    chat.view_model.openBranch(other)
    chat.desk.until(lambda: not chat.view_model.lookingBack)

    assert words(chat)[:2] == ["question 1", "answer 1"]
    assert looks == [True, False]


def test_the_branch_in_view_opened_once_more_ends_the_look(chat: Chat, trip: Conversation) -> None:
    look(chat, 1)

    chat.view_model.openBranch(trip.branch_id)
    chat.desk.until(lambda: not chat.view_model.lookingBack)

    assert words(chat)[-1] == "answer 3"


def test_another_conversation_is_shown_as_it_is(chat: Chat, trip: Conversation) -> None:
    other = chat.make("Other")
    chat.grow(other.branch_id, "something", "else")
    chat.view_model.lookAt(2)
    chat.open(other.id)
    chat.desk.settle()

    assert not chat.view_model.lookingBack
    assert words(chat) == ["something", "else"]


def test_a_step_that_is_not_there_is_told_of(chat: Chat, trip: Conversation) -> None:
    chat.view_model.lookAt(99)
    chat.desk.until(lambda: bool(chat.told))

    assert chat.told == ["There is no such step."]
    assert not chat.view_model.lookingBack


def test_nothing_is_looked_at_where_nothing_is(chat: Chat) -> None:
    chat.open("")

    chat.view_model.lookAt(1)
    chat.desk.settle()

    assert not chat.view_model.lookingBack


def test_earlier_messages_of_the_past_come_in_stretches(chat: Chat) -> None:
    made = chat.make()
    for number in range(130):
        chat.grow(made.branch_id, f"question {number}", f"answer {number}")
    chat.open(made.id)
    look(chat, 240)
    assert words(chat)[0] == "question 20"

    chat.view_model.loadEarlier()
    chat.desk.until(lambda: not chat.view_model.hasEarlier)

    assert words(chat)[0] == "question 0"
    assert words(chat)[-1] == "answer 119"


def test_marks_of_ways_are_of_now(chat: Chat, trip: Conversation) -> None:
    chat.fork(trip.branch_id, "other", 2, ("instead", "that too"))
    chat.view_model.refresh()
    chat.desk.until(lambda: any(row.kind is RowKind.FORK for row in chat.rows))

    look(chat, 4)
    assert all(row.kind is not RowKind.FORK for row in chat.rows)
    look(chat, 0)
    assert any(row.kind is RowKind.FORK for row in chat.rows)


def test_one_goes_on_from_the_last_message_that_is_shown(chat: Chat, trip: Conversation) -> None:
    wanted: list[tuple[str, str]] = []
    chat.view_model.continueWanted.connect(lambda *ids: wanted.append(ids))
    transcript = chat.library.transcript(trip.branch_id)
    look(chat, 4)

    chat.view_model.continueFrom("")

    assert wanted == [(trip.branch_id, transcript.messages[3].id)]


def test_an_action_without_its_result_was_still_to_be_done(chat: Chat, trip: Conversation) -> None:
    branch = trip.branch_id
    chat.send(branch, "Note it down")
    call = ToolCall("c1", "write_file", json.dumps({"path": "a.txt", "content": "milk"}))
    action = chat.host.propose(branch, "m4", call, Preview("Write a.txt", "", undo=True))
    chat.host.save(branch, "m4", "I write.", call)
    before = chat.library.transcript(branch)
    done = chat.host.move(
        chat.host.move(
            chat.host.move(action, ActionStatus.APPROVED), ActionStatus.STARTED, started_at=1.0
        ),
        ActionStatus.DONE,
        result="Written.",
        finished_at=2.0,
    )
    chat.host.answer_call(branch, call, "Written.", failed=False)

    (then,) = as_they_were([done], before)
    assert (then.status, then.started_at) == (ActionStatus.ALLOWED, None)
    assert as_they_were([done], chat.library.transcript(branch)) == [done]


# On the page


@pytest.fixture
def looked(chat: Chat, page: Screen, trip: Conversation) -> Callable[[int], None]:
    """Look at a step on the page."""

    def at(position: int) -> None:
        look(chat, position)
        page.desk.settle()

    return at


def test_a_strip_stands_where_the_composer_stood(
    page: Screen, looked: Callable[[int], None]
) -> None:
    page.item("composerField").forceActiveFocus()
    looked(4)

    assert page.item("lookBackStrip").property("sentence") == "As it was at step 4."
    assert page.look("composerField") is None
    assert page.focused == "backToNow"

    page.key(Key.Key_Return)
    page.desk.until(lambda: page.look("lookBackStrip") is None)
    page.desk.settle()
    assert page.focused == "composerField"


def test_escape_leads_back_to_now(chat: Chat, page: Screen, looked: Callable[[int], None]) -> None:
    looked(4)
    page.item("transcript").forceActiveFocus()

    page.key(Key.Key_Escape)

    page.desk.until(lambda: not chat.view_model.lookingBack)


def test_enter_on_the_transcript_continues_from_there(
    chat: Chat, page: Screen, trip: Conversation, looked: Callable[[int], None]
) -> None:
    wanted: list[str] = []
    chat.view_model.continueWanted.connect(lambda branch, message: wanted.append(message))
    looked(2)
    page.item("transcript").forceActiveFocus()

    page.key(Key.Key_Return)
    page.click("continueFromLook")

    assert wanted == [chat.library.transcript(trip.branch_id).messages[1].id] * 2


def test_the_draft_is_there_again(chat: Chat, page: Screen, looked: Callable[[int], None]) -> None:
    page.item("composerField").forceActiveFocus()
    page.type("Half a thought")
    looked(4)
    looked(0)

    assert page.item("composerField").property("text") == "Half a thought"
