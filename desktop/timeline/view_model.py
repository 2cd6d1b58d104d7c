"""What the timeline shows and does."""

from collections.abc import Callable
from datetime import datetime
from enum import IntEnum

from PySide6.QtCore import Property, QEnum, QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QmlElement, QmlUncreatable

from desktop.shared import links
from desktop.shared.engine_calls import EngineCalls
from desktop.shared.library_calls import LibraryCalls
from desktop.shared.links import StepLink
from desktop.shared.tasks import Tasks
from desktop.shared.undo import UndoViewModel
from desktop.timeline.branches import BranchesViewModel
from desktop.timeline.derive import Group, Row
from desktop.timeline.detail import StepDetailViewModel
from desktop.timeline.following import Following
from desktop.timeline.list_model import TimelineListModel
from desktop.timeline.pins import PinsViewModel
from desktop.timeline.reading import Sisters
from desktop.timeline.rewinding import RewindViewModel
from graphs import CairnError, Event

QML_IMPORT_NAME = "Cairn"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("Made in desktop/app/wiring.py.")  # pyright: ignore[reportCallIssue]
class TimelineViewModel(QObject):
    """The steps of the branch in view, and the one that the person has walked to.

    Signals:
        walked: a position to look back at; 0 when the look back is over.
        branchWanted: a branch's id: show it.
        branchTouched: something of a branch was changed: its name, its place, the trash.
        continueWanted: a branch's id and a position to continue from.
        caseWanted: a branch's id and a position to make a case of.
        messageCaseWanted: the same, of the step of a message: its id.
        compareWanted: two branches' ids to be compared.
        stepCompareWanted: a branch's id and a position to be compared with what the branch is now.
        failed: a sentence and a hint about what could not be done.
    """

    class State(IntEnum):
        """What stands where the rows stand."""

        READING = 0
        NOTHING_YET = 1
        ROWS = 2

    QEnum(State)

    changed = Signal()
    currentChanged = Signal()
    walked = Signal(int)
    branchWanted = Signal(str)
    branchTouched = Signal()
    continueWanted = Signal(str, int)
    caseWanted = Signal(str, int)
    messageCaseWanted = Signal(str, str)
    compareWanted = Signal(str, str)
    stepCompareWanted = Signal(str, int)
    failed = Signal(str, str)

    def __init__(
        self,
        library: LibraryCalls,
        engine: EngineCalls,
        tasks: Tasks,
        now: Callable[[], datetime] | None = None,
    ) -> None:
        super().__init__()
        self._library = library
        self._tasks = tasks
        self._current = ""
        self._walked = 0
        self._awaited = 0
        self._following = Following(library, engine, tasks, now or _local_now, self)
        self._following.changed.connect(self._on_rows)
        self._following.opened.connect(self._on_opened)
        self._following.besideRead.connect(self._on_beside)
        self._following.failed.connect(self.failed)
        self._model = self._following.model
        self._pile = self._following.pile
        undo = UndoViewModel(self)
        self._branches = BranchesViewModel(library, tasks, undo, self)
        self._branches.wanted.connect(self.branchWanted)
        self._branches.compareWanted.connect(self.compareWanted)
        self._branches.touched.connect(self._following.look_beside)
        self._branches.touched.connect(self.branchTouched)
        self._branches.failed.connect(self.failed)
        self._detail = StepDetailViewModel(engine, tasks, self)
        self._pins = PinsViewModel(library, tasks, undo, self)
        self._pins.marked.connect(self._on_marked)
        self._pins.wanted.connect(self._on_pin_wanted)
        self._pins.failed.connect(self.failed)
        self._rewind = RewindViewModel(library, engine, tasks, undo, self)
        self._rewind.failed.connect(self.failed)

    # What the view reads

    @Property(QObject, constant=True)
    def model(self) -> TimelineListModel:
        return self._model

    @Property(BranchesViewModel, constant=True)
    def branches(self) -> BranchesViewModel:
        return self._branches

    @Property(StepDetailViewModel, constant=True)
    def detail(self) -> StepDetailViewModel:
        return self._detail

    @Property(PinsViewModel, constant=True)
    def pins(self) -> PinsViewModel:
        return self._pins

    @Property(RewindViewModel, constant=True)
    def rewind(self) -> RewindViewModel:
        return self._rewind

    @Property(int, notify=changed)
    def state(self) -> int:
        if self._model.rowCount():
            return self.State.ROWS
        return self.State.NOTHING_YET if self._following.was_read else self.State.READING

    @Property(int, notify=currentChanged)
    def currentRow(self) -> int:
        return self._place()

    # What the view asks for

    @Slot(str, str)
    def open(self, conversation_id: str, branch_id: str) -> None:
        """Show a branch; "" for none."""
        known = self._following
        if (conversation_id, branch_id) == (known.conversation_id, known.branch_id):
            return
        if conversation_id != known.conversation_id:
            self._branches.forget()
            self._awaited = 0
        self._detail.close()
        self._set_current("", walk=0)
        known.open(conversation_id, branch_id)

    @Slot()
    def refresh(self) -> None:
        """Take in what another process, or a fork, has added."""
        if self._following.branch_id:
            self._following.follow()
            self._following.look_beside()

    @Slot(int)
    def moveTo(self, row: int) -> None:
        """Walk to a row; rows past the ends are the ends."""
        rows = self._model.rows
        if rows:
            self._walk(rows[min(max(row, 0), len(rows) - 1)])

    @Slot(str)
    def choose(self, key: str) -> None:
        """Walk to the row that was clicked and unfold it; the one there already is toggled."""
        row = self._row(key)
        if row is None:
            return
        if row.head and (key == self._current or not row.unfolded):
            self._toggle(row)
        self._walk(row)

    @Slot(str)
    def toggle(self, key: str) -> None:
        """Unfold a turn, or fold it again."""
        row = self._row(key)
        if row is not None and row.head:
            self._toggle(row)

    @Slot()
    def unfold(self) -> None:
        """Unfold the turn of the current row."""
        row = self._row(self._current)
        if row is not None and row.head and not row.unfolded:
            self._toggle(row)

    @Slot()
    def fold(self) -> None:
        """Fold the turn of which the current row is the head; from another row go to the head."""
        row = self._row(self._current)
        if row is None:
            return
        if row.head:
            if row.unfolded:
                self._toggle(row)
        elif group := self._pile.group_at(row.position):
            self._walk_to(group.key)

    @Slot()
    def leave(self) -> None:
        """End the look back."""
        self._set_current("", walk=0)

    @Slot(bool)
    def lookedBack(self, looking: bool) -> None:
        """The conversation shows a look back, or no longer does."""
        if not looking and self._walked:
            self._walked = 0
            self._set_current("", walk=0)

    @Slot(str)
    def toggleDetail(self, key: str) -> None:
        """Show all there is to a row's step, or put it away."""
        row = self._row(key)
        if key == str(self._detail.key):
            self._detail.close()
        elif row is not None:
            self._detail.open(key, self._following.branch_id, row.position)

    @Slot(str)
    def continueFrom(self, key: str) -> None:
        """Ask for a new branch from a row's step."""
        row = self._row(key)
        if row is not None:
            self.continueWanted.emit(self._following.branch_id, row.position)

    @Slot(str)
    def makeCase(self, key: str) -> None:
        """Ask for a case to be made of a row's step."""
        row = self._row(key)
        if row is not None:
            self.caseWanted.emit(self._following.branch_id, row.position)

    @Slot(str)
    def makeCaseOf(self, message_id: str) -> None:
        """Ask for a case to be made of the step that brought a message."""
        self.messageCaseWanted.emit(self._following.branch_id, message_id)

    @Slot(str)
    def compareFrom(self, key: str) -> None:
        """Ask for a row's step beside what the branch is now."""
        row = self._row(key)
        if row is not None:
            self.stepCompareWanted.emit(self._following.branch_id, row.position)

    @Slot(str)
    def rewindTo(self, key: str) -> None:
        """Ask which files are to be as they were at a row's step."""
        row = self._row(key)
        if row is not None:
            self._rewind.begin(self._following.branch_id, row.position)

    @Slot(str)
    def takeBack(self, key: str) -> None:
        """Take back the files that a row's action has brought back."""
        row = self._row(key)
        if row is not None and row.can_take_back:
            self._rewind.takeBack(row.actions[0].id)

    @Slot(str, str)
    def offerTakeBack(self, action_id: str, result: str) -> None:
        """Files were brought back by that action: offer to take it back."""
        self._rewind.offer(action_id, result)

    @Slot(str)
    def copyLink(self, key: str) -> None:
        """Put a link to a row's step on the clipboard."""
        row = self._row(key)
        if row is not None:
            link = StepLink(self._following.branch_id, row.position)
            QGuiApplication.clipboard().setText(links.write(link))

    @Slot(str)
    def copyLinkOf(self, message_id: str) -> None:
        """Put a link to the step that brought a message on the clipboard."""
        self._tasks.start(self._copy_link_of(self._following.branch_id, message_id))

    @Slot(str)
    def copyCheckpoint(self, key: str) -> None:
        """Put the id of a row's checkpoint on the clipboard."""
        row = self._row(key)
        if row is not None:
            QGuiApplication.clipboard().setText(row.step.checkpoint_id)

    @Slot(str)
    def togglePin(self, key: str) -> None:
        """Pin a row's step, or let it go."""
        row = self._row(key)
        if row is not None:
            self._pins.toggle(row.step)

    @Slot(str)
    def askName(self, key: str) -> None:
        """Let the person name a row's step; that pins it."""
        row = self._row(key)
        if row is not None and row.step.pinned:
            self._pins.ask_name(row.step)
        elif row is not None:
            self._pins.toggle(row.step)

    @Slot(object)
    def handle(self, event: Event) -> None:
        """Follow what the engine tells of the branch in view and of those beside it."""
        self._following.handle(event)

    # How it moves

    def _row(self, key: str) -> Row | None:
        place = self._model.place(key) if key else -1
        return self._model.rows[place] if place >= 0 else None

    def _place(self) -> int:
        return self._model.place(self._current) if self._current else -1

    def _walk(self, row: Row) -> None:
        newest = row.position == self._pile.last
        self._set_current(row.key, walk=0 if newest else row.position)

    def _walk_to(self, key: str) -> None:
        row = self._row(key)
        if row is not None:
            self._walk(row)

    def _set_current(self, key: str, *, walk: int) -> None:
        self._current = key
        self.currentChanged.emit()
        if walk != self._walked:
            self._walked = walk
            self.walked.emit(walk)

    def _toggle(self, row: Row) -> None:
        group = self._pile.group_at(row.position)
        if group is not None:
            self._tasks.start(self._fold(group, unfolded=not row.unfolded))

    async def _fold(self, group: Group, *, unfolded: bool) -> None:
        await self._following.fold(group, unfolded=unfolded)
        if self._current and self._place() < 0:
            self._walk_to(group.key)

    async def _copy_link_of(self, branch_id: str, message_id: str) -> None:
        try:
            step = await self._library.call(lambda one: one.step_of_message(branch_id, message_id))
        except CairnError as error:
            self.failed.emit(error.sentence, error.hint)
            return
        link = StepLink(branch_id, step.position)
        QGuiApplication.clipboard().setText(links.write(link))

    async def _reveal(self, position: int) -> None:
        """Walk to a step, wherever it is."""
        group = await self._following.group_at(position)
        if group is not None:
            await self._following.fold(group, unfolded=True)
            self._walk_to(f"step:{position}")

    @Slot()
    def _on_rows(self) -> None:
        if str(self._detail.key) and self._row(str(self._detail.key)) is None:
            self._detail.close()
        self.changed.emit()
        self.currentChanged.emit()

    @Slot()
    def _on_opened(self) -> None:
        position, self._awaited = self._awaited, 0
        if position:
            self._tasks.start(self._reveal(position))

    @Slot(object)
    def _on_beside(self, beside: Sisters) -> None:
        known = self._following
        self._branches.show(beside.branches, known.branch_id)
        self._pins.show(known.conversation_id, beside.marks, beside.branches, known.branch_id)

    @Slot(int, str, bool)
    def _on_marked(self, position: int, name: str, pinned: bool) -> None:
        self._pile.mark(position, name, pinned=pinned)

    @Slot(str, int)
    def _on_pin_wanted(self, branch_id: str, position: int) -> None:
        if branch_id:
            self._awaited = position
            self.branchWanted.emit(branch_id)
        else:
            self._tasks.start(self._reveal(position))


def _local_now() -> datetime:
    return datetime.now().astimezone()
