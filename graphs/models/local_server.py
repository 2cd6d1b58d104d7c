"""The built-in model server: a child process that is started, watched, restarted and ended."""

import asyncio
import contextlib
import json
import logging
import secrets
import subprocess
import sys
import time
from asyncio.subprocess import Process
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Literal, Self, TypeAlias, cast

from graphs.errors import ModelError, ModelUnavailable
from graphs.models.capped_log import CappedLog
from graphs.models.catalog import ModelFile
from graphs.models.connections import Endpoint
from graphs.models.memory import available_memory
from graphs.models.server_process import Order, Report

ServerState: TypeAlias = Literal["off", "loading", "ready", "failed"]

SERVER_COMMAND = (
    (sys.executable, "model-server")
    if getattr(sys, "frozen", False)
    else (sys.executable, "-m", "graphs.models.server_process")
)
"""How the child is started: a packaged app starts itself with an argument."""

LOG_NAME = "model-server.log"

_logger = logging.getLogger(__name__)

_SLOTS = 2
_LOADING_SECONDS = 300.0
_LEAVING_SECONDS = 2.0
_CRASHES = 3
_CRASH_WINDOW_SECONDS = 60.0
_FIRST_PAUSE_SECONDS = 0.25


def _nobody_watches(state: ServerState, sentence: str) -> None:
    del state, sentence


class LocalServer:
    """One model file behind an OpenAI-compatible address on loopback, with a key of its own.

    Nothing runs until `ready` is first awaited. All calls belong to one event loop. After a crash
    the address is another one: ask `ready` for it before each use.

    `on_state(state, sentence)` is called on that loop at each change; `sentence` is "" unless
    the state is "failed". `available` tells the bytes of memory that can be had, or None.
    """

    def __init__(
        self,
        model: ModelFile,
        logs: Path,
        on_state: Callable[[ServerState, str], None] = _nobody_watches,
        *,
        command: Sequence[str] = SERVER_COMMAND,
        available: Callable[[], int | None] = available_memory,
    ) -> None:
        self._model = model
        self._log = CappedLog(logs / LOG_NAME)
        self._on_state = on_state
        self._command = tuple(command)
        self._available = available
        self._state: ServerState = "off"
        self._child: _Child | None = None
        self._supervisor: asyncio.Task[None] | None = None
        self._address: asyncio.Future[Endpoint] | None = None

    @property
    def state(self) -> ServerState:
        """off: not asked for yet, or closed."""
        return self._state

    @property
    def pid(self) -> int | None:
        """The child's process id while there is one."""
        return self._child.process.pid if self._child else None

    async def ready(self) -> Endpoint:
        """Start the server unless it runs, and wait until it answers.

        Raises ModelUnavailable when it cannot: no file, a damaged file, too little memory, three
        crashes within a minute. The next call tries again. Cancelling it leaves the server alone.
        """
        if self._supervisor is None or self._supervisor.done():
            self._address = None
            self._supervisor = asyncio.create_task(self._supervise(), name="model-server")
        return await asyncio.shield(self._address or self._awaited_address())

    async def close(self) -> None:
        """End the child and wait until it is gone. Whoever waits in `ready` gets an error."""
        supervisor, self._supervisor = self._supervisor, None
        if supervisor is not None:
            supervisor.cancel()
            await asyncio.gather(supervisor, return_exceptions=True)
        if self._address is not None and not self._address.done():
            sentence = f"{_first_up(self._model.called)} was switched off."
            self._address.set_exception(ModelUnavailable(sentence))
        self._enter("off")

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()

    def _awaited_address(self) -> asyncio.Future[Endpoint]:
        """The future that the next ready or failed child settles."""
        if self._address is None or self._address.done():
            self._address = asyncio.get_running_loop().create_future()
            # An error that nobody waits for was told by on_state already.
            self._address.add_done_callback(lambda done: done.cancelled() or done.exception())
        return self._address

    def _enter(self, state: ServerState, sentence: str = "") -> None:
        if state != self._state:
            self._state = state
            self._on_state(state, sentence)

    async def _supervise(self) -> None:
        try:
            await self._keep_running()
        except ModelError as error:
            self._fail(error)
        except Exception:
            _logger.exception("The model server cannot be supervised")
            sentence = f"{_first_up(self._model.called)} could not be started."
            self._fail(ModelUnavailable(sentence, "Start Cairn again."))

    def _fail(self, error: ModelError) -> None:
        self._awaited_address().set_exception(error)
        self._enter("failed", str(error))

    async def _keep_running(self) -> None:
        """Run the child, again and again. Returns never; raises ModelUnavailable to give up."""
        crashes: list[float] = []
        while True:
            self._enter("loading")
            await self._check()
            loaded = await self._run_once()
            if not loaded:
                await asyncio.to_thread(self._model.check_contents)
                if not self._model.shipped:
                    raise ModelUnavailable(
                        f"{self._model.name} could not be loaded from {self._model.path.name}.",
                        "The file may be damaged, or of a kind that is newer than this Cairn. "
                        f"The log file {LOG_NAME} tells more.",
                    )
            now = time.monotonic()
            crashes = [t for t in crashes if now - t < _CRASH_WINDOW_SECONDS] + [now]
            if len(crashes) >= _CRASHES:
                called = _first_up(self._model.called)
                raise ModelUnavailable(
                    f"{called} stopped {len(crashes)} times within a minute.",
                    "Close other programs that need much memory and try again. "
                    f"The log file {LOG_NAME} tells more.",
                )
            self._awaited_address()  # who asks from now on waits for the next child
            self._enter("loading")
            await asyncio.sleep(_FIRST_PAUSE_SECONDS * 2 ** (len(crashes) - 1))

    async def _check(self) -> None:
        await asyncio.to_thread(self._model.check)
        needed = self._model.memory(_SLOTS)
        available = self._available()
        if available is not None and available < needed:
            raise ModelUnavailable(
                f"There is too little free memory for {self._model.called}: it needs "
                f"{_megabytes(needed)}, and {_megabytes(available)} can be had.",
                "Close other programs and try again.",
            )

    async def _run_once(self) -> bool:
        """Run one child until it ends. Returns whether it ever answered."""
        order = Order(
            path=str(self._model.path),
            alias=self._model.name,
            api_key=secrets.token_urlsafe(32),
            context_tokens=self._model.context_tokens,
            slots=_SLOTS,
            temperature=self._model.temperature,
            top_p=self._model.top_p,
            against_repeats=self._model.shipped,
        )
        child = await _Child.spawn(self._command)
        self._child = child
        pump = asyncio.create_task(self._keep_log(child), name="model-server-log")
        try:
            address = await asyncio.wait_for(child.start(order), _LOADING_SECONDS)
            if address:
                endpoint = Endpoint(f"{address}/v1", order.api_key)
                self._awaited_address().set_result(endpoint)
                self._enter("ready")
                await child.process.wait()
            return bool(address)
        except TimeoutError:
            return False
        finally:
            await asyncio.shield(child.end())
            self._child = None
            await asyncio.gather(pump, return_exceptions=True)

    async def _keep_log(self, child: "_Child") -> None:
        while chunk := await child.errors.read(4096):
            self._log.append(chunk)


