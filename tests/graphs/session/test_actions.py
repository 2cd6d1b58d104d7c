"""Actions of a live branch: proposed, decided, run once, and what ends those that wait."""

import asyncio
import json
from pathlib import Path

import pytest

from graphs.approvals.decision import Answer, Approve, Decision, Edit, Reject
from graphs.errors import AlreadyDecided
from graphs.session.events import (
    ActionDecided,
    ActionFinished,
    ActionNeedsDecision,
    ActionStarted,
    TurnFinished,
    TurnWaiting,
)
from graphs.storage import turns
from graphs.storage.action_records import ActionStatus
from graphs.storage.records import ConversationStatus, TurnStatus
from tests.endpoint import ScriptedEndpoint, ToolCall, ToolCalls
from tests.graphs.session.conftest import Desk
from tests.graphs.session.talk import ask, files, told, write


async def test_what_changes_something_waits_and_says_what_it_would_do(
    desk: Desk, endpoint: ScriptedEndpoint, folder: Path
) -> None:
    await ask(desk, endpoint, write("notes.txt", "Buy milk"))
    (action,) = desk.waiting()
    assert (action.tool, action.status) == ("write_file", ActionStatus.WAITING)
    assert "notes.txt" in action.preview.title
    assert [(line.kind, line.text) for line in action.preview.diff] == [("added", "Buy milk")]
    assert action.workspace == str(folder)
    assert [event.action for event in desk.of(ActionNeedsDecision)] == [action]
    assert len(desk.of(TurnWaiting)) == 1
    assert desk.library.conversation(desk.conversation.id).status is ConversationStatus.WAITING
    assert files(folder) == {}


async def test_what_is_approved_runs_and_the_turn_goes_on(
    desk: Desk, endpoint: ScriptedEndpoint, folder: Path
) -> None:
    await ask(desk, endpoint, write("notes.txt"))
    (action,) = desk.waiting()
    assert await desk.host.decide({action.id: Approve()}) is TurnStatus.FINISHED
    assert files(folder) == {"notes.txt": "new"}
    told_of = [type(event) for event in desk.events if hasattr(event, "action")]
    assert told_of == [ActionNeedsDecision, ActionDecided, ActionStarted, ActionFinished]
    assert desk.of(TurnFinished)
    done = desk.library.action(action.id)
    assert (done.status, done.decided_by) == (ActionStatus.DONE, "person")
    assert told(endpoint) == [done.result]
    events = [entry.event for entry in desk.library.journal(action.id)]
    assert events == ["proposed", "approved", "started", "done"]


async def test_what_is_edited_runs_as_edited_and_both_are_kept(
    desk: Desk, endpoint: ScriptedEndpoint, folder: Path
) -> None:
    await ask(desk, endpoint, write("notes.txt", "theirs"))
    (action,) = desk.waiting()
    edited = json.dumps({"path": "mine.txt", "content": "mine"})
    await desk.host.decide({action.id: Edit(edited)})
    assert files(folder) == {"mine.txt": "mine"}
    done = desk.library.action(action.id)
    assert json.loads(done.arguments)["content"] == "theirs"
    assert json.loads(done.edited) == json.loads(edited)
    assert "mine.txt" in told(endpoint)[0]


async def test_an_edit_that_changes_nothing_is_an_approval(
    desk: Desk, endpoint: ScriptedEndpoint, folder: Path
) -> None:
    await ask(desk, endpoint, write("notes.txt"))
    (action,) = desk.waiting()
    await desk.host.decide({action.id: Edit('{"content": "new",  "path": "notes.txt"}')})
    assert desk.library.action(action.id).edited == ""
    assert files(folder) == {"notes.txt": "new"}


@pytest.mark.parametrize(
    ("decision", "status", "words"),
    [
        (Reject("Not today."), ActionStatus.REJECTED, "Not today."),
        (Reject(), ActionStatus.REJECTED, "rejected"),
        (Answer("I wrote it myself."), ActionStatus.ANSWERED, "I wrote it myself."),
    ],
)
async def test_what_is_not_to_run_does_not_and_the_model_hears_why(
    desk: Desk,
    endpoint: ScriptedEndpoint,
    folder: Path,
    decision: Decision,
    status: ActionStatus,
    words: str,
) -> None:
    await ask(desk, endpoint, write("notes.txt"))
    (action,) = desk.waiting()
    assert await desk.host.decide({action.id: decision}) is TurnStatus.FINISHED
    assert desk.library.action(action.id).status is status
    assert words in told(endpoint)[0]
    assert files(folder) == {}
    assert not desk.of(ActionStarted)


@pytest.mark.parametrize("order", [(0, 1, 2, 3, 4), (4, 2, 0, 3, 1)])
async def test_five_calls_are_decided_one_by_one_in_any_order(
    desk: Desk, endpoint: ScriptedEndpoint, folder: Path, order: tuple[int, ...]
) -> None:
    await ask(desk, endpoint, *(write(f"{n}.txt") for n in range(5)))
    asked = desk.waiting()
    assert [(action.position, action.siblings) for action in asked] == [(n, 5) for n in range(5)]
    for count, n in enumerate(order, start=1):
        decision = Reject("no") if n == 2 else Approve()
        status = await desk.host.decide({asked[n].id: decision})
        assert status is (TurnStatus.FINISHED if count == 5 else TurnStatus.WAITING)
        run = sorted(f"{done}.txt" for done in order[:count] if done != 2)
        assert list(files(folder)) == run
    results = told(endpoint)
    assert len(results) == 5
    assert [n for n, result in enumerate(results) if "rejected" in result] == [2]
    assert len(desk.of(ActionStarted)) == 4


