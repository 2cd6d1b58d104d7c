"""Two branches, or two steps, side by side from where they part."""

from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import Property, QEnum, QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from desktop.shared.branch_words import branch_name
from desktop.shared.engine_calls import EngineCalls
from desktop.shared.library_calls import LibraryCalls
from desktop.shared.row_list import RowList
from desktop.shared.tasks import Tasks, run_blocking
from desktop.timeline.both import BothViewModel
from desktop.timeline.compare_list import CompareList
from desktop.timeline.compare_reading import Compared, Place, read
from desktop.timeline.compare_rows import CompareRow, kept_of, rows_of, shared_words, spent
from graphs import CairnError, ConversationTitled, Event, ModelStateChanged

QML_IMPORT_NAME = "Cairn"
QML_IMPORT_MAJOR_VERSION = 1

_OFTEN_MS = 400
"""Between two looks at branches that are at work."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A branch that can be put at a side."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Column:
    """The head of a side. `standing` is the status of its branch's newest turn, "" of a step.

    `chosen` is the place of its branch among the choices, -1 for one in the trash.
    """

    key: str
    branch_id: str
    name: str
    spent: str
    standing: str
    chosen: int


@QmlElement
@QmlUncreatable("Made in desktop/app/wiring.py.")  # pyright: ignore[reportCallIssue]
class CompareViewModel(QObject):
    """What two branches said and did differently, followed while they are at work.

    It reads and follows events only between open() and leave().

    Signals:
        opened: there is something to be shown.
        branchWanted: the ids of a conversation and of a branch of it: show that one.
        failed: a sentence and a hint about what could not be sent.
    """

    class State(IntEnum):
        """What stands where the rows stand."""

        READING = 0
        SAME = 1
        ROWS = 2
        FAILED = 3

    QEnum(State)

    changed = Signal()
    opened = Signal()
    branchWanted = Signal(str, str)
    failed = Signal(str, str)

    def __init__(self, library: LibraryCalls, engine: EngineCalls, tasks: Tasks) -> None:
        super().__init__()
        self._library = library
        self._engine = engine
        self._tasks = tasks
        self._places: tuple[Place, Place] | None = None
        self._found: Compared | None = None
        self._error: CairnError | None = None
        self._unfolded: frozenset[str] = frozenset()
        self._asked = 0
        self._reading = False
        self._model = CompareList(self)
        self._columns = RowList(Column, self)
        self._choices = RowList(Choice, self)
        self._both = BothViewModel(engine, tasks, self)
        self._both.failed.connect(self.failed)
        self._soon = QTimer(self, interval=_OFTEN_MS, singleShot=True)
        self._soon.timeout.connect(self._look)

    # What the view reads

    @Property(QObject, constant=True)
    def model(self) -> CompareList:
        return self._model

    @Property(QObject, constant=True)
    def columns(self) -> RowList[Column]:
        """The heads of both sides."""
        return self._columns

    @Property(QObject, constant=True)
    def choices(self) -> RowList[Choice]:
        """The branches of the conversation."""
        return self._choices

    @Property(BothViewModel, constant=True)
    def both(self) -> BothViewModel:
        return self._both

    @Property(int, notify=changed)
    def state(self) -> int:
        if self._error is not None:
            return self.State.FAILED
        if self._found is None:
            return self.State.READING
        return self.State.ROWS if self._found.comparison.turns else self.State.SAME

    @Property(str, notify=changed)
    def shared(self) -> str:
        """How much is the same."""
        return shared_words(self._found.comparison) if self._found else ""

    @Property(str, notify=changed)
    def error(self) -> str:
        """Why the two cannot be compared."""
        return f"{self._error.sentence} {self._error.hint}".strip() if self._error else ""

    # What the view asks for

    @Slot(str, str)
    def open(self, left: str, right: str) -> None:
        """Compare two branches as they are."""
        self._begin(Place(left), Place(right))

    @Slot(str, int)
    def openStep(self, branch_id: str, position: int) -> None:
        """Compare a branch as it was at a step with what it is now."""
        self._begin(Place(branch_id, position), Place(branch_id))

    @Slot(int, str)
    def choose(self, side: int, branch_id: str) -> None:
        """Put another branch at a side: 0 is left, 1 is right."""
        if self._places is None or not branch_id or self._places[side] == Place(branch_id):
            return
        left, right = self._places
        chosen = Place(branch_id)
        self._begin(chosen if side == 0 else left, chosen if side == 1 else right)

    @Slot()
    def refresh(self) -> None:
        """Take in what another process has added."""
        if self._places is not None:
            self._look()

    @Slot(str)
    def unfold(self, key: str) -> None:
        """Show all of a long passage."""
        self._unfolded |= {key}
        self._look()

    @Slot(str)
    def show(self, branch_id: str) -> None:
        """Show a branch by itself."""
        if self._found is not None:
            self.branchWanted.emit(self._found.sides[0].branch.conversation_id, branch_id)

    @Slot()
    def leave(self) -> None:
        """The page closes: let go of everything."""
        self._clear(None)
        self._soon.stop()
        self._columns.show(())
        self._both.aim(())

    @Slot(object)
    def handle(self, event: Event) -> None:
        """Follow what the engine tells of the two."""
        match event:
            case ConversationTitled() | ModelStateChanged():
                pass
            case _:
                here = [place for place in self._places or () if place.position is None]
                if Place(event.branch_id) in here and not self._soon.isActive():
                    self._soon.start()

    # What it reads

    def _begin(self, left: Place, right: Place) -> None:
        self._clear((left, right))
        self.opened.emit()
        self._look()

    def _clear(self, places: tuple[Place, Place] | None) -> None:
        self._places, self._found, self._error = places, None, None
        self._unfolded = frozenset()
        self._model.go_on(0, ())
        self.changed.emit()

    @Slot()
    def _look(self) -> None:
        """Read both; once more when that was asked for meanwhile."""
        self._asked += 1
        if not self._reading:
            self._reading = True
            self._tasks.start(self._read())

    async def _read(self) -> None:
        try:
            seen = 0
            while self._places is not None and seen != self._asked:
                seen = self._asked
                await self._read_once(self._places)
        finally:
            self._reading = False

    async def _read_once(self, places: tuple[Place, Place]) -> None:
        try:
            found = await read(self._library, self._engine, *places)
        except CairnError as error:
            if places == self._places:
                self._error = error
                self.changed.emit()
            return
        before = self._model.rows
        rows = await run_blocking(rows_of, found.comparison, self._unfolded)
        kept = await run_blocking(kept_of, before, rows)
        if places == self._places:
            self._show(found, kept, rows)

    def _show(self, found: Compared, kept: int, rows: tuple[CompareRow, ...]) -> None:
        self._found, self._error = found, None
        totals = (found.comparison.left, found.comparison.right)
        self._choices.show([Choice(one.id, branch_name(one)) for one in found.branches])
        places = {one.id: place for place, one in enumerate(found.branches)}
        self._columns.show(
            [
                Column(
                    key,
                    side.branch.id,
                    side.name,
                    spent(total),
                    side.branch.status.value if side.position is None else "",
                    places.get(side.branch.id, -1),
                )
                for key, side, total in zip(("left", "right"), found.sides, totals, strict=True)
            ]
        )
        self._model.go_on(kept, rows)
        self._both.aim(found.sides)
        self.changed.emit()
