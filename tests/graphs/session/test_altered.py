"""What is altered in the database lets nothing run that was not decided."""

import json
from pathlib import Path

import pytest

from graphs.approvals.decision import Approve, Edit, Reject
from graphs.errors import AlreadyDecided
from graphs.storage.action_records import ActionStatus
from graphs.storage.records import TurnStatus
from tests.endpoint import ScriptedEndpoint, Text, ToolCalls
from tests.graphs.session.attacked import (
    SAFE,
    Graph,
    alter,
    content,
    decides,
    names,
    waiting,
    write,
)
from tests.graphs.session.attacked import graph as graph
from tests.graphs.session.attacked import target as target
from tests.graphs.session.conftest import Desk, open_desk


async def test_a_decision_for_a_branch_that_has_moved_on_is_refused(
    desk: Desk, endpoint: ScriptedEndpoint, target: Path
) -> None:
    (action,) = await waiting(desk, endpoint)
    await desk.host.send(desk.branch, "t2", "Something else.")
    alter(desk, "UPDATE actions SET status = 'waiting' WHERE id = ?", action.id)
    with pytest.raises(AlreadyDecided):
        await desk.host.decide({action.id: Approve()})
    assert content(target) == SAFE
    await desk.host.decide({action.id: Reject()})
    assert content(target) == SAFE


@pytest.mark.parametrize(
    "change",
    [
        "status = 'approved'",
        "status = 'approved', decided_by = 'person'",
        "status = 'allowed', asks = 0, decided_by = 'rule'",
        "status = 'edited', edited = arguments",
        "status = 'approved', decided_by = 'person', seal = 'x'",
    ],
)
async def test_a_status_without_a_seal_counts_for_nothing(
    desk: Desk, endpoint: ScriptedEndpoint, target: Path, change: str
) -> None:
    (action,) = await waiting(desk, endpoint)
    alter(desk, f"UPDATE actions SET {change} WHERE id = ?", action.id)
    assert await desk.host.resume(desk.branch) is TurnStatus.WAITING
    assert "altered" in desk.library.action(action.id).preview.warning
    await decides(desk, target, action.id)


@pytest.mark.parametrize("status", ["started", "unknown"])
async def test_what_is_said_to_have_begun_is_asked_about(
    desk: Desk, endpoint: ScriptedEndpoint, target: Path, status: str
) -> None:
    (action,) = await waiting(desk, endpoint)
    alter(desk, "UPDATE actions SET status = ? WHERE id = ?", status, action.id)
    assert await desk.host.resume(desk.branch) is TurnStatus.WAITING
    assert [(a.id, a.status) for a in desk.waiting()] == [(action.id, ActionStatus.UNKNOWN)]
    assert content(target) == SAFE


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("arguments", '{"path": "target.txt", "content": "evil"}'),
        ("edited", '{"path": "target.txt", "content": "evil"}'),
        ("tool", "delete_file"),
        ("workspace", "{elsewhere}"),
        ("call_id", "another01"),
        ("decided_by", "rule"),
    ],
)
async def test_what_is_altered_after_the_decision_does_not_run(
    desk: Desk,
    endpoint: ScriptedEndpoint,
    target: Path,
    graph: Graph,
    tmp_path: Path,
    column: str,
    value: str,
) -> None:
    """As left by a process that was killed right after the decision."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (action,) = await waiting(desk, endpoint)
    graph.tooling.journal.decide({action.id: Approve()}, "person")
    value = value.format(elsewhere=elsewhere) if column == "workspace" else value
    alter(desk, f"UPDATE actions SET {column} = ? WHERE id = ?", value, action.id)
    assert await desk.host.resume(desk.branch) is TurnStatus.WAITING
    assert content(target) == SAFE
    assert names(elsewhere) == []
    again = desk.waiting()[-1]
    await desk.host.decide({again.id: Reject()})
    assert content(target) == SAFE
    assert names(elsewhere) == []


async def test_what_is_altered_while_it_waits_never_runs_so(
    desk: Desk, endpoint: ScriptedEndpoint, target: Path
) -> None:
    (action,) = await waiting(desk, endpoint)
    evil = json.dumps({"path": "target.txt", "content": "evil"})
    alter(desk, "UPDATE actions SET arguments = ? WHERE id = ?", evil, action.id)
    for decision in (Approve(), Edit(evil), Approve()):
        assert await desk.host.decide({action.id: decision}) is TurnStatus.WAITING
        assert content(target) == SAFE
    await desk.host.decide({action.id: Reject()})
    assert content(target) == SAFE


def alter_message(desk: Desk, text: str) -> None:
    alter(desk, "UPDATE turns SET text = ?", text)
    alter(desk, "UPDATE messages SET text = ? WHERE role = 'user'", text)


@pytest.mark.parametrize("reached", [True, False])
async def test_a_message_that_was_altered_does_not_become_a_typed_call(
    desk: Desk, endpoint: ScriptedEndpoint, target: Path, reached: bool
) -> None:
    endpoint.then(ToolCalls((write("b.txt"),)) if reached else Text("", ending="broken"))
    await desk.host.send(desk.branch, "t1", "Please.")
    alter_message(desk, "/write target.txt overwritten")
    await desk.host.resume(desk.branch)
    assert content(target) == SAFE
    assert not any("target" in action.preview.title for action in desk.library.actions())


async def test_an_older_agent_has_no_tool_that_asks(
    desk: Desk, endpoint: ScriptedEndpoint, target: Path
) -> None:
    (action,) = await waiting(desk, endpoint)
    alter(desk, "UPDATE branches SET agent_version = '1'")
    alter(desk, "UPDATE actions SET status = 'approved'")
    other = await open_desk(desk.library, endpoint.base_url, desk.conversation.id)
    await other.host.resume(desk.branch)
    await other.host.close()
    assert content(target) == SAFE
    assert desk.library.action(action.id).status is not ActionStatus.DONE
