"""What is typed for an action is kept."""

from itertools import count

from desktop.approvals.draft import Mode, read
from tests.desktop.approvals.room import Room, write


def test_what_is_typed_is_on_disk_within_a_moment_also_while_more_is_typed(room: Room) -> None:
    of = room.ask(write("notes.txt"))
    (action,) = room.waiting(of)
    room.open(of)
    room.desk.act(lambda: room.card.setMode(Mode.EDIT))
    typed = (f"lists/{number}.txt" for number in count())

    def saved_while_typing() -> bool:
        room.card.setField("path", next(typed))
        return "path" in read(room.library.action(action.id).draft).arguments

    room.desk.until(saved_while_typing)


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
