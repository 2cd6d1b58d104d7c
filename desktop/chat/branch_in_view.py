"""The branch in view: read from the library, then kept true by what is told of it."""

import time
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, assert_never

from PySide6.QtCore import QObject, Signal

from desktop.chat import content, reading
from desktop.chat.content import Content, live_turn
from desktop.chat.live_transcript import LiveTranscript
from desktop.chat.progress import Answer, failed, worth_keeping
from desktop.chat.props import Inputs, Phase, Trouble
from desktop.chat.reading import Reading, by_call
from desktop.chat.rows import fork_row
from desktop.chat.runs import Runs
from desktop.shared.library_calls import LibraryCalls
from desktop.shared.tasks import Tasks, run_blocking
from graphs import (
    ActionDecided,
    ActionFinished,
    ActionNeedsDecision,
    ActionProposed,
    ActionStarted,
    CairnError,
    ForkPoint,
    Message,
    ModelLoading,
    NotFound,
    StepSaved,
    TextDelta,
    TurnEvent,
    TurnFailed,
    TurnFinished,
    TurnRetrying,
    TurnStarted,
    TurnStopped,
    TurnWaiting,
)


class BranchInView(QObject):
    """Reads what is opened, follows its events, and keeps its rows and what the page depends on.

    Signals:
        changed: `inputs` are not what they were.
        opened: a conversation is read for the first time since it was opened; the draft on disk.
        failed: why another branch, or an earlier step, cannot be shown.

    Attributes:
        inputs: what the page depends on, but for the rows.
        live: the rows.
        forks: where other branches leave this one.
        wanted: the branch that is in view, or will be when it is read; "" for none, or for that
            of its conversation that was looked at last.
    """

    changed = Signal()
    opened = Signal(str)
    failed = Signal(str)

    def __init__(self, library: LibraryCalls, tasks: Tasks, runs: Runs, parent: QObject) -> None:
        super().__init__(parent)
        self.inputs = Inputs()
        self.live = LiveTranscript(self)
        self._library = library
        self._tasks = tasks
        self._runs = runs
        self.forks: Sequence[ForkPoint] = ()
        self.wanted = ""
        self._openings = 0
        self._generation = 0
        self._stale = False
        self._reading_earlier = False

    def open(self, conversation_id: str) -> None:
        """Show a conversation, in the branch looked at last; '' for one not yet begun."""
        self.live.clear()
        self.forks = ()
        self.wanted = ""
        self.inputs = Inputs(conversation_id=conversation_id, engine=self.inputs.engine)
        self._openings += 1
        self._generation += 1
        self._tasks.start(self._open(conversation_id, self._openings, self._generation))
        self.changed.emit()

    def switch(self, branch_id: str, through: str = "") -> None:
        """Show another branch of the conversation, back to the message `through` at least."""
        if branch_id == self.wanted and not self.inputs.looking:
            return
        self.wanted = branch_id
        self._generation += 1
        self.swap(phase=Phase.READING)
        self._tasks.start(self._switch(branch_id, through, self._generation))

    def way(self, key: str, by: int) -> tuple[str, str] | None:
        """Where branches part at the row of that key: the next way, and what to `switch` through.

        `by` is how many ways on, or back.
        """
        point = next((one for one in self.forks if fork_row(one).key == key), None)
        if point is None:
            return None
        return point.branch_ids[(point.place + by) % len(point.branch_ids)], point.after

    def begun(self, branch_id: str) -> None:
        """What was on its way is recorded in the branch in view."""
        self.wanted = branch_id
        self.swap(branch_id=branch_id, sending=None)

    def show_past(self, position: int, found: Content, before: str | None) -> None:
        """Show the branch as it was at a step; it is followed no more until `come_back`."""
        self._generation += 1
        self.inputs = replace(self.inputs, looking=position, before=before)
        self._part(self.forks)
        self.live.show(found, None, None)
        self.swap(phase=Phase.READ, said=not self.live.empty)

    def come_back(self) -> None:
        """Show the branch as it is now."""
        if self.inputs.looking:
            self.read_anew()

    def swap(self, **changes: Any) -> None:
        """Take new inputs."""
        self.inputs = replace(self.inputs, **changes)
        self.changed.emit()

    def take(self, messages: Sequence[Message]) -> None:
        """Show these too, and what is on its way; nothing of it while the past is in view."""
        if self.inputs.looking:
            return
        turn = self.inputs.turn if self.inputs.progress is None else None
        self.live.take(messages, self._answer, self.inputs.sending, live_turn(turn))
        self.swap(said=not self.live.empty)

    def follow(self, event: TurnEvent, before: Answer | None) -> None:
        """Take in what is told, of any branch. `before` is the answer of its branch before that."""
        if self.inputs.phase is Phase.READING and not isinstance(event, TextDelta):
            self._stale = True
        now = self.inputs.phase is Phase.READ and not self.inputs.looking
        if now and event.branch_id == self.inputs.branch_id:
            self._follow(event, before)

    def catch_up(self) -> None:
        """Take in what another process has added meanwhile."""
        seen = self.inputs
        busy = seen.settling or seen.stopping or seen.looking
        if seen.branch_id and seen.phase is Phase.READ and not busy:
            self._tasks.start(self._catch_up(seen))

    def read_anew(self) -> None:
        """Read it once more: it is not what it was."""
        self._generation += 1
        self.swap(phase=Phase.READING)
        self._tasks.start(self._read_anew(self._generation))

    def read_earlier(self) -> None:
        """Read the messages before the first one shown."""
        if self.inputs.before is not None and not self._reading_earlier:
            self._reading_earlier = True
            self._tasks.start(self._read_earlier(self.inputs.before, self._generation))

    @property
    def _answer(self) -> Answer | None:
        progress = self.inputs.progress
        return progress.answer if progress else None

    # What is told

    def _follow(self, event: TurnEvent, before: Answer | None) -> None:
        progress = self._runs.progress(event.branch_id)
        match event:
            case TurnStarted():
                self.swap(progress=progress, turn=None, settling=False, trouble=Trouble())
                self.take([event.message])
            case TextDelta():
                self.swap(progress=progress)
                growing = self._answer
                if before and growing and before.message.id == growing.message.id:
                    self.live.grow(growing)
                else:
                    self.take(worth_keeping(before))
            case StepSaved():
                self.swap(progress=progress)
                self.take(event.messages)
            case TurnFailed():
                turn = failed(event, time.time())
                self.swap(progress=None, turn=turn, settling=False, stopping=False)
                self.take(worth_keeping(before))
            case TurnFinished() | TurnWaiting() | TurnStopped():
                self.swap(progress=None, turn=None, settling=False, stopping=False)
                self.take(worth_keeping(before))
            case (
                ActionProposed(action=action)
                | ActionNeedsDecision(action=action)
                | ActionDecided(action=action)
                | ActionStarted(action=action)
                | ActionFinished(action=action)
            ):
                self.swap(progress=progress)
                self.live.learn([action])
                self.take(())
            case ModelLoading() | TurnRetrying():
                self.swap(progress=progress)
            case _:
                assert_never(event)

    # What is read

    async def _open(self, conversation_id: str, opening: int, generation: int) -> None:
        try:
            draft = await self._library.call(lambda one: one.draft(conversation_id))
            if conversation_id:
                await self._read(generation)
            elif generation == self._generation:
                self.swap(phase=Phase.READ)
        except CairnError as error:
            self._cannot_read(error, generation)
            return
        if opening == self._openings:
            self.opened.emit(draft)

    async def _switch(self, branch_id: str, through: str, generation: int) -> None:
        try:
            await self._read(generation, through)
            await self._library.call(lambda one: one.view_branch(branch_id))
        except CairnError as error:
            self.failed.emit(error.sentence)
            if generation == self._generation and branch_id != self.inputs.branch_id:
                self.wanted = self.inputs.branch_id
                self.read_anew()

    async def _read_anew(self, generation: int) -> None:
        try:
            await self._read(generation)
        except CairnError as error:
            self._cannot_read(error, generation)

    def _cannot_read(self, error: CairnError, generation: int) -> None:
        if generation == self._generation:
            self.swap(phase=Phase.UNREADABLE, trouble=Trouble(error.sentence, error.hint))

    async def _read(self, generation: int, through: str = "") -> None:
        """Read until nothing was told in the meantime."""
        if generation != self._generation:
            return
        conversation_id, wanted = self.inputs.conversation_id, self.wanted
        while True:
            self._stale = False
            read = await self._library.call(reading.newest(conversation_id, wanted, through))
            branch_id, turn = read.transcript.branch_id, read.transcript.turn
            found = await run_blocking(
                content.made,
                read.transcript.messages,
                self.live.content.shown,
                by_call(read.actions),
                "" if self._runs.progress(branch_id) else live_turn(turn),
            )
            if generation != self._generation:
                return
            if not self._stale:
                break
        self.wanted = branch_id
        self._show(read, found)

    def _show(self, read: Reading, found: Content) -> None:
        branch_id, same = read.transcript.branch_id, self.inputs.branch_id
        self.inputs = replace(
            self.inputs,
            branch_id=branch_id,
            title=read.conversation.title,
            before=read.transcript.before,
            turn=read.transcript.turn,
            progress=self._runs.progress(branch_id),
            sending=self._runs.on_its_way(self.inputs.conversation_id, branch_id),
            looking=0,
        )
        if branch_id != same:
            self.live.forget()
            self.inputs = replace(self.inputs, trouble=Trouble(), settling=False, stopping=False)
        self.live.learn(read.actions)
        self._part(read.forks)
        self.live.show(found, self._answer, self.inputs.sending)
        self.swap(phase=Phase.READ, said=not self.live.empty)

    def _part(self, forks: Sequence[ForkPoint]) -> None:
        """Mark where branches part; not in the past. The start of all is marked when it is read."""
        self.forks = forks
        whole = self.inputs.before is None
        marks = {one.question or one.after: fork_row(one) for one in forks}
        seen = {at: row for at, row in marks.items() if whole or at}
        self.live.part({} if self.inputs.looking else seen)

    async def _read_earlier(self, before: str, generation: int) -> None:
        try:
            found, done = await self._library.call(
                reading.earlier(self.inputs.branch_id, before, self.inputs.looking)
            )
            known = self.live.content
            results = (one for one in known.messages if one.role == "tool")
            actions = {**by_call(done), **self.live.actions}
            made = await run_blocking(content.made, (*found.messages, *results), {}, actions)
        except NotFound:
            if generation == self._generation:
                self.read_anew()
            return
        finally:
            self._reading_earlier = False
        if generation != self._generation:
            return
        shown = {one.id: made.shown[one.id] for one in found.messages}
        self.live.learn(one for one in done if one.call_id not in self.live.actions)
        self.swap(before=found.before)
        self._part(self.forks)
        self.live.prepend(Content(found.messages, shown))

    async def _catch_up(self, seen: Inputs) -> None:
        """Add what is new since `seen`; nothing when something was told in the meantime."""
        try:
            read = await self._library.call(reading.newest(seen.conversation_id, seen.branch_id))
        except CairnError:
            return  # told by the list, which is read at the same time
        running = self.inputs.progress is not None or self.inputs.sending is not None
        if self.inputs is not seen or running:
            return
        self.live.learn(read.actions)
        found = content.overlapped(self.live.content, read.transcript, self.live.actions)
        if found is None:
            self.read_anew()
            return
        self.swap(title=read.conversation.title, turn=read.transcript.turn)
        self._part(read.forks)
        self.live.show(found, None, None)
        self.swap(said=not self.live.empty)
