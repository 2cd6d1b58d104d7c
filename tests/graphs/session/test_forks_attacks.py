"""What a fork must stand: odd steps, old databases, a clock set back, two at once."""

import asyncio
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest

from graphs.approvals.decision import Approve, Reject
from graphs.storage.records import (
    Change,
    Step,
    StepKind,
    TurnStatus,
)
from tests.endpoint import ScriptedEndpoint, Status, Text, ToolCall, ToolCalls
from tests.graphs.session.conftest import Desk, open_desk
from tests.graphs.session.talk import kinds, said, say, write


def numbered(desk: Desk, branch_id: str) -> list[tuple[int, StepKind, str, str, str, int | None]]:
    return [
        (step.position, step.kind, step.key, step.checkpoint_id, step.turn_id, step.tokens_in)
        for step in desk.library.steps(branch_id)
    ]


def forget_steps(desk: Desk) -> None:
    """The database as it was before steps were written down."""
    with sqlite3.connect(desk.library.home.database) as c:
        c.execute("DELETE FROM steps")


@pytest.fixture
async def eventful(desk: Desk, endpoint: ScriptedEndpoint, folder: Path) -> Desk:
    """A plain turn, a typed one, one with a call, one left, one that waits."""
    endpoint.then(Text("Hello."))
    await say(desk, desk.branch, "Hello?")
    await say(desk, desk.branch, "/write typed.txt text")
    endpoint.then(ToolCalls((write("a.txt"), write("b.txt"))), Text("Written."))
    await say(desk, desk.branch, "Write them.")
    one, two = desk.waiting()
    await desk.host.decide({one.id: Approve(), two.id: Reject("no")})
    endpoint.then(Status(400))
    await say(desk, desk.branch, "Well?")
    await desk.host.leave(desk.branch)
    endpoint.then(ToolCalls((write("c.txt"),)))
    await say(desk, desk.branch, "And c?")
    return desk


async def test_rebuilding_changes_no_step_of_any_branch(
    eventful: Desk, endpoint: ScriptedEndpoint
) -> None:
    desk = eventful
    newest = desk.library.steps(desk.branch)[-1].position
    forks = [(await desk.host.fork(desk.branch, at)).id for at in range(newest + 1)]
    edited = await desk.host.fork(desk.branch, 2, Change("Edited."))
    nested = await desk.host.fork(edited.id, 2)
    branches = [desk.branch, *forks, edited.id, nested.id]
    before = [(numbered(desk, id_), said(desk, id_)) for id_ in branches]

    for id_ in branches:
        await desk.host.rebuild(id_)

    assert [(numbered(desk, id_), said(desk, id_)) for id_ in branches] == before


async def test_each_step_of_an_older_conversation_is_forked_without_numbering_it(
    eventful: Desk,
) -> None:
    desk = eventful
    before = numbered(desk, desk.branch)
    forget_steps(desk)

    fork = await desk.host.fork(desk.branch, 2)

    assert said(desk, fork.id) == ["Hello?", "Hello."]
    assert numbered(desk, desk.branch) == before
    forget_steps(desk)
    detail = await desk.host.step_state(desk.branch, 2)
    assert [message.text for message in detail.messages] == ["Hello."]


async def test_an_older_conversation_that_goes_on_keeps_its_first_steps(
    eventful: Desk, endpoint: ScriptedEndpoint
) -> None:
    desk = eventful
    await desk.host.leave(desk.branch)
    before = numbered(desk, desk.branch)
    forget_steps(desk)

    endpoint.then(Text("On it goes."))
    await say(desk, desk.branch, "And then?")

    assert numbered(desk, desk.branch)[: len(before)] == before
    assert kinds(desk, desk.branch)[len(before) :] == ["you", "model"]


