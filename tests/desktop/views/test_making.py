"""From a step to a saved case, in a window by mouse and keys, over the real engine and agent."""

import json
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt, QUrl

from graphs import (
    Case,
    Contains,
    JsonPath,
    NewMessage,
    Proposes,
    Reject,
    Rubric,
    StepKind,
)
from tests.desktop.evals.making_room import STAGE, MakingRoom
from tests.desktop.live_room import Ground
from tests.desktop.live_room import ground as ground
from tests.desktop.screen import Screen
from tests.desktop.timeline.fork_room import ForkRoom, writing
from tests.endpoint import Text, ToolCall, ToolCalls
from tests.endpoint import connected as connected
from tests.endpoint import endpoint as endpoint

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def there(ground: Ground, screen: Screen) -> Iterator[MakingRoom]:
    """A wrong answer, and a sheet that is not open yet."""
    made = MakingRoom(ForkRoom(ground), screen, ground.calls, ground.tasks)
    made.desk.act(lambda: screen.show_file(STAGE, 800, 600, making=made.making))
    made.room.says("When does the ferry leave?", Text("At ten."))
    yield made
    screen.view.setSource(QUrl())
    made.room.end()
    made.end()


def test_a_rule_is_typed_and_saved_with_one_more_click(there: MakingRoom) -> None:
    there.begin(StepKind.MODEL)
    assert there.screen.words("sheetStart") == "When does the ferry leave?"
    assert there.screen.words("caseGiven") == "At ten."
    assert there.screen.focused == "checkText:0"

    there.screen.type("nine")
    there.screen.click("saveCase")

    there.until_saved()
    (row,) = there.rows
    case = there.evals.case(row.id)
    assert case.checks == (Contains("nine"),)
    assert [(one.role, one.text) for one in case.messages] == [
        ("user", "When does the ferry leave?")
    ]
    assert (case.name, case.origin.given) == ("When does the ferry leave?", "At ten.")
    assert there.making.toast.sentence == "Saved to “My cases”"
    there.desk.act(there.making.toast.undo)
    assert there.shown == [there.evals.main_suite().id]


def test_the_first_field_is_in_sight_however_low_the_window_is(there: MakingRoom) -> None:
    there.screen.view.resize(560, 400)
    there.begin(StepKind.MODEL)

    field, body = there.screen.item("checkText:0"), there.screen.item("sheetBody")
    assert field.mapToItem(body, 0, field.height()).y() <= body.height()


def test_keys_alone_save_or_leave(there: MakingRoom) -> None:
    there.begin(StepKind.MODEL)
    there.screen.type("nine")
    there.screen.key(Key.Key_Escape)
    there.desk.until(lambda: there.screen.look("saveCase") is None)
    assert there.rows == []

    there.begin(StepKind.MODEL)
    assert there.screen.words("checkText:0") == ""
    there.screen.key(Key.Key_Return, CTRL)
    there.until_saved()
    assert there.newest.checks == ()


def test_what_cannot_be_used_is_said_as_it_is_typed(there: MakingRoom) -> None:
    there.begin(StepKind.MODEL)
    there.choose(0, "matches")
    there.type("checkText:0", "nine(")
    there.until_shown("checkMistake:0")
    assert not there.screen.item("saveCase").isEnabled()
    there.screen.key(Key.Key_Return, CTRL)
    assert there.rows == []

    there.type("checkText:0", ")")
    there.desk.until(lambda: there.screen.look("checkMistake:0") is None)
    there.screen.key(Key.Key_Return, CTRL)
    there.until_saved()


def test_a_mistake_is_found_however_fast_it_is_saved(there: MakingRoom) -> None:
    there.begin(StepKind.MODEL)
    key = there.making.checks.model.rows[0].key

    def hasty() -> None:
        there.making.checks.setKind(key, "json")
        there.making.checks.setText(key, "$[")
        there.making.save()

    there.desk.act(hasty)
    there.until_shown("checkMistake:0")
    assert there.making.shown
    assert there.rows == []


def test_checks_are_added_and_taken_away(there: MakingRoom) -> None:
    there.begin(StepKind.MODEL)
    there.choose(0, "wants")
    there.type("checkText:0", "write_file")
    there.type("checkMore:0", '{"path": "a.txt"}')
    there.screen.click("addCheck")
    there.desk.until(lambda: there.screen.focused == "checkText:1")
    there.screen.type("ten")
    there.screen.item("addCheck").forceActiveFocus()
    there.screen.key(Key.Key_Return)
    there.desk.until(lambda: there.screen.focused == "checkText:2")
    there.choose(2, "rubric")
    there.type("checkWords:2", "Is it short?")
    there.screen.item("removeCheck:1").forceActiveFocus()
    there.screen.key(Key.Key_Return)

    there.screen.key(Key.Key_Return, CTRL)

    there.until_saved()
    assert there.newest.checks == (
        Proposes("write_file", '{"path": "a.txt"}'),
        Rubric("Is it short?"),
    )


