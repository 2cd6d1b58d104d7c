"""A run paused, cancelled, closed, killed, and one whose model or cases fail it."""

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

import pytest

from graphs.errors import BranchBusy, NothingToDo
from graphs.evals import candidates
from graphs.models.catalog import starter_model
from graphs.session.events import RunChanged
from graphs.storage.eval_records import Candidate, Run, RunPlan, RunStatus, Verdict
from tests.endpoint import Drop, Hang, ScriptedEndpoint, Status, Text, refusing_base_url
from tests.graphs.evals.conftest import NOW, Bench, asking

STONE = Text("stone")
SLOWLY = Text("stone " * 9, tokens_per_second=9)
ROOT = Path(__file__).parents[3]
Child: TypeAlias = subprocess.Popen[bytes]


def attempts(bench: Bench, run: Run) -> list[tuple[int, str, int]]:
    return [(one.candidate, one.case_id, one.number) for one in bench.results(run)]


async def asked(endpoint: ScriptedEndpoint, times: int, child: Child | None = None) -> None:
    """Wait until the model was asked so many times."""
    async with asyncio.timeout(60):
        while len(endpoint.requests) < times:
            assert child is None or child.poll() is None
            endpoint.asked.clear()
            await asyncio.to_thread(endpoint.asked.wait, 0.1)


async def begun(bench: Bench, endpoint: ScriptedEndpoint, times: int, repeat: int = 6) -> Run:
    """A run that is at that attempt."""
    run = await bench.evals.start(RunPlan(bench.suite_id, (NOW,), repeat))
    await asked(endpoint, times)
    return run


async def test_a_paused_run_ends_after_its_attempt_and_goes_on_where_it_was(
    bench: Bench, endpoint: ScriptedEndpoint
) -> None:
    bench.keep(asking("What is a cairn?"))
    endpoint.then(STONE, STONE, SLOWLY, SLOWLY, STONE, STONE)
    run = await begun(bench, endpoint, 3)
    await bench.evals.pause(run.id)
    run = await bench.evals.wait(run.id)
    assert run.status is RunStatus.PAUSED
    assert run.unfinished
    assert 3 <= run.done < 6
    assert len(endpoint.requests) == run.done, "the attempt it was at has come to its end"

    await bench.evals.resume(run.id)
    run = await bench.evals.wait(run.id)
    assert (run.status, run.done, run.unfinished) == (RunStatus.FINISHED, 6, False)
    assert len(endpoint.requests) == 6
    assert len(set(attempts(bench, run))) == 6


async def test_a_run_that_is_paused_at_its_last_attempt_is_finished(
    bench: Bench, endpoint: ScriptedEndpoint
) -> None:
    bench.keep(asking("What is a cairn?"))
    endpoint.then(STONE, SLOWLY)
    run = await begun(bench, endpoint, 2, repeat=2)
    await bench.evals.pause(run.id)
    run = await bench.evals.wait(run.id)
    assert (run.status, run.done, run.unfinished) == (RunStatus.FINISHED, 2, False)


async def test_a_cancelled_run_ends_at_once_for_good_and_keeps_what_it_has(
    bench: Bench, endpoint: ScriptedEndpoint
) -> None:
    bench.keep(asking("What is a cairn?"))
    endpoint.then(STONE, Hang())
    run = await begun(bench, endpoint, 2)
    with pytest.raises(BranchBusy):
        await bench.evals.resume(run.id)
    await bench.evals.cancel(run.id)
    run = await bench.evals.wait(run.id)
    assert (run.status, run.done, run.unfinished) == (RunStatus.CANCELLED, 1, False)
    assert bench.desk.of(RunChanged)[-1].run.status is RunStatus.CANCELLED
    with pytest.raises(NothingToDo):
        await bench.evals.resume(run.id)


async def test_a_run_that_is_open_when_cairn_is_closed_can_be_resumed(
    bench: Bench, endpoint: ScriptedEndpoint
) -> None:
    bench.keep(asking("What is a cairn?"))
    endpoint.then(STONE, Hang())
    run = await begun(bench, endpoint, 2, repeat=2)
    await bench.evals.close()
    run = bench.desk.library.evals.run(run.id)
    assert (run.status, run.done, run.unfinished) == (RunStatus.PAUSED, 1, True)
    endpoint.then(STONE)
    await bench.evals.resume(run.id)
    assert (await bench.evals.wait(run.id)).status is RunStatus.FINISHED


async def test_an_attempt_that_takes_too_long_is_broken_and_the_next_one_begins(
    bench: Bench, endpoint: ScriptedEndpoint
) -> None:
    bench.keep(asking("What is a cairn?"))
    endpoint.then(Hang(), STONE)
    run = await bench.evals.start(RunPlan(bench.suite_id, (NOW,), repeat=2, seconds=3))
    run = await bench.evals.wait(run.id)
    first, second = bench.results(run)
    assert run.status is RunStatus.FINISHED
    assert first.verdict is Verdict.BROKEN
    assert first.sentence == "It did not end within 3 seconds."
    assert second.verdict is Verdict.PASSED


