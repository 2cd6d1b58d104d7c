"""What waits for the person, in the whole window: from the request to the decision."""

from pathlib import Path

from PySide6.QtCore import QPointF, Qt

from desktop.approvals.draft import read
from graphs import ActionStatus, TurnStatus
from tests.desktop.app.office import Office
from tests.desktop.approvals.room import run, write
from tests.endpoint import Text

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


def test_what_was_typed_the_moment_before_the_window_is_closed_is_there_again(
    office: Office,
) -> None:
    (action,) = office.ask("trip", write("notes.txt"))
    hands = office.whole.hands
    saving = office.whole.app._approvals.here._waiting._drafts._timer
    saving.setInterval(1_000_000)  # the moment lasts until the window is closed
    hands.item("cardHome").forceActiveFocus()
    hands.key(Key.Key_E)
    hands.key(Key.Key_End)
    hands.type(".md")
    assert read(office.library.action(action.id).draft).arguments == {}

    office.whole.end()
    hands = office.open().hands

    office.whole.until_shown("field:path")
    assert hands.item("field:path").property("text") == "notes.txt.md"
    assert office.status(action) is ActionStatus.WAITING


def test_esc_in_the_card_stops_nothing_that_runs_beside_it(office: Office) -> None:
    until_let_go = "while [ ! -e go ]; do sleep 0.02; done"
    slow, other = office.ask("trip", run(until_let_go), write("b.txt"))
    hands = office.whole.hands
    hands.item("cardHome").forceActiveFocus()
    hands.key(Key.Key_A)
    office.desk.until(lambda: office.status(slow) is ActionStatus.STARTED)
    office.desk.until(lambda: "b.txt" in hands.item("cardTitle").property("text"))
    assert hands.window.activeFocusItem().objectName() == "cardHome"

    hands.key(Key.Key_Escape)

    assert hands.window.activeFocusItem().objectName() == "composerField"
    (Path(office.library.conversation("trip").workspace) / "go").touch()
    office.desk.until(lambda: office.status(slow) is ActionStatus.DONE)
    assert office.status(other) is ActionStatus.WAITING
    turn = office.library.newest_turn(office.library.conversation("trip").branch_id)
    assert turn is not None
    assert turn.status in (TurnStatus.RUNNING, TurnStatus.WAITING)


def test_from_any_other_conversation_the_inbox_leads_to_the_dialog(office: Office) -> None:
    (action,) = office.ask("trip", write("notes.txt"))
    hands = office.whole.hands
    hands.click("row:letter")
    office.desk.until(lambda: office.whole.title.startswith("Letter"))
    office.desk.until(lambda: hands.look("actionCard") is None)
    assert hands.look("dialogCard") is None

    hands.click(f"inbox:{action.id}")
    office.whole.until_shown("dialogCard")
    office.desk.until(lambda: office.whole.title.startswith("Trip"))
    office.stand()
    office.endpoint.then(Text("Done."))
    hands.click("approve")

    office.desk.until(lambda: office.status(action) is ActionStatus.DONE)
    office.desk.until(lambda: hands.look("dialogCard") is None)
    office.desk.until(lambda: hands.look("needsYou") is None)


def test_a_key_leads_to_what_waits_also_from_the_settings(office: Office) -> None:
    (action,) = office.ask("trip", write("notes.txt"))
    hands = office.whole.hands
    hands.key(Key.Key_Comma, CTRL)
    office.whole.until_shown("settingsTabs")

    hands.key(Key.Key_D, CTRL)

    office.whole.until_shown("dialogCard")
    assert hands.look("settingsTabs") is None
    hands.key(Key.Key_Escape)
    office.whole.until_shown("actionCard")
    assert office.status(action) is ActionStatus.WAITING


def test_what_gets_the_keyboard_comes_into_sight(office: Office) -> None:
    hands = office.whole.hands
    office.ask("trip", write("notes.txt", "A line\n" * 60))
    office.whole.window.quick.resize(800, 600)
    office.desk.settle(0.2)
    hands.item("cardHome").forceActiveFocus()
    page = hands.item("transcript")

    for key in (Key.Key_E, *[Key.Key_Tab] * 3, *[Key.Key_Backtab] * 3):
        hands.key(key)
        office.desk.settle(0.1)
        focused = hands.window.activeFocusItem()
        # A long text scrolls in a pane of its own.
        pane = focused.parentItem().parentItem() if focused.height() > 400 else focused
        top = pane.mapToItem(page, QPointF(0, 0)).y()
        assert -1 <= top <= page.height() - pane.height() + 1, focused.objectName()
