"""What the tracer of a run tells, sent to LangSmith from a thread of its own.

Nobody waits for it: what cannot be sent is dropped, and said once in the log. The client's own
queue is not used: its threads hold the process back at its end, and it logs parts of the key.
"""

import logging
import queue
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, Literal, TypeAlias, cast

from langsmith import Client

from graphs.session.langsmith_client import CONNECT_MS, OPTIONS, harden, hush, translated
from graphs.session.tracing_settings import Langsmith

log = logging.getLogger(__name__)

MOST = 1_000
"""Beginnings and ends of spans that wait to be sent; what comes when it is full is dropped."""

TOGETHER = 100
"""Of them in one request."""

LAST_SECONDS = 3.0
"""How long the end of the process may wait for what has not been sent."""

_OF_THE_MACHINE = ("attachments", "dangerously_allow_filesystem", "serialized")
_WAITS = "GraphInterrupt("
"""How the error begins by which the graph pauses for the person; it is none."""

_Told: TypeAlias = tuple[Literal["create", "update"], dict[str, Any]]


class TraceSender(Client):
    """A LangSmith client whose runs are taken at once and sent later.

    Attributes:
        trouble: why the last request failed, as a sentence; "" when it arrived.
    """

    def __init__(self, to: Langsmith) -> None:
        hush()
        super().__init__(  # pyright: ignore[reportUnknownMemberType]
            **OPTIONS,
            timeout_ms=(CONNECT_MS, 5_000),
            api_url=to.endpoint,
            api_key=to.api_key,
            omit_traced_runtime_info=True,
            tracing_error_callback=self._failed,
        )
        harden(self, to)
        self.trouble = ""
        self._arrived = True
        self._to = to
        self._waiting: queue.Queue[_Told | None] = queue.Queue(MOST)
        self._said: set[str] = set()
        self._thread: threading.Thread | None = None

    def create_run(self, name: str, inputs: dict[str, Any], run_type: Any, **more: Any) -> None:
        """Take the beginning of a span."""
        self._take(("create", {**more, "name": name, "inputs": inputs, "run_type": run_type}))

    def update_run(self, run_id: Any, **more: Any) -> None:
        """Take the end of a span."""
        self._take(("update", {**more, "id": run_id}))

    def end(self) -> None:
        """Send what waits, for as long as the end of a process may take; nothing afterwards."""
        thread, self._thread = self._thread, None
        if thread is None or self.trouble:
            return
        until = time.monotonic() + LAST_SECONDS
        with suppress(queue.Full):
            self._waiting.put(None, timeout=LAST_SECONDS)
        thread.join(max(until - time.monotonic(), 0))

    def _take(self, told: _Told) -> None:
        told = (told[0], without_the_machine(told[1]))
        if self._thread is None:
            self._thread = threading.Thread(target=self._send, name="traces", daemon=True)
            self._thread.start()
        try:
            self._waiting.put_nowait(told)
        except queue.Full:
            self._say(f"LangSmith at {self._to.host} takes traces too slowly: some are left out.")

    def _send(self) -> None:
        last = False
        while not last:
            batch, last = self._next()
            self._arrived = True
            create = [span for kind, span in batch if kind == "create"]
            update = [span for kind, span in batch if kind == "update"]
            try:
                self.multipart_ingest(  # pyright: ignore[reportUnknownMemberType]
                    create=create, update=update
                )
            except Exception as error:  # noqa: BLE001 - the border: a trace is not worth a failure
                self._failed(error)
            if self._arrived:
                self.trouble = ""

    def _next(self) -> tuple[list[_Told], bool]:
        """What is there, once anything is; and whether it is the last."""
        batch: list[_Told] = []
        told = self._waiting.get()
        while told is not None:
            batch.append(told)
            if len(batch) == TOGETHER:
                return batch, False
            try:
                told = self._waiting.get(timeout=0.25)
            except queue.Empty:
                return batch, False
        return batch, True

    def _failed(self, error: Exception) -> None:
        self._arrived = False
        self.trouble = str(translated(error, self._to))
        self._say(self.trouble)

    def _say(self, sentence: str) -> None:
        if sentence not in self._said:
            self._said.add(sentence)
            log.warning("%s", sentence)


def without_the_machine(span: Mapping[str, Any]) -> dict[str, Any]:
    """A span without what the tracer tells of this machine: its system, and paths of its files."""
    kept = {key: value for key, value in span.items() if key not in _OF_THE_MACHINE}
    if isinstance(extra := kept.get("extra"), dict):
        told = cast("dict[str, Any]", extra)
        kept["extra"] = {key: value for key, value in told.items() if key != "runtime"}
    if isinstance(error := kept.pop("error", None), str) and not error.startswith(_WAITS):
        kept["error"] = error.partition("\n")[0]  # where it happened follows, in paths
    return {key: value for key, value in kept.items() if value is not None}
