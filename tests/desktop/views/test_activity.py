"""The activity page in a real window, by mouse and keys."""

from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import QObject, Qt, QUrl
from PySide6.QtQml import QQmlExpression, qmlContext

from desktop.shared.library_calls import LibraryCalls
from desktop.shared.tasks import Tasks
from graphs import ActionStatus, Library
from tests.desktop.activity.conftest import Activity
from tests.desktop.conftest import Desk
from tests.desktop.screen import Screen

Key = Qt.Key


class Page(Activity):
    """The page over a real file."""

    screen: Screen

    def show(self, screen: Screen, width: int = 760, height: int = 640) -> None:
        self.screen = screen
        self.closed: list[None] = []
        given = {"activity": self.view_model}
        self.desk.act(lambda: screen.show("Activity", "ActivityPage", width, height, **given))
        self.desk.until(lambda: self.view_model.state != self.view_model.State.READING)
        root = screen.view.rootObject()
        root.closed.connect(lambda: self.closed.append(None))
        self.desk.act(root.focusFirst)
        self.desk.settle()

    @property
    def current(self) -> str:
        return self.titles[self.screen.item("activityList").property("currentIndex")]

    def until_detail(self) -> QObject:
        self.desk.until(lambda: self.screen.look("activityDetail") is not None)
        return self.screen.item("activityDetail")


@pytest.fixture
def page(
    desk: Desk, screen: Screen, library: Library, calls: LibraryCalls, tasks: Tasks
) -> Iterator[Page]:
    made = Page(desk, library, calls, tasks)
    yield made
    screen.view.setSource(QUrl())
    desk.run(tasks.close())
    shiboken6.delete(made.view_model)


@pytest.fixture
def three(page: Page) -> Page:
    of = page.journal.conversation("Invoices")
    page.journal.propose(of, "Third", ago=300, content="<b>bold</b>")
    page.journal.propose(of, "Second", ago=200)
    page.journal.propose(of, "First", ago=100)
    return page


def test_an_empty_one_says_so(page: Page, screen: Screen) -> None:
    page.show(screen)

    assert page.screen.look("activityEmpty") is not None


def test_arrows_walk_enter_opens_and_escape_comes_back(three: Page, screen: Screen) -> None:
    three.show(screen)

    walked = []
    for key in (Key.Key_Down, Key.Key_Down, Key.Key_Down, Key.Key_Up, Key.Key_End):
        screen.key(key)
        walked.append(three.current)
    assert walked == ["Second", "Third", "Third", "Second", "Third"]
    screen.key(Key.Key_Return)
    three.until_detail()
    assert screen.item("detailTitle").property("text") == "Third"

    screen.key(Key.Key_Escape)
    assert screen.look("activityDetail") is None
    assert three.current == "Third"
    assert screen.item("activityList").hasActiveFocus()
    screen.key(Key.Key_Escape)

    assert three.closed == [None]


def test_typing_searches_and_escape_shows_all_again(three: Page, screen: Screen) -> None:
    three.show(screen)

    screen.type("sec")
    three.until_listed("Second")
    assert screen.item("activitySearch").property("text") == "sec"
    screen.key(Key.Key_Escape)

    three.until_listed("First", "Second", "Third")
    assert three.closed == []


def test_enter_in_the_search_leads_to_what_was_found(three: Page, screen: Screen) -> None:
    three.show(screen)

    screen.type("third")
    three.until_listed("Third")
    screen.key(Key.Key_Return)
    screen.key(Key.Key_Return)
    three.until_detail()

    assert screen.item("detailTitle").property("text") == "Third"


def test_a_chip_filters(three: Page, screen: Screen) -> None:
    of = three.journal.conversation("Trip")
    three.journal.decide(three.journal.propose(of, "No"), ActionStatus.REJECTED)
    three.show(screen)

    screen.click("chip:4")
    three.until_listed("No")
    screen.key(Key.Key_Right)

    three.until_listed("No", "First", "Second", "Third")


def test_a_click_opens_and_leads_to_its_conversation(three: Page, screen: Screen) -> None:
    wanted: list[str] = []
    three.view_model.conversationWanted.connect(wanted.append)
    three.show(screen)
    first = three.view_model.model.rows[0].id

    screen.click(f"action:{first}")
    three.until_detail()
    screen.click("openConversation")

    assert wanted == [three.library.action(first).conversation_id]


def test_arguments_are_plain_text(three: Page, screen: Screen) -> None:
    three.show(screen)

    screen.key(Key.Key_End)
    screen.key(Key.Key_Return)
    three.until_detail()

    assert screen.item("proposed:content").property("beginning") == "<b>bold</b>"
    assert formats(screen.item("activityDetail")) == {0}


def test_both_versions_stand_side_by_side(page: Page, screen: Screen) -> None:
    waiting = page.journal.propose(page.journal.conversation("Invoices"), "Write", path="a.txt")
    page.journal.finish(
        page.journal.decide(waiting, ActionStatus.EDITED, path="b.txt"), "Wrote b.txt."
    )
    page.show(screen)

    screen.key(Key.Key_Return)
    page.until_detail()
    before, after = screen.item("proposed:path"), screen.item("edited:path")

    assert (before.property("beginning"), after.property("beginning")) == ("a.txt", "b.txt")
    assert before.mapToScene(before.position()).y() == after.mapToScene(after.position()).y()


def test_a_long_result_is_shown_from_its_beginning_and_then_whole(
    page: Page, screen: Screen
) -> None:
    text = "\n".join(f"line {number}" for number in range(2_000))
    page.journal.read_only(page.journal.conversation("Invoices"), "Read", ago=9, result=text)
    page.show(screen)
    screen.key(Key.Key_Return)
    page.until_detail()
    assert screen.look("wholeText") is None

    screen.item("showAll").forceActiveFocus()
    page.desk.settle()
    screen.click("showAll")
    page.desk.settle()

    assert screen.item("wholeText").property("count") == 100


def formats(item: QObject) -> set[int]:
    """How every text below `item` reads what it is given."""
    found: set[int] = set()
    waiting = [item]
    while waiting:
        one = waiting.pop()
        if one.inherits("QQuickText"):
            found.add(QQmlExpression(qmlContext(one), one, "textFormat").evaluate()[0])
        waiting.extend(one.childItems())
    return found
