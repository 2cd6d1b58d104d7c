"""What needs the person, over all conversations: the inbox, the card in view, and the dialog."""

import time

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from desktop.approvals.card import CardViewModel
from desktop.approvals.inbox import InboxRow, inbox
from desktop.shared.engine_calls import EngineCalls
from desktop.shared.library_calls import LibraryCalls
from desktop.shared.row_list import RowList
from desktop.shared.tasks import Tasks
from graphs import (
    Action,
    ActionDecided,
    ActionFinished,
    ActionNeedsDecision,
    ActionStarted,
    Branch,
    CairnError,
    Event,
    Library,
    TurnStarted,
    TurnWaiting,
)

QML_IMPORT_NAME = "Cairn"
QML_IMPORT_MAJOR_VERSION = 1

_MINUTE_MS = 60_000
_MOST = 1_000


@QmlElement
@QmlUncreatable("Made in desktop/app/wiring.py.")  # pyright: ignore[reportCallIssue]
class ApprovalsViewModel(QObject):
    """The inbox, the card of the branch in view, and one of them as a dialog.

    Signals:
        actionWanted: the ids of a conversation and of a branch of it: bring that into view.
        failed: a sentence and a hint about what could not be done.
        waitingChanged: all actions that need the person, as a tuple.
    """

    changed = Signal()
    actionWanted = Signal(str, str)
    failed = Signal(str, str)
    waitingChanged = Signal(object)

    def __init__(self, library: LibraryCalls, engine: EngineCalls, tasks: Tasks) -> None:
        super().__init__()
        self._library = library
        self._tasks = tasks
        self._here = CardViewModel(library, engine, tasks)
        self._inbox = RowList(InboxRow, self)
        self._waiting: tuple[Action, ...] = ()
        self._branches: tuple[Branch, ...] = ()
        self._dialog = False
        self._reading = False
        self._stale = False
        self._here.changed.connect(self.changed)
        self._here.failed.connect(self.failed)
        self._here.emptied.connect(self.closeDialog)
        self._minute = QTimer(self, interval=_MINUTE_MS)
        self._minute.timeout.connect(self._show_inbox)
        self._minute.start()

    @Property(CardViewModel, constant=True)
    def here(self) -> CardViewModel:
        return self._here

    @Property(QObject, constant=True)
    def inbox(self) -> RowList[InboxRow]:
        return self._inbox

    @Property(int, notify=changed)
    def needsYou(self) -> int:
        return len(self._waiting)

    @Property(bool, notify=changed)
    def dialogShown(self) -> bool:
        return self._dialog and self._here.holds

    @Slot(str, str)
    def openBranch(self, conversation_id: str, branch_id: str) -> None:
        """A branch of a conversation is in view now."""
        if branch_id != self._here.branch_id:
            self._dialog = False
        self._here.show(conversation_id, branch_id)
        self.changed.emit()

    @Slot(str)
    def openDialog(self, action_id: str) -> None:
        """Bring the action's branch into view, with the action as a dialog over it."""
        self._tasks.start(self._bring(action_id))

    @Slot()
    def openNext(self) -> None:
        """Open the dialog of what waits in the branch in view, or else longest."""
        here = [one for one in self._waiting if one.branch_id == self._here.branch_id]
        if found := here or self._waiting:
            self.openDialog(found[0].id)

    @Slot()
    def closeDialog(self) -> None:
        """Not now: the action goes on waiting."""
        self._here.flush()
        self._dialog = False
        self.changed.emit()

    @Slot()
    def refresh(self) -> None:
        """Read anew what needs the person; another process may have decided something."""
        if self._reading:
            self._stale = True
        else:
            self._reading = True
            self._tasks.start(self._read())
        self._here.refresh()

    @Slot(object)
    def handle(self, event: Event) -> None:
        """Follow what sessions tell."""
        match event:
            case (
                ActionNeedsDecision()
                | ActionDecided()
                | ActionStarted()
                | ActionFinished()
                | TurnWaiting()
                | TurnStarted()
            ):
                self.refresh()
            case _:
                pass

    async def close(self) -> None:
        """Write down what was typed last."""
        self._minute.stop()
        await self._here.close()

    async def _bring(self, action_id: str) -> None:
        try:
            action = await self._library.call(lambda library: library.action(action_id))
        except CairnError as error:
            self.failed.emit(error.sentence, error.hint)
            return
        self.actionWanted.emit(action.conversation_id, action.branch_id)
        if not action.status.needs_person:
            self.failed.emit(
                self.tr("This is decided already."), self.tr("Its result is in the conversation.")
            )
            return
        self._here.show(action.conversation_id, action.branch_id, action_id)
        self._here.appear()
        self._dialog = True
        self.changed.emit()

    async def _read(self) -> None:
        try:
            while True:
                self._stale = False
                found, branches = await self._library.call(_all_waiting)
                if not self._stale:
                    break
        except CairnError as error:
            self.failed.emit(error.sentence, error.hint)
            return
        finally:
            self._reading = False
        self._waiting, self._branches = found, branches
        self._show_inbox()
        self.changed.emit()
        self.waitingChanged.emit(self._waiting)

    @Slot()
    def _show_inbox(self) -> None:
        self._inbox.show(inbox(self._waiting, self._branches, time.time()))


def _all_waiting(library: Library) -> tuple[tuple[Action, ...], tuple[Branch, ...]]:
    """What needs the person, and the branches that it is of."""
    found = library.actions(waiting=True, limit=_MOST)
    return tuple(found), tuple(library.some_branches({action.branch_id for action in found}))
