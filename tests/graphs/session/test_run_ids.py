"""From a step or an action to the run of the agent that made it, and back."""

import asyncio
import json
import sqlite3
from pathlib import Path

import pytest

from graphs.approvals.decision import Approve
from graphs.errors import NotFound
from graphs.session.events import TextDelta
from graphs.storage.records import Step
from tests.endpoint import ScriptedEndpoint, Text
from tests.graphs.session.conftest import Desk
from tests.graphs.session.talk import DONE, SLOW, ask, say, write


async def in_checkpoints(desk: Desk, steps: list[Step]) -> list[str]:
    return [(await desk.host.step_state(s.branch_id, s.position)).run_id for s in steps]


async def test_a_step_is_saved_with_its_run_and_found_by_it(talked: Desk) -> None:
    steps = talked.library.steps(talked.branch)

    assert [step.run_id for step in steps] == await in_checkpoints(talked, steps)
    assert len({step.run_id for step in steps}) == 3
    assert talked.library.step_of_run(steps[3].run_id) == steps[2]
    assert talked.library.step_of_run(steps[3].run_id[:8]) == steps[2]


async def test_a_run_that_made_no_step_is_not_found(talked: Desk) -> None:
    for run_id in ("", talked.library.steps(talked.branch)[0].run_id[:5], "%" * 36):
        with pytest.raises(NotFound):
            talked.library.step_of_run(run_id)


async def test_an_action_names_the_run_that_proposed_it_whoever_ran_it_then(
    desk: Desk, endpoint: ScriptedEndpoint, folder: Path
) -> None:
    await ask(desk, endpoint, write("notes.txt"))
    endpoint.then(DONE)
    (action,) = desk.waiting()
    await desk.host.decide({action.id: Approve()})

    _, proposed, ran, answered = [step.run_id for step in desk.library.steps(desk.branch)]
    assert desk.library.action(action.id).run_id == proposed
    assert proposed != ran == answered
    entry = desk.library.journal(action.id)[0]
    assert (entry.event, json.loads(entry.detail)["run"]) == ("proposed", proposed)


async def test_what_is_kept_of_a_stopped_answer_belongs_to_the_run_that_said_it(
    desk: Desk, endpoint: ScriptedEndpoint
) -> None:
    endpoint.then(SLOW)
    speaking = asyncio.create_task(say(desk, desk.branch, "Speak."))
    await desk.until(TextDelta)
    await desk.host.stop(desk.branch)
    await speaking

    asked, kept = desk.library.steps(desk.branch)
    assert kept.run_id == asked.run_id != ""
    assert [asked.run_id] * 2 == await in_checkpoints(desk, [asked, kept])


async def test_a_fork_begins_with_a_step_that_no_run_made(
    talked: Desk, endpoint: ScriptedEndpoint
) -> None:
    fork = await talked.host.fork(talked.branch, 2)
    endpoint.then(Text("Other."))
    await say(talked, fork.id, "And now?")

    first, *rest = [step for step in talked.library.steps(fork.id) if step.branch_id == fork.id]
    assert first.run_id == ""
    assert rest[0].run_id == rest[1].run_id != ""
    assert not talked.library.lacks_runs(fork.id)


async def test_runs_of_older_steps_are_looked_up_in_their_checkpoints(talked: Desk) -> None:
    before = talked.library.steps(talked.branch)
    for change in ("UPDATE steps SET run_id = NULL", "DELETE FROM steps"):
        with sqlite3.connect(talked.library.home.database) as c:
            c.execute(change)
        await talked.host.number_steps(talked.branch)
        found = talked.library.steps(talked.branch)
        assert [step.run_id for step in found] == [step.run_id for step in before]
