"""Grading by hand: one answer at a time, and nothing says whose it is."""

from dataclasses import replace

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from desktop.evals import report_words as said
from desktop.evals.grade_rows import (
    Answers,
    Attempt,
    Stretch,
    answers_of,
    attempt_of,
    next_open,
    stretches,
    wanted,
)
from desktop.evals.report_detail import asked
from desktop.shared.library_calls import LibraryCalls
from desktop.shared.row_list import RowList
from desktop.shared.tasks import Tasks
from graphs import CairnError, Case, Result, agreement

QML_IMPORT_NAME = "Cairn"
QML_IMPORT_MAJOR_VERSION = 1

_GRADES = range(1, 6)


@QmlElement
@QmlUncreatable("Made in desktop/app/wiring.py.")  # pyright: ignore[reportCallIssue]
class GradingViewModel(QObject):
    """The answers of one run, to be graded 1 to 5; a grade is on disk at once.

    Signals:
        turned: another answer is in view.
        closed: the person is through with it; grades may have changed.
        failed: a sentence and a hint about what could not be done.
    """

    changed = Signal()
    turned = Signal()
    closed = Signal()
    failed = Signal(str, str)

    def __init__(self, library: LibraryCalls, tasks: Tasks, parent: QObject | None) -> None:
        super().__init__(parent)
        self._library = library
        self._tasks = tasks
        self._answer = RowList(Stretch, self)
        self._forget()

    @Property(QObject, constant=True)
    def answer(self) -> RowList[Stretch]:
        return self._answer

    @Property(bool, notify=changed)
    def shown(self) -> bool:
        return self._run_id != ""

    @Property(bool, notify=changed)
    def wasRead(self) -> bool:
        return self._answers is not None

    @Property(int, notify=changed)
    def count(self) -> int:
        """How many answers there are to be graded."""
        return len(self._order)

    @Property(int, notify=changed)
    def place(self) -> int:
        """Which of them is in view, from 0."""
        return self._place

    @Property(str, notify=changed)
    def progress(self) -> str:
        """Where that is, and how many have a grade."""
        if not self._order:
            return ""
        where = said.answer(self._place + 1, len(self._order))
        return f"{where} · {said.graded(self._done, len(self._order))}"

    @Property(int, notify=changed)
    def grade(self) -> int:
        """The grade of the one in view; 0 for none."""
        return self._here.grade or 0 if self._here else 0

    @Property(list, notify=changed)
    def scopes(self) -> list[str]:
        """What can be graded, and how much each is."""
        return said.scopes([len(one) for one in self._answers.scopes]) if self._answers else []

    @Property(int, notify=changed)
    def scope(self) -> int:
        return self._scope

    @Property(str, notify=changed)
    def name(self) -> str:
        """The case that the answer belongs to."""
        return self._case.name if self._case else ""

    @Property(str, notify=changed)
    def asked(self) -> str:
        return asked(self._case) if self._case else ""

    @Property(list, notify=changed)
    def wanted(self) -> list[str]:
        """What should have happened."""
        return wanted(self._case) if self._case else []

    @Property(str, notify=changed)
    def agreement(self) -> str:
        """How far judge and person say the same."""
        return self._agreement

    # What the page asks for

    def open(self, run_id: str) -> None:
        """Show the answers of a run, at the first without a grade."""
        self.leave()
        self._run_id = run_id
        self._tasks.start(self._read(run_id))
        self.changed.emit()

    @Slot()
    def close(self) -> None:
        """The person goes back to the report."""
        self.leave()
        self.closed.emit()

    def leave(self) -> None:
        """Let go of everything."""
        self._forget()
        self._answer.show(())
        self.changed.emit()

    @Slot(int)
    def choose(self, scope: int) -> None:
        """Grade others, by their place among `scopes`."""
        if self._answers is not None and scope in range(len(self._answers.scopes)):
            self._list(self._answers, scope)

    @Slot(int)
    def walk(self, by: int) -> None:
        """Go so many answers on, or back."""
        if self._place + by in range(len(self._order)):
            self._turn(self._place + by)

    @Slot(int)
    def give(self, grade: int) -> None:
        """Grade the answer in view, 1 to 5, and go on to the next that has no grade."""
        if self._here and self._case and grade in _GRADES:
            self._given.append(self._place)
            self._change(self._here, grade)
            following = next_open(self._grades(), self._place)
            if following is not None:
                self._turn(following)

    @Slot()
    def takeBack(self) -> None:
        """Take back the grade of the answer in view; if it has none, that which was last given."""
        if self._here and self._here.grade is None and self._given:
            self._turn(self._given.pop())
        if self._here and self._here.grade is not None:
            self._change(self._here, None)

    # What it does

    @property
    def _here(self) -> Result | None:
        return self._results[self._order[self._place]] if self._order else None

    def _forget(self) -> None:
        self._run_id, self._agreement = "", ""
        self._answers: Answers | None = None
        self._results: dict[Attempt, Result] = {}
        self._graded: dict[Attempt, Result] = {}
        self._order: tuple[Attempt, ...] = ()
        self._given: list[int] = []
        self._scope = self._place = self._done = 0
        self._case: Case | None = None

    def _grades(self) -> list[int | None]:
        return [self._results[key].grade for key in self._order]

    async def _read(self, run_id: str) -> None:
        try:
            found = await self._library.call(
                lambda library: answers_of(run_id, library.evals.results(run_id))
            )
        except CairnError as error:
            self._refuse(run_id, error)
            return
        if run_id == self._run_id:
            self._answers, self._results = found, dict(found.results)
            graded = {key: one for key, one in found.results.items() if one.grade is not None}
            self._graded = graded
            self._compare()
            last = len(found.scopes) - 1
            self._list(found, 0 if found.scopes[0] else last)

    def _list(self, answers: Answers, scope: int) -> None:
        self._scope, self._order, self._place = scope, answers.scopes[scope], 0
        grades = self._grades()
        self._done = len(grades) - grades.count(None)
        self._given.clear()
        self._case = None
        self._answer.show(())
        if grades:
            self._turn(next_open(grades, -1) or 0)
        self.changed.emit()

    def _turn(self, place: int) -> None:
        self._place = place
        one = self._results[self._order[place]]
        if self._case is None or self._case.id != one.case_id:
            self._case = None
            self._tasks.start(self._look_up(self._run_id, one.case_id))
        self._answer.show(stretches(one))
        self.changed.emit()
        self.turned.emit()

    async def _look_up(self, run_id: str, case_id: str) -> None:
        try:
            case = await self._library.call(lambda library: library.evals.run_case(run_id, case_id))
        except CairnError as error:
            self._refuse(run_id, error)
            return
        here = self._here.case_id if self._here else ""
        if (run_id, case_id) == (self._run_id, here):
            self._case = case
            self.changed.emit()

    def _change(self, one: Result, grade: int | None) -> None:
        self._tasks.start(self._keep(one, grade))
        self._set(one, grade)

    def _set(self, one: Result, grade: int | None) -> None:
        before = self._results[attempt_of(one)].grade
        key, now = attempt_of(one), replace(one, grade=grade)
        self._results[key] = now
        self._graded.pop(key, None)
        if grade is not None:
            self._graded[key] = now
        if key in self._order:
            self._done += (grade is not None) - (before is not None)
        self._compare()
        self.changed.emit()

    def _compare(self) -> None:
        self._agreement = said.agreement(agreement(list(self._graded.values())))

    async def _keep(self, before: Result, grade: int | None) -> None:
        try:
            await self._library.call(lambda library: library.evals.grade(before, grade))
        except CairnError as error:
            if before.run_id == self._run_id:
                self._set(before, before.grade)
            self.failed.emit(error.sentence, error.hint)

    def _refuse(self, run_id: str, error: CairnError) -> None:
        if run_id == self._run_id:
            self.close()
            self.failed.emit(error.sentence, error.hint)
