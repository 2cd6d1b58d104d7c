"""A try that failed stays in the history, whatever becomes of its turn."""

from sqlalchemy import create_engine

from graphs.storage.migrations import MIGRATIONS
from graphs.storage.records import (
    Change,
    Failure,
    TurnStatus,
)
from tests.endpoint import ScriptedEndpoint, Status, Text, ToolCall, ToolCalls
from tests.graphs.session.conftest import Desk
from tests.graphs.session.talk import say

LOOK = ToolCall("current_time", "{}", "1")


def told(failures: list[Failure]) -> list[int]:
    """After which steps it failed."""
    return [failure.position for failure in failures]


async def test_what_failed_stays_when_the_turn_is_continued(
    desk: Desk, endpoint: ScriptedEndpoint
) -> None:
    endpoint.then(Status(400))
    assert await say(desk, desk.branch, "Hello?") is TurnStatus.FAILED
    (first,) = desk.library.failures(desk.branch)
    endpoint.then(ToolCalls((LOOK,)), Status(401))
    assert await desk.host.resume(desk.branch) is TurnStatus.FAILED
    endpoint.then(Text("Hello."))
    assert await desk.host.resume(desk.branch) is TurnStatus.FINISHED

    failures = desk.library.failures(desk.branch)
    assert told(failures) == [1, 3]
    assert failures[0] == first
    assert first.sentence
    assert (first.branch_id, first.turn_id) == (desk.branch, desk.library.turns(desk.branch)[0].id)
    assert [step.position for step in desk.library.steps(desk.branch)] == [1, 2, 3, 4]


async def test_what_failed_stays_when_the_turn_is_left(
    desk: Desk, endpoint: ScriptedEndpoint
) -> None:
    endpoint.then(Status(400))
    await say(desk, desk.branch, "Hello?")
    await desk.host.leave(desk.branch)

    assert told(desk.library.failures(desk.branch)) == [1]


async def test_a_fork_has_what_failed_before_it_and_not_what_failed_where_it_begins(
    talked: Desk, endpoint: ScriptedEndpoint
) -> None:
    endpoint.then(Status(400))
    await say(talked, talked.branch, "And now?")
    endpoint.then(Text("Now it works."))
    await talked.host.resume(talked.branch)
    assert told(talked.library.failures(talked.branch)) == [7]

    again = await talked.host.fork(talked.branch, 7)
    after = await talked.host.fork(talked.branch, 8, Change("Other words."))
    later = await talked.host.fork(talked.branch, 8)

    assert [told(talked.library.failures(one.id)) for one in (again, after, later)] == [[], [], [7]]
    endpoint.then(Status(400))
    await talked.host.resume(again.id)
    assert told(talked.library.failures(again.id)) == [8]
    assert told(talked.library.failures(talked.branch)) == [7]


def test_a_turn_that_stood_failed_before_there_was_a_table_is_in_it() -> None:
    engine = create_engine("sqlite://")
    with engine.begin() as c:
        for apply in MIGRATIONS[:3]:
            apply(c)
        for statement in (
            "INSERT INTO branches (id, conversation_id, agent_version, created_at)"
            " VALUES ('b', 'c', '2', 1)",
            "INSERT INTO steps VALUES ('b', 3, 'p', 'k', 1, NULL, NULL, NULL)",
            "INSERT INTO turns VALUES ('t', 'b', 1, 'failed', '', 'No answer.', 'Wait.', 1, 1, 7)",
            "INSERT INTO turns VALUES ('u', 'b', 2, 'finished', '', '', '', 1, 1, 7)",
        ):
            c.exec_driver_sql(statement)
        MIGRATIONS[3](c)
        rows = c.exec_driver_sql("SELECT * FROM failures").all()
    assert [tuple(row) for row in rows] == [(1, "b", "t", 3, 7.0, "No answer.", "Wait.")]
