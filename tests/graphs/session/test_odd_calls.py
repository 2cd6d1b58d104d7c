"""Calls that do not fit, are cut off, too many, or named alike."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from graphs.approvals.decision import Approve, Edit, Reject
from graphs.approvals.proposing import MOST_CALLS
from graphs.errors import InvalidArguments
from graphs.storage.records import TurnStatus
from tests.endpoint import ScriptedEndpoint, Text, ToolCall, ToolCalls
from tests.graphs.session.conftest import Desk
from tests.graphs.session.talk import DONE, ask, files, told, write


async def test_the_third_call_that_does_not_fit_is_put_before_the_person(
    desk: Desk, endpoint: ScriptedEndpoint, folder: Path
) -> None:
    wrong = ToolCall("write_file", '{"pth": "a.txt"}')
    endpoint.then(wrong, wrong, wrong, DONE)
    assert await desk.host.send(desk.branch, "t1", "Write.") is TurnStatus.WAITING
    results = told(endpoint)
    assert len(results) == 2
    assert all('no argument "pth"' in result for result in results)
    (action,) = desk.waiting()
    assert 'no argument "pth"' in action.preview.warning
    with pytest.raises(InvalidArguments) as raised:
        await desk.host.decide({action.id: Approve()})
    assert raised.value.fields["path"] == "This is needed."
    with pytest.raises(InvalidArguments):
        await desk.host.decide({action.id: Edit("[" * 100_000)})
    mended = Edit(json.dumps({"path": "a.txt", "content": "mended"}))
    assert await desk.host.decide({action.id: mended}) is TurnStatus.FINISHED
    assert files(folder) == {"a.txt": "mended"}


@pytest.mark.parametrize("garbled", ['{"path": "a.txt", "con', "nonsense", "[1]", "7", ""])
async def test_arguments_that_are_no_object_are_told_to_the_model(
    desk: Desk, endpoint: ScriptedEndpoint, folder: Path, garbled: str
) -> None:
    endpoint.then(ToolCall("write_file", garbled), Text("Sorry."))
    assert await desk.host.send(desk.branch, "t1", "Write.") is TurnStatus.FINISHED
    (result,) = told(endpoint)
    assert "do not fit" in result
    assert files(folder) == {}


async def test_a_call_that_was_cut_off_at_the_models_limit_does_not_run_as_far_as_it_came(
    desk: Desk, endpoint: ScriptedEndpoint, folder: Path
) -> None:
    desk.library.add_rule("write_file", "", "", "allow")
    cut = ToolCall("write_file", '{"path": "b.txt", "content": "the first ha')
    endpoint.then(ToolCalls((write("a.txt"), cut), finish_reason="length"), Text("Sorry."))
    assert await desk.host.send(desk.branch, "t1", "Write.") is TurnStatus.FINISHED
    assert files(folder) == {"a.txt": "new"}
    assert "do not fit" in told(endpoint)[1]


async def test_half_a_character_in_arguments_is_told_to_the_model(
    desk: Desk, endpoint: ScriptedEndpoint, folder: Path
) -> None:
    endpoint.then(ToolCall("write_file", '{"path": "a.txt", "content": "\\ud800"}'), Text("Sorry."))
    assert await desk.host.send(desk.branch, "t1", "Write.") is TurnStatus.FINISHED
    assert "do not fit" in told(endpoint)[0]
    assert files(folder) == {}


@pytest.mark.parametrize("what", ["path", "content"])
async def test_half_a_character_is_said_at_its_field(
    desk: Desk, endpoint: ScriptedEndpoint, folder: Path, what: str
) -> None:
    given = {"path": "a.txt", "content": "x"} | {what: "\ud800"}
    with pytest.raises(InvalidArguments):
        await desk.host.send(desk.branch, "t0", f"/write {json.dumps(given)}")
    await ask(desk, endpoint, write("a.txt"))
    with pytest.raises(InvalidArguments) as raised:
        await desk.host.decide({desk.waiting()[0].id: Edit(json.dumps(given))})
    assert "half a character" in raised.value.fields[what]
    assert files(folder) == {}


@pytest.mark.parametrize("name", ["launch_rocket", "", "write_file ", "Write_File", "../x\n"])
async def test_an_unknown_tool_is_told_to_the_model(
    desk: Desk, endpoint: ScriptedEndpoint, folder: Path, name: str
) -> None:
    endpoint.then(ToolCall(name, '{"path": "a.txt", "content": "x"}'), Text("Sorry."))
    assert await desk.host.send(desk.branch, "t1", "Go.") is TurnStatus.FINISHED
    assert "no tool" in told(endpoint)[0]
    assert files(folder) == {}


async def test_of_two_hundred_calls_so_many_are_taken_and_the_others_told_to_wait(
    desk: Desk, endpoint: ScriptedEndpoint, folder: Path
) -> None:
    desk.connection = replace(desk.connection, context_tokens=100_000)
    await ask(desk, endpoint, *(write(f"{n:03}.txt") for n in range(200)))
    asked = desk.waiting()
    assert len(asked) == MOST_CALLS
    assert await desk.host.decide({a.id: Approve() for a in asked}) is TurnStatus.FINISHED
    assert len(files(folder)) == MOST_CALLS
    results = told(endpoint)
    assert len(results) == 200
    assert sum("too many" in result for result in results) == 200 - MOST_CALLS


async def test_two_calls_with_one_id_are_two_actions(
    desk: Desk, endpoint: ScriptedEndpoint, folder: Path
) -> None:
    await ask(desk, endpoint, write("a.txt"), write("b.txt"))
    first, second = desk.waiting()
    assert first.call_id != second.call_id
    await desk.host.decide({first.id: Approve(), second.id: Reject()})
    assert list(files(folder)) == ["a.txt"]


async def test_an_id_that_the_model_repeats_is_another_action(
    desk: Desk, endpoint: ScriptedEndpoint, folder: Path
) -> None:
    await ask(desk, endpoint, write("a.txt"))
    await desk.host.decide({desk.waiting()[0].id: Approve()})
    await ask(desk, endpoint, write("b.txt"), turn="t2")
    assert list(files(folder)) == ["a.txt"]
