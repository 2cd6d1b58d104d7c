"""The models there are: which is used, and whether another would do as well."""

from dataclasses import dataclass

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from desktop.evals import words
from desktop.shared.engine_calls import EngineCalls, EvalCalls
from desktop.shared.library_calls import LibraryCalls
from desktop.shared.row_list import RowList
from desktop.shared.tasks import Tasks
from graphs import CairnError, Candidate, RunPlan, Suite

QML_IMPORT_NAME = "Cairn"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class ModelRow:
    """A model by its name, and whether it is the one that conversations talk to."""

    key: str
    used: bool


@QmlElement
@QmlUncreatable("Made in desktop/app/wiring.py.")  # pyright: ignore[reportCallIssue]
class ModelsViewModel(QObject):
    """What the list at the sidebar's foot shows.

    Signals:
        tried: a suite's id: a run of it has begun that answers whether a model would do.
        pageWanted: all models are to be shown, where they are added and changed.
        failed: a sentence and a hint about what could not be done.
    """

    changed = Signal()
    tried = Signal(str)
    pageWanted = Signal()
    failed = Signal(str, str)

    def __init__(
        self, library: LibraryCalls, engine: EngineCalls, evals: EvalCalls, tasks: Tasks
    ) -> None:
        super().__init__()
        self._library = library
        self._engine = engine
        self._evals = evals
        self._tasks = tasks
        self._suite: Suite | None = None
        self._fixed = ""
        self._looking = False
        self._busy = False
        self._model = RowList(ModelRow, self)

    @Property(QObject, constant=True)
    def model(self) -> RowList[ModelRow]:
        return self._model

    @Property(bool, notify=changed)
    def looking(self) -> bool:
        """Whether it is still being found out which there are."""
        return self._looking

    @Property(bool, notify=changed)
    def alone(self) -> bool:
        """Whether there is no other than the one that is used now."""
        return not self._looking and all(row.used for row in self._model.rows)

    @Property(bool, notify=changed)
    def canTry(self) -> bool:
        return self._suite is not None and self._suite.cases > 0 and not self._busy

    @Property(str, notify=changed)
    def fixed(self) -> str:
        """Why none can be chosen here, in a sentence; "" when it can."""
        return self._fixed

    @Property(str, notify=changed)
    def about(self) -> str:
        """What trying a model does, or why it cannot be tried."""
        suite = self._suite
        if suite is None:
            return ""
        if not suite.cases:
            return self.tr("Your main suite, “{suite}”, has no cases to try a model on.").replace(
                "{suite}", suite.name
            )
        sentence = self.tr("“Would it do?” runs “{suite}”, {cases}, on it and on what is used now.")
        return sentence.replace("{cases}", words.cases(suite.cases)).replace("{suite}", suite.name)

    @Slot()
    def look(self) -> None:
        """The list opens: find out which there are."""
        if not self._looking:
            self._looking = True
            self.changed.emit()
            self._tasks.start(self._look())

    @Slot(str)
    def use(self, name: str) -> None:
        """Use a model from the next message on."""
        if not self._busy and not self._fixed:
            self._busy = True
            self.changed.emit()
            self._tasks.start(self._use(name))

    @Slot()
    def showAll(self) -> None:
        """Show where models are added and changed."""
        self.pageWanted.emit()

    @Slot(str)
    def tryModel(self, name: str) -> None:
        """Run the main suite on a model, and on what is used now."""
        if self.canTry:
            self._busy = True
            self.changed.emit()
            self._tasks.start(self._try(name))

    async def _look(self) -> None:
        try:
            self._suite = await self._library.call(lambda library: library.evals.main_suite())
            names = await self._evals.evals(lambda evals: evals.models())
            known = await self._engine.call(lambda host: host.connections())
            self._fixed = known.fixed
            used = names[0] if known.fixed else known.used or known.built_in
            self._model.show([ModelRow(name, name == used) for name in names])
        except CairnError as error:
            self.failed.emit(error.sentence, error.hint)
        finally:
            self._looking = False
            self.changed.emit()

    async def _use(self, name: str) -> None:
        try:
            await self._engine.call(lambda host: host.use_model(name))
        except CairnError as error:
            self.failed.emit(error.sentence, error.hint)
        finally:
            self._busy = False
            self.changed.emit()
        await self._look()

    async def _try(self, name: str) -> None:
        try:
            suite = await self._library.call(lambda library: library.evals.main_suite())
            used = next((row.key for row in self._model.rows if row.used), "")
            both = [used, name] if used else [name]
            plan = RunPlan(
                suite.id,
                tuple(Candidate(one, model=one) for one in both),
                name=self.tr("Would {model} do?").replace("{model}", name),
            )
            await self._evals.evals(lambda evals: evals.start(plan))
        except CairnError as error:
            self.failed.emit(error.sentence, error.hint)
            return
        finally:
            self._busy = False
            self.changed.emit()
        self.tried.emit(suite.id)
