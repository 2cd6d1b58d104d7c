"""A new branch, as a person makes it: over the real engine, agent, file and window."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from graphs import ActionStatus, BranchSettings, ConversationStatus, StepKind
from tests.desktop.conftest import Desk
from tests.desktop.screen import Screen
from tests.desktop.timeline.fork_room import STAGE, ForkRoom
from tests.endpoint import Text

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def stage(app: QGuiApplication, desk: Desk, room: ForkRoom) -> Iterator[Screen]:
    stage = Screen(desk)
    desk.act(lambda: stage.show_file(STAGE, 1016, 760, fork=room.view_model))
    yield stage
    stage.end()


def test_a_changed_message_is_answered_in_a_branch_of_its_own(
    room: ForkRoom, stage: Screen
) -> None:
    room.shopping()
    before = room.said(room.branch_id)
    room.begin(room.position(StepKind.YOU))
    stage.click("changeSomething")
    assert stage.focused == "changedWords"
    stage.key(Key.Key_A, CONTROL)
    stage.type("What else")
    room.endpoint.then(Text("Tea."))
    stage.key(Key.Key_Return, CONTROL)
    room.until_made()
    assert room.said(room.newest.id) == ["What else", "Tea."]
    assert room.newest.name == "What else"
    assert room.said(room.branch_id) == before
    assert room.failures == []
    assert stage.look("sheetContinue") is None


def test_not_now_changes_nothing(room: ForkRoom, stage: Screen) -> None:
    room.shopping()
    for leave in (lambda: stage.key(Key.Key_Escape), lambda: stage.click("sheetNotNow")):
        room.begin(room.position(StepKind.YOU, -1))
        stage.click("file:notes.txt")
        leave()
        assert stage.look("sheetContinue") is None
    assert len(room.library.branches(room.conversation_id)) == 1
    assert room.files == {"new.txt": "Tea\n", "notes.txt": "Bread\nOat milk\n"}


@pytest.mark.parametrize("name", ["changedWords", "branchName", "sheetNotNow", "tool:run_command"])
def test_ctrl_enter_continues_and_esc_leaves_from_anywhere(
    room: ForkRoom, stage: Screen, name: str
) -> None:
    room.shopping()
    for key, modifier in (
        (Key.Key_Escape, Qt.KeyboardModifier.NoModifier),
        (Key.Key_Enter, CONTROL),
    ):
        room.begin(room.position(StepKind.MODEL))
        room.desk.act(room.view_model.toggleChanging)
        stage.desk.settle()
        stage.item(name).forceActiveFocus()
        stage.key(key, modifier)
        stage.desk.until(lambda: stage.look("sheetContinue") is None)
    room.until_made()
    assert len(room.library.branches(room.conversation_id)) == 2


def test_it_says_what_the_branch_starts_with_and_what_stays_done(
    room: ForkRoom, stage: Screen
) -> None:
    room.shopping()
    room.runs("true")
    room.begin(room.position(StepKind.YOU, 1))
    assert stage.item("sheetStart").property("text") == "Write it down."
    assert "2 turns" in stage.item("sheetSentence").property("text")
    rows = room.view_model.done.rows
    assert [(row.title, row.asks) for row in rows] == [
        ("Write notes.txt", False),
        ("Write new.txt", False),
        ("Run true", True),
    ]
    assert room.view_model.asking == 1


def test_chosen_files_are_back_before_the_agent_goes_on(room: ForkRoom, stage: Screen) -> None:
    room.shopping()
    room.begin(room.position(StepKind.YOU, -1))
    assert stage.item("filesLine").property("text") == "Files stay as they are now."
    stage.click("file:notes.txt")
    stage.click("unfold:notes.txt")
    assert stage.item("diff").property("count") == 3
    room.endpoint.then(Text("Fine."))
    stage.click("sheetContinue")
    room.until_made()
    assert room.files == {"new.txt": "Tea\n", "notes.txt": "Bread\nEggs\n"}
    (back,) = [one for one in room.library.actions() if one.tool == "bring_back"]
    assert (back.status, back.branch_id) == (ActionStatus.DONE, room.made[-1])
    assert room.back == [(back.id, "Brought back 1 file.")]


def test_all_files_are_chosen_and_let_go_at_once(room: ForkRoom, stage: Screen) -> None:
    room.shopping()
    room.begin(room.position(StepKind.YOU, -1))
    stage.click("allFiles")
    assert [row.chosen for row in room.view_model.files.rows.rows] == [True, True]
    stage.click("allFiles")
    assert [row.chosen for row in room.view_model.files.rows.rows] == [False, False]
    stage.item("file:new.txt").forceActiveFocus()
    stage.key(Key.Key_Space)
    room.endpoint.then(Text("Fine."))
    stage.key(Key.Key_Return, CONTROL)
    room.until_made()
    assert room.files == {"notes.txt": "Bread\nOat milk\n"}


def test_a_file_that_changed_meanwhile_holds_the_branch_back(room: ForkRoom) -> None:
    room.shopping()
    room.begin(room.position(StepKind.YOU, -1))
    room.desk.act(lambda: room.view_model.files.chooseAll(True))
    (room.workspace / "notes.txt").write_text("mine")
    asked = len(room.endpoint.requests)
    room.desk.act(room.view_model.confirm)
    room.desk.until(lambda: bool(room.failures))
    assert "Not every file" in room.failures[0]
    assert room.files == {"notes.txt": "mine"}
    assert room.newest.status is ConversationStatus.UNFINISHED
    assert len(room.endpoint.requests) == asked


def test_a_branch_is_made_with_other_instructions_tools_and_a_name(
    room: ForkRoom, stage: Screen
) -> None:
    room.shopping()
    room.begin(room.position(StepKind.YOU))
    stage.click("changeSomething")
    stage.item("changedPrompt").forceActiveFocus()
    stage.type("Be brief.")
    room.desk.act(lambda: room.view_model.allowTool("run_command", False))
    stage.click("branchName")
    stage.type("brief")
    room.endpoint.then(Text("Bread."))
    stage.key(Key.Key_Return, CONTROL)
    room.until_made()
    settings = room.newest.settings
    assert (settings.system_prompt, room.newest.name) == ("Be brief.", "brief")
    assert settings.tools is not None
    assert "run_command" not in settings.tools
    assert "Be brief." in str(room.endpoint.requests[-1].messages[0]["content"])
    room.begin(room.position(StepKind.YOU))
    assert (room.view_model.prompt, room.view_model.name) == ("", "")


def test_the_keyboard_reaches_everything(room: ForkRoom, stage: Screen) -> None:
    room.shopping()
    room.begin(room.position(StepKind.YOU, -1))
    room.desk.act(room.view_model.toggleChanging)
    reached: list[str] = []
    for _ in range(40):
        stage.key(Key.Key_Tab)
        reached.append(stage.focused)
    for name in (
        "allFiles",
        "file:notes.txt",
        "unfold:notes.txt",
        "changeSomething",
        "changedWords",
        "changedPrompt",
        "changedModel",
        "tool:write_file",
        "branchName",
        "sheetNotNow",
        "sheetContinue",
    ):
        assert name in reached, name


def test_a_step_at_rest_gives_a_branch_that_waits_for_the_person(room: ForkRoom) -> None:
    room.shopping()
    room.begin(room.position(StepKind.MODEL))
    asked = len(room.endpoint.requests)
    room.confirm()
    assert room.newest.status is ConversationStatus.IDLE
    assert room.newest.settings == BranchSettings()
    assert room.said(room.newest.id) == ["What do I need?", "Bread and eggs."]
    assert len(room.endpoint.requests) == asked


def test_confirming_twice_makes_one_branch(room: ForkRoom) -> None:
    room.shopping()
    room.begin(room.position(StepKind.MODEL))
    room.desk.act(room.view_model.confirm)
    room.desk.act(room.view_model.confirm)
    room.until_made()
    room.desk.settle()
    assert len(room.library.branches(room.conversation_id)) == 2


def test_nothing_is_made_of_blank_words(room: ForkRoom) -> None:
    room.shopping()
    room.begin(room.position(StepKind.YOU))
    room.desk.act(lambda: room.view_model.setText("  "))
    assert not room.view_model.canConfirm
    room.desk.act(room.view_model.confirm)
    room.desk.settle()
    assert room.made == []


def test_sending_other_words_needs_no_sheet_where_nothing_asked(room: ForkRoom) -> None:
    room.shopping()
    room.endpoint.then(Text("Tea."))
    message = room.message("user", -1)
    room.desk.act(lambda: room.view_model.resend(room.branch_id, message, "And tea?"))
    room.until_made()
    assert room.said(room.newest.id)[-2:] == ["And tea?", "Tea."]
    assert not room.view_model.shown


def test_sending_other_words_shows_the_sheet_where_something_asked(room: ForkRoom) -> None:
    room.shopping()
    room.runs("true")
    message = room.message("user", -1)
    room.desk.act(lambda: room.view_model.resend(room.branch_id, message, "And tea?"))
    room.desk.until(lambda: bool(room.view_model.shown))
    assert (room.view_model.text, room.view_model.changing) == ("And tea?", True)
    room.endpoint.then(Text("Tea."))
    room.confirm()
    assert room.said(room.newest.id)[-2:] == ["And tea?", "Tea."]


def test_what_was_typed_is_not_run_again_before_it_is_said(room: ForkRoom, stage: Screen) -> None:
    room.shopping()
    room.says("/write list.txt Tea")
    (room.workspace / "list.txt").unlink()
    answer = room.message("assistant", -1)
    room.desk.act(lambda: room.view_model.regenerate(room.branch_id, answer))
    room.desk.until(lambda: bool(room.view_model.shown))
    room.desk.settle(0.1)
    said = stage.item("runsAgain").property("text")
    assert said.startswith("“/write list.txt Tea” runs again.")
    assert "list.txt" not in room.files
    stage.click("sheetContinue")
    room.until_made()
    assert room.files["list.txt"] == "Tea"


def test_an_answer_is_given_anew(room: ForkRoom) -> None:
    room.shopping()
    room.endpoint.then(Text("Bread, then."))
    answer = room.message("assistant")
    room.desk.act(lambda: room.view_model.regenerate(room.branch_id, answer))
    room.until_made()
    assert room.said(room.newest.id) == ["What do I need?", "Bread, then."]
    assert room.newest.name == "another answer"


def test_the_sheet_opens_at_a_message(room: ForkRoom) -> None:
    room.shopping()
    message = room.message("user", -1)
    room.desk.act(lambda: room.view_model.beginAt(room.branch_id, message))
    room.desk.until(lambda: bool(room.view_model.shown))
    assert room.view_model.start == "Write it down."
    room.desk.act(room.view_model.cancel)
    room.desk.act(lambda: room.view_model.beginAt(room.branch_id, "nothing"))
    room.desk.until(lambda: bool(room.failures))
    assert not room.view_model.shown


def test_one_goes_back_to_where_one_was_and_the_branch_stays(room: ForkRoom) -> None:
    room.shopping()
    assert not room.view_model.canGoBack
    room.begin(room.position(StepKind.MODEL))
    room.confirm()
    made = room.newest.id
    assert room.view_model.canGoBack
    room.desk.act(room.view_model.goBack)
    assert room.made == [made, room.branch_id]
    assert not room.view_model.canGoBack
    assert room.library.branch(made).trashed_at is None


def test_the_way_back_is_offered_where_it_leads_from(room: ForkRoom) -> None:
    room.shopping()
    room.begin(room.position(StepKind.MODEL))
    room.confirm()
    made = room.newest.id
    room.desk.act(lambda: room.view_model.inView("another", "branch"))
    assert not room.view_model.canGoBack
    room.desk.act(room.view_model.goBack)
    assert room.made == [made]
    room.desk.act(lambda: room.view_model.inView("this", made))
    assert room.view_model.canGoBack


@pytest.mark.parametrize(("width", "height"), [(800, 600), (420, 400)])
def test_a_small_window_keeps_what_decides_in_sight(
    room: ForkRoom, stage: Screen, width: int, height: int
) -> None:
    room.shopping()
    room.desk.act(lambda: stage.view.resize(width, height))
    room.begin(room.position(StepKind.YOU, -1))
    room.desk.act(room.view_model.toggleChanging)
    stage.desk.settle(0.2)
    for name in ("sheetContinue", "sheetNotNow", "branchName"):
        place = stage.place(name)
        assert 0 < place.x() < width, name
        assert 0 < place.y() < height, name
    room.desk.act(room.view_model.toggleChanging)
    stage.item("changeSomething").forceActiveFocus(Qt.FocusReason.TabFocusReason)
    stage.key(Key.Key_Return)
    stage.desk.settle(0.2)
    body, words = stage.item("sheetBody"), stage.item("changedWords")
    top = words.mapToItem(body, 0, 0).y()
    assert 0 <= top < body.height() - 20
    stage.click("sheetNotNow")
    assert not room.view_model.shown
