"""Suites run from their beginning to their end, and on after a break."""

from dataclasses import replace

import pytest

from graphs.approvals.decision import Approve
from graphs.errors import BranchBusy, NothingToDo
from graphs.session.events import RunChanged
from graphs.storage.eval_records import (
    AtMost,
    Candidate,
    Contains,
    Proposal,
    Proposes,
    RunPlan,
    RunStatus,
    Verdict,
)
from tests.endpoint import ScriptedEndpoint, Text
from tests.graphs.evals.conftest import NOW, Bench, asking
from tests.graphs.session.talk import ask, say, write


async def test_a_wrong_answer_becomes_a_case_that_two_candidates_are_tried_on(
    bench: Bench, endpoint: ScriptedEndpoint
) -> None:
    endpoint.then(Text("A kind of bread."))
    await say(bench.desk, bench.desk.branch, "What is a cairn?")
    case = await bench.evals.draft(bench.desk.branch, 2)
    assert [(one.role, one.text) for one in case.messages] == [("user", "What is a cairn?")]
    assert case.origin.given == "A kind of bread."
    bench.keep(replace(case, checks=(Contains("stones"),)))
    bench.desk.library.trash(bench.desk.conversation.id)

    endpoint.then(Text("A pile of stones."), Text("A kind of bread."))
    short = Candidate("Short", system_prompt="Be short.", temperature=0.0)
    run = await bench.run(Candidate("Now"), short)

    assert (run.status, run.done, run.total) == (RunStatus.FINISHED, 2, 2)
    first, second = bench.results(run)
    assert (first.verdict, first.answer) == (Verdict.PASSED, "A pile of stones.")
    assert (second.verdict, second.answer) == (Verdict.FAILED, "A kind of bread.")
    asked = endpoint.requests[-1]
    assert asked.messages[0]["content"] == "Be short."
    assert asked.body["temperature"] == 0.0
    told = [event.run for event in bench.desk.of(RunChanged)]
    assert told[-1].status is RunStatus.FINISHED
    assert not any(run.unfinished for run in told), "somebody works on it"


async def test_a_recorded_call_gets_its_result_and_another_ends_the_attempt(
    bench: Bench, endpoint: ScriptedEndpoint
) -> None:
    await ask(bench.desk, endpoint, write("a.txt", "one"))
    (waiting,) = bench.desk.waiting()
    endpoint.then(Text("Written."))
    await bench.desk.host.decide({waiting.id: Approve()})
    case = await bench.evals.draft(bench.desk.branch, 2)
    assert case.origin.wanted == (("write_file", '{"path": "a.txt", "content": "one"}'),)
    proposes = Proposes("write_file", '{"path": "a.txt"}')
    bench.keep(replace(case, checks=(proposes, AtMost(1))))

    endpoint.then(write("a.txt", "one"), Text("Written again."), write("b.txt", "two"))
    run = await bench.run(repeat=2)

    first, second = bench.results(run)
    assert [one.role for one in first.messages] == ["assistant", "tool", "assistant"]
    assert first.answer == "Written again."
    assert (first.verdict, second.verdict) == (Verdict.PASSED, Verdict.FAILED)
    assert second.proposals == (
        Proposal("write_file", '{"path": "b.txt", "content": "two"}', answered=False),
    )
    assert [one.role for one in second.messages] == ["assistant"]


async def test_a_run_that_no_model_answers_can_be_resumed(
    bench: Bench, endpoint: ScriptedEndpoint
) -> None:
    bench.keep(asking("What is a cairn?"))
    used = bench.desk.connection
    assert used.endpoint is not None
    bench.desk.connection = replace(
        used, endpoint=replace(used.endpoint, base_url="http://127.0.0.1:9/v1")
    )
    run = await bench.run(repeat=4)
    assert (run.status, run.done, run.unfinished) == (RunStatus.FAILED, 0, True)
    assert run.sentence

    bench.desk.connection = used
    endpoint.then(*[Text("stone")] * 4)
    await bench.evals.resume(run.id)
    run = await bench.evals.wait(run.id)
    assert (run.status, run.done, run.sentence) == (RunStatus.FINISHED, 4, "")


async def test_a_case_about_a_tool_that_is_gone_breaks_off_and_says_so(
    bench: Bench, endpoint: ScriptedEndpoint
) -> None:
    bench.keep(asking("Beam me up", Proposes("teleport")))
    bench.keep(asking("What is a cairn?"))
    endpoint.then(Text("stone"))
    gone, other = bench.results(await bench.run())
    assert (gone.verdict, other.verdict) == (Verdict.BROKEN, Verdict.PASSED)
    assert "no tool 'teleport'" in gone.sentence
    assert len(endpoint.requests) == 1


async def test_two_runs_go_on_side_by_side_and_none_is_worked_on_twice(
    bench: Bench, endpoint: ScriptedEndpoint
) -> None:
    bench.keep(asking("What is a cairn?"))
    endpoint.then(*[Text("stone", tokens_per_second=2)] * 4)
    plan = RunPlan(bench.suite_id, (NOW,), repeat=2)
    first, second = await bench.evals.start(plan), await bench.evals.start(plan)
    with pytest.raises(BranchBusy, match="goes on already"):
        await bench.evals.resume(first.id)
    for run in (first, second):
        ended = await bench.evals.wait(run.id)
        assert (ended.status, ended.done) == (RunStatus.FINISHED, 2)
    with pytest.raises(NothingToDo):
        await bench.evals.resume(first.id)
