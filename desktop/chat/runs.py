"""What this window has asked of the engine: messages on their way, and the turns that run."""

import asyncio
import time
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from PySide6.QtCore import QObject, Signal

from desktop.chat.progress import Progress, advance, failure
from desktop.chat.sending import Sending
from desktop.shared.engine_calls import EngineCalls
from desktop.shared.library_calls import LibraryCalls
from desktop.shared.tasks import Tasks
from graphs import CairnError, NothingToDo, TurnEvent, TurnFailed

if TYPE_CHECKING:
    from graphs import SessionHost

_STOP_AGAIN_SECONDS = 0.05


class Runs(QObject):
    """Sends, stops, resumes and leaves turns of any branch, and knows how far each has come.

    Signals:
        ended: a TurnFailed for a turn that an error ended without a word.
        sendRefused: a Sending and the CairnError that it met.
        returned: a Sending that was not recorded.
        settleRefused: a branch's id and a CairnError: its turn could not be resumed or left.
        settled: a branch's id: resuming or leaving its turn is over, in whichever way.
        stopRefused: the CairnError that kept a turn from being stopped.
        vanished: a branch's id: it has no unfinished turn after all.
    """

    ended = Signal(object)
    sendRefused = Signal(object, object)
    returned = Signal(object)
    settleRefused = Signal(str, object)
    settled = Signal(str)
    stopRefused = Signal(object)
    vanished = Signal(str)

    def __init__(
        self, library: LibraryCalls, engine: EngineCalls, tasks: Tasks, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._library = library
        self._engine = engine
        self._tasks = tasks
        self._progress: dict[str, Progress] = {}  # by branch
        self._outbox: dict[str, Sending] = {}  # by turn
        self._next_id = ""

    @property
    def next_id(self) -> str:
        """The id of the next conversation: the same until its first message is recorded.

        So that a first message that is refused leaves no second empty conversation behind.
        """
        if not self._next_id:
            self._next_id = uuid4().hex
        return self._next_id

    @property
    def begins(self) -> bool:
        """Whether the first message of some conversation is on its way."""
        return any(one.begins for one in self._outbox.values())

    def progress(self, branch_id: str) -> Progress | None:
        """How far the turn of a branch is; None when none runs."""
        return self._progress.get(branch_id)

    def on_its_way(self, conversation_id: str, branch_id: str) -> Sending | None:
        """What was sent in a branch, or to begin its conversation, and is not recorded yet."""
        sent = (one for one in self._outbox.values() if one.conversation_id == conversation_id)
        return next((one for one in sent if one.begins or one.branch_id == branch_id), None)

    def follow(self, event: TurnEvent) -> Progress | None:
        """Take in what a turn tells; how far it was before."""
        known = self._progress.pop(event.branch_id, None)
        progress = advance(known, event, time.time())
        if progress is not None:
            self._progress[event.branch_id] = progress
        return known

    def recorded(self, turn_id: str) -> Sending | None:
        """That message is recorded; what was sent, if it was sent from here."""
        sending = self._outbox.pop(turn_id, None)
        if sending is not None and sending.conversation_id == self._next_id:
            self._next_id = ""
        return sending

    def send(self, sending: Sending) -> None:
        """Hand a message over as soon as the engine is up."""
        self._outbox[sending.turn_id] = sending
        self._tasks.start(self._send(sending))

    def stop(self, turn_id: str) -> None:
        """End a turn where it is."""
        self._tasks.start(self._stop(turn_id))

    def resume(self, branch_id: str) -> None:
        """Run a branch's unfinished turn on."""
        self._tasks.start(self._settle(branch_id, lambda host: host.resume(branch_id)))

    def leave(self, branch_id: str) -> None:
        """End a branch's unfinished turn where it is."""
        self._tasks.start(self._settle(branch_id, lambda host: host.leave(branch_id)))

    async def _send(self, sending: Sending) -> None:
        try:
            branch_id = sending.branch_id or await self._begin(sending)
            await self._engine.call(
                lambda host: host.send(branch_id, sending.turn_id, sending.text)
            )
        except CairnError as error:
            if running := self._branch_of(sending.turn_id):
                self.ended.emit(failure(running, sending.turn_id, error))
            else:
                self.sendRefused.emit(sending, error)
        except asyncio.CancelledError:
            self._broken_off(self._branch_of(sending.turn_id))
            raise
        finally:
            if self._outbox.pop(sending.turn_id, None) is not None:
                self.returned.emit(sending)

    async def _begin(self, sending: Sending) -> str:
        """Make the conversation; the id of its branch."""
        id_ = sending.conversation_id
        made = await self._engine.call(lambda host: host.create_conversation(id_))
        if sending.folder:
            await self._library.call(lambda library: library.set_workspace(id_, sending.folder))
        return made.branch_id

    async def _settle(
        self, branch_id: str, work: "Callable[[SessionHost], Coroutine[Any, Any, object]]"
    ) -> None:
        try:
            await self._engine.call(work)
        except NothingToDo:
            self.vanished.emit(branch_id)
        except CairnError as error:
            running = self._progress.get(branch_id)
            if running is not None:
                self.ended.emit(failure(branch_id, running.turn_id, error))
            else:
                self.settleRefused.emit(branch_id, error)
        except asyncio.CancelledError:
            self._broken_off(branch_id)
            raise
        finally:
            self.settled.emit(branch_id)

    async def _stop(self, turn_id: str) -> None:
        """Ask until the turn has ended: one that is only beginning cannot be stopped yet."""
        while turn_id in self._outbox or self._branch_of(turn_id):
            if branch_id := self._branch_of(turn_id):
                try:
                    await self._engine.call(_stopping(branch_id))
                except CairnError as error:
                    self.stopRefused.emit(error)
                    return
            await asyncio.sleep(_STOP_AGAIN_SECONDS)

    def _broken_off(self, branch_id: str) -> None:
        """The turn of a branch ended below, and not because this window is being closed."""
        own, running = asyncio.current_task(), self._progress.get(branch_id)
        if running is not None and own is not None and not own.cancelling():
            sentence = self.tr("This was broken off because your session was about to end.")
            hint = self.tr("Continue goes on from the last step.")
            self.ended.emit(TurnFailed(branch_id, running.turn_id, sentence, hint, True))

    def _branch_of(self, turn_id: str) -> str:
        running = self._progress.items()
        return next((branch for branch, one in running if one.turn_id == turn_id), "")


def _stopping(branch_id: str) -> "Callable[[SessionHost], Coroutine[Any, Any, None]]":
    return lambda host: host.stop(branch_id)
