"""What waits, and what was done, where a branch parts."""

from pathlib import Path

from graphs.approvals.decision import Approve
from graphs.storage.action_records import ActionStatus
from graphs.storage.records import Change, TurnStatus
from tests.endpoint import ScriptedEndpoint, Text, ToolCalls
from tests.graphs.session.conftest import Desk, open_desk
from tests.graphs.session.talk import count, files, kinds, rows_of, said, say, write

TWICE = "x\n" * 2


async def test_calls_ask_again_in_a_fork_and_each_branch_decides_for_itself(
    desk: Desk, endpoint: ScriptedEndpoint, folder: Path
) -> None:
    endpoint.then(ToolCalls((write("a.txt", "first"),)))
    assert await say(desk, desk.branch, "Write it.") is TurnStatus.WAITING
    before = rows_of(desk.library, desk.branch)

    fork = await desk.host.fork(desk.branch, 2)
    assert await desk.host.resume(fork.id) is TurnStatus.WAITING
    assert rows_of(desk.library, desk.branch) == before

    (mine,), (other,) = desk.waiting(), desk.library.waiting_in(fork.id)
    assert mine.call_id == other.call_id
    endpoint.then(Text("Done there."), Text("Done here."))
    assert await desk.host.decide({other.id: Approve()}) is TurnStatus.FINISHED
    assert desk.library.action(mine.id).status is ActionStatus.WAITING
    (folder / "a.txt").unlink()
    assert await desk.host.decide({mine.id: Approve()}) is TurnStatus.FINISHED

    assert (folder / "a.txt").read_text() == "first"
    assert said(desk, fork.id)[-1] == "Done there."
    assert said(desk, desk.branch)[-1] == "Done here."


async def test_after_a_restart_two_branches_are_decided_in_the_other_order(
    desk: Desk, endpoint: ScriptedEndpoint, folder: Path
) -> None:
    endpoint.then(ToolCalls((count("a"), count("b"))))
    await say(desk, desk.branch, "Count both.")
    fork = await desk.host.fork(desk.branch, 2)
    await desk.host.resume(fork.id)
    await desk.host.close()
    again = await open_desk(desk.library, endpoint.base_url, desk.conversation.id)
    endpoint.then(Text("There."), Text("Here."))
    done = 0

    for branch in (fork.id, desk.branch):
        for action in reversed(again.library.waiting_in(branch)):
            await again.host.decide({action.id: Approve()})
            done += 1
            assert sum(map(len, files(folder).values())) == len("x\n") * done

    assert [action.status for action in again.library.actions()] == [ActionStatus.DONE] * 4
    assert files(folder) == {"a": TWICE, "b": TWICE}
    assert said(again, fork.id)[-1] == "There."
    assert said(again, desk.branch)[-1] == "Here."
    await again.host.close()


async def test_the_agent_goes_on_from_a_result_that_was_changed(
    desk: Desk, endpoint: ScriptedEndpoint, folder: Path
) -> None:
    endpoint.then(ToolCalls((write("a.txt", "x"),)), Text("It is written."))
    await say(desk, desk.branch, "Write it.")
    (action,) = desk.waiting()
    await desk.host.decide({action.id: Approve()})
    before = rows_of(desk.library, desk.branch)
    assert kinds(desk, desk.branch) == ["you", "calls", "tool", "model"]

    fork = await desk.host.fork(desk.branch, 3, Change("The disk is full."))
    endpoint.then(Text("I could not write it."))
    assert await desk.host.resume(fork.id) is TurnStatus.FINISHED

    assert said(desk, fork.id) == ["Write it.", "", "The disk is full.", "I could not write it."]
    assert desk.library.waiting_in(fork.id) == []
    assert rows_of(desk.library, desk.branch) == before
    (shown,) = desk.library.actions_of(fork.id, [f"{fork.id}-1"])
    assert shown.id == action.id


async def test_what_was_done_since_a_step(
    desk: Desk, endpoint: ScriptedEndpoint, folder: Path
) -> None:
    for name in ("a.txt", "b.txt"):
        endpoint.then(ToolCalls((write(name, "x"),)), Text("Written."))
        await say(desk, desk.branch, f"Write {name}.")
        (action,) = desk.waiting()
        await desk.host.decide({action.id: Approve()})

    def since(position: int) -> list[str]:
        found = desk.library.done_since(desk.branch, position)
        return [action.preview.title for action in found]

    assert since(0) == since(2) == ["Write a.txt", "Write b.txt"]
    assert since(3) == since(6) == ["Write b.txt"]
    assert since(7) == since(8) == []
    fork = await desk.host.fork(desk.branch, 8)
    assert [action.preview.title for action in desk.library.done_since(fork.id, 3)] == [
        "Write b.txt"
    ]


async def test_a_conversation_stands_where_its_most_urgent_branch_does(
    desk: Desk, endpoint: ScriptedEndpoint, folder: Path
) -> None:
    endpoint.then(Text("Hello."))
    await say(desk, desk.branch, "Hello")
    fork = await desk.host.fork(desk.branch, 2)
    endpoint.then(ToolCalls((write("a.txt"),)))
    await say(desk, fork.id, "Write it.")

    assert desk.library.branch(desk.branch).status == "idle"
    assert desk.library.conversation(desk.conversation.id).status == "waiting"
    assert [one.status for one in desk.library.conversations()] == ["waiting"]
    desk.library.trash_branch(fork.id)
    assert [one.status for one in desk.library.conversations()] == ["idle"]
