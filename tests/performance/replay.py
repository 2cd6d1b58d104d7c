"""A suite replayed: what each case costs apart from its model, and what is kept in memory.

Ours is an `EvalHost` with all that it does: case read from disk, agent, gate, rules, the result on
disk before the next case.
"""

import asyncio
import gc
import time
import tracemalloc
from collections.abc import Coroutine
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from tests.endpoint import MODEL
from tests.performance.model_clock import ModelClock, model_clock
from tests.performance.serving import question

if TYPE_CHECKING:
    from graphs.storage.eval_records import Case

BEFORE = 3
"""Exchanges before what each case asks."""


@dataclass(frozen=True, slots=True)
class Replayed:
    """Seconds a case took in all, and apart from the model; bytes held after few cases, and all."""

    whole: float
    outside: float
    few_held: int
    all_held: int


def measure(folder: Path, base_url: str, cases: int) -> Replayed:
    """Run a suite of a quarter of so many cases and one of all; then again, for memory."""
    return asyncio.run(_measured(folder, base_url, cases))


async def _measured(folder: Path, base_url: str, cases: int) -> Replayed:
    from graphs.evals.host import EvalHost
    from graphs.models.connections import Connection, Endpoint
    from graphs.session.host import SessionHost
    from graphs.storage.eval_records import Candidate, RunPlan, RunStatus
    from graphs.storage.home import Home
    from graphs.storage.library import Library

    connection = Connection("endpoint", MODEL, MODEL, None, True, Endpoint(base_url, "key"))
    library = Library.open(Home(folder))
    host = await SessionHost.open(library, lambda event: None, lambda: connection)
    evals = EvalHost(host, library)

    def suite_of(count: int) -> str:
        suite = library.evals.create_suite(f"{count} cases")
        for number in range(count):
            library.evals.save_case(suite.id, _case(number))
        return suite.id

    async def run(suite_id: str) -> None:
        begun = await evals.start(RunPlan(suite_id, (Candidate("Now"),)))
        ended = await evals.wait(begun.id)
        assert (ended.status, ended.done) == (RunStatus.FINISHED, ended.total)

    try:
        few = await asyncio.to_thread(suite_of, cases // 4)
        many = await asyncio.to_thread(suite_of, cases)
        await run(few)
        with model_clock() as clock:
            whole, outside = await _timed(run(many), clock)
        held = [await _held(run(suite_id)) for suite_id in (few, many)]
    finally:
        await evals.close()
        await host.close()
        library.close()
    return Replayed(whole / cases, outside / cases, *held)


async def _timed(work: Coroutine[object, object, None], clock: ModelClock) -> tuple[float, float]:
    began, waited = time.perf_counter(), clock.seconds
    await work
    whole = time.perf_counter() - began
    return whole, whole - (clock.seconds - waited)


async def _held(work: Coroutine[object, object, None]) -> int:
    """The bytes by which what Python holds has grown when the work is done."""
    gc.collect()
    tracemalloc.start()
    try:
        await work
        gc.collect()
        return tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()


def _case(number: int) -> "Case":
    from graphs.storage.eval_records import AtMost, Case, Contains
    from graphs.storage.message_tree import NewMessage

    said = [
        NewMessage(uuid4().hex, role, question(before))
        for before in range(BEFORE)
        for role in ("user", "assistant")
    ]
    asked = NewMessage(uuid4().hex, "user", question(number))
    checks = (Contains("w1"), AtMost(0))
    return Case(uuid4().hex, f"Case {number}", (*said, asked), checks)
