"""A fork hands the messages before its last two turns on as they lie in the origin's checkpoint."""

import sqlite3

import pytest

from graphs.session.thread import Thread
from graphs.storage.records import Change, TurnStatus
from tests.endpoint import ScriptedEndpoint, Text
from tests.graphs.session.conftest import Desk
from tests.graphs.session.talk import said


@pytest.fixture
def never_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    """No whole state of a step is built."""

    def refused(self: Thread, checkpoint_id: str) -> None:
        raise AssertionError(checkpoint_id)

    monkeypatch.setattr(Thread, "state_at", refused)


@pytest.mark.usefixtures("never_opened")
@pytest.mark.parametrize("position", range(1, 7))
async def test_any_step_is_forked_so_and_goes_on(
    talked: Desk, endpoint: ScriptedEndpoint, position: int
) -> None:
    fork = await talked.host.fork(talked.branch, position)
    kept = said(talked, talked.branch)[: position - position % 2]
    endpoint.then(Text("On it goes."))
    if position % 2:
        assert await talked.host.resume(fork.id) is TurnStatus.FINISHED
        kept.append(said(talked, talked.branch)[position - 1])
    else:
        await talked.host.send(fork.id, "another", "And then?")
        kept.append("And then?")

    assert said(talked, fork.id) == [*kept, "On it goes."]
    sent = [message["content"] for message in endpoint.requests[-1].body["messages"]]
    assert sent[-len(kept) :] == kept


@pytest.mark.usefixtures("never_opened")
async def test_an_answer_is_edited_so(talked: Desk) -> None:
    fork = await talked.host.fork(talked.branch, 6, Change(text="Other words."))

    assert said(talked, fork.id) == [*said(talked, talked.branch)[:5], "Other words."]
    assert await talked.host.rebuild(fork.id) == 6
    assert said(talked, fork.id)[-1] == "Other words."


@pytest.mark.usefixtures("never_opened")
async def test_a_fork_of_a_fork_is_made_so_too(talked: Desk) -> None:
    first = await talked.host.fork(talked.branch, 6)
    second = await talked.host.fork(first.id, 7)

    assert said(talked, second.id) == said(talked, talked.branch)


@pytest.mark.parametrize("broken", [b"\xa8Answer 1.", b"\xa9Ans\xc1er 1.", b"\xc1Answer 1."])
async def test_a_message_far_above_that_is_none_any_more_is_taken_from_the_tree(
    talked: Desk, broken: bytes
) -> None:
    with sqlite3.connect(talked.library.home.database) as c:
        values = c.execute("SELECT rowid, value FROM writes WHERE channel = 'messages'").fetchall()
        (row,) = [row for row in values if b"\xa9Answer 1." in row[1]]
        altered = row[1].replace(b"\xa9Answer 1.", broken)
        c.execute("UPDATE writes SET value = ? WHERE rowid = ?", (altered, row[0]))

    fork = await talked.host.fork(talked.branch, 6)
    assert await talked.host.rebuild(fork.id) == 6
    assert said(talked, fork.id) == said(talked, talked.branch)
    assert said(talked, (await talked.host.fork(talked.branch, 1)).id) == ["Question 1?"]
