"""Calls that the person types."""

from pathlib import Path

import pytest

from graphs.errors import InvalidArguments
from graphs.storage.action_records import ActionStatus
from graphs.storage.records import TurnStatus
from tests.endpoint import ScriptedEndpoint
from tests.graphs.session.conftest import Desk
from tests.graphs.session.talk import files


async def test_a_typed_call_needs_no_model_and_no_other_decision(
    desk: Desk, endpoint: ScriptedEndpoint, folder: Path
) -> None:
    text = '/write "my notes.txt" Buy milk'
    assert await desk.host.send(desk.branch, "t1", text) is TurnStatus.FINISHED
    assert files(folder) == {"my notes.txt": "Buy milk"}
    assert endpoint.requests == []
    done = desk.action("write_file")
    assert (done.status, done.decided_by) == (ActionStatus.DONE, "person")
    assert [role for role, _ in desk.said()] == ["user", "assistant", "tool"]


@pytest.mark.parametrize("name", ["write", "write_file", "Write"])
async def test_a_tool_is_called_by_each_of_its_names(desk: Desk, folder: Path, name: str) -> None:
    (tool,) = [tool for tool in await desk.host.tools() if tool.name == "write_file"]
    assert tool.short == "write"
    await desk.host.send(desk.branch, "t1", f"/{name} a.txt text")
    assert files(folder) == {"a.txt": "text"}


async def test_the_model_reads_a_typed_call_with_its_result(
    desk: Desk, endpoint: ScriptedEndpoint, folder: Path
) -> None:
    await desk.host.send(desk.branch, "t1", "/write a.txt Buy milk")
    await desk.host.send(desk.branch, "t2", "What did I do?")
    read = endpoint.requests[-1].messages
    assert [m["role"] for m in read] == ["system", "user", "assistant", "tool", "user"]
    assert read[2]["tool_calls"][0]["function"]["name"] == "write_file"
    assert read[3]["content"] == desk.action("write_file").result


@pytest.mark.parametrize("text", ["/write", "/write notes.txt", '/write {"path": 1}', "/edit {]"])
async def test_a_typed_call_that_does_not_fit_is_said_before_anything_is_recorded(
    desk: Desk, folder: Path, text: str
) -> None:
    with pytest.raises(InvalidArguments):
        await desk.host.send(desk.branch, "t1", text)
    assert desk.messages() == ()
    assert desk.library.actions() == []


async def test_a_typed_call_that_a_rule_forbids_is_said_too(desk: Desk, folder: Path) -> None:
    desk.library.add_rule("write_file", "", "", "never")
    with pytest.raises(InvalidArguments, match="never"):
        await desk.host.send(desk.branch, "t1", "/write a.txt text")
    assert files(folder) == {}


@pytest.mark.parametrize("text", ["/etc/passwd is what?", "/unknown a b", "/ write a", "1/write a"])
async def test_other_words_after_a_slash_are_a_message(
    desk: Desk, endpoint: ScriptedEndpoint, text: str
) -> None:
    await desk.host.send(desk.branch, "t1", text)
    assert desk.said()[1] == ("assistant", f"You said: {text}")
