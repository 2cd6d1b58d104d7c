"""The report in a window of its own, by mouse and keys."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QMetaObject, QObject, QPointF, Qt, QUrl

from desktop.shared.library_calls import LibraryCalls
from desktop.shared.tasks import Tasks
from graphs import Library
from tests.desktop.conftest import Desk
from tests.desktop.evals.report_room import ReportRoom
from tests.desktop.evals.reports import case
from tests.desktop.screen import Screen

Key = Qt.Key
CASES = tuple(case(name, judged=name == "Bus") for name in ("Ferry", "Train", "Bus"))


@pytest.fixture
def room(
    desk: Desk, screen: Screen, library: Library, calls: LibraryCalls, tasks: Tasks
) -> Iterator[ReportRoom]:
    made = ReportRoom(desk, library, calls, tasks)
    yield made
    screen.view.setSource(QUrl())
    desk.run(tasks.close())
    shiboken6.delete(made.page)


@pytest.fixture
def show(room: ReportRoom, screen: Screen) -> Callable[..., None]:
    def shown(run_id: str, width: int = 1016, height: int = 1400) -> None:
        room.desk.act(lambda: screen.show("Evals", "ReportPage", width, height, report=room.page))
        room.open(run_id)
        room.desk.settle(0.1)
        screen.view.rootObject().closed.connect(lambda: room.told.append("closed"))

    return shown


Show = Callable[..., None]


def test_by_keys_from_the_table_to_a_case_and_back(
    room: ReportRoom, screen: Screen, show: Show
) -> None:
    show(room.reports.run(room.reports.suite(*CASES), "ppp", "pfp").id)
    assert screen.spoken(screen.item("reportCandidate:0")).startswith("SmolLM2-135M, 100 %")
    screen.item("reportBaseline").forceActiveFocus(Qt.FocusReason.TabFocusReason)
    screen.key(Key.Key_Tab)
    assert screen.focused == "chip:0"
    for _ in range(6):
        screen.key(Key.Key_Tab)
    assert screen.focused == "reportCase:Ferry"
    screen.key(Key.Key_Down)
    assert screen.spoken(screen.item("reportCase:Train")).endswith("Qwen2.5-0.5B: 0 of 1, broken")

    screen.key(Key.Key_Return)
    room.desk.until(lambda: screen.look("reportDetailView") is not None)
    assert screen.words("pageTitle") == "Train"
    assert "Only here: 22:10 on Sundays" in screen.spoken(screen.item("answer:1"))
    screen.key(Key.Key_N)
    room.desk.until(lambda: room.page.detail.name == "Bus")
    screen.key(Key.Key_P)
    room.desk.until(lambda: room.page.detail.name == "Train")

    screen.key(Key.Key_Escape)
    room.desk.until(lambda: screen.focused == "reportCase:Train")
    assert screen.look("reportDetail") is None
    assert room.told == []
    screen.key(Key.Key_Escape)
    assert room.told == ["closed"]


def test_the_points_of_the_plot_are_walked_and_open_their_run(
    room: ReportRoom, screen: Screen, show: Show
) -> None:
    suite = room.reports.suite(*CASES)
    first = room.reports.run(suite, "ppp", "fff", name="Before summer")
    show(room.reports.run(suite, "ppp", "pfp").id)

    screen.item("reportPoint:3").forceActiveFocus(Qt.FocusReason.TabFocusReason)
    assert screen.words("plotWords").startswith("Qwen2.5-0.5B, ")
    screen.key(Key.Key_Left)
    screen.key(Key.Key_Left)
    assert screen.focused == "reportPoint:1"
    assert ": 0 %, most likely between 0 %" in screen.spoken(screen.item("reportPoint:1"))
    screen.key(Key.Key_Left)
    screen.key(Key.Key_Left)
    assert screen.focused == "reportPoint:0"

    screen.key(Key.Key_Return)
    room.desk.until(lambda: room.page.about.startswith("Before summer"))
    assert room.page.about.endswith(f"{first.total} attempts")


def test_it_is_narrowed_to_what_broke(room: ReportRoom, screen: Screen, show: Show) -> None:
    show(room.reports.run(room.reports.suite(*CASES), "ppp", "pfp").id)
    screen.click("chip:2")
    room.desk.until(lambda: room.cases == ["Train"])
    assert screen.look("reportCase:Ferry") is None
    screen.click("chip:1")
    room.desk.until(lambda: room.cases == [])


def test_which_is_better_is_one_click(room: ReportRoom, screen: Screen, show: Show) -> None:
    show(room.reports.run(room.reports.suite(*CASES), "ppp", "ppp").id)
    room.evals.judges = 0
    screen.click("whichIsBetter")
    assert screen.item("whichIsBetter").property("text") == "Cancel"
    screen.click("whichIsBetter")
    room.evals.judges = 3
    assert screen.item("whichIsBetter").property("text") == "Which is better?"
    screen.click("whichIsBetter")
    room.desk.until(lambda: bool(room.page.wins))


def test_it_is_exported_where_the_dialog_says(
    room: ReportRoom, screen: Screen, show: Show, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    documents = tmp_path / "Documents"
    documents.mkdir()
    # Qt's own dialog begins there; it warns now and then when it then shows a folder with less.
    monkeypatch.chdir(documents)
    show(room.reports.run(room.reports.suite(*CASES, name="Trips? /up"), "ppp").id, 800, 600)

    screen.click("exportReport")
    (dialog,) = screen.view.rootObject().findChildren(QObject, "reportDialog")
    assert dialog.property("selectedFile").toLocalFile() == str(documents / "Trips up report.html")
    room.desk.act(lambda: QMetaObject.invokeMethod(dialog, "accept"))

    room.desk.until(lambda: screen.look("reportSaved") is not None)
    assert screen.spoken(screen.item("reportSaved")) == "Saved Trips up report.html"
    assert (documents / "Trips up report.html").read_text().startswith("<!doctype html>")


def test_answers_stand_below_one_another_where_there_is_no_room(
    room: ReportRoom, screen: Screen, show: Show
) -> None:
    show(room.reports.run(room.reports.suite(*CASES), "ppp", "pfp").id, 480, 600)
    room.open_case("train")
    room.desk.settle(0.1)
    left, right = (screen.item(f"answer:{place}") for place in (0, 1))
    above, below = (one.mapToScene(QPointF()) for one in (left, right))
    assert above.x() == below.x()
    assert above.y() + left.height() <= below.y()
