"""Steps: each checkpoint that brings something is one, to be read, named and looked back at."""

import sqlite3

from graphs.storage.records import Branch, StepKind
from tests.graphs.session.conftest import Desk
from tests.graphs.session.talk import said


async def fork_of(desk: Desk) -> Branch:
    return await desk.host.fork(desk.branch, 2)


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
