"""Several calls of one answer, decided one by one or all at once."""

from desktop.approvals.draft import Mode
from graphs import ActionStatus
from tests.desktop.approvals.room import Room, write


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
