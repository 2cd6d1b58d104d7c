"""A scripted model server that speaks the real OpenAI chat-completions protocol. Standard library.

In a test, in a thread of this process:

    with ScriptedEndpoint([Status(429, retry_after="0.1"), Text("Hello there.")]) as endpoint:
        ...                                # give endpoint.base_url to the client
        endpoint.requests[0].messages      # what it was asked, oldest first

Each chat request takes the next reply of the script; when the script is used up, `default`
answers. `endpoint.then(reply, ...)` appends to the script while the server runs. A reply is one of

    Text(text)                      an answer, streamed or not as asked, with usage
      tokens_per_second=50          None: as fast as it goes; a token is a word with its blanks
      tokens_per_event=4            so many tokens in one event
      bytes_per_write=3             the stream cut into writes of that size, characters torn apart
      finish_reason="length"
      ending="broken"|"cut"|"hang"|"fault"  in the middle, after `after` tokens: the socket is
                                    dropped / closed neatly without a finish reason / kept
                                    silent / an error event is sent
    Echo()                          "You said: " and the last message of the user, as Text takes
    ToolCall(name, arguments="{}")  one call, e.g. ToolCall("current_time")
    Status(code)                    an HTTP error with an OpenAI error object; retry_after=,
                                    error_code=, message=, location=
    Hang()                          headers never come, until the client or the server goes
    Garbage("json"|"event"|"html"|"bytes")   not JSON after data: / JSON of another shape / a web
                                    page with status 200 / no HTTP at all
    Drop()                          the socket is closed without an answer

`api_key="k"` lets only `Authorization: Bearer k` in. The pytest fixture `endpoint` (a conftest.py
takes it with `from tests.endpoint import endpoint as endpoint`) echoes until told otherwise.
`refusing_base_url()` is an address where nothing listens.

As a process that survives its client, for tests with kills:

    python -m tests.endpoint [--port 0] [--words 200] [--rate 50] [--record FILE] [--api-key KEY]

prints one line of JSON, {"base_url": ...}, and answers every request with `numbered_words(N)` at R
tokens a second (with --words 0: Echo); appends each chat request as one line of JSON to FILE.
It leaves when its standard input closes.
"""

import argparse
import json
import re
import socket
import struct
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self, TypeAlias, assert_never, cast

import pytest

MODEL = "scripted-model"


@dataclass(frozen=True, slots=True)
class Text:
    text: str
    tokens_per_second: float | None = None
    tokens_per_event: int = 1
    bytes_per_write: int | None = None
    finish_reason: str = "stop"
    ending: Literal["whole", "broken", "cut", "hang", "fault"] = "whole"
    after: int = 3


@dataclass(frozen=True, slots=True)
class Echo:
    style: Text = Text("")


@dataclass(frozen=True, slots=True)
class ToolCall:
    name: str
    arguments: str = "{}"
    call_id: str = "call_1"


@dataclass(frozen=True, slots=True)
class ToolCalls:
    """Several calls in one answer, after some words."""

    calls: tuple[ToolCall, ...]
    text: str = ""
    finish_reason: str = "tool_calls"


@dataclass(frozen=True, slots=True)
class Status:
    code: int
    message: str = "scripted failure"
    error_code: str | None = None
    retry_after: str | None = None
    location: str | None = None


@dataclass(frozen=True, slots=True)
class Hang:
    pass


@dataclass(frozen=True, slots=True)
class Garbage:
    kind: Literal["json", "event", "html", "bytes"] = "json"


@dataclass(frozen=True, slots=True)
class Drop:
    pass


Reply: TypeAlias = Text | Echo | ToolCall | ToolCalls | Status | Hang | Garbage | Drop


@dataclass(frozen=True, slots=True)
class Request:
    """One chat request as it came. Header names are in lower case."""

    headers: dict[str, str]
    body: dict[str, Any]
    at: float

    @property
    def messages(self) -> list[dict[str, Any]]:
        return self.body["messages"]

    @property
    def last_user_text(self) -> str:
        """The newest message of the user; "" without one."""
        texts = [_text_of(m["content"]) for m in self.messages if m["role"] == "user"]
        return texts[-1] if texts else ""


def _text_of(content: str | list[dict[str, Any]]) -> str:
    if isinstance(content, str):
        return content
    return "".join(part.get("text", "") for part in content)


def tokens_of(text: str) -> list[str]:
    """`text` in words, each with the blanks before it; joined they are the text."""
    return re.findall(r"\s*\S+|\s+$", text)


