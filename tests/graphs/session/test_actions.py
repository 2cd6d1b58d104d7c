"""Actions of a live branch: proposed, decided, run once, and what becomes of them on bad days."""

import json
from pathlib import Path

import pytest

from graphs.approvals.decision import Answer, Approve, Decision, Edit, Reject
from graphs.errors import AlreadyDecided, InvalidArguments
from graphs.session.events import (
    ActionDecided,
    ActionFinished,
    ActionNeedsDecision,
    ActionStarted,
    TurnFinished,
    TurnWaiting,
)
from graphs.storage.records import ActionStatus, ConversationStatus, TurnStatus
from tests.endpoint import ScriptedEndpoint, Text, ToolCall, ToolCalls
from tests.graphs.session.conftest import Desk

DONE = Text("Done.")


def write(path: str, content: str = "new") -> ToolCall:
    return ToolCall("write_file", json.dumps({"path": path, "content": content}))


def files(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in sorted(folder.iterdir())}


async def ask(desk: Desk, endpoint: ScriptedEndpoint, *calls: ToolCall, turn: str = "t1") -> None:
    """Let the model make these calls, and the turn wait."""
    endpoint.then(ToolCalls(calls))
    assert await desk.host.send(desk.branch, turn, "Please.") is TurnStatus.WAITING
    endpoint.then(DONE)


def told(endpoint: ScriptedEndpoint) -> list[str]:
    """What the model was told last of its calls, in order."""
    return [m["content"] for m in endpoint.requests[-1].messages if m["role"] == "tool"]


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
