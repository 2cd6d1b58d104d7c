"""The inbox and the dialog in a real window, worked with mouse and keys."""

from PySide6.QtCore import Qt

from graphs import ActionStatus
from tests.desktop.approvals.room import Room, write
from tests.desktop.approvals.test_branches import fork
from tests.desktop.screen import Screen

Key = Qt.Key


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


def test_the_rows_of_two_branches_of_one_conversation_say_which(room: Room, stage: Screen) -> None:
    of = room.ask(write("a.txt"), title="Shopping")
    (first,) = room.waiting(of)
    (second,) = room.library.waiting_in(fork(room, of, "b.txt").id)
    room.desk.act(room.view_model.refresh)

    room.desk.until(lambda: stage.look(f"inbox:{second.id}") is not None)
    room.desk.settle()

    names = [stage.spoken(stage.item(f"inbox:{one.id}")) for one in (first, second)]
    assert names == [
        "Shopping, branch main, Wants to write a.txt, now",
        "Shopping, branch Rather this., Wants to write b.txt, now",
    ]
    inbox = stage.item("inbox")
    assert inbox.property("contentHeight") <= inbox.height()


def test_in_the_trash_a_branch_asks_nothing_and_asks_again_when_it_is_back(
    room: Room, stage: Screen
) -> None:
    of = room.ask(write("a.txt"), title="Shopping")
    other = fork(room, of, "b.txt")
    (action,) = room.library.waiting_in(other.id)
    room.desk.act(room.view_model.refresh)
    room.desk.until(lambda: room.view_model.needsYou == 2)

    room.library.trash_branch(other.id)
    room.desk.act(room.view_model.refresh)
    room.desk.until(lambda: room.view_model.needsYou == 1)
    assert stage.look(f"inbox:{action.id}") is None
    room.library.restore_branch(other.id)
    room.desk.act(room.view_model.refresh)

    room.desk.until(lambda: stage.look(f"inbox:{action.id}") is not None)
    assert room.view_model.needsYou == 2


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
