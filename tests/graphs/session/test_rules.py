"""What rules let through, and when."""

from pathlib import Path

from graphs.approvals.decision import Reject
from graphs.storage.action_records import ActionStatus
from graphs.storage.records import TurnStatus
from tests.endpoint import ScriptedEndpoint, ToolCalls
from tests.graphs.session.conftest import Desk
from tests.graphs.session.talk import DONE, ask, files, told, write


async def test_a_rule_made_while_a_call_waits_changes_nothing_for_it(
    desk: Desk, endpoint: ScriptedEndpoint, folder: Path
) -> None:
    await ask(desk, endpoint, write("a.txt"), write("b.txt"))
    first, second = desk.waiting()
    desk.library.add_rule("write_file", "", "", "allow")
    await desk.host.decide({first.id: Reject("no")})
    assert [action.id for action in desk.waiting()] == [second.id]
    assert desk.library.action(first.id).status is ActionStatus.REJECTED
    assert await desk.host.resume(desk.branch) is TurnStatus.WAITING
    assert files(folder) == {}
    endpoint.then(ToolCalls((write("c.txt"),)), DONE)
    await desk.host.send(desk.branch, "t2", "Now.")
    assert list(files(folder)) == ["c.txt"]
    assert "Your rule" in desk.action("write_file").because


async def test_a_rule_that_is_withdrawn_lets_nothing_more_through(
    desk: Desk, endpoint: ScriptedEndpoint, folder: Path
) -> None:
    rule = desk.library.add_rule("write_file", f"{folder}/notes/", "", "allow")
    endpoint.then(ToolCalls((write("notes/a.txt"),)), DONE)
    assert await desk.host.send(desk.branch, "t1", "Write.") is TurnStatus.FINISHED
    desk.library.withdraw_rule(rule.id)
    await ask(desk, endpoint, write("notes/b.txt"), turn="t2")
    assert not (folder / "notes" / "b.txt").exists()


async def test_a_rule_of_another_conversation_lets_nothing_through(
    desk: Desk, endpoint: ScriptedEndpoint, folder: Path
) -> None:
    other = await desk.host.create_conversation()
    desk.library.add_rule("write_file", "", other.id, "allow")
    await ask(desk, endpoint, write("a.txt"))
    assert files(folder) == {}


async def test_what_is_forbidden_is_told_to_the_model_and_asks_nobody(
    desk: Desk, endpoint: ScriptedEndpoint, folder: Path
) -> None:
    desk.library.add_rule("write_file", "", "", "allow")
    desk.library.add_rule("write_file", "", desk.conversation.id, "never")
    endpoint.then(ToolCalls((write("a.txt"),)), DONE)
    assert await desk.host.send(desk.branch, "t1", "Write.") is TurnStatus.FINISHED
    assert "forbids" in told(endpoint)[0]
    assert files(folder) == {}
