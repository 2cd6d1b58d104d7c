"""Stopping and closing, at any moment of a turn, leave no transaction open and nothing torn."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from graphs.agent import versions
from graphs.models.connections import Connection, Endpoint
from graphs.session.events import Event
from graphs.session.host import SessionHost
from graphs.storage.home import Home
from graphs.storage.library import Library
from graphs.storage.records import ConversationStatus, TurnStatus
from tests.crash.model import WHOLE, Model
from tests.endpoint import MODEL

MOMENTS = [0.0, 0.01, 0.02, 0.03, 0.045, 0.06, 0.08, 0.1, 0.13, 0.17, 0.22, 0.3]
"""Seconds after a turn was sent; a fast turn with a tool call takes about 0.2."""


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library.open(Home(tmp_path / "home"))


@pytest.fixture
async def model(library: Library) -> AsyncIterator[Model]:
    with Model("fast tool") as model:
        yield model
    library.close()


async def opened(library: Library, model: Model) -> SessionHost:
    endpoint = Endpoint(model.base_url, "key")
    connection = Connection("endpoint", MODEL, MODEL, 100_000, True, endpoint)

    def emit(event: Event) -> None:
        del event

    return await SessionHost.open(library, emit, lambda: connection)


def writable_by_others(library: Library) -> bool:
    """Whether no connection of this process keeps a transaction open; a save may still end."""
    other = sqlite3.connect(library.home.database, timeout=2, isolation_level=None)
    try:
        other.execute("BEGIN EXCLUSIVE")
        other.execute("ROLLBACK")
    except sqlite3.OperationalError:
        return False
    finally:
        other.close()
    return True


async def test_a_stop_at_any_moment_leaves_no_open_transaction(
    library: Library, model: Model
) -> None:
    host = await opened(library, model)
    branch_id = library.create("c", agent_version=versions.CURRENT).branch_id
    for number, seconds in enumerate(MOMENTS):
        turn = asyncio.create_task(host.send(branch_id, f"t{number}", f"Message {number}"))
        await asyncio.sleep(seconds)
        await host.stop(branch_id)
        assert await turn in (TurnStatus.STOPPED, TurnStatus.FINISHED)
        assert writable_by_others(library)
    before = library.transcript(branch_id).messages
    assert [m.id for m in before if m.role == "user"] == [f"t{n}" for n in range(len(MOMENTS))]
    await host.rebuild(branch_id)
    assert library.transcript(branch_id).messages == before
    await host.close()


async def test_a_host_closed_at_any_moment_can_be_opened_again_and_continued(
    library: Library, model: Model
) -> None:
    for number, seconds in enumerate(MOMENTS):
        host = await opened(library, model)
        branch_id = library.create(f"c{number}", agent_version=versions.CURRENT).branch_id
        turn = asyncio.create_task(host.send(branch_id, f"t{number}", "Hello"))
        await asyncio.sleep(seconds)
        await host.close()
        await asyncio.wait([turn])
        assert writable_by_others(library)
        recorded = library.newest_turn(branch_id)
        if recorded is None:
            continue
        host = await opened(library, model)
        if library.conversation(f"c{number}").status is ConversationStatus.UNFINISHED:
            assert await host.resume(branch_id) is TurnStatus.FINISHED
        roles = [m.role for m in library.transcript(branch_id).messages if not m.interrupted]
        assert roles == ["user", "assistant", "tool", "assistant"]
        assert library.transcript(branch_id).messages[-1].text == WHOLE
        await host.close()
