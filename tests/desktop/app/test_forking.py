"""From a step to a new branch and back, in the whole window over the real engine."""

import pytest
from PySide6.QtCore import Qt
from sqlalchemy import delete

from graphs.storage.tables import steps
from tests.desktop.app.office import Office
from tests.desktop.app.test_window import CTRL
from tests.endpoint import Text

Key = Qt.Key


@pytest.fixture
def talked(office: Office) -> Office:
    """Two turns of the conversation in view."""
    office.visit("trip")
    for number in (1, 2):
        office.endpoint.then(Text(f"Answer {number}."))
        office.say(f"Question {number}")
        office.whole.until_shown(f"step:{2 * number}")
        office.desk.until(lambda: office.library.conversations()[0].status == "idle")
    office.desk.settle(0.2)
    return office


def names(office: Office) -> list[str]:
    return [branch.name for branch in office.library.branches("trip")]


def in_view(office: Office) -> str:
    """The branch that the window shows."""
    return office.library.conversation("trip").viewed_branch_id


def test_a_turn_appears_as_it_goes(talked: Office) -> None:
    steps = talked.whole.hands.item("stepList")

    assert steps.property("count") == 3
    assert talked.library.steps(in_view(talked))[-1].text == "Answer 2."


def test_enter_asks_and_continue_makes_a_branch_that_is_shown(talked: Office) -> None:
    hands, main = talked.whole.hands, in_view(talked)
    before = talked.library.transcript(main).messages
    hands.click("step:1")
    talked.whole.until_shown("step:2")
    hands.key(Key.Key_Up)
    talked.whole.until_shown("lookBackStrip")
    hands.key(Key.Key_Return)
    talked.whole.until_shown("sheetContinue")
    assert len(names(talked)) == 1

    hands.click("sheetContinue")

    talked.desk.until(lambda: in_view(talked) != main)
    talked.whole.until_shown("branch:main")
    talked.desk.until(lambda: hands.look("lookBackStrip") is None)
    assert len(names(talked)) == 2
    assert [one.text for one in talked.library.transcript(in_view(talked)).messages] == [
        "Question 1",
        "Answer 1.",
    ]
    assert talked.library.transcript(main).messages == before


def test_control_z_leads_back_to_where_one_was(talked: Office) -> None:
    hands, main = talked.whole.hands, in_view(talked)
    hands.click("step:1")
    talked.whole.until_shown("step:2")
    hands.key(Key.Key_Up)
    hands.key(Key.Key_Return)
    talked.whole.until_shown("sheetContinue")
    hands.click("sheetContinue")
    talked.desk.until(lambda: in_view(talked) != main)
    talked.whole.until_shown("stepList")
    talked.desk.settle(0.3)
    hands.item("stepList").forceActiveFocus()

    hands.key(Key.Key_Z, CTRL)

    talked.desk.until(lambda: in_view(talked) == main)
    assert len(names(talked)) == 2


def test_a_button_leads_back_to_where_one_was(talked: Office) -> None:
    hands, main = talked.whole.hands, in_view(talked)
    assert hands.look("goBack") is None
    hands.click("step:1")
    hands.key(Key.Key_Return)
    talked.whole.until_shown("sheetContinue")
    hands.click("sheetContinue")
    talked.whole.until_shown("goBack")
    talked.desk.until(lambda: in_view(talked) != main)

    hands.click("goBack")

    talked.desk.until(lambda: in_view(talked) == main)
    talked.desk.until(lambda: hands.look("goBack") is None)


def test_not_now_changes_nothing(talked: Office) -> None:
    hands, main = talked.whole.hands, in_view(talked)
    hands.click("step:1")
    hands.key(Key.Key_Return)
    talked.whole.until_shown("sheetNotNow")

    hands.click("sheetNotNow")

    talked.desk.until(lambda: hands.look("sheetNotNow") is None)
    assert (len(names(talked)), in_view(talked)) == (1, main)


def test_a_branch_older_than_its_steps_gets_them_when_it_is_opened(talked: Office) -> None:
    talked.whole.end()
    with talked.library.database.transaction() as c:
        c.execute(delete(steps))

    talked.open().hands.click("row:trip")

    talked.whole.until_shown("step:4")
    assert [one.text for one in talked.library.steps(in_view(talked))] == [
        "Question 1",
        "Answer 1.",
        "Question 2",
        "Answer 2.",
    ]


def test_in_a_narrow_window_what_is_looked_back_at_can_be_reached(talked: Office) -> None:
    hands = talked.whole.hands
    talked.whole.window.quick.resize(800, 600)
    talked.desk.settle(0.3)
    hands.key(Key.Key_T, CTRL)
    talked.whole.until_shown("stepList")
    hands.key(Key.Key_End)
    talked.whole.until_shown("lookBackStrip")
    talked.desk.settle(0.3)

    hands.click("backToNow")

    talked.desk.until(lambda: hands.look("lookBackStrip") is None)
