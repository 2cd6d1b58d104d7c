"""What a model's client raises, as one of our errors with a sentence to act on.

Sentences never quote the server: its words may repeat the key or the conversation.
"""

import re
import socket
import ssl
import time
from collections.abc import Iterator, Mapping
from email.utils import parsedate_to_datetime
from typing import Any, cast

from graphs.errors import (
    MessageTooLong,
    ModelBroken,
    ModelBusy,
    ModelError,
    ModelRejected,
    ModelSilent,
    ModelUnavailable,
)
from graphs.models.connections import Connection

_TOO_LONG_CODES = frozenset({"context_length_exceeded", "exceed_context_size_error"})
_TOO_LONG = re.compile(
    r"context[ _](length|size|window)|maximum context|prompt is too long", re.IGNORECASE
)
_BUSY_STATUS = frozenset({408, 409, 425, 429})


class IncompleteAnswer(Exception):
    """A stream ended without a finish reason. `began`: some of the answer had come."""

    def __init__(self, began: bool) -> None:
        super().__init__("the stream ended without a finish reason")
        self.began = began


def translate_error(error: BaseException, connection: Connection) -> ModelError:
    """One of our errors for anything that a call of the model raised. Ours come back as they are.

    Anything unknown counts as a garbled answer.
    """
    import openai
    from langchain_core.exceptions import ContextOverflowError

    match error:
        case ModelError():
            return error
        case ContextOverflowError():
            return _too_long(connection)
        case openai.APIStatusError():
            return _refused(error, connection)
        case openai.APIConnectionError() | TimeoutError() | OSError():
            return _not_reached(error, connection)
        case openai.APIError() if _is_too_long(error):
            return _too_long(connection)
        case openai.APIError():
            return ModelBroken(
                f"{_subject(connection)} reported a fault in the middle of its answer.",
                "Try again.",
            )
        case openai.LengthFinishReasonError():
            return ModelBroken(
                f"{_subject(connection)} did not come to an end of its answer.",
                "Try again, or ask for something shorter.",
            )
        case openai.ContentFilterFinishReasonError():
            return ModelRejected(
                f"The content filter of {connection.where} held the answer back.",
                "Put the request in other words.",
            )
        case IncompleteAnswer(began=True):
            return _broken_off(connection)
        case _:
            return _not_reached(error, connection) if _http_failed(error) else _garbled(connection)


def _subject(connection: Connection) -> str:
    where = connection.where
    return where[0].upper() + where[1:] if connection.kind == "builtin" else where


def _http_failed(error: BaseException) -> bool:
    import httpx2

    return isinstance(error, (httpx2.TransportError, httpx2.InvalidURL))


def _garbled(connection: Connection) -> ModelError:
    hint = "Try again."
    if connection.kind == "endpoint":
        hint += " If it stays so, check that the address is that of a model server."
    return ModelBroken(f"The answer from {connection.where} could not be understood.", hint)


def _broken_off(connection: Connection) -> ModelError:
    return ModelBroken(
        f"The answer from {connection.where} broke off in the middle.",
        "Try again.",
    )


def _too_long(connection: Connection) -> ModelError:
    return MessageTooLong(
        f"This is longer than {connection.name} can read.",
        "Shorten the message, or choose a model with a larger context.",
    )


def _is_too_long(error: Any) -> bool:
    """`error` is an openai.APIError."""
    return bool(_TOO_LONG_CODES & {error.code, error.type} or _TOO_LONG.search(str(error.message)))


