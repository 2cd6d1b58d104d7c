"""The gate: each call passes once, when the journal says so; what asks waits inside meanwhile."""

import asyncio
import json
from dataclasses import replace
from typing import Any

import pytest

from graphs.approvals.decision import Answer, Approve, Decision, Edit, Happened, Reject
from graphs.approvals.gate import Gate
from graphs.approvals.journal import Journal
from graphs.errors import ToolError
from graphs.storage.action_records import Action, ActionStatus
from graphs.storage.blobs import Blobs
from graphs.storage.library import Library
from graphs.tools.call import Call
from tests.graphs.approvals.conftest import Office, call

LONG = 30
"""Seconds after which something never happens, however busy the machine is."""

TWO = call("c1", position=0, siblings=2), call("c2", position=1, siblings=2)


def decide(office: Office, what: Call, decision: Decision, *gates: Gate) -> None:
    office.journal.decide({office.action(what).id: decision}, "person")
    for gate in gates:
        gate.wake()


class Held:
    """A tool that runs until it is let go; with `stubborn`, whoever cancels it must wait."""

    def __init__(self, stubborn: bool = False) -> None:
        self.begun = asyncio.Event()
        self.go = asyncio.Event()
        self.stubborn = stubborn
        self.runs = 0

    async def run(self, _: Action) -> tuple[str, bool]:
        self.runs += 1
        self.begun.set()
        try:
            await self.go.wait()
        except asyncio.CancelledError:
            if self.stubborn:
                await self.go.wait()
            raise
        return "held and let go", False


async def held(office: Office, gate: Gate, what: Call, tool: Held) -> "asyncio.Task[Any]":
    """Take a call through the gate until its tool is at work."""

    async def through() -> Any:
        async with gate.inside(what):
            assert not gate.asks(what.id)
            return await gate.outcome(what, tool.run)

    task = asyncio.create_task(through())
    await asyncio.wait_for(tool.begun.wait(), LONG)
    return task


async def test_what_asks_pauses_and_what_only_reads_runs(office: Office) -> None:
    gate = office.gate()
    assert await office.through(gate, call()) is None
    assert gate.paused == ["c1"]
    outcome = await office.through(gate, call("c2", "current_time"))
    assert outcome is not None
    assert (outcome.text, outcome.failed) == ("ran c2", False)
    assert office.ran == [("current_time", {})]
    assert [action.status for action in office.told] == [
        ActionStatus.WAITING,
        ActionStatus.ALLOWED,
        ActionStatus.STARTED,
        ActionStatus.DONE,
    ]


async def test_whoever_goes_past_the_question_finds_it_asked_again(office: Office) -> None:
    gate = office.gate()
    async with gate.inside(call()):
        assert gate.asks("c1")
        assert await gate.outcome(call(), office.run) is None
    assert office.ran == []


async def test_a_decided_call_runs_once_however_often_it_comes(office: Office) -> None:
    office.propose(call())
    decide(office, call(), Approve())
    first = await office.through(office.gate(), call())
    second = await office.through(office.gate(), call())
    assert first == second
    assert len(office.ran) == 1


async def test_two_runs_at_once_run_a_call_once(office: Office) -> None:
    office.propose(call())
    decide(office, call(), Approve())
    await asyncio.gather(*(office.through(office.gate(), call()) for _ in range(5)))
    assert len(office.ran) == 1


@pytest.mark.parametrize("decision", [Reject("no"), Answer("mine")])
async def test_what_is_not_to_run_never_does(office: Office, decision: Decision) -> None:
    office.propose(call())
    decide(office, call(), decision)
    assert await office.through(office.gate(), call()) is not None
    assert office.ran == []


async def test_an_edited_call_runs_as_edited(office: Office) -> None:
    office.propose(call())
    edited = {"path": "other.txt", "content": "mine"}
    decide(office, call(), Edit(json.dumps(edited)))
    await office.through(office.gate(), call())
    assert office.ran == [("write_file", edited)]


async def test_a_decision_starts_its_action_while_a_sibling_is_at_work(office: Office) -> None:
    gate, tool = office.gate(), Held()
    command = call("c1", "run_command", 0, 2, command="sleep 1")
    office.propose(command)
    decide(office, command, Approve())
    at_work = await held(office, gate, command, tool)
    waiting = asyncio.create_task(office.through(gate, TWO[1]))
    await asyncio.sleep(0.1)
    assert not waiting.done()
    decide(office, TWO[1], Approve(), gate)
    outcome = await asyncio.wait_for(waiting, LONG)
    assert outcome is not None
    assert not at_work.done()
    tool.go.set()
    await at_work
    assert gate.paused == []


async def test_a_decision_from_elsewhere_starts_its_action_soon(office: Office) -> None:
    gate, tool = office.gate(), Held()
    command = call("c1", "run_command", 0, 2, command="sleep 1")
    office.propose(command)
    decide(office, command, Approve())
    at_work = await held(office, gate, command, tool)
    waiting = asyncio.create_task(office.through(gate, TWO[1]))
    await asyncio.sleep(0.1)
    elsewhere = Library.open(office.library.home)
    specs = {"write_file": office.journal.spec("write_file")}
    other = Journal(elsewhere.database, Blobs(elsewhere.home.blobs), specs)  # pyright: ignore[reportArgumentType]
    other.decide({office.action(TWO[1]).id: Approve()}, "person")
    assert await asyncio.wait_for(waiting, LONG) is not None
    tool.go.set()
    await at_work
    elsewhere.close()


