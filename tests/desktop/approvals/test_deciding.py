"""What the person says to what waits, and what becomes of it."""

from graphs import ActionStatus
from tests.desktop.approvals.room import Room, write


def test_what_waits_is_shown_with_what_it_would_do(room: Room) -> None:
    of = room.ask(write("notes.txt", "Buy milk"))

    room.open(of)

    card = room.card
    assert (card.waits, card.unknown, card.count) == (True, False, 1)
    assert "notes.txt" in card.title
    assert card.sentence.endswith("Can be undone.")
    assert (room.value("path"), room.value("content")) == ("notes.txt", "Buy milk")
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