def _not_reached(error: BaseException, connection: Connection) -> ModelError:
    """No connection, or one that was lost."""
    import anyio
    import httpx2

    where = connection.where
    causes = list(_causes(error))

    def caused_by(*kinds: type[BaseException]) -> bool:
        return any(isinstance(cause, kinds) for cause in causes)

    if caused_by(httpx2.ProxyError):
        return ModelUnavailable(
            f"The proxy on the way to {where} did not let Cairn through.",
            "Check the proxy settings of this machine, HTTPS_PROXY and NO_PROXY.",
        )
    if caused_by(ssl.SSLError):
        return ModelUnavailable(
            f"No secure connection to {where} could be made.",
            "Check that the address begins with https only if the server speaks it, that its "
            "certificate is valid, and that this machine's clock is right.",
        )
    if caused_by(socket.gaierror):
        return ModelUnavailable(
            f"There is no way to find {where}.", "Check the address and your network connection."
        )
    if caused_by(httpx2.ConnectTimeout, httpx2.PoolTimeout):
        return ModelUnavailable(
            f"{_subject(connection)} did not take a connection in time.",
            "Check your network connection.",
        )
    if caused_by(httpx2.ConnectError, ConnectionRefusedError):
        if connection.kind != "endpoint":
            return ModelUnavailable(
                f"{_subject(connection)} is not running.",
                "It starts anew when you try again.",
            )
        return ModelUnavailable(
            f"Nothing answers at {where}.",
            "Start the server there, or check the address.",
        )
    if caused_by(httpx2.UnsupportedProtocol, httpx2.InvalidURL):
        return ModelUnavailable(
            "The address of the endpoint cannot be used.",
            "It looks like http://127.0.0.1:8080/v1 or https://example.com/v1.",
        )
    if caused_by(
        httpx2.NetworkError, httpx2.RemoteProtocolError, ConnectionError, anyio.EndOfStream
    ):
        return _broken_off(connection)
    if caused_by(TimeoutError, httpx2.TimeoutException):
        return ModelSilent(
            f"{_subject(connection)} has said nothing for too long.",
            "Try again.",
        )
    return ModelUnavailable(
        f"{_subject(connection)} could not be reached.",
        "Check your network connection.",
    )


def _causes(error: BaseException) -> Iterator[BaseException]:
    """`error`, what it was raised from, and the members of groups on the way."""
    seen: set[int] = set()
    queue: list[BaseException | None] = [error]
    while queue:
        cause = queue.pop(0)
        if cause is None or id(cause) in seen:
            continue
        seen.add(id(cause))
        yield cause
        queue += [cause.__cause__, cause.__context__]
        if isinstance(cause, BaseExceptionGroup):
            queue += cast("BaseExceptionGroup[BaseException]", cause).exceptions


def _refused(error: Any, connection: Connection) -> ModelError:
    """A status other than success. `error` is an openai.APIStatusError."""
    where = connection.where
    status: int = error.status_code
    has_key = connection.endpoint is None or bool(connection.endpoint.api_key)
    if status == 413 or _is_too_long(error):
        return _too_long(connection)
    if status == 402 or "insufficient_quota" in (error.code, error.type):
        return ModelRejected(f"The account at {where} has no credit left.", "Top it up.")
    if status in _BUSY_STATUS or status >= 500:
        sentence = (
            f"{_subject(connection)} takes no more requests for now."
            if status == 429
            else f"{_subject(connection)} has a fault or too much to do (HTTP {status})."
        )
        return ModelBusy(sentence, "Wait a little.", _retry_after(error.response.headers))
    if status == 401:
        return ModelRejected(
            f"{_subject(connection)} did not accept the key."
            if has_key
            else f"{_subject(connection)} wants a key.",
            "Correct it in Settings > Models. If it comes from OPENAI_API_KEY, set that and start "
            "Cairn again.",
        )
    if status == 403:
        return ModelRejected(
            f"The key has no right to use {connection.model} at {where}.",
            "Choose a model that your account may use, or another key.",
        )
    if status in (404, 405):
        return ModelUnavailable(
            f"{_subject(connection)} knows no model called {connection.model}.",
            "Check the model's name, and the address: with most servers it ends in /v1.",
        )
    if 300 <= status < 400:
        return ModelUnavailable(
            f"{_subject(connection)} sends requests on to another address.",
            "Set the endpoint to that address; Cairn does not follow by itself.",
        )
    return ModelRejected(
        f"{_subject(connection)} did not take the request (HTTP {status}{_code(error)}).",
        "Another model or endpoint may take it.",
    )


def _code(error: Any) -> str:
    """The server's code for the reason, when it is a plain word."""
    code = str(error.code or error.type or "")
    return f", {code}" if re.fullmatch(r"[a-z][a-z0-9_]{2,40}", code) else ""


def _retry_after(headers: Mapping[str, str]) -> float | None:
    """The seconds that a `Retry-After` header (seconds or a date) asks for; None without one."""
    value = headers.get("retry-after", "")
    try:
        seconds = float(value)
    except ValueError:
        try:
            seconds = parsedate_to_datetime(value).timestamp() - time.time()
        except ValueError:
            return None
    return max(seconds, 0.0) if seconds < float("inf") else None