def numbered_words(count: int) -> str:
    """ "w1 w2 w3 ...": whoever sees a part of it knows which part."""
    return " ".join(f"w{n}" for n in range(1, count + 1))


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
        self._server = _Server(self, port)
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


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self, endpoint: ScriptedEndpoint, port: int) -> None:
        self.endpoint = endpoint
        super().__init__(("127.0.0.1", port), _Handler)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that went away is no news; anything else is."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    @property
    def _endpoint(self) -> ScriptedEndpoint:
        return cast("_Server", self.server).endpoint

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass

    def do_GET(self) -> None:
        if not self._may_enter():
            return
        if self.path == "/v1/models":
            entry = {"id": MODEL, "object": "model", "created": 0, "owned_by": "tests"}
            self._send_json(200, {"object": "list", "data": [entry]})
        else:
            self._send_status(Status(404, error_code="not_found"))

    def do_POST(self) -> None:
        length = int(self.headers["Content-Length"])
        body = self.rfile.read(length)
        if len(body) < length:
            raise ConnectionAbortedError
        if not self._may_enter():
            return
        if self.path != "/v1/chat/completions":
            self._send_status(Status(404, error_code="not_found"))
            return
        headers = {name.lower(): value for name, value in self.headers.items()}
        request = Request(headers, json.loads(body), time.time())
        reply = self._endpoint.take(request)
        match reply:
            case Text():
                self._answer(request, reply)
            case Echo():
                self._answer(request, replace(reply.style, text=_echo(request)))
            case ToolCall():
                self._call(request, ToolCalls((reply,)))
            case ToolCalls():
                self._call(request, reply)
            case Status():
                self._send_status(reply)
            case Hang():
                self._wait()
                self._drop()
            case Garbage():
                self._send_garbage(reply)
            case Drop():
                self._drop()
            case _:
                assert_never(reply)

    def _may_enter(self) -> bool:
        key = self._endpoint.api_key
        if key is None or self.headers.get("Authorization") == f"Bearer {key}":
            return True
        self._send_status(Status(401, "Incorrect API key provided", "invalid_api_key"))
        return False

    def _answer(self, request: Request, reply: Text) -> None:
        tokens = tokens_of(reply.text)
        if not request.body.get("stream"):
            self._pace(reply, len(tokens))
            message = {"role": "assistant", "content": reply.text}
            self._send_json(200, _completion(request, message, reply.finish_reason, len(tokens)))
            return
        shown = tokens if reply.ending == "whole" else tokens[: reply.after]
        self._begin_stream()
        self._event(request, {"role": "assistant", "content": ""}, size=reply.bytes_per_write)
        for start in range(0, len(shown), reply.tokens_per_event):
            piece = shown[start : start + reply.tokens_per_event]
            self._pace(reply, len(piece))
            self._event(request, {"content": "".join(piece)}, size=reply.bytes_per_write)
        match reply.ending:
            case "whole":
                self._event(request, {}, reply.finish_reason, size=reply.bytes_per_write)
                self._end_stream(request, len(tokens))
            case "broken":
                time.sleep(0.1)  # a reset takes away what the client has not read yet
                self._drop()
            case "cut":
                self._chunk(b"")
            case "hang":
                self._wait()
                self._drop()
            case "fault":
                self._chunk(b'data: {"error": {"code": 500, "message": "scripted fault"}}\n\n')
                self._chunk(b"")
            case _:
                assert_never(reply.ending)

    def _call(self, request: Request, reply: ToolCalls) -> None:
        calls = [
            {
                "id": call.call_id,
                "type": "function",
                "function": {"name": call.name, "arguments": call.arguments},
            }
            for call in reply.calls
        ]
        if not request.body.get("stream"):
            message = {"role": "assistant", "content": reply.text or None, "tool_calls": calls}
            self._send_json(200, _completion(request, message, reply.finish_reason, 1))
            return
        self._begin_stream()
        if reply.text:
            self._event(request, {"role": "assistant", "content": reply.text})
        for index, call in enumerate(calls):
            function = cast("dict[str, Any]", call["function"])
            begun = call | {"index": index, "function": function | {"arguments": ""}}
            rest = {"index": index, "function": {"arguments": function["arguments"]}}
            self._event(request, {"role": "assistant", "content": None, "tool_calls": [begun]})
            self._event(request, {"tool_calls": [rest]})
        self._event(request, {}, reply.finish_reason)
        self._end_stream(request, 1)

    def _begin_stream(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()

    def _event(
        self,
        request: Request,
        delta: dict[str, Any],
        finish_reason: str | None = None,
        size: int | None = None,
    ) -> None:
        choice = {"index": 0, "delta": delta, "finish_reason": finish_reason}
        body = _head(request, "chat.completion.chunk") | {"choices": [choice]}
        data = b"data: " + json.dumps(body, ensure_ascii=False).encode() + b"\n\n"
        for start in range(0, len(data), size or len(data)):
            self._chunk(data[start : start + (size or len(data))])

    def _end_stream(self, request: Request, tokens: int) -> None:
        if request.body.get("stream_options", {}).get("include_usage"):
            body = _head(request, "chat.completion.chunk")
            body |= {"choices": [], "usage": _usage(request, tokens)}
            self._chunk(b"data: " + json.dumps(body).encode() + b"\n\n")
        self._chunk(b"data: [DONE]\n\n")
        self._chunk(b"")

    def _chunk(self, data: bytes) -> None:
        """One chunk of the chunked encoding; the empty one ends the response."""
        self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
        self.wfile.flush()

    def _send_json(self, code: int, body: object, headers: Sequence[tuple[str, str]] = ()) -> None:
        data = json.dumps(body).encode()
        self.send_response(code)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        for name, value in headers:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def _send_status(self, reply: Status) -> None:
        error = {"message": reply.message, "type": "scripted", "code": reply.error_code}
        named = {"Retry-After": reply.retry_after, "Location": reply.location}
        headers = [(name, value) for name, value in named.items() if value is not None]
        self._send_json(reply.code, {"error": error}, headers)

    def _send_garbage(self, reply: Garbage) -> None:
        match reply.kind:
            case "json":
                self._begin_stream()
                self._chunk(b'data: {"choices": [{"del\n\n')
                self._chunk(b"")
            case "event":
                self._begin_stream()
                self._chunk(b'data: {"choices": [{"delta": 7, "index": "x"}]}\n\n')
                self._chunk(b"")
            case "html":
                page = b"<!doctype html><title>Welcome</title><p>Log in to the network."
                self.send_response(200)
                self.send_header("Content-Type", "text/html")
                self.send_header("Content-Length", str(len(page)))
                self.end_headers()
                self.wfile.write(page)
            case "bytes":
                self.wfile.write(bytes(range(255, 0, -1)))
                self.close_connection = True
            case _:
                assert_never(reply.kind)

    def _pace(self, reply: Text, tokens: int) -> None:
        if reply.tokens_per_second and self._endpoint.closing.wait(
            tokens / reply.tokens_per_second
        ):
            raise ConnectionAbortedError

    def _wait(self) -> None:
        """Until the client hangs up or the server closes."""
        self.connection.settimeout(0.05)
        while not self._endpoint.closing.is_set():
            with suppress(TimeoutError):
                if not self.connection.recv(1):
                    return

    def _drop(self) -> None:
        """Close with a reset, as a machine that goes down does."""
        linger = struct.pack("ii" if sys.platform != "win32" else "hh", 1, 0)
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        self.connection.close()
        raise ConnectionAbortedError


def asks_for_tools(request: Request) -> bool:
    """Whether it only finds out how this model takes tools."""
    names = [tool["function"]["name"] for tool in request.body.get("tools", ())]
    return names == ["current_time"] and "current_time" in request.last_user_text


def _echo(request: Request) -> str:
    return f"You said: {request.last_user_text}"


def _head(request: Request, kind: str) -> dict[str, Any]:
    model = request.body.get("model", MODEL)
    return {"id": "chatcmpl-scripted", "object": kind, "created": 0, "model": model}


def _usage(request: Request, tokens: int) -> dict[str, int]:
    read = sum(len(tokens_of(_text_of(m.get("content") or ""))) for m in request.messages)
    return {"prompt_tokens": read, "completion_tokens": tokens, "total_tokens": read + tokens}


def _completion(
    request: Request, message: dict[str, Any], finish_reason: str, tokens: int
) -> dict[str, Any]:
    choice = {"index": 0, "message": message, "finish_reason": finish_reason}
    body = _head(request, "chat.completion")
    return body | {"choices": [choice], "usage": _usage(request, tokens)}


@pytest.fixture
def endpoint() -> Iterator[ScriptedEndpoint]:
    with ScriptedEndpoint() as server:
        yield server


@pytest.fixture
def connected(endpoint: ScriptedEndpoint, monkeypatch: pytest.MonkeyPatch) -> ScriptedEndpoint:
    """The endpoint, as the model that the environment chooses."""
    for name, value in endpoint.environ.items():
        monkeypatch.setenv(name, value)
    return endpoint


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.endpoint")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--words", type=int, default=200)
    parser.add_argument("--rate", type=float, default=None)
    parser.add_argument("--record", type=Path, default=None)
    parser.add_argument("--api-key", default=None)
    options = parser.parse_args()
    style = Text(numbered_words(options.words), tokens_per_second=options.rate)
    with ScriptedEndpoint(
        default=style if options.words else Echo(style),
        api_key=options.api_key,
        port=options.port,
        record=options.record,
    ) as server:
        sys.stdout.write(json.dumps({"base_url": server.base_url}) + "\n")
        sys.stdout.flush()
        sys.stdin.buffer.read()


if __name__ == "__main__":
    main()
