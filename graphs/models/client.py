"""From a connection to the chat model that every part of the agent calls."""

import ssl
import warnings
from functools import cache
from typing import TYPE_CHECKING

from graphs.errors import ModelError, ModelRejected, ModelUnavailable
from graphs.models.connections import Connection, Endpoint
from graphs.models.failures import translate_error
from graphs.models.patience import BUILT_IN, REMOTE, Patience

if TYPE_CHECKING:
    import httpx2
    from langchain_openai import ChatOpenAI

__all__ = ["chat_model", "close", "context_tokens", "translate_error"]

LONGEST_ANSWER = 1_024
"""Tokens after which the built-in model is cut off: a very small model may never end by itself."""

_PROBE_SECONDS = 5.0
_AGENT = "Cairn"


def chat_model(
    connection: Connection, endpoint: Endpoint, patience: Patience | None = None
) -> "ChatOpenAI":
    """The model that `endpoint` serves: streaming, asynchronous calls only, no retries.

    What its calls raise goes through `translate_error`. `patience` is that of the connection's
    kind unless given. Hand the model to `close` when it is no longer used.
    """
    from graphs.models.chat import EndpointChat

    # They quote what the server sent, on standard error; the answer is refused all the same.
    warnings.filterwarnings("ignore", "Pydantic serializer warnings", UserWarning)
    if patience is None:
        patience = REMOTE if connection.kind == "endpoint" else BUILT_IN

    async def api_key() -> str:  # a coroutine keeps it out of dumps, and a blocking client unmade
        return endpoint.api_key or "none"

    http_client = _http_client(connection, patience)
    return EndpointChat(
        model=connection.model,
        base_url=endpoint.base_url,
        api_key=api_key,
        http_async_client=http_client,
        timeout=http_client.timeout,  # without it the library waits for ever, whatever the client
        max_retries=0,
        streaming=True,
        stream_usage=True,
        stream_chunk_timeout=None,
        use_responses_api=False,
        max_completion_tokens=LONGEST_ANSWER if connection.kind == "builtin" else None,
        patience=patience,
    )


async def close(model: "ChatOpenAI") -> None:
    """Close the connections that `model` holds open."""
    await model.root_async_client.close()


async def context_tokens(connection: Connection, endpoint: Endpoint) -> int | None:
    """How many tokens the model reads at most, question and answer together.

    The connection's own word first, then that of a llama.cpp server; None when neither is known.
    Raises ModelUnavailable when no server takes a connection.
    """
    if connection.context_tokens is not None:
        return connection.context_tokens
    import httpx2

    patience = Patience(REMOTE.connect, _PROBE_SECONDS, _PROBE_SECONDS)
    address = endpoint.base_url.removesuffix("/v1") + "/props"
    headers = {"Authorization": f"Bearer {endpoint.api_key}"} if endpoint.api_key else {}
    try:
        async with _http_client(connection, patience) as client:
            answer = await client.get(address, headers=headers)
        tokens = answer.raise_for_status().json()["default_generation_settings"]["n_ctx"]
    except (httpx2.ConnectError, httpx2.ConnectTimeout) as error:
        raise translate_error(error, connection) from error
    except (httpx2.HTTPError, ValueError, LookupError, TypeError):
        return None
    return tokens if isinstance(tokens, int) and tokens > 0 else None


async def listed_models(connection: Connection) -> tuple[str, ...]:
    """The names of the models that an endpoint lists; () where it lists none, or takes long."""
    try:
        return await found_models(connection) if connection.endpoint else ()
    except ModelError:
        return ()


async def found_models(connection: Connection) -> tuple[str, ...]:
    """The names of the models that an endpoint lists. Raises ModelError when it does not."""
    endpoint = connection.endpoint
    assert endpoint is not None
    import httpx2

    patience = Patience(_PROBE_SECONDS, _PROBE_SECONDS, _PROBE_SECONDS)
    headers = {"Authorization": f"Bearer {endpoint.api_key}"} if endpoint.api_key else {}
    try:
        async with _http_client(connection, patience) as client:
            answer = await client.get(f"{endpoint.base_url}/models", headers=headers)
        listed = answer.raise_for_status().json()["data"]
        names = [one["id"] for one in listed]
    except httpx2.HTTPStatusError as error:
        raise _not_listed(connection, error.response.status_code) from error
    except httpx2.HTTPError as error:
        raise translate_error(error, connection) from error
    except (ValueError, LookupError, TypeError) as error:
        raise _not_listed(connection) from error
    return tuple(name for name in names if isinstance(name, str) and name)


def _not_listed(connection: Connection, status: int = 0) -> ModelError:
    if status in (401, 403):
        return ModelRejected(f"{connection.where} did not accept the key.", "Check the key.")
    return ModelUnavailable(
        f"{connection.where} does not list its models.",
        "Check the address, or type the model's name.",
    )


def _http_client(connection: Connection, patience: Patience) -> "httpx2.AsyncClient":
    """No proxy for loopback, no redirect (a conversation goes only where it was told to).

    On this machine, a connection for each request: llama.cpp closes them behind a stream without a
    word, and a request that comes just before that is lost.
    """
    import httpx2

    return httpx2.AsyncClient(
        limits=httpx2.Limits(max_keepalive_connections=0 if connection.local else 20),
        timeout=httpx2.Timeout(patience.first_token, connect=patience.connect),
        verify=_trusted(trust_env=not connection.local),
        trust_env=not connection.local,
        follow_redirects=False,
        event_hooks={"request": [_say_little]},
    )


@cache
def _trusted(*, trust_env: bool) -> ssl.SSLContext:
    """Whom this system trusts: 30 ms of reading, so once for all clients."""
    import httpx2

    return httpx2.create_ssl_context(trust_env=trust_env)


async def _say_little(request: "httpx2.Request") -> None:
    """Take out what the client library tells about this machine."""
    for name in [name for name in request.headers if name.lower().startswith("x-stainless-")]:
        del request.headers[name]
    request.headers["User-Agent"] = _AGENT
