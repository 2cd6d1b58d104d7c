"""What is in the trash neither asks nor runs, and goes on where it was once it is back."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest

from graphs.approvals.decision import Approve
from graphs.approvals.journal import Journal
from graphs.approvals.proposing import Place
from graphs.errors import InTrash
from graphs.session.events import Event, TurnStarted
from graphs.storage.action_records import Action, ActionStatus
from graphs.storage.records import Change, TurnStatus
from graphs.tools.call import Call
from tests.endpoint import ScriptedEndpoint, Text, ToolCall, ToolCalls
from tests.graphs.session.conftest import Desk

WRITE = ToolCall("write_file", '{"path": "notes.txt", "content": "Buy milk"}', "call1")


async def waiting_fork(desk: Desk, endpoint: ScriptedEndpoint) -> str:
    """A fork that waits to be let write a file."""
    endpoint.then(Text("Well."), ToolCalls([WRITE]))
    await desk.host.send(desk.branch, "t1", "Hello.")
    fork = await desk.host.fork(desk.branch, 1, Change(text="Write it down."))
    assert await desk.host.resume(fork.id) is TurnStatus.WAITING
    return fork.id


def files(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


Move = tuple[Callable[[Desk, str], None], Callable[[Desk, str], None]]

TRASHES: list[Move] = [
    (
        lambda desk, branch: desk.library.trash_branch(branch),
        lambda desk, branch: desk.library.restore_branch(branch),
    ),
    (
        lambda desk, branch: desk.library.trash(desk.conversation.id),
        lambda desk, branch: desk.library.restore(desk.conversation.id),
    ),
]


@pytest.mark.parametrize("move", TRASHES, ids=["branch", "conversation"])
async def test_nothing_of_it_is_sent_resumed_or_decided(
    desk: Desk, endpoint: ScriptedEndpoint, folder: Path, move: Move
) -> None:
    put_away, take_back = move
    fork = await waiting_fork(desk, endpoint)
    (action,) = desk.library.actions(waiting=True)

    put_away(desk, fork)
    assert desk.library.actions(waiting=True) == []
    for deed in (
        lambda: desk.host.send(fork, "t2", "Go on."),
        lambda: desk.host.resume(fork),
        lambda: desk.host.decide({action.id: Approve()}),
    ):
        with pytest.raises(InTrash):
            await deed()
    assert desk.library.action(action.id) == action
    assert files(folder) == []

    take_back(desk, fork)
    assert desk.library.actions(waiting=True) == [action]
    endpoint.then(Text("Done."))
    assert await desk.host.decide({action.id: Approve()}) is TurnStatus.FINISHED
    assert files(folder) == ["notes.txt"]


async def test_what_was_allowed_before_does_not_run_from_the_trash(
    desk: Desk, endpoint: ScriptedEndpoint, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.library.add_rule("write_file", "", "", "allow")
    endpoint.then(Text("Well."), ToolCalls([WRITE]))
    await desk.host.send(desk.branch, "t1", "Hello.")
    fork = await desk.host.fork(desk.branch, 1, Change(text="Write it down."))
    proposed: list[Action] = []
    enter = Journal.enter

    def put_away(self: Journal, place: Place, call: Call) -> tuple[Action, bool]:
        # In the journal's own thread: the saver may be in the middle of a save.
        action, new = enter(self, place, call)
        if new:
            desk.library.trash_branch(fork.id)
            proposed.append(action)
        return action, new

    monkeypatch.setattr(Journal, "enter", put_away)
    await desk.host.resume(fork.id)

    assert len(proposed) == 1
    assert files(folder) == []
    desk.library.restore_branch(fork.id)
    (action,) = desk.library.actions(waiting=True)
    assert action.status is ActionStatus.WAITING
    assert "trash" in action.preview.warning


async def test_a_branch_that_runs_ends_at_its_next_step_and_can_go_on_later(
    desk: Desk, endpoint: ScriptedEndpoint, folder: Path
) -> None:
    look = ToolCall("list_folder", '{"path": "."}', "call1")
    endpoint.then(Text("Well."), ToolCalls([look]))
    await desk.host.send(desk.branch, "t1", "Hello.")
    fork = await desk.host.fork(desk.branch, 1, Change(text="What is there?"))
    asked = len(endpoint.requests)
    moves: list[asyncio.Future[None]] = []

    def trash(event: Event) -> None:
        # As the window does it: in a thread, while the saver may be in the middle of a save.
        if not moves and isinstance(event, TurnStarted):
            loop = asyncio.get_running_loop()
            moves.append(loop.run_in_executor(None, desk.library.trash_branch, fork.id))

    desk.on_event.append(trash)

    assert await desk.host.resume(fork.id) is TurnStatus.FAILED

    await moves[0]
    assert len(endpoint.requests) <= asked + 1
    desk.on_event.clear()
    desk.library.restore_branch(fork.id)
    endpoint.then(Text("Nothing."))
    assert await desk.host.resume(fork.id) is TurnStatus.FINISHED