async def test_five_calls_are_decided_all_at_once(
    desk: Desk, endpoint: ScriptedEndpoint, folder: Path
) -> None:
    await ask(desk, endpoint, *(write(f"{n}.txt") for n in range(5)))
    decisions = {action.id: Approve() for action in desk.waiting()}
    assert await desk.host.decide(decisions) is TurnStatus.FINISHED
    assert list(files(folder)) == [f"{n}.txt" for n in range(5)]
    assert len(endpoint.requests) == 2


async def test_of_several_decisions_all_are_taken_or_none(
    desk: Desk, endpoint: ScriptedEndpoint, folder: Path
) -> None:
    await ask(desk, endpoint, write("a.txt"), write("b.txt"))
    first, second = desk.waiting()
    await desk.host.decide({first.id: Reject()})
    with pytest.raises(AlreadyDecided):
        await desk.host.decide({second.id: Approve(), first.id: Approve()})
    assert [action.id for action in desk.waiting()] == [second.id]
    assert files(folder) == {}


async def test_a_message_to_a_branch_that_waits_rejects_with_it_as_the_reason(
    desk: Desk, endpoint: ScriptedEndpoint, folder: Path
) -> None:
    await ask(desk, endpoint, write("a.txt"), ToolCall("current_time"))
    assert await desk.host.send(desk.branch, "t2", "Wait, not there.") is TurnStatus.FINISHED
    action = desk.action("write_file")
    assert (action.status, action.words) == (ActionStatus.REJECTED, "Wait, not there.")
    time, rejected = told(endpoint)
    assert "Wait, not there." in rejected
    assert "stopped" not in time
    assert files(folder) == {}
    with pytest.raises(AlreadyDecided):
        await desk.host.decide({action.id: Approve()})


async def test_leaving_a_turn_that_waits_rejects_what_waits(
    desk: Desk, endpoint: ScriptedEndpoint, folder: Path
) -> None:
    await ask(desk, endpoint, write("a.txt"))
    await desk.host.leave(desk.branch)
    assert desk.action("write_file").status is ActionStatus.REJECTED
    assert desk.library.conversation(desk.conversation.id).status is ConversationStatus.IDLE
    assert await desk.host.send(desk.branch, "t2", "Go on.") is TurnStatus.FINISHED
    assert files(folder) == {}


async def test_stop_while_one_runs_and_one_waits_ends_both(
    desk: Desk, endpoint: ScriptedEndpoint, folder: Path
) -> None:
    run = ToolCall("run_command", json.dumps({"command": "sleep 30; touch late"}))
    await ask(desk, endpoint, run, write("a.txt"))
    command, _ = desk.waiting()
    deciding = asyncio.create_task(desk.host.decide({command.id: Approve()}))
    await desk.until(ActionStarted)
    await asyncio.gather(desk.host.stop(desk.branch), desk.host.stop(desk.branch))
    assert await deciding is TurnStatus.STOPPED
    assert desk.action("run_command").status is ActionStatus.FAILED
    assert desk.action("write_file").status is ActionStatus.REJECTED
    assert await desk.host.send(desk.branch, "t2", "Go on.") is TurnStatus.FINISHED
    assert ["stopped" in text or "rejected" in text for text in told(endpoint)] == [True, True]
    assert files(folder) == {}


async def test_a_decision_starts_its_action_while_another_is_at_work(
    desk: Desk, endpoint: ScriptedEndpoint, folder: Path
) -> None:
    run = ToolCall("run_command", json.dumps({"command": "while [ ! -e go ]; do sleep 0.02; done"}))
    await ask(desk, endpoint, run, write("a.txt"), write("b.txt"))
    command, first, second = desk.waiting()
    at_work = asyncio.create_task(desk.host.decide({command.id: Approve()}))
    await desk.until(ActionStarted)
    more = asyncio.create_task(desk.host.decide({first.id: Approve()}))
    await desk.until(ActionStarted, 2)
    await desk.until(ActionFinished)
    assert files(folder) == {"a.txt": "new"}
    (folder / "go").touch()
    assert await asyncio.gather(at_work, more) == [TurnStatus.WAITING] * 2
    assert [action.id for action in desk.waiting()] == [second.id]
    assert await desk.host.decide({second.id: Reject()}) is TurnStatus.FINISHED


async def test_an_action_is_decided_in_a_turn_that_failed(
    desk: Desk, endpoint: ScriptedEndpoint, folder: Path
) -> None:
    endpoint.then(ToolCalls((write("a.txt"), write("b.txt"))))
    await desk.host.send(desk.branch, "t1", "Please.")
    first, second = desk.waiting()
    with desk.library.database.transaction() as c:
        turns.set_status(c, "t1", TurnStatus.FAILED, 1.0, "The disk was full.")
    assert await desk.host.decide({first.id: Approve()}) is TurnStatus.WAITING
    assert await desk.host.decide({second.id: Approve()}) is TurnStatus.FINISHED
    assert list(files(folder)) == ["a.txt", "b.txt"]


async def test_decisions_are_of_one_branch(desk: Desk, endpoint: ScriptedEndpoint) -> None:
    await ask(desk, endpoint, write("a.txt"))
    other = await desk.host.create_conversation()
    desk.library.rename(other.id, "Other")
    endpoint.then(ToolCalls((write("b.txt"),)))
    await desk.host.send(other.branch_id, "o1", "Please.")
    here, there = desk.library.actions(waiting=True)
    for first, second in ((here, there), (there, here)):
        with pytest.raises(ValueError, match="branch"):
            await desk.host.decide({first.id: Reject(), second.id: Reject()})
    assert len(desk.library.actions(waiting=True)) == 2
