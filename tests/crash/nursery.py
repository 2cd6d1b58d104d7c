"""Workers without the seconds of importing: a process that has imported everything forks them.

It forks before any thread, event loop or database is opened, so a worker is a process like one
that was started afresh. Linux.
"""

import gc
import json
import os
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeAlias

from tests.crash import worker
from tests.crash.actions import worker as actions_worker
from tests.crash.actions.worker import ActionsOrder
from tests.crash.forks import worker as forks_worker
from tests.crash.forks.worker import ForksOrder
from tests.crash.worker import Order

ROOT = Path(__file__).parents[2]
MOST_BYTES = 65_536
LONGEST_SILENCE = 60  # seconds

_RUN: dict[str, tuple[Any, Any]] = {
    "Order": (Order, worker.run),
    "ActionsOrder": (ActionsOrder, actions_worker.run),
    "ForksOrder": (ForksOrder, forks_worker.run),
}

_LATE = (
    "anyio._backends._asyncio",
    "graphs.agent.titles",
    "graphs.models.chat",
    "graphs.models.local_server",
    "graphs.session.forking",
    "graphs.session.model_source",
    "graphs.session.rewinds",
    "graphs.session.session",
    "graphs.session.tool_modes",
    "graphs.session.tooling",
    "graphs.storage.facts",
    "httpcore2",
    "langchain_core.messages.block_translators.langchain_v0",
    "langchain_core.tracers.run_collector",
    "langchain_core.tracers.stdout",
    "openai.lib.streaming.chat",
    "openai.resources.chat.completions.completions",
    "truststore",
)
"""What a host imports only once it is open: half a second, which each worker would spend anew."""

Line: TypeAlias = dict[str, Any]
"""What a worker told: its `mark`, and the fields of that event."""


@dataclass
class Child:
    """A worker seen from outside: its id, a handle that means no other process, what it tells.

    `lines` are all that were read from it so far.
    """

    pid: int
    handle: int
    pipe: int
    lines: list[Line] = field(default_factory=list[Line])
    ended: bool = False
    _rest: bytes = b""

    def told(self, mark: str, count: int = 1) -> bool:
        """Read until so many lines of that kind are there; False when the worker ended before.

        Raises TimeoutError.
        """
        while len(self.marks(mark)) < count:
            if self.ended:
                return False
            self._read()
        return True

    def marks(self, mark: str) -> list[Line]:
        """The lines of that kind."""
        return [line for line in self.lines if line["mark"] == mark]

    def finish(self) -> None:
        """Read what comes until the worker is gone. Raises TimeoutError."""
        while not self.ended:
            self._read()
        os.close(self.pipe)
        os.close(self.handle)

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to this very process; nothing when it is gone."""
        with suppress(ProcessLookupError):
            signal.pidfd_send_signal(self.handle, number)

    def _read(self) -> None:
        if not select.select([self.pipe], [], [], LONGEST_SILENCE)[0]:
            raise TimeoutError(f"the worker hangs after {self.lines[-1:]}")
        data = os.read(self.pipe, MOST_BYTES)
        self.ended = not data
        *whole, self._rest = (self._rest + data).split(b"\n")
        self.lines += map(json.loads, whole)


class Nursery:
    """The process that forks, running while the context is open."""

    def __enter__(self) -> Self:
        self._channel, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.crash.nursery", str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                cwd=ROOT,
            )
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._channel.close()
        self._process.wait(60)

    def bear(self, order: Order | ActionsOrder | ForksOrder) -> Child:
        """Start a worker. Its process id is also that of its session."""
        pipe, theirs = os.pipe()
        try:
            told = json.dumps([type(order).__name__, asdict(order)])
            socket.send_fds(self._channel, [told.encode()], [theirs])
        finally:
            os.close(theirs)
        pid = int(self._channel.recv(MOST_BYTES))
        return Child(pid, os.pidfd_open(pid), pipe)


@dataclass(frozen=True, slots=True)
class Process:
    """A running process."""

    pid: int
    parent: int
    session: int


def processes() -> Iterator[Process]:
    """All processes that run; the dead that nobody has let go of do not."""
    for folder in Path("/proc").iterdir():
        with suppress(OSError):
            if folder.name.isdigit():
                fields = (folder / "stat").read_text().rpartition(")")[2].split()
                if fields[0] not in "ZX":
                    yield Process(int(folder.name), int(fields[1]), int(fields[3]))


def survivors(session: int) -> list[int]:
    """The processes of that session that still run."""
    return [process.pid for process in processes() if process.session == session]


def main(channel: socket.socket) -> None:
    """Fork a worker for each order, until the other end is closed."""
    for name in _LATE:
        import_module(name)
    gc.freeze()  # what never goes need not be looked through by each worker
    if len(list(Path("/proc/self/task").iterdir())) != 1:
        raise RuntimeError("something imported has started a thread: this process cannot fork")
    while True:
        data, pipes, _, _ = socket.recv_fds(channel, MOST_BYTES, 1)
        if not data:
            return
        _reap()
        pid = os.fork()
        if pid == 0:
            _become(channel, data, pipes[0])
        os.close(pipes[0])
        channel.send(str(pid).encode())


def _reap() -> None:
    """Let go of the dead. Only here: whoever asked for a worker can still name it until then."""
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def _become(channel: socket.socket, told: bytes, pipe: int) -> None:
    try:
        channel.close()
        os.setsid()
        kind, order = json.loads(told)
        made, run = _RUN[kind]
        run(made(**order), pipe)
    finally:
        os._exit(0)


if __name__ == "__main__":
    main(socket.socket(fileno=int(sys.argv[1])))
