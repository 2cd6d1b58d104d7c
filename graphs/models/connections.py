"""Which model answers: the built-in one, or an endpoint that the person named."""

import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from graphs.errors import ModelUnavailable
from graphs.models.catalog import starter_model
from graphs.storage import settings_file
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

    `name` is what the window shows. `context_tokens` is None when nobody said. `endpoint` is None
    for the built-in model, whose address is known only while its server runs. `local`: nothing
    leaves this machine.
    """

    kind: Literal["builtin", "endpoint"]
    name: str
    model: str
    context_tokens: int | None
    local: bool
    endpoint: Endpoint | None = None

    @property
    def where(self) -> str:
        """The server's name in sentences: host and port, never user or key."""
        if self.endpoint is None:
            return "the built-in model"
        parts = urlsplit(self.endpoint.base_url)
        return f"{parts.hostname}:{parts.port}" if parts.port else str(parts.hostname)


def chosen(home: Home, environ: Mapping[str, str]) -> Connection:
    """The connection that this process uses. The first rule that applies decides:

    1. `OPENAI_BASE_URL` is set, or both `OPENAI_API_KEY` and `CAIRN_MODEL` are: the endpoint at
       `OPENAI_BASE_URL` (else api.openai.com), with that key (none if unset) and that model. The
       settings file is not read.
    2. `settings.toml` in the data folder has a table `[connection]`: its `model`, `base_url`
       (else api.openai.com), `api_key` and `context_tokens`. `CAIRN_MODEL`, if set, takes the
       place of its `model`.
    3. The built-in model.

    An `OPENAI_API_KEY` alone changes nothing: it is often there for other programs, and must not
    send a conversation off this machine. Empty variables count as unset.

    Raises ModelUnavailable, naming file and line where it can: unreadable settings, a model or a
    key that is missing, an address that is none.
    """
    base_url = environ.get("OPENAI_BASE_URL", "").strip()
    api_key = environ.get("OPENAI_API_KEY", "").strip()
    model = environ.get("CAIRN_MODEL", "").strip()
    if base_url or (api_key and model):
        return _endpoint(_Source("the environment", *_VARIABLES), base_url, api_key, model, None)
    table = _connection_table(home.settings)
    if table is not None:
        return _endpoint(
            _Source(str(home.settings), "base_url", "api_key", "model"),
            _text(home.settings, table, "base_url"),
            _text(home.settings, table, "api_key"),
            model or _text(home.settings, table, "model"),
            _tokens(home.settings, table),
        )
    if model:
        raise ModelUnavailable(
            "CAIRN_MODEL names a model, but no endpoint serves it.",
            "Set OPENAI_BASE_URL or OPENAI_API_KEY too, or unset CAIRN_MODEL.",
        )
    return _builtin()


def other_model(connection: Connection, model: str) -> Connection:
    """The connection to another model: the built-in one, or one that the same endpoint serves.

    Raises ModelUnavailable when the built-in server is asked for a model that does not ship.
    """
    if model == connection.model:
        return connection
    builtin = _builtin()
    if model == builtin.model:
        return builtin
    if connection.kind == "builtin":
        raise ModelUnavailable(
            f"No endpoint is chosen that could serve {model}.",
            "Name one in the settings, or continue with another model.",
        )
    return replace(connection, name=model, model=model, context_tokens=None)


def at(base_url: str, model: str, api_key: str) -> Connection:
    """The connection to a model at an endpoint of its own. Raises ModelUnavailable."""
    source = _Source("the candidate", "base_url", "key_variable", "model")
    return _endpoint(source, base_url, api_key, model, None)


def _builtin() -> Connection:
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


def host_of(address: str) -> str | None:
    """The host in an http or https address; None when there is none, or a secret beside it."""
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or re.search(r"[\s@?#]", address):
        return None
    return parts.hostname or None


def is_loopback(host: str) -> bool:
    """Whether what is sent to that host stays on this machine."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _connection_table(settings: Path) -> dict[str, Any] | None:
    """The table `[connection]`; None when the file or the table is not there."""
    known = {"base_url", "api_key", "model", "context_tokens"}
    try:
        return settings_file.table(settings, "connection", known)
    except settings_file.Unusable as error:
        raise _unusable(settings, error.reason) from error


def _text(settings: Path, table: Mapping[str, Any], key: str) -> str:
    try:
        return settings_file.text("connection", table, key)
    except settings_file.Unusable as error:
        raise _unusable(settings, error.reason) from error


def _tokens(settings: Path, table: Mapping[str, Any]) -> int | None:
    value = table.get("context_tokens")
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool) or value <= 0:
        raise _unusable(settings, "context_tokens in [connection] is not a whole number above 0")
    return value


def _unusable(settings: Path, reason: str) -> ModelUnavailable:
    return ModelUnavailable(
        f"The settings file {settings} cannot be used: {reason}.",
        "Correct it, or move it away to use the built-in model.",
    )
