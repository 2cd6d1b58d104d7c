"""The ways between the conversation, the settings and the activity, in the whole window."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt

from graphs import Home, Library
from tests.desktop.activity.journal import Journal
from tests.desktop.app.test_window import Whole
from tests.desktop.conftest import Desk

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def whole(desk: Desk, home: Home) -> Iterator[Whole]:
    library = Library.open(home)
    journal = Journal(library)
    journal.propose(journal.conversation("Invoices"), "Write a.txt")
    library.add_rule("run_command", "git status", "", "allow")
    library.rename(library.create("trip", agent_version="1").id, "Trip")
    library.close()
    one = Whole(desk, home)
    one.until_shown("row:trip")
    # What comes later would move what is clicked.
    desk.until(lambda: one.app._approvals.needsYou == 1)
    desk.until(lambda: "SmolLM2" in one.hands.item("connectionWords").property("text"))
    desk.settle(0.2)
    yield one
    one.end()


def test_by_keys_to_the_settings_and_back(whole: Whole) -> None:
    whole.hands.key(Key.Key_Comma, CTRL)
    whole.until_shown("settingsTabs")
    assert whole.title.startswith("Settings ")
    assert whole.hands.look("composerField") is None

    whole.hands.key(Key.Key_Escape)

    assert whole.hands.look("settingsTabs") is None
    assert whole.focused().inherits("QQuickTextEdit")


@pytest.mark.parametrize("page", ["openSettings", "openActivity"])
def test_a_page_has_one_ground_to_its_edge(whole: Whole, page: str) -> None:
    whole.hands.click(page)
    whole.until_shown("pageTitle")
    whole.desk.settle(0.3)

    shown = whole.window.quick.grabWindow()

    from_left = [shown.pixelColor(x, shown.height() - 8).name() for x in range(300, 1270, 10)]
    assert len(set(from_left)) == 1


def test_by_keys_through_the_activity_to_a_conversation(whole: Whole) -> None:
    whole.hands.key(Key.Key_A, CTRL | SHIFT)
    whole.until_shown("activityList")
    whole.desk.until(lambda: whole.hands.item("activityList").property("count") == 1)

    whole.hands.key(Key.Key_Return)
    whole.until_shown("openConversation")
    whole.hands.click("openConversation")

    whole.desk.until(lambda: whole.title.startswith("Invoices "))
    assert whole.hands.look("activityDetail") is None


def test_by_clicks_in_the_sidebar(whole: Whole) -> None:
    whole.hands.click("openSettings")
    whole.until_shown("settingsTabs")
    whole.hands.click("openActivity")
    whole.until_shown("activityList")
    assert whole.hands.look("settingsTabs") is None

    whole.hands.click("row:trip")

    whole.desk.until(lambda: whole.title.startswith("Trip "))
    assert whole.hands.look("activityList") is None


def test_from_the_folded_sidebar(whole: Whole) -> None:
    whole.window.quick.resize(800, 600)
    whole.desk.settle()

    whole.hands.click("railActivity")
    whole.until_shown("activityList")
    whole.hands.click("railSettings")

    whole.until_shown("settingsTabs")


def test_what_is_taken_out_of_the_trash_is_in_the_sidebar(whole: Whole) -> None:
    whole.hands.click("row:trip")
    whole.hands.key(Key.Key_Delete)
    whole.hands.key(Key.Key_Comma, CTRL)
    whole.until_shown("settingsTabs")
    whole.hands.click("chip:6")
    whole.until_shown("restore:trip")

    whole.hands.click("restore:trip")

    whole.until_shown("row:trip")


def test_control_z_brings_a_withdrawn_rule_back(whole: Whole) -> None:
    whole.hands.key(Key.Key_Comma, CTRL)
    whole.until_shown("settingsTabs")
    whole.hands.click("chip:2")
    whole.until_shown("rulePattern")
    whole.hands.item("addRule").forceActiveFocus()
    whole.hands.key(Key.Key_Tab)
    assert whole.focused().objectName().startswith("withdraw:")
    whole.hands.key(Key.Key_Return)
    whole.until_shown("settingsUndo")
    assert whole.hands.look("rulePattern") is None

    whole.hands.key(Key.Key_Z, CTRL)

    whole.until_shown("rulePattern")


def test_what_is_written_down_is_remembered_by_the_agent(whole: Whole) -> None:
    whole.hands.key(Key.Key_Comma, CTRL)
    whole.until_shown("settingsTabs")
    whole.hands.click("chip:3")
    whole.desk.until(lambda: whole.hands.look("emptySection") is not None)

    whole.hands.click("factField")
    whole.hands.type("I live in Lisbon.")
    whole.hands.key(Key.Key_Return)

    whole.desk.until(lambda: whole.hands.look("emptySection") is None)
    facts = whole.desk.run(whole.app._engine.call(lambda host: host.facts()))
    assert [fact.text for fact in facts] == ["I live in Lisbon."]
