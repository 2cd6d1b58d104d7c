"""The settings page in a real window, by mouse and keys."""

from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import QObject, Qt, QUrl

from desktop.shared.closing import AtClose
from desktop.shared.library_calls import LibraryCalls
from desktop.shared.tasks import Tasks
from graphs import Library, TracingState
from tests.desktop.conftest import Desk
from tests.desktop.screen import Screen
from tests.desktop.settings.conftest import Settings
from tests.desktop.timeline.path import Path

Key = Qt.Key


class Page(Settings):
    """The page over a real file, with a scripted engine."""

    screen: Screen

    def show(self, screen: Screen, width: int = 760, height: int = 640, tab: int = 2) -> None:
        self.screen = screen
        self.closed: list[None] = []
        given = {"settings": self.view_model}
        self.desk.act(lambda: screen.show("Settings", "SettingsPage", width, height, **given))
        screen.item("settingsTabs").setProperty("current", tab)
        self.desk.until(lambda: bool(self.view_model.defaultFolder))
        self.desk.until(lambda: self.view_model.tools.mode != 0)
        self.desk.settle()
        screen.view.rootObject().closed.connect(lambda: self.closed.append(None))

    def item(self, name: str) -> QObject:
        return self.screen.item(name)


@pytest.fixture
def page(
    desk: Desk, screen: Screen, library: Library, calls: LibraryCalls, tasks: Tasks
) -> Iterator[Page]:
    made = Page(desk, library, calls, tasks)
    yield made
    screen.view.setSource(QUrl())
    desk.run(tasks.close())
    shiboken6.delete(made.view_model)


def test_an_empty_list_says_how_rules_are_made(page: Page, screen: Screen) -> None:
    page.show(screen)

    assert page.item("emptySection").isVisible()
    assert screen.look("rulesList") is not None


def test_a_rule_is_withdrawn_and_had_back_by_clicks(page: Page, screen: Screen) -> None:
    rule = page.library.add_rule("run_command", "git status", "", "allow")
    page.show(screen)

    screen.click(f"withdraw:{rule.id}")
    page.desk.until(lambda: screen.look("settingsUndo") is not None)
    assert page.library.rules() == []
    screen.click("toastAction")

    page.desk.until(lambda: len(page.library.rules()) == 1)
    page.desk.until(lambda: screen.look("emptySection") is None)


def test_a_rule_is_made_by_keys_alone(page: Page, screen: Screen) -> None:
    page.show(screen)
    page.item("addRule").forceActiveFocus()

    screen.key(Key.Key_Return)
    assert page.item("ruleTool").property("currentValue") == "run_command"
    screen.key(Key.Key_Tab)
    screen.type("rm")
    screen.key(Key.Key_Tab)
    screen.key(Key.Key_Right)
    screen.key(Key.Key_Tab)
    screen.key(Key.Key_Return)
    page.desk.until(lambda: bool(page.library.rules()))

    (made,) = page.library.rules()
    assert (made.tool, made.pattern, made.verdict) == ("run_command", "rm", "never")
    page.desk.until(lambda: screen.look("rulePatternField") is None)


def test_the_form_asks_for_what_the_tool_can_be_narrowed_to(page: Page, screen: Screen) -> None:
    page.show(screen)
    screen.click("addRule")
    tool = page.item("ruleTool")

    asked = {"write_file": "Folder", "fetch_url": "Site", "run_command": "Command"}
    for name, field in asked.items():
        tool.setProperty("currentIndex", tool.indexOfValue(name))
        page.desk.settle()
        assert page.item("rulePatternField").property("name") == field
    tool.setProperty("currentIndex", tool.indexOfValue("remember"))
    page.desk.settle()

    assert screen.look("rulePatternField") is None