def test_a_case_is_changed_where_it_is(there: MakingRoom) -> None:
    asked = NewMessage("m1", "user", "Total?")
    check = JsonPath("$.total", "12")
    case = Case("total", "Total", (asked,), (check,), ("money",), "It made it up.", made_at=1.0)
    suite = there.evals.create_suite("Invoices")
    there.evals.create_suite("Trips")
    there.evals.save_case(suite.id, case)
    there.desk.act(lambda: there.making.edit("total"))
    there.until_open()
    assert there.screen.words("checkText:0") == "$.total"
    assert there.screen.words("caseTags") == "money"
    assert there.screen.item("caseSuite").property("displayText") == "Invoices"

    there.type("checkMore:0", "3")
    there.type("caseTags", ", sums")
    there.screen.click("saveCase")

    there.until_saved()
    (row,) = there.evals.cases(suite.id)
    kept = there.evals.case(row.id)
    assert (kept.id, kept.name, kept.note) == ("total", "Total", "It made it up.")
    assert (kept.checks, kept.tags) == ((JsonPath("$.total", "123"),), ("money", "sums"))


def test_the_suite_is_chosen(there: MakingRoom) -> None:
    there.evals.main_suite()
    other = there.evals.create_suite("Trips")
    there.begin(StepKind.MODEL)
    there.screen.item("caseSuite").forceActiveFocus()
    there.screen.key(Key.Key_Down)
    there.screen.click("saveCase")

    there.until_saved()
    assert there.saved == [other.id]


def test_a_suite_is_made_on_the_way(there: MakingRoom) -> None:
    there.begin(StepKind.MODEL)
    there.screen.type("nine")
    there.screen.item("caseSuite").forceActiveFocus()
    there.screen.key(Key.Key_Down)
    assert there.screen.focused == "caseNewSuite"
    assert not there.screen.item("saveCase").isEnabled()
    there.screen.key(Key.Key_Up)
    assert there.screen.focused == "caseSuite"
    assert there.screen.item("saveCase").isEnabled()
    there.screen.key(Key.Key_Down)
    there.screen.type("Trips")
    there.screen.key(Key.Key_Return, CTRL)

    there.until_saved()
    suite = there.evals.suite(there.saved[0])
    assert (suite.name, suite.cases, suite.main) == ("Trips", 1, False)
    assert there.making.toast.sentence == "Saved to “Trips”"


def test_tools_that_read_may_work_in_a_copy(there: MakingRoom) -> None:
    (there.room.workspace / "times.txt").write_text("Nine\n")
    there.begin(StepKind.MODEL)
    there.screen.type("nine")
    there.screen.item("chip:0").forceActiveFocus()
    there.screen.key(Key.Key_Right)
    there.desk.until(lambda: bool(there.making.copies) and not there.making.busy)
    (there.room.workspace / "times.txt").write_text("Ten\n")
    there.screen.key(Key.Key_Return, CTRL)

    there.until_saved()
    case = there.newest
    assert (case.checks, case.tools_from) == ((Contains("nine"),), "copy")
    assert [(file.path, dict(case.blobs)[file.blob]) for file in case.files] == [
        ("times.txt", b"Nine\n")
    ]


def test_an_action_that_was_rejected_makes_a_case_of_what_led_to_it(there: MakingRoom) -> None:
    call = ToolCall("run_command", json.dumps({"command": "rm -r notes"}), "c1")
    there.room.says("Tidy up.", ToolCalls((call,)), Text("Well."))
    (action,) = there.room.library.waiting_in(there.room.branch_id)
    decided = {action.id: Reject("Never.")}
    there.desk.run(there.room.engine.call(lambda host: host.decide(decided)))

    there.desk.act(lambda: there.making.beginAction(action.id))
    there.until_open()

    assert there.screen.words("sheetStart") == "Tidy up."
    assert there.making.wanted == ['run_command {"command": "rm -r notes"}']
    there.choose(0, "leaves")
    there.type("checkText:0", "run_command")
    there.screen.click("saveCase")
    there.until_saved()
    assert there.newest.checks == (Proposes("run_command", must=False),)
    assert there.newest.origin.branch_id == there.room.branch_id


def test_a_result_of_a_tool_can_be_what_it_reacts_to(there: MakingRoom) -> None:
    there.room.says("Write it down.", writing("a.txt", "Ten\n"), Text("Done."))
    there.begin(StepKind.TOOL)
    assert there.making.byTool
    assert there.screen.words("caseGiven") == "Done."
    there.screen.key(Key.Key_Return, CTRL)
    there.until_saved()
    assert [one.role for one in there.newest.messages][-2:] == ["assistant", "tool"]


def test_what_is_very_long_is_shown_by_its_beginning_and_kept_whole(there: MakingRoom) -> None:
    there.room.says("Why? " * 2_000, Text("Because. " * 1_000))
    there.begin(StepKind.MODEL)
    assert len(there.screen.words("sheetStart")) < 3_000
    assert len(there.screen.words("caseGiven")) < 3_000
    there.screen.key(Key.Key_Return, CTRL)
    there.until_saved()
    assert len(there.newest.messages[-1].text) > 9_000
    assert len(there.newest.origin.given) > 8_000


def test_what_is_gone_is_said_and_no_sheet_opens(there: MakingRoom) -> None:
    there.desk.act(lambda: there.making.begin(there.room.branch_id, 99))
    there.desk.until(lambda: len(there.failures) == 1)
    there.desk.act(lambda: there.making.edit("nowhere"))
    there.desk.until(lambda: len(there.failures) == 2)
    assert not there.making.shown
    assert not there.making.busy


def test_a_suite_that_is_gone_meanwhile_leaves_what_was_typed(there: MakingRoom) -> None:
    there.begin(StepKind.MODEL)
    there.screen.type("nine")
    there.evals.trash_suite(there.evals.main_suite().id)
    there.screen.click("saveCase")

    there.desk.until(lambda: bool(there.failures))
    assert there.making.shown
    assert there.screen.words("checkText:0") == "nine"
