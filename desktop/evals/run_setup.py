"""What a suite is to be run against: the sheet before a run."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import count

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from desktop.evals import words
from desktop.evals.candidates import FIELDS, Typed, candidates_of, hinted, typed_of
from desktop.shared.engine_calls import EvalCalls
from desktop.shared.row_list import RowList
from desktop.shared.tasks import Tasks
from graphs import CairnError, Candidate, RunPlan

QML_IMPORT_NAME = "Cairn"
QML_IMPORT_MAJOR_VERSION = 1

MOST_CANDIDATES = 6


@QmlElement
@QmlUncreatable("Made in desktop/app/wiring.py.")  # pyright: ignore[reportCallIssue]
class RunSetupViewModel(QObject):
    """Candidates as they are typed, how often each case is tried, and who judges.

    Signals:
        started: a suite's id: a run of it has begun.
        failed: a sentence and a hint about why none could begin.
    """

    changed = Signal()
    modelsChanged = Signal()
    started = Signal(str)
    failed = Signal(str, str)

    def __init__(self, engine: EvalCalls, tasks: Tasks, parent: QObject | None) -> None:
        super().__init__(parent)
        self._engine = engine
        self._tasks = tasks
        self._keys = count()
        self._suite_id = ""
        self._suite_name = ""
        self._cases = 0
        self._plan = RunPlan("", ())
        self._busy = False
        self._models: tuple[str, ...] = ()
        self._model = RowList(Typed, self)

    @Property(QObject, constant=True)
    def model(self) -> RowList[Typed]:
        """The candidates."""
        return self._model

    @Property(bool, notify=changed)
    def shown(self) -> bool:
        return self._suite_id != ""

    @Property(bool, notify=changed)
    def busy(self) -> bool:
        return self._busy

    @Property(str, notify=changed)
    def suiteName(self) -> str:
        return self._suite_name

    @Property(str, notify=changed)
    def about(self) -> str:
        """How much there is to be done."""
        tries = self._cases * len(self._model.rows) * self._plan.repeat
        return f"{words.cases(self._cases)} · {words.attempts(tries)}"

    @Property(list, notify=modelsChanged)
    def models(self) -> list[str]:
        """The names that can be chosen, first "" for the one that is used now."""
        return ["", *self._models]

    @Property(list, notify=modelsChanged)
    def modelWords(self) -> list[str]:
        """What these are called on screen."""
        return [self._usual(), *self._models]

    @Property(int, notify=changed)
    def repeat(self) -> int:
        return self._plan.repeat

    @Property(int, notify=changed)
    def parallel(self) -> int:
        return self._plan.parallel

    @Property(str, notify=changed)
    def judge(self) -> str:
        """The judge's model, "" for the one that is used now."""
        return self._plan.judge.model if self._plan.judge else ""

    @Property(bool, notify=changed)
    def canAdd(self) -> bool:
        return len(self._model.rows) < MOST_CANDIDATES

    @Property(bool, notify=changed)
    def canRemove(self) -> bool:
        return len(self._model.rows) > 1

    @Property(bool, notify=changed)
    def canStart(self) -> bool:
        rows = self._model.rows
        return bool(rows) and not self._busy and not any(row.mistake for row in rows)

    def begin(self, suite_id: str, name: str, cases: int, before: RunPlan | None) -> None:
        """Open the sheet for a suite with that many cases, as it was run `before`."""
        self._suite_id, self._suite_name, self._cases = suite_id, name, cases
        self._plan = _again(before) if before else RunPlan(suite_id, ())
        known = [typed_of(one, self._key(), self._usual()) for one in self._plan.candidates]
        self._model.show(())
        self._list(known[:MOST_CANDIDATES] or [Typed(self._key())])
        self._tasks.start(self._find_models())

    @Slot(str, str, str)
    def set(self, key: str, field: str, text: str) -> None:
        """Take what was typed for a candidate."""
        if field in FIELDS:
            rows = self._model.rows
            self._list([replace(row, **{field: text}) if row.key == key else row for row in rows])

    @Slot(str)
    def toggle(self, key: str) -> None:
        """Fold the rarer fields of a candidate out or in."""
        rows = self._model.rows
        changed = [replace(row, unfolded=not row.unfolded) for row in rows if row.key == key]
        self._list([changed[0] if row.key == key else row for row in rows])

    @Slot()
    def add(self) -> None:
        """One more candidate."""
        if len(self._model.rows) < MOST_CANDIDATES:
            self._list([*self._model.rows, Typed(self._key())])

    @Slot(str)
    def remove(self, key: str) -> None:
        """One candidate less; the last one stays."""
        rows = [row for row in self._model.rows if row.key != key]
        if rows:
            self._list(rows)

    @Slot(int)
    def setRepeat(self, times: int) -> None:
        """How often each case is tried against each candidate."""
        self._change(replace(self._plan, repeat=max(1, times)))

    @Slot(int)
    def setParallel(self, abreast: int) -> None:
        """How many attempts at once at most."""
        self._change(replace(self._plan, parallel=max(1, abreast)))

    @Slot(str)
    def setJudge(self, model: str) -> None:
        """Who judges answers where a case asks for that; "" for the model used now."""
        judge = Candidate(model, model=model) if model else None
        self._change(replace(self._plan, judge=judge))

    @Slot()
    def cancel(self) -> None:
        """Put the sheet away; nothing has happened."""
        if not self._busy:
            self._suite_id = ""
            self.changed.emit()

    @Slot()
    def start(self) -> None:
        """Begin the run."""
        if self.shown and self.canStart:
            self._busy = True
            self.changed.emit()
            candidates = candidates_of(self._model.rows)
            plan = replace(self._plan, suite_id=self._suite_id, candidates=candidates)
            self._tasks.start(self._start(plan))

    async def _start(self, plan: RunPlan) -> None:
        try:
            await self._engine.evals(lambda evals: evals.start(plan))
        except CairnError as error:
            self.failed.emit(error.sentence, error.hint)
            return
        finally:
            self._busy = False
            self.changed.emit()
        self._suite_id = ""
        self.changed.emit()
        self.started.emit(plan.suite_id)

    async def _find_models(self) -> None:
        self._models = await self._engine.evals(lambda evals: evals.models())
        self.modelsChanged.emit()

    def _list(self, rows: Sequence[Typed]) -> None:
        self._model.show(hinted(rows, self._usual()))
        self.changed.emit()

    def _change(self, plan: RunPlan) -> None:
        if plan != self._plan:
            self._plan = plan
            self.changed.emit()

    def _key(self) -> str:
        return str(next(self._keys))

    def _usual(self) -> str:
        return self.tr("What is used now")


def _again(plan: RunPlan) -> RunPlan:
    """What the sheet can show of a run that was; its name said what that one was for."""
    judge = plan.judge if plan.judge and not plan.judge.base_url else None
    return replace(plan, judge=judge, name="")
