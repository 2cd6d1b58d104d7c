"""Grading by hand in a window of its own, by keys and mouse."""

from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import Qt, QUrl

from desktop.evals.reporting import ReportViewModel
from desktop.shared.library_calls import LibraryCalls
from desktop.shared.tasks import Tasks
from graphs import Library
from tests.desktop.conftest import Desk
from tests.desktop.evals.reports import Reports, case
from tests.desktop.evals.scripted_evals import ScriptedEngine, ScriptedEvals
from tests.desktop.screen import Screen

Key = Qt.Key


@pytest.fixture
def page(
    desk: Desk, screen: Screen, library: Library, calls: LibraryCalls, tasks: Tasks
) -> Iterator[ReportViewModel]:
    made = ReportViewModel(calls, ScriptedEngine(ScriptedEvals(library)), tasks)
    yield made
    screen.view.setSource(QUrl())
    desk.run(tasks.close())
    shiboken6.delete(made)


def test_answers_are_graded_by_keys_and_the_report_follows(
    page: ReportViewModel, desk: Desk, screen: Screen, library: Library
) -> None:
    reports = Reports(library)
    suite = reports.suite(case("Ferry", judged=True), case("Letter", judged=True))
    run = reports.run(suite, "uu", "uf")

    def asked(name: str) -> None:
        desk.until(lambda: name in screen.words("gradeAsked"))

    def grades() -> list[int]:
        return sorted(one.grade for one in library.evals.results(run.id) if one.grade)

    desk.act(lambda: screen.show("Evals", "ReportPage", 800, 600, report=page))
    page.open(run.id)
    desk.until(lambda: page.state == page.State.SHOWN)
    screen.item("gradeButton").forceActiveFocus(Qt.FocusReason.TabFocusReason)
    screen.key(Key.Key_Return)
    asked("Ferry")
    assert screen.focused == "gradeAnswer"
    seen = {item.property("text") for item in screen.within(screen.item("gradeView"))}
    assert not seen & set(page.names)

    screen.key(Key.Key_4)
    screen.key(Key.Key_2)
    asked("Letter")
    assert screen.words("gradeProgress") == "Answer 3 of 3 · 2 of 3 graded"
    screen.key(Key.Key_Backspace)
    asked("Ferry")
    screen.key(Key.Key_5)
    desk.until(lambda: grades() == [4, 5])
    asked("Letter")
    screen.key(Key.Key_Left)
    assert screen.words("gradeProgress") == "Answer 2 of 3 · 2 of 3 graded"
    assert screen.item("grade:5").property("primary")
    asked("Ferry")
    screen.click("takeGradeBack")
    screen.click("grade:1")
    desk.until(lambda: grades() == [1, 4])
    screen.key(Key.Key_Escape)

    desk.until(lambda: screen.look("gradeView") is None)
    assert screen.focused == "gradeButton"
    desk.until(lambda: sorted(row.percent for row in page.candidates.rows) == ["0 %", "50 %"])


def test_a_run_without_an_answer_says_so(
    page: ReportViewModel, desk: Desk, screen: Screen, library: Library
) -> None:
    reports = Reports(library)
    run = reports.run(reports.suite(case("Ferry")), "b", "b")
    desk.act(lambda: screen.show("Evals", "ReportPage", 800, 600, report=page))
    page.open(run.id)
    desk.until(lambda: page.state == page.State.SHOWN)
    screen.click("gradeButton")

    desk.until(lambda: "no answer" in screen.words("nothingToGrade"))
    screen.key(Key.Key_3)
    screen.click("back")
    desk.until(lambda: screen.look("gradeView") is None)