async def test_an_older_waiting_turn_that_is_decided_keeps_its_first_steps(
    eventful: Desk, endpoint: ScriptedEndpoint
) -> None:
    desk = eventful
    before = numbered(desk, desk.branch)
    forget_steps(desk)

    endpoint.then(Text("Written."))
    (action,) = desk.waiting()
    await desk.host.decide({action.id: Approve()})

    assert numbered(desk, desk.branch)[: len(before)] == before


async def test_a_typed_call_is_two_steps_and_is_run_again_in_a_fork_without_a_model(
    desk: Desk, endpoint: ScriptedEndpoint, folder: Path
) -> None:
    await say(desk, desk.branch, "/write a.txt one")
    assert kinds(desk, desk.branch) == ["you", "calls", "tool"]

    fork = await desk.host.fork(desk.branch, 1, Change("/write b.txt two"))
    assert await desk.host.resume(fork.id) is TurnStatus.FINISHED

    assert (folder / "b.txt").read_text() == "two"
    assert endpoint.requests == []
    assert kinds(desk, fork.id) == ["you", "calls", "tool"]


async def test_a_fork_of_a_fork_in_mid_turn_goes_on_as_one_of_its_origin_does(
    desk: Desk, endpoint: ScriptedEndpoint, folder: Path
) -> None:
    endpoint.then(ToolCalls((write("a.txt"),)), Text("Written."))
    await say(desk, desk.branch, "Write it.")
    (action,) = desk.waiting()
    await desk.host.decide({action.id: Approve()})

    one = await desk.host.fork(desk.branch, 3)
    two = await desk.host.fork(one.id, 3)

    assert (one.status, two.status) == ("unfinished", "unfinished")


async def test_other_words_at_a_copied_step_leave_the_old_ones_out_of_the_history(
    eventful: Desk,
) -> None:
    desk = eventful
    one = await desk.host.fork(desk.branch, 3)
    two = await desk.host.fork(one.id, 3, Change("Other words."))

    assert said(desk, two.id) == ["Hello?", "Other words."]
    assert [step.text for step in desk.library.steps(two.id)] == said(desk, two.id)
    assert two.origin_position == 1


async def test_a_copied_message_without_an_answer_is_asked_once(
    desk: Desk, endpoint: ScriptedEndpoint
) -> None:
    endpoint.then(Status(400), Text("Here."))
    await say(desk, desk.branch, "Well?")
    await say(desk, desk.branch, "Are you there?")
    one = await desk.host.fork(desk.branch, 2)
    assert kinds(desk, one.id) == ["you", "fork"]

    two = await desk.host.fork(one.id, 2, Change("Well, then?"))
    endpoint.then(Text("Yes."))
    await desk.host.resume(two.id)

    assert said(desk, two.id) == ["Well, then?", "Yes."]
    assert kinds(desk, two.id) == ["you", "model"]


async def test_the_same_fork_asked_for_twice_at_once_is_one_branch(eventful: Desk) -> None:
    desk, id_ = eventful, uuid4().hex

    one, two = await asyncio.gather(
        desk.host.fork(desk.branch, 2, new_id=id_), desk.host.fork(desk.branch, 2, new_id=id_)
    )

    assert one.id == two.id == id_
    assert said(desk, id_) == ["Hello?", "Hello."]


async def test_two_windows_fork_and_run_at_once(eventful: Desk, endpoint: ScriptedEndpoint) -> None:
    one = eventful
    two = await open_desk(one.library, endpoint.base_url, one.conversation.id)

    async def ask(desk: Desk, text: str) -> str:
        fork = await desk.host.fork(desk.branch, 1, Change(text))
        assert await desk.host.resume(fork.id) is TurnStatus.FINISHED
        return fork.id

    endpoint.then(*(Text("Yes.") for _ in range(6)))
    made = await asyncio.gather(*(ask(desk, f"{at}?") for at in range(3) for desk in (one, two)))

    assert [said(one, id_)[1:] for id_ in made] == [["Yes."]] * 6
    await two.host.close()


