"""Processes that open a data folder, do one deed in a conversation, and may kill themselves.

They are forked from one that has imported everything, so that a life costs no seconds.
"""

import asyncio
import itertools
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum
from multiprocessing.connection import Connection as Pipe
from pathlib import Path
from typing import TypeAlias

from graphs.approvals import rewinder
from graphs.approvals.bringing import Item
from graphs.approvals.decision import Decision
from graphs.errors import CairnError
from graphs.models.connections import Connection, Endpoint
from graphs.session.events import Event
from graphs.session.host import SessionHost
from graphs.storage.action_records import ActionStatus
from graphs.storage.blobs import Blobs
from graphs.storage.home import Home
from graphs.storage.library import Library
from tests.endpoint import MODEL

SECONDS = 60
_forks = multiprocessing.get_context("forkserver")
_forks.set_forkserver_preload([__name__, "graphs.session.session", "graphs.agent.build"])


@dataclass(frozen=True, slots=True)
class Send:
    """Send a message as turn `t1`."""

    text: str


@dataclass(frozen=True, slots=True)
class Decide:
    """Decide actions, once the file `after` is there."""

    decisions: dict[str, Decision]
    after: str = ""


@dataclass(frozen=True, slots=True)
class BringBack:
    """Bring back all files that can be, to a step; the process kills itself after so many."""

    position: int
    files: int


@dataclass(frozen=True, slots=True)
class Fork:
    """Fork every step, again and again, as `fork0`, `fork1` …; killed after so many seconds."""

    steps: int
    seconds: float


Deed: TypeAlias = Send | Decide | BringBack | Fork


@dataclass(frozen=True, slots=True)
class Life:
    """A deed in the branch `branch_id` of the data folder `home`.

    The process kills itself when it has told an event of the name `until`. Its clock is `ahead`
    seconds ahead.
    """

    home: str
    base_url: str
    branch_id: str
    deed: Deed
    until: str = ""
    ahead: float = 0.0


class Living:
    """A life that goes on."""

    def __init__(self, life: Life) -> None:
        self._ours, theirs = _forks.Pipe()
        self._process = _forks.Process(target=_live, args=(life, theirs))
        self._process.start()
        theirs.close()

    async def end(self) -> str:
        """How it ended: the turn's status, the name of an error, or "killed"."""

        def wait() -> str:
            try:
                found = self._ours.recv() if self._ours.poll(SECONDS) else "hung"
            except EOFError:
                found = "killed"
            self._process.join(SECONDS)
            return found if self._process.exitcode in (0, -signal.SIGKILL) else "broken"

        return await asyncio.to_thread(wait)


async def lived(life: Life) -> str:
    """Live that life to its end; see Living.end."""
    return await Living(life).end()


def _live(life: Life, pipe: Pipe) -> None:
    if life.ahead:
        _set_clock(life.ahead)
    pipe.send(asyncio.run(_done(life)))


def _set_clock(ahead: float) -> None:
    now, now_ns = time.time, time.time_ns
    time.time = lambda: now() + ahead
    time.time_ns = lambda: now_ns() + int(ahead * 1e9)


async def _done(life: Life) -> str:
    def tell(event: Event) -> None:
        if type(event).__name__ == life.until:
            os.kill(os.getpid(), signal.SIGKILL)

    library = Library.open(Home(Path(life.home)))
    connection = Connection("endpoint", MODEL, MODEL, 8_192, True, Endpoint(life.base_url, "key"))
    host = await SessionHost.open(library, tell, lambda: connection)
    try:
        return (await _deed(host, life)()).value
    except CairnError as error:
        return type(error).__name__
    finally:
        await host.close()
        library.close()


def _deed(host: SessionHost, life: Life) -> Callable[[], Awaitable[StrEnum]]:
    match life.deed:
        case Send(text):
            return lambda: host.send(life.branch_id, "t1", text)
        case Decide(decisions, after):

            async def decide() -> StrEnum:
                await asyncio.to_thread(_wait_for, after)
                return await host.decide(decisions)

            return decide
        case BringBack(position, files):

            async def bring_back() -> ActionStatus:
                _die_after(files)
                plan = await host.files_back(life.branch_id, position)
                paths = [file.path for file in plan if file.possible]
                return (await host.bring_back(life.branch_id, position, paths)).status

            return bring_back
        case Fork(steps, seconds):

            async def fork() -> StrEnum:
                threading.Timer(seconds, os.kill, (os.getpid(), signal.SIGKILL)).start()
                for number in itertools.count():
                    await host.fork(life.branch_id, number % steps + 1, new_id=f"fork{number}")
                raise AssertionError

            return fork


def _die_after(files: int) -> None:
    """Kill this process when so many files were brought back and the next one's turn comes."""
    real, done = rewinder.bring, 0

    def bring(item: Item, blobs: Blobs, keep: Callable[[Path], None]) -> None:
        nonlocal done
        if done == files:
            os.kill(os.getpid(), signal.SIGKILL)
        real(item, blobs, keep)
        done += 1

    rewinder.bring = bring


def _wait_for(file: str) -> None:
    while file and not Path(file).exists():
        time.sleep(0.005)
