"""Several calls of one answer, decided by keys and clicks in a real window."""

from PySide6.QtCore import Qt

from graphs import ActionStatus
from tests.desktop.approvals.room import Room, write
from tests.desktop.screen import Screen

Key = Qt.Key


def test_arrows_and_clicks_walk_through_the_calls(room: Room, stage: Screen) -> None:
    room.open(room.ask(*(write(f"{name}.txt") for name in "abcde")))
    stage.item("cardHome").forceActiveFocus()
    assert stage.words("cardPosition") == "1 of 5"

    stage.key(Key.Key_Right)
    stage.key(Key.Key_Right)
    assert stage.words("cardPosition") == "3 of 5"
    stage.key(Key.Key_Left)
    assert stage.words("cardTitle") == "Write b.txt"
    stage.click("segment:waiting")

    assert stage.words("cardPosition") != "2 of 5"


def test_all_are_approved_with_one_click(room: Room, stage: Screen) -> None:
    of = room.ask(*(write(f"{name}.txt") for name in "abcde"))
    asked = room.waiting(of)
    room.finishes()
    room.open(of)

    assert stage.words("approveAll") == "Approve all 5"
    stage.click("approveAll")

    for action in asked:
        room.until(action, ActionStatus.DONE)


def test_one_after_the_other_by_key(room: Room, stage: Screen) -> None:
    of = room.ask(*(write(f"{name}.txt") for name in "abc"))
    asked = room.waiting(of)
    room.finishes()
    room.open(of)
    stage.item("cardHome").forceActiveFocus()

    for action in asked:
        room.settle()
        stage.key(Key.Key_A)
        room.until(action, ActionStatus.DONE)
        room.desk.until(lambda action=action: room.card.actionId != action.id)


def test_all_cannot_be_approved_while_one_is_being_edited(room: Room, stage: Screen) -> None:
    room.open(room.ask(write("a.txt"), write("b.txt")))
    room.edit(path="c.txt")
    room.desk.act(lambda: room.card.step(1))

    assert not stage.item("approveAll").isEnabled()
    assert stage.item("rejectAll").isEnabled()
