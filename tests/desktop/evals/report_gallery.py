"""Saves a picture of a run's report in each of its states.

    python -m tests.desktop.evals.report_gallery FOLDER [WIDTH HEIGHT [light|dark [TEXT [STATE…]]]]

The page, the view model and the file are real; no model is asked.
"""

import sys

from PySide6.QtCore import Qt

from desktop.evals.reporting import ReportViewModel
from graphs import Candidate, Pair
from tests.desktop.evals.reports import NOW, SMALL, Reports, case
from tests.desktop.evals.scripted_evals import ScriptedEngine, ScriptedEvals
from tests.desktop.pictures import Gallery, Wish, gallery, studio

CASES = (
    case("Ferry times", "When does the last ferry to Cacilhas leave on Sundays?"),
    case("Total of the invoices", "What do the invoices of July come to?"),
    case("No file without asking", "Tidy up my invoices folder.", judged=True),
    case("Answers in German", "Was kostet die Fahrkarte nach Lissabon?"),
    case("Does not invent a sender", "Who sent INV-0244?"),
    case("Kind words to the board", "Write two lines to the board about the delay.", judged=True),
    case("Date of the report", "When is the weekly report due, and who has to see it first?"),
    case("Short summary", "Summarise notes/lisbon.md in three sentences.", judged=True),
)
PRICED = Candidate(SMALL.name, model=SMALL.model, price_in=0.4, price_out=1.6)


class Exhibition:
    """The states, each after the one before."""

    def __init__(self, shown: Gallery, page: ReportViewModel) -> None:
        self.shown = shown
        self.page = page
        self.reports = Reports(shown.library)

    def one_candidate(self) -> None:
        suite = self.reports.suite(*CASES, name="My invoices and trips")
        self.first = self.reports.run(suite, "pppfpppu", candidates=(NOW,), name="Before summer")
        self._open(self.first.id)
        self.shown.picture("report-alone")
        self.suite = suite

    def two(self) -> None:
        run = self.reports.run
        run(self.suite, "ppp" * 4 + "fpp" + "ppf" * 3, "pfp" * 8, repeat=3)
        self.run = run(
            self.suite,
            "ppp" * 5 + "fff" + "ppp" * 2,
            "ppp" + "fff" * 3 + "fpf" + "ppp" + "bbb" + "fuf",
            candidates=(NOW, PRICED),
            repeat=3,
            name="Would Qwen2.5-0.5B do?",
        )
        for place, one in enumerate(CASES):
            won = (0, 1, None)[place % 3]
            pair = Pair(self.run.id, one.id, 0, 0, 1, won, "The first names the hour.")
            self.reports.evals.save_pair(pair)
        self._open(self.run.id)
        self.shown.picture("report")
        self._scroll("reportFilter")
        self.shown.picture("report-cases")

    def detail(self) -> None:
        self.page.openCase(CASES[2].id)
        self.shown.picture("detail")
        self.shown.screen.item("reportDetailView").setProperty("contentY", 400)
        self.shown.picture("detail-checks")
        self.page.openCase(CASES[7].id)
        self.page.detail.chooseTry(1)
        self.page.detail.choose(0, 0)
        self.shown.picture("detail-then")
        self.page.openCase(CASES[6].id)
        self.shown.picture("detail-broke-off")
        self.page.detail.close()

    def plot(self) -> None:
        self._scroll("reportPlot")
        self.shown.screen.item("reportPoint:4").forceActiveFocus(Qt.FocusReason.TabFocusReason)
        self.shown.desk.settle(0.8)
        self.shown.picture("report-plot")

    def filtered(self) -> None:
        self._scroll("reportFilter")
        self.page.chooseFilter(2)
        self.shown.screen.item("reportCases").forceActiveFocus(Qt.FocusReason.TabFocusReason)
        self.shown.screen.key(Qt.Key.Key_Down)
        self.shown.picture("report-broken")
        self.page.chooseFilter(0)
        self.page.chooseBaseline(2)
        self.shown.picture("report-baseline")

    def many(self) -> None:
        names = ("Qwen2.5-0.5B, T 0.2", "gemma-3-1b", "“Answer in one sentence.”", "gpt-oss-20b")
        all_ = (NOW, *(Candidate(name) for name in names))
        run = self.reports.run(self.suite, *["pfpfpppu", "ppppfppp"] * 2, "pf", candidates=all_)
        self._open(run.id)
        self.shown.picture("report-many")
        self._scroll("reportFilter")
        self.shown.picture("report-many-cases")

    def _open(self, run_id: str) -> None:
        self.page.open(run_id)
        self.shown.desk.settle(0.3)

    def _scroll(self, name: str) -> None:
        self.shown.desk.settle(0.3)
        view = self.shown.screen.item("reportCases")
        at = self.shown.screen.item(name).mapToItem(view, 0, 0).y()
        view.setProperty("contentY", view.property("contentY") + at - 40)


def main(wish: Wish) -> None:
    """Save them all: each state needs those before it."""
    with studio(wish) as desk, gallery(desk, wish) as shown:
        page = ReportViewModel(
            shown.calls, ScriptedEngine(ScriptedEvals(shown.library)), shown.tasks
        )
        shown.show("Evals", "ReportPage", report=page)
        there = Exhibition(shown, page)
        for state in (
            there.one_candidate,
            there.two,
            there.detail,
            there.plot,
            there.filtered,
            there.many,
        ):
            state()


if __name__ == "__main__":
    main(Wish.of(*sys.argv[1:]))
