"""What keys do while something has been begun: nothing but what is shown there."""

import pytest
from PySide6.QtCore import Qt

from desktop.approvals.draft import Mode
from graphs import Action, ActionStatus
from tests.desktop.approvals.room import Room
from tests.desktop.screen import Screen

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.mark.parametrize("begun", [Key.Key_E, Key.Key_R, Key.Key_W])
def test_once_something_is_begun_letters_decide_and_begin_nothing(
    room: Room, stage: Screen, asked: Action, begun: Qt.Key
) -> None:
    stage.key(begun)
    mode = room.card.mode
    stage.item("back").forceActiveFocus()

    for letter in (Key.Key_A, Key.Key_E, Key.Key_R, Key.Key_W):
        stage.key(letter)
        assert room.card.mode == mode != Mode.LOOK
    room.desk.settle(0.1)

    assert room.status(asked) is ActionStatus.WAITING


@pytest.mark.parametrize("field", ["path", "content"])
def test_ctrl_enter_approves_the_edit_from_any_field(
    room: Room, stage: Screen, asked: Action, field: str
) -> None:
    stage.key(Key.Key_E)
    stage.item(f"field:{field}").forceActiveFocus()
    stage.key(Key.Key_End)
    stage.type("2")
    room.desk.until(lambda: room.card.canApprove)
    room.settle()

    stage.key(Key.Key_Return, CTRL)

    room.until(asked, ActionStatus.DONE)
    wanted = {"path": {"notes.txt2": "Buy milk"}, "content": {"notes.txt": "Buy milk2"}}
    assert room.files == wanted[field]


def test_ctrl_enter_approves_nothing_that_was_only_looked_at(
    room: Room, stage: Screen, asked: Action
) -> None:
    stage.key(Key.Key_Return, CTRL)
    stage.key(Key.Key_Return)
    room.desk.settle(0.1)

    assert room.status(asked) is ActionStatus.WAITING


def test_ctrl_enter_gives_no_answer_without_words(room: Room, stage: Screen, asked: Action) -> None:
    stage.key(Key.Key_W)
    stage.key(Key.Key_Return, CTRL)
    room.desk.settle(0.1)

    assert room.status(asked) is ActionStatus.WAITING
    assert room.card.mode == Mode.ANSWER


def test_tab_leaves_the_reason(stage: Screen, asked: Action) -> None:
    stage.key(Key.Key_R)
    stage.type("No")
    stage.key(Key.Key_Tab)

    assert stage.focused == "confirmReject"
    stage.key(Key.Key_Backtab)
    assert stage.focused == "decisionWords"
    assert stage.item("decisionWords").property("text") == "No"
