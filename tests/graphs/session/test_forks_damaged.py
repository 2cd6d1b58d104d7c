"""Where one checkpoint is damaged, every other step can still be continued from."""

import sqlite3
from pathlib import Path

import pytest

from graphs.approvals.decision import Approve
from graphs.errors import DatabaseDamaged
from graphs.session.events import TurnFailed
from graphs.storage.records import TurnStatus
from tests.endpoint import ScriptedEndpoint, Text, ToolCalls
from tests.graphs.session.conftest import Desk
from tests.graphs.session.talk import said, say, write

DAMAGED = 3


def damage(desk: Desk, table: str, column: str) -> None:
    """Spoil what the step `DAMAGED` has in a table."""
    checkpoint_id = desk.library.step(desk.branch, str(DAMAGED)).checkpoint_id
    with sqlite3.connect(desk.library.home.database) as c:
        spoil = f"UPDATE {table} SET {column} = x'c1' WHERE checkpoint_id = ?"
        assert c.execute(spoil, (checkpoint_id,)).rowcount


@pytest.fixture
async def worked(desk: Desk, endpoint: ScriptedEndpoint, folder: Path) -> Desk:
    """A plain turn, then one with a call."""
    endpoint.then(Text("Hello."), ToolCalls((write("a.txt"),)), Text("Written."))
    await say(desk, desk.branch, "Hello?")
    await say(desk, desk.branch, "Write it.")
    (action,) = desk.waiting()
    await desk.host.decide({action.id: Approve()})
    assert len(said(desk, desk.branch)) == len(desk.library.steps(desk.branch)) == 6
    return desk


@pytest.mark.parametrize("part", [("checkpoints", "checkpoint"), ("writes", "value")])
async def test_the_damaged_step_says_so_and_all_others_go_on(
    worked: Desk, endpoint: ScriptedEndpoint, part: tuple[str, str]
) -> None:
    desk = worked
    damage(desk, *part)

    for position in range(7):
        if position == DAMAGED:
            with pytest.raises(DatabaseDamaged, match="This step cannot be read"):
                await desk.host.fork(desk.branch, position)
            continue
        fork = await desk.host.fork(desk.branch, position)
        assert said(desk, fork.id) == said(desk, desk.branch)[:position]
    endpoint.then(Text("It goes on."))
    assert await say(desk, fork.id, "And now?") is TurnStatus.FINISHED

    sent = endpoint.requests[-1].body["messages"][1:]
    roles = ["user", "assistant", "user", "assistant", "tool", "assistant", "user"]
    assert [message["role"] for message in sent] == roles
    assert sent[3]["tool_calls"][0]["id"] == sent[4]["tool_call_id"]
    await desk.host.rebuild(fork.id)
    assert said(desk, fork.id)[:6] == said(desk, desk.branch)[:6]


async def test_what_was_altered_in_the_tree_too_is_not_taken_for_what_was_said(
    worked: Desk,
) -> None:
    damage(worked, "writes", "value")
    with sqlite3.connect(worked.library.home.database) as c:
        c.execute("UPDATE messages SET text = 'Goodbye.' WHERE text = 'Hello.'")
    with pytest.raises(DatabaseDamaged):
        await worked.host.fork(worked.branch, 6)


async def test_a_branch_that_cannot_go_on_says_how_to_go_on(
    worked: Desk, endpoint: ScriptedEndpoint
) -> None:
    damage(worked, "checkpoints", "checkpoint")

    assert await say(worked, worked.branch, "And now?") is TurnStatus.FAILED

    (failed,) = worked.of(TurnFailed)
    assert failed.sentence == "The newest step of this conversation cannot be read."
    assert "Continue from one of its steps" in failed.hint
    assert endpoint.requests[-1].last_user_text == "Write it."