@dataclass(frozen=True, slots=True)
class _Child:
    """One run of the server process and its three pipes."""

    process: Process
    orders: asyncio.StreamWriter
    reports: asyncio.StreamReader
    errors: asyncio.StreamReader

    @classmethod
    async def spawn(cls, command: Sequence[str]) -> Self:
        process = await asyncio.create_subprocess_exec(
            *command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=Path(__file__).parents[2],  # where `-m graphs...` finds us
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        return cls(
            process,
            cast("asyncio.StreamWriter", process.stdin),
            cast("asyncio.StreamReader", process.stdout),
            cast("asyncio.StreamReader", process.stderr),
        )

    async def start(self, order: Order) -> str:
        """Hand the order over and wait for the report. Returns the address, "" for a failure."""
        with contextlib.suppress(ConnectionError):
            self.orders.write(order.line())
            await self.orders.drain()
        line = await self.reports.readline()
        return Report(**json.loads(line)).address if line else ""

    async def end(self) -> None:
        """Close its standard input, at which it leaves by itself; kill it if it does not."""
        self.orders.close()
        try:
            await asyncio.wait_for(self.process.wait(), _LEAVING_SECONDS)
        except TimeoutError:
            with contextlib.suppress(ProcessLookupError):
                self.process.kill()
            await self.process.wait()
        # asyncio closes it by itself, but only once its pipes say their end: the loop may be gone.
        self.process._transport.close()  # pyright: ignore[reportPrivateUsage, reportUnknownMemberType, reportAttributeAccessIssue]


def _first_up(words: str) -> str:
    return words[0].upper() + words[1:]


def _megabytes(count: int) -> str:
    return f"{count / 1_000_000:,.0f} MB"
