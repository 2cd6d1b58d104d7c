"""The About section in a real window, by mouse and keys."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QObject, Qt, QUrl
from PySide6.QtGui import QGuiApplication

from desktop.settings.about import AboutViewModel
from desktop.shared.library_calls import LibraryCalls
from desktop.shared.tasks import Tasks
from tests.desktop.conftest import Desk
from tests.desktop.screen import Screen
from tests.desktop.settings.test_parts import packaged

Key = Qt.Key

LICENCE = "\n\n".join(f"{number}. You may do this, and also that." for number in range(80))


class Page:
    """The section over a real folder, and parts named Stone 00 to Stone 59."""

    def __init__(
        self, desk: Desk, screen: Screen, calls: LibraryCalls, tasks: Tasks, folder: Path
    ) -> None:
        self.desk, self.screen = desk, screen
        entries = [
            {
                "name": f"Stone {number:02}",
                "version": f"1.{number}",
                "licence": "MIT" if number % 2 else "Apache-2.0",
                "home": "https://stone.example" if number else "javascript:alert(1)",
                "text": f"{number}.txt",
            }
            for number in range(60)
        ]
        packaged(folder, *entries)
        (folder / "1.txt").write_text(LICENCE, "utf-8")
        self.opened: list[Path] = []
        self.about = AboutViewModel(calls, tasks, self._open, folder)

    def show(self, width: int = 800, height: int = 600) -> None:
        given = {"about": self.about, "margin": 40}
        self.desk.act(lambda: self.screen.show("Settings", "AboutSection", width, height, **given))
        self.desk.until(lambda: self.about.size != "")
        self.desk.until(lambda: self.about.parts.model.rowCount() == 60)
        self.desk.settle()

    @property
    def top(self) -> float:
        """How far the list is scrolled, from its beginning."""
        view = self.screen.item("aboutList")
        return view.property("contentY") - view.property("originY")

    def _open(self, folder: Path) -> bool:
        self.opened.append(folder)
        return True


@pytest.fixture
def page(
    desk: Desk, screen: Screen, calls: LibraryCalls, tasks: Tasks, tmp_path: Path
) -> Iterator[Page]:
    folder = tmp_path / "licences"
    folder.mkdir()
    made = Page(desk, screen, calls, tasks, folder)
    yield made
    screen.view.setSource(QUrl())
    desk.run(tasks.close())
    shiboken6.delete(made.about)


def test_it_begins_with_the_version_and_copies_a_report(page: Page, screen: Screen) -> None:
    page.show()
    assert page.top == 0
    assert screen.words("aboutVersion") == f"Cairn {page.about.version}"

    screen.click("copyReport")

    assert screen.words("copyReport") == "Copied"
    assert QGuiApplication.clipboard().text().startswith("Cairn: ")
    assert "offscreen, Software" in QGuiApplication.clipboard().text()


def test_keys_alone_reach_everything(page: Page, screen: Screen) -> None:
    page.show()
    reached: list[str] = []
    screen.item("copyReport").forceActiveFocus()
    for _ in range(4):
        reached.append(screen.focused)
        screen.key(Key.Key_Tab)
    assert reached == ["copyReport", "openFolder", "searchParts", "part:Stone 00"]

    screen.item("openFolder").forceActiveFocus()
    screen.key(Key.Key_Return)
    assert len(page.opened) == 1


def test_a_row_is_found_by_typing_read_by_keys_and_left_to_where_it_was(
    page: Page, screen: Screen
) -> None:
    page.show()
    screen.item("searchParts").forceActiveFocus()
    screen.type("mit stone")
    assert page.about.parts.model.rowCount() == 30
    assert screen.focused == "searchParts"
    screen.key(Key.Key_Down)
    assert screen.focused == "part:Stone 01"
    assert screen.spoken(screen.item("part:Stone 01")) == "Stone 01, 1.1, MIT"

    screen.key(Key.Key_Return)
    page.desk.until(lambda: page.about.parts.paragraphs.rowCount() == 80)
    assert (screen.focused, screen.words("licenceOf")) == ("licenceText", "Stone 01")
    text = screen.item("licenceText")
    at = text.property("contentY")
    screen.key(Key.Key_PageDown)
    assert text.property("contentY") > at + 200
    screen.key(Key.Key_End)
    page.desk.until(lambda: bool(text.property("atYEnd")))
    screen.key(Key.Key_Home)
    assert text.property("contentY") == text.property("originY")
    screen.key(Key.Key_Escape)

    assert screen.focused == "part:Stone 01"
    assert screen.words("searchParts") == "mit stone"


def test_rows_are_walked_from_one_end_to_the_other(page: Page, screen: Screen) -> None:
    page.show()
    screen.item("searchParts").forceActiveFocus()
    screen.key(Key.Key_Down)
    screen.key(Key.Key_PageDown)
    assert screen.focused > "part:Stone 05"
    screen.key(Key.Key_End)
    assert screen.focused == "part:Stone 59"
    screen.key(Key.Key_Down)
    assert screen.focused == "part:Stone 59"
    screen.key(Key.Key_Home)
    assert screen.focused == "part:Stone 00"


def test_nothing_found_says_so_and_escape_takes_the_search_back(page: Page, screen: Screen) -> None:
    page.show()
    screen.item("searchParts").forceActiveFocus()
    screen.type("zzz")
    assert screen.item("emptySection").isVisible()
    assert screen.focused == "searchParts"

    screen.key(Key.Key_Escape)

    assert screen.words("searchParts") == ""
    assert page.about.parts.model.rowCount() == 60


def test_a_licence_is_opened_copied_and_left_by_clicks(page: Page, screen: Screen) -> None:
    page.show(800, 900)
    screen.click("part:Stone 01")
    page.desk.until(lambda: page.about.parts.paragraphs.rowCount() == 80)
    assert screen.item("licenceHome").isVisible()

    screen.click("copyLicence")
    assert QGuiApplication.clipboard().text() == LICENCE
    screen.click("leaveLicence")

    assert screen.look("licenceText") is None
    assert screen.item("part:Stone 01").isVisible()


def test_an_address_that_is_none_of_the_web_is_not_offered(page: Page, screen: Screen) -> None:
    page.show(800, 900)

    screen.click("part:Stone 00")

    page.desk.until(lambda: page.about.parts.paragraphs.rowCount() == 1)
    assert screen.look("licenceHome") is None


def test_it_is_laid_out_in_a_small_window_with_large_text(page: Page, screen: Screen) -> None:
    page.show(420, 400)
    list_: QObject = screen.item("aboutList")

    for item in screen.within(screen.item("aboutList")):
        right = item.mapToItem(screen.view.contentItem(), item.width(), 0).x()
        assert right <= 420 or not item.property("text"), item.property("text")
    assert list_.property("contentX") == -40
