"""Two branches, or two steps, side by side from where they part."""

import time
from enum import IntEnum

from PySide6.QtCore import Property, QEnum, QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from desktop.shared.engine_calls import EngineCalls
from desktop.shared.library_calls import LibraryCalls
from desktop.shared.row_list import RowList
from desktop.shared.tasks import Tasks, run_blocking
from desktop.timeline.both import BothViewModel
from desktop.timeline.compare_heads import Choice, Column, choices, heads, heads_without_figures
from desktop.timeline.compare_list import CompareList
from desktop.timeline.compare_live import Answers, live_row
from desktop.timeline.compare_reading import Compared, Place, read
from desktop.timeline.compare_rows import CompareRow, kept_of, passage_of, rows_of, shared_words
from graphs import (
    CairnError,
    ConversationTitled,
    Event,
    ModelStateChanged,
    NotFound,
    RunChanged,
    TextDelta,
)

QML_IMPORT_NAME = "Cairn"
QML_IMPORT_MAJOR_VERSION = 1

_SOON_MS = 100
"""Until branches at work are read again, if that does not take long."""

_FRAME_MS = 50
"""Between two looks at what is being written."""


@QmlElement
@QmlUncreatable("Made in desktop/app/wiring.py.")  # pyright: ignore[reportCallIssue]
class CompareViewModel(QObject):
    """What two branches said and did differently, followed while they are at work.

    It reads only between open() and leave().

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
        self._both.failed.connect(self.refresh)
        self._rows: tuple[CompareRow, ...] = ()
        self._answers = Answers()
        self._soon = QTimer(self, interval=_SOON_MS, singleShot=True)
        self._soon.timeout.connect(self._look)
        self._frame = QTimer(self, interval=_FRAME_MS, singleShot=True)
        self._frame.timeout.connect(self._grow)

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
        match self._error:
            case None:
                return ""
            case NotFound():
                return self.tr("One of them is not there any more.")
            case error:
                return f"{error.sentence} {error.hint}".strip()

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
        self._unfolded |= {passage_of(key)}
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
        self._frame.stop()
        self._columns.show(())
        self._both.expect(offered=False)

    @Slot(object)
    def handle(self, event: Event) -> None:
        """Follow what the engine tells of the two."""
        self._answers.take(event)
        self._answers.forget([key for key in self._answers.ended if not self._follows(key[0])])
        match event:
            case ConversationTitled() | ModelStateChanged() | RunChanged():
                pass
            case TextDelta():
                if self._follows(event.branch_id) and not self._frame.isActive():
                    self._frame.start()
            case _:
                if self._follows(event.branch_id) and not self._soon.isActive():
                    self._soon.start()

    def _follows(self, branch_id: str) -> bool:
        return Place(branch_id) in (self._places or ())

    # What it reads

    def _begin(self, left: Place, right: Place) -> None:
        self._clear((left, right))
        now = left.position is None and right.position is None
        self._both.expect(offered=now and left != right)
        self.opened.emit()
        self._look()

    def _clear(self, places: tuple[Place, Place] | None) -> None:
        self._places, self._found, self._error = places, None, None
        self._unfolded = frozenset()
        self._rows = ()
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
        began = time.monotonic()
        ended, writing = set(self._answers.ended), self._answers.writing
        try:
            found = await read(self._library, self._engine, *places, writing)
        except CairnError as error:
            if places == self._places:
                self._fail(places, error)
            return
        before = self._model.rows
        rows = await run_blocking(rows_of, found.comparison, self._unfolded)
        kept = await run_blocking(kept_of, before, rows)
        self._answers.forget(ended)
        self._soon.setInterval(max(_SOON_MS, round(3_000 * (time.monotonic() - began))))
        if places == self._places:
            self._show(found, kept, rows)

    def _fail(self, places: tuple[Place, Place], error: CairnError) -> None:
        self._found, self._error, self._rows = None, error, ()
        self._model.go_on(0, ())
        self._columns.show(heads_without_figures(places, self._choices.rows))
        self._both.aim(())
        self.changed.emit()

    @Slot()
    def _grow(self) -> None:
        """Show what was written since."""
        if self._found is not None:
            self._put(len(self._rows))

    def _put(self, kept: int) -> None:
        ids = [place.branch_id if place.position is None else "" for place in self._places or ()]
        live = live_row(self._answers.texts, ids)
        self._model.go_on(kept, (*self._rows, *live))

    def _show(self, found: Compared, kept: int, rows: tuple[CompareRow, ...]) -> None:
        self._found, self._error = found, None
        self._choices.show(choices(found))
        self._columns.show(heads(found))
        self._rows = rows
        self._put(kept)
        self._both.aim([side.branch for side in found.sides])
        self.changed.emit()
