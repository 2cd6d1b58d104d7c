"""Actions of a live branch: proposed, decided, run once, and what becomes of them on bad days."""

import asyncio
import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from graphs.approvals.decision import Answer, Approve, Decision, Edit, Reject
from graphs.approvals.proposing import MOST_CALLS
from graphs.errors import ActionChanged, AlreadyDecided, InvalidArguments
from graphs.session.events import (
    ActionDecided,
    ActionFinished,
    ActionNeedsDecision,
    ActionStarted,
    TurnFinished,
    TurnWaiting,
)
from graphs.storage import turns
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


async def test_a_file_that_changes_while_it_is_asked_about_is_shown_anew(
    desk: Desk, endpoint: ScriptedEndpoint, folder: Path
) -> None:
    (folder / "a.txt").write_text("first\n")
    await ask(desk, endpoint, write("a.txt", "new\n"))
    (asked,) = desk.waiting()
    (folder / "a.txt").write_text("second\n")
    with pytest.raises(ActionChanged):
        await desk.host.decide({asked.id: Approve()})
    assert files(folder) == {"a.txt": "second\n"}
    (again,) = desk.waiting()
    assert ("removed", "second") in [(line.kind, line.text) for line in again.preview.diff]
    assert desk.of(ActionNeedsDecision)[-1].action == again
    assert await desk.host.decide({again.id: Approve()}) is TurnStatus.FINISHED
    assert files(folder) == {"a.txt": "new\n"}


async def test_a_file_that_changes_may_be_left_alone_by_rejecting(
    desk: Desk, endpoint: ScriptedEndpoint, folder: Path
) -> None:
    await ask(desk, endpoint, write("a.txt"))
    (folder / "a.txt").write_text("mine")
    await desk.host.decide({desk.waiting()[0].id: Reject()})
    assert files(folder) == {"a.txt": "mine"}


async def test_an_edit_is_held_against_the_preview_it_was_made_with(
    desk: Desk, endpoint: ScriptedEndpoint, folder: Path
) -> None:
    await ask(desk, endpoint, write("a.txt"))
    (asked,) = desk.waiting()
    edited = json.dumps({"path": "b.txt", "content": "edited"})
    (folder / "b.txt").write_text("one")
    preview = await desk.host.preview(asked.id, edited)
    assert ("removed", "one") in [(line.kind, line.text) for line in preview.diff]
    (folder / "b.txt").write_text("two")
    with pytest.raises(ActionChanged):
        await desk.host.decide({asked.id: Edit(edited)})
    await desk.host.preview(asked.id, edited)
    await desk.host.decide({asked.id: Edit(edited)})
    assert files(folder) == {"b.txt": "edited"}


async def test_a_file_that_changes_after_the_decision_is_asked_about_again(
    desk: Desk, endpoint: ScriptedEndpoint, folder: Path
) -> None:
    (folder / "a.txt").write_text("first")
    await ask(desk, endpoint, write("a.txt", "new"))
    (asked,) = desk.waiting()

    def change(event: object) -> None:
        if isinstance(event, ActionDecided):
            (folder / "a.txt").write_text("second")

    desk.on_event.append(change)
    edited = Edit(json.dumps({"path": "a.txt", "content": "edited"}))
    assert await desk.host.decide({asked.id: edited}) is TurnStatus.WAITING
    desk.on_event.clear()
    (again,) = desk.waiting()
    assert files(folder) == {"a.txt": "second"}
    assert "Look once more" in again.preview.warning
    assert json.loads(again.draft)["arguments"]["content"] == "edited"
    assert await desk.host.decide({again.id: edited}) is TurnStatus.FINISHED
    assert files(folder) == {"a.txt": "edited"}


