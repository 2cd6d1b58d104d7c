"""What the person says to what waits, and what becomes of it."""

import json

import pytest

from desktop.approvals.card import SETTLE_SECONDS, CardViewModel
from desktop.approvals.draft import Mode
from graphs import ActionStatus
from tests.desktop.approvals.room import Room, run, write


def test_what_waits_is_shown_with_what_it_would_do(room: Room) -> None:
    of = room.ask(write("notes.txt", "Buy milk"))

    room.open(of)

    card = room.card
    assert (card.waits, card.unknown, card.count, card.position) == (True, False, 1, 1)
    assert "notes.txt" in card.title
    assert card.sentence.endswith("Can be undone.")
    assert (room.value("path"), room.value("content")) == ("notes.txt", "Buy milk")
    assert card.diff == ["+ Buy milk"]
    assert room.files == {}


def test_approved_it_happens_and_the_card_goes(room: Room) -> None:
    of = room.ask(write("notes.txt", "Buy milk"))
    (action,) = room.waiting(of)
    room.finishes()
    room.open(of)

    room.desk.act(room.card.approve)

    room.until(action, ActionStatus.DONE)
    room.desk.until(lambda: not room.card.shown)
    assert room.files == {"notes.txt": "Buy milk"}


def test_edited_it_happens_as_edited_and_both_are_kept(room: Room) -> None:
    of = room.ask(write("notes.txt", "Buy milk"))
    (action,) = room.waiting(of)
    room.finishes()
    room.open(of)

    room.edit(path="lists/notes.txt")
    assert room.card.title == "Write lists/notes.txt"
    room.desk.act(room.card.approve)

    room.until(action, ActionStatus.DONE)
    assert room.files == {"lists/notes.txt": "Buy milk"}
    done = room.library.action(action.id)
    assert json.loads(done.arguments)["path"] == "notes.txt"
    assert json.loads(done.edited)["path"] == "lists/notes.txt"


def test_reset_takes_an_argument_back_to_what_was_proposed(room: Room) -> None:
    room.open(room.ask(write("notes.txt")))
    room.edit(path="other.txt")

    room.desk.act(lambda: room.card.resetField("path"))

    assert room.value("path") == "notes.txt"
    assert room.card.title == "Write notes.txt"


def test_what_does_not_fit_is_said_at_the_field_and_cannot_run(room: Room) -> None:
    of = room.ask_unfit("write_file", '{"path": "notes.txt"}')
    room.open(of)
    room.desk.until(lambda: room.card.unfit)

    row = room.card.fields.find("content")
    assert row is not None
    assert row.error == "This is needed."
    assert not room.card.canApprove
    room.desk.act(room.card.approve)
    assert [action.status for action in room.waiting(of)] == [ActionStatus.WAITING]

    room.edit(content="Buy milk")
    assert room.card.canApprove


def test_a_reason_goes_with_a_rejection(room: Room) -> None:
    of = room.ask(write("notes.txt"))
    (action,) = room.waiting(of)
    room.finishes()
    room.open(of)

    room.desk.act(lambda: room.card.setMode(Mode.REJECT))
    room.desk.act(lambda: room.card.setReason("Not today."))
    room.desk.act(room.card.reject)

    room.until(action, ActionStatus.REJECTED)
    assert room.library.action(action.id).words == "Not today."
    assert room.files == {}


def test_an_answer_stands_in_for_the_result_and_needs_words(room: Room) -> None:
    of = room.ask(write("notes.txt"))
    (action,) = room.waiting(of)
    room.finishes()
    room.open(of)
    room.desk.act(lambda: room.card.setMode(Mode.ANSWER))

    room.desk.act(room.card.answer)
    room.desk.act(lambda: room.card.setAnswer("I have written it myself."))
    room.desk.act(room.card.answer)

    room.until(action, ActionStatus.ANSWERED)
    assert room.library.action(action.id).words == "I have written it myself."


def test_a_reason_that_was_put_aside_goes_with_nothing(room: Room) -> None:
    of = room.ask(write("notes.txt"))
    (action,) = room.waiting(of)
    room.finishes()
    room.open(of)
    room.desk.act(lambda: room.card.setMode(Mode.REJECT))
    room.desk.act(lambda: room.card.setReason("Because."))
    room.desk.act(lambda: room.card.setMode(Mode.LOOK))

    room.desk.act(room.card.reject)

    room.until(action, ActionStatus.REJECTED)
    assert room.library.action(action.id).words == ""


@pytest.mark.parametrize(
    ("deed", "status", "files"),
    [
        (CardViewModel.happened, ActionStatus.DONE, {}),
        (CardViewModel.again, ActionStatus.DONE, {"notes.txt": "Buy milk"}),
        (CardViewModel.skip, ActionStatus.REJECTED, {}),
    ],
)
def test_what_nobody_knows_is_settled(
    room: Room, deed: object, status: ActionStatus, files: dict[str, str]
) -> None:
    assert callable(deed)
    of = room.ask(write("notes.txt"))
    (action,) = room.waiting(of)
    room.lose(action)
    room.finishes()
    room.open(of)
    room.desk.until(lambda: bool(room.card.evidence))
    assert (room.card.unknown, room.card.waits) == (True, False)

    room.desk.act(lambda: deed(room.card))

    room.until(action, status)
    assert room.files == files


def test_what_has_just_appeared_is_not_run_again(room: Room) -> None:
    of = room.ask(write("notes.txt"))
    (action,) = room.waiting(of)
    room.lose(action)
    room.open(of, settled=False)

    room.desk.act(room.card.again)
    room.desk.settle(SETTLE_SECONDS)

    assert room.status(action) is ActionStatus.UNKNOWN


def test_what_can_be_checked_is_checked_again(room: Room) -> None:
    of = room.ask(write("notes.txt"))
    (action,) = room.waiting(of)
    room.lose(action)
    room.open(of)
    room.desk.until(lambda: bool(room.card.evidence))
    before = room.card.evidence
    (room.workspace / "notes.txt").write_text("Buy milk")

    room.desk.act(room.card.check)

    room.desk.until(lambda: room.card.evidence != before)
    room.desk.act(room.card.approve)
    room.desk.act(room.card.reject)
    room.desk.settle(0.1)
    assert room.status(action) is ActionStatus.UNKNOWN


def test_always_makes_a_rule_and_lets_this_one_run(room: Room) -> None:
    of = room.ask(run("echo hello"))
    (action,) = room.waiting(of)
    room.finishes()
    room.open(of)
    assert room.card.patternNames[0] == "echo hello"

    room.desk.act(lambda: room.card.allow(room.card.patterns[0], True))

    room.until(action, ActionStatus.DONE)
    (rule,) = room.library.rules()
    assert (rule.tool, rule.pattern, rule.conversation_id, rule.verdict) == (
        "run_command",
        "echo hello",
        of.id,
        "allow",
    )


def test_never_makes_a_rule_and_rejects_this_one(room: Room) -> None:
    of = room.ask(write("notes.txt"))
    (action,) = room.waiting(of)
    room.finishes()
    room.open(of)

    room.desk.act(lambda: room.card.never("", False))

    room.until(action, ActionStatus.REJECTED)
    (rule,) = room.library.rules()
    assert (rule.tool, rule.pattern, rule.conversation_id, rule.verdict) == (
        "write_file",
        "",
        "",
        "never",
    )
