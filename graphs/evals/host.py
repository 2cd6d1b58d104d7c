"""What window and command line ask of evaluation: cases made, suites run.

Lives on the loop of the sessions' host, and lends its models. LangGraph is imported when a suite is
first run.
"""

import asyncio
from typing import TYPE_CHECKING

from graphs.errors import BranchBusy, NothingToDo
from graphs.session.events import RunChanged
from graphs.session.host import SessionHost
from graphs.storage import runs
from graphs.storage.eval_records import Case, Run, RunPlan, RunStatus, ToolsFrom
from graphs.storage.library import Library

if TYPE_CHECKING:
    from graphs.evals.replaying import Replaying
    from graphs.evals.running import Running


class EvalHost:
    """Runs suites, each in a task of its own, and tells of them by RunChanged.

    Every method is called on the loop of the host.
    """

    def __init__(self, host: SessionHost, library: Library) -> None:
        self._host = host
        self._library = library
        self._replaying: Replaying | None = None
        self._working: dict[str, tuple[Running, asyncio.Task[None]]] = {}

    async def draft(self, branch_id: str, position: int, tools_from: ToolsFrom = "records") -> Case:
        """The case that a step makes, without checks yet; see making.draft."""
        from graphs.evals import making

        facts = [fact.text for fact in await self._host.facts()]
        await self._host.number_steps(branch_id)
        return await asyncio.to_thread(
            making.draft, self._library, branch_id, position, facts, tools_from
        )

    async def models(self) -> tuple[str, ...]:
        """The models that a candidate can name; that of now comes first."""
        return await self._host.models.served()

    async def start(self, plan: RunPlan) -> Run:
        """Begin a run; it goes on by itself. Raises NotFound, and NothingToDo without cases."""
        run = await asyncio.to_thread(self._library.evals.create_run, plan)
        return await self.resume(run.id)

    async def resume(self, run_id: str) -> Run:
        """Go on with the attempts of a run that have no result.

        Raises NotFound, BranchBusy when somebody works on it, and NothingToDo when it is over.
        """
        from graphs.evals.running import Running

        run = await asyncio.to_thread(self._library.evals.run, run_id)
        if run.status not in runs.OPEN:
            raise NothingToDo("This run is over.", "Start another one.")
        try:
            await asyncio.to_thread(self._library.leases.acquire, runs.lease_of(run_id))
        except BranchBusy as error:
            raise BranchBusy("This run goes on already.", "Pause it where it does.") from error
        running = Running(
            run, self._library.evals, self._replayer(), self._host.models, self._host.emit
        )
        task = asyncio.create_task(self._work(run_id, running))
        self._working[run_id] = running, task
        return await asyncio.to_thread(self._library.evals.run, run_id)

    async def pause(self, run_id: str) -> None:
        """Let a run end after the attempts it is at; it can be resumed."""
        if run_id in self._working:
            self._working[run_id][0].pause()

    async def cancel(self, run_id: str) -> None:
        """End a run now, for good; its results stay."""
        if run_id in self._working:
            self._working[run_id][1].cancel()
            await self.wait(run_id)
        run = await asyncio.to_thread(self._library.evals.run, run_id)
        if run.unfinished:
            cancelled = RunStatus.CANCELLED
            await asyncio.to_thread(self._library.evals.set_run_status, run_id, cancelled)
            await self._tell(run_id)

    async def wait(self, run_id: str) -> Run:
        """The run as soon as nobody here works on it. Raises NotFound."""
        if run_id in self._working:
            await asyncio.wait([self._working[run_id][1]])
        return await asyncio.to_thread(self._library.evals.run, run_id)

    async def compare(self, run_id: str, first: int, second: int) -> None:
        """Let the judge say which of two candidates did better, case by case.

        What it has said before stands. Raises NotFound and ModelError.
        """
        from graphs.evals import pairing

        await pairing.compare(self._library.evals, self._host.models, run_id, first, second)

    async def close(self) -> None:
        """End what runs where it is; it can be resumed."""
        working = [(running, task) for running, task in self._working.values()]
        for running, task in working:
            running.leave()
            task.cancel()
        await asyncio.gather(*(task for _, task in working), return_exceptions=True)

    async def _work(self, run_id: str, running: "Running") -> None:
        try:
            await running.work()
        finally:
            del self._working[run_id]
            await asyncio.to_thread(self._library.leases.release, runs.lease_of(run_id))
            await self._tell(run_id)

    async def _tell(self, run_id: str) -> None:
        self._host.emit(RunChanged(await asyncio.to_thread(self._library.evals.run, run_id)))

    def _replayer(self) -> "Replaying":
        from graphs.evals.replaying import Replaying

        if self._replaying is None:
            self._replaying = Replaying(self._host.specs)
        return self._replaying
