"""Stands in for the host of runs: writes each down, and answers what models there are."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from graphs import CairnError, Library, Pair, Run, RunPlan, RunStatus

T = TypeVar("T")


class ScriptedEvals:
    """Runs make no headway by themselves.

    Attributes:
        names: the models that there are.
        refusal: raised by the next call.
        plans: what was started.
        judges: after how many answers the judge falls silent.
    """

    def __init__(self, library: Library) -> None:
        self.names: tuple[str, ...] = ("smollm2-135m", "qwen2.5-0.5b", "gemma-3-1b")
        self.refusal: CairnError | None = None
        self.plans: list[RunPlan] = []
        self.judges = 1_000
        self._evals = library.evals

    async def models(self) -> tuple[str, ...]:
        self._heed()
        return self.names

    async def start(self, plan: RunPlan) -> Run:
        self._heed()
        self.plans.append(plan)
        return self._evals.create_run(plan)

    async def pause(self, run_id: str) -> None:
        self._set(run_id, RunStatus.PAUSED)

    async def resume(self, run_id: str) -> Run:
        return self._set(run_id, RunStatus.RUNNING)

    async def cancel(self, run_id: str) -> None:
        self._set(run_id, RunStatus.CANCELLED)

    async def compare(self, run_id: str, first: int, second: int) -> None:
        self._heed()
        for place, case in enumerate(self._evals.run_cases(run_id)):
            if place == self.judges:
                await asyncio.Event().wait()
            self._evals.save_pair(Pair(run_id, case.id, 0, first, second, second, "It is kinder."))

    def _set(self, run_id: str, status: RunStatus) -> Run:
        self._heed()
        self._evals.set_run_status(run_id, status)
        return self._evals.run(run_id)

    def _heed(self) -> None:
        if self.refusal is not None:
            refusal, self.refusal = self.refusal, None
            raise refusal


class ScriptedEngine:
    """Gives the scripted host to each call."""

    def __init__(self, host: ScriptedEvals) -> None:
        self._host = host

    async def evals(self, work: Callable[[Any], Coroutine[Any, Any, T]]) -> T:
        return await work(self._host)
