"""What the person says to what waits, and what becomes of it."""

import json
from collections.abc import Mapping

import pytest

from desktop.approvals.card import SETTLE_SECONDS, CardViewModel
from desktop.approvals.draft import Mode, read
from graphs import (
    Action,
    ActionStatus,
    Approve,
    Decision,
    DiskFull,
    Home,
    Library,
    Reject,
    SessionHost,
)
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


# Several at once


def test_those_of_one_answer_are_shown_together_and_decided_one_by_one(room: Room) -> None:
    of = room.ask(*(write(f"{n}.txt", f"{n}") for n in range(5)))
    asked = room.waiting(of)
    room.finishes()
    room.open(of)
    assert (room.card.count, room.card.waiting, room.card.position) == (5, 5, 1)

    room.desk.act(room.card.approve)

    room.until(asked[0], ActionStatus.DONE)
    assert room.files == {"0.txt": "0"}
    room.desk.until(lambda: room.card.position == 2)
    tones = ["done", *["waiting"] * 4]
    room.desk.until(lambda: [one.tone for one in room.card.segments.rows] == tones)
    room.settle()
    room.desk.act(room.card.reject)
    room.until(asked[1], ActionStatus.REJECTED)
    room.desk.until(lambda: room.card.waiting == 3)


def test_all_that_wait_are_approved_at_once(room: Room) -> None:
    of = room.ask(*(write(f"{n}.txt", f"{n}") for n in range(5)))
    asked = room.waiting(of)
    room.finishes()
    room.open(of)

    room.desk.act(room.card.approveAll)

    for action in asked:
        room.until(action, ActionStatus.DONE)
    assert len(room.files) == 5


def test_all_that_wait_are_rejected_at_once(room: Room) -> None:
    of = room.ask(write("a.txt"), write("b.txt"))
    asked = room.waiting(of)
    room.finishes()
    room.open(of)

    room.desk.act(room.card.rejectAll)

    for action in asked:
        room.until(action, ActionStatus.REJECTED)
    assert room.files == {}


def test_rejected_with_all_others_it_keeps_the_reason_that_was_begun(room: Room) -> None:
    of = room.ask(write("a.txt"), write("b.txt"))
    first, second = room.waiting(of)
    room.finishes()
    room.open(of)
    room.desk.act(lambda: room.card.setMode(Mode.REJECT))
    room.desk.act(lambda: room.card.setReason("Not there."))
    room.desk.act(lambda: room.card.step(1))
    room.settle()

    room.desk.act(room.card.rejectAll)

    room.until(second, ActionStatus.REJECTED)
    assert room.library.action(first.id).words == "Not there."
    assert room.library.action(second.id).words == ""


def test_each_keeps_what_was_typed_for_it(room: Room) -> None:
    room.open(room.ask(write("a.txt"), write("b.txt")))
    room.edit(path="c.txt")

    room.desk.act(lambda: room.card.step(1))
    assert (room.card.position, room.value("path"), room.card.mode) == (2, "b.txt", Mode.LOOK)
    room.desk.act(lambda: room.card.step(1))
    assert room.card.position == 2
    room.desk.act(lambda: room.card.step(-1))
    assert (room.value("path"), room.card.mode) == ("c.txt", Mode.EDIT)


# Nobody decides what they have not seen


@pytest.mark.parametrize(
    "deed",
    [
        CardViewModel.approve,
        CardViewModel.approveAll,
        CardViewModel.rejectAll,
        lambda card: card.allow("", True),
    ],
)
def test_what_has_just_appeared_is_not_decided(room: Room, deed: object) -> None:
    assert callable(deed)
    of = room.ask(write("notes.txt"), write("b.txt"))
    room.open(of, settled=False)

    room.desk.act(lambda: deed(room.card))
    room.desk.settle(SETTLE_SECONDS)

    assert {action.status for action in room.waiting(of)} == {ActionStatus.WAITING}
    assert room.library.rules() == []


def test_what_comes_up_as_a_dialog_is_looked_at_first(room: Room) -> None:
    of = room.ask(write("notes.txt"))
    (action,) = room.waiting(of)
    room.open(of)
    room.desk.act(lambda: room.view_model.openDialog(action.id))
    room.desk.until(lambda: room.view_model.dialogShown)

    room.desk.act(room.card.approve)
    room.desk.settle(0.1)

    assert room.status(action) is ActionStatus.WAITING


def test_a_file_that_changed_meanwhile_is_shown_anew_and_asked_about_again(room: Room) -> None:
    (room.workspace / "notes.txt").write_text("Bread\n")
    of = room.ask(write("notes.txt", "Bread\nMilk\n"))
    (action,) = room.waiting(of)
    room.open(of)
    (room.workspace / "notes.txt").write_text("Bread\nEggs\n")

    room.desk.act(room.card.approve)

    told = "notes.txt has changed since you were asked. This is the new difference."
    room.desk.until(lambda: room.card.note == told)
    assert room.card.diff == ["  Bread", "- Eggs", "+ Milk"]
    room.desk.act(room.card.approve)
    room.desk.settle(0.1)
    assert room.status(action) is ActionStatus.WAITING
    room.finishes()
    room.settle()
    room.desk.act(room.card.approve)
    room.until(action, ActionStatus.DONE)
    assert room.files == {"notes.txt": "Bread\nMilk\n"}


