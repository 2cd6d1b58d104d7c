"""All there is to a step: what it brought, what it changed, and what ran it."""

import sqlite3
from pathlib import Path

import pytest
from langgraph.types import Send

from graphs.errors import DatabaseDamaged
from graphs.session import state_changes
from graphs.storage.records import StateChange
from tests.endpoint import ScriptedEndpoint, Text, ToolCall, ToolCalls
from tests.graphs.session.conftest import Desk
from tests.graphs.session.talk import say


async def test_all_there_is_to_a_step(talked: Desk) -> None:
    detail = await talked.host.step_state(talked.branch, 4)

    assert [message.text for message in detail.messages] == ["Answer 2."]
    assert detail.agent_version
    assert detail.step == talked.library.step(talked.branch, "4")


async def test_a_step_names_the_run_that_made_it(talked: Desk) -> None:
    runs = [(await talked.host.step_state(talked.branch, at)).run_id for at in (1, 2, 3, 4)]

    assert runs[0] == runs[1] != runs[2] == runs[3]
    assert all(runs)


async def test_a_step_tells_what_it_changed_in_the_state(
    desk: Desk, endpoint: ScriptedEndpoint, folder: Path
) -> None:
    (folder / "notes.txt").write_text("Bread")
    call = ToolCall("list_folder", '{"path": "."}', "1")
    endpoint.then(ToolCalls((call,)), Text("Done."))
    await say(desk, desk.branch, "Look.")

    told = [(await desk.host.step_state(desk.branch, at)).changes for at in (1, 2, 3, 4)]

    assert told == [
        (StateChange("next", "", '["model"]'),),
        (StateChange("next", '["model"]', '["list_folder"]'),),
        (StateChange("next", '["list_folder"]', '["model"]'),),
        (StateChange("next", '["model"]', "[]"),),
    ]


async def test_the_first_step_of_a_fork_is_told_against_the_one_it_came_from(talked: Desk) -> None:
    fork = await talked.host.fork(talked.branch, 2)

    detail = await talked.host.step_state(fork.id, 3)

    assert (detail.step.branch_id, detail.changes) == (fork.id, ())


async def test_a_damaged_step_says_so_and_the_one_after_it_tells_the_rest(talked: Desk) -> None:
    damaged = talked.library.step(talked.branch, "3").checkpoint_id
    with sqlite3.connect(talked.library.home.database) as c:
        c.execute("UPDATE checkpoints SET checkpoint = x'00' WHERE checkpoint_id = ?", [damaged])

    with pytest.raises(DatabaseDamaged, match="This step cannot be read"):
        await talked.host.step_state(talked.branch, 3)
    after = await talked.host.step_state(talked.branch, 4)

    assert after.changes is None
    assert [message.text for message in after.messages] == ["Answer 2."]


def test_channels_are_told_as_short_json_without_the_messages() -> None:
    values = {
        "messages": ["not told"],
        "branch:to:model": None,
        "__pregel_tasks": [Send("tools", [{"name": "read_file"}]), Send("other", "plain")],
        "todo": {"open": ["ä"]},
        "long": "x" * 1000,
        "odd": {1, 2}.__class__,
    }

    told = state_changes.told(values)

    assert told["next"] == '["model", "read_file", "other"]'
    assert told["todo"] == '{"open": ["ä"]}'
    assert (len(told["long"]), told["long"][-1]) == (301, "…")
    assert set(told) == {"next", "todo", "long", "odd"}


def test_only_what_differs_is_a_change() -> None:
    before = {"next": "[]", "todo": "1", "gone": "2"}
    after = {"next": "[]", "todo": "3", "new": "4"}

    assert state_changes.differences(before, after) == (
        StateChange("todo", "1", "3"),
        StateChange("new", "", "4"),
        StateChange("gone", "2", ""),
    )
