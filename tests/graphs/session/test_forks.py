"""A fork begins at any step, goes on by itself, and changes nothing of where it comes from."""

import asyncio
import sqlite3
from uuid import uuid4

import pytest

from graphs.errors import DatabaseDamaged, InvalidText, NotFound
from graphs.session.events import TurnStarted
from graphs.storage.records import (
    BranchSettings,
    Change,
    TurnStatus,
)
from tests.endpoint import Hang, ScriptedEndpoint, Status, Text, ToolCalls
from tests.graphs.session.conftest import Desk
from tests.graphs.session.talk import kinds, rows_of, said, say, write


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
