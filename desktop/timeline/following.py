"""Reads the branch in view, and follows what happens to it and beside it."""

import asyncio
from collections.abc import Callable
from datetime import date, datetime

from PySide6.QtCore import QObject, Signal, Slot

from desktop.shared.engine_calls import EngineCalls
from desktop.shared.library_calls import LibraryCalls
from desktop.shared.tasks import Tasks
from desktop.timeline import reading
from desktop.timeline.derive import Group
from desktop.timeline.lanes import partings
from desktop.timeline.list_model import TimelineListModel
from desktop.timeline.pile import Pile, Read
from desktop.timeline.reading import Sisters
from graphs import (
    ActionDecided,
    ActionFinished,
    ActionNeedsDecision,
    ActionProposed,
    ActionStarted,
    BranchBusy,
    CairnError,
    Event,
    Step,
    StepSaved,
    TurnFailed,
    TurnFinished,
    TurnStarted,
    TurnStopped,
    TurnWaiting,
)


class Following(QObject):
    """One branch of one conversation, and the list of its rows.

    Attributes:
        conversation_id: the conversation in view, "" for none.
        branch_id: its branch in view, "" for none.
        was_read: whether all there is to show was read.
        model: the rows.
        pile: what they are made from.
    Signals:
        changed: rows have changed.
        opened: the branch was read, from its newest steps on.
        besideRead: the Sisters of the branch were read.
        failed: a sentence and a hint about what could not be read.
    """

    changed = Signal()
    opened = Signal()
    besideRead = Signal(object)
    failed = Signal(str, str)

    def __init__(
        self,
        library: LibraryCalls,
        engine: EngineCalls,
        tasks: Tasks,
        now: Callable[[], datetime],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self.conversation_id = ""
        self.branch_id = ""
        self.was_read = True
        self.model = TimelineListModel(self)
        self.model.moreWanted.connect(self._on_more_wanted)
        self._now = now
        self.pile = Pile(self.model, self._today)
        self._library = library
        self._engine = engine
        self._tasks = tasks
        self._generation = 0
        self._catching_up = False
        self._due = False

    def open(self, conversation_id: str, branch_id: str) -> None:
        """Show another branch; "" for none."""
        self.conversation_id, self.branch_id = conversation_id, branch_id
        self._begin()

    def handle(self, event: Event) -> None:
        """Follow what the engine tells."""
        match event:
            case (
                ActionProposed(branch_id=branch_id, action=action)
                | ActionNeedsDecision(branch_id=branch_id, action=action)
                | ActionDecided(branch_id=branch_id, action=action)
                | ActionStarted(branch_id=branch_id, action=action)
                | ActionFinished(branch_id=branch_id, action=action)
            ):
                if branch_id == self.branch_id and self.was_read:
                    self.pile.learn(action)
                    self.changed.emit()
                elif branch_id == self.branch_id:
                    self.follow()  # it may have been read before this happened
            case StepSaved(branch_id=branch_id):
                if branch_id == self.branch_id:
                    self.follow()
            case (
                TurnStarted(branch_id=branch_id)
                | TurnFinished(branch_id=branch_id)
                | TurnWaiting(branch_id=branch_id)
                | TurnStopped(branch_id=branch_id)
                | TurnFailed(branch_id=branch_id)
            ):
                if branch_id == self.branch_id:
                    self.follow()
                self.look_beside()
            case _:
                pass

    def follow(self) -> None:
        """Read what is new; once more when something happens meanwhile."""
        self._due = True
        if self.was_read and not self._catching_up:
            self._tasks.start(self._catch_up())

    @Slot()
    def look_beside(self) -> None:
        """Read the branches beside each other, and what is pinned."""
        if self.branch_id:
            self._tasks.start(self._look_beside(self._generation, self.conversation_id))

    async def fold(self, group: Group, *, unfolded: bool) -> None:
        """Fold or unfold, with the group's actions, which are read when they are first shown."""
        unknown, branch_id = self.pile.unknown(group), self.branch_id
        if unfolded and unknown:
            try:
                actions = await self._library.call(
                    lambda library: library.actions_of(branch_id, unknown)
                )
            except CairnError as error:
                self.failed.emit(error.sentence, error.hint)
                return
            if branch_id != self.branch_id:
                return
            self.pile.learn_actions(unknown, actions)
        self.pile.fold(group, unfolded=unfolded)
        self.changed.emit()

    async def group_at(self, position: int) -> Group | None:
        """The group with that position, which may have to be read first."""
        generation = self._generation
        while generation == self._generation and self.pile.first > position:
            before = self.pile.first
            await self._read_older(generation)
            if self.pile.first == before:
                return None
        return self.pile.group_at(position) if generation == self._generation else None

    def _begin(self) -> None:
        self._generation += 1
        self.was_read = not self.branch_id
        self._due = False
        self.pile.begin(Read(), {})
        if self.branch_id:
            self._tasks.start(self._read(self._generation, self.conversation_id, self.branch_id))
        else:
            self.besideRead.emit(Sisters())
        self.changed.emit()

    async def _read(self, generation: int, conversation_id: str, branch_id: str) -> None:
        try:
            if await self._library.call(lambda library: library.lacks_steps(branch_id)):
                await self._number(branch_id)
            beside, read = await self._library.call(
                lambda library: reading.first(library, conversation_id, branch_id)
            )
        except CairnError as error:
            beside, read = Sisters(), Read()
            self.failed.emit(error.sentence, error.hint)
        if generation != self._generation:
            return
        self.besideRead.emit(beside)
        await asyncio.sleep(0)  # the rows in a step of the loop of their own
        if generation != self._generation:
            return
        self.was_read = True
        self.pile.begin(read, partings(beside.branches, branch_id))
        self.changed.emit()
        self.opened.emit()
        if self._due:
            self.follow()

    async def _number(self, branch_id: str) -> None:
        """Have the steps written down of a branch that is older than those."""
        try:
            await self._engine.call(lambda host: host.number_steps(branch_id))
        except BranchBusy:
            return

    async def _look_beside(self, generation: int, conversation_id: str) -> None:
        try:
            beside = await self._library.call(
                lambda library: reading.sisters(library, conversation_id)
            )
        except CairnError as error:
            self.failed.emit(error.sentence, error.hint)
            return
        if generation == self._generation and self.was_read:
            self.pile.place_chips(partings(beside.branches, self.branch_id))
            self.besideRead.emit(beside)

    async def _catch_up(self) -> None:
        self._catching_up = True
        try:
            while self._due:
                self._due = False
                await self._read_newest(self._generation, self.branch_id)
        except CairnError as error:
            self.failed.emit(error.sentence, error.hint)
        finally:
            self._catching_up = False

    async def _read_newest(self, generation: int, branch_id: str) -> None:
        read = await self._library.call(lambda library: reading.newest(library, branch_id))
        if generation != self._generation:
            return
        if self.pile.take_newest(read):
            self.changed.emit()
        else:
            self._begin()

    @Slot()
    def _on_more_wanted(self) -> None:
        self._tasks.start(self._read_older(self._generation))

    async def _read_older(self, generation: int) -> None:
        """Read on until there are more rows, or nothing older."""
        rows = len(self.model.rows)
        while generation == self._generation and self.pile.more:
            try:
                steps = await self._steps_before(self.branch_id, self.pile.first)
            except CairnError as error:
                self.model.stop(more=True)
                self.failed.emit(error.sentence, error.hint)
                return
            if generation != self._generation:
                return
            self.pile.take_older(steps)
            if not steps or len(self.model.rows) > rows:
                return

    async def _steps_before(self, branch_id: str, position: int) -> list[Step]:
        return await self._library.call(
            lambda library: library.steps(branch_id, position, reading.AT_ONCE)
        )

    def _today(self) -> date:
        return self._now().date()
