"""The ways to a case in the whole window: a step, a message, an action that was rejected."""

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from desktop.evals.checks import KINDS
from graphs import ActionStatus, Case, Proposes
from tests.desktop.app.office import Office, office
from tests.endpoint import Text, ToolCall

__all__ = ["office"]

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
RIGHT = Qt.MouseButton.RightButton


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


def _saved(office: Office) -> Case:
    """The one case, once the sheet that is open is saved by key."""
    office.whole.until_shown("saveCase")
    office.whole.hands.key(Key.Key_Return, CTRL)
    office.whole.until_shown("caseToast")
    (suite,) = office.library.evals.suites()
    (row,) = office.library.evals.cases(suite.id)
    return office.library.evals.case(row.id)


def test_c_makes_a_case_of_the_step_that_was_walked_to(talked: Office) -> None:
    hands = talked.whole.hands
    hands.click("step:1")
    talked.whole.until_shown("step:2")
    hands.key(Key.Key_Up)
    talked.whole.until_shown("lookBackStrip")
    hands.key(Key.Key_C)

    case = _saved(talked)
    assert [one.text for one in case.messages] == ["Question 1"]
    assert (case.origin.given, case.origin.position) == ("Answer 1.", 2)
    hands.key(Key.Key_Escape)
    talked.desk.until(lambda: hands.look("lookBackStrip") is None)


def test_a_step_s_menu_makes_a_case(talked: Office) -> None:
    hands = talked.whole.hands
    hands.click("step:4", RIGHT)
    talked.whole.until_shown("caseEntry")
    hands.click("caseEntry")

    case = _saved(talked)
    assert [one.text for one in case.messages] == ["Question 1", "Answer 1.", "Question 2"]


def test_a_message_s_menu_makes_a_case_of_what_was_said_to_it(talked: Office) -> None:
    hands = talked.whole.hands
    hands.item("transcript").forceActiveFocus()
    hands.key(Key.Key_Up)
    hands.key(Key.Key_Up)
    hands.key(Key.Key_F10, SHIFT)
    talked.whole.until_shown("menuCase")
    hands.click("menuCase")

    case = _saved(talked)
    assert case.messages[-1].text == "Question 2"
    assert case.origin.given == "Answer 2."


def test_a_message_s_menu_copies_the_link_of_its_step(talked: Office) -> None:
    hands = talked.whole.hands
    clipboard = QGuiApplication.clipboard()
    clipboard.clear()
    hands.item("transcript").forceActiveFocus()
    hands.key(Key.Key_Up)
    hands.key(Key.Key_Up)
    hands.key(Key.Key_F10, SHIFT)
    talked.whole.until_shown("menuLink")
    hands.click("menuLink")

    talked.desk.until(lambda: clipboard.text().startswith("cairn://step/"))
    branch, number = clipboard.text().removeprefix("cairn://step/").split("/")
    steps = {step.position: step for step in talked.library.steps(branch)}
    assert steps[int(number)].text.startswith("Question 2")


def test_an_action_that_was_rejected_makes_a_case_where_it_stands(office: Office) -> None:
    wanted = ToolCall("run_command", json.dumps({"command": "rm -r notes"}), "c1")
    (action,) = office.ask("letter", wanted)
    office.endpoint.then(Text("As you like."))
    hands = office.whole.hands
    hands.click("reject")
    office.whole.until_shown("decisionWords")
    hands.key(Key.Key_Return, CTRL)
    office.desk.until(lambda: office.status(action) is ActionStatus.REJECTED)
    office.whole.until_shown("actionLine")
    hands.item("actionLine").forceActiveFocus()
    hands.key(Key.Key_Return)
    office.whole.until_shown("actionMakeCase")
    office.desk.settle(0.2)
    hands.item("actionMakeCase").forceActiveFocus()
    hands.key(Key.Key_Return)
    office.whole.until_shown("saveCase")
    for _ in KINDS[: KINDS.index("leaves")]:
        hands.item("checkKind:0").forceActiveFocus()
        hands.key(Key.Key_Down)
    hands.item("checkText:0").forceActiveFocus()
    hands.type("run_command")

    case = _saved(office)
    assert case.checks == (Proposes("run_command", must=False),)
    assert case.origin.wanted == (("run_command", '{"command": "rm -r notes"}'),)


def test_the_activity_page_makes_a_case_of_an_action(office: Office) -> None:
    wanted = ToolCall("run_command", json.dumps({"command": "rm -r notes"}), "c1")
    (action,) = office.ask("letter", wanted)
    office.endpoint.then(Text("As you like."))
    hands = office.whole.hands
    hands.click("reject")
    office.whole.until_shown("decisionWords")
    hands.key(Key.Key_Return, CTRL)
    office.desk.until(lambda: office.status(action) is ActionStatus.REJECTED)
    hands.key(Key.Key_A, CTRL | SHIFT)
    office.whole.until_shown(f"action:{action.id}")
    hands.click(f"action:{action.id}")
    office.whole.until_shown("actionCase")
    hands.click("actionCase")

    case = _saved(office)
    assert case.messages[-1].text == "Please"
    hands.click("toastAction")
    office.desk.until(lambda: office.whole.title.startswith("Suites "))
    office.whole.until_shown(f"case:{case.id}")
    hands.click(f"case:{case.id}")
    office.whole.until_shown("saveCase")
