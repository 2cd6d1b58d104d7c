"""How the endpoint answers a request, down to the bytes."""

import json
import socket
import struct
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from http.server import BaseHTTPRequestHandler
from typing import TYPE_CHECKING, Any, assert_never, cast

from tests.endpoint.bodies import MODEL, completion, head, usage
from tests.endpoint.replies import (
    Drop,
    Echo,
    Garbage,
    Hang,
    Status,
    Text,
    ToolCall,
    ToolCalls,
    tokens_of,
)
from tests.endpoint.requests import Request

if TYPE_CHECKING:
    from tests.endpoint.server import ScriptedEndpoint, Server


class Handler(BaseHTTPRequestHandler):
    """One connection of the server."""

    protocol_version = "HTTP/1.1"

    @property
    def _endpoint(self) -> "ScriptedEndpoint":
        return cast("Server", self.server).endpoint

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
                self._answer(
                    request, replace(reply.style, text=f"You said: {request.last_user_text}")
                )
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
            self._send_json(200, completion(request, message, reply.finish_reason, len(tokens)))
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
            self._send_json(200, completion(request, message, reply.finish_reason, 1))
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
        body = head(request, "chat.completion.chunk") | {"choices": [choice]}
        data = b"data: " + json.dumps(body, ensure_ascii=False).encode() + b"\n\n"
        for start in range(0, len(data), size or len(data)):
            self._chunk(data[start : start + (size or len(data))])

    def _end_stream(self, request: Request, tokens: int) -> None:
        if request.body.get("stream_options", {}).get("include_usage"):
            body = head(request, "chat.completion.chunk")
            body |= {"choices": [], "usage": usage(request, tokens)}
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
