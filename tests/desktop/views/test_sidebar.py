from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from desktop.shared import links
from desktop.shared.library_calls import LibraryCalls
from desktop.shared.links import ConversationLink
from desktop.shared.tasks import Tasks
from graphs import Library, ModelStateChanged
from tests.desktop.conftest import Desk
from tests.desktop.conversations.on_screen import Sidebar
from tests.desktop.screen import Screen

Key = Qt.Key


@pytest.fixture
def sidebar(
    desk: Desk, screen: Screen, library: Library, calls: LibraryCalls, tasks: Tasks
) -> Sidebar:
    return Sidebar(desk, screen, library, calls, tasks)


def test_an_empty_one_says_so(sidebar: Sidebar) -> None:
    sidebar.show()

    assert sidebar.screen.item("emptyWords").property("text") == "Nothing here yet"


def test_a_click_opens_a_conversation(sidebar: Sidebar) -> None:
    sidebar.show("One", "Two", "Three")

    sidebar.screen.click(sidebar.row("Two"))

    assert sidebar.selected == "Two"


def test_the_arrows_walk_and_stop_at_the_ends(sidebar: Sidebar) -> None:
    sidebar.show("One", "Two", "Three")
    sidebar.screen.click(sidebar.row("Two"))

    walked = []
    for key in (Key.Key_Down, Key.Key_Down, Key.Key_Up, Key.Key_Home, Key.Key_Up, Key.Key_End):
        sidebar.screen.key(key)
        walked.append(sidebar.selected)

    assert walked == ["Three", "Three", "Two", "One", "One", "Three"]


def test_typing_filters_and_escape_shows_all_again(sidebar: Sidebar) -> None:
    sidebar.show("Trip to Lisbon", "Letter", "Reading list")

    sidebar.screen.click("filterField")
    sidebar.screen.type("li")
    assert sidebar.titles == ["Trip to Lisbon", "Reading list"]
    sidebar.screen.type("xx")
    assert sidebar.screen.item("emptyWords").property("text") == "No title matches"
    sidebar.screen.key(Key.Key_Escape)

    assert len(sidebar.titles) == 3


def test_enter_in_the_filter_opens_the_first_match(sidebar: Sidebar) -> None:
    sidebar.show("Trip to Lisbon", "Letter")

    sidebar.screen.click("filterField")
    sidebar.screen.type("let")
    sidebar.screen.key(Key.Key_Return)

    assert sidebar.selected == "Letter"


def rename_by_f2(sidebar: Sidebar, title: str) -> None:
    sidebar.screen.click(sidebar.row(title))
    sidebar.screen.key(Key.Key_F2)


def rename_by_double_click(sidebar: Sidebar, title: str) -> None:
    sidebar.screen.double_click(sidebar.row(title))


def rename_by_menu(sidebar: Sidebar, title: str) -> None:
    sidebar.screen.click(sidebar.row(title), Qt.MouseButton.RightButton)
    sidebar.screen.click("renameEntry")


def rename_by_more(sidebar: Sidebar, title: str) -> None:
    sidebar.screen.hover(sidebar.row(title))
    sidebar.desk.until(lambda: sidebar.screen.look("rowMore") is not None)
    sidebar.screen.click("rowMore")
    sidebar.screen.click("renameEntry")


def test_a_link_to_a_conversation_is_copied(sidebar: Sidebar) -> None:
    sidebar.show("One", "Two")
    title = sidebar.titles[0]
    sidebar.screen.click(sidebar.row(title), Qt.MouseButton.RightButton)
    sidebar.screen.click("copyConversationLink")

    copied = links.read(QGuiApplication.clipboard().text())
    assert isinstance(copied, ConversationLink)
    assert sidebar.row(title) == f"row:{copied.conversation_id}"


@pytest.mark.parametrize(
    "begin", [rename_by_f2, rename_by_double_click, rename_by_menu, rename_by_more]
)
def test_every_way_to_rename_ends_with_enter(
    sidebar: Sidebar, begin: Callable[[Sidebar, str], None]
) -> None:
    sidebar.show("One", "Two")

    begin(sidebar, "Two")
    sidebar.screen.type("Tea")
    sidebar.screen.key(Key.Key_Return)

    assert sidebar.titles == ["One", "Tea"]
    sidebar.desk.until(
        lambda: {one.title for one in sidebar.library.conversations()} == {"One", "Tea"}
    )
    assert sidebar.screen.look("renameField") is None


def test_escape_leaves_the_title(sidebar: Sidebar) -> None:
    sidebar.show("One", "Two")

    rename_by_f2(sidebar, "Two")
    sidebar.screen.type("Tea")
    sidebar.screen.key(Key.Key_Escape)

    assert sidebar.titles == ["One", "Two"]
    assert sidebar.screen.look("renameField") is None


def test_a_click_elsewhere_takes_the_title(sidebar: Sidebar) -> None:
    sidebar.show("One", "Two")

    rename_by_f2(sidebar, "Two")
    sidebar.screen.type("Tea")
    sidebar.screen.click(sidebar.row("One"))

    assert sidebar.titles == ["One", "Tea"]
    assert sidebar.selected == "One"


def test_delete_shows_an_undo_bar_that_brings_it_back(sidebar: Sidebar) -> None:
    sidebar.show("One", "Two", "Three")
    sidebar.screen.click(sidebar.row("Two"))

    sidebar.screen.key(Key.Key_Delete)
    assert sidebar.titles == ["One", "Three"]
    assert sidebar.selected == "Three"
    assert "Two" in sidebar.screen.item("undoBar").property("sentence")
    sidebar.screen.click("toastAction")
    sidebar.desk.until(lambda: sidebar.titles == ["One", "Two", "Three"])

    assert sidebar.screen.look("undoBar") is None
    assert sidebar.selected == "Two"


def test_the_menu_deletes(sidebar: Sidebar) -> None:
    sidebar.show("One", "Two")

    sidebar.screen.click(sidebar.row("One"), Qt.MouseButton.RightButton)
    sidebar.screen.click("deleteEntry")

    assert sidebar.titles == ["Two"]


def test_the_foot_says_which_model_answers(sidebar: Sidebar) -> None:
    sidebar.show()

    sidebar.connection.handle(ModelStateChanged("ready", "SmolLM2 135M", True))

    assert sidebar.screen.item("connectionWords").property("text") == "Offline · SmolLM2 135M"


def test_a_hostile_title_is_shown_as_it_is(sidebar: Sidebar) -> None:
    title = "<b>x</b> <img src='http://x.invalid/a.png'> \u202eabc 🙂"
    sidebar.show(title)

    assert sidebar.screen.item(sidebar.row(title)).property("shownTitle") == title
