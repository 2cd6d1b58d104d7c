"""The server of a scripted LangSmith, in a thread of this process."""

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Literal, Self
from urllib.parse import parse_qsl, urlsplit

import pytest

from tests.langsmith_server.kept import Kept

KEY = "lsv2_pt_a_key_of_nobody_0123456789"


@dataclass(frozen=True)
class Asked:
    """One request."""

    method: str
    path: str
    body: bytes


class ScriptedLangsmith(Kept):
    """Listens on loopback between `with` and its end."""

    def __init__(self) -> None:
        super().__init__()
        self.mode: Literal["well", "silent", "refuse", "broken", "away", "garbage"] = "well"
        self.requests: list[Asked] = []
        self.connections = 0
        self.closing = threading.Event()
        self.news = threading.Condition()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    @property
    def said(self) -> str:
        """All that was sent to it, as text."""
        return "\n".join(one.body.decode("utf-8", "replace") for one in self.requests)

    def until(self, reached: Callable[[], object], seconds: float = 30.0) -> None:
        """Wait until that holds of it."""
        with self.news:
            assert self.news.wait_for(reached, seconds)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.closing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def _handler(langsmith: ScriptedLangsmith) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1  # head and body in one packet: the other end may wait 40 ms for the second

        def setup(self) -> None:
            langsmith.connections += 1
            super().setup()

        def do_GET(self) -> None:
            self._answer()

        do_POST = do_PATCH = do_GET  # noqa: N815 - the names that http.server calls

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
            pass

        def _answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            url = urlsplit(self.path)
            with langsmith.news:
                langsmith.requests.append(Asked(self.command, url.path, body))
                langsmith.news.notify_all()
            match langsmith.mode:
                case "silent":
                    langsmith.closing.wait()
                    self.close_connection = True
                case "away":
                    self._say(307, b"", Location="http://127.0.0.1:9/elsewhere")
                case "garbage":
                    self._say(200, b"<html>Welcome</html>")
                case "broken":
                    self._say(500, b'{"detail": "broken"}')
                case "well" if self.headers.get("x-api-key") == KEY:
                    query = dict(parse_qsl(url.query))
                    kind = self.headers.get("Content-Type", "")
                    with langsmith.news:
                        status, told = langsmith.answer(self.command, url.path, query, kind, body)
                        langsmith.news.notify_all()
                    self._say(status, json.dumps(told).encode())
                case _:
                    self._say(401, b'{"detail": "Invalid token"}')

        def _say(self, status: int, content: bytes, **headers: str) -> None:
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)
            self.wfile.flush()

    return Handler


@pytest.fixture
def langsmith() -> Iterator[ScriptedLangsmith]:
    with ScriptedLangsmith() as server:
        yield server
