"""A fork begins at any step, goes on by itself, and changes nothing of where it comes from."""

import asyncio
import sqlite3
from pathlib import Path
from uuid import uuid4

import pytest

from graphs.approvals.decision import Approve
from graphs.errors import DatabaseDamaged, InvalidText, NotFound
from graphs.session.events import TurnStarted
from graphs.storage.records import (
    ActionStatus,
    Branch,
    BranchSettings,
    Change,
    StepKind,
    TurnStatus,
)
from tests.endpoint import Hang, ScriptedEndpoint, Status, Text, ToolCalls
from tests.graphs.session.conftest import Desk, open_desk
from tests.graphs.session.talk import count, files, kinds, rows_of, said, say, write

TWICE = "x\n" * 2


async def test_each_checkpoint_that_brings_something_is_a_step(talked: Desk) -> None:
    steps = talked.library.steps(talked.branch)

    assert [step.position for step in steps] == [1, 2, 3, 4, 5, 6]
    assert [step.kind for step in steps] == [StepKind.YOU, StepKind.MODEL] * 3
    assert [step.text for step in steps][:2] == ["Question 1?", "Answer 1."]
    assert [step.parent_id for step in steps[1:]] == [step.checkpoint_id for step in steps[:-1]]
    assert steps[0].parent_id == ""
    assert {step.count for step in steps} == {1}
    assert len({step.turn_id for step in steps}) == 3
    assert steps[1].seconds is not None
    assert steps[2].seconds is None


async def test_steps_are_read_in_stretches(talked: Desk) -> None:
    newest = talked.library.steps(talked.branch, limit=2)
    before = talked.library.steps(talked.branch, before=newest[0].position, limit=3)

    assert [step.position for step in newest] == [5, 6]
    assert [step.position for step in before] == [2, 3, 4]
    assert before[0].parent_id == talked.library.step(talked.branch, "1").checkpoint_id


async def test_another_question_in_an_earlier_turn(
    talked: Desk, endpoint: ScriptedEndpoint
) -> None:
    before = rows_of(talked.library, talked.branch)

    fork = await talked.host.fork(talked.branch, 3, Change("What about refunds?"))
    assert fork.status == "unfinished"
    endpoint.then(Text("No refunds."))
    status = await talked.host.resume(fork.id)

    assert status is TurnStatus.FINISHED
    assert said(talked, fork.id) == [
        "Question 1?",
        "Answer 1.",
        "What about refunds?",
        "No refunds.",
    ]
    assert fork.name == "What about refunds?"
    assert (fork.origin_branch_id, fork.origin_position) == (talked.branch, 2)
    assert kinds(talked, fork.id) == ["you", "model", "fork", "you", "model"]
    assert rows_of(talked.library, talked.branch) == before


async def test_a_fork_asks_the_model_with_just_what_it_holds(
    talked: Desk, endpoint: ScriptedEndpoint
) -> None:
    fork = await talked.host.fork(talked.branch, 3)
    endpoint.then(Text("Another answer."))
    await talked.host.resume(fork.id)

    asked = [message["content"] for message in endpoint.requests[-1].body["messages"][1:]]
    assert asked == ["Question 1?", "Answer 1.", "Question 2?"]
    assert fork.name == "another answer"


async def test_a_fork_after_an_answer_rests_until_something_is_said(
    talked: Desk, endpoint: ScriptedEndpoint
) -> None:
    fork = await talked.host.fork(talked.branch, 4)
    assert fork.status == "idle"
    assert said(talked, fork.id) == said(talked, talked.branch)[:4]

    endpoint.then(Text("On it goes."))
    await say(talked, fork.id, "And then?")

    assert said(talked, fork.id)[4:] == ["And then?", "On it goes."]
    assert talked.library.branch(fork.id).name == "And then?"


async def test_other_words_in_the_answers_place(talked: Desk, endpoint: ScriptedEndpoint) -> None:
    before = rows_of(talked.library, talked.branch)
    fork = await talked.host.fork(talked.branch, 4, Change("I do not know."))

    endpoint.then(Text("Indeed."))
    await say(talked, fork.id, "Sure?")

    assert said(talked, fork.id)[2:] == ["Question 2?", "I do not know.", "Sure?", "Indeed."]
    assert "I do not know." in str(endpoint.requests[-1].body)
    assert rows_of(talked.library, talked.branch) == before