async def test_a_model_that_fails_breaks_its_attempt_only(
    bench: Bench, endpoint: ScriptedEndpoint
) -> None:
    bench.keep(asking("What is a cairn?"))
    endpoint.then(Drop(), Status(401), Text("stone stone stone stone", ending="cut"), STONE)
    run = await bench.run(repeat=4)
    assert (run.status, run.done) == (RunStatus.FINISHED, 4)
    *broken, last = bench.results(run)
    assert [one.verdict for one in broken] == [Verdict.BROKEN] * 3
    assert all(one.sentence for one in broken)
    assert last.verdict is Verdict.PASSED


async def test_a_candidate_at_another_endpoint_is_asked_with_the_key_it_names(
    bench: Bench, endpoint: ScriptedEndpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.keep(asking("What is a cairn?"))
    with ScriptedEndpoint([STONE], api_key="other") as other:
        there = Candidate("There", "m", other.base_url, "OTHER_KEY", seed=7)
        run = await bench.run(there)
        assert (run.status, run.unfinished) == (RunStatus.FAILED, True)
        assert "OTHER_KEY is not set" in run.sentence
        monkeypatch.setenv("OTHER_KEY", "other")
        await bench.evals.resume(run.id)
        run = await bench.evals.wait(run.id)
        assert run.status is RunStatus.FINISHED
        assert other.requests[-1].body["seed"] == 7
    assert endpoint.requests == []


async def test_several_attempts_at_once_are_each_made_once(
    bench: Bench, endpoint: ScriptedEndpoint
) -> None:
    for number in range(5):
        bench.keep(asking(f"What is cairn {number}?"))
    endpoint.then(*[STONE] * 20)
    run = await bench.run(NOW, Candidate("Cool", temperature=0.0), repeat=2, parallel=4)
    assert (run.status, run.done) == (RunStatus.FINISHED, 20)
    assert len(set(attempts(bench, run))) == 20
    times = Counter(str(one.messages[-1]["content"]) for one in endpoint.requests)
    assert set(times.values()) == {4}


async def test_the_built_in_model_is_asked_one_thing_at_a_time(bench: Bench) -> None:
    models = bench.desk.host.models
    assert candidates.abreast(models, (NOW,), 4) == 4
    assert candidates.abreast(models, (NOW, Candidate("Small", starter_model().name)), 4) == 1
    assert candidates.abreast(models, (NOW,), 0) == 1


async def test_the_models_are_told_even_when_the_endpoint_is_gone(bench: Bench) -> None:
    used = bench.desk.connection
    assert used.endpoint is not None
    bench.desk.connection = replace(
        used, endpoint=replace(used.endpoint, base_url=refusing_base_url())
    )
    models = await bench.evals.models()
    assert models[0] == used.model
    assert len(models) == 2


KILLED = """
import asyncio, sys
from pathlib import Path
from graphs.evals.host import EvalHost
from graphs.session.host import SessionHost
from graphs.storage.home import Home
from graphs.storage.library import Library
from tests.crash.mortal import connection

async def main(home, base_url, run_id):
    library = Library.open(Home(Path(home)))
    host = await SessionHost.open(library, lambda event: None, lambda: connection(base_url))
    evals = EvalHost(host, library)
    await evals.resume(run_id)
    await evals.wait(run_id)

asyncio.run(main(*sys.argv[1:]))
"""


async def test_a_run_whose_process_is_killed_goes_on_from_its_last_result(
    bench: Bench, endpoint: ScriptedEndpoint
) -> None:
    for number in range(4):
        bench.keep(asking(f"What is cairn {number}?"))
    evals = bench.desk.library.evals
    run = evals.create_run(RunPlan(bench.suite_id, (NOW,), repeat=2))
    endpoint.then(STONE, STONE, STONE, Hang())
    home = str(bench.desk.library.home.folder)
    command = [sys.executable, "-c", KILLED, home, endpoint.base_url, run.id]
    child = await asyncio.to_thread(subprocess.Popen, command, cwd=ROOT)
    try:
        await asked(endpoint, 4, child)
        working = evals.run(run.id)
    finally:
        os.kill(child.pid, signal.SIGKILL)
        child.wait(60)
    assert (working.status, working.unfinished) == (RunStatus.RUNNING, False)
    left = evals.run(run.id)
    assert (left.status, left.done, left.unfinished) == (RunStatus.RUNNING, 3, True)
    before = bench.results(left)

    endpoint.then(*[STONE] * 5)
    await bench.evals.resume(run.id)
    run = await bench.evals.wait(run.id)
    assert (run.status, run.done, run.unfinished) == (RunStatus.FINISHED, 8, False)
    after = bench.results(run)
    assert set(map(json.dumps, attempts(bench, run))) == {
        json.dumps((0, row.id, number)) for row in evals.run_cases(run.id) for number in (0, 1)
    }
    assert all(one in after for one in before), "what was done is not done again"
    assert len(endpoint.requests) == 4 + 5
