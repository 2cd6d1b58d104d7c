"""A turn that is stopped or left keeps what was said, and the branch goes on."""

import asyncio

import pytest

from graphs.errors import NothingToDo
from graphs.session.events import (
    ActionFinished,
    TextDelta,
    TurnStopped,
)
from graphs.storage.records import ConversationStatus, TurnStatus
from tests.endpoint import (
    Hang,
    ScriptedEndpoint,
    Text,
    ToolCall,
)
from tests.graphs.session.conftest import Desk
from tests.graphs.session.talk import SLOW


async def test_stop_keeps_what_was_said(desk: Desk, endpoint: ScriptedEndpoint) -> None:
    endpoint.then(SLOW)
    turn = asyncio.create_task(desk.host.send(desk.branch, "t1", "Count"))
    await desk.until(TextDelta)
    await asyncio.sleep(0.2)
    await desk.host.stop(desk.branch)
    assert await turn is TurnStatus.STOPPED
    shown = "".join(event.text for event in desk.of(TextDelta))
    answer = desk.messages()[-1]
    assert (answer.text, answer.stopped, answer.interrupted) == (shown, True, False)
    assert desk.of(TurnStopped)
    assert desk.library.conversations()[0].status is ConversationStatus.IDLE
    await desk.host.send(desk.branch, "t2", "Go on")
    asked = [m["content"] for m in endpoint.requests[-1].messages if m["role"] != "system"]
    assert asked == ["Count", shown, "Go on"]


async def test_stop_before_the_first_word_leaves_a_branch_that_goes_on(
    desk: Desk, endpoint: ScriptedEndpoint
) -> None:
    endpoint.then(Hang())
    turn = asyncio.create_task(desk.host.send(desk.branch, "t1", "Quick"))
    await asyncio.to_thread(endpoint.asked.wait, 30)
    await desk.host.stop(desk.branch)
    assert await turn is TurnStatus.STOPPED
    assert desk.said() == [("user", "Quick")]
    assert await desk.host.send(desk.branch, "t2", "Again") is TurnStatus.FINISHED
    assert desk.said()[1:] == [("user", "Again"), ("assistant", "You said: Quick\n\nAgain")]


async def test_stop_when_nothing_runs_does_nothing(desk: Desk) -> None:
    await desk.host.stop(desk.branch)
    assert desk.messages() == ()


async def test_leaving_a_failed_turn_keeps_what_was_said(
    desk: Desk, endpoint: ScriptedEndpoint
) -> None:
    endpoint.then(Text("Half of an answer is here", ending="broken", after=3))
    await desk.host.send(desk.branch, "t1", "Tell")
    shown = "".join(event.text for event in desk.of(TextDelta))
    await desk.host.leave(desk.branch)
    assert [(m.role, m.text, m.stopped) for m in desk.messages()] == [
        ("user", "Tell", False),
        ("assistant", shown, True),
    ]
    with pytest.raises(NothingToDo):
        await desk.host.resume(desk.branch)


async def test_a_stop_keeps_no_try_that_a_later_step_has_overtaken(
    desk: Desk, endpoint: ScriptedEndpoint
) -> None:
    endpoint.then(
        Text("It is about noon, I think", ending="broken", after=3),
        ToolCall("current_time"),
        Hang(),
    )
    assert await desk.host.send(desk.branch, "t1", "Time?") is TurnStatus.FAILED
    turn = asyncio.create_task(desk.host.resume(desk.branch))
    await desk.until(ActionFinished)
    await desk.host.stop(desk.branch)
    assert await turn is TurnStatus.STOPPED
    assert [m.role for m in desk.messages() if not m.interrupted] == ["user", "assistant", "tool"]
    assert any(m.interrupted and "about" in m.text for m in desk.messages())
