"""The suites page in a window of its own, by mouse and keys."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QMetaObject, QObject, Qt, QUrl

from desktop.shared.library_calls import LibraryCalls
from desktop.shared.tasks import Tasks
from graphs import Library, RunStatus, import_suite
from tests.desktop.conftest import Desk
from tests.desktop.evals.suites import case
from tests.desktop.evals.suites_room import SuitesRoom
from tests.desktop.screen import Screen

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(
    desk: Desk, screen: Screen, library: Library, calls: LibraryCalls, tasks: Tasks
) -> Iterator[SuitesRoom]:
    made = SuitesRoom(desk, library, calls, tasks)
    yield made
    screen.view.setSource(QUrl())
    desk.run(tasks.close())
    shiboken6.delete(made.page)


@pytest.fixture
def show(page: SuitesRoom, screen: Screen) -> Callable[..., None]:
    def shown(width: int = 1016, height: int = 700) -> None:
        given = {"suites": page.page}
        page.desk.act(lambda: screen.show("Evals", "SuitesPage", width, height, **given))
        page.desk.until(lambda: page.page.state != page.page.State.READING)
        page.desk.settle(0.1)
        screen.view.rootObject().closed.connect(lambda: page.wishes.append("closed"))

    return shown


Show = Callable[..., None]


def test_the_empty_page_says_how_the_first_case_is_made(
    page: SuitesRoom, screen: Screen, show: Show
) -> None:
    show()
    said = [item.property("text") for item in screen.within(screen.item("noSuites"))]
    assert "Make a case" in " ".join(said)

    screen.click("newSuite")
    page.desk.until(lambda: screen.focused == "suiteNameField")
    screen.type("Trips")
    screen.key(Key.Key_Return)

    page.desk.until(lambda: page.names == ["Trips"])
    page.desk.until(lambda: screen.look("noCases") is not None)
    assert not screen.item("prepareRun").isEnabled()


def test_by_keys_from_a_suite_to_a_case(page: SuitesRoom, screen: Screen, show: Show) -> None:
    page.suites.make("Trips", case("Ferry"), case("Train", tags=("rail",)))
    page.suites.make("Invoices", case("Total"))
    show()
    screen.item("suiteList").forceActiveFocus()
    screen.key(Key.Key_Down)
    page.desk.until(lambda: page.cases == ["Total"])
    screen.key(Key.Key_Up)
    page.desk.until(lambda: page.cases == ["Ferry", "Train"])
    assert screen.spoken(screen.item("suite:Trips")) == "Trips, main suite, 2 cases"
    assert screen.spoken(screen.item("case:train")) == "Train, 1 check, rail"

    screen.item("caseList").forceActiveFocus()
    screen.type("tra")
    assert screen.focused == "caseFilter"
    screen.key(Key.Key_Down)
    screen.key(Key.Key_Return)
    assert page.wishes == ["train"]

    screen.key(Key.Key_Delete)
    page.desk.until(lambda: page.cases == [])
    screen.click("toastAction")
    page.desk.until(lambda: page.cases == ["Train"])

    screen.item("caseFilter").forceActiveFocus()
    screen.key(Key.Key_Escape)
    assert page.cases == ["Ferry", "Train"]
    screen.key(Key.Key_Escape)
    assert page.wishes == ["train", "closed"]


def test_a_suite_is_renamed_and_deleted_from_its_menu(
    page: SuitesRoom, screen: Screen, show: Show
) -> None:
    page.suites.make("Trips")
    show()
    screen.click("suiteMenu")
    page.desk.settle(0.2)
    screen.click("renameSuite")
    page.desk.until(lambda: screen.focused == "suiteNameField")
    screen.type("Travel")  # over what is selected
    screen.click("nameTaken")
    page.desk.until(lambda: screen.words("suiteName") == "Travel")

    screen.click("suiteMenu")
    page.desk.settle(0.2)
    screen.click("deleteSuite")
    page.desk.until(lambda: page.names == [])
    screen.click("toastAction")
    page.desk.until(lambda: page.names == ["Travel"])


def test_a_run_is_set_up_by_hand(page: SuitesRoom, screen: Screen, show: Show) -> None:
    page.suites.make("Trips", case("Ferry"))
    show()
    screen.click("prepareRun")
    page.desk.until(lambda: screen.focused == "startRun")
    screen.click("addCandidate")
    screen.item("temperature:1").forceActiveFocus()
    screen.type("hot")
    assert "from 0 to 2" in screen.words("mistake:1")
    assert not screen.item("startRun").isEnabled()
    for _ in "hot":
        screen.key(Key.Key_Backspace)
    screen.type("0.5")
    screen.click("unfold:1")
    page.desk.settle(0.1)
    screen.item("system_prompt:1").forceActiveFocus()
    screen.type("Be brief.")
    screen.key(Key.Key_Return, CTRL)

    page.desk.until(lambda: len(page.evals.plans) == 1)
    second = page.evals.plans[0].candidates[1]
    assert (second.temperature, second.system_prompt) == (0.5, "Be brief.")
    page.desk.until(lambda: screen.look("runSheet") is None and bool(page.statuses))
    (row,) = page.page.runs.model.rows
    assert screen.item(f"resumeRun:{row.key}").isVisible()


def test_esc_puts_the_setup_away_and_stays_on_the_page(
    page: SuitesRoom, screen: Screen, show: Show
) -> None:
    page.suites.make("Trips", case("Ferry"))
    show()
    screen.click("prepareRun")
    page.desk.until(lambda: screen.focused == "startRun")
    screen.key(Key.Key_Escape)
    assert not page.page.setup.shown
    assert page.wishes == []


def test_a_run_says_how_it_stands_and_opens_its_report(
    page: SuitesRoom, screen: Screen, show: Show
) -> None:
    suite = page.suites.make("Trips", case("Ferry"), case("Train"))
    run = page.suites.run(suite, "pf", "p", status=RunStatus.PAUSED)
    show(560, 600)

    card = screen.item(f"run:{run.id}")
    assert "Paused, 3 of 4, " in screen.spoken(card)
    assert "Qwen2.5-0.5B: 1 of 1 passed" in screen.spoken(card)
    screen.click(f"reportRun:{run.id}")
    assert page.wishes == [run.id]

    screen.click(f"cancelRun:{run.id}")
    page.desk.until(lambda: screen.focused == "sheetCancel")
    assert page.statuses == ["Paused"]
    screen.click("sheetConfirm")
    page.until_runs("Cancelled")


def test_where_there_is_no_room_for_the_list_another_suite_is_chosen_above(
    page: SuitesRoom, screen: Screen, show: Show
) -> None:
    page.suites.make("Trips", case("Ferry"))
    page.suites.make("Invoices", case("Total"))
    show(560, 600)
    assert screen.look("suiteList") is None

    screen.item("suiteChoice").forceActiveFocus()
    screen.key(Key.Key_Down)

    page.desk.until(lambda: page.cases == ["Total"])


def test_a_suite_is_exported_where_the_dialog_says_and_comes_back_the_same(
    page: SuitesRoom,
    screen: Screen,
    show: Show,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    documents = tmp_path / "Documents"
    documents.mkdir()
    monkeypatch.chdir(documents)
    page.suites.make("Trips: up", case("Ferry"), case("Train"))
    show()

    screen.click("suiteMenu")
    page.desk.until(lambda: screen.look("exportSuite") is not None)
    screen.click("exportSuite")
    (dialog,) = screen.view.rootObject().findChildren(QObject, "suiteDialog")
    file = documents / "Trips up.cairn"
    assert dialog.property("selectedFile").toLocalFile() == str(file)
    page.desk.act(lambda: QMetaObject.invokeMethod(dialog, "accept"))

    page.desk.until(lambda: screen.look("suiteSaved") is not None)
    assert screen.spoken(screen.item("suiteSaved")) == "Saved Trips up.cairn"
    again = import_suite(page.library, file)
    assert [row.name for row in page.library.evals.cases(again.id)] == ["Ferry", "Train"]


def test_a_suite_that_cannot_be_written_is_told_of(
    page: SuitesRoom, show: Show, tmp_path: Path
) -> None:
    suite = page.suites.make("Trips", case("Ferry"))
    show()
    told: list[str] = []
    page.page.failed.connect(lambda sentence, hint: told.append(sentence))
    file = QUrl.fromLocalFile(str(tmp_path / "no such folder" / "x.cairn"))
    page.desk.act(lambda: page.page.file.export(suite.id, file))
    page.desk.until(lambda: bool(told))
    assert "cannot be written" in told[0]
