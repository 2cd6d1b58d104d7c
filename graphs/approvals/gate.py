"""What stands between a tool call and the tool, for as long as one run of a branch lasts.

A call passes when the journal says so, and each call passes once. While a sibling is at work an
undecided call waits inside the run, so that a decision starts its action at once; when nothing is
at work any more it is left to the graph to pause.
"""

import asyncio
import logging
import traceback
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from graphs.approvals.journal import Journal
from graphs.approvals.outcome import outcome
from graphs.approvals.proposing import Place
from graphs.errors import CairnError
from graphs.storage.action_records import Action, ActionStatus
from graphs.tools.call import Call, Outcome
from graphs.tools.spec import ToolSpec

log = logging.getLogger(__name__)

_PATIENCE = 0.5
"""Seconds between two looks at what another process may have decided."""

Run: TypeAlias = Callable[[Action], Awaitable[tuple[str, bool]]]
"""Run the tool as the action says: its text, and whether that tells of a failure."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How an attempt to run a tool ended."""

    to: ActionStatus
    result: str


class Gate:
    """The gate of one run. `tell` hears of each action as it moves on.

    Attributes:
        used: whether any call came to it.
        paused: the calls that were left to pause, because the person is needed.
    """

    def __init__(self, journal: Journal, place: Place, tell: Callable[[Action], None]) -> None:
        self._journal = journal
        self._place = place
        self._tell = tell
        self.used = False
        self.paused: list[str] = []
        self._standing: dict[str, ActionStatus] = {}
        self._at_work = 0
        self._news = asyncio.Event()
        self._queue: set[int] = set()
        self._changing = False

    def wake(self) -> None:
        """Something was decided: let the calls that wait look."""
        news, self._news = self._news, asyncio.Event()
        news.set()

    def asks(self, call_id: str) -> bool:
        """Whether the call must pause for the person, as it stood when it was last read."""
        asks = self._standing[call_id].needs_person
        if asks:
            self.paused.append(call_id)
        return asks

    @asynccontextmanager
    async def inside(self, call: Call) -> AsyncGenerator[None]:
        """The call is in the journal; nothing else of this run is at work if it still asks."""
        self.used = True
        self._at_work += 1
        self._line_up(call)
        try:
            news = self._news
            action, new = await asyncio.to_thread(self._journal.enter, self._place, call)
            if new:
                self._tell(action)
            if action.status.needs_person:
                self._step_aside(call)
            while action.status.needs_person and await self._heard(news):
                news = self._news
                action = await self._read(call.id)
            self._line_up(call)
            self._standing[call.id] = action.status
            yield
        finally:
            self._at_work -= 1
            self._step_aside(call)

    async def outcome(self, call: Call, run: Run) -> Outcome | None:
        """What came of the call, run now if it may be and has not been; None while it asks."""
        action = await self._read(call.id)
        if action.status.ready:
            action = await self._to_the_end(action, call, run)
        if not action.status.needs_person:
            return outcome(action)
        self.paused.append(call.id)
        return None

    def keep(self, action_id: str, path: Path) -> None:
        """Keep a before-image of what is at `path`; blocks. Raises HomeError."""
        self._journal.keep(action_id, path)

    async def _heard(self, news: asyncio.Event) -> bool:
        """Wait for news; False when nothing is at work that could outlast the wait."""
        self._at_work -= 1
        if self._at_work == 0:
            self.wake()
        try:
            if self._at_work == 0:
                return False
            with suppress(TimeoutError):
                await asyncio.wait_for(news.wait(), _PATIENCE)
            return True
        finally:
            self._at_work += 1

    def _line_up(self, call: Call) -> None:
        if self._changes_files(call.tool):
            self._queue.add(call.position)

    def _step_aside(self, call: Call) -> None:
        self._queue.discard(call.position)
        self.wake()

    def _changes_files(self, tool: str) -> bool:
        spec = self._journal.spec(tool)
        return spec is not None and spec.asks and spec.scope == "folder"

    @asynccontextmanager
    async def _in_line(self, call: Call) -> AsyncGenerator[None]:
        """Changes of files come one after the other, in the order of their calls."""
        if not self._changes_files(call.tool):
            yield
            return
        while self._changing or min(self._queue, default=call.position) < call.position:
            await self._news.wait()
        self._changing = True
        try:
            yield
        finally:
            self._changing = False
            self.wake()

    async def _to_the_end(self, action: Action, call: Call, run: Run) -> Action:
        """Begin the action and run it to an end that is written down, though we are cancelled."""
        async with self._in_line(call):
            stopped = asyncio.Event()
            whole = asyncio.create_task(self._begun(action, call, run, stopped))
            try:
                return await asyncio.shield(whole)
            except asyncio.CancelledError:
                stopped.set()
                while not whole.done():
                    with suppress(asyncio.CancelledError):
                        await asyncio.wait([whole])
                raise

    async def _begun(self, action: Action, call: Call, run: Run, stopped: asyncio.Event) -> Action:
        action, mine = await asyncio.to_thread(self._journal.start, action, call)
        self._tell(action)
        if not mine:
            return action
        ended = Ended(ActionStatus.FAILED, "It was stopped before it ran.")
        if not stopped.is_set():
            ended = await self._attempted(action, run, stopped)
        action = await asyncio.to_thread(self._journal.finish, action, ended.to, ended.result)
        self._tell(action)
        return action

    async def _attempted(self, action: Action, run: Run, stopped: asyncio.Event) -> Ended:
        spec = self._journal.spec(action.tool)
        assert spec is not None
        attempt = asyncio.create_task(tried(action, spec, run))
        stop = asyncio.create_task(stopped.wait())
        await asyncio.wait([attempt, stop], return_when=asyncio.FIRST_COMPLETED)
        stop.cancel()
        if spec.scope != "folder":  # those end soon, and a thread cannot be broken off
            attempt.cancel()
        await asyncio.wait([attempt])
        return _stopped() if attempt.cancelled() else attempt.result()

    async def _read(self, call_id: str) -> Action:
        action = await asyncio.to_thread(self._journal.of_call, self._place.branch_id, call_id)
        assert action is not None
        return action


async def tried(action: Action, spec: ToolSpec, run: Run) -> Ended:
    """What comes of running a tool: whatever it raises is a result too."""
    try:
        async with asyncio.timeout(spec.seconds):
            result, failed = await run(action)
    except TimeoutError:
        sentence = f"It did not end within {spec.seconds:.0f} seconds."
        return Ended(ActionStatus.UNKNOWN if spec.asks else ActionStatus.FAILED, sentence)
    except CairnError as error:
        return Ended(ActionStatus.FAILED, str(error))
    except Exception as error:  # noqa: BLE001 - the border: a tool's failure is a result
        # Where it happened, not what it says: its own words may quote a file.
        where = "".join(traceback.format_tb(error.__traceback__))
        log.error("the tool %s broke: %s\n%s", action.tool, type(error).__name__, where)
        return Ended(ActionStatus.FAILED, f"The tool broke: {type(error).__name__}.")
    return Ended(ActionStatus.FAILED if failed else ActionStatus.DONE, result)


def _stopped() -> Ended:
    return Ended(ActionStatus.FAILED, "It was stopped while it ran. What it had done stays done.")