async def test_two_edits_of_one_file_never_lose_one_of_them(
    desk: Desk, endpoint: ScriptedEndpoint, folder: Path
) -> None:
    (folder / "a.txt").write_text("one two")
    edits = [
        ToolCall("edit_file", json.dumps({"path": "a.txt", "old": old, "new": old.upper()}))
        for old in ("one", "two")
    ]
    await ask(desk, endpoint, *edits)
    await desk.host.decide({action.id: Approve() for action in desk.waiting()})
    for action in desk.waiting():  # the first has changed what the second was asked about
        await desk.host.decide({action.id: Approve()})
    assert files(folder) == {"a.txt": "ONE TWO"}


async def test_a_workspace_that_has_vanished_is_told_and_not_made_again(
    desk: Desk, endpoint: ScriptedEndpoint, folder: Path
) -> None:
    await ask(desk, endpoint, write("a.txt"))
    shutil.rmtree(folder)
    await desk.host.decide({desk.waiting()[0].id: Approve()})
    action = desk.action("write_file")
    assert action.status is ActionStatus.FAILED
    assert "workspace" in told(endpoint)[0]
    with pytest.raises(FileNotFoundError):
        files(folder)


async def test_an_action_runs_in_the_workspace_that_was_shown(
    desk: Desk, endpoint: ScriptedEndpoint, folder: Path, tmp_path: Path
) -> None:
    await ask(desk, endpoint, write("a.txt"))
    other = tmp_path / "other"
    other.mkdir()
    desk.library.set_workspace(desk.conversation.id, str(other))
    await desk.host.decide({desk.waiting()[0].id: Approve()})
    assert files(folder) == {"a.txt": "new"}
    assert files(other) == {}
    endpoint.then(ToolCalls((write("b.txt"),)))
    await desk.host.send(desk.branch, "t2", "There.")
    assert desk.waiting()[0].workspace == str(other)


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


async def test_a_rule_made_while_a_call_waits_changes_nothing_for_it(
    desk: Desk, endpoint: ScriptedEndpoint, folder: Path
) -> None:
    await ask(desk, endpoint, write("a.txt"), write("b.txt"))
    first, second = desk.waiting()
    desk.library.add_rule("write_file", "", "", "allow")
    await desk.host.decide({first.id: Reject("no")})
    assert [action.id for action in desk.waiting()] == [second.id]
    assert desk.library.action(first.id).status is ActionStatus.REJECTED
    assert await desk.host.resume(desk.branch) is TurnStatus.WAITING
    assert files(folder) == {}
    endpoint.then(ToolCalls((write("c.txt"),)), DONE)
    await desk.host.send(desk.branch, "t2", "Now.")
    assert list(files(folder)) == ["c.txt"]
    assert "Your rule" in desk.action("write_file").because


async def test_a_rule_that_is_withdrawn_lets_nothing_more_through(
    desk: Desk, endpoint: ScriptedEndpoint, folder: Path
) -> None:
    rule = desk.library.add_rule("write_file", f"{folder}/notes/", "", "allow")
    endpoint.then(ToolCalls((write("notes/a.txt"),)), DONE)
    assert await desk.host.send(desk.branch, "t1", "Write.") is TurnStatus.FINISHED
    desk.library.withdraw_rule(rule.id)
    await ask(desk, endpoint, write("notes/b.txt"), turn="t2")
    assert not (folder / "notes" / "b.txt").exists()


async def test_a_rule_of_another_conversation_lets_nothing_through(
    desk: Desk, endpoint: ScriptedEndpoint, folder: Path
) -> None:
    other = await desk.host.create_conversation()
    desk.library.add_rule("write_file", "", other.id, "allow")
    await ask(desk, endpoint, write("a.txt"))
    assert files(folder) == {}


async def test_what_is_forbidden_is_told_to_the_model_and_asks_nobody(
    desk: Desk, endpoint: ScriptedEndpoint, folder: Path
) -> None:
    desk.library.add_rule("write_file", "", "", "allow")
    desk.library.add_rule("write_file", "", desk.conversation.id, "never")
    endpoint.then(ToolCalls((write("a.txt"),)), DONE)
    assert await desk.host.send(desk.branch, "t1", "Write.") is TurnStatus.FINISHED
    assert "forbids" in told(endpoint)[0]
    assert files(folder) == {}
