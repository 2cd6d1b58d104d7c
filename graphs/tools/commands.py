"""Commands of the system's shell, in the workspace."""

import asyncio
import os
import signal
import subprocess
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from pydantic import Field

from graphs.errors import ToolError
from graphs.storage.action_records import Preview
from graphs.tools.captured import Captured
from graphs.tools.desk import Runtime
from graphs.tools.long_results import shortened
from graphs.tools.processes import alive, end, environment, new_mark
from graphs.tools.spec import Arguments, ToolSpec, Words, previewed, subject_of, tool_of
from graphs.tools.workspace import Workspace

SECONDS: Final = 60.0
"""How long a command may take."""

_TO_CLOSE: Final = 1.0
"""Seconds for what a command leaves behind to close its output, or to end when asked to."""


class RunCommand(Arguments):
    """What to run."""

    command: Words = Field(description="The command line, as typed in a shell.")


async def run_command(runtime: Runtime, command: str) -> str:
    """Run a shell command in the workspace and read what it prints. It cannot ask for input.

    Example: run_command(command="ls -l")
    """
    desk = runtime.context.desk
    printed = await run(desk.workspace, command, runtime.tool_call_id or "")
    return await asyncio.to_thread(shortened, printed, desk.blobs)


async def run(workspace: Workspace, command: str, call_id: str, seconds: float = SECONDS) -> str:
    """Run a command to its end, and say how it ended and what it printed.

    It is ended with all it has started when it takes longer than `seconds` or the caller is
    cancelled; what it leaves behind is ended when it keeps the output open. Raises ToolError.
    """
    folder = await asyncio.to_thread(workspace.root)
    mark = new_mark(call_id)
    starting = asyncio.create_task(_started(command, folder, mark))
    try:
        running = await asyncio.shield(starting)
        return await _watched(running, mark, seconds)
    except asyncio.CancelledError:
        await asyncio.shield(_stopped(starting, mark))
        raise


class _Running(asyncio.SubprocessProtocol):
    """A started command: what it has printed, whether it has ended, and its output with it."""

    transport: asyncio.SubprocessTransport

    def __init__(self) -> None:
        self.printed = Captured()
        self.ended = asyncio.Event()
        self.closed = asyncio.Event()

    def pipe_data_received(self, fd: int, data: bytes) -> None:
        self.printed.take(data)

    def pipe_connection_lost(self, fd: int, exc: Exception | None) -> None:
        self.closed.set()

    def process_exited(self) -> None:
        self.ended.set()

    async def closes(self) -> bool:
        """Whether its output comes to an end soon."""
        try:
            await asyncio.wait_for(self.closed.wait(), _TO_CLOSE)
        except TimeoutError:
            return False
        return True


async def _watched(running: _Running, mark: str, seconds: float) -> str:
    try:
        await asyncio.wait_for(running.ended.wait(), seconds)
        left = ""
        if not await running.closes():
            await asyncio.to_thread(end, running.transport.get_pid(), mark)
            await running.closes()
            left = " Programs that it left running with its output open were ended."
        code = running.transport.get_returncode()
        return f"{_ending(code or 0)}{left}\n{running.printed.text()}"
    except TimeoutError:
        await _ended(running, mark)
        await running.closes()
        raise ToolError(
            f"The command took longer than {seconds:g} seconds and was ended. "
            f"Until then it printed:\n{running.printed.text()}"
        ) from None
    finally:
        running.transport.close()


async def _started(command: str, folder: Path, mark: str) -> _Running:
    if "\0" in command:
        raise ToolError("The command holds a NUL character.")
    flags = 0
    if os.name == "nt":
        flags = subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW
    try:
        transport, running = await asyncio.get_running_loop().subprocess_shell(
            _Running,
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            cwd=folder,
            env=environment(os.environ, mark),
            start_new_session=os.name != "nt",
            creationflags=flags,
        )
    except OSError as error:
        why = error.strerror or "the system gave no reason"
        raise ToolError(f"The command could not be started: {why}.") from error
    running.transport = transport
    return running


async def _stopped(starting: asyncio.Task[_Running], mark: str) -> None:
    with suppress(ToolError):
        running = await starting
        try:
            await _ended(running, mark)
        finally:
            running.transport.close()


async def _ended(running: _Running, mark: str) -> None:
    """End the command and all it has started: asked first, then without asking."""
    await asyncio.to_thread(end, running.transport.get_pid(), mark, _TO_CLOSE)
    with suppress(TimeoutError):  # the system may keep a process that waits for a disk
        await asyncio.wait_for(running.ended.wait(), _TO_CLOSE)


def _ending(code: int) -> str:
    if code >= 0:
        return f"Ended with exit code {code}."
    try:
        return f"Ended by the signal {signal.Signals(-code).name}."
    except ValueError:
        return f"Ended by the signal {-code}."


def _preview(workspace: Workspace, given: RunCommand) -> Preview:
    first, _, more = given.command.strip().partition("\n")
    title = f"Run {first if len(first) <= 80 and not more else first[:80] + '…'}"
    sentence = f"Runs in {workspace.root().name}. What it changes cannot be undone."
    return Preview(title, sentence, undo=False)


def _evidence(_: Workspace, __: Mapping[str, Any], call_id: str) -> tuple[str, ...]:
    if alive(call_id):
        return ("The command, or a program that it started, still runs.",)
    return ("The command does not run any more.",)


_command = subject_of("command")

COMMANDS: Final[tuple[ToolSpec, ...]] = (
    ToolSpec(
        tool=tool_of(run_command, RunCommand),
        asks=True,
        scope="command",
        preview=previewed("Run a command", RunCommand, _preview),
        evidence=_evidence,
        subject=_command,
        subjects=lambda _, arguments: (_command(arguments),),
        seconds=SECONDS + 10,  # to end what does not end by itself
    ),
)
