"""Saves a picture of the sheet that makes a case, in each of its states.

python -m tests.desktop.evals.case_gallery FOLDER [WIDTH HEIGHT [light|dark [TEXT]]]
"""

import sys
from pathlib import Path

from PySide6.QtCore import Qt

from desktop.evals.making import MakeCaseViewModel
from tests.desktop.evals.drafting import DraftingEngine, long_case, short_case, tool_case
from tests.desktop.evals.suites import Suites
from tests.desktop.pictures import Gallery, Wish, gallery, studio

CTRL = Qt.KeyboardModifier.ControlModifier


class Exhibition:
    """The states, each after the one before."""

    def __init__(self, shown: Gallery, engine: DraftingEngine, making: MakeCaseViewModel) -> None:
        self.shown = shown
        self.engine = engine
        self.making = making

    def fresh(self) -> None:
        self._open()
        self.shown.screen.type("stones")
        self.shown.picture("case-new")

    def mistakes(self) -> None:
        self.making.checks.setKind(self.making.checks.model.rows[0].key, "matches")
        self.making.checks.setText(self.making.checks.model.rows[0].key, "stones(")
        self.shown.screen.click("addCheck")
        self.making.checks.setKind(self.making.checks.model.rows[1].key, "wants")
        self.making.checks.setText(self.making.checks.model.rows[1].key, "write_file")
        self.making.checks.setMore(self.making.checks.model.rows[1].key, "notes.txt")
        self.shown.picture("case-mistakes")

    def rubric(self) -> None:
        for row in self.making.checks.model.rows:
            self.making.checks.remove(row.key)
        self.shown.picture("case-no-checks")
        self.shown.screen.click("addCheck")
        self.making.checks.setKind(self.making.checks.model.rows[0].key, "rubric")
        self.shown.picture("case-rubric")
        body = self.shown.screen.item("sheetBody")
        body.setProperty("contentY", body.property("contentHeight") - body.height())
        self.shown.picture("case-end")
        self.making.chooseSuite(len(self.making.suiteNames))
        self.shown.picture("case-new-suite")
        self.making.cancel()

    def after_a_tool(self) -> None:
        self.engine.case = tool_case()
        self._open()
        self.shown.picture("case-after-a-tool")
        self.making.cancel()

    def long(self) -> None:
        self.engine.case = long_case()
        self._open()
        self.shown.picture("case-long")
        self.making.cancel()

    def _open(self) -> None:
        self.making.begin("branch", 1)
        self.shown.desk.until(lambda: bool(self.making.shown))
        self.shown.desk.settle(0.3)


def main(wish: Wish) -> None:
    """Save them all: each state needs those before it."""
    with studio(wish) as desk, gallery(desk, wish) as shown:
        Suites(shown.library).make("Assistant")
        engine = DraftingEngine(short_case())
        making = MakeCaseViewModel(shown.calls, engine, shown.tasks)
        shown.show_file(Path(__file__).parent / "CaseStage.qml", making=making)
        there = Exhibition(shown, engine, making)
        for state in (there.fresh, there.mistakes, there.rubric, there.after_a_tool, there.long):
            state()


if __name__ == "__main__":
    main(Wish.of(*sys.argv[1:]))
