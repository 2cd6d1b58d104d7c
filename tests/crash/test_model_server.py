"""The built-in model's process: it may die alone, and it never outlives the one it serves."""

import asyncio
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

import pytest

from graphs.agent import versions
from graphs.models.connections import chosen
from graphs.session.events import Event, TextDelta, TurnFailed
from graphs.session.host import SessionHost
from graphs.storage.home import Home
from graphs.storage.library import Library
from graphs.storage.records import TurnStatus
from tests.crash.nursery import Nursery, Process, processes, survivors
from tests.crash.worker import Order

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="forks, and looks into /proc"),
    pytest.mark.alone,
]

QUESTION = "Tell me a very long story about a mountain."


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


@pytest.fixture
def nursery() -> Iterator[Nursery]:
    with Nursery() as nursery:
        yield nursery


def model_server(parent: int) -> int:
    """The one among the children of that process; other tests in it may have left more."""
    (pid,) = [
        process.pid for process in processes() if process.parent == parent and serves(process)
    ]
    return pid


def serves(process: Process) -> bool:
    with suppress(OSError):
        return b"graphs.models.server_process" in Path(f"/proc/{process.pid}/cmdline").read_bytes()
    return False


async def test_a_killed_server_fails_the_turn_with_a_sentence_and_continue_starts_another(
    home: Home,
) -> None:
    library = Library.open(home)
    told: list[Event] = []
    text = asyncio.Event()

    def emit(event: Event) -> None:
        told.append(event)
        if isinstance(event, TextDelta):
            text.set()

    host = await SessionHost.open(library, emit, lambda: chosen(home, {}))
    branch_id = library.create(uuid4().hex, agent_version=versions.CURRENT).branch_id
    try:
        turn = asyncio.create_task(host.send(branch_id, "t1", QUESTION))
        await asyncio.wait_for(text.wait(), 60)
        killed = model_server(os.getpid())
        os.kill(killed, signal.SIGKILL)
        assert await asyncio.wait_for(turn, 60) is TurnStatus.FAILED
        (failed,) = [event for event in told if isinstance(event, TurnFailed)]
        assert failed.can_continue
        assert failed.sentence
        shown = "".join(event.text for event in told if isinstance(event, TextDelta))
        assert shown

        text.clear()
        again = asyncio.create_task(host.resume(branch_id))
        await asyncio.wait_for(text.wait(), 60)
        assert model_server(os.getpid()) != killed
        await host.stop(branch_id)
        assert await again is TurnStatus.STOPPED
        question, first, second = library.transcript(branch_id).messages
        assert (question.role, question.text) == ("user", QUESTION)
        assert (first.text, first.interrupted) == (shown, True)
        assert (second.stopped, second.interrupted) == (True, False)
    finally:
        await host.close()
        library.close()


def test_no_server_outlives_a_killed_process(home: Home, nursery: Nursery) -> None:
    worker = nursery.bear(Order(str(home.folder), "c", "send", turn="t1", text=QUESTION))
    assert worker.told("TextDelta", 3)
    server = model_server(worker.pid)
    worker.signal(signal.SIGKILL)
    worker.finish()
    within(5, lambda: server not in {process.pid for process in processes()})
    assert survivors(worker.pid) == []
    library = Library.open(home)
    _, answer = library.transcript(library.conversation("c").branch_id).messages
    assert answer.interrupted
    assert answer.text.startswith("".join(line["text"] for line in worker.marks("TextDelta")))
    library.close()


def within(seconds: float, true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.02)