def test_escape_folds_the_form_and_then_closes_the_page(page: Page, screen: Screen) -> None:
    page.show(screen)
    screen.click("addRule")

    screen.key(Key.Key_Escape)
    assert screen.look("ruleTool") is None
    assert page.closed == []
    screen.key(Key.Key_Escape)

    assert page.closed == [None]


def test_the_arrows_walk_the_sections(page: Page, screen: Screen) -> None:
    page.show(screen)
    screen.click("chip:0")

    screen.key(Key.Key_Right)
    assert screen.look("modelsSection") is not None
    screen.key(Key.Key_Left)
    assert screen.look("generalSection") is not None
    screen.key(Key.Key_Left)

    assert screen.look("generalSection") is None


def test_a_fact_is_added_mended_and_forgotten(page: Page, screen: Screen) -> None:
    page.show(screen)
    screen.click("chip:3")

    screen.click("factField")
    screen.type("I live in Porto.")
    screen.key(Key.Key_Return)
    page.desk.until(lambda: page.facts == ["I live in Porto."])
    assert page.item("factField").property("text") == ""

    (row,) = page.view_model.facts.model.rows
    page.desk.settle()
    screen.click(f"editFact:{row.key}")
    screen.type("I live in Lisbon.")
    screen.key(Key.Key_Return)
    page.desk.until(lambda: page.facts == ["I live in Lisbon."])

    screen.click(f"forgetFact:{row.key}")
    page.desk.until(lambda: screen.look("settingsUndo") is not None)
    assert page.facts == []


def test_escape_leaves_a_fact_as_it_was(page: Page, screen: Screen) -> None:
    page.show(screen)
    screen.click("chip:3")
    page.desk.act(lambda: page.view_model.facts.add("I sail."))
    page.desk.until(lambda: page.facts == ["I sail."])
    (row,) = page.view_model.facts.model.rows
    page.desk.settle()
    screen.click(f"editFact:{row.key}")

    screen.type("Nothing")
    screen.key(Key.Key_Escape)
    page.desk.settle()

    assert page.facts == ["I sail."]
    assert screen.look("factEditor") is None
    assert page.closed == []


def test_the_mode_is_chosen_by_click_and_found_out_again(page: Page, screen: Screen) -> None:
    tools = page.view_model.tools
    page.show(screen)
    page.item("settingsTabs").setProperty("current", 4)
    page.desk.settle()
    assert page.item("toolModes").property("current") == 1

    tools.choose(tools.Mode.OFF)
    page.desk.until(lambda: page.item("toolModes").property("current") == 2)
    assert page.item("modeChosenBy").property("text") == "You chose this."
    screen.click("findOutAgain")

    page.desk.until(lambda: page.item("toolModes").property("current") == 0)


def test_a_conversation_is_taken_out_of_the_trash(page: Page, screen: Screen) -> None:
    page.library.create("letter", agent_version="1")
    page.library.trash("letter")
    page.show(screen)
    screen.click("chip:6")

    screen.click("restore:letter")

    page.desk.until(lambda: [one.id for one in page.library.conversations()] == ["letter"])


def test_a_branch_is_taken_out_of_the_trash(page: Page, screen: Screen) -> None:
    path = Path(page.library, "<b>Trip</b> %1")
    path.you("Where to?")
    fork = path.fork(1, "by %2")
    page.library.trash_branch(fork)
    page.show(screen)
    screen.click("chip:6")
    assert screen.words("trashedOf") == "Branch of “<b>Trip</b> %1”"
    (row,) = (one for one in screen.within(page.item("trashList")) if one.property("about"))
    assert screen.spoken(row).startswith("by %2, Branch of “<b>Trip</b> %1”, deleted ")

    screen.click(f"restore:{fork}")

    page.desk.until(lambda: len(page.library.branches(path.conversation_id)) == 2)


