"""The server, and an address without one."""

import json
import socket
import sys
import threading
from collections.abc import Sequence
from dataclasses import asdict
from http.server import ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tests.endpoint.bodies import MODEL
from tests.endpoint.handler import Handler
from tests.endpoint.replies import Echo, Reply, ToolCall
from tests.endpoint.requests import Request, asks_for_tools


def refusing_base_url() -> str:
    """An address at which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{probe.getsockname()[1]}/v1"


class ScriptedEndpoint:
    """The server, listening while the context is open.

    Attributes:
        base_url: with /v1.
        requests: the chat requests so far, recorded before they are answered.
        asked: set by each request; clear it to wait for the next.
    """

    def __init__(
        self,
        script: Sequence[Reply] = (),
        *,
        default: Reply | None = None,
        api_key: str | None = None,
        port: int = 0,
        record: Path | None = None,
        calls_tools: bool = True,
    ) -> None:
        self.requests: list[Request] = []
        self.asked = threading.Event()
        self.api_key = api_key
        self.closing = threading.Event()
        self._script = list(script)
        self._default = default or Echo()
        self._record = record
        self._calls_tools = calls_tools
        self._lock = threading.Lock()
        self._server = Server(self, port)
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.05,), name="scripted-endpoint", daemon=True
        )
        self.base_url = f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    @property
    def environ(self) -> dict[str, str]:
        """What the environment of a Cairn holds whose model this is."""
        return {"OPENAI_BASE_URL": self.base_url, "OPENAI_API_KEY": "key", "CAIRN_MODEL": MODEL}

    def then(self, *replies: Reply) -> None:
        """Append to the script."""
        with self._lock:
            self._script += replies

    def take(self, request: Request) -> Reply:
        """Record `request` and say how it is answered.

        The question whether this model calls tools is answered with a call, and not recorded,
        unless `calls_tools` is False: then it is a request like any other.
        """
        if self._calls_tools and asks_for_tools(request):
            return ToolCall("current_time")
        with self._lock:
            self.requests.append(request)
            self.asked.set()
            if self._record is not None:
                with self._record.open("a", encoding="utf-8") as file:
                    file.write(json.dumps(asdict(request)) + "\n")
            return self._script.pop(0) if self._script else self._default

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.closing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class Server(ThreadingHTTPServer):
    """A thread for each connection."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, endpoint: ScriptedEndpoint, port: int) -> None:
        self.endpoint = endpoint
        super().__init__(("127.0.0.1", port), Handler)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that went away is no news; anything else is."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)
