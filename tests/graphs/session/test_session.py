"""What may happen on a branch, and what of it is in the conversation afterwards."""

import asyncio
import shutil
from types import SimpleNamespace

import pytest

from graphs.errors import BranchBusy, DiskFull, InvalidText
from graphs.session.events import (
    ActionFinished,
    ActionStarted,
    TextDelta,
    TurnFailed,
    TurnFinished,
    TurnStopped,
)
from graphs.storage import turns
from graphs.storage.action_records import ActionStatus
from graphs.storage.library import Library
from graphs.storage.records import TurnStatus
from tests.endpoint import (
    ScriptedEndpoint,
    Status,
    Text,
    ToolCall,
)
from tests.graphs.session.conftest import Desk
from tests.graphs.session.talk import SLOW


async def test_sending_one_id_twice_sends_once(desk: Desk, endpoint: ScriptedEndpoint) -> None:
    await desk.host.send(desk.branch, "t1", "Once")
    assert await desk.host.send(desk.branch, "t1", "Once") is TurnStatus.FINISHED
    assert len(endpoint.requests) == 1
    assert desk.said() == [("user", "Once"), ("assistant", "You said: Once")]


async def test_the_model_reads_the_whole_conversation(
    desk: Desk, endpoint: ScriptedEndpoint
) -> None:
    await desk.host.send(desk.branch, "t1", "First")
    await desk.host.send(desk.branch, "t2", "Second")
    asked = [m["content"] for m in endpoint.requests[-1].messages if m["role"] != "system"]
    assert asked == ["First", "You said: First", "Second"]


async def test_a_tool_runs_and_the_answer_follows(desk: Desk, endpoint: ScriptedEndpoint) -> None:
    endpoint.then(ToolCall("current_time"), Text("It is late."))
    assert await desk.host.send(desk.branch, "t1", "What time is it?") is TurnStatus.FINISHED
    assert [role for role, _ in desk.said()] == ["user", "assistant", "tool", "assistant"]
    assert desk.of(ActionStarted)[0].action.tool == "current_time"
    (finished,) = desk.of(ActionFinished)
    assert finished.action.status is ActionStatus.DONE
    assert finished.action.result == desk.messages()[2].text


async def test_an_unknown_tool_is_told_to_the_model(desk: Desk, endpoint: ScriptedEndpoint) -> None:
    endpoint.then(ToolCall("launch_rocket"), Text("I cannot."))
    assert await desk.host.send(desk.branch, "t1", "Launch") is TurnStatus.FINISHED
    (action,) = desk.library.actions()
    assert action.status is ActionStatus.FAILED


async def test_two_turns_at_once_on_one_branch_are_refused(
    desk: Desk, endpoint: ScriptedEndpoint
) -> None:
    endpoint.then(SLOW)
    turn = asyncio.create_task(desk.host.send(desk.branch, "t1", "First"))
    await desk.until(TextDelta)
    with pytest.raises(BranchBusy):
        await desk.host.send(desk.branch, "t2", "Second")
    await desk.host.stop(desk.branch)
    await turn


async def test_another_process_running_the_branch_is_told(
    desk: Desk, endpoint: ScriptedEndpoint
) -> None:
    other = Library.open(desk.library.home)
    other.leases.acquire(desk.branch)
    with pytest.raises(BranchBusy):
        await desk.host.send(desk.branch, "t1", "Mine")
    other.close()
    assert await desk.host.send(desk.branch, "t1", "Mine") is TurnStatus.FINISHED


async def test_a_new_message_leaves_an_unfinished_turn_first(
    desk: Desk, endpoint: ScriptedEndpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graphs.agent.middleware.model_errors.TRIES", 1)
    endpoint.then(Status(500))
    await desk.host.send(desk.branch, "t1", "First")
    await desk.host.send(desk.branch, "t2", "Second")
    assert desk.said() == [
        ("user", "First"),
        ("user", "Second"),
        ("assistant", "You said: First\n\nSecond"),
    ]


@pytest.mark.parametrize("text", ["a\0b", "half \ud800 pair", "مرحبا 👩‍👩‍👧‍👦", "  \n x"])
async def test_odd_text_arrives(desk: Desk, endpoint: ScriptedEndpoint, text: str) -> None:
    assert await desk.host.send(desk.branch, "t1", text) is TurnStatus.FINISHED
    kept = desk.messages()[0].text
    assert len(kept) == len(text)
    assert endpoint.requests[0].last_user_text == kept


async def test_an_empty_message_changes_nothing(desk: Desk) -> None:
    with pytest.raises(InvalidText):
        await desk.host.send(desk.branch, "t1", " \n ")
    assert desk.library.newest_turn(desk.branch) is None


async def test_without_room_on_the_disk_nothing_begins(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = SimpleNamespace(total=10**9, used=10**9, free=1_000_000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: full)
    with pytest.raises(DiskFull):
        await desk.host.send(desk.branch, "t1", "Hello")
    assert desk.library.newest_turn(desk.branch) is None


async def test_rebuilding_gives_the_same_transcript(desk: Desk, endpoint: ScriptedEndpoint) -> None:
    endpoint.then(ToolCall("current_time"), Text("Late."))
    await desk.host.send(desk.branch, "t1", "Time?")
    await desk.host.send(desk.branch, "t2", "And now?")
    before = desk.messages()
    assert await desk.host.rebuild(desk.branch) == len(before)
    assert desk.messages() == before


async def test_a_turn_that_another_process_has_just_run_is_not_run_again(
    desk: Desk, endpoint: ScriptedEndpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    acquire = desk.library.leases.acquire

    def late(branch_id: str) -> None:
        with desk.library.database.transaction() as c:
            turns.record(c, branch_id, "t1", "Once", 1.0)
            turns.set_status(c, "t1", TurnStatus.FINISHED, 2.0)
        acquire(branch_id)

    monkeypatch.setattr(desk.library.leases, "acquire", late)
    assert await desk.host.send(desk.branch, "t1", "Once") is TurnStatus.FINISHED
    assert endpoint.requests == []


async def test_an_id_of_another_conversation_is_refused(desk: Desk) -> None:
    other = await desk.host.create_conversation()
    await desk.host.send(desk.branch, "t1", "Here")
    with pytest.raises(InvalidText):
        await desk.host.send(other.branch_id, "t1", "There")


@pytest.mark.parametrize("end", [TurnFinished, TurnFailed, TurnStopped])
async def test_whoever_hears_that_a_turn_has_ended_may_go_on_at_once(
    desk: Desk, endpoint: ScriptedEndpoint, end: type
) -> None:
    endpoint.then(*([Status(401)] if end is TurnFailed else [SLOW] if end is TurnStopped else []))
    going_on: list[asyncio.Task[TurnStatus]] = []

    def go_on(event: object) -> None:
        if isinstance(event, end) and not going_on:
            work = desk.host.resume if end is TurnFailed else None
            going_on.append(
                asyncio.ensure_future(
                    work(desk.branch) if work else desk.host.send(desk.branch, "t2", "And now")
                )
            )

    desk.on_event.append(go_on)
    turn = asyncio.create_task(desk.host.send(desk.branch, "t1", "Hello"))
    if end is TurnStopped:
        await desk.until(TextDelta)
        await desk.host.stop(desk.branch)
    await turn
    assert await going_on[0] is TurnStatus.FINISHED
