"""What the activity page shows: the list, its search and filter, and the detail of one action."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import IntEnum

from PySide6.QtCore import Property, QEnum, QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from desktop.activity.derive import (
    STATUSES,
    Filter,
    Page,
    arguments,
    chunks,
    following,
    fresh,
    matches,
    page,
    repeated,
    row,
)
from desktop.activity.detail import ArgumentRow, Detail, EntryRow, detail
from desktop.activity.list_model import ActivityListModel
from desktop.shared.library_calls import LibraryCalls
from desktop.shared.row_list import RowList
from desktop.shared.tasks import Tasks
from graphs import (
    Action,
    ActionDecided,
    ActionFinished,
    ActionNeedsDecision,
    ActionProposed,
    ActionStarted,
    CairnError,
    Event,
    JournalEntry,
    Library,
)

QML_IMPORT_NAME = "Cairn"
QML_IMPORT_MAJOR_VERSION = 1

_AT_ONCE = 100  # actions read at a time
_TYPING_MS = 180


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is listed."""

    query: str = ""
    only: Filter = Filter.ALL


@QmlElement
@QmlUncreatable("Made in desktop/app/wiring.py.")  # pyright: ignore[reportCallIssue]
class ActivityViewModel(QObject):
    """All actions, newest first, and one of them in full.

    It reads and follows events only between enter() and leave().

    Signals:
        conversationWanted: a conversation's id: open it.
        caseWanted: an action's id: make a case of what led to it.
        failed: a sentence and a hint about what could not be done.
    """

    class State(IntEnum):
        """What stands where the rows stand."""

        READING = 0
        NOTHING_YET = 1
        NO_MATCH = 2
        ROWS = 3

    QEnum(State)

    changed = Signal()
    detailChanged = Signal()
    conversationWanted = Signal(str)
    caseWanted = Signal(str)
    failed = Signal(str, str)

    def __init__(
        self, library: LibraryCalls, tasks: Tasks, now: Callable[[], datetime] | None = None
    ) -> None:
        super().__init__()
        self._library = library
        self._tasks = tasks
        self._now = now or _local_now
        self._wanted = Wanted()
        self._entered = False
        self._was_read = False
        self._generation = 0
        self._model = ActivityListModel(self)
        self._model.moreWanted.connect(self._read_on)
        self._action: Action | None = None
        self._detail = Detail()
        self._arguments = RowList(ArgumentRow, self)
        self._journal = RowList(EntryRow, self)
        self._typing = QTimer(self, interval=_TYPING_MS, singleShot=True)
        self._typing.timeout.connect(self._begin)

    # The list

    @Property(QObject, constant=True)
    def model(self) -> ActivityListModel:
        return self._model

    @Property(int, notify=changed)
    def state(self) -> int:
        if self._model.rowCount():
            return self.State.ROWS
        if not self._was_read:
            return self.State.READING
        return self.State.NOTHING_YET if self._wanted == Wanted() else self.State.NO_MATCH

    @Property(str, notify=changed)
    def query(self) -> str:
        return self._wanted.query

    @Property(int, notify=changed)
    def only(self) -> int:
        return int(self._wanted.only)

    @Slot()
    def enter(self) -> None:
        """The page opens: read the list and follow what happens."""
        self._entered = True
        self._begin()

    @Slot()
    def leave(self) -> None:
        """The page closes: let go of everything."""
        self._entered = False
        self._was_read = False
        self._generation += 1
        self._typing.stop()
        self._wanted = Wanted()
        self._model.fill((), self._now().date(), more=False)
        self._set_detail(None, [])

    @Slot(str)
    def search(self, query: str) -> None:
        """List only actions in which every word of `query` occurs."""
        if query != self._wanted.query:
            self._wanted = replace(self._wanted, query=query)
            self._typing.start()
            self.changed.emit()

    @Slot(int)
    def filter(self, only: int) -> None:
        """List only actions of some statuses: a Filter."""
        if only != self._wanted.only:
            self._wanted = replace(self._wanted, only=Filter(only))
            self.changed.emit()
            self._begin()

    @Slot(str, result=int)
    def rowOf(self, action_id: str) -> int:
        """Where an action stands in the list, -1 for nowhere."""
        return self._model.place(action_id)

    @Slot(object)
    def handle(self, event: Event) -> None:
        """Follow what the engine tells."""
        match event:
            case (
                ActionProposed(action=action)
                | ActionNeedsDecision(action=action)
                | ActionDecided(action=action)
                | ActionStarted(action=action)
                | ActionFinished(action=action)
            ) if self._entered:
                self._follow(action)
            case _:
                pass

    # The detail

    @Property(bool, notify=detailChanged)
    def detailShown(self) -> bool:
        return self._action is not None

    @Property(dict, notify=detailChanged)
    def detail(self) -> dict[str, object]:
        """The fields of Detail that are words or truths, in camel case."""
        one = self._detail
        return {
            "id": one.id,
            "asks": one.asks,
            "because": one.because,
            "conversation": one.conversation_title,
            "decided": one.decided,
            "duration": one.duration,
            "edited": one.edited,
            "needsPerson": one.needs_person,
            "result": one.result,
            "resultCut": one.result_cut,
            "sentence": one.sentence,
            "statusWord": one.status_word,
            "title": one.title,
            "tone": one.tone,
            "tool": one.tool,
            "when": one.when,
            "words": one.words,
            "wordsLabel": one.words_label,
            "workspace": one.workspace,
        }

    @Property(QObject, constant=True)
    def arguments(self) -> RowList[ArgumentRow]:
        return self._arguments

    @Property(QObject, constant=True)
    def journal(self) -> RowList[EntryRow]:
        return self._journal

    @Slot(str)
    def openDetail(self, action_id: str) -> None:
        """Show one action in full."""
        self._tasks.start(self._read_detail(action_id))

    @Slot()
    def closeDetail(self) -> None:
        """Show the list again."""
        self._set_detail(None, [])

    @Slot(result="QStringList")
    def wholeResult(self) -> list[str]:
        """All of the result, in pieces."""
        return chunks(self._action.result) if self._action is not None else []

    @Slot(str, bool, result="QStringList")
    def wholeArgument(self, name: str, edited: bool) -> list[str]:
        """All of an argument, in pieces."""
        given = arguments(self._action) if self._action is not None else ()
        found = next((one for one in given if one.name == name), None)
        if found is None:
            return []
        return chunks((found.edited if edited else found.proposed) or "")

    @Slot()
    def openConversation(self) -> None:
        """Open the conversation of the action shown."""
        if self._action is not None:
            self.conversationWanted.emit(self._action.conversation_id)

    @Slot()
    def makeCase(self) -> None:
        """Ask for a case to be made of what led to the action shown."""
        if self._action is not None:
            self.caseWanted.emit(self._action.id)

    # What it reads

    @Slot()
    def _begin(self) -> None:
        self._typing.stop()
        self._generation += 1
        self._tasks.start(self._read_first(self._generation, self._wanted))

    async def _read_first(self, generation: int, wanted: Wanted) -> None:
        found = await self._read(generation, wanted, None, _AT_ONCE)
        if found is not None:
            self._was_read = True
            self._model.fill(found.rows, self._now().date(), more=not found.whole)
            self.changed.emit()

    @Slot()
    def _read_on(self) -> None:
        self._tasks.start(self._read_more(self._generation, self._wanted))

    async def _read_more(self, generation: int, wanted: Wanted) -> None:
        rows = self._model.rows
        before, count = following(rows), _AT_ONCE + repeated(rows)
        found = await self._read(generation, wanted, before, count)
        if found is not None:
            new = fresh(found.rows, self._model)
            self._model.append(new, more=not found.whole)

    async def _read(
        self, generation: int, wanted: Wanted, before: float | None, count: int
    ) -> Page | None:
        """A stretch of the list; None when it cannot be read, or is no longer wanted."""
        zone, statuses = self._now().tzinfo, STATUSES[wanted.only]

        def read(library: Library) -> Page:
            found = library.actions(
                query=wanted.query, statuses=statuses, before=before, limit=count
            )
            return page(found, count, zone)

        try:
            found = await self._library.call(read)
        except CairnError as error:
            self._model.stop()
            self.failed.emit(error.sentence, error.hint)
            return None
        return found if generation == self._generation else None

    async def _read_detail(self, action_id: str) -> None:
        try:
            action, journal = await self._library.call(
                lambda library: (library.action(action_id), library.journal(action_id))
            )
        except CairnError as error:
            self.failed.emit(error.sentence, error.hint)
            return
        if self._entered:
            self._set_detail(action, journal)

    def _follow(self, action: Action) -> None:
        if matches(action, self._wanted.query, self._wanted.only):
            self._model.put(row(action, self._now().tzinfo))
        else:
            self._model.drop(action.id)
        self.changed.emit()
        if self._action is not None and self._action.id == action.id:
            self.openDetail(action.id)

    def _set_detail(self, action: Action | None, journal: list[JournalEntry]) -> None:
        self._action = action
        self._detail = detail(action, journal) if action is not None else Detail()
        self._arguments.show(self._detail.arguments)
        self._journal.show(self._detail.journal)
        self.detailChanged.emit()


def _local_now() -> datetime:
    return datetime.now().astimezone()
