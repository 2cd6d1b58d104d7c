"""One run of a suite: every attempt that has no result yet, so many at once.

Each result is on disk before the next attempt of its worker begins. A run that was broken off, by
whatever, goes on with the attempts that have none.
"""

import asyncio
import logging
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import AsyncExitStack
from dataclasses import replace

from graphs.agent.context import LentModel
from graphs.errors import CairnError, HomeError, ModelBusy, ModelUnavailable
from graphs.evals import candidates, grading
from graphs.evals.judge import Judge
from graphs.evals.replaying import Attempted, Replaying
from graphs.session.events import RunChanged
from graphs.session.model_source import ModelSource
from graphs.storage.eval_library import EvalLibrary
from graphs.storage.eval_records import (
    Case,
    CaseRow,
    Result,
    Run,
    RunStatus,
    Verdict,
)

log = logging.getLogger(__name__)

MOST_UNAVAILABLE = 3
"""Attempts in a row that no model answered, after which a run fails."""

_FRAME = 0.1
"""Seconds between two events that tell how a run gets on."""


class Running:
    """Works on one run, on the loop, from work() to its end."""

    def __init__(
        self,
        run: Run,
        evals: EvalLibrary,
        replaying: Replaying,
        models: ModelSource,
        emit: Callable[[RunChanged], None],
    ) -> None:
        self._run = run
        self._evals = evals
        self._replaying = replaying
        self._models = models
        self._emit = emit
        self._pausing = False
        self._leaving = False
        self._unavailable = 0
        self._unanswered = ""
        self._told_at = 0.0
        self._case: Case | None = None
        self._lent: dict[int, LentModel] = {}
        self._judge: Judge | None = None
        self._lending = asyncio.Lock()

    def pause(self) -> None:
        """Begin no further attempt."""
        self._pausing = True

    def leave(self) -> None:
        """When it is cancelled from now on, let the run be resumed."""
        self._leaving = True

    async def work(self) -> None:
        """Work until all is done, or until the run is paused; cancelling cancels the run.

        Raises nothing: why a run failed is written down with it.
        """
        try:
            status, sentence = await self._worked()
        except asyncio.CancelledError:
            status = RunStatus.PAUSED if self._leaving else RunStatus.CANCELLED
            await asyncio.shield(self._close(status, ""))
            raise
        except CairnError as error:
            status, sentence = RunStatus.FAILED, str(error)
        await self._close(status, sentence)

    async def _worked(self) -> tuple[RunStatus, str]:
        await asyncio.to_thread(self._evals.set_run_status, self._run.id, RunStatus.RUNNING)
        rows = await asyncio.to_thread(self._evals.run_cases, self._run.id)
        done = await asyncio.to_thread(self._evals.done, self._run.id)
        self._run = replace(
            self._run, status=RunStatus.RUNNING, done=len(done), sentence="", unfinished=False
        )
        self._tell(at_once=True)
        todo = self._todo(rows, done)
        plan = self._run.plan
        abreast = candidates.abreast(self._models, plan.candidates, plan.parallel)
        async with AsyncExitStack() as stack:
            try:
                async with asyncio.TaskGroup() as group:
                    for _ in range(abreast):
                        group.create_task(self._worker(todo, stack))
            except* CairnError as errors:
                raise errors.exceptions[0] from errors
        if self._pausing and self._run.done < self._run.total:
            return RunStatus.PAUSED, ""
        if self._unanswered:
            return RunStatus.FAILED, self._unanswered
        return RunStatus.FINISHED, ""

    def _todo(
        self, rows: list[CaseRow], done: set[tuple[int, str, int]]
    ) -> Iterator[tuple[int, CaseRow, int]]:
        """Case by case, so that a case is read once."""
        for row in rows:
            for number in range(self._run.plan.repeat):
                for candidate in range(len(self._run.plan.candidates)):
                    if (candidate, row.id, number) not in done:
                        yield candidate, row, number

    async def _worker(
        self, todo: Iterator[tuple[int, CaseRow, int]], stack: AsyncExitStack
    ) -> None:
        for candidate, row, number in todo:
            if self._pausing:
                return
            try:
                lent = await self._model(candidate, stack)
                result = await self._attempt(candidate, row, number, lent, stack)
            except (ModelUnavailable, ModelBusy) as error:
                self._unavailable += 1
                self._unanswered = str(error)
                if self._unavailable >= MOST_UNAVAILABLE:
                    raise
                continue
            self._unavailable = 0
            await asyncio.to_thread(self._evals.save_result, result)
            self._run = replace(self._run, done=self._run.done + 1)
            self._tell()

    async def _attempt(
        self, candidate: int, row: CaseRow, number: int, lent: LentModel, stack: AsyncExitStack
    ) -> Result:
        """What comes of an attempt. Raises ModelUnavailable, ModelBusy and HomeError."""
        began = time.monotonic()
        broken = Result(
            run_id=self._run.id,
            candidate=candidate,
            case_id=row.id,
            number=number,
            digest=row.digest,
            verdict=Verdict.BROKEN,
            graded=(),
            messages=(),
            proposals=(),
            seconds=0.0,
            model_seconds=0.0,
            at=time.time(),
        )
        try:
            case = await self._read(row)
            async with asyncio.timeout(self._run.plan.seconds):
                attempted = await self._replaying.attempt(
                    case, self._run.plan.candidates[candidate], lent
                )
            return await self._graded(broken, case, attempted, stack)
        except (ModelUnavailable, ModelBusy, HomeError):
            raise
        except TimeoutError:
            sentence = f"It did not end within {self._run.plan.seconds:g} seconds."
        except CairnError as error:
            sentence = str(error)
        except Exception as error:  # noqa: BLE001 - the border: a broken attempt is its result
            # Where it happened, not what it says: its own words may quote a message.
            where = "".join(traceback.format_tb(error.__traceback__))
            log.error("an attempt broke: %s\n%s", type(error).__name__, where)
            sentence = f"It broke inside Cairn: {type(error).__name__}."
        return replace(broken, sentence=sentence, seconds=time.monotonic() - began)

    async def _graded(
        self, blank: Result, case: Case, attempted: Attempted, stack: AsyncExitStack
    ) -> Result:
        judge = await self._judging(case, stack)
        graded, verdict = await grading.graded(case, attempted.messages, attempted.proposals, judge)
        return replace(
            blank,
            verdict=verdict,
            graded=graded,
            messages=attempted.messages,
            proposals=attempted.proposals,
            seconds=attempted.seconds,
            model_seconds=attempted.model_seconds,
            tokens_in=attempted.tokens_in,
            tokens_out=attempted.tokens_out,
            at=time.time(),
        )

    async def _read(self, row: CaseRow) -> Case:
        if self._case is None or self._case.id != row.id:
            self._case = await asyncio.to_thread(self._evals.run_case, self._run.id, row.id)
        return self._case

    async def _model(self, candidate: int, stack: AsyncExitStack) -> LentModel:
        """The candidate's model, lent until the run's end."""
        async with self._lending:
            if candidate not in self._lent:
                wanted = candidates.lent(self._models, self._run.plan.candidates[candidate])
                self._lent[candidate] = await stack.enter_async_context(wanted)
            return self._lent[candidate]

    async def _judging(self, case: Case, stack: AsyncExitStack) -> Judge | None:
        """The judge, lent when the first case needs one; None where a case needs none."""
        if not grading.needs_judge(case):
            return None
        async with self._lending:
            if self._judge is None:
                wanted = self._run.plan.judge
                found = candidates.lent(self._models, wanted) if wanted else self._models.lent()
                self._judge = Judge(await stack.enter_async_context(found))
            return self._judge

    async def _close(self, status: RunStatus, sentence: str) -> None:
        await asyncio.to_thread(self._evals.set_run_status, self._run.id, status, sentence)
        self._run = replace(self._run, status=status, sentence=sentence)

    def _tell(self, at_once: bool = False) -> None:
        now = time.monotonic()
        if at_once or now - self._told_at >= _FRAME:
            self._told_at = now
            self._emit(RunChanged(self._run))
