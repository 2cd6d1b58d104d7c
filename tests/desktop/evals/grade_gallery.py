"""Saves a picture of grading by hand in each of its states.

    python -m tests.desktop.evals.grade_gallery FOLDER [WIDTH HEIGHT [light|dark [TEXT [STATE…]]]]

The page, the view model and the file are real; no model is asked.
"""

import sys

from desktop.evals.reporting import ReportViewModel
from tests.desktop.evals.reports import Reports, case
from tests.desktop.evals.scripted_evals import ScriptedEngine, ScriptedEvals
from tests.desktop.pictures import Gallery, Wish, gallery, studio

CASES = (
    case("Ferry times", "When does the last ferry to Cacilhas leave on Sundays?"),
    case("Kind words to the board", "Write two lines to the board about the delay.", judged=True),
    case("Short summary", "Summarise notes/lisbon.md in three sentences.", judged=True),
)


class Exhibition:
    """The states, each after the one before."""

    def __init__(self, shown: Gallery, page: ReportViewModel) -> None:
        self.shown = shown
        self.page = page
        self.reports = Reports(shown.library)
        self.suite = self.reports.suite(*CASES, name="My invoices and trips")

    def to_be_graded(self) -> None:
        self._open("fuu", "ufp")
        self.shown.picture("grade")

    def by_the_judge(self) -> None:
        for grade in (5, 4, 2):
            self.page.grading.give(grade)
            self.shown.desk.settle(0.2)
        self.shown.picture("grade-done")
        self.page.grading.choose(2)
        self.shown.desk.settle(0.2)
        self.page.grading.give(5)
        self.shown.desk.settle(0.2)
        self.page.grading.walk(-1)
        self.shown.picture("grade-all")

    def nothing(self) -> None:
        self._open("bbb", "bbb")
        self.shown.picture("grade-nothing")

    def _open(self, *letters: str) -> None:
        self.page.grading.close()
        self.page.open(self.reports.run(self.suite, *letters).id)
        self.page.gradeByHand()
        self.shown.desk.settle(0.3)


def main(wish: Wish) -> None:
    """Save them all: each state needs those before it."""
    with studio(wish) as desk, gallery(desk, wish) as shown:
        engine = ScriptedEngine(ScriptedEvals(shown.library))
        page = ReportViewModel(shown.calls, engine, shown.tasks)
        shown.show("Evals", "ReportPage", report=page)
        there = Exhibition(shown, page)
        for state in (there.to_be_graded, there.by_the_judge, there.nothing):
            state()


if __name__ == "__main__":
    main(Wish.of(*sys.argv[1:]))