async def test_a_clock_set_back_by_a_day_moves_no_step_and_no_branch(
    eventful: Desk, endpoint: ScriptedEndpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = eventful
    now: Callable[[], float] = time.time
    first = await desk.host.fork(desk.branch, 2)
    monkeypatch.setattr(time, "time", lambda: now() - 86_400)
    second = await desk.host.fork(desk.branch, 2)

    endpoint.then(Text("Written."))
    (action,) = desk.waiting()
    await desk.host.decide({action.id: Approve()})

    await say(desk, desk.branch, "/write d.txt text")

    steps: list[Step] = desk.library.steps(desk.branch)
    assert [step.position for step in steps] == list(range(1, len(steps) + 1))
    assert all(step.seconds is None or step.seconds >= 0 for step in steps)
    done = [one.preview.title for one in desk.library.done_since(desk.branch, 0)]
    assert done == ["Write typed.txt", "Write a.txt", "Write c.txt", "Write d.txt"]
    ids = [branch.id for branch in desk.library.branches(desk.conversation.id)]
    assert ids == [desk.branch, first.id, second.id]


async def test_a_fork_gives_its_conversation_no_other_title(
    desk: Desk, endpoint: ScriptedEndpoint
) -> None:
    other = await desk.host.create_conversation(uuid4().hex)
    endpoint.then(Text("Four."), Text("Sums"))
    await say(desk, other.branch_id, "2 + 2?")
    await desk.host.close()
    again = await open_desk(desk.library, endpoint.base_url, desk.conversation.id)
    before = desk.library.conversation(other.id).title

    fork = await again.host.fork(other.branch_id, 0)
    endpoint.then(Text("Paris."), Text("Capitals"))
    await say(again, fork.id, "Capital of France?")
    asked = len(endpoint.requests)
    await asyncio.sleep(0)
    await again.host.close()

    assert desk.library.conversation(other.id).title == before
    assert len(endpoint.requests) == asked


async def test_a_passage_is_recalled_once_however_often_it_was_forked(
    eventful: Desk, endpoint: ScriptedEndpoint
) -> None:
    from graphs.storage import search

    desk = eventful
    for position in (1, 2, 3, 1):
        fork = await desk.host.fork(desk.branch, position)
        if fork.status == "unfinished":
            endpoint.then(Text("Hello."))
            await desk.host.resume(fork.id)

    with desk.library.database.reading() as c:
        found = [passage.text for passage in search.passages(c, "hello")]
    assert sorted(found) == ["Hello.", "Hello?"]


def unsee(desk: Desk, position: int) -> None:
    """The database as a kill leaves it that came when nothing after that step had been told."""
    step = desk.library.step(desk.branch, str(position))
    with sqlite3.connect(desk.library.home.database) as c:
        c.execute("DELETE FROM steps WHERE position > ?", (position,))
        c.execute(
            "UPDATE branches SET head_key = ?, head_checkpoint_id = ?",
            (step.key, step.checkpoint_id),
        )
        c.execute("UPDATE turns SET status = 'running' WHERE id = ?", (step.turn_id,))


@pytest.mark.parametrize("seen", [3, 4, 5, 6])
async def test_steps_that_nobody_was_told_of_before_a_kill_are_each_a_step(
    desk: Desk, endpoint: ScriptedEndpoint, folder: Path, seen: int
) -> None:
    endpoint.then(Text("Hello."))
    await say(desk, desk.branch, "Hello?")
    look = ToolCall("list_files", "{}")
    endpoint.then(look, look, Text("Empty."))
    await say(desk, desk.branch, "What is there?")
    before = numbered(desk, desk.branch)
    assert kinds(desk, desk.branch)[2:] == ["you", "calls", "tool", "calls", "tool", "model"]
    await desk.host.close()
    unsee(desk, seen)

    again = await open_desk(desk.library, endpoint.base_url, desk.conversation.id)

    assert numbered(again, desk.branch) == before
    await again.host.rebuild(desk.branch)
    assert numbered(again, desk.branch) == before
    await again.host.close()