async def test_when_the_last_sibling_is_done_what_still_asks_pauses(office: Office) -> None:
    gate, tool = office.gate(), Held()
    clock = call("c0", "current_time", 0, 4)
    at_work = await held(office, gate, clock, tool)
    others = [call(f"c{n}", position=n, siblings=4) for n in (1, 2, 3)]
    waiting = [asyncio.create_task(office.through(gate, other)) for other in others]
    await asyncio.sleep(0.1)
    assert not any(task.done() for task in waiting)
    tool.go.set()
    await at_work
    assert await asyncio.wait_for(asyncio.gather(*waiting), LONG) == [None] * 3
    assert sorted(gate.paused) == ["c1", "c2", "c3"]


async def test_changes_of_files_come_one_by_one_in_the_order_of_their_calls(
    office: Office,
) -> None:
    calls = [call(f"c{n}", position=n, siblings=6) for n in range(6)]
    for each in calls:
        office.propose(each)
    office.journal.decide({office.action(each).id: Approve() for each in calls}, "person")
    gate = office.gate()
    at_once: list[int] = []
    order: list[str] = []

    async def run(action: Action) -> tuple[str, bool]:
        order.append(action.call_id)
        at_once.append(1)
        assert len(at_once) == 1
        await asyncio.sleep(0.01)
        at_once.pop()
        return "", False

    async def through(each: Call) -> None:
        async with gate.inside(each):
            await gate.outcome(each, run)

    await asyncio.wait_for(asyncio.gather(*map(through, calls)), LONG)
    assert order == [each.id for each in calls]


async def test_what_waits_for_the_person_holds_up_no_sibling_behind_it(office: Office) -> None:
    first, second = TWO
    office.propose(first)
    office.propose(second)
    decide(office, second, Approve())
    gate = office.gate()
    found = await asyncio.wait_for(
        asyncio.gather(office.through(gate, first), office.through(gate, second)), LONG
    )
    assert found[0] is None
    assert found[1] is not None


async def test_a_stopped_tool_has_its_end_written_down(office: Office) -> None:
    gate, tool = office.gate(), Held()
    command = call("c1", "run_command", command="sleep 1")
    office.propose(command)
    decide(office, command, Approve())
    task = await held(office, gate, command, tool)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    ended = office.action(command)
    assert (ended.status, "stopped" in ended.result) == (ActionStatus.FAILED, True)
    assert await office.through(office.gate(), command) is not None
    assert (tool.runs, office.ran) == (1, [])


async def test_stopping_again_and_again_does_not_leave_a_tool_behind(office: Office) -> None:
    gate, tool = office.gate(), Held(stubborn=True)
    command = call("c1", "run_command", command="sleep 1")
    office.propose(command)
    decide(office, command, Approve())
    task = await held(office, gate, command, tool)
    for _ in range(3):
        task.cancel()
        await asyncio.sleep(0.02)
        assert not task.done()
    tool.go.set()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert office.action(command).status is ActionStatus.FAILED


async def test_a_change_of_files_that_is_stopped_comes_to_its_end_first(office: Office) -> None:
    gate, tool = office.gate(), Held()
    office.propose(call())
    decide(office, call(), Approve())
    task = await held(office, gate, call(), tool)
    task.cancel()
    await asyncio.sleep(0.02)
    tool.go.set()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert office.action(call()).status is ActionStatus.DONE


@pytest.mark.parametrize(
    ("tool", "given", "status"),
    [
        ("run_command", {"command": "sleep 9"}, ActionStatus.UNKNOWN),
        ("current_time", {}, ActionStatus.FAILED),
    ],
)
async def test_what_takes_too_long_is_unknown_if_it_changes_something(
    office: Office, tool: str, given: dict[str, Any], status: ActionStatus
) -> None:
    spec = office.journal.spec(tool)
    assert spec is not None
    hurried = Journal(
        office.library.database,
        Blobs(office.library.home.blobs),
        {tool: replace(spec, seconds=0.05)},
    )
    office.journal = hurried
    what = call("c1", tool, **given)
    if office.propose(what).asks:
        decide(office, what, Approve())
    gate, slow = office.gate(), Held()
    outcome = await (await held(office, gate, what, slow))
    assert office.action(what).status is status
    assert (outcome is None) == (status is ActionStatus.UNKNOWN)
    assert gate.paused == (["c1"] if outcome is None else [])
    if status is ActionStatus.UNKNOWN:
        decide(office, what, Happened())
        assert await office.through(office.gate(), what) is not None
    assert slow.runs == 1


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (ToolError("The disk is full.", "Make room."), "The disk is full. Make room."),
        (ValueError("the secret in the file"), "The tool broke: ValueError."),
    ],
)
async def test_a_tool_that_fails_has_failed(
    office: Office, error: Exception, words: str, caplog: pytest.LogCaptureFixture
) -> None:
    async def run(_: Action) -> tuple[str, bool]:
        raise error

    gate, clock = office.gate(), call("c1", "current_time")
    async with gate.inside(clock):
        outcome = await gate.outcome(clock, run)
    assert outcome is not None
    assert (outcome.text, outcome.failed) == (words, True)
    assert office.action(clock).status is ActionStatus.FAILED
    assert "secret" not in caplog.text
