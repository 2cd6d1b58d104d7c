"""What waits, was decided or had begun when a process ended, and what the next one makes of it."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from graphs.approvals.decision import Again, Approve, Decision, Edit, Happened, Reject, Skip
from graphs.errors import ActionError, AlreadyDecided
from graphs.session.events import ActionNeedsDecision, ActionStarted
from graphs.storage import read_model, turns
from graphs.storage.action_records import Action, ActionStatus
from graphs.storage.library import Library
from graphs.storage.message_tree import NewMessage
from graphs.storage.records import ConversationStatus, TurnStatus
from tests.endpoint import ScriptedEndpoint, ToolCall, ToolCalls
from tests.graphs.session.conftest import Desk, open_desk
from tests.graphs.session.lives import Decide, Deed, Life, Living, Send, lived

DAY = 86_400.0
APPEND = ToolCall("run_command", json.dumps({"command": "echo ran >> ran.txt"}))


@dataclass
class Folder:
    """A data folder with one conversation, and the folder it works in.

    `next_life` opens it as the app does when it is started again.
    """

    library: Library
    endpoint: ScriptedEndpoint
    branch_id: str
    workspace: Path
    desks: list[Desk] = field(default_factory=list[Desk])

    def life(self, deed: Deed, until: str = "", ahead: float = 0.0) -> Life:
        home = str(self.library.home.folder)
        return Life(home, self.endpoint.base_url, self.branch_id, deed, until, ahead)

    async def next_life(self) -> Desk:
        desk = await open_desk(self.library, self.endpoint.base_url, "c1")
        self.desks.append(desk)
        return desk

    @property
    def ran(self) -> int:
        """How often the command ran."""
        found = self.workspace / "ran.txt"
        return len(found.read_text().splitlines()) if found.exists() else 0

    @property
    def action(self) -> Action:
        return self.library.actions()[0]

    async def asked(self, *calls: ToolCall) -> list[Action]:
        """In a life that ends in peace, let the model make these calls."""
        self.endpoint.then(ToolCalls(calls or (APPEND,)))
        assert await lived(self.life(Send("Please."))) == "waiting"
        return self.library.waiting_in(self.branch_id)


@pytest.fixture
async def folder(
    library: Library, endpoint: ScriptedEndpoint, tmp_path: Path
) -> AsyncIterator[Folder]:
    workspace = tmp_path / "work"
    workspace.mkdir()
    conversation = library.create("c1", agent_version="2")
    library.rename("c1", "Titled, so that no request asks for a title")
    library.set_workspace("c1", str(workspace))
    folder = Folder(library, endpoint, conversation.branch_id, workspace)
    yield folder
    for desk in folder.desks:
        await desk.host.close()
    library.close()


@pytest.mark.parametrize("ahead", [DAY, -DAY])
async def test_what_waits_waits_on_with_its_draft_on_another_day(
    folder: Folder, ahead: float
) -> None:
    (action,) = await folder.asked()
    draft = json.dumps({"mode": "edit", "arguments": {"command": "echo mine"}})
    folder.library.save_action_draft(action.id, draft)
    edited = json.dumps({"command": "echo ran >> ran.txt; echo mine"})
    decide = folder.life(Decide({action.id: Edit(edited)}), ahead=ahead)
    assert folder.library.action(action.id).draft == draft
    assert folder.library.conversation("c1").status is ConversationStatus.WAITING
    assert await lived(decide) == "finished"
    done = folder.library.action(action.id)
    assert (done.status, folder.ran) == (ActionStatus.DONE, 1)
    assert (done.arguments, done.edited) == (APPEND.arguments, edited)
    desk = await folder.next_life()
    assert await desk.host.send(folder.branch_id, "t2", "Go on.") is TurnStatus.FINISHED
    assert [m["role"] for m in folder.endpoint.requests[-1].messages[-3:]] == [
        "tool",
        "assistant",
        "user",
    ]


async def test_what_was_decided_before_the_end_runs_once_after_it(folder: Folder) -> None:
    (action,) = await folder.asked()
    decide = folder.life(Decide({action.id: Approve()}), until="ActionDecided")
    assert await lived(decide) == "killed"
    assert (folder.action.status, folder.ran) == (ActionStatus.APPROVED, 0)
    desk = await folder.next_life()
    assert folder.library.conversation("c1").status is ConversationStatus.UNFINISHED
    assert await desk.host.resume(folder.branch_id) is TurnStatus.FINISHED
    assert (folder.action.status, folder.ran) == (ActionStatus.DONE, 1)


async def test_what_was_rejected_before_the_end_stays_rejected(folder: Folder) -> None:
    (action,) = await folder.asked()
    decide = folder.life(Decide({action.id: Reject("no")}), until="ActionFinished")
    assert await lived(decide) == "killed"
    folder.library.add_rule("run_command", "", "", "allow")
    desk = await folder.next_life()
    assert await desk.host.resume(folder.branch_id) is TurnStatus.FINISHED
    assert (folder.action.status, folder.ran) == (ActionStatus.REJECTED, 0)


async def test_what_was_done_before_the_end_is_not_done_again(folder: Folder) -> None:
    (action,) = await folder.asked()
    decide = folder.life(Decide({action.id: Approve()}), until="ActionFinished")
    assert await lived(decide) == "killed"
    desk = await folder.next_life()
    assert await desk.host.resume(folder.branch_id) is TurnStatus.FINISHED
    assert (folder.action.status, folder.ran) == (ActionStatus.DONE, 1)
    assert folder.endpoint.requests[-1].messages[-1]["content"] == folder.action.result


@pytest.mark.parametrize(
    ("decision", "status", "runs"),
    [
        (Happened(), ActionStatus.DONE, 0),
        (Skip(), ActionStatus.REJECTED, 0),
        (Again(), ActionStatus.DONE, 1),
    ],
)
async def test_what_had_begun_is_unknown_until_the_person_says(
    folder: Folder, decision: Decision, status: ActionStatus, runs: int
) -> None:
    (action,) = await folder.asked()
    decide = folder.life(Decide({action.id: Approve()}), until="ActionStarted")
    assert await lived(decide) == "killed"
    desk = await folder.next_life()
    assert [event.action.status for event in desk.of(ActionNeedsDecision)] == [ActionStatus.UNKNOWN]
    assert folder.library.conversation("c1").status is ConversationStatus.WAITING
    assert await desk.host.resume(folder.branch_id) is TurnStatus.WAITING
    for wrong in (Approve(), Reject()):
        with pytest.raises(AlreadyDecided):
            await desk.host.decide({action.id: wrong})
    assert await desk.host.evidence(action.id) == ("The command does not run any more.",)
    assert folder.ran == 0
    assert await desk.host.decide({action.id: decision}) is TurnStatus.FINISHED
    assert (folder.action.status, folder.ran) == (status, runs)
    assert len(desk.of(ActionStarted)) == runs


@pytest.mark.parametrize("decision", [Happened(), Skip()])
async def test_what_a_new_message_left_unknown_can_still_be_settled(
    folder: Folder, decision: Decision
) -> None:
    (action,) = await folder.asked()
    decide = folder.life(Decide({action.id: Approve()}), until="ActionStarted")
    assert await lived(decide) == "killed"
    desk = await folder.next_life()
    assert await desk.host.send(folder.branch_id, "t2", "Never mind.") is TurnStatus.FINISHED
    assert "Nobody knows" in folder.endpoint.requests[-1].messages[-2]["content"]
    assert folder.action.status is ActionStatus.UNKNOWN
    with pytest.raises(AlreadyDecided):
        await desk.host.decide({action.id: Again()})
    assert await desk.host.decide({action.id: decision}) is TurnStatus.FINISHED
    assert folder.library.actions(waiting=True) == []
    assert folder.ran == 0


@pytest.mark.parametrize(
    ("until", "runs", "asks"),
    [
        ("TurnStarted", 1, False),
        ("ActionProposed", 1, False),
        ("StepSaved", 1, False),
        ("ActionStarted", 0, True),
        ("ActionFinished", 1, False),
        ("TurnFinished", 1, False),
    ],
)
async def test_a_typed_call_runs_once_wherever_its_process_is_killed(
    folder: Folder, until: str, runs: int, asks: bool
) -> None:
    text = "/run echo ran >> ran.txt"
    assert await lived(folder.life(Send(text), until=until)) == "killed"
    desk = await folder.next_life()
    if until != "TurnFinished":
        status = await desk.host.resume(folder.branch_id)
        assert status is (TurnStatus.WAITING if asks else TurnStatus.FINISHED)
    assert folder.ran == runs
    if asks:
        await desk.host.decide({folder.action.id: Again()})
    assert (folder.action.status, folder.ran) == (ActionStatus.DONE, 1)
    assert [role for role, _ in desk.said()] == ["user", "assistant", "tool"]
    assert folder.endpoint.requests == []


async def test_a_typed_call_can_be_left_before_it_has_run(folder: Folder) -> None:
    assert await lived(folder.life(Send("/run echo ran >> ran.txt"), "TurnStarted")) == "killed"
    desk = await folder.next_life()
    await desk.host.leave(folder.branch_id)
    assert (folder.action.status, folder.ran) == (ActionStatus.REJECTED, 0)


async def test_of_two_processes_that_decide_at_once_one_does(
    folder: Folder, tmp_path: Path
) -> None:
    asked = await folder.asked(*[APPEND] * 3)
    go = tmp_path / "go"
    for count, action in enumerate(asked, start=1):
        go.unlink(missing_ok=True)
        decide = Decide({action.id: Approve()}, str(go)), Decide({action.id: Reject()}, str(go))
        both = [Living(folder.life(each)) for each in decide]
        await asyncio.sleep(0.5)
        go.touch()
        ends = await asyncio.gather(*(life.end() for life in both))
        assert sorted(ends) == ["AlreadyDecided", "finished" if count == 3 else "waiting"]
    done = [a for a in folder.library.actions() if a.status is ActionStatus.DONE]
    assert folder.ran == len(done)
    for action in asked:
        decided = [e.event for e in folder.library.journal(action.id)][1]
        assert decided in ("approved", "rejected")


async def test_two_decisions_at_once_in_one_process_are_one(folder: Folder) -> None:
    (action,) = await folder.asked()
    desk = await folder.next_life()
    ends = await asyncio.gather(
        *(desk.host.decide({action.id: Approve()}) for _ in range(4)), return_exceptions=True
    )
    assert [end for end in ends if not isinstance(end, ActionError)] == [TurnStatus.FINISHED]
    assert folder.ran == 1


async def test_a_turn_that_an_older_agent_began_is_ended_by_it(folder: Folder) -> None:
    """Even if its message looks like a call that the person types today."""
    with folder.library.database.transaction() as c:
        c.exec_driver_sql("UPDATE branches SET agent_version = '1'")
    folder.endpoint.then(ToolCall("current_time"))
    text = "/run echo ran >> ran.txt"
    with folder.library.database.transaction() as c:
        turns.record(c, folder.branch_id, "t1", text, 1.0)
        mine = NewMessage(id="t1", role="user", text=text)
        read_model.append(c, folder.branch_id, "t1", [mine], 1.0, None)
    desk = await folder.next_life()
    assert await desk.host.resume(folder.branch_id) is TurnStatus.FINISHED
    assert [role for role, _ in desk.said()] == ["user", "assistant", "tool", "assistant"]
    assert folder.library.agent_version(folder.branch_id) == "1"
    assert (folder.ran, folder.library.actions()) == (0, [])
    folder.endpoint.then(ToolCalls((APPEND,)))
    assert await desk.host.send(folder.branch_id, "t2", "Now.") is TurnStatus.WAITING
    assert folder.library.agent_version(folder.branch_id) == "2"
