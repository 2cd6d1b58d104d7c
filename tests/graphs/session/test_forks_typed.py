"""A call that the person typed, started again in a fork: theirs once more, and nobody else's."""

from pathlib import Path

import pytest

from graphs.errors import InvalidArguments
from graphs.storage.action_records import ActionStatus
from graphs.storage.records import Change, TurnStatus
from tests.endpoint import ScriptedEndpoint, Text
from tests.graphs.session.conftest import Desk, open_desk
from tests.graphs.session.talk import said, say


def alter(desk: Desk, statement: str, *values: str) -> None:
    with desk.library.database.transaction() as c:
        c.exec_driver_sql(statement, values)


async def test_it_is_in_the_journal_as_the_persons_from_the_fork_on(
    desk: Desk, folder: Path
) -> None:
    await say(desk, desk.branch, "/write a.txt one")
    (folder / "a.txt").unlink()

    fork = await desk.host.fork(desk.branch, 1)

    (turn,) = desk.library.turns(fork.id)
    (action,) = desk.library.actions_of(fork.id, [turn.id])
    assert (action.status, action.decided_by) == (ActionStatus.ALLOWED, "person")
    assert action.because == "You typed it."
    assert not (folder / "a.txt").exists()
    assert await desk.host.resume(fork.id) is TurnStatus.FINISHED
    assert (folder / "a.txt").read_text() == "one"
    events = [entry.event for entry in desk.library.journal(action.id)]
    assert events == ["proposed", "allowed", "started", "done"]
    assert len(desk.library.actions_of(fork.id, [turn.id])) == 1


async def test_it_runs_once_though_the_fork_is_made_and_run_after_restarts(
    desk: Desk, endpoint: ScriptedEndpoint, folder: Path
) -> None:
    await say(desk, desk.branch, "/run echo x >> ran")
    fork = await desk.host.fork(desk.branch, 1)
    await desk.host.close()
    for _ in range(2):
        again = await open_desk(desk.library, endpoint.base_url, desk.conversation.id)
        assert (folder / "ran").read_text() == "x\n"
        await again.host.close()
    again = await open_desk(desk.library, endpoint.base_url, desk.conversation.id)
    assert await again.host.resume(fork.id) is TurnStatus.FINISHED
    assert (folder / "ran").read_text() == "x\nx\n"
    await again.host.close()


async def test_a_fork_whose_message_was_altered_types_nothing(
    desk: Desk, endpoint: ScriptedEndpoint, folder: Path
) -> None:
    endpoint.then(Text("Hello."))
    await say(desk, desk.branch, "Hello?")
    fork = await desk.host.fork(desk.branch, 1)
    alter(desk, "UPDATE turns SET text = ?", "/write a.txt overwritten")

    endpoint.then(Text("I see."))
    await desk.host.resume(fork.id)

    assert not (folder / "a.txt").exists()
    assert desk.library.actions() == []


async def test_words_that_called_nothing_then_call_nothing_in_a_fork(
    desk: Desk, endpoint: ScriptedEndpoint, folder: Path
) -> None:
    """As when they were written to an agent that had no such tool."""
    await say(desk, desk.branch, "/write a.txt one")
    (folder / "a.txt").unlink()
    alter(desk, "DELETE FROM journal")
    alter(desk, "DELETE FROM before_images")
    alter(desk, "DELETE FROM actions")

    fork = await desk.host.fork(desk.branch, 1)
    endpoint.then(Text("What is that?"))
    await desk.host.resume(fork.id)

    assert said(desk, fork.id) == ["/write a.txt one", "What is that?"]
    assert not (folder / "a.txt").exists()


async def test_what_does_not_fit_or_is_forbidden_begins_no_branch(desk: Desk, folder: Path) -> None:
    await say(desk, desk.branch, "/write a.txt one")
    with pytest.raises(InvalidArguments):
        await desk.host.fork(desk.branch, 1, Change("/write"))
    desk.library.add_rule("write_file", "", "", "never")
    with pytest.raises(InvalidArguments):
        await desk.host.fork(desk.branch, 1)
    assert len(desk.library.branches(desk.conversation.id)) == 1