async def test_before_the_first_step(talked: Desk, endpoint: ScriptedEndpoint) -> None:
    first = await talked.host.fork(talked.branch, 1, Change("Something else?"))
    empty = await talked.host.fork(talked.branch, 0)

    endpoint.then(Text("Yes."))
    await talked.host.resume(first.id)

    assert said(talked, first.id) == ["Something else?", "Yes."]
    assert kinds(talked, first.id) == ["you", "model"]
    assert said(talked, empty.id) == []
    endpoint.then(Text("Hello."))
    await say(talked, empty.id, "Hi")
    assert said(talked, empty.id) == ["Hi", "Hello."]


async def test_a_fork_of_a_fork_keeps_its_whole_history(
    talked: Desk, endpoint: ScriptedEndpoint
) -> None:
    endpoint.then(Text("B."), Text("C."))
    one = await talked.host.fork(talked.branch, 3, Change("b?"))
    await talked.host.resume(one.id)
    two = await talked.host.fork(one.id, 5)
    await say(talked, two.id, "c?")

    assert said(talked, two.id) == ["Question 1?", "Answer 1.", "b?", "B.", "c?", "C."]
    assert [step.position for step in talked.library.steps(two.id)] == list(range(1, 9))
    assert kinds(talked, two.id)[2:] == ["fork", "you", "model", "fork", "you", "model"]
    three = await talked.host.fork(two.id, 2)
    assert three.origin_branch_id == talked.branch


async def test_the_same_id_again_gives_the_same_branch(talked: Desk) -> None:
    id_ = uuid4().hex
    one = await talked.host.fork(talked.branch, 4, new_id=id_)
    again = await talked.host.fork(talked.branch, 2, Change("other"), new_id=id_)

    assert one == again
    assert len(talked.library.branches(talked.conversation.id)) == 2


@pytest.mark.parametrize("text", ["", " \n"])
async def test_nothing_is_edited_into_nothing(talked: Desk, text: str) -> None:
    with pytest.raises(InvalidText):
        await talked.host.fork(talked.branch, 3, Change(text))
    assert len(talked.library.branches(talked.conversation.id)) == 1


async def test_a_step_that_is_not_there(talked: Desk) -> None:
    for position in (7, -1):
        with pytest.raises(NotFound):
            await talked.host.fork(talked.branch, position)


async def test_a_damaged_step_is_said_and_the_others_can_be_forked(talked: Desk) -> None:
    damaged = talked.library.step(talked.branch, "6").checkpoint_id
    with sqlite3.connect(talked.library.home.database) as c:
        c.execute("UPDATE checkpoints SET checkpoint = x'00ff' WHERE checkpoint_id = ?", (damaged,))

    with pytest.raises(DatabaseDamaged, match="This step cannot be read"):
        await talked.host.fork(talked.branch, 6)
    fork = await talked.host.fork(talked.branch, 4)
    assert said(talked, fork.id) == said(talked, talked.branch)[:4]


# Actions


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


# Other settings


async def test_a_fork_with_other_settings(talked: Desk, endpoint: ScriptedEndpoint) -> None:
    settings = BranchSettings("another-model", "Speak like a pirate.", ("read_file",))
    fork = await talked.host.fork(talked.branch, 3, Change(settings=settings))
    endpoint.then(ToolCalls((write("a.txt"),)), Text("Arr."))
    assert await talked.host.resume(fork.id) is TurnStatus.FINISHED

    body = endpoint.requests[-2].body
    assert body["model"] == "another-model"
    assert body["messages"][0]["content"].startswith("Speak like a pirate.")
    assert [tool["function"]["name"] for tool in body["tools"]] == ["read_file"]
    assert "does not let write_file be used" in said(talked, fork.id)[-2]
    assert fork.name == "with another-model"
    assert talked.library.branch(fork.id).settings == settings


# Bad days


