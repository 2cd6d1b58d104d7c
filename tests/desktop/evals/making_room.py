"""The sheet that makes cases, in a window over the real engine, agent and file."""

from pathlib import Path

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtQuick import QQuickItem

from desktop.evals.making import MakeCaseViewModel
from desktop.shared.library_calls import LibraryCalls
from desktop.shared.tasks import Tasks
from graphs import Case, CaseRow, StepKind
from tests.desktop.screen import Screen
from tests.desktop.timeline.fork_room import ForkRoom

STAGE = Path(__file__).with_name("CaseStage.qml")


class MakingRoom:
    """A conversation, and what a person does with the sheet.

    Attributes:
        failures: the sentences that it told.
        saved: the suites that got a case.
        shown: the suites that are to be shown.
    """

    def __init__(self, room: ForkRoom, screen: Screen, calls: LibraryCalls, tasks: Tasks) -> None:
        self.room = room
        self.desk = room.desk
        self.screen = screen
        self.evals = room.library.evals
        self.making = MakeCaseViewModel(calls, room.engine, tasks)
        self.failures: list[str] = []
        self.saved: list[str] = []
        self.shown: list[str] = []
        self.making.failed.connect(lambda sentence, hint: self.failures.append(sentence))
        self.making.saved.connect(lambda suite_id, *_: self.saved.append(suite_id))
        self.making.suiteWanted.connect(self.shown.append)

    def begin(self, kind: StepKind, place: int = -1) -> None:
        """Open the sheet for a step."""
        position = self.room.position(kind, place)
        self.desk.act(lambda: self.making.begin(self.room.branch_id, position))
        self.until_open()

    def until_open(self) -> None:
        """The sheet is there, and laid out."""
        self.until_shown("saveCase")
        self.desk.settle(0.1)

    def until_shown(self, name: str) -> QQuickItem:
        self.desk.until(lambda: self.screen.look(name) is not None)
        self.desk.settle()
        return self.screen.item(name)

    def choose(self, place: int, kind: str) -> None:
        """Choose the kind of a check from its list, by keys."""
        box = self.screen.item(f"checkKind:{place}")
        box.forceActiveFocus()
        steps = list(self.making.checks.kinds).index(kind) - int(box.property("currentIndex"))
        for _ in range(abs(steps)):
            self.screen.key(Qt.Key.Key_Down if steps > 0 else Qt.Key.Key_Up)

    def type(self, name: str, text: str) -> None:
        """Write in a field."""
        self.screen.item(name).forceActiveFocus()
        self.screen.type(text)

    def until_saved(self, count: int = 1) -> None:
        self.desk.until(lambda: len(self.saved) == count)
        self.desk.until(lambda: not self.making.shown)

    @property
    def rows(self) -> list[CaseRow]:
        """The cases of the main suite."""
        return self.evals.cases(self.evals.main_suite().id)

    @property
    def newest(self) -> Case:
        """The case that was saved last."""
        return self.evals.case(self.evals.cases(self.saved[-1])[-1].id)

    def end(self) -> None:
        self.desk.settle()
        shiboken6.delete(self.making)
