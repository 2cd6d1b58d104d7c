"""Nobody decides what they have not seen as it is."""

from collections.abc import Mapping

import pytest

from desktop.approvals.card import SETTLE_SECONDS, CardViewModel
from desktop.approvals.draft import Mode
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
from tests.desktop.approvals.room import Room, write


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