def test_so_is_one_that_only_the_edit_is_about(room: Room) -> None:
    (room.workspace / "other.txt").write_text("Bread\n")
    of = room.ask(write("notes.txt", "Milk\n"))
    (action,) = room.waiting(of)
    room.open(of)
    room.edit(path="other.txt")
    (room.workspace / "other.txt").write_text("Eggs\n")

    room.desk.act(room.card.approve)

    room.desk.until(lambda: room.card.note.startswith("other.txt has changed"))
    assert room.card.diff == ["- Eggs", "+ Milk"]
    assert (room.card.mode, room.value("path")) == (Mode.EDIT, "other.txt")
    room.finishes()
    room.settle()
    room.desk.act(room.card.approve)
    room.until(action, ActionStatus.DONE)
    assert room.files == {"other.txt": "Milk\n"}


async def decide_elsewhere(home: Home, decisions: Mapping[str, Decision]) -> None:
    """As another process would, of which the window hears nothing."""
    library = Library.open(home)
    host = await SessionHost.open(library, lambda event: None)
    try:
        await host.decide(decisions, by="command line")
    finally:
        await host.close()
        library.close()


def test_what_was_decided_elsewhere_goes_once_it_is_looked_at_again(room: Room) -> None:
    of = room.ask(write("a.txt"), write("b.txt"))
    first, second = room.waiting(of)
    room.finishes()
    room.open(of)
    decisions = {first.id: Approve(), second.id: Reject("No.")}
    room.desk.run(decide_elsewhere(room.library.home, decisions))
    assert room.card.shown

    room.desk.act(room.view_model.refresh)

    room.desk.until(lambda: not room.card.shown)
    assert room.view_model.needsYou == 0
    assert room.failures == []
    assert room.files == {"a.txt": "Buy milk"}


def test_what_was_decided_elsewhere_is_told_to_who_decides_it_again(room: Room) -> None:
    of = room.ask(write("notes.txt"))
    (action,) = room.waiting(of)
    room.finishes()
    room.open(of)
    room.desk.run(decide_elsewhere(room.library.home, {action.id: Reject("No.")}))

    room.desk.act(room.card.approve)

    room.desk.until(lambda: bool(room.failures))
    assert "was decided already" in room.failures[0]
    room.desk.until(lambda: not room.card.shown)
    assert room.status(action) is ActionStatus.REJECTED
    assert room.files == {}


def test_what_cannot_be_read_for_now_stays_in_view(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(library: Library, branch_id: str) -> list[Action]:
        raise DiskFull("The disk is full.")

    room.open(room.ask(write("notes.txt")))
    monkeypatch.setattr(Library, "waiting_in", fail)

    room.desk.act(room.card.refresh)

    room.desk.until(lambda: bool(room.failures))
    assert room.card.waits
    assert room.value("path") == "notes.txt"


def test_in_a_conversation_that_is_not_begun_nothing_waits(room: Room) -> None:
    room.open(room.ask(write("notes.txt")))

    room.desk.act(lambda: room.view_model.openBranch("not-begun", "not-begun"))
    room.desk.settle(0.1)

    assert not room.card.shown
    assert room.failures == []


def test_a_second_decision_of_the_same_is_told_as_such(room: Room) -> None:
    of = room.ask(write("a.txt"), write("b.txt"))
    (first, _) = room.waiting(of)
    room.open(of)
    room.engine.happened.disconnect(room.view_model.handle)
    room.desk.run(room.engine.call(lambda host: host.decide({first.id: Approve()})))

    room.desk.act(room.card.reject)

    room.desk.until(lambda: bool(room.failures))
    assert "was decided already" in room.failures[0]
    room.desk.until(lambda: room.card.position == 2)
    assert room.files == {"a.txt": "Buy milk"}


# What nobody knows


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


# Rules


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


# What is typed


def test_what_is_typed_is_on_disk_within_a_moment_also_while_more_is_typed(room: Room) -> None:
    of = room.ask(write("notes.txt"))
    (action,) = room.waiting(of)
    room.open(of)
    room.desk.act(lambda: room.card.setMode(Mode.EDIT))

    for length in range(1, 9):
        typed = "lists/notes.txt"[: length + 4]
        room.desk.act(lambda typed=typed: room.card.setField("path", typed))
        room.desk.settle(0.06)

    assert read(room.library.action(action.id).draft).arguments["path"].startswith("lists")


def test_what_is_typed_is_there_again_after_a_restart(room: Room) -> None:
    of = room.ask(write("notes.txt"))
    (action,) = room.waiting(of)
    room.open(of)
    room.desk.act(lambda: room.card.setMode(Mode.EDIT))
    room.desk.act(lambda: room.card.setField("content", "Buy oat milk"))
    room.desk.run(room.view_model.close())

    again = room.reopened(of)

    assert again.mode == Mode.EDIT
    row = again.fields.find("content")
    assert row is not None
    assert (row.value, row.original) == ("Buy oat milk", "Buy milk")
    room.desk.until(lambda: again.diff == ["+ Buy oat milk"])
    room.desk.until(lambda: again.canApprove)
    assert read(room.library.action(action.id).draft).mode is Mode.EDIT


def test_what_was_typed_last_is_saved_when_another_one_comes_into_view(room: Room) -> None:
    of = room.ask(write("a.txt"), write("b.txt"))
    (first, _) = room.waiting(of)
    room.open(of)
    room.desk.act(lambda: room.card.setMode(Mode.REJECT))
    room.desk.act(lambda: room.card.setReason("Too early."))

    room.desk.act(lambda: room.view_model.openBranch("", ""))

    room.desk.until(lambda: read(room.library.action(first.id).draft).reason == "Too early.")
