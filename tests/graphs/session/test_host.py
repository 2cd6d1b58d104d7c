"""All sessions of a process: side by side, named, closed, and none traced."""

import asyncio
import os
import socket
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from graphs.errors import DatabaseDamaged
from graphs.models.connections import Endpoint
from graphs.session.events import (
    ConversationTitled,
    TextDelta,
)
from graphs.storage.library import Library
from graphs.storage.records import ConversationStatus, TurnStatus
from tests.endpoint import (
    MODEL,
    ScriptedEndpoint,
    Status,
    Text,
)
from tests.graphs.session.conftest import Desk, open_desk
from tests.graphs.session.talk import SLOW


async def test_two_branches_run_side_by_side(desk: Desk, endpoint: ScriptedEndpoint) -> None:
    other = await desk.host.create_conversation()
    endpoint.then(SLOW, SLOW)
    turns = [
        asyncio.create_task(desk.host.send(desk.branch, "a1", "One")),
        asyncio.create_task(desk.host.send(other.branch_id, "b1", "Two")),
    ]
    await desk.until(TextDelta, 20)
    assert {event.branch_id for event in desk.of(TextDelta)} == {desk.branch, other.branch_id}
    await asyncio.gather(desk.host.stop(desk.branch), desk.host.stop(other.branch_id))
    assert await asyncio.gather(*turns) == [TurnStatus.STOPPED, TurnStatus.STOPPED]


async def test_a_host_closed_in_mid_answer_leaves_an_unfinished_turn(
    library: Library, endpoint: ScriptedEndpoint
) -> None:
    endpoint.then(SLOW)
    desk = await open_desk(library, endpoint.base_url)
    turn = asyncio.create_task(desk.host.send(desk.branch, "t1", "Count"))
    await desk.until(TextDelta)
    await desk.host.close()
    assert turn.cancelled() or isinstance(turn.exception(), asyncio.CancelledError)
    assert library.conversations()[0].status is ConversationStatus.UNFINISHED
    shown = "".join(event.text for event in desk.of(TextDelta))
    (question, kept) = desk.said()
    assert question == ("user", "Count")
    assert kept[1].startswith(shown)  # more may be on disk than was told

    again = await open_desk(library, endpoint.base_url, desk.conversation.id)
    assert await again.host.resume(desk.branch) is TurnStatus.FINISHED
    assert [(m.role, m.interrupted) for m in again.messages()] == [
        ("user", False),
        ("assistant", True),
        ("assistant", False),
    ]
    await again.host.close()
    library.close()


async def test_the_first_message_gives_a_title_and_the_model_a_better_one(
    library: Library, endpoint: ScriptedEndpoint
) -> None:
    desk = await open_desk(library, endpoint.base_url)
    endpoint.then(Text("Use WAL."), Text('"Safer SQLite writes"'))
    await desk.host.send(desk.branch, "t1", "How do I make SQLite safe against power cuts?")
    await desk.until(ConversationTitled, 2)
    assert [event.title for event in desk.of(ConversationTitled)] == [
        "How do I make SQLite safe against power cuts?",
        "Safer SQLite writes",
    ]
    assert library.conversations()[0].title == "Safer SQLite writes"
    await desk.host.close()
    library.close()


async def test_a_title_the_person_gave_stays_and_no_other_is_asked_for(
    desk: Desk, endpoint: ScriptedEndpoint
) -> None:
    await desk.host.send(desk.branch, "t1", "Hello there")
    await desk.host.close()
    assert desk.library.conversations()[0].title.startswith("Titled")
    assert desk.of(ConversationTitled) == []
    assert len(endpoint.requests) == 1


async def test_nothing_is_traced_whatever_the_environment_says(
    library: Library, endpoint: ScriptedEndpoint, tmp_path: Path
) -> None:
    """In a process of its own: the tracing library reads its environment once."""
    watcher = socket.create_server(("127.0.0.1", 0))
    watcher.settimeout(0.2)
    library.close()
    environ = {
        **os.environ,
        "CAIRN_HOME": str(tmp_path / "home"),
        "OPENAI_BASE_URL": endpoint.base_url,
        "CAIRN_MODEL": MODEL,
        "LANGSMITH_TRACING": "true",
        "LANGCHAIN_TRACING_V2": "true",
        "LANGSMITH_API_KEY": "key",
        "LANGSMITH_ENDPOINT": f"http://127.0.0.1:{watcher.getsockname()[1]}",
    }
    command = "from graphs.cli.main import main; raise SystemExit(main(['send', 'Hello']))"
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", command, env=environ, stdout=asyncio.subprocess.PIPE
    )
    said, _ = await process.communicate()
    assert said.decode() == "You said: Hello\n"
    with pytest.raises(TimeoutError):
        watcher.accept()
    watcher.close()


async def test_a_connection_that_is_replaced_lives_until_its_last_run_has_ended(
    library: Library, endpoint: ScriptedEndpoint
) -> None:
    endpoint.then(SLOW)
    desk = await open_desk(library, endpoint.base_url)
    turn = asyncio.create_task(desk.host.send(desk.branch, "t1", "Slowly"))
    await desk.until(TextDelta)
    with ScriptedEndpoint() as other:
        desk.connection = replace(desk.connection, endpoint=Endpoint(other.base_url, ""))
        second = await desk.host.create_conversation()
        assert await desk.host.send(second.branch_id, "t2", "Over there") is TurnStatus.FINISHED
        assert len(other.requests) >= 1
        told = len(desk.of(TextDelta))
        await desk.until(TextDelta, told + 3)
        await desk.host.stop(desk.branch)
        assert await turn is TurnStatus.STOPPED
    await desk.host.close()
    library.close()


async def test_one_damaged_checkpoint_leaves_all_other_conversations_as_they_were(
    library: Library, endpoint: ScriptedEndpoint
) -> None:
    desk = await open_desk(library, endpoint.base_url)
    endpoint.then(Status(401))
    assert await desk.host.send(desk.branch, "t1", "Fails") is TurnStatus.FAILED
    await desk.host.close()
    with library.database.transaction() as c:
        c.exec_driver_sql("UPDATE checkpoints SET checkpoint = x'c1ff00'")
    again = await open_desk(library, endpoint.base_url)
    assert await again.host.send(again.branch, "t2", "Works") is TurnStatus.FINISHED
    with pytest.raises(DatabaseDamaged):
        await again.host.resume(desk.branch)
    assert library.transcript(desk.branch).messages[0].text == "Fails"
    await again.host.close()
    library.close()


async def test_closing_while_the_caller_is_cancelled_waits_for_the_run(
    library: Library, endpoint: ScriptedEndpoint
) -> None:
    endpoint.then(SLOW)
    desk = await open_desk(library, endpoint.base_url)
    turn = asyncio.create_task(desk.host.send(desk.branch, "t1", "Count"))
    await desk.until(TextDelta)
    turn.cancel()
    await asyncio.sleep(0)
    await desk.host.close()
    assert turn.done()
    left = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    assert left == []
    library.close()
