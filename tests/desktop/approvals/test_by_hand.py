"""The card, the dialog and the inbox in a real window, worked with mouse and keys."""

import asyncio
import time

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent

from desktop.approvals.draft import Mode
from graphs import Action, ActionStatus
from tests.desktop.approvals.room import Room, run, write
from tests.desktop.screen import Screen

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
PLAIN = 0
HELD = 0.05
"""Seconds of the window's own thread between two turns of its loop, drawing included."""


def hold(stage: Screen, key: Qt.Key, text: str) -> None:
    """A key that was pressed long ago and is still down."""
    for _ in range(5):
        event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, text, True)
        stage.desk.act(lambda event=event: QCoreApplication.sendEvent(stage.window, event))
    stage.desk.settle(0.1)


@pytest.fixture
def asked(room: Room, stage: Screen) -> Action:
    """A call that waits in the conversation in view, long enough to be decided."""
    of = room.ask(write("notes.txt", "Buy milk"))
    room.open(of)
    room.finishes()
    stage.item("cardHome").forceActiveFocus()
    (action,) = room.waiting(of)
    return action


# Deciding


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


# Several


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


# What nobody knows


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


# Rules


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


# The inbox and the dialog


def test_the_inbox_tells_of_what_waits_anywhere(room: Room, stage: Screen) -> None:
    assert stage.look("needsYou") is None
    first = room.waiting(room.ask(write("a.txt"), title="Shopping"))[0]
    lost = room.waiting(room.ask(write("b.txt"), title="Letters"))[0]
    room.lose(lost)
    room.desk.act(room.view_model.refresh)

    room.desk.until(lambda: any(row.unknown for row in room.view_model.inbox.rows))
    room.desk.until(lambda: stage.look(f"inbox:{lost.id}") is not None)
    assert room.view_model.needsYou == 2
    names = [stage.spoken(stage.item(f"inbox:{id_}")) for id_ in (first.id, lost.id)]
    assert names == [
        "Shopping, Wants to write a.txt, now",
        "Letters, Not sure: did it write b.txt?, now",
    ]


def test_nothing_comes_up_by_itself(room: Room, stage: Screen) -> None:
    room.ask(write("a.txt"))
    room.desk.until(lambda: room.view_model.needsYou == 1)

    assert not room.view_model.dialogShown
    assert stage.look("dialogCard") is None


def test_a_click_in_the_inbox_opens_the_dialog_and_esc_puts_it_off(
    room: Room, stage: Screen
) -> None:
    of = room.ask(write("a.txt"))
    (action,) = room.waiting(of)
    wanted: list[tuple[str, str]] = []
    room.view_model.actionWanted.connect(lambda *ids: wanted.append(ids))
    room.desk.until(lambda: stage.look(f"inbox:{action.id}") is not None)

    stage.click(f"inbox:{action.id}")
    room.desk.until(lambda: stage.look("dialogCard") is not None)
    room.desk.settle(0.2)
    assert wanted == [(of.id, of.branch_id)]
    assert stage.focused == "cardHome"
    assert stage.look("actionCard") is None

    stage.key(Key.Key_Escape)
    room.desk.until(lambda: stage.look("dialogCard") is None)
    assert room.status(action) is ActionStatus.WAITING


def test_a_click_beside_the_dialog_reaches_nothing_behind_it(room: Room, stage: Screen) -> None:
    (action,) = room.waiting(room.ask(write("a.txt")))
    room.desk.act(lambda: room.view_model.openDialog(action.id))
    room.desk.until(lambda: stage.look("dialogCard") is not None)
    room.desk.settle(0.2)

    stage.click("composer")

    room.desk.until(lambda: stage.look("dialogCard") is None)
    assert stage.focused != "composer"
    assert not room.view_model.dialogShown
    assert room.status(action) is ActionStatus.WAITING


