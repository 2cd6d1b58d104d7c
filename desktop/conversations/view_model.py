"""What the sidebar shows and does."""

from collections.abc import Callable, Coroutine
from dataclasses import replace
from datetime import datetime
from enum import IntEnum
from typing import Any, cast

from PySide6.QtCore import Property, QEnum, QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QmlElement, QmlUncreatable

from desktop.conversations import reading
from desktop.conversations.deletions import Deleted, Deletions
from desktop.conversations.derive import Kind, Row
from desktop.conversations.list_model import ConversationListModel
from desktop.conversations.listing import Listing
from desktop.conversations.nested import NestedBranchesViewModel
from desktop.shared import links
from desktop.shared.library_calls import LibraryCalls
from desktop.shared.links import ConversationLink
from desktop.shared.tasks import Tasks
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


@QmlElement
@QmlUncreatable("Made in desktop/app/wiring.py.")  # pyright: ignore[reportCallIssue]
class ConversationsViewModel(QObject):
    """The conversations, the one that is open, and what was just deleted.

    Signals:
        opened: a conversation's id, '' for one not yet begun: show it.
        renamed: a conversation's id and the title that the person gave it.
        branchWanted: the ids of a conversation and of a branch of it: show that.
        branchTouched: the id of a conversation, of whose branches something was changed.
        compareWanted: two branches' ids: show them side by side.
        trashChanged: a conversation or a branch has gone into the trash or come out of it.
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
    branchWanted = Signal(str, str)
    branchTouched = Signal(str)
    compareWanted = Signal(str, str)
    trashChanged = Signal()
    failed = Signal(str, str)

    def __init__(
        self, library: LibraryCalls, tasks: Tasks, now: Callable[[], datetime] | None = None
    ) -> None:
        super().__init__()
        self._library = library
        self._tasks = tasks
        self._listing = Listing(tasks, now or _local_now, self)
        self._listing.shown.connect(self.stateChanged)
        self._listing.shown.connect(self.selectionChanged)
        self._model = self._listing.model
        self._branches = NestedBranchesViewModel(library, tasks, self)
        self._branches.changed.connect(self._on_branches)
        self._branches.inViewChanged.connect(self._on_branches)
        self._branches.needed.connect(self._on_needed)
        self._branches.touched.connect(self._on_needed)
        self._branches.touched.connect(self.branchTouched)
        self._branches.wanted.connect(self.branchWanted)
        self._branches.compareWanted.connect(self.compareWanted)
        self._branches.trashed.connect(self._on_branch_trashed)
        self._branches.failed.connect(self.failed)
        self._deletions = Deletions(self)
        self._deletions.changed.connect(self.undoChanged)
        self._selected = ""
        self._current = ""
        self._leaving: set[str] = set()  # on their way into the trash: what was read before is old

    # What the view reads

    @Property(QObject, constant=True)
    def model(self) -> ConversationListModel:
        return self._model

    @Property(NestedBranchesViewModel, constant=True)
    def branches(self) -> NestedBranchesViewModel:
        return self._branches

    @Property(int, notify=stateChanged)
    def state(self) -> int:
        known = self._listing.inputs.conversations
        if known is None:
            return self.State.READING
        if self._model.rowCount():
            return self.State.ROWS
        return self.State.NO_MATCH if known else self.State.NOTHING_YET

    @Property(str, notify=queryChanged)
    def query(self) -> str:
        return self._listing.inputs.query

    @Slot(str)
    def filter(self, query: str) -> None:
        """Show only the rows whose title holds every word of `query`."""
        if query != self._listing.inputs.query:
            self._listing.swap(replace(self._listing.inputs, query=query))
            self.queryChanged.emit()

    @Property(str, notify=selectionChanged)
    def selectedId(self) -> str:
        return self._selected

    @Property(int, notify=selectionChanged)
    def currentRow(self) -> int:
        """Where the keyboard is: at the conversation in view, or at a row beneath one."""
        return self._place()

    @Property(bool, notify=undoChanged)
    def undoShown(self) -> bool:
        return self._deletions.shown

    @Property(bool, notify=undoChanged)
    def canUndo(self) -> bool:
        return self._deletions.last is not None

    @Property(str, notify=undoChanged)
    def deletedTitle(self) -> str:
        last = self._deletions.last
        return last.title if last else ""

    # What the view asks for

    @Slot()
    def refresh(self) -> None:
        """Read all conversations anew."""
        self._tasks.start(self._read_all())

    @Slot()
    def look(self) -> None:
        """Read the conversation in view anew: its branches may be others."""
        if self._selected:
            self._on_needed(self._selected)

    async def read(self, wanted: str) -> None:
        """Read all conversations for the first time and open `wanted`, or a new one without it."""
        await self._read_all()
        if self._listing.find(wanted) is not None:
            self.select(wanted)
        else:
            self.startNew()

    @Slot(int)
    def goTo(self, row: int) -> None:
        """Go to a row, and open it if it is a conversation; rows past the ends are the ends."""
        last = self._model.rowCount() - 1
        if last < 0:
            return
        found = self._model.rows[min(max(row, 0), last)]
        if found.kind is Kind.CONVERSATION:
            self.select(found.conversation.id)
        self._go(found.key)

    @Slot()
    def unfold(self) -> None:
        """Unfold the conversation that the keyboard is at; one that is unfolded leads on."""
        row = self._row()
        if row is not None and row.unfolded:
            self.goTo(self._place() + 1)
        elif row is not None and row.kind is Kind.CONVERSATION:
            self._branches.unfold(row.conversation.id)

    @Slot()
    def fold(self) -> None:
        """Fold the conversation that the keyboard is at; from beneath one go to it."""
        row = self._row()
        if row is not None and row.kind is not Kind.CONVERSATION:
            self.goTo(self._model.row_of(row.conversation.id))
        elif row is not None and row.unfolded:
            self._branches.fold(row.conversation.id)

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
    def show(self, conversation_id: str, branch_id: str) -> None:
        """That branch is in view now; both are '' for none."""
        self._branches.show(conversation_id, branch_id)

    @Slot(str)
    def copyLink(self, conversation_id: str) -> None:
        """Put a link to a conversation on the clipboard."""
        QGuiApplication.clipboard().setText(links.write(ConversationLink(conversation_id)))

    @Slot(str, str)
    def rename(self, conversation_id: str, title: str) -> None:
        """Give a title; blank or unchanged ones are no change."""
        known = self._listing.find(conversation_id)
        title = " ".join(title.split())
        if known is None or not title or title == known.title:
            return
        self._listing.put(replace(known, title=title))
        self.renamed.emit(conversation_id, title)
        self._change(lambda: self._library.call(lambda one: one.rename(conversation_id, title)))

    @Slot(str)
    def trash(self, conversation_id: str) -> None:
        """Move a conversation to the trash; the one below it, or above, is opened instead."""
        known = self._listing.find(conversation_id)
        if known is None:
            return
        neighbour = self._listing.neighbour(conversation_id)
        self._leaving.add(conversation_id)
        self._listing.drop(conversation_id)
        self._deletions.add(Deleted(conversation_id, known.title))
        if self._selected == conversation_id:
            self.select(neighbour) if neighbour else self.startNew()
        self._change(lambda: self._put_away(conversation_id))

    @Slot()
    def undo(self) -> None:
        """Take what was deleted last back out of the trash and open it."""
        deleted = self._deletions.take()
        if deleted is not None:
            self._change(lambda: self._take_back(deleted))

    @Slot()
    def dismissUndo(self) -> None:
        """Put the offer away; undo() still works."""
        self._deletions.dismiss()

    @Slot(object)
    def handle(self, event: Event) -> None:
        """Follow what the engine tells."""
        match event:
            case ConversationTitled(conversation_id, title):
                known = self._listing.find(conversation_id)
                if known is not None:
                    self._listing.put(replace(known, title=title))
            case TurnStarted(branch_id):
                known = self._listing.of_branch(branch_id)
                if known is not None:
                    self._listing.put(replace(known, status=ConversationStatus.RUNNING))
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

    def _take_selection(self, conversation_id: str) -> bool:
        row = self._row()
        if row is None or row.conversation.id != conversation_id:
            self._go(conversation_id)
        if conversation_id == self._selected:
            return False
        self._selected = conversation_id
        self.selectionChanged.emit()
        self._branches.unfold_by_itself(conversation_id)
        return True

    def _go(self, key: str) -> None:
        if key != self._current:
            self._current = key
            self.selectionChanged.emit()

    def _place(self) -> int:
        at = self._model.row_of(self._current) if self._current else -1
        return at if at >= 0 or not self._selected else self._model.row_of(self._selected)

    def _row(self) -> Row | None:
        place = self._place()
        return self._model.rows[place] if place >= 0 else None

    @Slot()
    def _on_branches(self) -> None:
        nests, in_view = self._branches.nests, cast("str", self._branches.inView)
        self._listing.swap(replace(self._listing.inputs, nests=nests, in_view=in_view))

    @Slot(str)
    def _on_needed(self, conversation_id: str) -> None:
        self._tasks.start(self._read_one(conversation_id))

    @Slot(str, str, str)
    def _on_branch_trashed(self, conversation_id: str, branch_id: str, name: str) -> None:
        if self._current == f"branch:{branch_id}":
            self._go(self._model.key_beside(self._place()))
        self._deletions.add(Deleted(conversation_id, name, branch_id))
        self.trashChanged.emit()

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
        try:
            await self._library.call(lambda one: one.trash(conversation_id))
        finally:
            self._leaving.discard(conversation_id)
        self.trashChanged.emit()

    async def _take_back(self, deleted: Deleted) -> None:
        if deleted.branch_id:
            await self._library.call(lambda one: one.restore_branch(deleted.branch_id))
        else:
            await self._library.call(lambda one: one.restore(deleted.id))
        self.trashChanged.emit()
        await self._read_one(deleted.id)
        if deleted.branch_id:
            self._branches.open(deleted.id, deleted.branch_id)
        else:
            self.select(deleted.id)

    async def _read_all(self) -> None:
        unfolded = self._branches.unfolded
        try:
            found = await self._library.call(lambda library: reading.everything(library, unfolded))
        except CairnError as error:
            self.failed.emit(error.sentence, error.hint)
            return
        self._branches.take(found)
        there = tuple(one for one in found.conversations if one.id not in self._leaving)
        nests = self._branches.nests
        self._listing.swap(replace(self._listing.inputs, conversations=there, nests=nests))

    async def _read_one(self, conversation_id: str) -> None:
        try:
            await self._read_row(lambda library: library.conversation(conversation_id))
        except NotFound:
            self._listing.drop(conversation_id)

    async def _read_row(self, read: Callable[[Library], Conversation]) -> None:
        unfolded = self._branches.unfolded
        found = await self._library.call(lambda library: reading.one(library, read, unfolded))
        (known,) = found.conversations
        if known.trashed_at is None and known.id not in self._leaving:
            self._branches.take(found)
            self._listing.put(known, self._branches.nests)


def _local_now() -> datetime:
    return datetime.now().astimezone()
