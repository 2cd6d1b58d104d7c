"""A process that is killed while it forks leaves each fork whole or not there."""

import json
from pathlib import Path

import pytest

from graphs.approvals.decision import Approve
from graphs.storage.library import Library
from graphs.storage.records import Message, TurnStatus
from tests.endpoint import ScriptedEndpoint, Text, ToolCall, ToolCalls
from tests.graphs.session.conftest import Desk, open_desk
from tests.graphs.session.lives import Fork, Life, lived

READ = ToolCall("list_files", json.dumps({"path": "."}))
RUN = ToolCall("run_command", json.dumps({"command": "echo ran >> ran.txt"}))


def held(message: Message) -> tuple[object, ...]:
    """What a fork has in common with its origin: all but the ids of turns."""
    return message.role, message.text, message.tool_calls, message.tool_call_id


async def began(library: Library, endpoint: ScriptedEndpoint, folder: Path) -> Desk:
    """A conversation with reading, writing and plain turns."""
    desk = await open_desk(library, endpoint.base_url, "c1")
    library.rename("c1", "Titled")
    library.set_workspace("c1", str(folder))
    endpoint.then(Text("Hello."), ToolCalls((READ,)), Text("Empty."), ToolCalls((RUN,)))
    for number in range(3):
        await desk.host.send(desk.branch, f"t{number}", f"Message {number}")
    (action,) = desk.waiting()
    endpoint.then(Text("Done."))
    await desk.host.decide({action.id: Approve()})
    return desk


@pytest.mark.parametrize("seconds", [0.05, 0.2, 0.43, 0.71])
async def test_each_fork_is_whole_or_not_there(
    library: Library, endpoint: ScriptedEndpoint, tmp_path: Path, seconds: float
) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    first = await began(library, endpoint, folder)
    steps, origin = library.steps(first.branch), first.messages()
    await first.host.close()
    home = str(library.home.folder)

    deed = Fork(len(steps), seconds)
    assert await lived(Life(home, endpoint.base_url, first.branch, deed)) == "killed"

    desk = await open_desk(library, endpoint.base_url, "c1")
    forks = [one for one in library.branches("c1") if one.id != first.branch]
    assert [one.id for one in forks] == [f"fork{number}" for number in range(len(forks))]
    for number in range(len(forks) + 2):  # the one that was cut off, too, can be made now
        step = steps[number % len(steps)]
        fork = await desk.host.fork(first.branch, step.position, new_id=f"fork{number}")
        held_then = library.transcript_at(first.branch, step.position).messages
        held_now = library.transcript(fork.id).messages
        assert list(map(held, held_now)) == list(map(held, held_then))
        if fork.status == "unfinished":
            endpoint.then(Text("So be it."))
            status = await desk.host.resume(fork.id)
            assert status is (
                TurnStatus.WAITING
                if step.tools == ("run_command",) and step.kind == "calls"
                else TurnStatus.FINISHED
            )
    assert desk.messages() == origin
    assert (folder / "ran.txt").read_text() == "ran\n"
    assert not library.examine().problems
    await desk.host.close()
    library.close()