async def test_a_branch_that_runs_can_be_forked(talked: Desk, endpoint: ScriptedEndpoint) -> None:
    endpoint.then(Hang(), Text("Meanwhile."))
    running = asyncio.create_task(say(talked, talked.branch, "Slow?"))
    await talked.until(TurnStarted, 4)

    fork = await talked.host.fork(talked.branch, 5, Change("Quick?"))
    status = await talked.host.resume(fork.id)
    await talked.host.stop(talked.branch)

    assert status is TurnStatus.FINISHED
    assert await running is TurnStatus.STOPPED
    assert said(talked, fork.id)[-1] == "Meanwhile."


async def test_a_failed_turn_is_tried_again_from_its_last_step(
    desk: Desk, endpoint: ScriptedEndpoint
) -> None:
    endpoint.then(Status(400))
    assert await say(desk, desk.branch, "Well?") is TurnStatus.FAILED
    fork = await desk.host.fork(desk.branch, 1)
    endpoint.then(Text("Well."))
    assert await desk.host.resume(fork.id) is TurnStatus.FINISHED
    assert desk.library.turns(desk.branch)[0].status is TurnStatus.FAILED


async def test_steps_of_an_older_branch_are_found_in_its_checkpoints(talked: Desk) -> None:
    fork = await talked.host.fork(talked.branch, 4)
    written = [talked.library.steps(branch) for branch in (talked.branch, fork.id)]
    with sqlite3.connect(talked.library.home.database) as c:
        c.execute("DELETE FROM steps")
    assert talked.library.lacks_steps(talked.branch)

    for branch in (talked.branch, fork.id):
        await talked.host.number_steps(branch)

    found = [talked.library.steps(branch) for branch in (talked.branch, fork.id)]
    assert [[(s.position, s.checkpoint_id, s.key, s.kind) for s in one] for one in found] == [
        [(s.position, s.checkpoint_id, s.key, s.kind) for s in one] for one in written
    ]


# Branches and named steps


async def fork_of(desk: Desk) -> Branch:
    return await desk.host.fork(desk.branch, 2)


async def test_a_branch_is_renamed_pinned_and_made_the_main_one(talked: Desk) -> None:
    fork = await fork_of(talked)
    library = talked.library

    library.rename_branch(fork.id, "  by \n customer ")
    library.pin_branch(fork.id, True)
    library.set_main_branch(fork.id)

    now = library.branch(fork.id)
    assert (now.name, now.pinned, now.main) == ("by customer", True, True)
    assert library.conversation(talked.conversation.id).branch_id == fork.id
    with pytest.raises(InvalidText):
        library.rename_branch(fork.id, " ")


async def test_a_branch_goes_to_the_trash_and_back_but_not_the_main_one(talked: Desk) -> None:
    fork, library = await fork_of(talked), talked.library
    library.view_branch(fork.id)
    assert library.conversation(talked.conversation.id).viewed_branch_id == fork.id

    library.trash_branch(fork.id)

    assert [one.id for one in library.branches(talked.conversation.id)] == [talked.branch]
    assert [one.id for one in library.branches(talked.conversation.id, True)] == [fork.id]
    assert library.conversation(talked.conversation.id).viewed_branch_id == talked.branch
    with pytest.raises(InvalidText):
        library.trash_branch(talked.branch)
    library.restore_branch(fork.id)
    assert len(library.branches(talked.conversation.id)) == 2


async def test_named_steps_are_listed(talked: Desk) -> None:
    library, fork = talked.library, await fork_of(talked)
    library.mark_step(talked.branch, 4, "Good answer")
    library.mark_step(fork.id, 1)

    marked = library.marks(talked.conversation.id)
    assert [(step.position, step.name, step.pinned) for step in marked] == [
        (1, "", True),
        (4, "Good answer", True),
    ]
    library.mark_step(talked.branch, 1, pinned=False)
    assert [step.position for step in library.marks(talked.conversation.id)] == [4]


async def test_the_conversation_as_it_was(talked: Desk) -> None:
    then = talked.library.transcript_at(talked.branch, 3)

    assert [message.text for message in then.messages] == said(talked, talked.branch)[:3]
    assert then.turn is None


async def test_the_step_that_brought_a_message(talked: Desk) -> None:
    for place, message in enumerate(talked.messages(), 1):
        assert talked.library.step_of_message(talked.branch, message.id).position == place
