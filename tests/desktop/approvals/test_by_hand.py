"""What keys and clicks decide, in a real window."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent

from desktop.approvals.draft import Mode
from graphs import Action, ActionStatus
from tests.desktop.approvals.room import Room, run, write
from tests.desktop.screen import Screen

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


def hold(stage: Screen, key: Qt.Key, text: str) -> None:
    """A key that was pressed long ago and is still down."""
    for _ in range(5):
        event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, text, True)
        stage.desk.act(lambda event=event: QCoreApplication.sendEvent(stage.window, event))
    stage.desk.settle(0.1)


def test_a_click_on_approve_lets_it_run(room: Room, stage: Screen, asked: Action) -> None:
    stage.click("approve")

    room.until(asked, ActionStatus.DONE)
    room.desk.until(lambda: stage.look("actionCard") is None)


def test_a_approves(room: Room, stage: Screen, asked: Action) -> None:
    stage.key(Key.Key_A)

    room.until(asked, ActionStatus.DONE)


@pytest.mark.parametrize(("key", "text"), [(Key.Key_A, "a"), (Key.Key_Return, "\r")])
def test_a_key_that_is_held_decides_nothing(
    room: Room, stage: Screen, asked: Action, key: Qt.Key, text: str
) -> None:
    hold(stage, key, text)
    assert room.status(asked) is ActionStatus.WAITING

    stage.item("approve").forceActiveFocus(Qt.FocusReason.TabFocusReason)
    hold(stage, key, text)

    assert room.status(asked) is ActionStatus.WAITING


def test_approve_has_the_focus_only_when_it_is_given(
    room: Room, stage: Screen, asked: Action
) -> None:
    stage.key(Key.Key_Return)
    stage.key(Key.Key_Space)

    assert room.status(asked) is ActionStatus.WAITING
    assert stage.focused == "cardHome"


def test_a_letter_in_a_field_is_no_decision(room: Room, stage: Screen, asked: Action) -> None:
    stage.click("field:path")
    assert stage.focused == "field:path"

    stage.type("area")

    assert room.status(asked) is ActionStatus.WAITING
    assert room.card.mode == Mode.LOOK
    assert stage.words("field:path") == "notes.txt"


def test_a_letter_with_ctrl_is_no_decision(room: Room, stage: Screen, asked: Action) -> None:
    stage.key(Key.Key_A, CTRL)

    assert room.status(asked) is ActionStatus.WAITING


def test_what_is_typed_elsewhere_decides_nothing(room: Room, stage: Screen, asked: Action) -> None:
    stage.item("composer").forceActiveFocus()

    stage.type("area")

    assert room.status(asked) is ActionStatus.WAITING
    assert stage.words("composer") == "area"


def test_a_click_where_something_has_just_come_up_decides_nothing(
    room: Room, stage: Screen
) -> None:
    of = room.ask(write("notes.txt"))
    room.open(of, settled=False)
    room.desk.until(lambda: stage.look("approve") is not None)

    stage.click("approve")
    stage.key(Key.Key_A)

    assert [action.status for action in room.waiting(of)] == [ActionStatus.WAITING]


def test_e_edits_and_the_edit_is_approved(room: Room, stage: Screen, asked: Action) -> None:
    stage.key(Key.Key_E)
    assert stage.focused == "field:path"

    stage.key(Key.Key_A, CTRL)
    stage.type("area.txt")
    assert stage.words("field:path") == "area.txt"
    assert stage.words("original:path") == "It proposed: notes.txt"
    assert not stage.item("approve").isEnabled()
    room.desk.until(lambda: stage.item("approve").isEnabled())
    assert stage.words("cardTitle") == "Write area.txt"
    room.settle()
    stage.click("approve")

    room.until(asked, ActionStatus.DONE)
    assert room.files == {"area.txt": "Buy milk"}


def test_back_from_an_edit_letters_decide_again(room: Room, stage: Screen, asked: Action) -> None:
    stage.key(Key.Key_E)
    stage.type("x")
    stage.click("back")
    assert stage.words("field:path") == "notes.txt"
    assert stage.focused == "cardHome"

    stage.key(Key.Key_A)

    room.until(asked, ActionStatus.DONE)
    assert room.files == {"notes.txt": "Buy milk"}


def test_arrows_in_a_field_move_the_cursor_and_nothing_else(room: Room, stage: Screen) -> None:
    room.open(room.ask(write("a.txt"), write("b.txt")))
    stage.item("cardHome").forceActiveFocus()
    stage.key(Key.Key_E)

    for _ in range(8):
        stage.key(Key.Key_Left)
    assert room.card.position == 1
    stage.type("x")
    assert stage.words("field:path") == "xa.txt"


def test_several_lines_are_typed_in_a_text_and_none_in_a_line(
    room: Room, stage: Screen, asked: Action
) -> None:
    stage.key(Key.Key_E)
    stage.key(Key.Key_Return)
    assert stage.words("field:path") == "notes.txt"

    stage.key(Key.Key_Tab)
    assert stage.focused == "field:content"
    stage.key(Key.Key_End, CTRL)
    stage.key(Key.Key_Return)
    stage.type("and tea")
    assert stage.words("field:content") == "Buy milk\nand tea"


def test_reset_brings_back_what_was_proposed(room: Room, stage: Screen, asked: Action) -> None:
    stage.key(Key.Key_E)
    stage.type("x")

    stage.click("reset:path")

    assert stage.words("field:path") == "notes.txt"
    assert stage.look("reset:path") is None


def test_what_is_wrong_is_said_at_the_field_and_the_edit_leads(room: Room, stage: Screen) -> None:
    room.open(room.ask_unfit("write_file", '{"path": "notes.txt"}'))
    room.desk.until(lambda: stage.look("error:content") is not None)

    assert stage.words("error:content") == "This is needed."
    assert not stage.item("approve").isEnabled()
    stage.item("cardHome").forceActiveFocus()
    stage.key(Key.Key_E)
    assert stage.focused == "field:path"


def test_r_asks_for_a_reason_and_ctrl_enter_rejects(
    room: Room, stage: Screen, asked: Action
) -> None:
    stage.key(Key.Key_R)
    assert stage.focused == "decisionWords"
    stage.type("rather not")
    stage.key(Key.Key_Return, CTRL)

    room.until(asked, ActionStatus.REJECTED)
    assert room.library.action(asked.id).words == "rather not"


def test_w_asks_for_an_answer_which_is_another_text_than_the_reason(
    room: Room, stage: Screen, asked: Action
) -> None:
    stage.key(Key.Key_R)
    stage.type("no")
    stage.key(Key.Key_Escape)
    stage.key(Key.Key_W)
    assert stage.words("decisionWords") == ""
    assert not stage.item("confirmAnswer").isEnabled()

    stage.type("it is written")
    stage.click("confirmAnswer")

    room.until(asked, ActionStatus.ANSWERED)
    assert room.library.action(asked.id).words == "it is written"


def test_esc_leaves_what_was_begun_and_then_the_card(
    room: Room, stage: Screen, asked: Action
) -> None:
    stage.key(Key.Key_R)
    stage.type("no")

    stage.key(Key.Key_Escape)
    assert room.card.mode == Mode.LOOK
    stage.key(Key.Key_Escape)

    assert stage.focused == "composer"
    assert room.status(asked) is ActionStatus.WAITING
    assert stage.look("actionCard") is not None


def test_h_says_that_it_happened(room: Room, stage: Screen) -> None:
    of = room.ask(write("notes.txt"))
    (action,) = room.waiting(of)
    room.lose(action)
    room.finishes()
    room.open(of)
    room.desk.until(lambda: stage.look("evidence") is not None)
    assert stage.words("cardBadge") == "Not sure whether it happened"
    assert stage.look("approve") is None
    stage.item("cardHome").forceActiveFocus()

    stage.key(Key.Key_H)

    room.until(action, ActionStatus.DONE)
    assert room.files == {}


def test_a_rule_is_made_from_the_menu_beside_approve(room: Room, stage: Screen) -> None:
    of = room.ask(run("echo hello"))
    (action,) = room.waiting(of)
    room.finishes()
    room.open(of)

    stage.click("approveMore")
    stage.click("rule:here:echo hello")
    room.settle()
    assert room.status(action) is ActionStatus.WAITING
    stage.click("approveMore")
    room.settle()
    stage.click("rule:here:echo hello")

    room.until(action, ActionStatus.DONE)
    (rule,) = room.library.rules()
    assert (rule.pattern, rule.conversation_id, rule.verdict) == ("echo hello", of.id, "allow")


def test_the_menu_beside_reject_forbids(room: Room, stage: Screen, asked: Action) -> None:
    stage.click("rejectMore")
    room.settle()
    stage.click("rule:always:")

    room.until(asked, ActionStatus.REJECTED)
    (rule,) = room.library.rules()
    assert (rule.tool, rule.pattern, rule.verdict) == ("write_file", "", "never")