def test_enter_in_the_inbox_opens_the_dialog_in_which_tab_stays(room: Room, stage: Screen) -> None:
    (action,) = room.waiting(room.ask(write("a.txt")))
    room.desk.until(lambda: stage.look(f"inbox:{action.id}") is not None)
    stage.item("inbox").forceActiveFocus()

    stage.key(Key.Key_Return)
    room.desk.until(lambda: stage.look("dialogCard") is not None)
    room.desk.settle(0.2)
    seen: set[str] = set()
    for _ in range(16):
        stage.key(Key.Key_Tab)
        seen.add(stage.focused)

    assert {"approve", "edit", "reject", "answer", "notNow"} <= seen
    assert not {"composer", "inbox"} & seen
    room.finishes()
    stage.item("cardHome").forceActiveFocus()
    stage.key(Key.Key_A)
    room.until(action, ActionStatus.DONE)
    room.desk.until(lambda: stage.look("dialogCard") is None)


def test_what_is_half_typed_in_the_dialog_stands_in_the_card(room: Room, stage: Screen) -> None:
    (action,) = room.waiting(room.ask(write("a.txt")))
    room.desk.act(lambda: room.view_model.openDialog(action.id))
    room.desk.until(lambda: stage.look("dialogCard") is not None)
    room.desk.settle(0.2)
    stage.key(Key.Key_E)
    stage.key(Key.Key_End)
    stage.type("x")

    room.desk.act(room.view_model.closeDialog)
    room.desk.until(lambda: stage.look("dialogCard") is None)

    assert stage.words("field:path") == "a.txtx"


def test_what_is_decided_already_opens_no_dialog_now_or_later(room: Room, stage: Screen) -> None:
    of = room.ask(write("a.txt"))
    (action,) = room.waiting(of)
    room.finishes()
    room.open(of)
    room.desk.act(room.card.approve)
    room.until(action, ActionStatus.DONE)

    room.desk.act(lambda: room.view_model.openDialog(action.id))

    room.desk.until(lambda: bool(room.failures))
    assert room.failures == ["This is decided already."]
    assert not room.view_model.dialogShown


# What it shows


def test_words_of_an_action_are_shown_as_they_are(room: Room, stage: Screen) -> None:
    path, content = "<b>bold</b>.txt", "<img src='http://127.0.0.1/x.png'><h1>Approved</h1>"
    room.open(room.ask(write(path, content)))

    assert stage.words("cardTitle") == f"Write {path}"
    told = 0
    for item in stage.within(stage.item("actionCard")):
        text = str(item.property("text") or "")
        if item.inherits("QQuickText") or item.inherits("QQuickTextEdit"):
            assert stage.value(item, "textFormat") == PLAIN, text
            told += "<b>" in text or "<h1>" in text
    assert told >= 4


@pytest.mark.alone
def test_ten_thousand_characters_are_typed_on_without_holding_the_window(
    room: Room, stage: Screen
) -> None:
    room.open(room.ask(write("letter.txt", "A line of a long letter.\n" * 400)))
    stage.item("cardHome").forceActiveFocus()
    stage.key(Key.Key_E)
    stage.key(Key.Key_Tab)
    held: list[float] = []

    async def watch() -> None:
        while True:
            before = time.thread_time()
            await asyncio.sleep(0.001)
            held.append(time.thread_time() - before)

    watching = room.desk.loop.create_task(watch())
    stage.type("as it goes")
    room.desk.settle(0.5)
    watching.cancel()

    print(f"held for {max(held) * 1000:.0f} ms")
    assert room.value("content").startswith("as it goes")
    assert max(held) < HELD


def test_a_long_difference_scrolls_in_itself(room: Room, stage: Screen) -> None:
    room.open(room.ask(write("numbers.txt", "\n".join(str(n) for n in range(3000)))))

    assert stage.item("diff").height() < 260
    assert room.card.more == 2600
    assert stage.item("actionCard").height() < 700


def test_each_control_has_a_name(room: Room, stage: Screen) -> None:
    room.open(room.ask(write("a.txt"), run("make")))
    for mode in Mode:
        room.desk.act(lambda mode=mode: room.card.setMode(mode))
        room.desk.settle()
        for item in stage.within(stage.item("actionCard")):
            if not item.activeFocusOnTab():
                continue
            assert stage.spoken(item), item.objectName() or item
