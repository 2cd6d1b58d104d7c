"""What the sidebar shows and does."""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass, replace
from datetime import datetime
from enum import IntEnum
from typing import Any

from PySide6.QtCore import Property, QEnum, QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from desktop.conversations.derive import Change, Row, changes, newest_first, rows
from desktop.conversations.list_model import ConversationListModel
from desktop.shared.library_calls import LibraryCalls
from desktop.shared.tasks import Tasks, run_blocking
from graphs import (
    CairnError,
    Conversation,
    ConversationStatus,
    ConversationTitled,
    Event,
    Library,
    NotFound,
    TurnFailed,
    TurnFinished,
    TurnStarted,
    TurnStopped,
    TurnWaiting,
)

QML_IMPORT_NAME = "Cairn"
QML_IMPORT_MAJOR_VERSION = 1

_HERE_AT_MOST = 1_000  # rows derived on the window's thread; more would take over 8 ms
_NEXT_DAY_CHECK_MS = 30_000
_UNDO_SHOWN_MS = 10_000


@dataclass(frozen=True, slots=True)
class Inputs:
    """All that the rows depend on. `conversations` is newest first; None until they are read."""

    conversations: tuple[Conversation, ...] | None = None
    query: str = ""
    day: int = 0  # changes at midnight


@dataclass(frozen=True, slots=True)
class Deleted:
    """A conversation in the trash that can be had back."""

    id: str
    title: str


