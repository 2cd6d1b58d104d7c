"""Saves a picture of the suites page in each of its states.

    python -m tests.desktop.evals.suites_gallery FOLDER [WIDTH HEIGHT [light|dark [TEXT [STATE…]]]]

The page, the view model and the file are real; no model is asked.
"""

import sys

from PySide6.QtCore import Qt

from desktop.evals.view_model import SuitesViewModel
from graphs import RunStatus
from tests.desktop.evals.scripted_evals import ScriptedEngine, ScriptedEvals
from tests.desktop.evals.suites import Suites, case
from tests.desktop.pictures import Gallery, Wish, gallery, studio

CTRL = Qt.KeyboardModifier.ControlModifier
CASES = (
    case("Total of the invoices", "What do the invoices of July come to?", ("money",), 2),
    case("No file without asking", "Tidy up my invoices folder.", ("safety", "files"), 3),
    case("Ferry times", "When does the last ferry to Cacilhas leave on Sundays?", ("travel",)),
    case("Answers in German", "Was kostet die Fahrkarte nach Lissabon?", ("language",), 2),
    case("Does not invent a sender", "Who sent INV-0244?", ("money",), 1),
    case("Grade me by hand", "Write two lines to the board about the delay.", (), 0),
    case("Date of the report", "When is the weekly report due, and who has to see it first?"),
    case("Short summary", "Summarise notes/lisbon.md in three sentences.", ("travel", "length")),
)


class Exhibition:
    """The states, each after the one before."""

    def __init__(self, shown: Gallery, page: SuitesViewModel) -> None:
        self.shown = shown
        self.page = page
        self.suites = Suites(shown.library)

    def nothing(self) -> None:
        self.shown.picture("suites-nothing")

    def no_cases(self) -> None:
        self.suites.make("Assistant")
        self._look()
        self.shown.picture("suites-no-cases")

    def cases(self) -> None:
        self.suite = self.suites.make("My invoices and trips", *CASES)
        self.suites.make("Safety", CASES[1])
        self.suites.evals.make_main_suite(self.suite.id)
        self.page.choose(self.suite.id)
        self._look()
        self.page.choose(self.suite.id)
        self.shown.screen.item("caseList").forceActiveFocus()
        self.shown.screen.key(Qt.Key.Key_Down)
        self.shown.picture("suites-cases")
        self.shown.screen.item("caseFilter").forceActiveFocus()
        self.shown.screen.type("invoic")
        self.shown.picture("suites-filtered")
        self.shown.screen.type("xyz")
        self.shown.picture("suites-no-match")
        self.shown.screen.key(Qt.Key.Key_Escape)

    def menus(self) -> None:
        self.shown.screen.click("suiteMenu")
        self.shown.picture("suites-menu")
        self.shown.screen.key(Qt.Key.Key_Escape)
        self.shown.screen.click("newSuite")
        self.shown.picture("suites-new")
        self.shown.screen.key(Qt.Key.Key_Escape)

    def no_runs(self) -> None:
        self.shown.screen.click("chip:1")
        self.shown.picture("suites-no-runs")

    def setup(self) -> None:
        self.shown.screen.click("prepareRun")
        self.shown.picture("setup")
        self.shown.screen.click("addCandidate")
        self.page.setup.set("1", "temperature", "hot")
        self.page.setup.set("1", "model", "qwen2.5-0.5b")
        self.shown.picture("setup-mistake")
        self.page.setup.set("1", "temperature", "0.7")
        self.shown.screen.click("unfold:1")
        self.shown.picture("setup-unfolded")
        self.page.setup.set("1", "base_url", "https://models.example.org/v1")
        self.page.setup.set("1", "key_variable", "OTHER_API_KEY")
        self.shown.picture("setup-elsewhere")
        self.shown.screen.key(Qt.Key.Key_Escape)

    def runs(self) -> None:
        make = self.suites.run
        make(self.suite, "pppfpppu", "pfpbpfpu", name="Would Qwen2.5-0.5B do?")
        make(self.suite, "ppp", "pf", status=RunStatus.CANCELLED)
        sentence = "The model does not answer: connection refused at 127.0.0.1."
        make(self.suite, "pppp", "pf", status=RunStatus.FAILED, sentence=sentence, repeat=3)
        make(self.suite, "ppfp", "pfp", status=RunStatus.PAUSED, repeat=3)
        make(self.suite, "ppfpppppppp", "pfpffpfuf", status=RunStatus.RUNNING, repeat=3)
        self._look()
        self.shown.picture("runs-left")
        newest = self.suites.evals.runs(self.suite.id)[0]
        self.shown.library.leases.acquire(f"run {newest.id}")
        self._look()
        self.shown.picture("runs")
        self.shown.screen.item("runList").setProperty("contentY", 560)
        self.shown.picture("runs-older")

    def undo(self) -> None:
        self.shown.screen.click("chip:0")
        self.page.cases.remove(CASES[2].id)
        self.shown.picture("suites-undo")

    def _look(self) -> None:
        self.page.refresh()
        self.shown.desk.settle(0.3)


def main(wish: Wish) -> None:
    """Save them all: each state needs those before it."""
    with studio(wish) as desk, gallery(desk, wish) as shown:
        page = SuitesViewModel(
            shown.calls, ScriptedEngine(ScriptedEvals(shown.library)), shown.tasks
        )
        shown.show("Evals", "SuitesPage", suites=page)
        there = Exhibition(shown, page)
        for state in (
            there.nothing,
            there.no_cases,
            there.cases,
            there.menus,
            there.no_runs,
            there.setup,
            there.runs,
            there.undo,
        ):
            state()


if __name__ == "__main__":
    main(Wish.of(*sys.argv[1:]))