def test_a_conversation_is_traced_by_keys_and_left_alone_by_a_click(
    page: Page, screen: Screen
) -> None:
    page.host.traces = TracingState("smith.example", "Cairn", trouble="It takes no key.")
    page.library.create("letter", agent_version="1")
    page.library.rename("letter", "<b>Letter</b>")
    page.show(screen)
    screen.click("chip:5")
    words = screen.words("tracingWords")
    assert "smith.example" in words
    assert "leaves this computer" in words
    assert screen.words("tracingTrouble") == "It takes no key."
    assert screen.spoken(page.item("trace:letter")) == "<b>Letter</b>"

    for _ in ("Trash", "About", "letter"):
        screen.key(Key.Key_Tab)
    screen.key(Key.Key_Return)
    page.desk.until(lambda: page.library.conversation("letter").traced)
    page.desk.until(lambda: page.item("trace:letter").property("ticked"))

    screen.click("trace:letter")
    page.desk.until(lambda: not page.library.conversation("letter").traced)


def test_without_a_key_the_page_says_how_one_is_given(page: Page, screen: Screen) -> None:
    page.library.create("letter", agent_version="1")
    page.show(screen)
    screen.click("chip:5")

    assert screen.look("trace:letter") is None
    assert screen.look("tracingWords") is None
    said = [item.property("text") for item in screen.within(page.item("emptySection"))]
    assert "LANGSMITH_API_KEY" in str(said)
    assert "settings.toml" in str(said)


def test_hostile_words_are_shown_as_they_are(page: Page, screen: Screen) -> None:
    pattern = "<b>rm</b> %1 <img src='http://x.invalid/a.png'>"
    page.library.add_rule("run_command", pattern, "", "never")

    page.show(screen)

    assert page.item("rulePattern").property("text") == pattern


def test_what_closing_does_is_chosen_where_there_is_a_tray(page: Page, screen: Screen) -> None:
    chosen: list[int] = []
    page.general.closeChosen.connect(chosen.append)
    page.show(screen, tab=0)
    screen.click("chip:1")
    assert screen.look("generalSection") is None
    screen.key(Key.Key_Left)
    assert "no place" in screen.words("atCloseWords")
    assert not screen.item("atClose").isEnabled()

    page.general.show_closing(AtClose.ASK, has_tray=True)
    screen.item("atClose:0").forceActiveFocus()
    screen.key(Key.Key_Right)
    assert chosen == [AtClose.KEEP]
    page.general.show_closing(AtClose.KEEP, has_tray=True)

    assert "stays beside the clock" in screen.words("atCloseWords")


def test_by_keys_cairn_is_started_at_login_and_no_more(page: Page, screen: Screen) -> None:
    page.show(screen, tab=0)
    screen.item("startAtLogin").forceActiveFocus()

    screen.key(Key.Key_Space)
    page.desk.until(lambda: page.login.entry == "us")
    page.desk.until(lambda: bool(screen.item("startAtLogin").property("ticked")))
    assert "~/.config/autostart/cairn.desktop" in screen.words("loginWords")
    screen.key(Key.Key_Return)

    page.desk.until(lambda: page.login.entry == "")


def test_what_could_not_be_written_is_said(page: Page, screen: Screen) -> None:
    page.login.refusal = PermissionError(13, "Permission denied")
    page.show(screen, tab=0)

    screen.click("startAtLogin")

    page.desk.until(lambda: screen.look("loginTrouble") is not None)
    assert screen.words("loginTrouble") == (
        "~/.config/autostart/cairn.desktop cannot be written: Permission denied."
    )
    assert not screen.item("startAtLogin").property("ticked")


def test_another_copy_that_starts_at_login_is_not_taken_for_this_one(
    page: Page, screen: Screen
) -> None:
    page.login.entry = "/old/Cairn --hidden"
    page.show(screen, tab=0)

    page.desk.until(lambda: "Another copy" in screen.words("loginTrouble"))
    screen.click("startAtLogin")

    page.desk.until(lambda: page.login.entry == "us")
    page.desk.until(lambda: screen.look("loginTrouble") is None)
