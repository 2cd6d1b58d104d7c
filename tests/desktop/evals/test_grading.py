"""Grading by hand over a real file: the order, what is kept, and what is taken back."""

from dataclasses import dataclass, replace

import pytest

from desktop.evals.grade_rows import answers_of, next_open, stretches
from desktop.evals.grading import GradingViewModel
from desktop.shared.library_calls import LibraryCalls
from desktop.shared.tasks import Tasks
from graphs import Library, NewMessage, NotFound, Result, Run
from tests.desktop.conftest import Desk
from tests.desktop.evals.reports import Reports, attempt, case


@dataclass
class Room:
    desk: Desk
    reports: Reports
    page: GradingViewModel
    failures: list[str]

    def enter(self, *letters: str) -> Run:
        """Begin to grade a run with these verdicts of each candidate."""
        names = ("Ferry", "Letter", "Summary")
        suite = self.reports.suite(*(case(name, judged=True) for name in names))
        run = self.reports.run(suite, *letters)
        self.desk.act(lambda: self.page.open(run.id))
        self.until_ready()
        return run

    def until_ready(self) -> None:
        self.desk.until(lambda: self.page.wasRead and self.page.name != "")

    def give(self, grade: int) -> None:
        self.until_ready()
        self.desk.act(lambda: self.page.give(grade))

    def grades(self, run: Run) -> list[int | None]:
        """Those on disk, in the order of the candidates and cases."""
        return [one.grade for one in self.reports.evals.results(run.id)]


@pytest.fixture
def room(desk: Desk, library: Library, calls: LibraryCalls, tasks: Tasks) -> Room:
    page = GradingViewModel(calls, tasks, None)
    failures: list[str] = []
    page.failed.connect(lambda sentence, hint: failures.append(sentence))
    return Room(desk, Reports(library), page, failures)


def test_what_the_checks_leave_open_comes_first_and_each_grade_is_kept(room: Room) -> None:
    run = room.enter("fuu", "ppp")
    assert room.page.scopes == ["To be graded 2", "Graded by the judge 4", "All answers 6"]
    assert room.page.progress == "Answer 1 of 2 · 0 of 2 graded"
    assert room.page.name == "Letter"

    room.give(5)
    room.until_ready()
    assert (room.page.place, room.page.grade) == (1, 0)
    room.give(2)

    room.desk.until(lambda: sorted(filter(None, room.grades(run))) == [2, 5])
    assert room.page.progress == "Answer 2 of 2 · 2 of 2 graded"
    assert room.page.grade == 2


def test_a_grade_is_taken_back_from_the_answer_that_follows_it_too(room: Room) -> None:
    run = room.enter("fuu", "ppp")
    room.give(4)
    room.until_ready()
    room.desk.act(room.page.takeBack)

    assert (room.page.place, room.page.grade) == (0, 0)
    room.desk.until(lambda: room.grades(run) == [None] * 6)
    room.desk.act(room.page.takeBack)
    assert room.page.progress == "Answer 1 of 2 · 0 of 2 graded"


def test_all_are_graded_where_the_checks_leave_nothing_open_and_grades_outside_are_none(
    room: Room,
) -> None:
    run = room.enter("pfb", "ppp")
    assert (room.page.scope, room.page.count) == (2, 5)
    for wrong in (0, 6, -1):
        room.give(wrong)
    room.desk.act(lambda: room.page.walk(-1))
    room.desk.act(lambda: room.page.choose(7))

    assert (room.page.place, room.page.scope) == (0, 2)
    room.desk.settle()
    assert room.grades(run) == [None] * 6


def test_how_far_the_judge_agrees_follows_each_grade(room: Room) -> None:
    room.enter("ppp", "ppp")
    assert room.page.agreement == ""
    room.give(5)
    assert room.page.agreement == "You and the judge agree on the one answer both graded."
    room.give(1)
    assert "agree on 50 %" in room.page.agreement


def test_a_grade_that_could_not_be_kept_is_told_and_taken_from_the_screen(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*arguments: object) -> None:
        raise NotFound("There is no such answer.")

    run = room.enter("uuu", "uuu")
    monkeypatch.setattr(room.reports.evals, "grade", refuse)
    room.give(5)
    room.desk.until(lambda: room.failures == ["There is no such answer."])
    room.desk.act(lambda: room.page.walk(-1))

    assert (room.page.place, room.page.grade) == (0, 0)
    assert room.grades(run) == [None] * 6


def test_the_order_says_nothing_of_the_candidates_and_is_the_same_each_time() -> None:
    def results(*candidates: int) -> list[Result]:
        return [
            attempt("run", who, f"c{n}", 0, "u", False) for n in range(40) for who in candidates
        ]

    order = answers_of("run", results(0, 1)).scopes[2]

    assert order == answers_of("run", results(1, 0)).scopes[2]
    assert [key[1] for key in order] == [f"c{n}" for n in range(40) for _ in (0, 1)]
    assert 5 < sum(key[0] for key in order[::2]) < 35


def test_the_next_without_a_grade_may_stand_before() -> None:
    assert next_open([None, 3, None], 0) == 2
    assert next_open([None, 3, 4], 1) == 0
    assert next_open([1, 3, 4], 1) is None
    assert next_open([], -1) is None


def test_a_long_answer_is_laid_out_in_stretches_and_markup_is_no_markup() -> None:
    one = attempt("run", 1, "c", 0, "u", False)
    message = NewMessage("a", "assistant", "<b>word</b> " * 1_000)
    long = replace(one, messages=(message,), proposals=())

    assert [row.code for row in stretches(one)] == [False, True]
    assert len(stretches(long)) > 8
    assert stretches(long)[0].words.startswith("&lt;b&gt;word")
