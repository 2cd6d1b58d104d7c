"""Which model answers: the built-in one, a file of the person's own, or an endpoint they named."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from graphs.errors import ModelUnavailable
from graphs.models import saved_connections
from graphs.models.addresses import host_of, is_loopback
from graphs.models.catalog import starter_model
from graphs.models.saved_connections import SavedConnection
from graphs.storage.home import Home

OPENAI = "https://api.openai.com/v1"
"""The base address when only a key and a model are named."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An address that speaks the OpenAI protocol, and the key for it ("" when it wants none)."""

    base_url: str
    api_key: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Connection:
    """Where a model is served.

    `name` is what the window shows. `context_tokens` is None when nobody said. `local`: nothing
    leaves this machine. Only an endpoint has `endpoint`, only a file has `file`: these and the
    built-in model are served here, at an address that is known only while their server runs.
    """

    kind: Literal["builtin", "file", "endpoint"]
    name: str
    model: str
    context_tokens: int | None
    local: bool
    endpoint: Endpoint | None = None
    file: Path | None = None

    @property
    def where(self) -> str:
        """The server's name in sentences: host and port, never user or key."""
        if self.endpoint is None:
            return "the built-in model" if self.kind == "builtin" else self.name
        parts = urlsplit(self.endpoint.base_url)
        return f"{parts.hostname}:{parts.port}" if parts.port else str(parts.hostname)


def chosen(home: Home, environ: Mapping[str, str]) -> Connection:
    """The connection that this process uses. The first rule that applies decides:

    1. `OPENAI_BASE_URL` is set, or both `OPENAI_API_KEY` and `CAIRN_MODEL` are: the endpoint at
       `OPENAI_BASE_URL` (else api.openai.com), with that key (none if unset) and that model. The
       settings file is not read.
    2. The one that the settings file says is used (see saved_connections). `CAIRN_MODEL`, if set,
       takes the place of its `model`.
    3. The built-in model.

    An `OPENAI_API_KEY` alone changes nothing: it is often there for other programs, and must not
    send a conversation off this machine. Empty variables count as unset.

    Raises ModelUnavailable, naming file and line where it can: unreadable settings, a model or a
    key that is missing, an address that is none.
    """
    base_url, api_key, model = (environ.get(name, "").strip() for name in _VARIABLES)
    if fixed(environ):
        source = _Source("the environment", *_VARIABLES)
        return _endpoint(source, base_url, api_key, model, None)
    found = saved_connections.read(home.settings)
    used = found.named(found.used)
    if used is None and found.used != saved_connections.BUILT_IN:
        raise saved_connections.unknown(found.used)
    if model and (used is None or used.file):
        raise ModelUnavailable(
            "CAIRN_MODEL names a model, but no endpoint serves it.",
            "Set OPENAI_BASE_URL or OPENAI_API_KEY too, or unset CAIRN_MODEL.",
        )
    if used is None:
        return built_in()
    return _of(replace(used, name=model, model=model) if model else used, str(home.settings))


def fixed(environ: Mapping[str, str]) -> str:
    """Why the environment leaves nothing to choose, in a sentence; "" when it leaves the choice."""
    base_url, key, model = (environ.get(name, "").strip() for name in _VARIABLES)
    if base_url:
        return "OPENAI_BASE_URL is set: it says which model is used until Cairn starts without it."
    if key and model:
        return "OPENAI_API_KEY and CAIRN_MODEL are set: they say which model is used."
    return ""


def of(saved: SavedConnection) -> Connection:
    """The connection that was saved like this. Raises ModelUnavailable where it cannot be one."""
    return _of(saved, f"“{saved.name}”")


def usable(home: Home) -> tuple[Connection, ...]:
    """All connections that are saved and can be used."""
    found: list[Connection] = []
    with suppress(ModelUnavailable):
        for one in saved_connections.read(home.settings).saved:
            with suppress(ModelUnavailable):
                found.append(of(one))
    return tuple(found)


def other_model(connection: Connection, model: str, saved: Sequence[Connection] = ()) -> Connection:
    """The connection to another model than that of `connection`, which is used now.

    The built-in one, one that is `saved` under that name or for that model, or one that the same
    endpoint serves. Raises ModelUnavailable when the built-in server is asked for any other.
    """
    if model in (connection.name, connection.model):
        return connection
    builtin = built_in()
    if model == builtin.model:
        return builtin
    for known in ([one for one in saved if one.name == model], saved):
        for one in known:
            if model in (one.name, one.model):
                return one
    if connection.kind != "endpoint":
        raise ModelUnavailable(
            f"No endpoint is chosen that could serve {model}.",
            "Add one in Settings > Models, or continue with another model.",
        )
    return replace(connection, name=model, model=model, context_tokens=None)


def at(base_url: str, model: str, api_key: str) -> Connection:
    """The connection to a model at an endpoint of its own. Raises ModelUnavailable."""
    source = _Source("the candidate", "base_url", "key_variable", "model")
    return _endpoint(source, base_url, api_key, model, None)


def built_in() -> Connection:
    """The connection to the starter model."""
    starter = starter_model()
    return Connection("builtin", starter.name, starter.name, starter.context_tokens, local=True)


@dataclass(frozen=True, slots=True)
class _Source:
    """Where a connection was described, and what its fields are called there."""

    place: str
    base_url: str
    api_key: str
    model: str


_VARIABLES = ("OPENAI_BASE_URL", "OPENAI_API_KEY", "CAIRN_MODEL")


def _endpoint(
    source: _Source, base_url: str, api_key: str, model: str, context_tokens: int | None
) -> Connection:
    if not model:
        raise ModelUnavailable(
            f"No model is named in {source.place}.",
            f"Set {source.model} to the name of a model that the endpoint serves.",
        )
    if not base_url and not api_key:
        raise ModelUnavailable(
            f"No endpoint is named in {source.place}.",
            f"Set {source.base_url} to its address, or {source.api_key} to your OpenAI key.",
        )
    if not (api_key.isascii() and api_key.isprintable()) or " " in api_key:
        raise ModelUnavailable(
            f"{source.api_key} in {source.place} is not a key.", "Copy the key once more."
        )
    address = (base_url or OPENAI).rstrip("/")
    host = host_of(address)
    if host is None:
        raise ModelUnavailable(
            f"{source.base_url} in {source.place} is not an address of a server.",
            "It looks like http://127.0.0.1:8080/v1 or https://example.com/v1.",
        )
    return Connection(
        "endpoint", model, model, context_tokens, is_loopback(host), Endpoint(address, api_key)
    )


def _of(saved: SavedConnection, place: str) -> Connection:
    if saved.file:
        name, path = saved.name, Path(saved.file).expanduser()
        return Connection("file", name, name, saved.context_tokens, local=True, file=path)
    source = _Source(place, "base_url", "api_key", "model")
    found = _endpoint(source, saved.base_url, saved.api_key, saved.model, saved.context_tokens)
    return replace(found, name=saved.name)