@QmlElement
@QmlUncreatable("Made in desktop/app/wiring.py.")  # pyright: ignore[reportCallIssue]
class ConversationsViewModel(QObject):
    """The conversations, the one that is open, and what was just deleted.

    Signals:
        opened: a conversation's id, '' for one not yet begun: show it.
        renamed: a conversation's id and the title that the person gave it.
        trashChanged: a conversation has gone into the trash or come out of it.
        failed: a sentence and a hint about what could not be done.
    """

    class State(IntEnum):
        """What stands where the rows stand."""

        READING = 0
        NOTHING_YET = 1
        NO_MATCH = 2
        ROWS = 3

    QEnum(State)

    stateChanged = Signal()
    queryChanged = Signal()
    selectionChanged = Signal()
    undoChanged = Signal()
    opened = Signal(str)
    renamed = Signal(str, str)
    trashChanged = Signal()
    failed = Signal(str, str)

    def __init__(
        self, library: LibraryCalls, tasks: Tasks, now: Callable[[], datetime] | None = None
    ) -> None:
        super().__init__()
        self._library = library
        self._tasks = tasks
        self._now = now or _local_now
        self._inputs = Inputs(day=self._today())
        self._generation = 0
        self._model = ConversationListModel(self)
        self._selected = ""
        self._deleted: list[Deleted] = []
        self._undo_shown = False
        self._undo_timer = QTimer(self, interval=_UNDO_SHOWN_MS, singleShot=True)
        self._undo_timer.timeout.connect(self.dismissUndo)
        self._midnight = QTimer(self, interval=_NEXT_DAY_CHECK_MS)
        self._midnight.timeout.connect(self._on_time)
        self._midnight.start()

    # What the view reads

    @Property(QObject, constant=True)
    def model(self) -> ConversationListModel:
        return self._model

    @Property(int, notify=stateChanged)
    def state(self) -> int:
        if self._inputs.conversations is None:
            return self.State.READING
        if self._model.rowCount():
            return self.State.ROWS
        return self.State.NO_MATCH if self._inputs.conversations else self.State.NOTHING_YET

    @Property(str, notify=queryChanged)
    def query(self) -> str:
        return self._inputs.query

    @Slot(str)
    def filter(self, query: str) -> None:
        """Show only the rows whose title holds every word of `query`."""
        if query != self._inputs.query:
            self._swap(replace(self._inputs, query=query))
            self.queryChanged.emit()

    @Property(str, notify=selectionChanged)
    def selectedId(self) -> str:
        return self._selected

    @Property(int, notify=selectionChanged)
    def selectedRow(self) -> int:
        return self._model.row_of(self._selected) if self._selected else -1

    @Property(bool, notify=undoChanged)
    def undoShown(self) -> bool:
        return self._undo_shown

    @Property(bool, notify=undoChanged)
    def canUndo(self) -> bool:
        return bool(self._deleted)

    @Property(str, notify=undoChanged)
    def deletedTitle(self) -> str:
        return self._deleted[-1].title if self._deleted else ""

    # What the view asks for

    @Slot()
    def refresh(self) -> None:
        """Read all conversations anew."""
        self._tasks.start(self._read_all())

    async def read(self, wanted: str) -> None:
        """Read all conversations for the first time and open `wanted`, or a new one without it."""
        await self._read_all()
        if self._find(wanted) is not None:
            self.select(wanted)
        else:
            self.startNew()

    @Slot(int)
    def selectRow(self, row: int) -> None:
        """Open the conversation of a row; rows past the ends are the ends."""
        last = self._model.rowCount() - 1
        if last >= 0:
            self.select(self._model.rows[min(max(row, 0), last)].conversation.id)

    @Slot(str)
    def select(self, conversation_id: str) -> None:
        """Open a conversation; '' for one not yet begun."""
        if self._take_selection(conversation_id):
            self.opened.emit(conversation_id)

    @Slot()
    def startNew(self) -> None:
        """Open the page of a conversation not yet begun."""
        self._take_selection("")
        self.opened.emit("")

    @Slot(str)
    def started(self, conversation_id: str) -> None:
        """A conversation has come into being in the open page: list and select it."""
        self._take_selection(conversation_id)
        self._tasks.start(self._read_one(conversation_id))

    @Slot(str, str)
    def rename(self, conversation_id: str, title: str) -> None:
        """Give a title; blank or unchanged ones are no change."""
        known = self._find(conversation_id)
        title = " ".join(title.split())
        if known is None or not title or title == known.title:
            return
        self._put(replace(known, title=title))
        self.renamed.emit(conversation_id, title)
        self._change(lambda: self._library.call(lambda one: one.rename(conversation_id, title)))

    @Slot(str)
    def trash(self, conversation_id: str) -> None:
        """Move a conversation to the trash; the one below it, or above, is opened instead."""
        known = self._find(conversation_id)
        if known is None:
            return
        neighbour = self._neighbour(conversation_id)
        self._drop(conversation_id)
        self._deleted.append(Deleted(conversation_id, known.title))
        self._show_undo(shown=True)
        if self._selected == conversation_id:
            self.select(neighbour) if neighbour else self.startNew()
        self._change(lambda: self._put_away(conversation_id))

    @Slot()
    def undo(self) -> None:
        """Take the conversation deleted last back out of the trash and open it."""
        if not self._deleted:
            return
        deleted = self._deleted.pop()
        self._show_undo(shown=False)
        self._change(lambda: self._take_back(deleted))

    @Slot()
    def dismissUndo(self) -> None:
        """Put the offer away; undo() still works."""
        self._show_undo(shown=False)

    @Slot(object)
    def handle(self, event: Event) -> None:
        """Follow what the engine tells."""
        match event:
            case ConversationTitled(conversation_id, title):
                known = self._find(conversation_id)
                if known is not None:
                    self._put(replace(known, title=title))
            case TurnStarted(branch_id):
                known = self._of_branch(branch_id)
                if known is not None:
                    self._put(replace(known, status=ConversationStatus.RUNNING))
                self._follow(branch_id)
            case (
                TurnFinished(branch_id)
                | TurnWaiting(branch_id)
                | TurnStopped(branch_id)
                | TurnFailed(branch_id)
            ):
                self._follow(branch_id)
            case _:
                pass

    # How it changes

    def _swap(self, inputs: Inputs) -> None:
        """Take new inputs; show what follows from them, far lists from a worker thread."""
        self._inputs = inputs
        self._generation += 1
        if len(inputs.conversations or ()) <= _HERE_AT_MOST:
            self._show(_derived(inputs, self._model.rows, self._now()))
        else:
            self._tasks.start(self._derive_aside(self._generation))

    async def _derive_aside(self, generation: int) -> None:
        found = await run_blocking(_derived, self._inputs, self._model.rows, self._now())
        if generation == self._generation:
            self._show(found)

    def _show(self, found: tuple[Change, ...]) -> None:
        self._model.apply(found)
        self.stateChanged.emit()
        self.selectionChanged.emit()

    def _put(self, conversation: Conversation) -> None:
        """Add a conversation, or replace the one with its id."""
        others = [one for one in self._inputs.conversations or () if one.id != conversation.id]
        self._swap(replace(self._inputs, conversations=newest_first([*others, conversation])))

    def _drop(self, conversation_id: str) -> None:
        left = tuple(one for one in self._inputs.conversations or () if one.id != conversation_id)
        self._swap(replace(self._inputs, conversations=left))

    def _take_selection(self, conversation_id: str) -> bool:
        if conversation_id == self._selected:
            return False
        self._selected = conversation_id
        self.selectionChanged.emit()
        return True

    def _show_undo(self, *, shown: bool) -> None:
        self._undo_shown = shown
        if shown:
            self._undo_timer.start()
        else:
            self._undo_timer.stop()
        self.undoChanged.emit()

    @Slot()
    def _on_time(self) -> None:
        if self._today() != self._inputs.day:
            self._swap(replace(self._inputs, day=self._today()))

    # What it reads and writes

    def _follow(self, branch_id: str) -> None:
        """Read anew the conversation of a branch, and nothing else."""
        self._tasks.start(self._read_row(lambda one: one.conversation_of_branch(branch_id)))

    def _change(self, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        self._tasks.start(self._changed(work))

    async def _changed(self, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Do `work`; when it is refused say so and show what is true."""
        try:
            await work()
        except CairnError as error:
            self.failed.emit(error.sentence, error.hint)
            await self._read_all()

    async def _put_away(self, conversation_id: str) -> None:
        await self._library.call(lambda one: one.trash(conversation_id))
        self.trashChanged.emit()

    async def _take_back(self, deleted: Deleted) -> None:
        await self._library.call(lambda one: one.restore(deleted.id))
        self.trashChanged.emit()
        await self._read_one(deleted.id)
        self.select(deleted.id)

    async def _read_all(self) -> None:
        try:
            found = await self._library.call(lambda library: library.conversations())
        except CairnError as error:
            self.failed.emit(error.sentence, error.hint)
            return
        self._swap(replace(self._inputs, conversations=tuple(found)))

    async def _read_one(self, conversation_id: str) -> None:
        try:
            await self._read_row(lambda library: library.conversation(conversation_id))
        except NotFound:
            self._drop(conversation_id)

    async def _read_row(self, read: Callable[[Library], Conversation]) -> None:
        found = await self._library.call(read)
        if found.trashed_at is None:
            self._put(found)

    def _find(self, conversation_id: str) -> Conversation | None:
        known = self._inputs.conversations or ()
        return next((one for one in known if one.id == conversation_id), None)

    def _of_branch(self, branch_id: str) -> Conversation | None:
        known = self._inputs.conversations or ()
        return next((one for one in known if one.branch_id == branch_id), None)

    def _neighbour(self, conversation_id: str) -> str:
        ids = [row.conversation.id for row in self._model.rows]
        if conversation_id not in ids:
            return ""
        place = ids.index(conversation_id)
        return (ids[place + 1 : place + 2] or ids[max(place - 1, 0) : place] or [""])[0]

    def _today(self) -> int:
        return self._now().toordinal()


def _derived(inputs: Inputs, shown: tuple[Row, ...], now: datetime) -> tuple[Change, ...]:
    return changes(shown, rows(inputs.conversations or (), inputs.query, now))


def _local_now() -> datetime:
    return datetime.now().astimezone()
